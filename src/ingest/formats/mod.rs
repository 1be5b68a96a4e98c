//! The input formats, a file each. [`FORMATS`] is the only list of them: detection, `--format`,
//! the help and the tests read it.

mod agency;
mod crawl;
mod csv;
mod csv_rows;
mod elements;
mod export;
mod feeds;
mod front_matter;
mod html;
mod json;
mod json_values;
mod jsonl;
mod mail;
mod markdown;
mod markdown_text;
mod ocr;
mod rcv1;
mod reuters21578;
mod text;
mod text_headers;
mod trec;
mod wxr;
mod wxr_short_codes;

use std::fmt;

use super::detect::Likeness;
use super::error::SourceError;
use super::source::{EmitRecord, Input, ReadOptions};

/// Reads a source to its end, or until `emit` breaks off, and gives each record to `emit`.
pub type ReadFormat = fn(&mut Input<'_>, &ReadOptions, &mut EmitRecord<'_>) -> Result<(), SourceError>;

/// An input format.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name, for `--format`.
    pub name: &'static str,
    /// One line about it, for the help.
    pub about: &'static str,
    /// Endings of file names, in small letters without the dot.
    pub endings: &'static [&'static str],
    /// The fields that it fills where the source has them, by their names in the query language;
    /// other fields are kept under the source's own names.
    pub fills: &'static [&'static str],
    /// How much the first bytes look like it. The second argument is true if these are all.
    pub looks_like: fn(&[u8], bool) -> Likeness,
    /// Reads it.
    pub read: ReadFormat,
}

impl fmt::Debug for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Format")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// The name of the format that takes what no other takes.
pub(super) const TEXT: &str = "text";

/// The name of the format in which HTML may stand.
pub(super) const MARKDOWN: &str = "markdown";

/// The name of the format that reads HTML.
pub(super) const HTML: &str = "html";

/// True for the first bytes of a text wire, which are rich in control characters.
pub(super) fn is_wire(head: &[u8]) -> bool {
    let formats = [agency::looks_like_anpa, agency::looks_like_iptc7901];
    formats
        .iter()
        .any(|looks_like| looks_like(head, false) == Likeness::Certain)
}

/// The fields of formats with named fields, which may have any of them.
const ANY_FIELD: &[&str] = &[
    "title", "body", "date", "updated", "dateline", "agency", "byline", "source", "section", "lang", "person", "place",
    "org", "topic", "url", "id",
];

