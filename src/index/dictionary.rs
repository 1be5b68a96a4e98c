//! Words of the index that are looked up by their form: patterns, nearly spelled words, regular
//! expressions. [`WordAutomaton`] says which; [`words`] finds them.
//!
//! Words of headline, body and lead are read from the word table of each segment, those of other
//! fields from Tantivy's dictionaries, each in the order of its words. So the lists are merged as
//! they come, and a word of several segments is counted once without keeping all words. What begins
//! with different letters is looked for side by side.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, Searcher, TantivyError};

pub use super::automaton::{AutomatonError, MOST_EDITS, MOST_FUZZY_LETTERS, WordAutomaton};
use super::tables::Tables;
use super::word_table::{Scan, Stop, WordTable};

/// Below so many words in all dictionaries together, starting threads takes longer than looking.
const FEW_WORDS: usize = 100_000;

/// Most threads of a search for words. More would wait for memory, and others search too.
const MOST_THREADS: usize = 4;

/// How far a search for words goes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most words that are kept. All are counted.
    pub most_words: usize,
    /// When to give up.
    pub deadline: Option<Instant>,
}

/// The words found in the dictionaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DictionaryWords {
    /// The words in the order of their bytes. Empty if they are more than were to be kept.
    pub words: Vec<DictionaryWord>,
    /// Number of different words.
    pub count: usize,
}

/// A word as the dictionaries know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryWord {
    /// The word, folded.
    pub text: String,
    /// Number of its postings in all fields and segments, those of replaced articles included.
    pub doc_freq: u64,
}

/// Why a search for words came to no end.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// The deadline passed.
    #[error("the time was up before all words of the index were looked at")]
    TimedOut,
    /// A dictionary cannot be read.
    #[error(transparent)]
    Index(#[from] TantivyError),
}

impl From<std::io::Error> for DictionaryError {
    fn from(error: std::io::Error) -> Self {
        DictionaryError::Index(error.into())
    }
}

/// Finds the words of some fields that an automaton accepts, in all segments that a searcher sees.
///
/// # Errors
/// [`DictionaryError`].
pub fn words(
    tables: &Tables,
    searcher: &Searcher,
    fields: &[Field],
    automaton: &WordAutomaton,
    limits: &Limits,
) -> Result<DictionaryWords, DictionaryError> {
    let of_table = [tables.fields.headline, tables.fields.body];
    // The words of the lead are words of the body.
    let is_in_table = |field: &&Field| of_table.contains(*field) || **field == tables.fields.lead;
    let (in_table, others): (Vec<Field>, Vec<Field>) = fields.iter().partition(is_in_table);
    let mut lists = Vec::new();
    for segment in searcher.segment_readers() {
        for &field in &others {
            lists.push(List {
                table: None,
                dictionaries: vec![segment.inverted_index(field)?],
                holds_others: false,
            });
        }
        if !in_table.is_empty() {
            let dictionaries = in_table.iter().map(|field| segment.inverted_index(*field));
            lists.push(List {
                table: Some(tables.word_table(segment, searcher)?),
                dictionaries: dictionaries.collect::<tantivy::Result<_>>()?,
                holds_others: of_table.iter().any(|field| !in_table.contains(field)),
            });
        }
    }
    search(&lists, automaton, limits)
}

/// Words of one or several fields of a segment.
struct List {
    /// The words, if they are not those of the only dictionary.
    table: Option<Arc<WordTable>>,
    dictionaries: Vec<Arc<InvertedIndexReader>>,
    /// The table also has words of fields that were not asked for.
    holds_others: bool,
}

fn search(lists: &[List], automaton: &WordAutomaton, limits: &Limits) -> Result<DictionaryWords, DictionaryError> {
    let beginnings: Vec<Vec<u8>> = match automaton.first_bytes() {
        all if !all.is_empty() => vec![all],
        _ => {
            let first = automaton.next_bytes(automaton.start_state());
            first.map(|byte| vec![byte]).collect()
        }
    };
    let search = Search {
        lists,
        automaton,
        beginnings: &beginnings,
        taken: AtomicUsize::new(0),
        count: AtomicUsize::new(0),
        most_words: limits.most_words,
        stop: Stop {
            deadline: limits.deadline,
            has_stopped: AtomicBool::new(false),
        },
        found: Mutex::new(Vec::new()),
    };
    let dictionaries = lists.iter().flat_map(|list| &list.dictionaries);
    let words_in_all: usize = dictionaries.map(|dictionary| dictionary.terms().num_terms()).sum();
    let threads = match words_in_all < FEW_WORDS {
        true => 1,
        false => std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_THREADS)
            .min(beginnings.len()),
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| search.run())).collect();
        let own = search.run();
        others.into_iter().fold(own, |so_far, other| {
            so_far.and(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    })?;
    if search.stop.has_stopped.into_inner() {
        return Err(DictionaryError::TimedOut);
    }
    let count = search.count.into_inner();
    let mut parts = search.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_by_key(|(number, _)| *number);
    let words = match count > limits.most_words {
        true => Vec::new(),
        false => parts.into_iter().flat_map(|(_, words)| words).collect(),
    };
    Ok(DictionaryWords { words, count })
}

