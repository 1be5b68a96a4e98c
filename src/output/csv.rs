//! A table for spreadsheets, RFC 4180: a header row, then an article a row.
//! ```text
//! rank,score,id,source_id,headline,headline_derived,published,…
//! 1,12.3456,3f2a91c45d6e7f80,,Zelensky rejects recognising Crimea as Russian,false,2025-04-25,…
//! ```
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and an article
//! is somebody else's text. Such a cell gets an apostrophe before it, which spreadsheets take as
//! "this is text". Cells are sanitized as text is; JSON has the exact strings.

use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::marks::Marked;
use super::text::passage_texts;
use super::{Matches, Output, Style};
use crate::article::{Article, EntityKind, Published};
use crate::index::StoredArticle;
use crate::search::{Hit, Page};

/// A table.
pub(super) const OUTPUT: Output = Output {
    name: "csv",
    about: "a table for spreadsheets, one article a row",
    file_ending: "csv",
    write,
    write_article,
};

/// The columns of an article, in order.
pub(super) const ARTICLE_COLUMNS: [&str; 29] = [
    "id",
    "source_id",
    "headline",
    "headline_derived",
    "published",
    "precision",
    "date_origin",
    "updated",
    "crawled",
    "source",
    "byline",
    "section",
    "lang",
    "url",
    "path",
    "member",
    "record",
    "format",
    "people",
    "places",
    "orgs",
    "found_people",
    "found_places",
    "found_orgs",
    "topics",
    "dateline",
    "dateline_places",
    "agency",
    "words",
];

/// Between the entries of a list in one cell.
const LIST_SEPARATOR: &str = "; ";

fn write(page: &Page, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_table(header(), page.hits.iter().map(hit_row), out)
}

/// The names of the columns of a hit.
fn header() -> impl Iterator<Item = &'static str> {
    ["rank", "score"]
        .into_iter()
        .chain(ARTICLE_COLUMNS)
        .chain(["extra", "snippets", "story", "copies"])
}

/// Writes the header alone.
pub(super) fn write_header(out: &mut dyn Write) -> io::Result<()> {
    write_table(header(), std::iter::empty(), out)
}

fn write_article(
    article: &StoredArticle,
    _matches: Matches<'_>,
    _style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let header = ARTICLE_COLUMNS.into_iter().chain(["extra", "body"]);
    let mut row = article_cells(article);
    row.push(extra_cell(article));
    row.push(text_cell(&article.article.body));
    write_table(header, std::iter::once(row), out)
}

/// Writes a header and rows.
pub(super) fn write_table<'a>(
    header: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table: Writer<&mut dyn Write> = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    table.write_record(header).map_err(error_of_the_stream)?;
    for row in rows {
        table.write_record(row).map_err(error_of_the_stream)?;
    }
    table.flush()
}

