//! [`Article`]: one news story as a source published it.

use std::fmt;

use super::{DateOrigin, Entity, GivenDate, Published};

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
    /// Every date of publication that the source states, as printed; those of one origin with the
    /// most trustworthy first.
    pub given_dates: Vec<GivenDate>,
    /// When the article was published: of [`given_dates`](Self::given_dates) and what address,
    /// path, dateline and first lines show, the date of the most trustworthy
    /// [`DateOrigin`]. `None` is an undated article.
    pub published: Option<Published>,
    /// When the article was last changed, where the source states it.
    pub updated: Option<Published>,
    /// When a crawler fetched the article. Says nothing about when it was published.
    pub crawled: Option<Published>,
    /// The dateline as printed, for example `SALVADOR, Feb 26 -`.
    pub dateline: Option<String>,
    /// The places that the dateline names, each with what tells it from others of its name:
    /// `Portland, Maine`.
    pub dateline_places: Vec<String>,
    /// The day that the dateline names. Its year, where none is printed, is that of the day nearest
    /// to the other dates of the article.
    pub dateline_date: Option<Published>,
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
    /// People, places and organisations, given or found in the text, each once: by kind, those that the
    /// article is most about first.
    pub entities: Vec<Entity>,
    /// Subjects, tags and keywords that the source itself names in its fields.
    pub topics: Vec<String>,
    /// The path inside its container, where the article stood in a `.zip` or `.tar`.
    pub member: Option<String>,
    /// Fields of the source that have no place above, in their order. They come back from
    /// `show` and in JSON.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// True once what the source left out has been filled: nothing more is derived.
    pub is_enriched: bool,
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
    /// The date lies more than a week ahead of the day on which the article was read. The article
    /// has the next date that its source states, or none.
    FutureDate(String),
    /// Two dates of publication that lie more than two days apart. The first was taken.
    DateConflict {
        /// The date that was taken.
        taken: DateInConflict,
        /// The other.
        other: DateInConflict,
    },
    /// The bytes were not what they were declared to be, or no text at all in places.
    /// Holds how they were decoded.
    Decoding(String),
}

/// One of two dates that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateInConflict {
    /// The date as ISO 8601, no finer than it is known.
    pub iso: String,
    /// Where it was found.
    pub origin: DateOrigin,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::UnreadableDate(raw) => write!(out, "unreadable date `{}`", beginning(raw)),
            Problem::UnreadableTime(raw) => write!(out, "unreadable time in `{}`: day kept", beginning(raw)),
            Problem::FutureDate(raw) => write!(out, "date `{}` lies more than a week ahead: not taken", beginning(raw)),
            Problem::DateConflict { taken, other } => write!(
                out,
                "dates more than two days apart: took {} ({}), found {} ({})",
                taken.iso,
                taken.origin.name(),
                other.iso,
                other.origin.name()
            ),
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
