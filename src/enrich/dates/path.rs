//! The date in the name of a file, of a member of a container, or of a folder above it:
//! `APW_19980314`, `sn83030214/1916-04-25/ed-1.txt`, `2016/02/05.json`.

use jiff::civil::Date;

use crate::article::{DateOrigin, Precision, Published};
use crate::article::{day_in_name, day_of_folders, month_in_name};

/// A date beside one of these is that of a copy, not of what was copied.
const NAMES_OF_COPIES: &[&str] = &[
    "archive",
    "backup",
    "bak",
    "copy",
    "crawl",
    "dump",
    "download",
    "downloaded",
    "downloads",
    "export",
    "exported",
    "exports",
    "fetched",
    "retrieved",
    "scrape",
    "scraped",
    "snapshot",
    "updated",
];

/// Returns the date in a path: that of the member if it has one, else the file's. The part nearest to
/// the article decides, a day before a month.
pub(super) fn date_of(path: &str, member: Option<&str>) -> Option<Published> {
    member.and_then(date_of_one).or_else(|| date_of_one(path))
}

fn date_of_one(path: &str) -> Option<Published> {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    // A file may be called as the day of the month: `2016/02/05.json`.
    let mut names = parts.clone();
    if let Some(last) = names.last_mut() {
        *last = last.split('.').next().unwrap_or_default();
    }
    // `2025/4/snow.txt` may be the fourth of anything.
    let is_sure = |found: &(Date, Precision, String)| found.1 == Precision::Day || found.2.len() > "2025/4".len();
    let in_folders = day_of_folders(&names).filter(is_sure);
    let day = parts.iter().rev().filter(|part| !is_of_a_copy(part)).find_map(|part| {
        let found = day_in_name(part)?;
        Some(published(found.day, Precision::Day, part[found.range].to_owned()))
    });
    let month = || {
        parts.iter().rev().filter(|part| !is_of_a_copy(part)).find_map(|part| {
            let (month, range) = month_in_name(part)?;
            Some(published(month, Precision::Month, part[range].to_owned()))
        })
    };
    match in_folders {
        Some((first, Precision::Month, raw)) => day
            .or_else(|| Some(published(first, Precision::Month, raw)))
            .or_else(month),
        Some((first, precision, raw)) => day.or_else(|| Some(published(first, precision, raw))),
        None => day.or_else(month),
    }
}

fn is_of_a_copy(part: &str) -> bool {
    part.split(|letter: char| !letter.is_alphabetic())
        .any(|word| NAMES_OF_COPIES.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

fn published(day: Date, precision: Precision, raw: String) -> Published {
    Published {
        at: day.at(0, 0, 0, 0),
        precision,
        offset_minutes: None,
        origin: DateOrigin::Path,
        raw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        let found = date_of(path, None).map(|date| date.to_iso());
        assert_eq!(found.as_deref(), expected, "{path}");
    }

    #[test]
    fn days_in_names_are_read() {
        check("pages/2025-04-25-snow.html", Some("2025-04-25"));
        check("pages/snow_20250425.txt.gz", Some("2025-04-25"));
        check("1987_02_26.sgm", Some("1987-02-26"));
        check("APW_19980314", Some("1998-03-14"));
        check("APW19980314.0391", Some("1998-03-14"));
        check("sn83030214/1916-04-25/ed-1/seq-1.txt", Some("1916-04-25"));
        check("2016/02/05/snow.json", Some("2016-02-05"));
        check("2016/02/05.json", Some("2016-02-05"));
        check("news/2016/feb/05.json", Some("2016-02-05"));
        check("gazette.1620.12.02.txt", Some("1620-12-02"));
        check(r"C:\news\2025-04-25\snow.txt", Some("2025-04-25"));
    }

    #[test]
    fn the_part_nearest_to_the_article_decides() {
        check("2025-05-01/2025-04-25.txt", Some("2025-04-25"));
        check("2025-05-01/2025-04.txt", Some("2025-05-01"));
        let member = date_of("2025-05-01.zip", Some("wire/20250425.xml")).map(|date| date.to_iso());
        assert_eq!(member.as_deref(), Some("2025-04-25"));
        let container = date_of("2025-05-01.zip", Some("wire/a.xml")).map(|date| date.to_iso());
        assert_eq!(container.as_deref(), Some("2025-05-01"));
    }

    #[test]
    fn months_in_names_are_months() {
        check("chronam_1916-01.jsonl.gz", Some("1916-01"));
        check("news/2016/02/snow.json", Some("2016-02"));
        check("2016/snow.json", None);
        check("2016/2/snow.json", None);
        // As likely a season.
        check("league-2010-11.csv", None);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        check("2025-W17.txt", None);
        check("2025W17/a.txt", None);
        check("2025-W17-5.txt", None);
        check("call-555-2025-04-25.txt", None);
        check("0120250425.txt", None);
        check("202504251.txt", None);
        check("sn20190312.txt", None);
        check("61185295.html", None);
        check("id-20251325.html", None);
        check("a2025-04-25b.txt", None);
        check("1800-555-1234.txt", None);
        check("3.14.2025.txt", None);
        check("20250425101500.warc", None);
    }

    #[test]
    fn the_date_of_a_copy_is_none() {
        check("backup-2025-04-25/snow.txt", None);
        check("export_20250425.csv", None);
        check("export_20250425/2024-01-02.txt", Some("2024-01-02"));
    }
}
