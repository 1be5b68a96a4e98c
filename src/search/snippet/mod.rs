//! The passages of an article that show most of a query.
//!
//! Whole sentences where they fit; a sentence that is too long is cut around its matches. Of all
//! runs of sentences that fit, the one that shows the most distinct leaves of the query, then the
//! rarest ones, then the most matches, then the earliest. A further passage is chosen by the
//! leaves that no passage shows yet, then in the same way.
//!
//! ```text
//! query      crimea zelensky truce, 40 characters, two passages
//! article    Talks began. Zelensky spoke of Crimea. It was late. A truce is near. Nobody came.
//! first                   ^^^^^^^^^^^^^^^^^^^^^^^^^                                   two leaves
//! second                                            ^^^^^^^^^^^^^^^^^^^^^            the third
//! ```

mod pieces;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::matches::Match;
use super::page::Passage;
use pieces::{Chars, Piece, boundary_above, boundary_below, pieces, trimmed};

/// Characters after which a space is no longer looked for to cut a sentence at: so long a run
/// belongs to a script without spaces or to an address, and may be cut anywhere.
const LONGEST_WORD: usize = 30;

/// Rarities are summed in whole steps of this size, so that a sum does not depend on its order.
const RARITY_STEPS: f32 = 1024.0;

/// Highest number of steps that a rarity counts for.
const MOST_RARITY_STEPS: f32 = 1e6;

/// Returns the passages of a text that show most of a query: at most `most` of them, in the order
/// of the text, not overlapping. Without a match it is the beginning of the text.
///
/// `found` are the matches in the text and `rarity` says how much it counts to show a leaf, such
/// as the logarithm of how many articles there are for one that it finds. A passage has at most
/// `max_chars` characters (Unicode scalar values), unless a single grapheme cluster is longer: a
/// cluster is never cut. With 0 characters there is no passage. Ranges that leave the text are cut
/// to it, and their order does not matter.
///
/// ```
/// use dateline::search::{Match, best_passages};
///
/// let text = "Talks began in Kyiv. It was late. Nobody spoke of Crimea.";
/// let found = [Match { range: 50..56, leaf: 0 }];
/// let passages = best_passages(text, &found, &|_| 1.0, 30, 1);
/// assert_eq!(&text[passages[0].range.clone()], "Nobody spoke of Crimea.");
/// ```
pub fn best_passages(
    text: &str,
    found: &[Match],
    rarity: &dyn Fn(usize) -> f32,
    max_chars: usize,
    most: usize,
) -> Vec<Passage> {
    if max_chars == 0 {
        return Vec::new();
    }
    let (found, steps) = in_order(text, found, rarity);
    let chooser = Chooser {
        text,
        chars: Chars::new(text),
        found: &found,
        steps: &steps,
        max_chars,
    };
    // Pieces that a passage may run over; no passage runs from one list into the next.
    let mut free = vec![pieces(text, &found, max_chars)];
    let mut shown = vec![false; steps.len()];
    let mut passages: Vec<Passage> = Vec::new();
    while passages.len() < most {
        let Some(choice) = chooser.best(&free, &shown) else {
            break;
        };
        if choice.worth.matches == 0 && !passages.is_empty() {
            break;
        }
        let passage = chooser.passage(&free, &choice);
        for one in chooser.matches_in(&passage.range) {
            shown[one.leaf] = true;
        }
        chooser.take(&mut free, &choice, &passage);
        passages.push(passage);
    }
    passages.sort_by_key(|passage| passage.range.start);
    passages
}

/// Matches inside the text by position, their leaves numbered from 0 without gaps, and the rarity
/// of each of these leaves.
fn in_order(text: &str, found: &[Match], rarity: &dyn Fn(usize) -> f32) -> (Vec<Match>, Vec<u64>) {
    let mut leaves: Vec<usize> = found.iter().map(|one| one.leaf).collect();
    leaves.sort_unstable();
    leaves.dedup();
    let in_steps = |leaf: &usize| (rarity(*leaf) * RARITY_STEPS).clamp(0.0, MOST_RARITY_STEPS) as u64;
    let steps = leaves.iter().map(in_steps).collect();
    let mut ordered: Vec<Match> = found
        .iter()
        .filter_map(|one| {
            let range = boundary_below(text, one.range.start)..boundary_above(text, one.range.end);
            // No sentence holds the white space around it, and so none would hold such a match.
            let range = (range.start < range.end).then(|| trimmed(text, range)).flatten()?;
            Some(Match {
                range,
                leaf: leaves.partition_point(|leaf| *leaf < one.leaf),
            })
        })
        .collect();
    ordered.sort_by_key(|one| (one.range.start, one.range.end));
    (ordered, steps)
}

