//! What people see of timelines, as snapshots; and that any timeline gives a picture.

use jiff::civil::date;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::sample::{days, months, series, written, written_as};
use super::*;
use crate::search::Unit;

#[track_caller]
fn check(timeline: &Timeline, width: usize, expected: &str) {
    let text = written(text::OUTPUT.write, timeline, width);
    assert_eq!(text, expected, "\n{text}");
    assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
}

#[test]
fn bars_fit_eighty_columns() {
    check(
        &months(),
        80,
        "crimea · 179 articles · share of all articles\n\
         2024-11 ▏████████▎                                       14  0.9 %\n\
         2024-12 ▏████████████▍                                   21  1.3 %\n\
         2025-01 ▏                                                 0\n\
         2025-02 ▏██████████████████████████████████████████████  78  4.6 %  ← 12 Feb: 19\n\
         2025-03 ▏███████████████████████████████▉                54  3.0 %\n\
         2024, month unknown                                       3  7.5 %\n\
         undated ▏█████▎                                           9\n",
    );
}

#[test]
fn on_forty_columns_the_peaks_stand_below() {
    check(
        &months(),
        40,
        "crimea · 179 articles · share of all\n\
         articles\n\
         2024-11 ▏███▋                  14  0.9 %\n\
         2024-12 ▏█████▍                21  1.3 %\n\
         2025-01 ▏                       0\n\
         2025-02 ▏████████████████████  78  4.6 %\n\
         2025-03 ▏█████████████▉        54  3.0 %\n\
         2024, month unknown             3  7.5 %\n\
         undated ▏██▎                    9\n\
         peak: 12 Feb 2025, 19 articles\n",
    );
}

#[test]
fn on_twenty_columns_there_is_no_room_for_shares() {
    check(
        &months(),
        20,
        "crimea · 179\n\
         articles · share of\n\
         all articles\n\
         2024-11 ▏█▎       14\n\
         2024-12 ▏█▉       21\n\
         2025-01 ▏          0\n\
         2025-02 ▏███████  78\n\
         2025-03 ▏████▉    54\n\
         2024, month unknown  3\n\
         undated ▏▊         9\n\
         peak: 12 Feb 2025,\n\
         19 articles\n",
    );
}

#[test]
fn several_queries_have_a_line_each() {
    check(
        &two_series(),
        60,
        "1  crimea · 179 articles\n\
         2  zelensky OR kyiv · 20 articles\n\
         share of all articles\n\
         2024-11 1 ▏████▎                     14  0.9 %\n\
         \x20       2 ▏▎                          1  0.1 %\n\
         2024-12 1 ▏██████▌                   21  1.3 %\n\
         \x20       2 ▏▋                          2  0.1 %\n\
         2025-01 1 ▏                           0\n\
         \x20       2 ▏                           0\n\
         2025-02 1 ▏████████████████████████  78  4.6 %  ← 12 Feb: 19\n\
         \x20       2 ▏██▊                        9  0.5 %  ← peak\n\
         2025-03 1 ▏████████████████▋         54  3.0 %\n\
         \x20       2 ▏██▌                        8  0.4 %\n\
         2024, month unknown 1                 3  7.5 %\n\
         \x20       2                             0\n\
         undated 1 ▏██▊                        9\n\
         \x20       2 ▏                           0\n",
    );
}

fn two_series() -> Timeline {
    let mut timeline = months();
    timeline.series = vec![series("crimea", 179, 9), series("zelensky OR kyiv", 20, 0)];
    for (line, articles) in timeline.lines.iter_mut().zip([1, 2, 0, 9, 8, 0, 0]) {
        let count = LineCount {
            articles,
            busiest: None,
            is_peak: articles == 9,
        };
        line.counts.push(count);
    }
    timeline
}

