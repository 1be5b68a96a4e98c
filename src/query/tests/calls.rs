//! Operators before brackets: counts, the head of the text, printed case; fields as other systems
//! write them.

use super::{check, check_any, check_notes, check_pointed};

#[test]
fn at_least_so_many_times() {
    check("atleast5(crimea)", "atleast5(crimea)");
    check("ATLEAST5 (crimea)", "atleast5(crimea)");
    check("atl5(crimea) kyiv", "atleast5(crimea) AND kyiv");
    check("ATL5(\"peace talks\")", "atleast5(\"peace talks\")");
    check(
        "atleast3(zelen* OR \"ukrainian president\")",
        "atleast3(zelen* OR \"ukrainian president\")",
    );
    check("atleast2(a w/5 b)", "atleast2(a w/5 b)");
    check("atleast2(a w/5 b w/3 c)", "atleast2((a w/5 b) w/3 c)");
    check("-atleast2(a)", "NOT atleast2(a)");
    check("atleast2(a)^2", "atleast2(a)^2");
    check("title:(atleast2(a))", "title:(atleast2(a))");
    check("title:atleast2(a) b", "title:(atleast2(a)) AND b");
    check("atleast10000(a)", "atleast10000(a)");
    check_any("atleast2(a b) c", "atleast2(a OR b) OR c");
}

#[test]
fn among_the_first_words() {
    check("first50(crimea)", "first50(crimea)");
    check("FIRST50(crimea OR kyiv)", "first50(crimea OR kyiv)");
    check("first50 (a /s b)", "first50(a w/s b)");
    check("body:first50(a)", "body:(first50(a))");
    check("lead:(first50(a) OR b)", "lead:(first50(a) OR b)");
    check("atleast2(first50(a))", "atleast2(first50(a))");
    check("title:(a AND body:(first50(b)))", "title:(a AND body:(first50(b)))");
}

#[test]
fn printed_case() {
    check("caps(Turkey)", "caps(Turkey)");
    check("CAPS(US)", "caps(US)");
    check("caps( us )", "caps(us)");
    check("caps(\"White House\")", "caps(\"White House\")");
    check("caps(“White House”)", "caps(\"White House\")");
    check("caps(\"Turkey\")", "caps(Turkey)");
    check("caps(U.S.)", "caps(\"U S\")");
    check("caps(O'Neill)", "caps(\"O Neill\")");
    check("caps(OR)", "caps(OR)");
    check("caps(NOT)", "caps(NOT)");
    check("-caps(US)", "NOT caps(US)");
    check("title:caps(US)", "title:caps(US)");
    check("title:(caps(US) OR b)", "title:(caps(US) OR b)");
    check("caps(US)^2", "caps(US)^2");
    check("caps(US", "caps(US)");
}

#[test]
fn words_before_a_space_and_a_bracket_are_words() {
    check_notes("salary caps (2024)", "salary AND caps AND 2024", &[]);
    check_notes("first (last)", "first AND last", &[]);
    check_notes("Lead (Pb)", "Lead AND Pb", &[]);
    check_notes("first50", "first50", &[]);
}

#[test]
fn a_count_takes_a_number() {
    let check = |written: &str, hint: &str| {
        let message = format!("expected a number from 1 to 10000 in `{written}(…)`");
        check_pointed(&format!("b {written}(a)"), written, &message, hint);
    };
    let no_number = "; for the word itself put a space before the bracket";
    check("atleast", &format!("such as atleast5(…){no_number}"));
    check("ATL", &format!("such as atleast5(…){no_number}"));
    check("first", &format!("such as first50(…){no_number}"));
    check("atleast0", "such as atleast5(…)");
    check("ATLEAST10001", "such as atleast5(…)");
    check("first0", "such as first50(…)");
    check("first99999999999", "such as first50(…)");
}

#[track_caller]
fn check_counted(text: &str, marked: &str, operator: &str, found: &str, hint: &str) {
    let message = format!("expected words, phrases or OR in brackets in `{operator}(…)`, found {found}");
    check_pointed(text, marked, &message, hint);
}

