//! The fields of the index in which a clause is looked for, opened in one segment.

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema;
use tantivy::{DocId, Score, SegmentReader, Term};

use super::WITH_POSITIONS;
use super::cursor::Cursor;
use super::filter::Filter;
use super::printed::Printed;
use crate::index::Fields;
use crate::query::Field;
use crate::search::clause::Clause;
use crate::search::fields::name_fields;
use crate::search::rank::{Bm25, RankedField};
use crate::search::spans::Text;
use crate::search::word_set::seek_forward;
use crate::words::{PARAGRAPH_MARK, SENTENCE_MARK};

/// A field of the index in which a clause is looked for.
#[derive(Clone, Copy, Debug)]
pub struct SearchedField {
    /// The field that holds the words, with its part in a score.
    pub ranked: RankedField,
    /// What kind of text it holds.
    pub kind: TextKind,
}

/// What kind of text a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The headline: one sentence and one paragraph.
    Headline,
    /// The running text.
    Body,
    /// The first paragraph of the running text, looked for among the places of the body.
    Lead,
    /// Names, each a text of its own. Where one ends is in no index: the stored names are asked.
    Names,
}

/// The fields in which a clause is looked for that stands in a field of the query language.
pub fn searched_fields(field: Option<Field>, fields: &Fields) -> Vec<SearchedField> {
    let searched = |field: schema::Field, kind| SearchedField {
        ranked: RankedField::new(field, fields),
        kind,
    };
    let headline = searched(fields.headline, TextKind::Headline);
    let body = |kind| searched(fields.body, kind);
    match field {
        None => vec![headline, body(TextKind::Body)],
        Some(Field::Title) => vec![headline],
        Some(Field::Body) => vec![body(TextKind::Body)],
        Some(Field::Lead) => vec![headline, body(TextKind::Lead)],
        Some(field) => name_fields(field, fields)
            .into_iter()
            .map(|name| searched(name.words, TextKind::Names))
            .collect(),
    }
}

impl SearchedField {
    /// Opens the field in a segment for a clause.
    ///
    /// # Errors
    /// Whatever reading the segment gives.
    pub fn open(
        &self,
        segment: &SegmentReader,
        clause: &Clause,
        fields: &Fields,
        ranking: Option<Bm25>,
    ) -> tantivy::Result<OpenField> {
        let mut cursors = Vec::new();
        for slot in &clause.slots {
            cursors.push(Cursor::open(segment, self.ranked.field, &slot.set)?);
        }
        let is_body = matches!(self.kind, TextKind::Body | TextKind::Lead);
        let mark = |name: &str| -> tantivy::Result<Option<SegmentPostings>> {
            match is_body && clause.part.asks_for_bounds() {
                true => {
                    let inverted = segment.inverted_index(fields.body_marks)?;
                    let term = Term::from_field_text(fields.body_marks, name);
                    Ok(inverted.read_postings(&term, WITH_POSITIONS)?)
                }
                false => Ok(None),
            }
        };
        let mut printed = Vec::new();
        for slot in &clause.slots {
            printed.push(match (&slot.printed, self.kind) {
                (None, _) | (_, TextKind::Names) => None,
                (Some(word), kind) => Some(Printed::open(segment, word, kind == TextKind::Headline, fields)?),
            });
        }
        let ranking = match ranking {
            Some(bm25) => Some((bm25, segment.get_fieldnorms_reader(self.ranked.field)?)),
            None => None,
        };
        Ok(OpenField {
            kind: self.kind,
            filter: Filter::of(&clause.part, &cursors, is_body || self.kind == TextKind::Names),
            places: vec![Vec::new(); cursors.len()],
            cursors,
            at: None,
            printed,
            sentences: (mark(SENTENCE_MARK)?, Vec::new()),
            paragraphs: (mark(PARAGRAPH_MARK)?, Vec::new()),
            lead_words: match is_body {
                true => Some(segment.fast_fields().u64("lead_words")?),
                false => None,
            },
            ranking,
        })
    }
}

/// A field of one segment in which a clause is looked for.
pub struct OpenField {
    /// What kind of text it holds.
    pub kind: TextKind,
    cursors: Vec<Cursor>,
    filter: Filter,
    /// The document that [`seek`](Self::seek) found last.
    at: Option<DocId>,
    /// By slot.
    printed: Vec<Option<Printed>>,
    /// By slot, of the document that was read last.
    places: Vec<Vec<u32>>,
    sentences: (Option<SegmentPostings>, Vec<u32>),
    paragraphs: (Option<SegmentPostings>, Vec<u32>),
    lead_words: Option<Column<u64>>,
    /// What a match counts; `None` where no scores are asked for.
    pub ranking: Option<(Bm25, FieldNormReader)>,
}

impl OpenField {
    /// The first document not below `target` that holds the words.
    pub fn seek(&mut self, target: DocId) -> DocId {
        match self.at {
            Some(document) if document >= target => document,
            _ => {
                let document = self.filter.seek(&mut self.cursors, target);
                self.at = Some(document);
                document
            }
        }
    }

    /// The score of a match of this frequency in a document; 0 where no scores are asked for.
    pub fn score(&self, document: DocId, frequency: Score) -> Score {
        match &self.ranking {
            Some((bm25, fieldnorms)) if frequency > 0.0 => bm25.score(fieldnorms.fieldnorm_id(document), frequency),
            _ => 0.0,
        }
    }

    /// What the score in the document that [`seek`](Self::seek) was asked for last comes to at most, however often the
    /// clause holds there: 0 where a word is missing.
    pub fn ceiling(&self, document: DocId) -> Score {
        match &self.ranking {
            Some((bm25, _)) if self.at == Some(document) => bm25.ceiling(),
            _ => 0.0,
        }
    }

    /// Number of documents to be looked at, about.
    pub fn cost(&self) -> u64 {
        self.filter.cost(&self.cursors)
    }

    /// Number of words of a document's first paragraph; 0 outside the body.
    pub fn lead_words(&self, document: DocId) -> u32 {
        let words = self.lead_words.as_ref().and_then(|column| column.first(document));
        words.map_or(0, |words| u32::try_from(words).unwrap_or(u32::MAX))
    }

    /// Reads where the words stand in a document.
    ///
    /// # Errors
    /// Whatever reading stored texts gives, of words whose printed form no mark tells.
    pub fn text(&mut self, document: DocId) -> tantivy::Result<Text<'_>> {
        let lead_words = match self.kind {
            TextKind::Lead => Some(self.lead_words(document)),
            TextKind::Headline | TextKind::Body | TextKind::Names => None,
        };
        for ((cursor, places), printed) in self.cursors.iter_mut().zip(&mut self.places).zip(&mut self.printed) {
            cursor.places(document, places);
            if let Some(lead_words) = lead_words {
                places.truncate(places.partition_point(|place| *place < lead_words));
            }
            if let Some(printed) = printed {
                printed.keep(document, places)?;
            }
        }
        read_marks(&mut self.sentences, document);
        read_marks(&mut self.paragraphs, document);
        Ok(Text {
            places: &self.places,
            sentences: &self.sentences.1,
            paragraphs: &self.paragraphs.1,
            is_body: self.kind != TextKind::Headline,
        })
    }
}

/// Fills the positions of a mark in a document.
pub fn read_marks((postings, positions): &mut (Option<SegmentPostings>, Vec<u32>), document: DocId) {
    positions.clear();
    if let Some(postings) = postings
        && seek_forward(postings, document) == document
    {
        postings.positions(positions);
    }
}