#[test]
fn bars_are_as_long_as_shares_if_asked_for() {
    let drawn = Drawn {
        plot: Plot::Share,
        title: None,
    };
    let text = written_as(text::OUTPUT.write, &months(), &drawn, 60);
    assert_eq!(
        text,
        "crimea · 179 articles · share of all articles\n\
         2024-11 ▏█████▏                      14  0.9 %\n\
         2024-12 ▏███████▍                    21  1.3 %\n\
         2025-01 ▏                             0\n\
         2025-02 ▏██████████████████████████  78  4.6 %  ← 12 Feb: 19\n\
         2025-03 ▏█████████████████           54  3.0 %\n\
         2024, month unknown                   3  7.5 %\n\
         undated                               9\n",
        "\n{text}"
    );
}

#[test]
fn many_periods_without_an_article_are_one_line() {
    let mut counts = [0; 25];
    (counts[0], counts[2], counts[10], counts[24]) = (1, 2, 16, 1);
    check(
        &days(&counts),
        60,
        "crimea · 20 articles · share of all articles\n\
         2025-02-01 ▏█▉                              1   1.0 %\n\
         2025-02-02 ▏                                0\n\
         2025-02-03 ▏███▋                            2   2.0 %\n\
         \x20 ⋮  7 days                                 0\n\
         2025-02-11 ▏█████████████████████████████  16  16.0 %  ← Tue\n\
         \x20 ⋮  13 days                                0\n\
         2025-02-25 ▏█▉                              1   1.0 %\n",
    );
}

#[test]
fn a_zero_says_so_where_the_archive_holds_nothing() {
    let mut timeline = days(&[3, 0, 2]);
    timeline.lines[1].all = 0;
    check(
        &timeline,
        40,
        "crimea · 5 articles · share of all\n\
         articles\n\
         2025-02-01 ▏██████████████████  3  3.0 %\n\
         2025-02-02 ▏                    0      –\n\
         2025-02-03 ▏████████████        2  2.0 %\n\
         peak: 1 Feb 2025, 3 articles\n",
    );
    let shown = texts(&written(svg::OUTPUT.write, &timeline, 80));
    let note = "The archive has no articles at all of 1 day in between.";
    assert!(shown.contains(&note.to_owned()), "{shown:?}");
}

#[test]
fn nothing_found_is_one_line() {
    let nothing = Timeline {
        series: vec![series("zanzibar", 0, 0)],
        lines: Vec::new(),
        ..months()
    };
    check(&nothing, 80, "zanzibar · 0 articles · share of all articles\n");
}

#[test]
fn a_bar_of_undated_articles_that_is_too_long_says_so() {
    let mut timeline = months();
    let undated = timeline.lines.last_mut().expect("the sample has lines");
    undated.counts[0].articles = 1_000;
    let text = written(text::OUTPUT.write, &timeline, 50);
    assert!(
        text.contains("\nundated ▏██████████████████████████▶  1,000\n"),
        "\n{text}"
    );
}

#[test]
fn json_has_every_key() {
    let text = written(json::OUTPUT.write, &months(), 80);
    let start = concat!(
        r#"{"v":1,"by":"month","counted":"articles","series":[{"query":"crimea","read_as":"crimea","notes":[],"spellings":[],"found":179,"undated":9}],"#,
        r#""against":null,"all":8659,"lines":[{"kind":"bucket","label":"2024-11","first":"2024-11-01","#,
        r#""last":"2024-11-30","all":1555,"counts":[{"articles":14,"share":0.009003,"#,
        r#""busiest":{"day":"2024-11-20","articles":3},"is_peak":false}]},"#,
    );
    assert!(text.starts_with(start), "{text}");
    let end = concat!(
        r#"{"kind":"within","label":"2024, month unknown","first":"2024-01-01","last":"2024-12-31","all":40,"#,
        r#""counts":[{"articles":3,"share":0.075,"busiest":null,"is_peak":false}]},"#,
        r#"{"kind":"undated","label":"undated","first":null,"last":null,"all":90,"#,
        r#""counts":[{"articles":9,"share":0.1,"busiest":null,"is_peak":false}]}]}"#,
        "\n",
    );
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn csv_has_a_row_for_each_count() {
    let text = written(csv::OUTPUT.write, &two_series(), 80).replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 7 * 2);
    assert_eq!(
        lines[0],
        "kind,label,first,last,query,articles,all,share,busiest_day,busiest_articles,is_peak"
    );
    assert_eq!(
        lines[7],
        "bucket,2025-02,2025-02-01,2025-02-28,crimea,78,1696,0.045991,2025-02-12,19,true"
    );
    assert_eq!(lines[14], "undated,undated,,,zelensky OR kyiv,0,90,0,,,false");
}

