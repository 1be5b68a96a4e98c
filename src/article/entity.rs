//! [`Entity`]: a person, place or organisation of an article.

use std::ops::Range;

/// A person, place or organisation that an article names, with every spelling in which it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its name: the fullest spelling of the article, without title and possessive, for example
    /// `Volodymyr Zelensky`.
    pub name: String,
    /// The spellings found in headline and body, the most frequent first, those equally frequent in
    /// the order of the text. Empty if only a field of the source names it.
    pub spellings: Vec<Spelling>,
    /// Where it is named first. `None` if only a field of the source names it.
    pub first: Option<TextPosition>,
    /// True if a field of the source names it.
    pub is_given: bool,
    /// How much the article is about it, from 0 to 255, comparable between articles.
    pub salience: u8,
}

/// What an [`Entity`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being, or a family.
    Person,
    /// A country, town, region, water, building: whatever has a place on a map.
    Place,
    /// A company, body, party, club, court, paper, armed group.
    Org,
}

/// A spelling of a name, and how often it stands in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As printed, without title and possessive.
    pub text: String,
    /// Number of mentions, at least 1.
    pub mentions: u32,
}

/// A place in the texts of an article. Headline before body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// Which text.
    pub part: TextPart,
    /// Offset in it, in bytes.
    pub byte: usize,
}

/// One of the two texts of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPart {
    /// The headline that the source printed.
    Headline,
    /// The running text.
    Body,
}

/// A name where it stands in a text: what the recogniser of names gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which text.
    pub part: TextPart,
    /// Where in it, in bytes.
    pub span: Range<usize>,
    /// What it was taken for.
    pub kind: EntityKind,
}

impl EntityKind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Org];

    /// The name under which the query language and machine-readable output know the kind.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Place => "place",
            EntityKind::Org => "org",
        }
    }

    /// The kind of a [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<EntityKind> {
        EntityKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Entity {
    /// The names under which the text has it: its own, if it is found there, and every other spelling.
    /// Empty if only a field of the source names it.
    pub fn found_names(&self) -> impl Iterator<Item = &str> {
        let spellings = self.spellings.iter().map(|spelling| spelling.text.as_str());
        let name = (!self.spellings.is_empty()).then_some(self.name.as_str());
        name.into_iter()
            .chain(spellings.filter(|spelling| *spelling != self.name))
    }

    /// How often headline and body name it.
    pub fn mentions(&self) -> u32 {
        self.spellings.iter().map(|spelling| spelling.mentions).sum()
    }
}
