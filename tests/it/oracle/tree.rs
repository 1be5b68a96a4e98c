//! Queries of which both sides know what they mean, and how they are made and made smaller.

use super::dice::Dice;
use super::documents::{Doc, Text};
use super::vocabulary::{PATTERNS, REGEXES, Token, Word};

/// How near two parts stand.
#[derive(Clone, Copy, Debug)]
pub enum Within {
    Steps(usize),
    Sentence,
    Paragraph,
}

/// Where a query looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Title,
    Body,
    Lead,
    Person,
}

/// A query.
#[derive(Clone, Debug)]
pub enum Tree {
    Word(Word),
    Exact(Word),
    Phrase(Vec<Word>),
    Pattern(&'static str),
    Fuzzy(Word, usize),
    /// A regular expression by its number in the table.
    Regex(usize),
    Caps(Vec<Word>),
    /// The words in any order, and how many others may stand between them.
    Window(Vec<Word>, usize),
    Near {
        left: Box<Tree>,
        right: Box<Tree>,
        within: Within,
        ordered: bool,
        negated: bool,
    },
    First(usize, Box<Tree>),
    AtLeast(usize, Box<Tree>),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
    In(Field, Box<Tree>),
    /// A whole name of a person.
    Whole(Vec<Word>),
    Month(u8),
    Undated,
    /// The number of words in the body, both ends included.
    Words(usize, usize),
}

/// The parts of the language that a query may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Proximity,
    Window,
    Fuzzy,
    Regex,
    Caps,
    AtLeast,
    First,
    Lead,
    UnspacedScripts,
}

/// The whole language.
pub const ALL_PARTS: &[Part] = &[
    Part::Proximity,
    Part::Window,
    Part::Fuzzy,
    Part::Regex,
    Part::Caps,
    Part::AtLeast,
    Part::First,
    Part::Lead,
    Part::UnspacedScripts,
];

/// What queries are made from.
pub struct Maker<'a> {
    pub dice: &'a mut Dice,
    pub parts: &'a [Part],
    pub tokens: &'a [&'static Token],
    pub docs: &'a [Doc],
}

impl Maker<'_> {
    /// Makes a query. `field` is the one that stands around it.
    pub fn tree(&mut self, depth: usize, field: Option<Field>) -> Tree {
        if depth == 0 {
            return self.leaf();
        }
        match self.dice.between(0, 19) {
            0..=6 => self.placed(depth, field),
            7..=9 => Tree::And(self.trees(depth, field)),
            10..=12 => Tree::Or(self.trees(depth, field)),
            13..=14 => Tree::Not(Box::new(self.tree(depth - 1, field))),
            15..=16 if self.has(Part::AtLeast) => {
                let times = self.dice.between(1, 4);
                Tree::AtLeast(times, Box::new(self.placed(depth - 1, field)))
            }
            15..=18 if field.is_none() => {
                let fields: &[Field] = match self.has(Part::Lead) {
                    true => &[Field::Title, Field::Body, Field::Lead, Field::Lead, Field::Person],
                    false => &[Field::Title, Field::Body, Field::Person],
                };
                let field = self.dice.pick(fields);
                Tree::In(field, Box::new(self.tree(depth - 1, Some(field))))
            }
            _ => self.fact(),
        }
    }

    fn trees(&mut self, depth: usize, field: Option<Field>) -> Vec<Tree> {
        (0..self.dice.between(2, 3))
            .map(|_| self.tree(depth - 1, field))
            .collect()
    }

    /// A part that stands at places.
    fn placed(&mut self, depth: usize, field: Option<Field>) -> Tree {
        if depth == 0 || self.dice.one_in(4) {
            return self.leaf();
        }
        let is_of_body = !matches!(field, Some(Field::Title | Field::Person));
        match self.dice.between(0, 9) {
            0..=5 if self.has(Part::Proximity) => Tree::Near {
                left: Box::new(self.placed(depth - 1, field)),
                right: Box::new(self.placed(depth - 1, field)),
                within: match self.dice.between(0, 5) {
                    0..=3 => Within::Steps(self.dice.pick(&[1, 1, 2, 2, 3, 4, 6, 10])),
                    4 => Within::Sentence,
                    _ => Within::Paragraph,
                },
                ordered: self.dice.one_in(3),
                negated: self.dice.one_in(5),
            },
            6 if is_of_body && self.has(Part::First) => {
                let words = self.dice.between(1, 20);
                Tree::First(words, Box::new(self.placed(depth - 1, field)))
            }
            _ => {
                let number = self.dice.between(2, 3);
                Tree::Or((0..number).map(|_| self.placed(depth - 1, field)).collect())
            }
        }
    }

    fn leaf(&mut self) -> Tree {
        match self.dice.between(0, 17) {
            0 => Tree::Exact(self.word()),
            1..=3 => match self.words(3) {
                words if words.len() < 2 => Tree::Exact(words[0]),
                words => Tree::Phrase(words),
            },
            4..=5 => Tree::Pattern(self.pattern()),
            6..=7 if self.has(Part::Fuzzy) => {
                let word = self.word();
                match word.printed.chars().filter(|letter| letter.is_alphabetic()).count() {
                    _ if word.is_letter_of_unspaced_script() => Tree::Exact(word),
                    // `30~2` is a range of numbers.
                    ..2 => Tree::Exact(word),
                    length => Tree::Fuzzy(word, self.dice.between(1, 2.min(length - 1))),
                }
            }
            8 if self.has(Part::Regex) => Tree::Regex(self.regex()),
            9..=10 if self.has(Part::Caps) => Tree::Caps(self.words(2)),
            11..=12 if self.has(Part::Window) => match self.scattered_words() {
                words if words.len() < 2 => Tree::Exact(words[0]),
                words => Tree::Window(words, self.dice.between(0, 4)),
            },
            _ => Tree::Word(self.word()),
        }
    }

    /// A part that does not ask for words of the text.
    fn fact(&mut self) -> Tree {
        match self.dice.between(0, 5) {
            0 => Tree::Undated,
            1..=2 => {
                let least = self.dice.between(1, 20);
                Tree::Words(least, least + self.dice.between(0, 20))
            }
            3 => {
                let names: Vec<&Text> = self.docs.iter().flat_map(|doc| &doc.people).collect();
                match names.is_empty() {
                    true => Tree::Month(1),
                    false => {
                        let name = self.dice.pick(&names);
                        Tree::Whole(name.words.iter().map(|placed| placed.word).collect())
                    }
                }
            }
            _ => Tree::Month(self.dice.between(1, 3) as u8),
        }
    }

    fn word(&mut self) -> Word {
        let token = self.dice.pick(self.tokens);
        self.dice.pick(token.words)
    }

    /// Words that stand side by side somewhere, or that nobody has seen together.
    fn words(&mut self, most: usize) -> Vec<Word> {
        let number = self.dice.between(1, most);
        if self.dice.one_in(4) {
            return (0..number).map(|_| self.word()).collect();
        }
        let nearby = self.nearby_words();
        let start = self.dice.between(0, nearby.len() - 1);
        nearby.into_iter().skip(start).take(number).collect()
    }

    /// Words that stand near each other somewhere, in any order.
    fn scattered_words(&mut self) -> Vec<Word> {
        let mut words = self.nearby_words();
        let start = self.dice.between(0, words.len() - 1);
        words = words.into_iter().skip(start).take(5).collect();
        self.dice.shuffle(&mut words);
        words.truncate(self.dice.between(2, 3));
        words
    }

    fn nearby_words(&mut self) -> Vec<Word> {
        let doc = &self.docs[self.dice.between(0, self.docs.len() - 1)];
        let texts: Vec<&Text> = doc.texts().collect();
        let text = self.dice.pick(&texts);
        text.words.iter().map(|placed| placed.word).collect()
    }

    /// Mostly a pattern that some word of the archive has.
    fn pattern(&mut self) -> &'static str {
        self.seldom_idle(PATTERNS, super::naive::is_of_pattern)
    }

    fn regex(&mut self) -> usize {
        let numbers: Vec<usize> = (0..REGEXES.len()).collect();
        self.seldom_idle(&numbers, |number, word| (REGEXES[number].is_match)(word.folded))
    }

    fn seldom_idle<T: Copy>(&mut self, from: &[T], matches: impl Fn(T, Word) -> bool) -> T {
        for _ in 0..8 {
            let picked = self.dice.pick(from);
            if self
                .tokens
                .iter()
                .any(|token| token.words.iter().any(|word| matches(picked, *word)))
            {
                return picked;
            }
        }
        self.dice.pick(from)
    }

    fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}

