//! How errors are drawn under the text.

use super::{check_error, error_of};

#[test]
fn an_error_is_drawn_under_its_place() {
    check_error(
        "persn:zelensky AND crimea",
        r#"error: there is no field `persn`
  persn:zelensky AND crimea
  ^^^^^
hint: did you mean `person`? To search for the text itself, quote it: "persn:zelensky""#,
    );
    check_error("", "error: there is no word to look for\nhint: `*` finds every article");
    check_error(
        "crimea \"…\"",
        "error: there is no word between these quotes\n  crimea \"…\"\n         ^^^",
    );
    check_error(
        "crimea AND \"",
        r#"error: this quote is never closed
  crimea AND "
             ^
hint: close it, or leave it out"#,
    );
}

#[test]
fn wide_letters_tabs_and_marks_keep_the_caret_in_its_place() {
    check_error(
        "克里米亚\tAND\tpersn:x",
        r#"error: there is no field `persn`
  克里米亚 AND persn:x
               ^^^^^
hint: did you mean `person`? To search for the text itself, quote it: "persn:x""#,
    );
    check_error(
        "Re\u{301}mi date:近",
        "error: expected a day such as 2025-04-25, a month (2025-04), a year (2025) or a range (2025-04..2025-06), \
         found `近`\n  Re\u{301}mi date:近\n            ^^\n\
         hint: also today, yesterday, \"last week\", \"past 30 days\", \"april 2025\"",
    );
}

#[test]
fn of_several_lines_the_one_with_the_place_is_drawn() {
    check_error(
        "crimea\r\nAND persn:x\nAND kyiv",
        r#"error: there is no field `persn`
  AND persn:x
      ^^^^^
hint: did you mean `person`? To search for the text itself, quote it: "persn:x""#,
    );
    check_error(
        "crimea\n\"peace\ntalks",
        "error: this quote is never closed\n  \"peace\n  ^\nhint: close it, such as \"peace\", or leave it out",
    );
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("{}persn:x {}", "crimea ".repeat(20), "kyiv ".repeat(20));
    check_error(
        &text,
        r#"error: there is no field `persn`
  …a crimea crimea crimea crimea persn:x kyiv kyiv kyiv kyiv kyiv kyiv kyiv ky…
                                 ^^^^^
hint: did you mean `person`? To search for the text itself, quote it: "persn:x""#,
    );
    let text = format!("persn:x {}", "克里 ".repeat(40));
    check_error(
        &text,
        r#"error: there is no field `persn`
  persn:x 克里 克里 克里 克里 克里 克里 克里 克里 克里 克里 克里 克里 克里 克…
  ^^^^^
hint: did you mean `person`? To search for the text itself, quote it: "persn:x""#,
    );
}

#[test]
fn no_control_character_of_a_query_is_drawn() {
    let drawn = error_of("\u{1b}[31m \u{202e}date:\u{7}x").render("\u{1b}[31m \u{202e}date:\u{7}x");
    assert!(drawn.contains("\n  �[31m �date:�x\n              ^^\n"), "{drawn}");
}
