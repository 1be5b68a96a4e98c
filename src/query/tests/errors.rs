//! Every error: the text, the part that is pointed at, the message, the hint.

use super::check_pointed as check;

/// A bad date: what was found instead, in the message that all of them share.
#[track_caller]
fn check_date(text: &str, marked: &str, found: &str, hint: &str) {
    let expected = "expected a day such as 2025-04-25, a month (2025-04), a year (2025) or a range (2025-04..2025-06)";
    check(text, marked, &format!("{expected}, found {found}"), hint);
}

#[test]
fn a_text_without_words_says_so() {
    check("", "", "there is no word to look for", "`*` finds every article");
    check("???", "???", "there is no word to look for", "`*` finds every article");
    check("…", "…", "there is no word to look for", "`*` finds every article");
    check(r#""…""#, r#""…""#, "there is no word between these quotes", "");
    check(
        "crimea ()",
        "()",
        "there is no word between these brackets",
        "leave the brackets out, or put words between them",
    );
    check(
        "title:???",
        "???",
        "there is no word to look for in `title`",
        "such as title:crimea",
    );
    check(
        "title:()",
        "()",
        "there is no word between these brackets",
        "leave the brackets out, or put words between them",
    );
    check(
        r#"person=",""#,
        r#"",""#,
        "there is no word to look for in `person`",
        r#"such as person="Volodymyr Zelensky""#,
    );
}

#[test]
fn what_is_not_closed_is_pointed_at() {
    check(
        r#"crimea "peace talks"#,
        r#"""#,
        "this quote is never closed",
        r#"close it, such as "peace", or leave it out"#,
    );
    check(
        "date:[2025 TO",
        "[",
        "this range is never closed",
        "such as date:[… TO …]",
    );
}

#[test]
fn an_operator_between_operators_lacks_an_operand() {
    check(
        "crimea AND OR zelensky",
        "OR",
        "`OR` has nothing on its left side",
        r#"for the word itself, quote it: "OR""#,
    );
    check(
        "NOT AND crimea",
        "AND",
        "`AND` has nothing on its left side",
        r#"for the word itself, quote it: "AND""#,
    );
    check("crimea &&", "&&", "`&&` has nothing on its right side", "");
    check("&& crimea", "&&", "`&&` has nothing on its left side", "");
}

#[test]
fn an_unknown_field_is_named_with_the_nearest() {
    check(
        "persn:zelensky AND crimea",
        "persn",
        "there is no field `persn`",
        r#"did you mean `person`? To search for the text itself, quote it: "persn:zelensky""#,
    );
    check(
        r#"titel:"peace talks""#,
        "titel",
        "there is no field `titel`",
        "did you mean `title`? To search for the text itself, leave out the colon",
    );
    check(
        "persn:(a OR b)",
        "persn",
        "there is no field `persn`",
        "did you mean `person`? To search for the text itself, leave out the colon",
    );
    check(
        "site:example.org",
        "site",
        "there is no field `site`",
        r#"did you mean `url`? To search for the text itself, quote it: "site:example.org""#,
    );
    check(
        "dates:2025",
        "dates",
        "there is no field `dates`",
        r#"did you mean `date`? To search for the text itself, quote it: "dates:2025""#,
    );
    check(
        "Re:budget",
        "Re",
        "there is no field `Re`",
        r#"to search for the text itself, quote it: "Re:budget""#,
    );
    check(
        "hlead:ceasefire",
        "hlead",
        "there is no field `hlead`",
        r#"did you mean `lead`? To search for the text itself, quote it: "hlead:ceasefire""#,
    );
}

#[test]
fn a_name_before_brackets_is_no_word() {
    check(
        "person(zelensky)",
        "person",
        "the field `person` takes a colon before the bracket",
        "write person:(…), or put a space before the bracket",
    );
    check(
        "hlp(ceasefire) and kyiv",
        "hlp",
        "there is no field or operator `hlp`",
        "did you mean lead:(…)? For the word itself put a space before the bracket",
    );
    check(
        "date(2025)",
        "date",
        "the field `date` takes a colon before the bracket",
        "write date:2025-04, or put a space before the bracket",
    );
    check(
        "persn(zelensky)",
        "persn",
        "there is no field or operator `persn`",
        "did you mean person:(…)? For the word itself put a space before the bracket",
    );
}

#[test]
fn a_field_says_what_it_takes() {
    check(
        "title:person:zelensky",
        "person",
        "the field `person` stands directly behind the field `title`",
        "write title:… AND person:…",
    );
    check(
        r#"title="Crimea""#,
        "title=",
        "`title` holds running text and no whole names",
        r#"for a phrase in it write title:"…""#,
    );
    check(
        "person>zelensky",
        "person>",
        "`person` holds words, and only dates and numbers are compared",
        "write person:…, or compare date or words",
    );
    check(
        "title:[a TO b]",
        "[",
        "`title` holds words, and only dates and numbers have ranges",
        "write title:(…) for several words",
    );
    check(
        "date:(2024 OR 2025)",
        "(",
        "`date` takes one value and no brackets",
        "write date:… OR date:…",
    );
    check(
        "words:(5)",
        "(",
        "`words` takes one value and no brackets",
        "write words:… OR words:…",
    );
    check(
        "=title:talks",
        "=",
        "`=` stands before one word",
        "such as title:=talks",
    );
    check("=(peace talks)", "=", "`=` stands before one word", "such as =talks");
}

#[test]
fn a_bad_date_says_what_is_expected() {
    check_date(
        "date:soon",
        "soon",
        "`soon`",
        r#"also today, yesterday, "last week", "past 30 days", "april 2025""#,
    );
    check(
        "date:2025-02-30",
        "2025-02-30",
        "there is no `2025-02-30` in the calendar",
        "write year, month, day: 2025-04-25",
    );
    check(
        "date:2025-13",
        "2025-13",
        "there is no `2025-13` in the calendar",
        "write year, month, day: 2025-04-25",
    );
    check_date(
        "date:2024-2025",
        "2024-2025",
        "`2024-2025`",
        "for a range write 2024..2025",
    );
    check_date(
        "date:25/04/2025",
        "25/04/2025",
        "`25/04/2025`",
        "write the year first: 2025-04-25",
    );
    check_date(
        "date:04/05/2025",
        "04/05/2025",
        "`04/05/2025`",
        "write the year first, then the month: 2025-04-05 or 2025-05-04",
    );
    check_date(
        "date:2025-04-25T10:00",
        "2025-04-25T10:00",
        "`2025-04-25T10:00`",
        "times of day are not searched: write 2025-04-25",
    );
    check_date("date:april", "april", "`april`", r#"name the year too: "april 2025""#);
    check_date(
        "date:last week",
        "last",
        "`last`",
        r#"quote a date of several words: "last week""#,
    );
    check_date(
        "date:25 april 2025",
        "25",
        "`25`",
        r#"quote a date of several words: "25 april 2025""#,
    );
    check_date(
        "date:[2025]",
        "[2025]",
        "`[2025]`",
        "a range in brackets has TO between its ends: [2025-04 TO 2025-06]",
    );
    check_date(
        "date:..",
        "..",
        "`..`",
        "a range has at least one end; date:* finds every dated article",
    );
    check_date(
        "date>2024..2025",
        "2024..2025",
        "`2024..2025`",
        "a comparison takes one day, month or year",
    );
    check(
        "date:{2025 TO 2025}",
        "{2025 TO 2025}",
        "no day lies in `{2025 TO 2025}`",
        "`{` and `}` leave out the whole day, month or year; `[` and `]` keep it",
    );
    check(
        "date>9999",
        "9999",
        "no day lies in `9999`",
        "years go from 0001 to 9999",
    );
    check_date("after>2025", "after>", "`after>`", "write after:2025-04");
    check_date(
        "after:none",
        "none",
        "`none`",
        r#"also today, yesterday, "last week", "past 30 days", "april 2025""#,
    );
}

#[test]
fn a_bad_key_of_a_story_says_what_keys_are() {
    check(
        "story:peace",
        "peace",
        "`peace` is no key of a story",
        "keys have up to 16 digits of 0-9 and a-f; to search for the text itself, quote it: \"story:peace\"",
    );
    check(
        "story:0123456789abcdef0",
        "0123456789abcdef0",
        "`0123456789abcdef0` is no key of a story",
        "keys have up to 16 digits of 0-9 and a-f; to search for the text itself, quote it: \"story:0123456789abcdef0\"",
    );
    check(
        "copies>many",
        "many",
        "expected a number such as 500 or a range such as 200..800, found `many`",
        "such as copies>5 or copies:0",
    );
    check(
        "story>3",
        "story>",
        "`story` holds words, and only dates and numbers are compared",
        "write story:…, or compare date or words",
    );
}

#[test]
fn a_bad_number_says_what_is_expected() {
    check(
        "words:many",
        "many",
        "expected a number such as 500 or a range such as 200..800, found `many`",
        "such as words>500 or words:200..800",
    );
    check(
        "words:..",
        "..",
        "expected a number such as 500 or a range such as 200..800, found `..`",
        "such as words>500 or words:200..800",
    );
    check(
        "words<0",
        "0",
        "no number lies in `0`",
        "such as words>500 or words:200..800",
    );
    check(
        "words:{5 TO 5]",
        "{5 TO 5]",
        "no number lies in `{5 TO 5]`",
        "such as words>500 or words:200..800",
    );
}

#[test]
fn a_bad_weight_says_what_is_expected() {
    check(
        "crimea^",
        "^",
        "expected a weight from 0.01 to 100 behind `^`, found nothing",
        "a part with ^2 counts twice as much in the order of the results",
    );
    check(
        "crimea^x",
        "^x",
        "expected a weight from 0.01 to 100 behind `^`, found `x`",
        "a part with ^2 counts twice as much in the order of the results",
    );
    check(
        "crimea^1000",
        "^1000",
        "expected a weight from 0.01 to 100 behind `^`, found `1000`",
        "a part with ^2 counts twice as much in the order of the results",
    );
    check(
        "crimea^0.001",
        "^0.001",
        "expected a weight from 0.01 to 100 behind `^`, found `0.001`",
        "a part with ^2 counts twice as much in the order of the results",
    );
    check(
        r#""peace talks"^2^3"#,
        "^2^3",
        "expected a weight from 0.01 to 100 behind `^`, found `2^3`",
        "a part with ^2 counts twice as much in the order of the results",
    );
}

#[test]
fn a_pattern_is_one_word() {
    check(
        "multi-ag*",
        "multi-ag*",
        "`multi-ag*` is more than one word, and a pattern stands for one",
        "write words and patterns apart, such as `multi AND negotiat*`, or quote it for the words as they stand",
    );
    check(
        r#""peace talk"*"#,
        "*",
        "`*` is part of a word and cannot stand behind quotes or brackets",
        "write the pattern as a word of its own, such as negotiat*",
    );
}
