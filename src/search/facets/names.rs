//! The names in a fast field, counted over an answer.
//!
//! A segment numbers its names, so that articles are counted by number; only the names that the
//! answer holds are read and folded, once a segment.

use std::collections::{BTreeSet, HashMap};

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::{FacetValue, InStories};
use crate::search::found::Found;

/// Names with their numbers of articles.
#[derive(Debug, Default)]
pub struct Names {
    by_key: HashMap<String, Name>,
    without: u64,
}

/// Names that count as one.
#[derive(Debug, Default)]
struct Name {
    articles: u64,
    stories: InStories,
    /// As printed, with the articles that print it so.
    spellings: Vec<(String, u64)>,
}

impl Names {
    /// Counts the names of some columns, for each article those of the first column that has any;
    /// names of the same key are one. `in_stories` is what [`Found::in_stories`] says.
    ///
    /// # Errors
    /// Whatever reading the columns gives.
    pub fn of(
        found: &Found,
        in_stories: &[Vec<(DocId, u32)>],
        columns: &[&str],
        key: impl Fn(&str) -> String,
    ) -> tantivy::Result<Names> {
        let mut names = Names::default();
        let segments = found.searcher.segment_readers().iter();
        for ((segment, documents), in_stories) in segments.zip(&found.documents).zip(in_stories) {
            let columns = Columns::of(segment, columns)?;
            names.add(&columns, documents, in_stories, &key)?;
        }
        Ok(names)
    }

    fn add(
        &mut self,
        columns: &Columns,
        documents: &[DocId],
        in_stories: &[(DocId, u32)],
        key: impl Fn(&str) -> String,
    ) -> tantivy::Result<()> {
        let mut counts = vec![0u64; columns.terms];
        columns.each_of(documents, |ordinals| {
            self.without += u64::from(ordinals.is_empty());
            for ordinal in ordinals {
                counts[*ordinal as usize] += 1;
            }
        });
        // By key, the ordinals of this segment.
        let mut ordinals: HashMap<String, Vec<u64>> = HashMap::new();
        for (column, offset) in &columns.columns {
            let of_column = counts.iter().skip(*offset as usize).take(column.num_terms());
            let used = (0..).zip(of_column).filter(|(_, count)| **count > 0);
            let used: Vec<u64> = used.map(|(ordinal, _)| ordinal).collect();
            let mut left = used.iter().map(|ordinal| ordinal + offset);
            let mut add = |term: &[u8]| {
                let printed = String::from_utf8_lossy(term);
                let ordinal = left.next().unwrap_or_default();
                let key = match key(&printed) {
                    key if key.is_empty() => printed.clone().into_owned(),
                    key => key,
                };
                let name = self.by_key.entry(key.clone()).or_default();
                name.add(&printed, counts[ordinal as usize]);
                ordinals.entry(key).or_default().push(ordinal);
            };
            column
                .dictionary()
                .sorted_ords_to_term_cb(&used, &mut add)
                .map_err(tantivy::TantivyError::from)?;
        }
        self.add_stories(columns, in_stories, &ordinals);
        ordinals.retain(|_, ordinals| ordinals.len() > 1);
        self.take_off_repeats(columns, documents, ordinals);
        Ok(())
    }

    fn add_stories(&mut self, columns: &Columns, in_stories: &[(DocId, u32)], ordinals: &HashMap<String, Vec<u64>>) {
        if in_stories.is_empty() {
            return;
        }
        let mut key_of: HashMap<u64, &str> = HashMap::new();
        for (key, ordinals) in ordinals {
            key_of.extend(ordinals.iter().map(|ordinal| (*ordinal, key.as_str())));
        }
        let (documents, stories): (Vec<DocId>, Vec<u32>) = in_stories.iter().copied().unzip();
        let mut stories = stories.into_iter();
        columns.each_of(&documents, |ordinals| {
            let Some(story) = stories.next() else { return };
            let known = ordinals.iter().filter_map(|ordinal| key_of.get(ordinal).copied());
            for key in known.collect::<BTreeSet<&str>>() {
                if let Some(name) = self.by_key.get_mut(key) {
                    name.stories.add(story);
                }
            }
        });
    }

