//! The date in the address of an article: `/2025/04/25/`, `/2025/apr/25/`, `-20250425.html`.

use jiff::civil::Date;

use super::numbers::{DayInName, day_in_name, day_of_folders};
use super::{DateOrigin, Precision, Published};

/// The first year of the web. What looks like an earlier date inside a part of an address is what
/// the article is about: `/d-day-1944-06-06`. A date in parts of its own may be of a digitised paper.
const FIRST_WEB_YEAR: i16 = 1991;

/// Returns the date in an address. Only its path is looked at: neither the host nor what stands behind
/// `?` or `#`. In the address of a web archive's copy only the address of the original is.
pub(crate) fn date_in_url(url: &str) -> Option<Published> {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = &url[..end];
    // `https://archive.example/web/20190425101500/https://news.example/…`: the time is the crawl's.
    let original = ["https:/", "http:/"].iter().filter_map(|start| url.rfind(start)).max();
    let url = &url[original.unwrap_or(0)..];
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?.1,
        None => url,
    };
    let parts: Vec<&str> = path.split('/').collect();
    let in_folders = day_of_folders(&parts);
    if let Some((day, precision, raw)) = in_folders.clone()
        && precision == Precision::Day
    {
        return Some(published(day, precision, raw));
    }
    let in_name = parts.iter().rev().find_map(|part| {
        let DayInName { day, range, .. } = day_in_name(part)?;
        let is_whole = range.len() == part.len();
        let is_at_an_end = range.start == 0 || behind(part, range.end);
        let fits = is_whole || (is_at_an_end && day.year() >= FIRST_WEB_YEAR);
        fits.then(|| published(day, Precision::Day, part[range].to_owned()))
    });
    in_name.or_else(|| in_folders.map(|(day, precision, raw)| published(day, precision, raw)))
}

/// True if nothing but the ending of a file stands behind this place.
fn behind(part: &str, end: usize) -> bool {
    let rest = &part[end..];
    rest.is_empty() || (rest.starts_with('.') && rest.len() <= ".shtml".len())
}

fn published(day: Date, precision: Precision, raw: String) -> Published {
    Published {
        at: day.at(0, 0, 0, 0),
        precision,
        offset_minutes: None,
        origin: DateOrigin::Url,
        raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<(&str, &str)>) {
        let found = date_in_url(url).map(|date| (date.to_iso(), date.raw));
        let found = found.as_ref().map(|(iso, raw)| (iso.as_str(), raw.as_str()));
        assert_eq!(found, expected, "{url}");
    }

    #[test]
    fn a_date_in_parts_of_its_own_is_read() {
        check(
            "https://news.example/2025/04/25/snow/",
            Some(("2025-04-25", "2025/04/25")),
        );
        check(
            "https://news.example/world/2025/apr/25/snow",
            Some(("2025-04-25", "2025/apr/25")),
        );
        check("https://news.example/2025/4/5/snow", Some(("2025-04-05", "2025/4/5")));
        check(
            "https://news.example/2025-04-25/snow",
            Some(("2025-04-25", "2025-04-25")),
        );
        check("https://news.example/20250425/snow", Some(("2025-04-25", "20250425")));
        check(
            "http://papers.example/1916/jan/05/",
            Some(("1916-01-05", "1916/jan/05")),
        );
        check("/2025/04/25/snow", Some(("2025-04-25", "2025/04/25")));
    }

    #[test]
    fn a_month_is_a_month() {
        check("https://news.example/2025/04/snow.html", Some(("2025-04", "2025/04")));
        check(
            "https://news.example/2025/04/snow-20250425.html",
            Some(("2025-04-25", "20250425")),
        );
        check("https://news.example/releases/2025/4/snow", Some(("2025-04", "2025/4")));
        check("https://news.example/2025/", None);
    }

    #[test]
    fn a_date_at_an_end_of_a_name_is_read() {
        check("https://news.example/snow-20250425", Some(("2025-04-25", "20250425")));
        check(
            "https://news.example/20250425-snow.html",
            Some(("2025-04-25", "20250425")),
        );
        check(
            "https://news.example/snow-2025-04-25.shtml",
            Some(("2025-04-25", "2025-04-25")),
        );
        check("https://news.example/d-day-1944-06-06", None);
        check("https://news.example/what-20250425-means", None);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        check("https://news.example/article-61185295", None);
        check("https://news.example/a/1202504250", None);
        check("https://news.example/2025/17/snow", None);
        check("https://news.example/2025/04251/snow", None);
        check("https://20250425.example/snow", None);
        check("https://news.example/snow?date=2025-04-25#2025/04/25", None);
        check("https://news.example/2025-W17-5/", None);
    }

    #[test]
    fn the_time_of_a_web_archive_is_no_date() {
        check(
            "https://archive.example/web/20190425101500/https://news.example/snow",
            None,
        );
        check(
            "https://archive.example/web/20190425/http://news.example/2018/05/06/snow",
            Some(("2018-05-06", "2018/05/06")),
        );
    }
}
