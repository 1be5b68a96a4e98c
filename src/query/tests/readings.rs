//! What each form of the language is read as, and with which notes.

use super::{check, check_any, check_notes, options, read};
use crate::query::{FIELDS, FieldKind, ParseOptions, parse};

#[test]
fn words_and_phrases() {
    check("talks", "talks");
    check("=talks", "=talks");
    check("\"peace talks\"", "\"peace talks\"");
    check("\"talks\"", "=talks");
    check("=\"peace talks\"", "\"peace talks\"");
    check("“peace talks”", "\"peace talks\"");
    check("„peace talks“", "\"peace talks\"");
    check("\"peace talks”", "\"peace talks\"");
    check("«peace talks»", "\"peace talks\"");
    check("»peace talks«", "\"peace talks\"");
    check("「peace talks」", "\"peace talks\"");
    check("\"a AND (b OR c)\"", "\"a AND b OR c\"");
}

#[test]
fn a_word_that_the_tokenizer_cuts_is_the_phrase_of_its_parts() {
    check("multi-agent", "\"multi agent\"");
    check("U.S.", "\"U S\"");
    check("don't", "\"don t\"");
    check("20.04", "\"20 04\"");
    check("a/b", "\"a b\"");
    check("12:30", "\"12 30\"");
    check("=multi-agent", "\"multi agent\"");
}

#[test]
fn operators_in_any_case() {
    check("a AND b", "a AND b");
    check("a && b || !c", "(a AND b) OR NOT c");
    check("a&&b||c", "(a AND b) OR c");
    check_notes(
        "crimea and zelensky Or kyiv and odesa",
        "(crimea AND zelensky) OR (kyiv AND odesa)",
        &[
            ("and", "`and` in small letters is read as the operator AND"),
            ("Or", "`or` in small letters is read as the operator OR"),
        ],
    );
    check_notes(
        "not easter",
        "NOT easter",
        &[("not", "`not` in small letters is read as the operator NOT")],
    );
}

#[test]
fn not_in_its_forms() {
    check("NOT a", "NOT a");
    check("NOT NOT a", "NOT NOT a");
    check("NOT a b", "NOT a AND b");
    check("a AND NOT b", "a AND NOT b");
    check("a BUT NOT b", "a AND NOT b");
    check("a -b !c −d", "a AND NOT b AND NOT c AND NOT d");
    check("a OR NOT b", "a OR NOT b");
    check(
        "-\"peace talks\" -(a b) !title:(a b) -*stan",
        "NOT \"peace talks\" AND NOT (a AND b) AND NOT title:(a AND b) AND NOT *stan",
    );
    check("-=talks", "NOT =talks");
}

#[test]
fn precedence_is_phrase_not_and_or() {
    check("a OR b AND c", "a OR (b AND c)");
    check("a AND b OR c", "(a AND b) OR c");
    check("(a OR b) c", "(a OR b) AND c");
    check("NOT a OR b", "NOT a OR b");
    check("NOT (a OR b)", "NOT (a OR b)");
    check("(a)(b)", "a AND b");
    check("((a))", "a");
    check_notes(
        "a OR b c",
        "a OR (b AND c)",
        &[("b c", "words side by side join before OR: `b c` is one side of it")],
    );
}

#[test]
fn plus_is_kept_where_it_says_something() {
    check("+a b", "+a AND b");
    check("+(a OR b) c", "+(a OR b) AND c");
    check("+\"a b\" OR c", "+\"a b\" OR c");
    check("NOT (+a)", "NOT a");
    check("(+a) b", "a AND b");
    check("+title:a b", "+title:a AND b");
    check("title:+a b", "+title:a AND b");
}

#[test]
fn any_makes_words_side_by_side_mean_or() {
    check_any("crimea zelensky", "crimea OR zelensky");
    check_any("a AND b c", "(a AND b) OR c");
    check_any("+a b", "+a OR b");
    check_any("crimea zelensky -easter", "(crimea OR zelensky) AND NOT easter");
    check_any("crimea NOT easter", "crimea AND NOT easter");
    check_any("NOT easter crimea", "crimea AND NOT easter");
    check_any("a OR -b", "a OR NOT b");
    check_any("-a -b", "NOT a AND NOT b");
    check_any("+a b -c", "(+a OR b) AND NOT c");
    check_any("(a b -c) d", "((a OR b) AND NOT c) OR d");
}

#[test]
fn literal_text_has_no_syntax() {
    let literal = ParseOptions {
        literal: true,
        ..options()
    };
    let printed = |text: &str, options: &ParseOptions| read(text, options).root.to_string();
    assert_eq!(
        printed("title:(a OR \"b c\") -d*", &literal),
        "title AND a AND =OR AND b AND c AND d"
    );
    assert_eq!(printed("U.S.", &ParseOptions { any: true, ..literal }), "U OR S");
    assert!(parse("…", &literal).is_err());
}

#[test]
fn patterns() {
    check("negotiat*", "negotiat*");
    check("negotiat!", "negotiat*");
    check("*stan", "*stan");
    check("wom?n", "wom?n");
    check("f**k", "f*k");
    check("(negotiat*, *stan)", "negotiat* AND *stan");
    check("=negotiat*", "negotiat*");
    check("*", "*");
    check("**", "*");
    check("* NOT crimea", "* AND NOT crimea");
    check_notes(
        "\"peace talk*\"",
        "\"peace talk\"",
        &[(
            "\"peace talk*\"",
            "`*` between quotes is punctuation: for the pattern write peace PRE/1 talk*",
        )],
    );
    check_notes(
        "Crimea?",
        "Crimea?",
        &[(
            "Crimea?",
            "`Crimea?` stands for `Crimea` and one letter or digit more: leave out `?` for the word itself",
        )],
    );
}

