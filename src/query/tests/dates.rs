//! Dates and numbers, form by form.

use super::{check, check_notes};

#[test]
fn days_months_and_years() {
    check("date:2025", "date:2025");
    check("date:2025-04", "date:2025-04");
    check("date:2025-04-25", "date:2025-04-25");
    check("date:2025-4-5", "date:2025-04-05");
    check("date:2025/04/25", "date:2025-04-25");
    check("date:20250425", "date:2025-04-25");
    check("date=2025", "date:2025");
    check("date:\"2025\"", "date:2025");
    check("date:2024-02-29", "date:2024-02-29");
    check("(date:2025) date:2024, crimea", "date:2025 AND date:2024 AND crimea");
}

#[test]
fn ranges() {
    check("date:2025-04-01..2025-04-30", "date:2025-04");
    check("date:2025-04-02..2025-04-30", "date:2025-04-02..2025-04-30");
    check("date:2025-04..", "date:2025-04-01..");
    check("date:..2025-04", "date:..2025-04-30");
    check("date:2025-04-25..2025-04", "date:2025-04-25..2025-04-30");
    check("date:2025..2025-04", "date:2025-01-01..2025-04-30");
    check("date:2024…2025", "date:2024-01-01..2025-12-31");
    check("date:2024–2025", "date:2024-01-01..2025-12-31");
    check("date:\"1 april 2025 to 5 may 2025\"", "date:2025-04-01..2025-05-05");
    check("date:yesterday..today", "date:2025-04-24..2025-04-25");
}

#[test]
fn comparisons_look_at_whole_periods() {
    check("date>=2025-04", "date:2025-04-01..");
    check("date>2025-04", "date:2025-05-01..");
    check("date<2025", "date:..2024-12-31");
    check("date<=2025-04", "date:..2025-04-30");
    check(
        "date:>=2025-04 date=>2025 date≥2024",
        "date:2025-04-01.. AND date:2025-01-01.. AND date:2024-01-01..",
    );
    check("date >= 2025-04", "date:2025-04-01..");
    check("after:2025-04-25", "date:2025-04-26..");
    check("after:2025-04", "date:2025-05-01..");
    check("before:2025", "date:..2024-12-31");
    check("before:2025-04-25", "date:..2025-04-24");
    check("after:\"last week\"", "date:2025-04-21..");
}

#[test]
fn brackets_of_lucene() {
    check("date:[2025-04-01 TO 2025-04-30}", "date:2025-04-01..2025-04-29");
    check("date:[2025-04 TO 2025-05}", "date:2025-04");
    check("date:{2024 to *]", "date:2025-01-01..");
    check("date:[* TO 2024]", "date:..2024-12-31");
    check("date:[2025-04-01..2025-04-02] x", "date:2025-04-01..2025-04-02 AND x");
}

#[test]
fn words_for_dates() {
    check("date:today", "date:2025-04-25");
    check("date:Yesterday", "date:2025-04-24");
    check("date:\"last week\"", "date:2025-04-14..2025-04-20");
    check("date:last-week", "date:2025-04-14..2025-04-20");
    check("date:\"this week\"", "date:2025-04-21..2025-04-27");
    check("date:\"last month\"", "date:2025-03");
    check("date:\"this month\"", "date:2025-04");
    check("date:\"last year\"", "date:2024");
    check("date:\"this year\"", "date:2025");
    check("date:\"past 30 days\"", "date:2025-03-27..2025-04-25");
    check("date:\"last 7 days\"", "date:2025-04-19..2025-04-25");
    check("date:\"past week\"", "date:2025-04-19..2025-04-25");
    check("date:\"past 2 months\"", "date:2025-02-26..2025-04-25");
    check("date:\"past year\"", "date:2024-04-26..2025-04-25");
    check("date:\"april 2025\"", "date:2025-04");
    check("date:\"April 25, 2025\"", "date:2025-04-25");
    check("date:\"25th Apr. 2025\"", "date:2025-04-25");
    check("date:25-apr-2025", "date:2025-04-25");
    check("date:\"sept 2024\"", "date:2024-09");
}

#[test]
fn a_range_that_is_turned_round_is_read_with_a_note() {
    check_notes(
        "date:2025-05..2025-04",
        "date:2025-04-01..2025-05-31",
        &[(
            "2025-05..2025-04",
            "the range `2025-05..2025-04` is turned round: 2025-04-01..2025-05-31",
        )],
    );
    check_notes(
        "words:800..200",
        "words:200..800",
        &[("800..200", "the range `800..200` is turned round")],
    );
}

#[test]
fn an_empty_or_a_known_date() {
    check("date:none", "date:none");
    check("date:*", "NOT date:none");
    check("date:[* TO *]", "NOT date:none");
    check("words:*", "NOT words:none");
}

#[test]
fn numbers_of_words() {
    check("words>500", "words:501..");
    check("words > 500", "words:501..");
    check("words>=500", "words:500..");
    check("words<500", "words:..499");
    check("words<=500", "words:..500");
    check("words:200..800", "words:200..800");
    check("words:200..", "words:200..");
    check("words:[200 TO 800}", "words:200..799");
    check("words:{200 TO 800]", "words:201..800");
    check("words:1,000", "words:1000");
    check("words=500^2", "words:500^2");
}
