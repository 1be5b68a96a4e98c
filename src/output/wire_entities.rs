//! Records of the entities of an answer: see [`wire`](super::wire).

use serde::Serialize;

use super::wire::SpellingsRecord;

/// The people, places and organisations of an answer as one document.
#[derive(Clone, Debug, Serialize)]
pub struct EntitiesRecord<'a> {
    /// [`WIRE_VERSION`](super::wire::WIRE_VERSION).
    pub v: u32,
    /// The query as typed; `None` for all articles.
    pub query: Option<&'a str>,
    /// The query as it was read, in full brackets; `None` for all articles.
    pub read_as: Option<&'a str>,
    /// Remarks on how it was read.
    pub notes: &'a [String],
    /// Words and names that were looked for in other spellings as well.
    pub spellings: Vec<SpellingsRecord<'a>>,
    /// Number of articles found.
    pub found: u64,
    /// The one with which all others appear, if one was asked for.
    pub with: Option<CompanionRecord<'a>>,
    /// The entities, a group for each kind.
    pub groups: Vec<EntityGroupRecord<'a>>,
}

/// The entity with which all others appear.
#[derive(Clone, Debug, Serialize)]
pub struct CompanionRecord<'a> {
    /// What it is, for each kind; empty if the answer does not name it.
    pub entities: Vec<EntityCountRecord<'a>>,
    /// Articles of the answer that name it.
    pub articles: u64,
    /// If the answer does not name it, names that have all its words.
    pub meant: &'a [String],
}

/// The entities of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct EntityGroupRecord<'a> {
    /// `person`, `place` or `org`.
    pub kind: &'static str,
    /// How many there are, also those that are not listed.
    pub distinct: u64,
    /// The entities in their order.
    pub entities: Vec<EntityCountRecord<'a>>,
}

/// An entity and its articles.
#[derive(Clone, Debug, Serialize)]
pub struct EntityCountRecord<'a> {
    /// `person`, `place` or `org`.
    pub kind: &'static str,
    /// Its name, as most articles have it.
    pub name: &'a str,
    /// Articles of the answer that name it.
    pub articles: u64,
    /// Those that also name the other one, if one was asked for.
    pub together: Option<u64>,
    /// How far beyond chance that is: the log-likelihood ratio, negative for less than chance, two
    /// decimals.
    pub log_likelihood: Option<f64>,
    /// Date of the earliest article: a day, a month or a year.
    pub first: Option<String>,
    /// Date of the latest article.
    pub last: Option<String>,
}