#[test]
fn what_stands_at_no_place_cannot_be_counted() {
    let and = "words joined by AND";
    check_counted(
        "atleast5(a b)",
        "(a b)",
        "atleast5",
        and,
        "write atleast5(a) AND atleast5(b)",
    );
    check_counted(
        "first9(a AND b)",
        "(a AND b)",
        "first9",
        and,
        "write first9(a) AND first9(b)",
    );
    check_counted("atleast5(NOT a)", "(NOT a)", "atleast5", "NOT", "write NOT atleast5(a)");
    check_counted("atl5(a^2)", "(a^2)", "atl5", "a weight", "write atleast5(a)^2");
    check_counted(
        "atleast5(title:a)",
        "(title:a)",
        "atleast5",
        "the field `title`",
        "write title:(atleast5(a))",
    );
    check_counted(
        "atleast5(date:2025)",
        "(date:2025)",
        "atleast5",
        "a date",
        "write it apart and join it with AND: it holds for the whole article",
    );
    check_counted(
        "first5(title:a)",
        "(title:a)",
        "first5",
        "the field `title`",
        "write it apart and join it with AND: it holds for the whole article",
    );
    let empty = "there is no word between these brackets";
    check_pointed(
        "atleast5()",
        "()",
        empty,
        "leave the brackets out, or put words between them",
    );
}

#[test]
fn the_first_words_are_those_of_the_body() {
    check_pointed(
        "title:(a OR first50(b))",
        "first50(b)",
        "`first50` looks at the body, and not at `title`",
        "leave out `title:`, or leave out `first50`",
    );
    check_pointed(
        "person:first50(b)",
        "first50(b)",
        "`first50` looks at the body, and not at `person`",
        "leave out `person:`, or leave out `first50`",
    );
}

#[test]
fn printed_case_takes_a_word_or_a_phrase() {
    let check = |text: &str, inside: &str, hint: &str| {
        let message = format!("expected one word or a phrase in quotes in `caps(…)`, found `{inside}`");
        check_pointed(text, inside, &message, hint);
    };
    let no_case = "patterns and words nearly spelled are compared without case: leave out caps()";
    let such_as = "such as caps(Turkey) OR caps(\"White House\")";
    check("caps(a OR b)", "a OR b", "write caps(a) OR caps(b)");
    check("caps(White House)", "White House", "write caps(\"White House\")");
    check("caps(Turk*)", "Turk*", no_case);
    check("caps(Turkey~)", "Turkey~", no_case);
    check("caps(/Turk.*/)", "/Turk.*/", no_case);
    check(
        "caps(Turkey^2)",
        "Turkey^2",
        "put the weight behind the bracket: caps(Turkey)^2",
    );
    check("caps(-Turkey)", "-Turkey", such_as);
    check("caps(title:Turkey)", "title:Turkey", such_as);
    check_pointed(
        "caps()",
        "()",
        "there is no word between these brackets",
        "such as caps(Turkey) or caps(\"White House\")",
    );
    for name in ["ALLCAPS", "nocaps"] {
        check_pointed(
            &format!("{name}(us)"),
            name,
            &format!("there is no operator `{name}`"),
            "caps(US) finds the word in capitals only, caps(us) in small letters only",
        );
    }
}

#[test]
fn fields_of_running_text_may_stand_directly_before_a_bracket() {
    let note = |called: &str, field: &str| {
        format!("`{called}(` is read as `{field}:(`: for the word itself put a space before the bracket")
    };
    for (called, field) in [
        ("hlead", "lead"),
        ("HLEAD", "lead"),
        ("lead", "lead"),
        ("headline", "title"),
        ("title", "title"),
        ("body", "body"),
    ] {
        check_notes(
            &format!("{called}(crimea OR kyiv)"),
            &format!("{field}:(crimea OR kyiv)"),
            &[(&format!("{called}("), &note(called, field))],
        );
    }
    check("-hlead(crimea /s kyiv)", "NOT lead:(crimea w/s kyiv)");
    check_pointed(
        "title:lead(a)",
        "lead",
        "the field `lead` takes a colon before the bracket",
        "write lead:(…), or put a space before the bracket",
    );
}
