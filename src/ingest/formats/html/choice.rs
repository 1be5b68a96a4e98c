//! Which blocks of a page are the text of its article: those that the extractors agree on, or those
//! that JSON-LD states, and what belongs between them.

use std::collections::{HashMap, HashSet};

use super::blocks::Block;
use super::places::Place;

/// A block with what is known of it.
pub(super) struct Seen {
    /// The block.
    pub block: Block,
    /// Its words, as numbers.
    pub words: Vec<u64>,
    /// Its letters and signs.
    pub chars: usize,
    /// True if the first extractor has it, the one that is better on pages of today.
    pub in_first: bool,
    /// True if the second extractor has it, the one that is better on old pages.
    pub in_second: bool,
    /// True if the text has it that JSON-LD states.
    pub in_stated: bool,
    /// True if it is the headline.
    pub is_headline: bool,
}

impl Seen {
    /// The share of its text that is links.
    pub fn linked(&self) -> f64 {
        self.block.linked_bytes as f64 / self.block.text.len().max(1) as f64
    }

    fn is(&self, place: Place) -> bool {
        self.block.place.is(place)
    }

    fn is_running_text(&self) -> bool {
        self.words.len() >= 15 && self.linked() < 0.5
    }
}

/// A text below this is a teaser, or nothing.
const LEAST_CHARS: usize = 200;

/// Blocks of so many words are running text.
const LONG: usize = 25;

/// Blocks before the first of the text among which the standfirst is looked for.
const STANDFIRST_WITHIN: usize = 25;

/// What was chosen.
pub(super) enum Chosen {
    /// The blocks at these places of the row.
    Blocks(Vec<usize>),
    /// The text that JSON-LD states: the page itself does not have it.
    Stated,
}

/// Chooses the blocks of the article. `stated_chars` is the length of the text in JSON-LD;
/// `is_summary` tells of the words of a block whether they say what a summary of the page says.
pub(super) fn choose(
    row: &mut [Seen],
    stated_chars: usize,
    is_modern: bool,
    is_summary: &dyn Fn(&[u64]) -> bool,
) -> Chosen {
    let chars = |is_in: &dyn Fn(&Seen) -> bool| {
        row.iter()
            .filter(|seen| is_in(seen))
            .map(|seen| seen.chars)
            .sum::<usize>()
    };
    let first = chars(&|seen| seen.in_first);
    let second = chars(&|seen| seen.in_second);
    let both = chars(&|seen| seen.in_first && seen.in_second);
    // Short lines stand in any text by accident.
    let stated = chars(&|seen| seen.in_stated && seen.words.len() >= 4);
    let has_stated = stated_chars > LEAST_CHARS;
    if has_stated && stated_chars >= 2 * first.max(second) && stated * 10 < stated_chars {
        return Chosen::Stated;
    }
    // The text that JSON-LD states is a teaser on many pages.
    let by_stated = has_stated && stated * 100 >= stated_chars * 72 && stated * 4 >= 3 * both.max(first.min(second));
    let (main, other) = if is_modern { (first, second) } else { (second, first) };
    let in_main = |seen: &Seen| if is_modern { seen.in_first } else { seen.in_second };
    let in_other = |seen: &Seen| if is_modern { seen.in_second } else { seen.in_first };
    let core: Vec<bool> = row
        .iter()
        .map(|seen| {
            if by_stated {
                seen.in_stated
            } else if both * 2 > main {
                // One has found a piece only of what the other has found.
                match (
                    second > 3 * both && both * 5 > first * 4,
                    first > 3 * both && both * 5 > second * 4,
                ) {
                    (true, _) => seen.in_second,
                    (_, true) => seen.in_first,
                    _ => seen.in_first && seen.in_second,
                }
            } else if main < LEAST_CHARS && other > main {
                in_other(seen)
            } else {
                in_main(seen)
            }
        })
        .collect();
    forget_wrappers(row, &core);
    let mut chosen = near_running_text(row, &core);
    restore(row, &mut chosen, by_stated, is_modern);
    add_standfirst(row, &mut chosen, is_summary);
    Chosen::Blocks(without_labels(row, &chosen, by_stated))
}

/// Takes off the marks that most of the running text has: an element around all of it has a class
/// such as `story-with-photo`.
fn forget_wrappers(row: &mut [Seen], core: &[bool]) {
    let text = || {
        row.iter()
            .zip(core)
            .filter(|(seen, is_core)| **is_core && seen.is_running_text())
            .map(|(seen, _)| seen)
    };
    let all: usize = text().map(|seen| seen.chars).sum();
    let mut wrappers = Place::default();
    for mark in Place::MARKS_BY_CLASS {
        let marked: usize = text().filter(|seen| seen.is(*mark)).map(|seen| seen.chars).sum();
        if marked * 2 > all {
            wrappers = wrappers.with(*mark);
        }
    }
    for seen in row {
        seen.block.place = seen.block.place.without(wrappers);
    }
}

