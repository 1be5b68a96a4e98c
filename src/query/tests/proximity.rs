//! Proximity: every form, how tightly it binds, and what cannot stand beside it.

use super::{check, check_any, check_notes, check_pointed};

#[test]
fn steps_in_any_order() {
    for written in ["NEAR/5", "near/5", "NEAR5", "near5", "w/5", "W/5", "n/5", "N/5", "/5"] {
        check(&format!("a {written} b"), "a w/5 b");
    }
    check("a NEAR b", "a w/10 b");
    check("a w/10000 b", "a w/10000 b");
    check("a w/007 b", "a w/7 b");
}

#[test]
fn steps_in_order() {
    for written in [
        "PRE/5", "pre/5", "ADJ5", "adj5", "ADJ/5", "ONEAR/5", "onear/5", "ONEAR5", "p/5",
    ] {
        check(&format!("a {written} b"), "a PRE/5 b");
    }
    check("a PRE b", "a PRE/10 b");
    check("a ONEAR b", "a PRE/10 b");
    check("a ADJ b", "a PRE/1 b");
}

#[test]
fn sentences_and_paragraphs() {
    for written in ["/s", "/S", "w/s", "W/S", "w/sent", "NEAR/s", "near/sent"] {
        check(&format!("a {written} b"), "a w/s b");
    }
    for written in ["/p", "w/p", "w/para", "NEAR/p", "SAME"] {
        check(&format!("a {written} b"), "a w/p b");
    }
    for written in ["PRE/s", "pre/S", "ONEAR/s", "onear/sent"] {
        check(&format!("a {written} b"), "a PRE/s b");
    }
    for written in ["PRE/p", "pre/para", "ONEAR/p"] {
        check(&format!("a {written} b"), "a PRE/p b");
    }
}

#[test]
fn a_part_without_another_so_near() {
    check("a NOT w/5 b", "a NOT w/5 b");
    check("a NOT NEAR b", "a NOT w/10 b");
    check("a NOT /s b", "a NOT w/s b");
    check("a NOT /p b", "a NOT w/p b");
    check("a NOT SAME b", "a NOT w/p b");
    check("a NOT PRE/5 b", "a NOT PRE/5 b");
    check("a NOT PRE/s b", "a NOT PRE/s b");
    check_notes(
        "a not w/5 b",
        "a NOT w/5 b",
        &[("not", "`not` in small letters is read as the operator NOT")],
    );
}

#[test]
fn without_a_number_in_capitals_only() {
    for word in ["near", "pre", "adj", "onear", "same", "Near", "Same"] {
        check_notes(
            &format!("a {word} b"),
            &format!("a AND ={word} AND b").replace("=", ""),
            &[],
        );
    }
}

#[test]
fn chains_are_read_from_the_left() {
    check("a w/5 b w/3 c", "(a w/5 b) w/3 c");
    check("a w/5 (b w/3 c)", "a w/5 (b w/3 c)");
    check("a PRE/5 b NOT w/s c /p d", "((a PRE/5 b) NOT w/s c) w/p d");
}

#[test]
fn proximity_binds_tighter_than_not_and_looser_than_fields() {
    check("NOT a w/5 b", "NOT a w/5 b");
    check("NOT (a w/5 b)", "NOT a w/5 b");
    check("a w/5 b c", "a w/5 b AND c");
    check("a AND b w/5 c OR d", "(a AND b w/5 c) OR d");
    check("a w/5 b OR c w/5 d", "a w/5 b OR c w/5 d");
    check("title:x AND a w/5 b", "title:x AND a w/5 b");
    check("a w/5 b AND NOT c w/5 d", "a w/5 b AND NOT c w/5 d");
    check("(a w/5 b)^2", "(a w/5 b)^2");
}

#[test]
fn a_sign_before_proximity_holds_for_the_whole() {
    check("-a w/5 b", "NOT a w/5 b");
    check("+a w/5 b c", "+a w/5 b AND c");
    check("-a NOT w/5 b", "NOT a NOT w/5 b");
    check("c -(a OR b) w/5 d", "c AND NOT (a OR b) w/5 d");
    check("a w/5 +b", "a w/5 b");
}