impl Tree {
    /// Trees that are this one without some part of it.
    pub fn smaller(&self) -> Vec<Tree> {
        let boxed = |tree: &Tree, make: &dyn Fn(Box<Tree>) -> Tree| -> Vec<Tree> {
            let mut smaller = vec![tree.clone()];
            smaller.extend(tree.smaller().into_iter().map(|tree| make(Box::new(tree))));
            smaller
        };
        match self {
            Tree::And(trees) => smaller_lists(trees, Tree::And),
            Tree::Or(trees) => smaller_lists(trees, Tree::Or),
            Tree::Not(tree) => boxed(tree, &Tree::Not),
            Tree::In(field, tree) => boxed(tree, &|tree| Tree::In(*field, tree)),
            Tree::First(words, tree) => boxed(tree, &|tree| Tree::First(*words, tree)),
            Tree::AtLeast(times, tree) => boxed(tree, &|tree| Tree::AtLeast(*times, tree)),
            Tree::Near {
                left,
                right,
                within,
                ordered,
                negated,
            } => {
                let with = |left: &Tree, right: &Tree| Tree::Near {
                    left: Box::new(left.clone()),
                    right: Box::new(right.clone()),
                    within: *within,
                    ordered: *ordered,
                    negated: *negated,
                };
                let mut smaller = vec![left.as_ref().clone(), right.as_ref().clone()];
                smaller.extend(left.smaller().iter().map(|left| with(left, right)));
                smaller.extend(right.smaller().iter().map(|right| with(left, right)));
                smaller
            }
            Tree::Word(_)
            | Tree::Exact(_)
            | Tree::Phrase(_)
            | Tree::Pattern(_)
            | Tree::Fuzzy(..)
            | Tree::Regex(_)
            | Tree::Caps(_)
            | Tree::Window(..)
            | Tree::Whole(_)
            | Tree::Month(_)
            | Tree::Undated
            | Tree::Words(..) => Vec::new(),
        }
    }
}

fn smaller_lists(trees: &[Tree], make: fn(Vec<Tree>) -> Tree) -> Vec<Tree> {
    let mut smaller: Vec<Tree> = trees.to_vec();
    for number in 0..trees.len() {
        if trees.len() > 2 {
            let mut fewer = trees.to_vec();
            fewer.remove(number);
            smaller.push(make(fewer));
        }
        for tree in trees[number].smaller() {
            let mut changed = trees.to_vec();
            changed[number] = tree;
            smaller.push(make(changed));
        }
    }
    smaller
}