/// The texts of a picture; whatever is no XML, or has a number that is none, fails.
#[track_caller]
fn texts(svg: &str) -> Vec<String> {
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    let mut reader = Reader::from_str(svg);
    let mut texts = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().expect("a picture is XML") {
            Event::Eof => return texts,
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => text.push_str(&format!("&{};", &*name)),
            Event::End(end) if end.name().as_ref() == "text" => texts.push(std::mem::take(&mut text)),
            _ => text.clear(),
        }
    }
}

#[test]
fn a_picture_has_title_axes_units_peaks_and_source() {
    let texts = texts(&written(svg::OUTPUT.write, &months(), 80));
    let expected = [
        "crimea",
        "179 articles, November 2024 to March 2025",
        "articles per month",
        "0",
        "20",
        "40",
        "60",
        "80",
        "78",
        "19 on 12 Feb 2025",
        "Nov",
        "2024",
        "Dec",
        "Jan",
        "2025",
        "Feb",
        "Mar",
        "date of publication",
        "Not shown: 3 articles dated only to a year or month, 9 articles without a date.",
        "Search: crimea (179 articles).",
        "Source: 8,659 articles searched; archive indexed on 25 Apr 2025; counted by dateline.",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn a_picture_of_nothing_has_axes_too() {
    let drawn = Drawn {
        plot: Plot::Share,
        title: None,
    };
    let shown = texts(&written_as(svg::OUTPUT.write, &days(&[0, 0]), &drawn, 80));
    assert!(
        shown.contains(&"1.0".to_owned()) && shown.contains(&"0.0".to_owned()),
        "{shown:?}"
    );
}

#[test]
fn a_title_may_be_given_and_nothing_of_a_query_is_markup() {
    let mut timeline = months();
    timeline.series[0].query = "\"<b>\" & \u{1b}[2J\u{ffff}".to_owned();
    let shown = texts(&written(svg::OUTPUT.write, &timeline, 80));
    assert_eq!(
        shown[0],
        "&quot;&lt;b&gt;&quot; &amp; <U+001B>[2J\u{fffd}".replace("<U+001B>", "&lt;U+001B&gt;")
    );
    let drawn = Drawn {
        plot: Plot::Share,
        title: Some("Crimea & the news".to_owned()),
    };
    let shown = texts(&written_as(svg::OUTPUT.write, &timeline, &drawn, 80));
    assert_eq!(shown[0], "Crimea &amp; the news");
    assert!(
        shown.contains(&"share of all articles of each month, in percent".to_owned()),
        "{shown:?}"
    );
    let page = written(html::OUTPUT.write, &timeline, 80);
    assert!(!page.contains("<b>") && !page.contains('\u{1b}'), "{page}");
}

#[test]
fn a_page_has_the_picture_and_every_count() {
    let page = written(html::OUTPUT.write, &months(), 80);
    for part in [
        "<title>crimea</title>",
        "<svg xmlns",
        "<tr><th>month</th><th>crimea</th><th>share</th><th>all</th></tr>",
        "<tr><td>2025-02</td><td>78</td><td>4.6 %</td><td>1,696</td></tr>",
        "<tr><td>2024, month unknown</td><td>3</td><td>7.5 %</td><td>40</td></tr>",
        "<code>crimea</code>, read as <code>crimea</code>: 179 articles, 9 of them undated.",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[cfg(feature = "png")]
#[test]
fn a_png_is_twice_as_large_as_the_picture() {
    let mut bytes = Vec::new();
    match (png::OUTPUT.write)(&months(), &Drawn::default(), &Style::default(), &mut bytes) {
        Ok(()) => {
            assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
            assert_eq!(bytes.get(16..20), Some(1_200u32.to_be_bytes().as_slice()));
        }
        // A machine without any font.
        Err(error) => assert!(
            error.to_string().starts_with("no font found on this machine"),
            "{error}"
        ),
    }
}

#[test]
fn no_format_stands_twice_and_each_is_found() {
    for output in TIMELINE_OUTPUTS {
        let found = timeline_output_named(output.name).map(|found| found.about);
        assert_eq!(found, Some(output.about));
    }
}

fn some_timeline() -> impl Strategy<Value = Timeline> {
    let counts = proptest::collection::vec(prop_oneof![Just(0u64), 0u64..20, 0u64..1_000_000], 1..400);
    let parts = (0usize..6, 0i16..3000, 1usize..=3, counts, any::<bool>(), 0u64..50);
    parts.prop_map(|(unit, year, queries, counts, has_undated, all)| {
        let unit = Unit::ALL[unit];
        let first = unit.bucket(date(year, 7, 3));
        let count = |articles: u64| LineCount {
            articles,
            busiest: (articles > 0).then(|| (first.first_day(), articles)),
            is_peak: articles > 500_000,
        };
        let of_line = |at: usize, articles: u64| {
            (0..queries as u64)
                .map(|query| count(articles / (1 + query + at as u64 % 3)))
                .collect()
        };
        let mut lines: Vec<Line> = counts
            .iter()
            .enumerate()
            .map(|(at, articles)| Line {
                when: When::Bucket(crate::search::Bucket {
                    number: first.number + at as i64,
                    ..first
                }),
                all: articles * all / 10,
                counts: of_line(at, *articles),
            })
            .collect();
        if has_undated {
            lines.push(Line {
                when: When::Undated,
                all: 7,
                counts: of_line(0, 7),
            });
        }
        let names = [
            "crimea",
            "泽连斯基 AND \"a long query that goes on and on and does not fit a line of the chart\"",
            "x",
        ];
        Timeline {
            by: unit,
            series: names.iter().take(queries).map(|name| series(name, 1_000, 7)).collect(),
            lines,
            ..months()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_timeline_is_drawn_within_the_width(timeline in some_timeline(), width in 20usize..130, is_share in any::<bool>()) {
        let drawn = Drawn {
            plot: if is_share { Plot::Share } else { Plot::Articles },
            title: None,
        };
        let text = written_as(text::OUTPUT.write, &timeline, &drawn, width);
        for line in text.lines() {
            let columns = crate::output::wrap::columns(line);
            // The narrowest terminals have room for a name and a number, not for more.
            prop_assert!(columns <= width.max(34), "{columns} columns: {line}");
            prop_assert_eq!(line, line.trim_end());
        }
        let svg = written_as(svg::OUTPUT.write, &timeline, &drawn, width);
        prop_assert!(!texts(&svg).is_empty());
        for part in svg.split(" x=\"").skip(1) {
            let x: f64 = part.split('"').next().unwrap_or_default().parse().unwrap_or(-1.0);
            prop_assert!((0.0..=600.0).contains(&x), "{x} in {part}");
        }
    }

    #[test]
    fn marks_of_numbers_reach_the_most_and_are_round(most in 0.001f64..1e9, marks in 2usize..6) {
        let step = scale::Step::up_to(most, marks, 0.0);
        prop_assert!(step.top() >= most * (1.0 - 1e-6) && step.marks <= marks, "{step:?}");
        let leading = step.step / 10f64.powf(step.step.log10().floor());
        prop_assert!([1.0, 2.0, 5.0, 10.0].iter().any(|round| (leading - round).abs() < 1e-6), "{step:?}");
    }

    #[test]
    fn marks_of_time_are_few_and_in_order(unit in 0usize..6, year in 1i16..2500, periods in 1i64..10_000, most in 2usize..14) {
        let first = Unit::ALL[unit].bucket(date(year, 3, 9));
        let bucket = |step| crate::search::Bucket { number: first.number + step, ..first };
        let buckets: Vec<_> = (0..periods).map(bucket).collect();
        let marks = scale::ticks(&buckets, most);
        prop_assert!(marks.len() <= most);
        prop_assert!(marks.windows(2).all(|pair| pair[0].at < pair[1].at));
        prop_assert!(periods > 1 || Unit::ALL[unit] != Unit::Day || marks.len() == 1);
    }
}