#[test]
fn with_any_a_proximity_is_one_part() {
    check_any("a w/5 b c", "a w/5 b OR c");
    check_any("(a b) w/5 c", "(a OR b) w/5 c");
    check_any("+a w/5 b c -d w/s e", "(+a w/5 b OR c) AND NOT d w/s e");
}

#[test]
fn what_can_stand_beside_proximity() {
    check("(a OR b) w/5 (c OR d)", "(a OR b) w/5 (c OR d)");
    check("\"a b\" w/5 =c", "\"a b\" w/5 =c");
    check("negotiat* /s *stan", "negotiat* w/s *stan");
    check("zelensky~ w/5 /put(in|yin)/", "zelensky~1 w/5 /put(in|yin)/");
    check(
        "caps(US) w/5 caps(\"White House\")",
        "caps(US) w/5 caps(\"White House\")",
    );
    check("\"a b\"~3 w/5 first50(c)", "\"a b\"~3 w/5 first50(c)");
    check("multi-agent w/5 U.S.", "\"multi agent\" w/5 \"U S\"");
    check(
        "(truce OR ceasefire) /s (moscow PRE/3 kyiv)",
        "(truce OR ceasefire) w/s (moscow PRE/3 kyiv)",
    );
    check("(a OR b w/2 c) w/5 d", "(a OR b w/2 c) w/5 d");
    check("talks w/5 talks", "talks w/5 talks");
}

#[test]
fn in_fields() {
    check("title:(a w/5 b)", "title:(a w/5 b)");
    check(
        "lead:(crimea NEAR/10 \"peace plan\")",
        "lead:(crimea w/10 \"peace plan\")",
    );
    check("person:(a PRE/2 b)", "person:(a PRE/2 b)");
    check("byline:\"a b\"~1", "byline:\"a b\"~1");
    check("title:(a /s b) c", "title:(a w/s b) AND c");
}

#[test]
fn words_beside_a_proximity_are_noted() {
    check_notes(
        "peace talks w/5 moscow",
        "peace AND talks w/5 moscow",
        &[(
            "talks w/5 moscow",
            "proximity joins only the parts next to it: `talks w/5 moscow` is one part",
        )],
    );
    check_notes(
        "talks /s moscow kyiv",
        "talks w/s moscow AND kyiv",
        &[(
            "talks /s moscow",
            "proximity joins only the parts next to it: `talks /s moscow` is one part",
        )],
    );
    check_notes(
        "peace AND talks w/5 moscow title:x",
        "peace AND talks w/5 moscow AND title:x",
        &[],
    );
}

#[test]
fn no_steps_at_all_are_noted() {
    check_notes(
        "a PRE/0 b",
        "a PRE/0 b",
        &[("a PRE/0 b", "`PRE/0` finds nothing: neighbours are 1 apart")],
    );
    check_notes(
        "a w/0 b",
        "a w/0 b",
        &[("a w/0 b", "`w/0` finds parts that overlap only: neighbours are 1 apart")],
    );
}

#[test]
fn a_plain_word_with_nothing_on_one_side_is_a_word() {
    let word = |text: &str| format!("`{text}` is read as a word here and not as the operator");
    check_notes("NEAR kyiv", "=NEAR AND kyiv", &[("NEAR", &word("NEAR"))]);
    check_notes("kyiv NEAR", "kyiv AND =NEAR", &[("NEAR", &word("NEAR"))]);
    check_notes("all the SAME", "all AND the AND =SAME", &[("SAME", &word("SAME"))]);
    check_notes("(kyiv ADJ5) b", "(kyiv AND =ADJ5) AND b", &[("ADJ5", &word("ADJ5"))]);
    check_notes("a NOT NEAR", "a AND NOT =NEAR", &[("NEAR", &word("NEAR"))]);
}

