//! The walk through one term dictionary.
//!
//! A dictionary of Tantivy is a finite-state transducer: a graph in which endings that many words
//! share are stored once. Reading it as a list of words, as Tantivy's own streams do, passes a
//! shared ending as often as there are words with it; a pattern such as `*stan` then costs a step
//! for nearly every letter of every word. Here a walk remembers from which place of the graph in
//! which state of the automaton it came back with nothing, and does not go there again.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tantivy::directory::{CompositeFile, Directory, OwnedBytes};
use tantivy::schema::Field;
use tantivy::{HasLen, Searcher, SegmentReader};
use tantivy_fst::raw::{Fst, Node};

use super::automaton::{DEAD, WordAutomaton};

/// Steps between two looks at the clock: some tens of microseconds.
const STEPS_PER_LOOK: u32 = 4_096;

/// Most places that a walk remembers, of 8 bytes each: what stays in a core's own cache.
const MOST_REMEMBERED: usize = 1 << 16;

/// Tells all walks of a search when to stop.
pub struct Stop {
    pub deadline: Option<Instant>,
    pub has_stopped: AtomicBool,
}

impl Stop {
    /// True if it is time to stop.
    pub fn is_due(&self) -> bool {
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            self.has_stopped.store(true, Ordering::Relaxed);
        }
        self.has_stopped.load(Ordering::Relaxed)
    }
}

/// The graph of a dictionary.
pub type Graph = Fst<OwnedBytes>;

/// Opens the graph of a field's dictionary. Tantivy shows it as a list only, so it is read from
/// the segment's file, whose form Tantivy's own version number guards. `None` if it is of another
/// form, as it is in a Tantivy built for sorted tables, or does not hold as many words as it should.
pub fn open_graph(searcher: &Searcher, segment: &SegmentReader, field: Field) -> Option<Graph> {
    const GRAPH_TYPE: u32 = 1;
    const GRAPH_VERSION: u32 = 1;
    let name = format!("{}.term", segment.segment_id().uuid_string());
    let file = searcher.index().directory().open_read(name.as_ref()).ok()?;
    let dictionary = CompositeFile::open(&file).ok()?.open_read(field)?;
    // The graph, the counts of each word, and a footer: bytes of the counts, two version numbers.
    let footer = dictionary.len().checked_sub(16)?;
    let (rest, footer) = dictionary.split(footer);
    let footer = footer.read_bytes().ok()?;
    let number = |at: usize| Some(u32::from_le_bytes(footer.get(at..at + 4)?.try_into().ok()?));
    if (number(8)?, number(12)?) != (GRAPH_VERSION, GRAPH_TYPE) {
        return None;
    }
    let counts = u64::from_le_bytes(footer.get(..8)?.try_into().ok()?);
    let graph = rest.len().checked_sub(usize::try_from(counts).ok()?)?;
    let graph = Fst::new(rest.slice_to(graph).read_bytes().ok()?).ok()?;
    let words = segment.inverted_index(field).ok()?.terms().num_terms();
    (graph.len() == words).then_some(graph)
}

/// Pairs of a place in a graph and a state of an automaton from which no word is reached. Of two
/// pairs that share a slot the later is kept: forgetting one costs time only.
pub struct Memory {
    slots: Vec<u64>,
    shift: u32,
}

impl Memory {
    /// An empty memory for a graph of so many words.
    pub fn for_words(words: usize) -> Memory {
        let slots = words.next_power_of_two().clamp(64, MOST_REMEMBERED);
        Memory {
            slots: vec![0; slots],
            shift: 64 - slots.trailing_zeros(),
        }
    }

    /// The pair as a number other than 0, and its slot (Fibonacci hashing; Knuth, "The Art of
    /// Computer Programming" 3, 6.4).
    #[inline]
    fn slot(&self, place: usize, state: u32) -> (u64, usize) {
        let pair = (place as u64) << 16 | u64::from(state);
        (pair, (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize)
    }

    #[inline]
    fn leads_nowhere(&self, place: usize, state: u32) -> bool {
        let (pair, slot) = self.slot(place, state);
        self.slots[slot] == pair
    }

    #[inline]
    fn remember(&mut self, place: usize, state: u32) {
        let (pair, slot) = self.slot(place, state);
        self.slots[slot] = pair;
    }
}

/// A walk through a graph, which stops at each word that the automaton accepts, in the order of
/// their bytes.
pub struct Walk<'a> {
    graph: &'a Graph,
    automaton: &'a WordAutomaton,
    memory: &'a mut Memory,
    stop: &'a Stop,
    steps: u32,
    /// The letters from the root to the last of `path`.
    word: Vec<u8>,
    path: Vec<Place<'a>>,
    /// The last of `path` has just been reached and not been looked at.
    is_new: bool,
}

struct Place<'a> {
    node: Node<'a>,
    state: u32,
    next: usize,
    has_words: bool,
}

impl<'a> Walk<'a> {
    /// A walk through the words that begin with a byte.
    pub fn new(
        graph: &'a Graph,
        automaton: &'a WordAutomaton,
        memory: &'a mut Memory,
        stop: &'a Stop,
        first: u8,
    ) -> Walk<'a> {
        let mut walk = Walk {
            graph,
            automaton,
            memory,
            stop,
            steps: 0,
            word: Vec::new(),
            path: Vec::new(),
            is_new: false,
        };
        let root = graph.root();
        if let Some(number) = root.find_input(first) {
            walk.enter(first, root.transition_addr(number), automaton.start_state());
        }
        walk
    }

    /// The word at which the walk stands.
    pub fn word(&self) -> &[u8] {
        &self.word
    }

    /// Goes to the next word. Returns false if there is none, or when it is time to stop.
    pub fn advance(&mut self) -> bool {
        loop {
            self.steps += 1;
            if self.steps.is_multiple_of(STEPS_PER_LOOK) && self.stop.is_due() {
                return false;
            }
            let Some(place) = self.path.last_mut() else {
                return false;
            };
            if std::mem::take(&mut self.is_new) && place.node.is_final() && self.automaton.is_match_state(place.state) {
                place.has_words = true;
                return true;
            }
            if place.next < place.node.len() {
                let transition = place.node.transition(place.next);
                place.next += 1;
                let state = place.state;
                self.enter(transition.inp, transition.addr, state);
            } else {
                self.leave();
            }
        }
    }

    /// Goes along a letter from a state, unless nothing can come of it.
    #[inline]
    fn enter(&mut self, letter: u8, address: usize, from: u32) {
        let state = self.automaton.step(from, letter);
        if state == DEAD || self.memory.leads_nowhere(address, state) {
            return;
        }
        self.word.push(letter);
        self.path.push(Place {
            node: self.graph.node(address),
            state,
            next: 0,
            has_words: false,
        });
        self.is_new = true;
    }

    fn leave(&mut self) {
        let Some(left) = self.path.pop() else {
            return;
        };
        self.word.pop();
        if !left.has_words {
            self.memory.remember(left.node.addr(), left.state);
        } else if let Some(before) = self.path.last_mut() {
            before.has_words = true;
        }
    }
}