/// How much a passage shows, the most important first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    /// Distinct leaves that no passage shows yet.
    new_leaves: usize,
    new_rarity: u64,
    leaves: usize,
    rarity: u64,
    matches: usize,
}

/// The worth of a window of matches that moves along the text.
struct Tally<'a> {
    steps: &'a [u64],
    shown: &'a [bool],
    /// Matches in the window, by leaf.
    counts: Vec<usize>,
    worth: Worth,
}

impl Tally<'_> {
    fn new<'a>(steps: &'a [u64], shown: &'a [bool]) -> Tally<'a> {
        Tally {
            steps,
            shown,
            counts: vec![0; steps.len()],
            worth: Worth::default(),
        }
    }

    fn add(&mut self, leaf: usize) {
        self.worth.matches += 1;
        self.counts[leaf] += 1;
        if self.counts[leaf] == 1 {
            self.worth.leaves += 1;
            self.worth.rarity += self.steps[leaf];
            if !self.shown[leaf] {
                self.worth.new_leaves += 1;
                self.worth.new_rarity += self.steps[leaf];
            }
        }
    }

    fn remove(&mut self, leaf: usize) {
        self.worth.matches -= 1;
        self.counts[leaf] -= 1;
        if self.counts[leaf] == 0 {
            self.worth.leaves -= 1;
            self.worth.rarity -= self.steps[leaf];
            if !self.shown[leaf] {
                self.worth.new_leaves -= 1;
                self.worth.new_rarity -= self.steps[leaf];
            }
        }
    }
}

/// A run of pieces to show, or one piece that is too long and is cut around some of its matches.
struct Choice {
    worth: Worth,
    /// Number of the list of pieces.
    list: usize,
    /// Numbers of the pieces in it.
    run: Range<usize>,
    /// The matches to cut around, in bytes of the text; `None` if the run is shown whole.
    core: Option<Range<usize>>,
}

struct Chooser<'a> {
    text: &'a str,
    chars: Chars<'a>,
    found: &'a [Match],
    /// The rarity of each leaf, in steps.
    steps: &'a [u64],
    max_chars: usize,
}

