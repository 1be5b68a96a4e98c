//! What is part of the language and not built yet: named, with a hint, and never read as words.

use super::error_of;

const WITHIN: &str = r#"`a AND b` finds both words anywhere, `"a b"` side by side"#;
const NOT_WITHIN: &str = "`a AND NOT b` leaves out every article with b";
const FUZZY: &str = "a wildcard reaches many spellings: `zelensk*`";
const ATLEAST: &str = "without it every article with the word is found, those that name it most come first";
const BOTH_PERSONS: &str = "`person:` looks in both, `person.given:` in those of the source";

/// The error names `written`; the hint says what to write instead and, unless it could be no
/// ordinary text, how to search for `itself`.
#[track_caller]
fn check(text: &str, written: &str, instead: &str, itself: &str) {
    let error = error_of(text);
    assert_eq!(error.to_string(), format!("`{written}` is not understood yet"));
    let hint = match itself {
        "" => instead.to_owned(),
        _ => format!("{instead}; to search for the text itself, quote it: \"{itself}\""),
    };
    assert_eq!(error.hint, Some(hint));
}

#[test]
fn proximity() {
    for written in [
        "NEAR/5", "near/5", "NEAR5", "w/5", "W/5", "/5", "n/5", "PRE/5", "pre/5", "ADJ5", "adj5", "ONEAR/5",
    ] {
        check(&format!("a {written} b"), written, WITHIN, written);
    }
    for written in ["/s", "/p", "w/s", "w/p", "w/sent", "w/para", "PRE/s", "pre/p"] {
        check(&format!("a {written} b"), written, WITHIN, written);
    }
    for written in ["NEAR", "PRE", "ADJ", "ONEAR", "SAME"] {
        check(&format!("a {written} b"), written, WITHIN, written);
    }
    check("/5", "/5", WITHIN, "/5");
    check("a w/5", "w/5", WITHIN, "w/5");
    check("a AND w/5 b", "w/5", WITHIN, "w/5");
    check("(a OR b) w/5 (c OR d)", "w/5", WITHIN, "w/5");
    check("title:(a w/5 b)", "w/5", WITHIN, "w/5");
    check("a NOT w/5 b", "NOT w/5", NOT_WITHIN, "NOT w/5");
    check("a not /s b", "NOT /s", NOT_WITHIN, "NOT /s");
    check("a AND NEAR b", "NEAR", WITHIN, "NEAR");
    let window = "without `~` it is the phrase, in brackets instead of quotes the words anywhere";
    check("\"peace talks\"~5", "\"…\"~5", window, "");
    check("title:\"peace talks\"~5", "\"…\"~5", window, "");
}

#[test]
fn calls() {
    check("atleast5(crimea)", "atleast5(…)", ATLEAST, "");
    check("ATLEAST5 (crimea)", "ATLEAST5(…)", ATLEAST, "");
    check("atl5(crimea)", "atl5(…)", ATLEAST, "");
    check(
        "first50(crimea)",
        "first50(…)",
        "`title:(…)` looks in the headline, `body:(…)` in the text",
        "",
    );
    check("caps(US)", "caps(…)", "case and accents are not looked at", "");
    check("-caps(US)", "caps(…)", "case and accents are not looked at", "");
}

#[test]
fn fuzzy_words_and_regular_expressions() {
    check("zelensky~", "zelensky~", FUZZY, "zelensky~");
    check("zelensky~2", "zelensky~2", FUZZY, "zelensky~2");
    check("(zelensky~0.8)", "zelensky~0.8", FUZZY, "zelensky~0.8");
    check("title:zelensky~", "zelensky~", FUZZY, "zelensky~");
    let regex = "`*` and `?` stand for any run and for one letter: `zelens?y*`";
    check("/zelens(k|s)y{1,2}/", "/zelens(k|s)y{1,2}/", regex, "");
    check("(-/zelensky/)", "/zelensky/", regex, "");
    check("title:/zelensky/^2", "/zelensky/", regex, "");
}

#[test]
fn fields() {
    check(
        "lead:crimea",
        "lead:",
        "`title:` is the headline, `body:` the text",
        "lead:crimea",
    );
    check("lead:(a b)", "lead:", "`title:` is the headline, `body:` the text", "");
    check(
        "person.found:zelensky",
        "person.found:",
        BOTH_PERSONS,
        "person.found:zelensky",
    );
    check("copies>5", "copies>", "leave it out: every copy is found", "copies>5");
}