#[test]
fn a_sign_with_nothing_on_one_side_is_an_error() {
    let itself = |text: &str| format!("for the text itself, quote it: \"{text}\"");
    let left = |text: &str| format!("`{text}` has nothing on its left side");
    let right = |text: &str| format!("`{text}` has nothing on its right side");
    for written in ["w/5", "/5", "/s", "/p", "PRE/5", "near/p"] {
        check_pointed(written, written, &left(written), &itself(written));
        check_pointed(&format!("{written} b"), written, &left(written), &itself(written));
        check_pointed(&format!("a {written}"), written, &right(written), &itself(written));
        check_pointed(&format!("(a {written}) b"), written, &right(written), &itself(written));
        check_pointed(&format!("a OR {written} b"), written, &left(written), &itself(written));
    }
    check_pointed("a NOT w/5", "NOT w/5", &right("NOT w/5"), &itself("NOT w/5"));
    check_pointed("a AND NOT w/5 b", "w/5", &left("w/5"), &itself("w/5"));
    check_pointed("a w/5 w/6 b", "w/6", &left("w/6"), &itself("w/6"));
    check_pointed(
        "a AND NEAR b",
        "NEAR",
        &left("NEAR"),
        "for the word itself, quote it: \"NEAR\"",
    );
    check_pointed(
        "a w/5 AND b",
        "AND",
        &left("AND"),
        "for the word itself, quote it: \"AND\"",
    );
}

/// An error beside an operator: the part that is pointed at, what it is, the hint.
#[track_caller]
fn check_beside(text: &str, marked: &str, operator: &str, found: &str, hint: &str) {
    let message = format!("expected words, phrases or OR in brackets beside `{operator}`, found {found}");
    check_pointed(text, marked, &message, hint);
}

#[test]
fn a_field_on_a_side_is_an_error_that_says_where_it_belongs() {
    check_beside(
        "title:a w/5 b",
        "title:a",
        "w/5",
        "the field `title`",
        "write title:(a w/5 b)",
    );
    check_beside(
        "a NEAR/5 title:b",
        "title:b",
        "NEAR/5",
        "the field `title`",
        "write title:(a w/5 b)",
    );
    check_beside(
        "title:a w/5 title:(b OR c)",
        "title:a",
        "w/5",
        "the field `title`",
        "write title:(a w/5 (b OR c))",
    );
    check_beside(
        "title:a /s person:b",
        "title:a",
        "/s",
        "the field `title`",
        "proximity never crosses from one field to another: join them with AND",
    );
    check_beside(
        "-title:-a w/5 b",
        "title:-a",
        "w/5",
        "the field `title`",
        "write title:(a w/5 b)",
    );
}

#[test]
fn and_on_a_side_is_an_error_that_writes_the_proximity_twice() {
    let and = "words joined by AND";
    check_beside("(a b) w/5 c", "(a b)", "w/5", and, "write a w/5 c AND b w/5 c");
    check_beside(
        "c PRE/2 (a AND \"b d\")",
        "(a AND \"b d\")",
        "PRE/2",
        and,
        "write c PRE/2 a AND c PRE/2 \"b d\"",
    );
    check_beside(
        "(a b c d e) w/5 (f g h)",
        "(a b c d e)",
        "w/5",
        and,
        "write the operator once for each of the words, and join these with AND",
    );
    check_beside(
        "(a OR (b c)) w/5 d",
        "(b c)",
        "w/5",
        and,
        "write the operator once for each of the words, and join these with AND",
    );
}

#[test]
fn not_on_a_side_is_an_error_that_names_not_within() {
    check_beside("a w/5 NOT b", "NOT b", "w/5", "NOT", "write a NOT w/5 b");
    check_beside("a w/5 -b", "-b", "w/5", "NOT", "write a NOT w/5 b");
    check_beside("a w/5 !(b OR c)", "!(b OR c)", "w/5", "NOT", "write a NOT w/5 (b OR c)");
    check_beside("a PRE/s (NOT b)", "(NOT b)", "PRE/s", "NOT", "write a NOT PRE/s b");
    check_beside("a NOT w/5 NOT b", "NOT b", "NOT w/5", "NOT", "write a w/5 b");
    check_beside("(NOT a) w/5 b", "(NOT a)", "w/5", "NOT", "write b NOT w/5 a");
}

