//! The last line of a search, for stderr: `12 articles (9 stories) in 4 ms · 2 of them undated`.

use std::time::Duration;

use crate::search::Page;

/// Returns how many articles a query found and how long that took, as one line without its end.
///
/// The time differs from run to run, which is why this line belongs to stderr.
pub fn summary(page: &Page) -> String {
    let articles = match page.found {
        1 => "1 article".to_owned(),
        found => format!("{} articles", grouped(found)),
    };
    // An answer without copies has as many stories as articles.
    let stories = match page.stories.filter(|stories| *stories < page.found) {
        None => String::new(),
        Some(1) => " (1 story)".to_owned(),
        Some(stories) => format!(" ({} stories)", grouped(stories)),
    };
    let undated = match (page.found, page.undated) {
        (_, 0) => String::new(),
        (1, _) => " · undated".to_owned(),
        (found, undated) if undated == found => " · all of them undated".to_owned(),
        (_, undated) => format!(" · {} of them undated", grouped(undated)),
    };
    format!("{articles}{stories} in {}{undated}", duration(page.took))
}

/// Returns a number with its thousands set apart: `1,204`.
///
/// ```
/// assert_eq!(dateline::output::grouped(1_234_567), "1,234,567");
/// ```
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn duration(took: Duration) -> String {
    match took.as_millis() {
        0 => "under 1 ms".to_owned(),
        milliseconds @ 1..1000 => format!("{milliseconds} ms"),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: u64, undated: u64, took: Duration, expected: &str) {
        let page = Page {
            found,
            undated,
            took,
            ..crate::output::sample::page(Vec::new())
        };
        assert_eq!(summary(&page), expected);
    }

    #[test]
    fn the_last_line_counts_in_plain_english() {
        check(
            12,
            2,
            Duration::from_millis(4),
            "12 articles in 4 ms · 2 of them undated",
        );
        check(1, 0, Duration::from_millis(999), "1 article in 999 ms");
        check(1, 1, Duration::from_millis(1000), "1 article in 1.0 s · undated");
        check(
            3,
            3,
            Duration::from_millis(7),
            "3 articles in 7 ms · all of them undated",
        );
        check(0, 0, Duration::from_micros(300), "0 articles in under 1 ms");
        check(
            21_578,
            1_000,
            Duration::from_millis(1_240),
            "21,578 articles in 1.2 s · 1,000 of them undated",
        );
    }

    #[test]
    fn stories_are_told_where_there_are_copies() {
        for (stories, expected) in [
            (None, "12 articles in 4 ms · 2 of them undated"),
            (Some(12), "12 articles in 4 ms · 2 of them undated"),
            (Some(9), "12 articles (9 stories) in 4 ms · 2 of them undated"),
            (Some(1), "12 articles (1 story) in 4 ms · 2 of them undated"),
        ] {
            let page = Page {
                stories,
                ..crate::output::sample::page(Vec::new())
            };
            assert_eq!(summary(&page), expected);
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (123_456, "123,456"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }
}
