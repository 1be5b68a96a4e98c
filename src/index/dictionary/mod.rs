//! Words of the index that are looked up by their form: patterns, nearly spelled words, regular
//! expressions. [`WordAutomaton`] says which; [`words`] finds them in the term dictionaries.
//!
//! Every field of every segment has a dictionary. They are walked together, each in the order of
//! its words, so that a word in several of them is counted once without keeping all words. What
//! begins with different letters is walked side by side.

mod automaton;
mod walk;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy::{InvertedIndexReader, Searcher, TantivyError};

pub use automaton::{AutomatonError, MOST_EDITS, MOST_FUZZY_LETTERS, WordAutomaton};
use walk::{Graph, Memory, Stop, Walk, open_graph};

/// Below so many words in all dictionaries together, starting threads takes longer than walking.
const FEW_WORDS: usize = 100_000;

/// Most threads of a walk. More would wait for memory, and others search too.
const MOST_THREADS: usize = 4;

/// How far a walk goes.
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

/// Why a walk found no end.
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

/// Finds the words of some fields that an automaton accepts, in all segments.
///
/// # Errors
/// [`DictionaryError`].
pub fn words(
    searcher: &Searcher,
    fields: &[Field],
    automaton: &WordAutomaton,
    limits: &Limits,
) -> Result<DictionaryWords, DictionaryError> {
    let mut dictionaries = Vec::new();
    for segment in searcher.segment_readers() {
        for &field in fields {
            dictionaries.push(Dictionary {
                graph: open_graph(searcher, segment, field),
                index: segment.inverted_index(field)?,
            });
        }
    }
    words_of(&dictionaries, automaton, limits)
}

struct Dictionary {
    /// `None` if it can only be read as a list.
    graph: Option<Graph>,
    index: Arc<InvertedIndexReader>,
}

fn words_of(
    dictionaries: &[Dictionary],
    automaton: &WordAutomaton,
    limits: &Limits,
) -> Result<DictionaryWords, DictionaryError> {
    let first_letters: Vec<u8> = (0..=u8::MAX)
        .filter(|letter| automaton.step(automaton.start_state(), *letter) != automaton::DEAD)
        .filter(|letter| dictionaries.iter().any(|dictionary| dictionary.has_first(*letter)))
        .collect();
    let search = Search {
        dictionaries,
        automaton,
        first_letters: &first_letters,
        taken: AtomicUsize::new(0),
        count: AtomicUsize::new(0),
        most_words: limits.most_words,
        stop: Stop {
            deadline: limits.deadline,
            has_stopped: AtomicBool::new(false),
        },
        found: Mutex::new(Vec::new()),
    };
    let words_in_all: usize = dictionaries
        .iter()
        .map(|dictionary| dictionary.index.terms().num_terms())
        .sum();
    let threads = match words_in_all < FEW_WORDS {
        true => 1,
        false => std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_THREADS)
            .min(first_letters.len()),
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
    parts.sort_by_key(|(letter, _)| *letter);
    let words = match count > limits.most_words {
        true => Vec::new(),
        false => parts.into_iter().flat_map(|(_, words)| words).collect(),
    };
    Ok(DictionaryWords { words, count })
}

/// What the threads of a walk share.
struct Search<'a> {
    dictionaries: &'a [Dictionary],
    automaton: &'a WordAutomaton,
    first_letters: &'a [u8],
    /// How many of the first letters have been taken by a thread.
    taken: AtomicUsize,
    count: AtomicUsize,
    most_words: usize,
    stop: Stop,
    /// The words of each first letter.
    found: Mutex<Vec<(u8, Vec<DictionaryWord>)>>,
}

impl Search<'_> {
    /// Takes one first letter after the other until none is left.
    fn run(&self) -> Result<(), DictionaryError> {
        // What leads nowhere behind one letter does so behind the next.
        let mut memories: Vec<Memory> = self
            .dictionaries
            .iter()
            .map(|dictionary| Memory::for_words(dictionary.index.terms().num_terms()))
            .collect();
        while let Some(&letter) = self.first_letters.get(self.taken.fetch_add(1, Ordering::Relaxed)) {
            let words = self.words_from(letter, &mut memories)?;
            self.found
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((letter, words));
        }
        Ok(())
    }

    fn words_from(&self, letter: u8, memories: &mut [Memory]) -> Result<Vec<DictionaryWord>, DictionaryError> {
        let mut sources = Vec::new();
        for (dictionary, memory) in self.dictionaries.iter().zip(memories) {
            let mut words = dictionary.words_from(letter, self.automaton, memory, &self.stop)?;
            if words.advance() {
                sources.push((words, &dictionary.index));
            }
        }
        let mut found = Vec::new();
        let mut least = Vec::new();
        while let Some((first, others)) = sources.split_first() {
            least.clear();
            least.extend_from_slice(first.0.word());
            for (words, _) in others {
                if words.word() < least.as_slice() {
                    least.clear();
                    least.extend_from_slice(words.word());
                }
            }
            let is_kept = self.count.fetch_add(1, Ordering::Relaxed) < self.most_words;
            let mut doc_freq = 0;
            let mut number = 0;
            while let Some((words, index)) = sources.get_mut(number) {
                if words.word() != least {
                    number += 1;
                    continue;
                }
                if is_kept {
                    doc_freq += index.terms().get(&least)?.map_or(0, |info| u64::from(info.doc_freq));
                }
                match words.advance() {
                    true => number += 1,
                    false => {
                        sources.swap_remove(number);
                    }
                }
            }
            if is_kept {
                let text = String::from_utf8_lossy(&least).into_owned();
                found.push(DictionaryWord { text, doc_freq });
            }
        }
        Ok(found)
    }
}

impl Dictionary {
    fn has_first(&self, letter: u8) -> bool {
        let in_graph = |graph: &Graph| graph.root().find_input(letter).is_some();
        self.graph.as_ref().is_none_or(in_graph)
    }

    fn words_from<'a>(
        &'a self,
        letter: u8,
        automaton: &'a WordAutomaton,
        memory: &'a mut Memory,
        stop: &'a Stop,
    ) -> Result<Source<'a>, DictionaryError> {
        let Some(graph) = &self.graph else {
            let mut range = self.index.terms().search(automaton).ge([letter]);
            if let Some(next) = letter.checked_add(1) {
                range = range.lt([next]);
            }
            return Ok(Source::List {
                words: range.into_stream()?,
                stop,
            });
        };
        Ok(Source::Graph(Walk::new(graph, automaton, memory, stop, letter)))
    }
}

/// The words of one dictionary, in order.
enum Source<'a> {
    Graph(Walk<'a>),
    List {
        words: TermStreamer<'a, &'a WordAutomaton>,
        stop: &'a Stop,
    },
}

impl Source<'_> {
    fn advance(&mut self) -> bool {
        match self {
            Source::Graph(walk) => walk.advance(),
            Source::List { words, stop } => !stop.is_due() && words.advance(),
        }
    }

    fn word(&self) -> &[u8] {
        match self {
            Source::Graph(walk) => walk.word(),
            Source::List { words, .. } => words.key(),
        }
    }
}
