//! What a query means, by the plainest way there is: every pair of places is tried, every window,
//! every choice of words. Nothing is shared with the search but the stemmer.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use dateline::words::Stemmer;

use super::documents::{Doc, Kind, Placed, Text};
use super::tree::{Field, Tree, Within};
use super::vocabulary::{self, REGEXES, SPELLINGS, Word};

/// Places of words in a text, a bit each.
pub type Places = u128;

/// Numbers of the first and the last word of a match.
pub type Span = (usize, usize);

/// The words of matches in an article, which are to be highlighted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub headline: Places,
    pub body: Places,
}

impl Marks {
    fn of(&mut self, kind: Kind) -> Option<&mut Places> {
        match kind {
            Kind::Headline => Some(&mut self.headline),
            Kind::Body => Some(&mut self.body),
            Kind::Name => None,
        }
    }
}

/// True for a pattern, whatever its case, and a word.
pub fn is_of_pattern(pattern: &str, word: Word) -> bool {
    let letters: Vec<char> = word.folded.chars().collect();
    vocabulary::is_of_pattern(&vocabulary::folded_pattern(pattern), &letters)
}

/// A query in front of an article.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    doc: &'a Doc,
    /// The field that stands around the part in question.
    field: Option<Field>,
}

impl<'a> Judge<'a> {
    pub fn new(doc: &'a Doc) -> Judge<'a> {
        Judge { doc, field: None }
    }

    /// True if the article is found.
    pub fn holds(&self, tree: &Tree) -> bool {
        match tree {
            Tree::And(trees) => trees.iter().all(|tree| self.holds(tree)),
            Tree::Or(trees) => trees.iter().any(|tree| self.holds(tree)),
            Tree::Not(tree) => !self.holds(tree),
            Tree::In(field, tree) => self.inside(*field).holds(tree),
            Tree::AtLeast(times, tree) => {
                let mut starts = 0;
                for text in self.texts() {
                    let distinct: BTreeSet<usize> = self.spans(tree, text).keys().map(|span| span.0).collect();
                    starts += distinct.len();
                }
                starts >= *times
            }
            Tree::Whole(words) => self
                .doc
                .people
                .iter()
                .any(|name| same_words(name.words.iter().map(|placed| placed.word), words)),
            Tree::Month(month) => self.doc.month == Some(*month),
            Tree::Undated => self.doc.month.is_none(),
            Tree::Words(least, most) => (*least..=*most).contains(&self.doc.body.words.len()),
            Tree::Word(_)
            | Tree::Exact(_)
            | Tree::Phrase(_)
            | Tree::Pattern(_)
            | Tree::Fuzzy(..)
            | Tree::Regex(_)
            | Tree::Caps(_)
            | Tree::Window(..)
            | Tree::Near { .. }
            | Tree::First(..) => self.texts().into_iter().any(|text| !self.spans(tree, text).is_empty()),
        }
    }

    /// The words of all matches of the clauses that the article has. Clauses under NOT have none.
    pub fn matched(&self, tree: &Tree) -> Marks {
        let mut marks = Marks::default();
        if !self.holds(tree) {
            return marks;
        }
        let mut add = |other: Marks| {
            marks.headline |= other.headline;
            marks.body |= other.body;
        };
        match tree {
            Tree::And(trees) | Tree::Or(trees) => trees.iter().for_each(|tree| add(self.matched(tree))),
            Tree::In(field, tree) => add(self.inside(*field).matched(tree)),
            Tree::AtLeast(_, tree) => add(self.placed_words(tree)),
            Tree::Not(_) | Tree::Whole(_) | Tree::Month(_) | Tree::Undated | Tree::Words(..) => {}
            Tree::Word(_)
            | Tree::Exact(_)
            | Tree::Phrase(_)
            | Tree::Pattern(_)
            | Tree::Fuzzy(..)
            | Tree::Regex(_)
            | Tree::Caps(_)
            | Tree::Window(..)
            | Tree::Near { .. }
            | Tree::First(..) => add(self.placed_words(tree)),
        }
        marks
    }

    fn inside(&self, field: Field) -> Judge<'a> {
        Judge {
            doc: self.doc,
            field: Some(field),
        }
    }