/// Every input format. Where first bytes suit several, the earlier one is taken.
pub const FORMATS: &[Format] = &[
    Format {
        name: TEXT,
        about: "plain text, with header lines such as `Date: 2025-04-25` before it",
        endings: &["txt", "text"],
        fills: ANY_FIELD,
        looks_like: |_, _| Likeness::Possible,
        read: text::read,
    },
    Format {
        name: MARKDOWN,
        about: "Markdown with YAML or TOML front matter",
        endings: &["md", "markdown", "mdown", "mkd"],
        fills: ANY_FIELD,
        looks_like: markdown::looks_like,
        read: markdown::read,
    },
    Format {
        name: "jsonl",
        about: "JSON Lines: an object a line",
        endings: &["jsonl", "ndjson", "jl"],
        fills: ANY_FIELD,
        looks_like: jsonl::looks_like,
        read: jsonl::read,
    },
    Format {
        name: "jsonfeed",
        about: "JSON Feed, an article an item",
        endings: &["jsonfeed"],
        fills: &[
            "title", "body", "date", "byline", "source", "lang", "topic", "url", "id",
        ],
        looks_like: feeds::looks_like_json_feed,
        read: feeds::read_json_feed,
    },
    Format {
        name: "json",
        about: "JSON: an article, an array, or an object that holds an array",
        endings: &["json"],
        fills: ANY_FIELD,
        looks_like: json::looks_like,
        read: json::read,
    },
    Format {
        name: "ninjs",
        about: "ninjs, the JSON of news agencies, alone or in answers of their services",
        endings: &[],
        fills: &[
            "title", "body", "date", "updated", "byline", "source", "section", "lang", "person", "place", "org",
            "topic", "id",
        ],
        looks_like: agency::looks_like_ninjs,
        // JSON knows it wherever it stands.
        read: json::read,
    },
    Format {
        name: "csv",
        about: "a table with a header row; separated by comma, semicolon, tab or |",
        endings: &["csv", "tsv", "tab"],
        fills: ANY_FIELD,
        looks_like: csv::looks_like,
        read: csv::read,
    },
    Format {
        name: "reuters21578",
        about: "the Reuters-21578 collection in its original SGML",
        endings: &["sgm", "sgml"],
        fills: &[
            "title", "body", "date", "dateline", "source", "lang", "person", "place", "org", "topic", "id",
        ],
        looks_like: reuters21578::looks_like,
        read: reuters21578::read,
    },
    Format {
        name: "warc",
        about: "web crawls in WARC, and the text of pages in WET",
        endings: &["warc", "wet", "wat"],
        fills: &["title", "body", "date", "crawled", "byline", "source", "lang", "url"],
        looks_like: crawl::looks_like_warc,
        read: crawl::read_warc,
    },
    Format {
        name: "arc",
        about: "web crawls in ARC, which came before WARC",
        endings: &["arc"],
        fills: &["title", "body", "crawled", "url"],
        looks_like: crawl::looks_like_arc,
        read: crawl::read_arc,
    },
    Format {
        name: "eml",
        about: "a mail a file: newsletters, lists; MIME in all its encodings",
        endings: &["eml"],
        fills: &["title", "body", "date", "byline", "source", "id"],
        looks_like: mail::looks_like_eml,
        read: mail::read_eml,
    },
    Format {
        name: "mbox",
        about: "mails one behind the other",
        endings: &["mbox", "mbx"],
        fills: &["title", "body", "date", "byline", "source", "id"],
        looks_like: mail::looks_like_mbox,
        read: mail::read_mbox,
    },
    // Before any other format that reads RSS: an export is RSS with more in it.
    Format {
        name: "wxr",
        about: "WXR, the export of a WordPress site",
        endings: &[],
        fills: &[
            "title", "body", "date", "updated", "byline", "source", "section", "lang", "topic", "url", "id",
        ],
        looks_like: wxr::looks_like,
        read: wxr::read,
    },
    Format {
        name: "rss",
        about: "RSS of every version, RDF too; an article an item",
        endings: &["rss", "rdf"],
        fills: &[
            "title", "body", "date", "byline", "source", "lang", "topic", "url", "id",
        ],
        looks_like: feeds::looks_like_rss,
        read: feeds::read_rss,
    },
    Format {
        name: "atom",
        about: "Atom, an article an entry",
        endings: &["atom"],
        fills: &[
            "title", "body", "date", "updated", "byline", "source", "lang", "topic", "url", "id",
        ],
        looks_like: feeds::looks_like_atom,
        read: feeds::read_atom,
    },
    // XML shares one ending: the first element tells the formats apart.
    Format {
        name: "nitf",
        about: "NITF, the News Industry Text Format",
        endings: &[],
        fills: &[
            "title", "body", "date", "dateline", "agency", "byline", "source", "section", "lang", "person", "place",
            "org", "topic", "id",
        ],
        looks_like: agency::looks_like_nitf,
        read: agency::read_nitf,
    },
    Format {
        name: "newsml",
        about: "NewsML 1.x: news items with NITF, HTML or plain text in them",
        endings: &[],
        fills: &[
            "title", "body", "date", "updated", "dateline", "agency", "byline", "source", "section", "lang", "place",
            "topic", "id",
        ],
        looks_like: agency::looks_like_newsml,
        read: agency::read_newsml,
    },
    Format {
        name: "newsml-g2",
        about: "NewsML-G2: items, packages, and messages of several",
        endings: &[],
        fills: &[
            "title", "body", "date", "updated", "dateline", "agency", "byline", "source", "section", "lang", "person",
            "place", "org", "topic", "id",
        ],
        looks_like: agency::looks_like_newsml_g2,
        read: agency::read_newsml_g2,
    },
    // Before HTML, which it is.
    Format {
        name: "hocr",
        about: "hOCR, the text of scanned pages as HTML; a page an article",
        endings: &[],
        fills: &["body", "lang"],
        looks_like: ocr::hocr::looks_like,
        read: ocr::hocr::read,
    },
    Format {
        name: HTML,
        about: "web pages: the text of the article, and what the metadata says",
        endings: &["html", "htm", "xhtml", "shtml"],
        fills: &[
            "title", "body", "date", "updated", "byline", "source", "section", "lang", "topic", "url",
        ],
        looks_like: html::looks_like,
        read: html::read,
    },
    Format {
        name: "ritzau",
        about: "the XML of Ritzaus Bureau",
        endings: &[],
        fills: &[
            "title", "body", "date", "agency", "byline", "source", "section", "lang", "place", "id",
        ],
        looks_like: agency::looks_like_ritzau,
        read: agency::read_ritzau,
    },
    Format {
        name: "rcv1",
        about: "news items of Reuters as in RCV1 and RCV2",
        endings: &[],
        fills: &[
            "title", "body", "date", "dateline", "agency", "byline", "source", "lang", "place", "topic", "id",
        ],
        looks_like: rcv1::looks_like,
        read: rcv1::read,
    },
    Format {
        name: "trec",
        about: "newswire of test collections in SGML: <DOC> elements",
        endings: &[],
        fills: &["title", "body", "date", "dateline", "person", "place", "org", "id"],
        looks_like: trec::looks_like,
        read: trec::read,
    },
    Format {
        name: "anpa",
        about: "text wire by ANPA 1312",
        endings: &[],
        fills: &["title", "body", "date", "agency", "byline", "source", "section"],
        looks_like: agency::looks_like_anpa,
        read: agency::read_anpa,
    },
    Format {
        name: "iptc7901",
        about: "text wire by IPTC 7901",
        endings: &[],
        fills: &["title", "body", "date", "agency", "byline", "source"],
        looks_like: agency::looks_like_iptc7901,
        read: agency::read_iptc7901,
    },
    Format {
        name: "nexis",
        about: "Nexis, Nexis Uni and LexisNexis, exported as text",
        endings: &[],
        fills: &[
            "title", "body", "date", "dateline", "byline", "source", "section", "lang", "person", "topic",
        ],
        looks_like: export::nexis::looks_like,
        read: export::nexis::read,
    },
    Format {
        name: "factiva",
        about: "Factiva, exported as text, with the codes of its fields or without",
        endings: &[],
        fills: &[
            "title", "body", "date", "byline", "source", "lang", "place", "org", "topic", "id",
        ],
        looks_like: export::factiva::looks_like,
        read: export::factiva::read,
    },
    Format {
        name: "proquest",
        about: "ProQuest, exported as text",
        endings: &[],
        fills: &[
            "title", "body", "date", "byline", "source", "lang", "place", "topic", "id",
        ],
        looks_like: export::proquest::looks_like,
        read: export::proquest::read,
    },
    Format {
        name: "alto",
        about: "ALTO, the text of a scanned page with its places; a page an article",
        endings: &[],
        fills: &["body"],
        looks_like: ocr::alto::looks_like,
        read: ocr::alto::read,
    },
    Format {
        name: "mets",
        about: "METS over the ALTO pages beside it: the articles of an issue",
        endings: &[],
        fills: &["title", "body", "date", "source", "lang"],
        looks_like: ocr::mets::looks_like,
        read: ocr::mets::read,
    },
];

/// The format of a name, or of an ending without its dot.
///
/// ```
/// use dateline::ingest::format_named;
///
/// assert_eq!(format_named("markdown").unwrap().name, "markdown");
/// assert_eq!(format_named("tsv").unwrap().name, "csv");
/// assert!(format_named("parquet").is_none());
/// ```
pub fn format_named(name: &str) -> Option<&'static Format> {
    let name = name.to_ascii_lowercase();
    let by_name = FORMATS.iter().find(|format| format.name == name);
    by_name.or_else(|| FORMATS.iter().find(|format| format.endings.contains(&name.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_and_no_ending_stands_for_two_formats() {
        let mut names: Vec<&str> = FORMATS
            .iter()
            .flat_map(|format| format.endings.iter().copied())
            .collect();
        names.extend(
            FORMATS
                .iter()
                .map(|format| format.name)
                // Names that are endings of their own format.
                .filter(|name| format_named(name).is_none_or(|format| !format.endings.contains(name))),
        );
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
