//! The most awkward texts that people type and paste: what each is read as, and what is said of it.

use super::{check_pointed, options, read};

/// The text reads as `reading`, with the texts of its notes.
#[track_caller]
fn check(text: &str, reading: &str, notes: &[&str]) {
    super::check(text, reading);
    let query = read(text, &options());
    let found: Vec<&str> = query.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(found, notes, "{text}");
}

#[test]
fn addresses_names_and_hashtags() {
    check(
        "https://example.org/search?q=a+b&c=(d)#top",
        "\"https example org search q a b c d top\"",
        &[],
    );
    check(
        "joe.bloggs+news@example.co.uk",
        "\"joe bloggs news example co uk\"",
        &[],
    );
    check(
        "@KyivIndependent",
        "KyivIndependent",
        &["`@KyivIndependent` is searched as `KyivIndependent`: signs are no part of words"],
    );
    check(
        "#StandWithUkraine",
        "StandWithUkraine",
        &["`#StandWithUkraine` is searched as `StandWithUkraine`: signs are no part of words"],
    );
    check(
        "H/T @user RT: breaking",
        "\"H T\" AND user AND RT AND breaking",
        &["`@user` is searched as `user`: signs are no part of words"],
    );
    check(
        "key: \"value\", other: [1, 2]",
        "key AND =value AND other AND 1 AND 2",
        &[],
    );
    check(
        "<b>bold</b> &amp; [1] {x}",
        "\"b bold b\" AND amp AND 1 AND x",
        &[
            "`<b>bold</b>` is searched as `b bold b`: signs are no part of words",
            "`&amp;` is searched as `amp`: signs are no part of words",
        ],
    );
}

#[test]
fn prices_scores_numbers_and_times() {
    check(
        "$1,299.99",
        "\"1 299 99\"",
        &["`$1,299.99` is searched as `1 299 99`: signs are no part of words"],
    );
    check(
        "£20m–£30m",
        "\"20m 30m\"",
        &["`£20m–£30m` is searched as `20m 30m`: signs are no part of words"],
    );
    check(
        "won 3–2 (2–1 at half-time)",
        "won AND \"3 2\" AND (\"2 1\" AND at AND \"half time\")",
        &[],
    );
    check("+380 44 255 24 29", "+380 AND 44 AND 255 AND 24 AND 29", &[]);
    check(
        "-20°C",
        "NOT \"20 C\"",
        &["`-20°C` is read as NOT 20°C: for the number leave out the sign"],
    );
    check("10:30 a.m.–11 p.m.", "\"10 30\" AND \"a m 11\" AND \"p m\"", &[]);
    check(
        "2 + 2 = 4",
        "2 AND 2 AND 4",
        &[
            "`+` holds no letter or digit and is left out",
            "`=` holds no letter or digit and is left out",
        ],
    );
    check("1/2/2025", "\"1 2 2025\"", &[]);
    check(
        "COVID-19 B.1.1.7 F-16s",
        "\"COVID 19\" AND \"B 1 1 7\" AND \"F 16s\"",
        &[],
    );
    check("5'10\" tall, 12\" gun", "\"5 10\" AND tall AND 12 AND gun", &[]);
}

#[test]
fn slashes() {
    check("w/o", "\"w o\"", &[]);
    check("24/7 9/11 1/2", "\"24 7\" AND \"9 11\" AND \"1 2\"", &[]);
    check("p/e ratio", "\"p e\" AND ratio", &[]);
    check("A/B test", "\"A B\" AND test", &[]);
    check("and/or", "\"and or\"", &[]);
    check("s/he c/o km/h", "\"s he\" AND \"c o\" AND \"km h\"", &[]);
    check("n/a w/ milk", "\"n a\" AND w AND milk", &[]);
    check("US/UK/EU/UN", "\"US UK EU UN\"", &[]);
    check("A w/5-year-old B", "A AND \"w 5 year old\" AND B", &[]);
    check_pointed(
        "sarcasm /s",
        "/s",
        "`/s` has nothing on its right side",
        "for the text itself, quote it: \"/s\"",
    );
    check(
        "he said /s she said",
        "he AND said w/s she AND said",
        &["proximity joins only the parts next to it: `said /s she` is one part"],
    );
}

#[test]
fn names_with_signs_in_them() {
    check("O'Neill’s", "\"O Neill s\"", &[]);
    check("AT&T, R&D", "\"AT T\" AND \"R D\"", &[]);
    check(
        "C++ vs. C#",
        "C AND vs AND C",
        &[
            "`C++` is searched as `C`: signs are no part of words",
            "`C#` is searched as `C`: signs are no part of words",
        ],
    );
    check("e.g. i.e. etc. U.K.", "\"e g\" AND \"i e\" AND etc AND \"U K\"", &[]);
    check("l'État, c'est moi", "\"l État\" AND \"c est\" AND moi", &[]);
}

