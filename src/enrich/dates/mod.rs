//! The date of publication: of all that is stated and shown, the most trustworthy that can be read.
//!
//! `sources` is the table of the places where a date may stand, `path` and `lead` look into those that
//! no input format reads.

mod lead;
mod path;
mod sources;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use self::sources::{DATE_SOURCES, Evidence, Found};
use super::Context;
use crate::article::{Article, DateInConflict, DateOrigin, DayOfYear, Precision, Problem, Published};

/// An article is dated ahead by a weekly's cover or an embargo, not by more.
const MAX_DAYS_AHEAD: i64 = 7;

/// Two statements of one publication may lie so far apart: zones, the web before the print.
const MAX_DAYS_APART: i64 = 2;

/// The nearest such day is never half a year away, save a 29 February that there was not.
const MAX_DAYS_FROM_DATELINE: i64 = 184;

const MINUTES_PER_DAY: i64 = 24 * 60;

/// Sets [`Article::published`] to the first date by [`DATE_SOURCES`] that can be read and does not
/// lie in the future. Each stated date before it that cannot be taken becomes a problem, and so does
/// the first statement that contradicts it.
pub(super) fn set_published(article: &mut Article, context: &Context<'_>, dateline: Option<&Published>) {
    if article.published.is_some() {
        return;
    }
    let mut problems = Vec::new();
    let mut taken: Option<Published> = None;
    let evidence = Evidence {
        article,
        context,
        dateline,
    };
    for source in DATE_SOURCES {
        if taken.is_some() && !source.is_statement {
            continue;
        }
        for found in source.found(&evidence) {
            match (&taken, found) {
                (None, Found::Unreadable(raw)) => note(&mut problems, Problem::UnreadableDate(raw)),
                (None, Found::Date { date, .. }) if is_ahead(&date, context.today) => {
                    if source.is_statement {
                        note(&mut problems, Problem::FutureDate(date.raw));
                    }
                }
                (None, Found::Date { date, time_unreadable }) => {
                    if time_unreadable {
                        note(&mut problems, Problem::UnreadableTime(date.raw.clone()));
                    }
                    taken = Some(date);
                }
                (Some(taken), Found::Date { date, .. })
                    if source.is_statement
                        && days_apart(taken, &date) > MAX_DAYS_APART
                        && !problems.iter().any(is_conflict) =>
                {
                    note(
                        &mut problems,
                        Problem::DateConflict {
                            taken: in_conflict(taken),
                            other: in_conflict(&date),
                        },
                    );
                }
                (Some(_), _) => {}
            }
        }
    }
    article.published = taken;
    for problem in problems {
        note(&mut article.problems, problem);
    }
}

/// A place where a date of publication stands in an article, see [`dates_found`](super::dates_found).
#[derive(Clone, Debug, PartialEq)]
pub struct DateFound {
    /// The place.
    pub origin: DateOrigin,
    /// The date as printed.
    pub raw: String,
    /// The date; `None` if it cannot be read.
    pub date: Option<Published>,
}

impl DateFound {
    /// A date that can be read.
    pub(super) fn of(date: &Published) -> DateFound {
        DateFound {
            origin: date.origin,
            raw: date.raw.clone(),
            date: Some(date.clone()),
        }
    }
}

/// All dates of publication that an article shows, the most trustworthy first.
pub(super) fn found(article: &Article, context: &Context<'_>, dateline: Option<&Published>) -> Vec<DateFound> {
    let evidence = Evidence {
        article,
        context,
        dateline,
    };
    let mut all = Vec::new();
    for source in DATE_SOURCES {
        all.extend(source.found(&evidence).into_iter().map(|found| match found {
            Found::Date { date, .. } => DateFound::of(&date),
            Found::Unreadable(raw) => DateFound {
                origin: source.origin,
                raw,
                date: None,
            },
        }));
    }
    all
}