/// What the threads of a search share.
struct Search<'a> {
    lists: &'a [List],
    automaton: &'a WordAutomaton,
    /// The bytes with which words may begin, in order. None is the beginning of another.
    beginnings: &'a [Vec<u8>],
    /// How many of them have been taken by a thread.
    taken: AtomicUsize,
    count: AtomicUsize,
    most_words: usize,
    stop: Stop,
    /// The words of each beginning, by its number.
    found: Mutex<Vec<(usize, Vec<DictionaryWord>)>>,
}

impl Search<'_> {
    /// Takes one beginning after the other until none is left.
    fn run(&self) -> Result<(), DictionaryError> {
        while let Some((number, beginning)) = self.take() {
            let words = self.words_from(beginning)?;
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push((number, words));
        }
        Ok(())
    }

    fn take(&self) -> Option<(usize, &[u8])> {
        let number = self.taken.fetch_add(1, Ordering::Relaxed);
        Some((number, self.beginnings.get(number)?))
    }

    fn words_from(&self, beginning: &[u8]) -> Result<Vec<DictionaryWord>, DictionaryError> {
        let mut sources = Vec::new();
        for list in self.lists {
            let mut words = list.words_from(beginning, self.automaton, &self.stop)?;
            if words.advance() {
                sources.push((words, list));
            }
        }
        let mut found = Vec::new();
        let mut word = Vec::new();
        while let Some(least) = sources.iter().map(|(words, _)| words.word()).min() {
            word.clear();
            word.extend_from_slice(least);
            let is_kept = self.count.load(Ordering::Relaxed) < self.most_words;
            let mut doc_freq = 0;
            let mut is_asked = false;
            let mut number = 0;
            while let Some((words, list)) = sources.get_mut(number) {
                if words.word() != word {
                    number += 1;
                    continue;
                }
                if is_kept || list.holds_others {
                    let of_list = list.doc_freq(&word)?;
                    doc_freq += of_list;
                    is_asked |= of_list > 0;
                } else {
                    is_asked = true;
                }
                match words.advance() {
                    true => number += 1,
                    false => {
                        sources.swap_remove(number);
                    }
                }
            }
            if is_asked {
                self.count.fetch_add(1, Ordering::Relaxed);
                if is_kept {
                    let text = String::from_utf8_lossy(&word).into_owned();
                    found.push(DictionaryWord { text, doc_freq });
                }
            }
        }
        Ok(found)
    }
}

impl List {
    fn words_from<'a>(
        &'a self,
        beginning: &'a [u8],
        automaton: &'a WordAutomaton,
        stop: &'a Stop,
    ) -> Result<Source<'a>, DictionaryError> {
        if let Some(table) = &self.table {
            return Ok(Source::Table(table.scan(beginning, automaton, stop)));
        }
        // The bytes behind all that begin so; no byte of UTF-8 is the last there is.
        let mut behind = beginning.to_vec();
        if let Some(last) = behind.last_mut() {
            *last = last.saturating_add(1);
        }
        let dictionary = self.dictionaries.first();
        let terms = dictionary.expect("a list without a table is of a dictionary").terms();
        let words = terms.search(automaton).ge(beginning).lt(&behind).into_stream()?;
        Ok(Source::Dictionary { words, stop })
    }

    fn doc_freq(&self, word: &[u8]) -> Result<u64, DictionaryError> {
        let mut sum = 0;
        for dictionary in &self.dictionaries {
            let info = dictionary.terms().get(word)?;
            sum += info.map_or(0, |info| u64::from(info.doc_freq));
        }
        Ok(sum)
    }
}

/// The words of one list, in order.
enum Source<'a> {
    Table(Scan<'a>),
    Dictionary {
        words: TermStreamer<'a, &'a WordAutomaton>,
        stop: &'a Stop,
    },
}