#[test]
fn code_and_paths() {
    check(
        "printf(\"%d\\n\", i++);",
        "printf AND (\"d n\" AND i)",
        &[
            "`printf(` is read as if a space stood before the bracket",
            "`i++` is searched as `i`: signs are no part of words",
        ],
    );
    check(
        "if (a && b || !c) { return; }",
        "if AND ((a AND b) OR NOT c) AND return",
        &[
            "`{` holds no letter or digit and is left out",
            "`}` holds no letter or digit and is left out",
        ],
    );
    check(
        "SELECT * FROM news WHERE id=5",
        "SELECT AND * AND FROM AND news AND WHERE AND id=\"5\"",
        &[],
    );
    check(
        "std::vector<int>",
        "\"std vector int\"",
        &["`std::vector<int>` is searched as `std vector int`: signs are no part of words"],
    );
    check_pointed(
        "rm -rf /tmp/*",
        "/tmp/*",
        "`tmp/*` is more than one word, and a pattern stands for one",
        "write words and patterns apart, such as `tmp AND negotiat*`, or quote it for the words as they stand",
    );
    check("C:\\Users\\me\\file.txt", "\"C Users me file txt\"", &[]);
    check_pointed(
        "../news/2025/*.txt",
        "../news/2025/*.txt",
        "`news/2025/*.txt` is more than one word, and a pattern stands for one",
        "write words and patterns apart, such as `news AND negotiat*`, or quote it for the words as they stand",
    );
    check_pointed(
        "a=b c>=d words>many",
        "many",
        "expected a number such as 500 or a range such as 200..800, found `many`",
        "such as words>500 or words:200..800",
    );
}

#[test]
fn quotes_of_every_style() {
    check(
        "\"double\" 'single' “curly” «guillemets» „low“",
        "=double AND single AND =curly AND =guillemets AND =low",
        &[],
    );
    check_pointed(
        "He said \"no",
        "\"",
        "this quote is never closed",
        "close it, such as \"no\", or leave it out",
    );
    check(
        "Zelenskyy’s “peace formula”—what now?",
        "\"Zelenskyy s\" AND \"peace formula\" AND what AND now?",
        &["`now?` stands for `now` and one letter or digit more: leave out `?` for the word itself"],
    );
    check("rock ’n’ roll", "rock AND n AND roll", &[]);
    check_pointed("\"\"", "\"\"", "there is no word between these quotes", "");
}

#[test]
fn lone_operators_and_signs() {
    check("OR", "=OR", &["`OR` is read as a word here and not as the operator"]);
    check(
        "AND OR NOT",
        "=AND OR =NOT",
        &[
            "`AND` is read as a word here and not as the operator",
            "`NOT` is read as a word here and not as the operator",
        ],
    );
    check("NOT", "=NOT", &["`NOT` is read as a word here and not as the operator"]);
    check(
        "NEAR SAME PRE",
        "=NEAR w/p =PRE",
        &[
            "`NEAR` is read as a word here and not as the operator",
            "`PRE` is read as a word here and not as the operator",
        ],
    );
    check_pointed("-", "-", "there is no word to look for", "`*` finds every article");
    check_pointed("--", "--", "there is no word to look for", "`*` finds every article");
    check("*", "*", &[]);
    check_pointed("?!", "?!", "there is no word to look for", "`*` finds every article");
    check_pointed("...", "...", "there is no word to look for", "`*` finds every article");
    check_pointed("~", "~", "there is no word to look for", "`*` finds every article");
    check_pointed("/", "/", "there is no word to look for", "`*` finds every article");
    check_pointed("^", "^", "there is no word to look for", "`*` finds every article");
    check_pointed(
        "()",
        "()",
        "there is no word between these brackets",
        "leave the brackets out, or put words between them",
    );
}

#[test]
fn other_scripts_and_pictures() {
    check("צה״ל וחז\"ל", "\"צה ל\" AND \"וחז ל\"", &[]);
    check("عام ٢٠٢٥، كييف", "عام AND ٢٠٢٥ AND كييف", &[]);
    check(
        "😀 crimea 🇺🇦",
        "crimea",
        &[
            "`😀` holds no letter or digit and is left out",
            "`🇺🇦` holds no letter or digit and is left out",
        ],
    );
    check_pointed(
        "👩\u{200d}👩\u{200d}👧",
        "👩\u{200d}👩\u{200d}👧",
        "there is no word to look for",
        "`*` finds every article",
    );
}

#[test]
fn words_that_the_language_knows() {
    check(
        "Title: Lead (Pb) in body (2025)",
        "Title AND Lead AND Pb AND in AND body AND 2025",
        &["`Title:` with nothing directly behind it is read as a word and not as the field"],
    );
    check_pointed(
        "first(ly) caps(lock)",
        "first",
        "expected a number from 1 to 10000 in `first(…)`",
        "such as first50(…); for the word itself put a space before the bracket",
    );
    check(
        "date: 25 April 2025",
        "date AND 25 AND April AND 2025",
        &["`date:` with nothing directly behind it is read as a word and not as the field"],
    );
    check(
        "who, what; where: when? why!",
        "who AND what AND where AND when? AND why*",
        &[
            "`when?` stands for `when` and one letter or digit more: leave out `?` for the word itself",
            "`why!` stands for every word that begins with `why`: leave out `!` for the word itself",
        ],
    );
    check("a--b — c", "\"a b\" AND c", &[]);
    check(
        "tilde~ed ~approx about~",
        "\"tilde ed\" AND approx AND about~1",
        &["`~approx` is searched as `approx`: signs are no part of words"],
    );
}

#[test]
fn controls() {
    check("\0\u{1b}[31m", "31m", &[]);
}

#[test]
fn very_long_words_and_rows_of_signs() {
    let word = "a".repeat(10_000);
    check(&word, &word, &[]);
    let signs = "?!".repeat(10_000);
    check_pointed(
        &signs,
        &signs,
        "there is no word to look for",
        "`*` finds every article",
    );
    check(&format!("crimea {}", "…".repeat(1_000)), "crimea", &[]);
}
