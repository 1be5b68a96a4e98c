//! Ordinary text, as people type and paste it: each has a reading or a pointed error.

use super::{check, check_error, check_notes};

#[test]
fn an_operator_with_nothing_on_one_side_is_a_word() {
    let word = |text: &str| format!("`{text}` is read as a word here and not as the operator");
    check_notes("Eugene, OR", "Eugene AND =OR", &[("OR", &word("OR"))]);
    check_notes("OR", "=OR", &[("OR", &word("OR"))]);
    check_notes("Not", "=Not", &[("Not", &word("Not"))]);
    check_notes("AND crimea", "=AND AND crimea", &[("AND", &word("AND"))]);
    check_notes("a AND NOT", "a AND =NOT", &[("NOT", &word("NOT"))]);
    check_notes("Eugene (OR)", "Eugene AND =OR", &[("OR", &word("OR"))]);
    check_notes("title:or", "title:=or", &[("or", &word("or"))]);
    check_notes("war, and, peace", "war AND =and AND peace", &[("and,", &word("and"))]);
    check_notes("NEAR", "=NEAR", &[("NEAR", &word("NEAR"))]);
    check_notes("=or", "=or", &[]);
    check_notes("crimea but not", "crimea AND but AND =not", &[("not", &word("not"))]);
}

#[test]
fn common_words_in_small_letters_are_no_proximity() {
    check_notes(
        "troops near kyiv the same day",
        "troops AND near AND kyiv AND the AND same AND day",
        &[],
    );
}

#[test]
fn brackets_that_do_not_match_are_mended() {
    check_notes(
        "(unclosed",
        "unclosed",
        &[("(", "`(` is never closed and is read as if it ended with the query")],
    );
    check_notes(
        "stray) b",
        "stray AND b",
        &[(")", "`)` closes nothing and is left out")],
    );
    check_notes(
        "colour(s)",
        "colour AND s",
        &[("colour(", "`colour(` is read as if a space stood before the bracket")],
    );
    check("(s)he", "s AND he");
}

#[test]
fn colons_of_ordinary_text_are_no_fields() {
    check_notes("Re: budget", "Re AND budget", &[]);
    check_notes("Trump: we win", "Trump AND we AND win", &[]);
    check_notes("C:\\temp", "\"C temp\"", &[]);
    check_notes("John 3:16", "John AND \"3 16\"", &[]);
    check_notes("localhost:8080", "\"localhost 8080\"", &[]);
    check_notes("std::io", "\"std io\"", &[]);
    check_notes("mailto:joe@example.org", "\"mailto joe example org\"", &[]);
    check_notes(
        "title: crimea",
        "title AND crimea",
        &[(
            "title:",
            "`title:` with nothing directly behind it is read as a word and not as the field",
        )],
    );
}

#[test]
fn addresses_are_phrases() {
    check_notes("https://example.org/x?y=1", "\"https example org x y 1\"", &[]);
    check_notes("www.example.org/*", "\"www example org\"", &[]);
    check_notes(
        "(see https://example.org/Crimea_(city))",
        "see AND \"https example org Crimea city\"",
        &[],
    );
    check("a^2 b&&c https://x.y", "a^2 AND b AND c AND \"https x y\"");
    check_notes("/var/log/x", "\"var log x\"", &[]);
}

#[test]
fn signs_are_no_part_of_words() {
    let lost = |text: &str, word: &str| format!("`{text}` is searched as `{word}`: signs are no part of words");
    check_notes("C++", "C", &[("C++", &lost("C++", "C"))]);
    check_notes("#crimea", "crimea", &[("#crimea", &lost("#crimea", "crimea"))]);
    check_notes("$20", "20", &[("$20", &lost("$20", "20"))]);
    check_notes("~500", "500", &[("~500", &lost("~500", "500"))]);
    check_notes("AT&T", "\"AT T\"", &[]);
    check_notes("\"crimea\", (kyiv).", "=crimea AND kyiv", &[]);
}

#[test]
fn punctuation_alone_is_left_out() {
    check_notes("a – b … c", "a AND b AND c", &[]);
    check_notes(
        "a - b",
        "a AND b",
        &[("-", "`-` holds no letter or digit and is left out")],
    );
    check_notes(
        "a & b",
        "a AND b",
        &[("&", "`&` holds no letter or digit and is left out")],
    );
    check_notes(
        "crimea ???",
        "crimea",
        &[("???", "`???` holds no letter or digit and is left out")],
    );
}

#[test]
fn dashes_and_minus() {
    check_notes(
        "--count",
        "count",
        &[("--", "`--` is read as punctuation: one sign alone says something")],
    );
    check_notes(
        "a –b",
        "a AND NOT b",
        &[("–b", "`–b` is read as NOT b: put a space behind a dash")],
    );
    check_notes(
        "-20 degrees",
        "NOT 20 AND degrees",
        &[("-20", "`-20` is read as NOT 20: for the number leave out the sign")],
    );
    check_notes("(a)-(b)", "a AND b", &[]);
}

#[test]
fn questions_and_exclamations() {
    check_notes("What?!", "What", &[("What?!", "`?!` behind `What` is punctuation")]);
    check_notes("STOP!!!", "STOP", &[("STOP!!!", "`!!!` behind `STOP` is punctuation")]);
    check_notes(
        "U.S.?",
        "\"U S\"",
        &[(
            "U.S.?",
            "`?` behind `U.S.` is punctuation: a pattern stands for one word",
        )],
    );
}

#[test]
fn quotes_that_are_none() {
    check_notes("12\" gun 5' 10\" tall", "12 AND gun AND 5 AND 10 AND tall", &[]);
    check_notes("צה\"ל אמר", "\"צה ל\" AND אמר", &[]);
    check_notes("\"דובר צה\"ל\"", "\"דובר צה ל\"", &[]);
    check_notes(
        "'peace talks'",
        "peace AND talks",
        &[("'peace talks'", "single quotes make no phrase: use double ones")],
    );
    check_notes("rock 'n' roll", "rock AND n AND roll", &[]);
}

#[test]
fn a_number_with_a_weight_is_named() {
    check_notes("10^6", "10^6", &[("10^6", "`10^6` is the number with a weight")]);
}

#[test]
fn a_nested_quotation_is_no_silent_misreading() {
    check_error(
        "“he said „no“ to it”",
        "error: this quote is never closed\n  \
           “he said „no“ to it”\n                     \
                              ^\n\
         hint: close it, or leave it out",
    );
}
