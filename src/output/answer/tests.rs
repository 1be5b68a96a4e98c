//! Whole answers as their readers read them.

use serde_json::Value;

use super::*;
use crate::article::Headline;
use crate::output::sample;

fn head() -> AnswerHead {
    AnswerHead {
        read_as: "crimea AND zelensky".to_owned(),
        notes: vec!["`and` was read as an operator".to_owned()],
        found: 2,
        undated: 1,
        spellings: vec![sample::spellings()],
    }
}

fn origin() -> AnswerOrigin {
    AnswerOrigin {
        query: "crimea and <b>zelensky</b> @x{".to_owned(),
        day: "2026-11-25".to_owned(),
        index: "archive/.dateline".to_owned(),
        generation: 7,
        schema: 5,
        since: Some("2014".to_owned()),
        sort: "relevance".to_owned(),
        ..AnswerOrigin::default()
    }
}

fn written(name: &str, hits: &[Hit]) -> String {
    let output = answer_output_named(name).expect("it is in the table");
    let mut out = Vec::new();
    (output.begin)(&head(), &origin(), &mut out).expect("a vector takes all");
    for hit in hits {
        (output.hit)(hit, &mut out).expect("a vector takes all");
    }
    (output.end)(&mut out).expect("a vector takes all");
    String::from_utf8(out).expect("what is written is UTF-8")
}

fn both() -> [Hit; 2] {
    [sample::crimea(), sample::undated()]
}

/// A hit with all that could end or begin something in some format.
fn awkward() -> Hit {
    let mut hit = sample::hit("a", "<script>x</script> & {b} Crimea", "Crimea");
    let article = &mut hit.article.article;
    article.headline = Some(Headline {
        text: "100% {of} <b>A&B</b>\n@book{x, \\ \"q\" ER  - _#$~^ \u{202e}\u{1b}[31m".to_owned(),
        derived: false,
    });
    article.byline = vec!["Smith and Sons, Ltd".to_owned(), "Ann Lee".to_owned()];
    article.source = Some("T2  - \r\nER  - ".to_owned());
    article.url = Some("javascript:alert(1)".to_owned());
    hit.headline_matches = Vec::new();
    hit
}

#[test]
fn references_for_managers_are_tags_on_lines() {
    assert_eq!(
        written("ris", &both()).replace("\r\n", "\n"),
        "TY  - NEWS\nTI  - Zelensky rejects recognising Crimea\nAU  - Olena Hrytsenko\nAU  - Tom Reed\n\
         T2  - The Courier\nPY  - 2025\nDA  - 2025/04/25/\nSE  - World\nLA  - en\n\
         UR  - https://courier.example/2025/crimea\nKW  - war\nAN  - 3f2a91c45d6e7f80\n\
         N1  - pages/courier/2025-04-25-crimea.html, record 1\nER  - \n\
         TY  - NEWS\nTI  - Ferries to Crimea stopped…\nAN  - 00000000000000ff\nN1  - wire/april.jsonl, record 12\nER  - \n"
    );
    let text = written("ris", &[awkward()]);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("ER  - ")).count(), 1);
    assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text:?}");
    let is_a_tag = |line: &&str| line.is_empty() || (line.len() >= 6 && &line[2..6] == "  - ");
    assert!(lines.iter().all(is_a_tag), "{lines:?}");
}

#[test]
fn references_for_latex_are_entries_with_their_braces_in_balance() {
    let text = written("bibtex", &both());
    assert!(
        text.starts_with("% Query: crimea and <b>zelensky</b> (at)x{\n% Read as: crimea AND zelensky\n"),
        "{text}"
    );
    assert!(
        text.contains(
            "\n@article{dateline-3f2a91c45d6e7f80,\n  title = {{Zelensky rejects recognising Crimea}},\n  \
             author = {Olena Hrytsenko and Tom Reed},\n  journal = {The Courier},\n  date = {2025-04-25},\n  \
             year = {2025},\n  month = apr,\n  url = {https://courier.example/2025/crimea},\n  langid = {en},\n  \
             note = {pages/courier/2025-04-25-crimea.html, record 1},\n}\n"
        ),
        "{text}"
    );
    let text = written("bibtex", &[awkward()]);
    let entry = &text[text.find("\n@article").expect("an entry")..];
    assert!(
        entry.contains("author = {{Smith and Sons, Ltd} and Ann Lee}"),
        "{entry}"
    );
    assert!(
        entry.contains(
            r"100\% \textbraceleft{}of\textbraceright{} <b>A\&B</b> @book\textbraceleft{}x, \textbackslash{}"
        ),
        "{entry}"
    );
    // BibTeX counts braces, escaped ones too.
    let mut depth = 0i32;
    for letter in entry.chars() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        assert!(depth >= 0, "{entry}");
    }
    assert_eq!(depth, 0, "{entry}");
}

#[test]
fn references_for_processors_are_one_list() {
    let items: Value = serde_json::from_str(&written("csl", &both())).expect("it is JSON");
    assert_eq!(items[0]["type"], "article-newspaper");
    assert_eq!(items[0]["issued"]["date-parts"], serde_json::json!([[2025, 4, 25]]));
    assert_eq!(items[0]["author"][1]["literal"], "Tom Reed");
    assert_eq!(items[1].get("issued"), None);
    assert_eq!(items.as_array().map(Vec::len), Some(2));
    assert_eq!(
        serde_json::from_str::<Value>(&written("csl", &[])).expect("it is JSON"),
        serde_json::json!([])
    );
}

#[test]
fn a_page_has_nothing_of_an_article_that_a_browser_would_take_for_its_own() {
    let text = written("html", &[sample::crimea(), awkward()]);
    assert!(
        text.contains("<h2>1. <bdi><a href=\"https://courier.example/2025/crimea\">"),
        "{text}"
    );
    assert!(text.contains("<mark>Crimea</mark>"), "{text}");
    assert!(
        !text.contains("<script") && !text.contains("javascript:") && !text.contains("<b>"),
        "{text}"
    );
    assert!(!text.contains(['\u{202e}', '\u{1b}']));
    for tag in ["article", "h2", "p", "bdi", "table", "tr", "mark"] {
        let opened = text.matches(&format!("<{tag}>")).count() + text.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, text.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn a_line_of_json_tells_how_the_answer_was_found() {
    let text = written("jsonl", &both());
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["dateline_answer"], ANSWER_VERSION);
    for (key, value) in [
        ("read_as", "crimea AND zelensky"),
        ("day", "2026-11-25"),
        ("index", "archive/.dateline"),
        ("since", "2014"),
        ("grouping", "none"),
    ] {
        assert_eq!(lines[0][key], value);
    }
    assert_eq!((&lines[0]["found"], &lines[0]["generation"]), (&2.into(), &7.into()));
    assert_eq!(lines[1]["id"], "3f2a91c45d6e7f80");
    let manual = include_str!("../../docs/output.md");
    for key in lines[0].as_object().expect("it is an object").keys() {
        assert!(
            manual.contains(&format!("`{key}`")),
            "src/docs/output.md does not describe `{key}`"
        );
    }
}

#[test]
fn tables_and_lists_go_on_where_a_page_would_end() {
    let text = written("csv", &both());
    assert_eq!(text.lines().filter(|line| line.starts_with("rank,score,")).count(), 1);
    assert_eq!(text.lines().count(), 3);
    let text = written("markdown", &both());
    assert!(
        text.starts_with("- Query: crimea and \\<b\\>zelensky\\</b\\> @x{\n"),
        "{text}"
    );
    assert!(text.contains("\n\n1. ") && text.contains("\n2. "), "{text}");
}
