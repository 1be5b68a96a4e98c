//! At which words the sentences and paragraphs of a text begin.
//!
//! A boundary stands at the first word that begins inside the sentence or paragraph. One without
//! a word has none.

use std::iter::Peekable;
use std::ops::Range;
use std::vec;

use super::tokenize::{Word, Words, words};
use crate::article::{paragraphs, sentences};

/// Numbers of the words that begin the sentences and the paragraphs of a text, each list
/// ascending. Both begin with 0 if the text has a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundaries {
    /// First words of sentences.
    pub sentences: Vec<u32>,
    /// First words of paragraphs.
    pub paragraphs: Vec<u32>,
}

/// Returns the words at which the sentences and paragraphs of a text begin.
///
/// ```
/// let found = dateline::words::boundaries("They met. Why?\n\nNobody knows.");
/// assert_eq!(found.sentences, [0, 2, 3]);
/// assert_eq!(found.paragraphs, [0, 3]);
/// ```
pub fn boundaries(text: &str) -> Boundaries {
    let mut found = Boundaries::default();
    for placed in placed_words(text) {
        let position = placed.word.position as u32;
        if placed.begins_sentence {
            found.sentences.push(position);
        }
        if placed.begins_paragraph {
            found.paragraphs.push(position);
        }
    }
    found
}

/// A word, and what begins with it.
#[derive(Clone, Copy, Debug)]
pub struct PlacedWord<'a> {
    /// The word.
    pub word: Word<'a>,
    /// True for the first word of a sentence.
    pub begins_sentence: bool,
    /// True for the first word of a paragraph.
    pub begins_paragraph: bool,
}

/// The words of a text with what begins at them, in order: see [`placed_words`].
pub struct PlacedWords<'a> {
    words: Words<'a>,
    sentences: Peekable<vec::IntoIter<Range<usize>>>,
    paragraphs: Peekable<vec::IntoIter<Range<usize>>>,
}

/// Returns the words of a text with what begins at them, in order.
pub fn placed_words(text: &str) -> PlacedWords<'_> {
    PlacedWords {
        words: words(text),
        sentences: sentences(text).into_iter().peekable(),
        paragraphs: paragraphs(text).into_iter().peekable(),
    }
}

impl<'a> Iterator for PlacedWords<'a> {
    type Item = PlacedWord<'a>;

    fn next(&mut self) -> Option<PlacedWord<'a>> {
        let word = self.words.next()?;
        Some(PlacedWord {
            begins_sentence: pass(&mut self.sentences, word.start),
            begins_paragraph: pass(&mut self.paragraphs, word.start),
            word,
        })
    }
}

/// Goes past what begins up to `place`. Returns true if there was one.
fn pass(ranges: &mut Peekable<vec::IntoIter<Range<usize>>>, place: usize) -> bool {
    let mut any = false;
    while ranges.next_if(|range| range.start <= place).is_some() {
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, sentences: &[u32], paragraphs: &[u32]) {
        let found = boundaries(text);
        assert_eq!(found.sentences, sentences);
        assert_eq!(found.paragraphs, paragraphs);
    }

    #[test]
    fn a_boundary_stands_at_the_first_word() {
        check("", &[], &[]);
        check("* * *", &[], &[]);
        check("* * *\n\n“Yes.” He left.\n    So did we.", &[0, 1, 3], &[0, 3]);
        check("One.\n\n***\n\nTwo", &[0, 1], &[0, 1]);
        check("会談。次は？", &[0, 2], &[0]);
    }

    proptest! {
        #[test]
        fn every_sentence_and_paragraph_with_a_word_has_its_boundary(text in "[A-Za-z.?! \n\"é]{0,60}") {
            let found = boundaries(&text);
            let first_words = |ranges: Vec<Range<usize>>| -> Vec<u32> {
                let mut firsts = Vec::new();
                for range in ranges {
                    let first = words(&text).find(|word| range.contains(&word.start));
                    firsts.extend(first.map(|word| word.position as u32));
                }
                firsts
            };
            prop_assert_eq!(&found.sentences, &first_words(sentences(&text)));
            prop_assert_eq!(&found.paragraphs, &first_words(paragraphs(&text)));
        }
    }
}