    /// An article that prints a name in two spellings was counted for each.
    fn take_off_repeats(&mut self, columns: &Columns, documents: &[DocId], ordinals: HashMap<String, Vec<u64>>) {
        if ordinals.is_empty() || !columns.are_multivalued() {
            return;
        }
        let keys: Vec<String> = ordinals.keys().cloned().collect();
        let mut key_of: HashMap<u64, usize> = HashMap::new();
        for (number, key) in keys.iter().enumerate() {
            key_of.extend(ordinals[key].iter().map(|ordinal| (*ordinal, number)));
        }
        let mut repeats = vec![0u64; keys.len()];
        let mut in_article = Vec::new();
        columns.each_of(documents, |ordinals| {
            in_article.clear();
            in_article.extend(ordinals.iter().filter_map(|ordinal| key_of.get(ordinal).copied()));
            in_article.sort_unstable();
            for pair in in_article.windows(2) {
                if pair[0] == pair[1] {
                    repeats[pair[0]] += 1;
                }
            }
        });
        for (key, repeats) in keys.iter().zip(repeats) {
            if let Some(name) = self.by_key.get_mut(key) {
                name.articles -= repeats;
            }
        }
    }

    /// The values in no order, each as most articles print it, and the articles without any.
    pub fn into_values(self) -> (Vec<FacetValue>, u64) {
        let values = self.by_key.into_values().map(|name| FacetValue {
            articles: name.articles,
            stories: name.stories.among(name.articles),
            value: name.most_printed(),
        });
        (values.collect(), self.without)
    }
}

impl Name {
    fn add(&mut self, printed: &str, articles: u64) {
        self.articles += articles;
        match self.spellings.iter_mut().find(|(spelling, _)| spelling == printed) {
            Some((_, count)) => *count += articles,
            None => self.spellings.push((printed.to_owned(), articles)),
        }
    }

    fn most_printed(self) -> String {
        let most = self.spellings.into_iter().min_by(|(one, count), (other, other_count)| {
            let by_count = other_count.cmp(count);
            by_count.then_with(|| one.cmp(other))
        });
        most.map(|(spelling, _)| spelling).unwrap_or_default()
    }
}

/// The columns of a segment, each with the number that its ordinals begin at.
struct Columns {
    columns: Vec<(StrColumn, u64)>,
    /// Number of ordinals.
    terms: usize,
}

impl Columns {
    fn of(segment: &SegmentReader, names: &[&str]) -> tantivy::Result<Columns> {
        let mut columns = Columns {
            columns: Vec::new(),
            terms: 0,
        };
        for name in names {
            // A segment without any value has no column.
            if let Some(column) = segment.fast_fields().str(name)? {
                let offset = columns.terms as u64;
                columns.terms += column.num_terms();
                columns.columns.push((column, offset));
            }
        }
        Ok(columns)
    }

    fn are_multivalued(&self) -> bool {
        let is_multivalued = |(column, _): &(StrColumn, u64)| column.ords().get_cardinality().is_multivalue();
        self.columns.iter().any(is_multivalued)
    }

    /// Gives the ordinals of each document, in the order of the documents, each ordinal once.
    fn each_of(&self, documents: &[DocId], mut give: impl FnMut(&[u64])) {
        let mut ordinals = Vec::new();
        for document in documents {
            ordinals.clear();
            for (column, offset) in &self.columns {
                ordinals.extend(column.ords().values_for_doc(*document).map(|ordinal| ordinal + offset));
                if !ordinals.is_empty() {
                    break;
                }
            }
            if ordinals.len() > 1 {
                ordinals.sort_unstable();
                ordinals.dedup();
            }
            give(&ordinals);
        }
    }
}