/// Returns the error of the stream itself, so that a closed pipe can be told from a full disk.
fn error_of_the_stream(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// The cells of a hit.
pub(super) fn hit_row(hit: &Hit) -> Vec<String> {
    let mut row = vec![hit.rank.to_string(), format!("{:.4}", hit.score)];
    row.extend(article_cells(&hit.article));
    row.push(extra_cell(&hit.article));
    let snippets: Vec<String> = passage_texts(hit).iter().map(|text| text.text().to_owned()).collect();
    row.push(text_cell(&snippets.join(" ")));
    let story = hit.story.as_ref();
    row.push(story.map_or(String::new(), |story| story.key.to_string()));
    row.push(story.map_or(0, |story| story.copies).to_string());
    row
}

pub(super) fn article_cells(stored: &StoredArticle) -> Vec<String> {
    let article = &stored.article;
    let headline = article.headline.as_ref();
    let published = article.published.as_ref();
    vec![
        stored.id.to_string(),
        optional_cell(article.id.as_deref()),
        optional_cell(headline.map(|headline| headline.text.as_str())),
        headline.map_or(String::new(), |headline| headline.derived.to_string()),
        published.map_or(String::new(), Published::to_iso),
        published.map_or(String::new(), |published| published.precision.name().to_owned()),
        published.map_or(String::new(), |published| published.origin.name().to_owned()),
        article.updated.as_ref().map_or(String::new(), Published::to_iso),
        article.crawled.as_ref().map_or(String::new(), Published::to_iso),
        optional_cell(article.source.as_deref()),
        list_cell(&article.byline),
        optional_cell(article.section.as_deref()),
        optional_cell(article.lang.as_ref().map(|lang| lang.code.as_str())),
        optional_cell(article.url.as_deref()),
        text_cell(&stored.path),
        optional_cell(article.member.as_deref()),
        stored.record.to_string(),
        text_cell(&stored.format),
        list_cell(&article.people),
        list_cell(&article.places),
        list_cell(&article.orgs),
        found_cell(EntityKind::Person, article),
        found_cell(EntityKind::Place, article),
        found_cell(EntityKind::Org, article),
        list_cell(&article.topics),
        optional_cell(article.dateline.as_deref()),
        list_cell(&article.dateline_places),
        optional_cell(article.agency.as_deref()),
        stored.words.to_string(),
    ]
}

fn extra_cell(stored: &StoredArticle) -> String {
    match stored.article.extra.is_empty() {
        true => String::new(),
        false => text_cell(&serde_json::Value::Object(stored.article.extra.clone()).to_string()),
    }
}

fn optional_cell(text: Option<&str>) -> String {
    text.map_or(String::new(), text_cell)
}

fn list_cell(entries: &[String]) -> String {
    text_cell(&entries.join(LIST_SEPARATOR))
}

/// The names of a kind that the text itself holds, those that the article is most about first.
fn found_cell(kind: EntityKind, article: &Article) -> String {
    let of_kind = article
        .entities
        .iter()
        .filter(|entity| entity.kind == kind && !entity.spellings.is_empty());
    let names: Vec<String> = of_kind.map(|entity| entity.name.clone()).collect();
    list_cell(&names)
}

/// Returns a text of somebody else's as a cell: one line, safe, never a formula.
pub(super) fn text_cell(text: &str) -> String {
    let line = Marked::plain(text).on_one_line().sanitized();
    // The full-width forms are formulas in spreadsheets set to Japanese.
    match line.text().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        true => format!("'{}", line.text()),
        false => line.text().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[track_caller]
    fn check(hits: Vec<Hit>, expected: &str) {
        assert_eq!(
            sample::written(write, &sample::page(hits), &Style::default()).replace("\r\n", "\n"),
            expected
        );
    }

    #[track_caller]
    fn check_cell(text: &str, expected: &str) {
        assert_eq!(text_cell(text), expected);
    }

    #[test]
    fn an_article_is_a_row_under_a_header() {
        check(
            vec![sample::crimea(), sample::undated()],
            r#"rank,score,id,source_id,headline,headline_derived,published,precision,date_origin,updated,crawled,source,byline,section,lang,url,path,member,record,format,people,places,orgs,found_people,found_places,found_orgs,topics,dateline,dateline_places,agency,words,extra,snippets,story,copies
1,12.3457,3f2a91c45d6e7f80,courier-7,Zelensky rejects recognising Crimea,false,2025-04-25,day,header,2025-04-26T08:30+03:00,2025-05-01,The Courier,Olena Hrytsenko; Tom Reed,World,en,https://courier.example/2025/crimea,pages/courier/2025-04-25-crimea.html,pages/crimea.html,1,text,Volodymyr Zelensky; Donald Trump,Crimea; Kyiv,Kremlin,Volodymyr Zelensky,Crimea; Kyiv; Moscow,,war,"KYIV, April 25 (Reuters) -",Kyiv,Reuters,27,"{""desk"":""World"",""rating"":0.123456789}","Zelensky has repeatedly rejected the idea of recognising Crimea as part of Russia, telling reporters in Kyiv on Friday that only Ukrainians decide.",,0
2,3.0000,00000000000000ff,,Ferries to Crimea stopped…,true,,,,,,,,,,,wire/april.jsonl,,12,jsonl,,,,,,,,,,,11,,"Ferries to Crimea stopped, …",,0
"#,
        );
    }

    #[test]
    fn the_passages_of_a_hit_share_a_cell() {
        let text = sample::written(write, &sample::page(vec![sample::three_passages()]), &Style::default());
        assert!(
            text.ends_with(",Talks on Crimea began. Crimea is far away. … They spoke of Crimea & Kyiv …,,0\r\n"),
            "{text}"
        );
    }

    #[test]
    fn a_page_without_hits_still_has_its_header() {
        let text = sample::written(write, &sample::page(Vec::new()), &Style::default());
        assert!(
            text.starts_with("rank,score,id,") && text.ends_with(",extra,snippets,story,copies\r\n"),
            "{text}"
        );
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        check_cell("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")");
        check_cell("+1", "'+1");
        check_cell("-5 degrees", "'-5 degrees");
        check_cell("@SUM(A1)", "'@SUM(A1)");
        check_cell("\t\r\n =1+1", "'=1+1");
        check_cell("＝1", "'＝1");
        check_cell("1=1", "1=1");
    }

    #[test]
    fn a_cell_is_one_safe_line() {
        check_cell("a\nb\u{1b}\u{202e}", "a b<U+001B><U+202E>");
    }

    #[test]
    fn quotes_commas_and_line_breaks_read_back() {
        let mut hit = sample::crimea();
        hit.article.article.source = Some("The \"Daily\", Kyiv\nedition".to_owned());
        let text = sample::written(write, &sample::page(vec![hit]), &Style::default());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let row = reader
            .records()
            .next()
            .expect("there is a row")
            .expect("the row is valid");
        assert_eq!(row.get(11), Some("The \"Daily\", Kyiv edition"));
    }
}