    fn texts(&self) -> Vec<&'a Text> {
        let headline = self.doc.headline.iter();
        match self.field {
            None | Some(Field::Lead) => headline.chain([&self.doc.body]).collect(),
            Some(Field::Title) => headline.collect(),
            Some(Field::Body) => vec![&self.doc.body],
            Some(Field::Person) => self.doc.people.iter().collect(),
        }
    }

    fn placed_words(&self, tree: &Tree) -> Marks {
        let mut marks = Marks::default();
        for text in self.texts() {
            if let Some(words) = marks.of(text.kind) {
                for of_span in self.spans(tree, text).values() {
                    *words |= of_span;
                }
            }
        }
        marks
    }

    /// The spans of a placed part in a text, as far as the field reaches, with their words.
    fn spans(&self, tree: &Tree, text: &Text) -> BTreeMap<Span, Places> {
        let is_in_field = |placed: &&Placed| self.field != Some(Field::Lead) || placed.paragraph == 0;
        let finder = Finder {
            kind: text.kind,
            words: text.words.iter().take_while(is_in_field).collect(),
            stemmer: match text.kind {
                Kind::Headline | Kind::Body => Stemmer::for_language(self.doc.lang),
                Kind::Name => Stemmer::for_language("none"),
            },
        };
        finder.spans(tree)
    }
}

/// A text in which places are looked for.
struct Finder<'a> {
    kind: Kind,
    words: Vec<&'a Placed>,
    stemmer: Stemmer,
}

