//! Words nearly spelled, regular expressions, and scripts without spaces.

use super::{check, check_notes, check_pointed, options, read};
use crate::query::{ExprKind, MAX_REGEX_LETTERS};
use crate::words::words;

#[test]
fn words_nearly_spelled() {
    check("zelensky~", "zelensky~1");
    check("zelensky~1", "zelensky~1");
    check("zelensky~2", "zelensky~2");
    check("(zelensky~2, b)", "zelensky~2 AND b");
    check("-zelensky~", "NOT zelensky~1");
    check("=zelensky~", "zelensky~1");
    check("zelensky~^2", "zelensky~1^2");
    check("title:zelensky~", "title:zelensky~1");
    check("person:none~", "person:none~1");
    check("or~", "or~1");
    check("Zelenskyj~ F16~", "Zelenskyj~1 AND F16~1");
}

#[test]
fn a_tilde_at_a_number_is_no_edit() {
    check("10~20", "\"10 20\"");
    check("3~5 days", "\"3 5\" AND days");
    check_notes(
        "500~ ~500 ~/docs",
        "500 AND 500 AND docs",
        &[
            ("500~", "`500~` is searched as `500`: signs are no part of words"),
            ("~500", "`~500` is searched as `500`: signs are no part of words"),
            ("~/docs", "`~/docs` is searched as `docs`: signs are no part of words"),
        ],
    );
    check("foo~bar", "\"foo bar\"");
}

#[test]
fn edits_are_one_or_two_of_one_word() {
    let edits = |found: &str| format!("expected `~`, `~1` or `~2` behind a word, found `~{found}`");
    let number = "it is the number of edits: write zelensky~ for one and zelensky~2 for two";
    for found in ["3", "10", "0.8", "99999999999"] {
        let text = format!("zelensky~{found}");
        check_pointed(&text, &text, &edits(found), number);
    }
    check_pointed("a~0", "a~0", &edits("0"), "for the word as typed write =a");
    check_pointed(
        "multi-agent~",
        "multi-agent~",
        "`multi-agent` is more than one word, and `~` stands behind one",
        "write it behind each word that may be spelled otherwise, such as multi~",
    );
    check_pointed(
        "zelen*~",
        "zelen*~",
        "`zelen*` is a pattern, and `~` stands behind a word",
        "write zelen* or zelen~",
    );
}

#[test]
fn regular_expressions() {
    check("/zelens(k|s)y{1,2}/", "/zelens(k|s)y{1,2}/");
    check("(-/zelensky/)", "NOT /zelensky/");
    check("title:/zelensky/^2", "title:/zelensky/^2");
    check("/a|b/(c)", "/a|b/ AND c");
    check("a OR /b.*/, c", "a OR (/b.*/ AND c)");
    check("/[a-z\"(]+x/", "/[a-z\"(]+x/");
    check(r"/a\/b/", r"/a\/b/");
    check("-/.*/", "NOT /.*/");
    check("/крим.?/", "/крим.?/");
}

#[test]
fn paths_and_lone_slashes_are_no_expressions() {
    check_notes("/usr/bin/", "\"usr bin\"", &[]);
    check_notes("/usr/bin", "\"usr bin\"", &[]);
    check_notes("a/b/ and/or", "\"a b\" AND \"and or\"", &[]);
    check_notes("/unclosed expression/", "unclosed AND expression", &[]);
    check_notes(
        "a // b",
        "a AND b",
        &[("//", "`//` holds no letter or digit and is left out")],
    );
    check_notes(
        "a /-/ b",
        "a AND b",
        &[("/-/", "`/-/` holds no letter or digit and is left out")],
    );
}

#[test]
fn a_fault_in_an_expression_has_its_place() {
    let literally = "for the sign itself write a backslash before it";
    let check = |text: &str, marked: &str, fault: &str, hint: &str| {
        check_pointed(text, marked, &format!("{fault} in the regular expression"), hint);
    };
    check("крим /a(b/", "(", "this bracket is never closed", literally);
    check("/a)b/", ")", "this bracket closes nothing", literally);
    check("/[ab/", "[", "this bracket is never closed", literally);
    check(
        "/*stan/",
        "*",
        "there is nothing to repeat",
        "`.*` stands for any run of letters",
    );
    check("/a{x}/", "{", "expected a count such as {2} or {1,3}", literally);
    let whole = "leave it out: the expression matches whole words anyway";
    check("/^a$/", "^", "there is no beginning and no end to mark", whole);
    let long = format!("/{}/", "a".repeat(MAX_REGEX_LETTERS + 1));
    check_pointed(
        &long,
        &long,
        "the regular expression is 1001 letters long, and 1000 are the most",
        "write it as several, joined with OR",
    );
    read(&format!("/{}/", "a".repeat(MAX_REGEX_LETTERS)), &options());
}

#[test]
fn a_run_without_spaces_is_the_phrase_of_its_words() {
    for text in ["東京都知事選", "กรุงเทพมหานคร", "서울시장", "NATO軍"] {
        let cut: Vec<String> = words(text).map(|word| word.text.to_owned()).collect();
        let expected = match cut.as_slice() {
            [word] => ExprKind::Word {
                text: word.clone(),
                exact: false,
            },
            _ => ExprKind::Phrase { words: cut },
        };
        assert_eq!(read(text, &options()).root.kind, expected);
    }
}

/// The text reads as `bare`, with the note that its signs are left out.
#[track_caller]
fn check_unspaced(text: &str, bare: &str) {
    let query = read(text, &options());
    assert_eq!(query.root, read(bare, &options()).root);
    let notes: Vec<&str> = query.notes.iter().map(|note| note.text.as_str()).collect();
    let expected = format!("`{text}` is read as `{bare}`: it is found inside longer runs anyway");
    assert_eq!(notes, [expected]);
}

#[test]
fn wildcards_at_the_ends_of_runs_without_spaces_are_left_out() {
    check_unspaced("東京*", "東京");
    check_unspaced("*東京", "東京");
    check_unspaced("*東京*", "東京");
    check_unspaced("東京!", "東京");
    check_unspaced("東京?", "東京");
    check_unspaced("กรุงเทพ*", "กรุงเทพ");
    check_unspaced("서울*", "서울");
    check_unspaced("NATO軍*", "NATO軍");
}

#[test]
fn other_patterns_of_runs_without_spaces_are_errors() {
    check_pointed(
        "東*京",
        "東*京",
        "`東*京` is more than one word, and a pattern stands for one",
        "write its parts apart, such as `東 PRE/5 京`",
    );
    check_pointed(
        "*NATO軍",
        "*NATO軍",
        "`*NATO軍` is more than one word, and a pattern stands for one",
        "write words and patterns apart, such as `NATO AND negotiat*`, or quote it for the words as they stand",
    );
    check_pointed(
        "東京~",
        "東京~",
        "`東京` is more than one word, and `~` stands behind one",
        "leave it out: 東京 is found inside longer runs anyway",
    );
}