impl Source<'_> {
    fn advance(&mut self) -> bool {
        match self {
            Source::Table(scan) => scan.advance(),
            Source::Dictionary { words, stop } => !stop.is_due() && words.advance(),
        }
    }

    fn word(&self) -> &[u8] {
        match self {
            Source::Table(scan) => scan.word(),
            Source::Dictionary { words, .. } => words.key(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use tantivy::indexer::NoMergePolicy;
    use tantivy::{IndexWriter, TantivyDocument};

    use super::*;
    use crate::index::{OpenIndex, open_or_create};

    /// An index of three segments whose words lie here and there in headline, body and people.
    fn index_in(folder: &Path) -> OpenIndex {
        let index = open_or_create(folder).expect("the folder is empty");
        let writer = index.index.writer_with_num_threads(1, 16 << 20);
        let mut writer: IndexWriter = writer.expect("nobody else writes");
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for (headline, body, person) in [
            ("Pakistan and Kazakhstan", "the stand of Stan", "Stan Laurel"),
            ("Uzbekistan", "Pakistan negotiated", "Oliver Hardy"),
            ("Переговоры", "стан пакистан", "Пакистан Stan"),
        ] {
            let mut document = TantivyDocument::new();
            document.add_text(index.fields.headline, headline);
            document.add_text(index.fields.body, body);
            document.add_text(index.fields.people.words, person);
            writer.add_document(document).expect("there is room");
            writer.commit().expect("there is room");
        }
        index.reader.reload().expect("it has just been written");
        index
    }

    fn found(index: &OpenIndex, fields: &[Field], automaton: &WordAutomaton, most_words: usize) -> DictionaryWords {
        let limits = Limits {
            most_words,
            deadline: None,
        };
        words(&index.tables, &index.reader.searcher(), fields, automaton, &limits).expect("it can be read")
    }

    /// What Tantivy's dictionaries hold.
    fn all(index: &OpenIndex, fields: &[Field]) -> BTreeMap<String, u64> {
        let mut all = BTreeMap::new();
        for segment in index.reader.searcher().segment_readers() {
            for field in fields {
                let inverted = segment.inverted_index(*field).expect("it can be read");
                let mut stream = inverted.terms().stream().expect("it can be read");
                while let Some((word, info)) = stream.next() {
                    *all.entry(String::from_utf8_lossy(word).into_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        all
    }

    #[test]
    fn words_of_all_fields_and_segments_are_found_once_in_order_with_their_postings() {
        let folder = tempfile::tempdir().expect("there is room");
        let index = index_in(folder.path());
        let (headline, body, people) = (index.fields.headline, index.fields.body, index.fields.people.words);
        for fields in [
            &[headline, body][..],
            &[headline],
            &[body],
            &[people],
            &[headline, body, people],
            &[body, people],
        ] {
            for pattern in [
                "*",
                "*stan",
                "p*",
                "pakistan",
                "*a*",
                "??????*",
                "*стан",
                "п*",
                "none*",
                "",
            ] {
                let automaton = WordAutomaton::pattern(pattern).expect("it is small");
                let words: Vec<DictionaryWord> = all(&index, fields)
                    .into_iter()
                    .filter(|(word, _)| automaton.matches(word))
                    .map(|(text, doc_freq)| DictionaryWord { text, doc_freq })
                    .collect();
                let count = words.len();
                let expected = DictionaryWords { words, count };
                assert_eq!(found(&index, fields, &automaton, 100), expected, "{pattern}");
                // More than are to be kept are counted.
                if count > 1 {
                    let counted = found(&index, fields, &automaton, 1);
                    assert_eq!((counted.count, counted.words.len()), (count, 0), "{pattern}");
                }
            }
        }
    }

    #[test]
    fn a_passed_deadline_ends_the_search() {
        let folder = tempfile::tempdir().expect("there is room");
        let index = index_in(folder.path());
        let automaton = WordAutomaton::pattern("*stan").expect("it is small");
        let limits = Limits {
            most_words: 10,
            deadline: Some(Instant::now()),
        };
        let people = [index.fields.people.words];
        let outcome = words(&index.tables, &index.reader.searcher(), &people, &automaton, &limits);
        assert!(matches!(outcome, Err(DictionaryError::TimedOut)));
    }

    #[test]
    fn an_open_index_serves_several_threads() {
        fn is_shared<T: Send + Sync>() {}
        is_shared::<OpenIndex>();
    }
}