/// The chosen blocks without those far from all running text: words that also stand in a menu.
fn near_running_text(row: &[Seen], core: &[bool]) -> Vec<bool> {
    const NEAR: usize = 3;
    let mut long = row
        .iter()
        .zip(core)
        .enumerate()
        .filter(|(_, (seen, is_core))| **is_core && seen.is_running_text())
        .map(|(at, _)| at);
    let Some(begin) = long.next() else {
        return core.to_vec();
    };
    let end = long.next_back().unwrap_or(begin);
    let is_near = |at: usize| at + NEAR >= begin && at <= end + NEAR;
    core.iter()
        .enumerate()
        .map(|(at, is_core)| *is_core && is_near(at))
        .collect()
}

/// Adds what stands between chosen blocks and reads like them.
fn restore(row: &[Seen], chosen: &mut [bool], by_stated: bool, is_modern: bool) {
    let foreign = [
        Place::CAPTION,
        Place::BOX,
        Place::ITEM,
        Place::COMMENTS,
        Place::CREDIT,
        Place::FRAME,
    ]
    .into_iter()
    .fold(Place::default(), Place::with);
    // Old pages are laid out by tables.
    let foreign = if is_modern { foreign.with(Place::CELL) } else { foreign };
    let mut around: HashSet<ego_tree::NodeId> = HashSet::new();
    around.extend(
        row.iter()
            .zip(chosen.iter())
            .filter(|(_, is_in)| **is_in)
            .filter_map(|(seen, _)| seen.block.parent),
    );
    let begin = chosen.iter().position(|&is_in| is_in).unwrap_or(0);
    let end = chosen.iter().rposition(|&is_in| is_in).unwrap_or(0);
    for (seen, is_in) in row.iter().zip(chosen).take(end).skip(begin) {
        if seen.is(foreign) || seen.linked() > 0.5 {
            continue;
        }
        let is_beside = seen.block.parent.is_some_and(|parent| around.contains(&parent));
        let is_heading = seen.is(Place::HEADING);
        let is_found = seen.in_first || seen.in_second;
        *is_in |= (seen.words.len() >= LONG && (is_found || is_beside))
            || (is_beside && seen.words.len() >= 8 && seen.in_first && !is_heading)
            || (by_stated && is_heading && seen.in_first && seen.in_second);
    }
}

/// Adds the standfirst: a block before the text that says what the summary of the page says.
fn add_standfirst(row: &[Seen], chosen: &mut [bool], is_summary: &dyn Fn(&[u64]) -> bool) {
    let Some(begin) = chosen.iter().position(|&is_in| is_in) else {
        return;
    };
    let not_it = Place::CAPTION.with(Place::COMMENTS);
    let is_it = |seen: &Seen| {
        seen.words.len() >= 6
            && seen.linked() <= 0.5
            && !seen.is_headline
            && !seen.is(not_it)
            && is_summary(&seen.words)
    };
    let skipped = begin.saturating_sub(STANDFIRST_WITHIN);
    if let Some(at) = row.iter().take(begin).skip(skipped).position(is_it)
        && let Some(is_in) = chosen.get_mut(skipped + at)
    {
        *is_in = true;
    }
}

/// The places of the chosen blocks, without the headline, links to other articles, captions, and
/// what repeats itself.
fn without_labels(row: &[Seen], chosen: &[bool], by_stated: bool) -> Vec<usize> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for seen in row.iter().filter(|seen| seen.words.len() < 8) {
        *times.entry(letters(&seen.block.text)).or_default() += 1;
    }
    let mut had = HashSet::new();
    let is_text = |seen: &Seen| {
        let is_link = seen.linked() > 0.8 && seen.words.len() <= 15 && !seen.is(Place::HEADING);
        let is_entry = seen.is(Place::ITEM) && seen.linked() > 0.6;
        let is_caption = seen.is(Place::CAPTION) && !seen.is(Place::QUOTE) && seen.words.len() < LONG && !by_stated;
        let letters = letters(&seen.block.text);
        let is_label = seen.words.len() < 8 && times.get(&letters).is_some_and(|&times| times >= 3);
        let is_repeated = !had.insert(letters) && seen.words.len() >= 4;
        !(seen.is_headline || is_link || is_entry || is_caption || is_label || is_repeated)
    };
    let mut is_text = is_text;
    let places = row.iter().zip(chosen).enumerate().filter(|(_, (_, is_in))| **is_in);
    places
        .filter(|(_, (seen, _))| is_text(seen))
        .map(|(at, _)| at)
        .collect()
}

/// The letters and digits of a text in small letters: what is compared of two lines.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