/// The date of a dateline's day. A year that is not printed is that of the last such day before the
/// article was changed, fetched or, where guesses are asked for, written to the disk; without any of
/// these it cannot be told.
pub(super) fn date_of_dateline(
    day: DayOfYear,
    raw: &str,
    article: &Article,
    context: &Context<'_>,
) -> Option<Published> {
    let later = [&article.updated, &article.crawled]
        .into_iter()
        .flatten()
        .map(|date| date.at.date())
        .chain(context.file_day)
        .min();
    let date = match day.year {
        Some(year) => Date::new(year, day.month, day.day).ok(),
        // A day more: the reader's clock may be behind the writer's.
        None => last_before(day, later?.tomorrow().ok()?),
    };
    Some(of_dateline(date?, raw))
}

/// The date of a dateline's day beside a known date of publication: the nearest such day.
pub(super) fn date_near(day: DayOfYear, raw: &str, published: &Published) -> Option<Published> {
    let at = published.at.date();
    let date = match (day.year, published.precision) {
        (Some(year), _) => Date::new(year, day.month, day.day).ok(),
        (None, Precision::Year) => Date::new(at.year(), day.month, day.day).ok(),
        (None, _) => [at.year() - 1, at.year(), at.year() + 1]
            .into_iter()
            .filter_map(|year| Date::new(year, day.month, day.day).ok())
            .filter(|date| date.duration_since(at).abs() < SignedDuration::from_hours(24 * MAX_DAYS_FROM_DATELINE))
            .min_by_key(|date| date.duration_since(at).abs()),
    };
    Some(of_dateline(date?, raw))
}

fn of_dateline(date: Date, raw: &str) -> Published {
    Published {
        at: date.at(0, 0, 0, 0),
        precision: Precision::Day,
        offset_minutes: None,
        origin: DateOrigin::Dateline,
        raw: raw.to_owned(),
    }
}

/// The last such day of the year that does not lie behind `latest`; a 29 February is looked for as far
/// back as leap years lie apart.
fn last_before(day: DayOfYear, latest: Date) -> Option<Date> {
    const LEAP_YEARS_APART: i16 = 8;
    (0..=LEAP_YEARS_APART)
        .filter_map(|years| Date::new(latest.year() - years, day.month, day.day).ok())
        .find(|date| *date <= latest)
}

/// True for a date that no article read today can have.
fn is_ahead(date: &Published, today: Option<Date>) -> bool {
    let latest = today.and_then(|today| today.checked_add(MAX_DAYS_AHEAD.days()).ok());
    latest.is_some_and(|latest| date.at.date() > latest)
}

/// Whole days between two dates; none if they overlap as far as they are known.
fn days_apart(one: &Published, other: &Published) -> i64 {
    let gap = |earlier: &Published, later: &Published| later.first_minute() - earlier.last_minute();
    let minutes = gap(one, other).max(gap(other, one)).max(0);
    minutes / MINUTES_PER_DAY + i64::from(minutes % MINUTES_PER_DAY > 0)
}

fn in_conflict(date: &Published) -> DateInConflict {
    DateInConflict {
        iso: date.to_iso(),
        origin: date.origin,
    }
}

fn is_conflict(problem: &Problem) -> bool {
    matches!(problem, Problem::DateConflict { .. })
}

