//! [`Article`]: one news story as a source published it.

use std::fmt;

use super::{GivenDate, Published};

/// One news story as a source published it.
///
/// All texts are UTF-8 and kept as they came, save that line ends are `\n`. An empty list or
/// `None` means that the source does not say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The source's own identifier: an `id`, `guid` or document number.
    pub id: Option<String>,
    /// The canonical address of the article.
    pub url: Option<String>,
    /// The headline, given or derived.
    pub headline: Option<Headline>,
    /// The running text. Paragraphs are separated by a blank line or begin with an indented line.
    pub body: String,
    /// Every date that the source states, the most trustworthy first, as printed.
    pub given_dates: Vec<GivenDate>,
    /// When the article was published: the first of [`given_dates`](Self::given_dates) that can
    /// be read. `None` is an undated article.
    pub published: Option<Published>,
    /// When the article was last changed, where the source states it.
    pub updated: Option<Published>,
    /// When a crawler fetched the article. Says nothing about when it was published.
    pub crawled: Option<Published>,
    /// The dateline as printed, for example `SALVADOR, Feb 26 -`.
    pub dateline: Option<String>,
    /// The news agency that the article came from, as it names itself: `Reuters`, `AFP`.
    pub agency: Option<String>,
    /// The authors, one name an entry, without "By".
    pub byline: Vec<String>,
    /// The publication or outlet.
    pub source: Option<String>,
    /// The section or desk.
    pub section: Option<String>,
    /// The language of the text, stated or recognised.
    pub lang: Option<Language>,
    /// People that the source itself names in its fields.
    pub people: Vec<String>,
    /// Places that the source itself names in its fields.
    pub places: Vec<String>,
    /// Organisations that the source itself names in its fields.
    pub orgs: Vec<String>,
    /// Subjects, tags and keywords that the source itself names in its fields.
    pub topics: Vec<String>,
    /// The path inside its container, where the article stood in a `.zip` or `.tar`.
    pub member: Option<String>,
    /// Fields of the source that have no place above, in their order. They come back from
    /// `show` and in JSON.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What could not be read although the article as a whole could.
    pub problems: Vec<Problem>,
}

/// A headline, and whether the source printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The text, on one line.
    pub text: String,
    /// True if the source had no headline and the first sentence stands in for one.
    pub derived: bool,
}

/// A language, and whether the source stated it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 code in small letters, for example `en`; the source's own word if it is no
    /// known language.
    pub code: String,
    /// True if the source stated it, false if it was recognised from the text.
    pub given: bool,
}

/// Something in an article that could not be read. The article is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No date could be read from this text. The article has the next date that its source states,
    /// or none.
    UnreadableDate(String),
    /// The day could be read but not the time of day. Holds the printed date.
    UnreadableTime(String),
    /// The bytes were not what they were declared to be, or no text at all in places.
    /// Holds how they were decoded.
    Decoding(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::UnreadableDate(raw) => write!(out, "unreadable date `{}`", beginning(raw)),
            Problem::UnreadableTime(raw) => write!(out, "unreadable time in `{}`: day kept", beginning(raw)),
            Problem::Decoding(how) => write!(out, "{how}"),
        }
    }
}

/// Characters of a source's text that a message repeats.
const QUOTED_CHARS: usize = 80;

fn beginning(raw: &str) -> String {
    match raw.char_indices().nth(QUOTED_CHARS) {
        Some((end, _)) => format!("{}…", &raw[..end]),
        None => raw.to_owned(),
    }
}