#[test]
fn a_word_with_an_exclamation_mark_is_a_pattern_and_a_note_says_so() {
    check_notes(
        "Stop!",
        "Stop*",
        &[(
            "Stop!",
            "`Stop!` stands for every word that begins with `Stop`: leave out `!` for the word itself",
        )],
    );
}

#[test]
fn fields() {
    check("title:crimea", "title:crimea");
    check("headline:crimea", "title:crimea");
    check("TITLE:crimea", "title:crimea");
    check("author:reston", "byline:reston");
    check("title:=talks", "title:=talks");
    check("title:\"peace talks\"", "title:\"peace talks\"");
    check("title:\"talks\"", "title:=talks");
    check("title:multi-agent", "title:\"multi agent\"");
    check("title:negotiat!", "title:negotiat*");
    check("title:(a OR b) c", "title:(a OR b) AND c");
    check("title:(a)", "title:a");
    check("title:-a b", "NOT title:a AND b");
    check("-title:-a", "title:a");
    check("title:(NOT a)", "title:(NOT a)");
    check("title:(person:zelensky)", "title:(person:zelensky)");
    check("person.given:reagan", "person.given:reagan");
    check("lang=uk", "lang:uk");
    check("url:https://example.org/x?y=1", "url:\"https example org x y 1\"");
    check("path:/home/news/", "path:\"home news\"");
}

#[test]
fn whole_names_and_empty_fields() {
    check("person=\"Volodymyr  Zelensky\"", "person=\"Volodymyr Zelensky\"");
    check("person = “Volodymyr Zelensky”", "person=\"Volodymyr Zelensky\"");
    check("person=Zelensky", "person=\"Zelensky\"");
    check("person=«The \"Rock\"»", "person=«The \"Rock\"»");
    check("person:none", "person:none");
    check("person=none", "person:none");
    check("person.given:None", "person.given:none");
    check("title:none", "title:none");
    check("title:(none)", "title:(none)");
    check("title:\"none\"", "title:=none");
    check("person:*", "NOT person:none");
}

#[test]
fn every_field_can_be_asked_for_being_empty() {
    for entry in FIELDS {
        let is_known = matches!(
            entry.kind,
            FieldKind::Text(_) | FieldKind::Names(_) | FieldKind::Date | FieldKind::Number(_)
        );
        if is_known {
            let empty = format!("{}:none", entry.name());
            check(&empty, &empty);
            check(&format!("{}:*", entry.name()), &format!("NOT {empty}"));
        }
    }
}

#[test]
fn stories_and_copies_are_fields() {
    check("copies>5", "copies:6..");
    check("copies >= 5 crimea", "copies:5.. AND crimea");
    check("copies:0", "copies:0");
    check("copies:[2 TO 5}", "copies:2..4");
    check("story:0126336D", "story:0126336d");
    check("story=0126336d OR crimea", "story:0126336d OR crimea");
    check("NOT story:f", "NOT story:f");
    check("story: crimea", "story AND crimea");
}

#[test]
fn headline_and_first_paragraph_are_a_field() {
    check("lead:ceasefire", "lead:ceasefire");
    check("lead:\"peace talks\"", "lead:\"peace talks\"");
    check("lead:(a AND b) NOT lead:none", "lead:(a AND b) AND NOT lead:none");
}

#[test]
fn weights() {
    check("crimea^2", "crimea^2");
    check("(a OR b)^0.5", "(a OR b)^0.5");
    check("\"peace talks\"^3", "\"peace talks\"^3");
    check("title:crimea^2 kyiv", "title:crimea^2 AND kyiv");
    check("title:(crimea^2)", "title:(crimea^2)");
    check("-a^2", "NOT a^2");
    check("(NOT a)^2", "(NOT a)^2");
    check("(a^2)^3", "(a^2)^3");
    check("date:2025^2", "date:2025^2");
    check("a^100 b^0.01", "a^100 AND b^0.01");
}

#[test]
fn what_nobody_sees_changes_nothing() {
    check(
        "\u{feff}crimea\u{200b} AND\u{a0}zelensky\u{200e}",
        "crimea AND zelensky",
    );
    check("person\u{200e}:zelensky", "person:zelensky");
    check("Zelen\u{ad}sky", "Zelensky");
    check(
        "（crimea OR kyiv） title：zelensky",
        "(crimea OR kyiv) AND title:zelensky",
    );
    check("crimea\u{3000}zelensky", "crimea AND zelensky");
}

#[test]
fn spans_point_at_what_was_written() {
    let text = "title:(крим OR \"peace talks\")^2 -kyiv";
    let query = read(text, &options());
    let crate::query::ExprKind::And(parts) = &query.root.kind else {
        panic!("{:?}", query.root);
    };
    let written: Vec<&str> = parts.iter().map(|part| &text[part.span.clone()]).collect();
    assert_eq!(written, ["title:(крим OR \"peace talks\")^2", "-kyiv"]);
    assert_eq!(&text[query.root.span.clone()], text);
}