impl Finder<'_> {
    fn spans(&self, tree: &Tree) -> BTreeMap<Span, Places> {
        let mut found = BTreeMap::new();
        match tree {
            Tree::Word(word) => {
                let stem = self.stemmer.stem(word.folded);
                self.single(&mut found, |other| {
                    self.stemmer.stem(other.folded) == stem || self.is_spelling(*word, other)
                });
            }
            Tree::Exact(word) => self.single(&mut found, |other| other.folded == word.folded),
            Tree::Pattern(pattern) => self.single(&mut found, |other| is_of_pattern(pattern, other)),
            Tree::Fuzzy(word, edits) => self.single(&mut found, |other| {
                vocabulary::edits_between(word.folded, other.folded) <= *edits
            }),
            Tree::Regex(number) => self.single(&mut found, |other| (REGEXES[*number].is_match)(other.folded)),
            Tree::Phrase(words) => self.side_by_side(&mut found, words, |asked, other| {
                let is_in_name = self.kind == Kind::Name;
                asked.folded == other.folded || (is_in_name && self.is_spelling(asked, other))
            }),
            Tree::Caps(words) => {
                self.side_by_side(&mut found, words, |asked, other| asked.composed() == other.composed());
            }
            Tree::Window(words, slack) => self.windows(&mut found, words, *slack),
            Tree::First(number, tree) => {
                if self.kind == Kind::Body {
                    found = self.spans(tree);
                    found.retain(|span, _| span.1 < *number);
                }
            }
            Tree::Or(trees) => {
                for tree in trees {
                    for (span, words) in self.spans(tree) {
                        add(&mut found, span, words);
                    }
                }
            }
            Tree::Near {
                left,
                right,
                within,
                ordered,
                negated,
            } => {
                let (lefts, rights) = (self.spans(left), self.spans(right));
                for (left, left_words) in lefts {
                    let mut is_alone = true;
                    for (right, right_words) in &rights {
                        if !self.is_pair(left, *right, *within, *ordered) {
                            continue;
                        }
                        is_alone = false;
                        if !negated {
                            let hull = (left.0.min(right.0), left.1.max(right.1));
                            add(&mut found, hull, left_words | right_words);
                        }
                    }
                    if *negated && is_alone {
                        add(&mut found, left, left_words);
                    }
                }
            }
            Tree::AtLeast(..)
            | Tree::And(_)
            | Tree::Not(_)
            | Tree::In(..)
            | Tree::Whole(_)
            | Tree::Month(_)
            | Tree::Undated
            | Tree::Words(..) => panic!("{tree:?} stands at no place"),
        }
        found
    }

    fn is_pair(&self, left: Span, right: Span, within: Within, ordered: bool) -> bool {
        let overlap = left.0 <= right.1 && right.0 <= left.1;
        let distance = match overlap {
            true => 0,
            false => left.0.max(right.0) - left.1.min(right.1),
        };
        let first = &self.words[left.0.min(right.0)];
        let last = &self.words[left.1.max(right.1)];
        let is_near = match within {
            Within::Steps(steps) => distance <= steps,
            Within::Sentence => first.sentence == last.sentence,
            Within::Paragraph => first.paragraph == last.paragraph,
        };
        left != right && is_near && (!ordered || left.1 < right.0)
    }

    fn word(&self, place: usize) -> Word {
        self.words[place].word
    }

    fn single(&self, found: &mut BTreeMap<Span, Places>, is_meant: impl Fn(Word) -> bool) {
        for place in 0..self.words.len() {
            if is_meant(self.word(place)) {
                add(found, (place, place), 1 << place);
            }
        }
    }

    /// True if two words are spellings of one name in such a text.
    fn is_spelling(&self, asked: Word, other: Word) -> bool {
        SPELLINGS.iter().any(|spellings| {
            let is_meant = spellings.are_of_a_person || self.kind != Kind::Name;
            is_meant && [asked, other].iter().all(|word| spellings.words.contains(&word.folded))
        })
    }

    fn side_by_side(&self, found: &mut BTreeMap<Span, Places>, words: &[Word], is_meant: impl Fn(Word, Word) -> bool) {
        for start in 0..self.words.len() {
            let places = start..start + words.len();
            if places.end > self.words.len() {
                break;
            }
            if places
                .clone()
                .zip(words)
                .all(|(place, word)| is_meant(*word, self.word(place)))
            {
                let bits = places.clone().map(|place| 1 << place).sum();
                add(found, (start, places.end - 1), bits);
            }
        }
    }

    fn windows(&self, found: &mut BTreeMap<Span, Places>, words: &[Word], slack: usize) {
        for start in 0..self.words.len() {
            for end in start..self.words.len() {
                if end - start < words.len() + slack {
                    let must_have = (1 << start) | (1 << end);
                    // A word of the window that is there once more lies in the match as well.
                    let is_of_window = |place: &usize| words.iter().any(|word| word.folded == self.word(*place).folded);
                    let inside: Places = (start..=end).filter(is_of_window).map(|place| 1 << place).sum();
                    self.choices(words, start..=end, 0, &mut |chosen| {
                        if chosen & must_have == must_have {
                            add(found, (start, end), inside);
                        }
                    });
                }
            }
        }
    }

    /// Every way to find a place of its own for each word.
    fn choices(
        &self,
        words: &[Word],
        places: std::ops::RangeInclusive<usize>,
        taken: Places,
        then: &mut dyn FnMut(Places),
    ) {
        let Some((word, rest)) = words.split_first() else {
            return then(taken);
        };
        for place in places.clone() {
            if taken & (1 << place) == 0 && self.word(place).folded == word.folded {
                self.choices(rest, places.clone(), taken | (1 << place), then);
            }
        }
    }
}

fn add(found: &mut BTreeMap<Span, Places>, span: Span, words: Places) {
    *found.entry(span).or_default() |= words;
}

fn same_words(left: impl Iterator<Item = Word>, right: &[Word]) -> bool {
    left.map(|word| word.folded).eq(right.iter().map(|word| word.folded))
}
