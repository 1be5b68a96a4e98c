//! Dates and datelines from the files of an archive to what is printed of them.

use std::time::{Duration, SystemTime};

use crate::env::Env;

/// Prints the dates and the dateline of the first article that a query finds:
/// `origin value | updated crawled | places | filed on | agency`.
#[track_caller]
fn check(env: &Env, query: &str, expected: &str) {
    let page = env.out(&["query", "--quiet", "--format", "json", query, "archive"]);
    let page: serde_json::Value = serde_json::from_str(&page).unwrap();
    let article = &page["hits"][0];
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let places: Vec<String> = article["dateline_places"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    let found = format!(
        "{} {} | {} | {} | {}",
        text(&article["published"]["origin"]),
        text(&article["published"]["value"]),
        places.join("; "),
        text(&article["dateline_date"]["value"]),
        text(&article["agency"]),
    );
    assert_eq!(found, expected, "{query}");
}

#[test]
fn an_article_without_a_date_has_that_of_its_address_path_dateline_or_first_lines() {
    let env = Env::new(&[
        (
            "archive/2019-05-06/a.jsonl",
            concat!(
                r#"{"title": "Field", "date": "2019-05-03", "url": "https://news.example/2019/05/04/a", "body": "apples"}"#,
                "\n",
                r#"{"title": "Address", "url": "https://news.example/2019/05/04/b", "body": "pears"}"#,
                "\n",
                r#"{"title": "Path", "body": "OSLO, May 5 (Reuters) - Plums."}"#,
                "\n",
            ),
        ),
        (
            "archive/dateline.txt",
            "Frost\n\nOSLO and BERGEN (May 7, 2019) — Cherries froze.",
        ),
        ("archive/lead.txt", "Frost\n\nMay 8, 2019\n\nQuinces froze."),
        (
            "archive/none.txt",
            "Frost\n\nShe was born on May 9, 1944. Medlars froze.",
        ),
        ("archive/1620.txt", "Date: 2 December 1620\n\nNews of walnuts."),
    ]);
    check(&env, "apples", "field 2019-05-03 |  | - | -");
    check(&env, "pears", "url 2019-05-04 |  | - | -");
    check(&env, "plums", "path 2019-05-06 | Oslo | 2019-05-05 | Reuters");
    check(&env, "cherries", "dateline 2019-05-07 | Oslo; Bergen | 2019-05-07 | -");
    check(&env, "quinces", "lead 2019-05-08 |  | - | -");
    check(&env, "medlars", "- - |  | - | -");
    check(&env, "walnuts", "header 1620-12-02 |  | - | -");
    for (query, found) in [
        ("date:2019-05", 5),
        ("date:none", 1),
        ("date:1620", 1),
        ("before:1700", 1),
        ("agency:reuters", 1),
        ("agency:none", 6),
        ("dateline=bergen", 1),
        ("dateline:oslo", 2),
    ] {
        assert_eq!(env.count(query, "archive"), found, "{query}");
    }
}

#[test]
fn the_folders_above_an_archive_date_nothing() {
    let env = Env::new(&[("1999-01-01/archive/a.txt", "Apples fell.")]);
    assert_eq!(env.count("date:none", "1999-01-01/archive"), 1);
    // Wherever the index lies.
    env.out(&["index", "1999-01-01/archive", "--index", "elsewhere"]);
    let ran = env.run(&["query", "--quiet", "--count", "date:none", "--index", "elsewhere"]);
    assert_eq!(ran.out, "1\n", "{ran:?}");
}

#[test]
fn dates_ahead_and_dates_in_conflict_are_reported() {
    let env = Env::new(&[(
        "archive/a.jsonl",
        concat!(
            r#"{"date": ["2150-01-01", "2019-05-03"], "body": "apples"}"#,
            "\n",
            r#"{"date": "2019-05-03", "url": "https://news.example/2018/01/02/b", "body": "pears"}"#,
            "\n",
        ),
    )]);
    env.out(&["index", "archive"]);
    check(&env, "apples", "field 2019-05-03 |  | - | -");
    let problems = env.out(&["refused", "--problems", "--index", "archive/.dateline"]);
    assert!(
        problems.contains("a.jsonl:1: date `2150-01-01` lies more than a week ahead: not taken\n"),
        "{problems}"
    );
    assert!(
        problems
            .contains("a.jsonl:2: dates more than two days apart: took 2019-05-03 (field), found 2018-01-02 (url)\n"),
        "{problems}"
    );
}

#[test]
fn the_time_of_a_file_is_a_guess_and_only_if_asked_for() {
    let env = Env::new(&[
        ("archive/a.txt", "Apples fell."),
        ("archive/2019-05-06.txt", "Pears fell."),
    ]);
    let file = std::fs::File::options()
        .append(true)
        .open(env.path("archive/a.txt"))
        .unwrap();
    // 2001-09-09.
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000))
        .unwrap();
    env.out(&["index", "archive"]);
    check(&env, "apples", "- - |  | - | -");
    env.out(&["index", "archive", "--rebuild", "--guess-dates"]);
    check(&env, "apples", "file_time 2001-09-09 |  | - | -");
    check(&env, "pears", "path 2019-05-06 |  | - | -");
    assert!(
        env.out(&["query", "--quiet", "apples", "archive"])
            .contains("9 Sep 2001 (guess)")
    );
    assert_eq!(env.count("date:2001", "archive"), 1);
    // It is no date of the article's own.
    assert_eq!(env.count("date:none", "archive"), 1);
    assert_eq!(env.count("date:*", "archive"), 1);
}

#[test]
fn a_date_of_two_readings_is_read_only_in_an_order_that_was_asked_for() {
    let env = Env::new(&[("archive/a.txt", "Date: 04/05/2019\n\nApples fell.")]);
    env.out(&["index", "archive"]);
    check(&env, "apples", "- - |  | - | -");
    env.out(&["index", "archive", "--rebuild", "--date-order", "dmy"]);
    check(&env, "apples", "header 2019-05-04 |  | - | -");
    env.out(&["index", "archive", "--rebuild", "--date-order", "mdy"]);
    check(&env, "apples", "header 2019-04-05 |  | - | -");
}
