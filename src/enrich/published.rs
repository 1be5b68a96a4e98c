//! The date of publication: the first of the stated dates that can be read.

use crate::article::{Article, Problem, Published, read_date};

/// Sets [`Article::published`] from [`Article::given_dates`]. Each unreadable date before the one
/// that is taken becomes a problem; an article without a readable one stays undated.
pub(super) fn set_published(article: &mut Article) {
    if article.published.is_some() {
        return;
    }
    for given in &article.given_dates {
        if given.raw.trim().is_empty() {
            continue;
        }
        let Some(reading) = read_date(&given.raw) else {
            note(&mut article.problems, Problem::UnreadableDate(given.raw.clone()));
            continue;
        };
        if reading.time_unreadable {
            note(&mut article.problems, Problem::UnreadableTime(given.raw.clone()));
        }
        article.published = Some(Published {
            at: reading.at,
            precision: reading.precision,
            offset_minutes: reading.offset_minutes,
            origin: given.origin,
            raw: given.raw.clone(),
        });
        return;
    }
}

fn note(problems: &mut Vec<Problem>, problem: Problem) {
    if !problems.contains(&problem) {
        problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DateOrigin, GivenDate};

    #[track_caller]
    fn check(given: &[&str], published: Option<&str>, problems: &[&str]) {
        let given_dates = given.iter().map(|raw| GivenDate {
            raw: (*raw).to_owned(),
            origin: DateOrigin::Field,
        });
        let mut article = Article {
            given_dates: given_dates.collect(),
            ..Article::default()
        };
        set_published(&mut article);
        let once = article.clone();
        set_published(&mut article);
        assert_eq!(article, once, "a second time changes nothing");
        assert_eq!(article.published.map(|date| date.to_iso()).as_deref(), published);
        let found: Vec<String> = article.problems.iter().map(Problem::to_string).collect();
        assert_eq!(found, problems);
    }

    #[test]
    fn the_first_readable_date_is_taken() {
        check(&["2025-04-25", "2025-04-26"], Some("2025-04-25"), &[]);
        check(&[" ", "April 2025"], Some("2025-04"), &[]);
    }

    #[test]
    fn unreadable_dates_before_it_are_reported_once() {
        check(
            &["soon", "04/05/2025", "2025-04-25", "later"],
            Some("2025-04-25"),
            &["unreadable date `soon`", "unreadable date `04/05/2025`"],
        );
    }

    #[test]
    fn an_article_without_a_readable_date_stays_undated() {
        check(&["soon", "soon"], None, &["unreadable date `soon`"]);
        check(&[], None, &[]);
    }

    #[test]
    fn an_unreadable_time_is_reported_and_the_day_kept() {
        check(
            &["31-MAR-1987 605:12:19.12"],
            Some("1987-03-31"),
            &["unreadable time in `31-MAR-1987 605:12:19.12`: day kept"],
        );
    }

    #[test]
    fn the_origin_and_the_print_are_kept() {
        let given = GivenDate {
            raw: " Apr. 25, 2025 ".to_owned(),
            origin: DateOrigin::Header,
        };
        let mut article = Article {
            given_dates: vec![given],
            ..Article::default()
        };
        set_published(&mut article);
        let published = article.published.map(|date| (date.origin, date.raw));
        assert_eq!(published, Some((DateOrigin::Header, " Apr. 25, 2025 ".to_owned())));
    }
}