impl Chooser<'_> {
    /// The earliest of the best choices.
    fn best(&self, free: &[Vec<Piece>], shown: &[bool]) -> Option<Choice> {
        let mut best: Option<Choice> = None;
        let mut consider = |choice: Choice| {
            if best.as_ref().is_none_or(|kept| choice.worth > kept.worth) {
                best = Some(choice);
            }
        };
        for (list, pieces) in free.iter().enumerate() {
            let mut tally = Tally::new(self.steps, shown);
            let mut end = 0;
            for (first, piece) in pieces.iter().enumerate() {
                end = end.max(first);
                // The longest run from this piece on shows all that a shorter one shows.
                while let Some(next) = pieces.get(end)
                    && self.fits(&(piece.range.start..next.range.end))
                {
                    self.matches_in(&next.range).for_each(|one| tally.add(one.leaf));
                    end += 1;
                }
                if end == first {
                    let (worth, core) = self.best_core(piece, shown);
                    consider(Choice {
                        worth,
                        list,
                        run: first..first + 1,
                        core: Some(core),
                    });
                    continue;
                }
                consider(Choice {
                    worth: tally.worth,
                    list,
                    run: first..end,
                    core: None,
                });
                self.matches_in(&piece.range).for_each(|one| tally.remove(one.leaf));
            }
        }
        best
    }

    fn fits(&self, range: &Range<usize>) -> bool {
        self.chars.count(range) <= self.max_chars
    }

    /// The matches that lie in a range as a whole.
    fn matches_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Match> {
        let from = self.found.partition_point(|one| one.range.start < range.start);
        let end = range.end;
        let begins_inside = move |one: &&Match| one.range.start < end;
        let ends_inside = move |one: &&Match| one.range.end <= end;
        self.found[from..].iter().take_while(begins_inside).filter(ends_inside)
    }

    /// The group of matches of a piece that shows most in the room of a passage; the beginning of
    /// a piece that has none.
    fn best_core(&self, piece: &Piece, shown: &[bool]) -> (Worth, Range<usize>) {
        let inside: Vec<&Match> = self.matches_in(&piece.range).collect();
        let mut best = (Worth::default(), piece.range.start..piece.range.start);
        let mut tally = Tally::new(self.steps, shown);
        let mut end = 0;
        for (first, one) in inside.iter().enumerate() {
            while let Some(next) = inside.get(end)
                && (end == first || self.fits(&(one.range.start..next.range.end)))
            {
                tally.add(next.leaf);
                end += 1;
            }
            if tally.worth > best.0 {
                let ends = inside[first..end].iter().map(|one| one.range.end);
                best = (tally.worth, one.range.start..ends.max().unwrap_or(one.range.end));
            }
            tally.remove(one.leaf);
        }
        best
    }

    fn passage(&self, free: &[Vec<Piece>], choice: &Choice) -> Passage {
        let run = &free[choice.list][choice.run.clone()];
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            unreachable!("a choice has at least one piece");
        };
        let whole = first.range.start..last.range.end;
        let range = match &choice.core {
            Some(core) => self.cut(&whole, core),
            None => whole.clone(),
        };
        Passage {
            cut_before: range.start > whole.start || !first.begins_sentence,
            cut_after: range.end < whole.end || !last.ends_sentence,
            range,
        }
    }

    /// Cuts a piece that is too long around a group of matches.
    fn cut(&self, piece: &Range<usize>, core: &Range<usize>) -> Range<usize> {
        let start = boundary_below(self.text, core.start).max(piece.start);
        let mut core = start..boundary_above(self.text, core.end).min(piece.end);
        if !self.fits(&core) {
            core.end = self.word_end(core.start, core.end, self.max_chars);
            if core.is_empty() {
                core.end = boundary_above(self.text, core.start + 1);
            }
        }
        let spare = self.max_chars.saturating_sub(self.chars.count(&core));
        // A third of the room before the matches, and what is not needed behind them.
        let behind = self.chars.count(&(core.end..piece.end));
        let before = match core.is_empty() {
            true => 0,
            false => (spare / 3).max(spare.saturating_sub(behind)),
        };
        let start = self.word_start(piece.start, core.start, before);
        let left = spare.saturating_sub(self.chars.count(&(start..core.start)));
        let mut end = self.word_end(core.end, piece.end, left);
        if start == end {
            end = boundary_above(self.text, start + 1);
        }
        start..end
    }

    /// The beginning of a word at most `room` characters before `at`, which no cluster crosses.
    fn word_start(&self, least: usize, at: usize, room: usize) -> usize {
        let mut before = self.text[least..at].char_indices().rev().take(room);
        let Some((offset, _)) = before.by_ref().last() else {
            return at;
        };
        if offset == 0 {
            return least;
        }
        let from = least + offset;
        if self.text[..from].ends_with(char::is_whitespace) {
            return boundary_above(self.text, from);
        }
        let cut_word = &self.text[from..at];
        let mut letters = cut_word.char_indices().take(LONGEST_WORD);
        let start = match letters.find(|(_, letter)| letter.is_whitespace()) {
            Some((space, _)) => at - cut_word[space..].trim_start().len(),
            None => from,
        };
        boundary_above(self.text, start)
    }

    /// The end of a word at most `room` characters behind `at`, which no cluster crosses.
    fn word_end(&self, at: usize, most: usize, room: usize) -> usize {
        let Some((offset, next)) = self.text[at..most].char_indices().nth(room) else {
            return most;
        };
        let words = &self.text[at..at + offset];
        let mut letters = words.char_indices().rev().take(LONGEST_WORD);
        let end = match letters.find(|(_, letter)| letter.is_whitespace()) {
            Some((space, _)) if !next.is_whitespace() => words[..space].trim_end().len(),
            Some(_) | None => words.trim_end().len(),
        };
        boundary_below(self.text, at + end)
    }

    /// Leaves of the pieces what lies before and behind a passage.
    fn take(&self, free: &mut Vec<Vec<Piece>>, choice: &Choice, passage: &Passage) {
        let mut before = std::mem::take(&mut free[choice.list]);
        let mut behind = before.split_off(choice.run.end);
        let run = before.split_off(choice.run.start);
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            before.extend(
                trimmed(self.text, first.range.start..passage.range.start).map(|range| Piece {
                    range,
                    begins_sentence: first.begins_sentence,
                    ends_sentence: false,
                }),
            );
            let rest = trimmed(self.text, passage.range.end..last.range.end).map(|range| Piece {
                range,
                begins_sentence: false,
                ends_sentence: last.ends_sentence,
            });
            behind.splice(0..0, rest);
        }
        free.splice(choice.list..=choice.list, [before, behind]);
    }
}