#[test]
fn other_conditions_on_a_side_are_errors() {
    let apart = "write it apart and join it with AND: it holds for the whole article";
    check_beside("a^2 w/5 b", "a^2", "w/5", "a weight", "write (a w/5 b)^2");
    check_beside("a w/5 b^2", "b^2", "w/5", "a weight", "write (a w/5 b)^2");
    check_beside("a w/5 date:2025", "date:2025", "w/5", "a date", apart);
    check_beside("words>5 w/5 a", "words>5", "w/5", "a number of words", apart);
    check_beside("a w/5 atleast3(b)", "atleast3(b)", "w/5", "`atleast3()`", apart);
    check_beside("a w/5 person:none", "person:none", "w/5", "`person:none`", apart);
    check_beside("a w/5 person=\"b c\"", "person=\"b c\"", "w/5", "a whole name", apart);
    check_beside(
        "a w/5 *",
        "*",
        "w/5",
        "`*`",
        "leave it out, or write a pattern such as negotiat*",
    );
    check_beside("(+a OR b) w/5 c", "+a", "w/5", "`+`", "leave out `+`");
}

#[test]
fn a_number_has_a_limit() {
    for written in [
        "w/10001",
        "NEAR/99999999999999999999",
        "/4294967296",
        "ADJ70000",
        "PRE/010001",
    ] {
        check_pointed(
            &format!("a {written} b"),
            written,
            &format!("expected a number from 0 to 10000 in `{written}`"),
            "`a AND b` finds both anywhere in an article",
        );
    }
}

#[test]
fn fields_without_running_text_have_no_places() {
    for (text, marked, field, found) in [
        ("lang:(en w/5 uk)", "(en w/5 uk)", "lang", "proximity"),
        ("path:\"a b\"~3", "\"a b\"~3", "path", "`\"…\"~3`"),
        ("id:zelensky~", "zelensky~", "id", "`~`"),
        ("url:(a OR caps(B))", "caps(B)", "url", "`caps()`"),
        ("path:(atleast2(a) b)", "atleast2(a)", "path", "`atleast2()`"),
        ("lang:/en|uk/", "/en|uk/", "lang", "a regular expression"),
    ] {
        check_pointed(
            text,
            marked,
            &format!("expected words, phrases or patterns in `{field}`, found {found}"),
            &format!("join words with AND or OR, such as {field}:(a OR b)"),
        );
    }
}

#[test]
fn windows() {
    check("\"a b c\"~5", "\"a b c\"~5");
    check("“a b”~5", "\"a b\"~5");
    check("\"a b\"~0", "\"a b\"~0");
    check("\"new york new jersey\"~3", "\"new york new jersey\"~3");
    check("title:\"a b\"~5 c", "title:\"a b\"~5 AND c");
    check("-\"a b\"~5", "NOT \"a b\"~5");
    check("=\"a b\"~5", "\"a b\"~5");
    check("\"a b\"~5^2", "\"a b\"~5^2");
    check("(\"a b\"~5, c)", "\"a b\"~5 AND c");
    check("multi-agent \"multi-agent\"~2", "\"multi agent\" AND \"multi agent\"~2");
}

#[test]
fn a_window_has_several_words_and_a_number() {
    let one = |window: &str| format!("`{window}` is a window of one word, and there is nothing to stand near it");
    let nearly = |word: &str| format!("for words that are spelled nearly so write {word}");
    check_pointed("\"word\"~2", "\"word\"~2", &one("\"word\"~2"), &nearly("word~2"));
    check_pointed("\"word\"~5", "\"word\"~5", &one("\"word\"~5"), &nearly("word~"));
    check_pointed("\"…\"~5", "\"…\"~5", "there is no word between these quotes", "");
    for written in ["~", "~x", "~0.5", "~10001", "~99999999999999999999", "~-1"] {
        check_pointed(
            &format!("\"a b\"{written} c"),
            written,
            &format!("expected a number from 0 to 10000 in `\"…\"{written}`"),
            "such as \"peace talks\"~5",
        );
    }
    for (text, written) in [("(a b)~5", "~5"), ("date:\"today\"~2", "~2"), ("caps(a)~", "~")] {
        check_pointed(
            text,
            written,
            &format!("`{written}` stands behind something else than a word or a quotation"),
            "such as zelensky~ or \"peace talks\"~5",
        );
    }
}