fn note(problems: &mut Vec<Problem>, problem: Problem) {
    if !problems.contains(&problem) {
        problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::GivenDate;

    fn given(origin: DateOrigin, raw: &str) -> GivenDate {
        GivenDate {
            raw: raw.to_owned(),
            origin,
        }
    }

    fn article(given_dates: Vec<GivenDate>) -> Article {
        Article {
            given_dates,
            ..Article::default()
        }
    }

    #[track_caller]
    fn check_article(mut article: Article, context: &Context<'_>, published: Option<&str>, problems: &[&str]) {
        set_published(&mut article, context, None);
        let once = article.clone();
        set_published(&mut article, context, None);
        assert_eq!(article, once, "a second time changes nothing");
        let found = article
            .published
            .map(|date| format!("{} {}", date.origin.name(), date.to_iso()));
        assert_eq!(found.as_deref(), published);
        let found: Vec<String> = article.problems.iter().map(Problem::to_string).collect();
        assert_eq!(found, problems);
    }

    /// The day is 1 May 2025.
    #[track_caller]
    fn check(given_dates: Vec<GivenDate>, published: Option<&str>, problems: &[&str]) {
        let context = Context {
            today: Some(jiff::civil::date(2025, 5, 1)),
            ..Context::default()
        };
        check_article(article(given_dates), &context, published, problems);
    }

    #[track_caller]
    fn check_fields(raw: &[&str], published: Option<&str>, problems: &[&str]) {
        let given_dates = raw.iter().map(|raw| given(DateOrigin::Field, raw)).collect();
        let published = published.map(|iso| format!("field {iso}"));
        check(given_dates, published.as_deref(), problems);
    }

    #[test]
    fn the_first_readable_date_is_taken() {
        check_fields(&["2025-04-25", "2025-04-26"], Some("2025-04-25"), &[]);
        check_fields(&[" ", "April 2025"], Some("2025-04"), &[]);
        check_fields(&["1620-12-02"], Some("1620-12-02"), &[]);
    }

    #[test]
    fn unreadable_dates_before_it_are_reported_once() {
        check_fields(
            &["soon", "04/05/2025", "2025-04-25", "later"],
            Some("2025-04-25"),
            &["unreadable date `soon`", "unreadable date `04/05/2025`"],
        );
    }

    #[test]
    fn an_article_without_a_readable_date_stays_undated() {
        check_fields(&["soon", "soon"], None, &["unreadable date `soon`"]);
        check_fields(&[], None, &[]);
        check_fields(&["1499-12-31"], None, &["unreadable date `1499-12-31`"]);
    }

    #[test]
    fn an_unreadable_time_is_reported_and_the_day_kept() {
        check_fields(
            &["31-MAR-1987 605:12:19.12"],
            Some("1987-03-31"),
            &["unreadable time in `31-MAR-1987 605:12:19.12`: day kept"],
        );
    }

    #[test]
    fn a_date_of_two_readings_is_read_in_an_order_that_was_asked_for() {
        let context = Context {
            date_order: Some(crate::article::DateOrder::DayFirst),
            ..Context::default()
        };
        let fields = article(vec![given(DateOrigin::Field, "04/05/2025")]);
        check_article(fields, &context, Some("field 2025-05-04"), &[]);
    }

    #[test]
    fn trust_decides_and_then_the_order() {
        check(
            vec![
                given(DateOrigin::Header, "2025-04-26"),
                given(DateOrigin::Meta, "2025-04-25T10:15+03:00"),
                given(DateOrigin::Meta, "2025-04-24"),
                given(DateOrigin::TimeElement, "2019-01-01"),
            ],
            Some("meta 2025-04-25T10:15+03:00"),
            &[],
        );
    }

    #[test]
    fn a_date_more_than_a_week_ahead_gives_way_to_the_next() {
        check_fields(&["2025-05-08"], Some("2025-05-08"), &[]);
        check_fields(
            &["2025-05-09", "2025-04-25"],
            Some("2025-04-25"),
            &["date `2025-05-09` lies more than a week ahead: not taken"],
        );
        check_fields(&["2025"], Some("2025"), &[]);
        let fields = article(vec![given(DateOrigin::Field, "2150-01-01")]);
        check_article(fields, &Context::default(), Some("field 2150-01-01"), &[]);
    }

    #[test]
    fn statements_more_than_two_days_apart_are_reported() {
        let dates = |other: &str| {
            vec![
                given(DateOrigin::JsonLd, "2025-04-25"),
                given(DateOrigin::Header, other),
                given(DateOrigin::Header, "2001-01-01"),
            ]
        };
        check(
            dates("2025-04-20"),
            Some("json_ld 2025-04-25"),
            &["dates more than two days apart: took 2025-04-25 (json_ld), found 2025-04-20 (header)"],
        );
        let near = |other: &str| dates(other).into_iter().take(2).collect::<Vec<_>>();
        check(near("2025-04-27T23:59"), Some("json_ld 2025-04-25"), &[]);
        check(near("2025-04"), Some("json_ld 2025-04-25"), &[]);
        check(
            near("2025-03"),
            Some("json_ld 2025-04-25"),
            &["dates more than two days apart: took 2025-04-25 (json_ld), found 2025-03 (header)"],
        );
    }

    #[test]
    fn address_path_and_first_lines_stand_in() {
        let context = Context {
            path: "2025-04-02/a.txt",
            today: None,
            file_day: Some(jiff::civil::date(2025, 4, 5)),
            date_order: None,
        };
        let mut article = Article {
            url: Some("https://news.example/2025/04/01/snow".to_owned()),
            body: "April 4, 2025\n\nIt snowed.".to_owned(),
            ..Article::default()
        };
        check_article(article.clone(), &context, Some("url 2025-04-01"), &[]);
        article.url = None;
        check_article(article.clone(), &context, Some("path 2025-04-02"), &[]);
        let nameless = Context {
            path: "a.txt",
            ..context
        };
        check_article(article.clone(), &nameless, Some("lead 2025-04-04"), &[]);
        article.body.clear();
        check_article(article.clone(), &nameless, Some("file_time 2025-04-05"), &[]);
        article.given_dates = vec![given(DateOrigin::Field, "2024-04-01")];
        article.url = Some("https://news.example/2025/04/01/snow".to_owned());
        check_article(
            article,
            &context,
            Some("field 2024-04-01"),
            &["dates more than two days apart: took 2024-04-01 (field), found 2025-04-01 (url)"],
        );
    }

    #[test]
    fn a_day_without_a_year_is_the_last_before_the_crawl() {
        let day = |month, day| DayOfYear { year: None, month, day };
        let crawled = |iso: &str| Article {
            crawled: Published::from_iso(iso, DateOrigin::Field, iso),
            ..Article::default()
        };
        let check = |found: DayOfYear, article: &Article, expected: Option<&str>| {
            let date = date_of_dateline(found, "", article, &Context::default()).map(|date| date.to_iso());
            assert_eq!(date.as_deref(), expected);
        };
        check(day(4, 25), &crawled("2025-05-01"), Some("2025-04-25"));
        check(day(12, 30), &crawled("2025-01-02"), Some("2024-12-30"));
        check(day(5, 2), &crawled("2025-05-01"), Some("2025-05-02"));
        check(day(2, 29), &crawled("2025-05-01"), Some("2024-02-29"));
        check(day(4, 25), &Article::default(), None);
        let printed = DayOfYear {
            year: Some(2022),
            ..day(6, 30)
        };
        check(printed, &Article::default(), Some("2022-06-30"));
    }

    #[test]
    fn beside_a_known_date_the_nearest_day_is_meant() {
        let near = |month, day, iso: &str| {
            let published = Published::from_iso(iso, DateOrigin::Field, iso)?;
            date_near(DayOfYear { year: None, month, day }, "", &published).map(|date| date.to_iso())
        };
        assert_eq!(near(12, 31, "2025-01-02").as_deref(), Some("2024-12-31"));
        assert_eq!(near(1, 1, "2024-12-31").as_deref(), Some("2025-01-01"));
        assert_eq!(near(2, 26, "1987-02-26T15:01").as_deref(), Some("1987-02-26"));
        assert_eq!(near(12, 31, "1987").as_deref(), Some("1987-12-31"));
        assert_eq!(near(2, 29, "2023-03-01"), None);
    }
}
