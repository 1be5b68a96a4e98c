//! A query as people may write it: each operator in all its spellings, brackets where they are
//! needed and sometimes where they are not.

use super::dice::Dice;
use super::tree::{Field, Tree, Within};
use super::vocabulary::{REGEXES, Word};

/// How tightly the place of a part holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    /// Anything can stand here without brackets.
    Loose,
    /// A side of OR.
    Or,
    /// A side of AND.
    And,
    /// Behind NOT.
    Not,
    /// The left side of a proximity.
    Near,
    /// A part that is one thing.
    Part,
}

/// Returns a text that must be read as the tree.
pub fn to_text(tree: &Tree, dice: &mut Dice) -> String {
    Speller { dice }.text(tree, Binding::Loose)
}

struct Speller<'a> {
    dice: &'a mut Dice,
}

impl Speller<'_> {
    fn text(&mut self, tree: &Tree, place: Binding) -> String {
        let text = match tree {
            Tree::And(trees) => self.all(trees),
            Tree::Or(trees) => {
                let mut text = self.text(&trees[0], Binding::Or);
                for tree in &trees[1..] {
                    text.push_str(self.dice.pick(&[" OR ", " or ", " || "]));
                    text.push_str(&self.text(tree, Binding::Or));
                }
                text
            }
            Tree::Not(tree) => self.not(tree),
            Tree::Near {
                left,
                right,
                within,
                ordered,
                negated,
            } => {
                let left = self.text(left, Binding::Near);
                let operator = self.proximity(*within, *ordered);
                let not = if *negated {
                    self.dice.pick(&["NOT ", "not "])
                } else {
                    ""
                };
                format!("{left} {not}{operator} {}", self.text(right, Binding::Part))
            }
            Tree::First(words, tree) => {
                let name = self.dice.pick(&["first", "first", "FIRST"]);
                return format!("{name}{words}({})", self.text(tree, Binding::Loose));
            }
            Tree::AtLeast(times, tree) => {
                let name = self.dice.pick(&["atleast", "atleast", "ATLEAST"]);
                return format!("{name}{times}({})", self.text(tree, Binding::Loose));
            }
            Tree::In(field, tree) => return self.field(*field, tree),
            Tree::Whole(words) => return format!("person=\"{}\"", printed(words, " ")),
            Tree::Month(month) => return format!("date:2025-{month:02}"),
            Tree::Undated => return "date:none".to_owned(),
            Tree::Words(least, most) => return format!("words:{least}..{most}"),
            _ => self.leaf(tree),
        };
        if binding(tree) < place || self.dice.one_in(12) {
            return format!("({text})");
        }
        text
    }

    fn all(&mut self, trees: &[Tree]) -> String {
        let mut text = self.text(&trees[0], Binding::And);
        for tree in &trees[1..] {
            match tree {
                Tree::Not(inner) if self.dice.one_in(3) => {
                    text.push_str(self.dice.pick(&[" BUT NOT ", " but not ", " and not "]));
                    text.push_str(&self.text(inner, Binding::Not));
                }
                _ => {
                    text.push_str(self.dice.pick(&[" AND ", " and ", " && ", " ", " "]));
                    text.push_str(&self.text(tree, Binding::And));
                }
            }
        }
        text
    }

    fn not(&mut self, tree: &Tree) -> String {
        if binding(tree) == Binding::Part && self.dice.one_in(3) {
            return format!("-{}", self.text(tree, Binding::Part));
        }
        format!("{} {}", self.dice.pick(&["NOT", "not"]), self.text(tree, Binding::Not))
    }

    fn proximity(&mut self, within: Within, ordered: bool) -> String {
        match (within, ordered) {
            (Within::Steps(10), false) if self.dice.one_in(2) => "NEAR".to_owned(),
            (Within::Steps(steps), false) => format!("{}{steps}", self.dice.pick(&["w/", "W/", "NEAR/", "near/", "/"])),
            (Within::Steps(steps), true) => {
                format!(
                    "{}{steps}",
                    self.dice.pick(&["PRE/", "pre/", "ADJ", "adj", "ONEAR/", "onear/"])
                )
            }
            (Within::Sentence, false) => self.dice.pick(&["/s", "w/s", "/S", "W/S"]).to_owned(),
            (Within::Sentence, true) => self.dice.pick(&["PRE/s", "pre/s"]).to_owned(),
            (Within::Paragraph, false) => self.dice.pick(&["/p", "w/p", "SAME"]).to_owned(),
            (Within::Paragraph, true) => self.dice.pick(&["PRE/p", "pre/p"]).to_owned(),
        }
    }

    fn field(&mut self, field: Field, tree: &Tree) -> String {
        let name = match field {
            Field::Title => self.dice.pick(&["title", "headline", "TITLE"]),
            Field::Body => "body",
            Field::Lead => self.dice.pick(&["lead", "Lead"]),
            Field::Person => "person",
        };
        let is_leaf = !matches!(
            tree,
            Tree::Near { .. }
                | Tree::First(..)
                | Tree::AtLeast(..)
                | Tree::And(_)
                | Tree::Or(_)
                | Tree::Not(_)
                | Tree::In(..)
                | Tree::Whole(_)
                | Tree::Month(_)
                | Tree::Undated
                | Tree::Words(..)
        );
        match is_leaf && !self.dice.one_in(3) {
            true => format!("{name}:{}", self.leaf(tree)),
            false => format!("{name}:({})", self.text(tree, Binding::Loose)),
        }
    }

    /// A part without other parts.
    fn leaf(&mut self, tree: &Tree) -> String {
        match tree {
            Tree::Word(word) => word.printed.to_owned(),
            Tree::Exact(word) => match self.dice.one_in(3) {
                true => format!("\"{}\"", word.printed),
                false => format!("={}", word.printed),
            },
            Tree::Pattern(pattern) => (*pattern).to_owned(),
            Tree::Fuzzy(word, 1) if self.dice.one_in(2) => format!("{}~", word.printed),
            Tree::Fuzzy(word, edits) => format!("{}~{edits}", word.printed),
            Tree::Regex(number) => format!("/{}/", REGEXES[*number].text),
            Tree::Phrase(words) => {
                let are_letters = words.iter().all(Word::is_letter_of_unspaced_script);
                let is_spaced = !words.iter().any(Word::is_letter_of_unspaced_script);
                match self.dice.between(0, 3) {
                    0 | 1 if are_letters => printed(words, ""),
                    0 if is_spaced => printed(words, "-"),
                    1 => format!("“{}”", self.side_by_side(words)),
                    _ => format!("\"{}\"", self.side_by_side(words)),
                }
            }
            Tree::Caps(words) => {
                let name = self.dice.pick(&["caps", "caps", "CAPS"]);
                match words.len() {
                    1 if !self.dice.one_in(4) => format!("{name}({})", printed(words, "")),
                    _ => format!("{name}(\"{}\")", self.side_by_side(words)),
                }
            }
            Tree::Window(words, slack) => format!("\"{}\"~{slack}", self.side_by_side(words)),
            _ => panic!("{tree:?} has parts"),
        }
    }

    /// The words of a quotation, with a space between them unless their script has none.
    fn side_by_side(&mut self, words: &[Word]) -> String {
        let mut text = String::new();
        for (number, word) in words.iter().enumerate() {
            let touches = number > 0
                && word.is_letter_of_unspaced_script()
                && words[number - 1].is_letter_of_unspaced_script()
                && self.dice.one_in(2);
            if number > 0 && !touches {
                text.push(' ');
            }
            text.push_str(word.printed);
        }
        text
    }
}

fn binding(tree: &Tree) -> Binding {
    match tree {
        Tree::Or(_) => Binding::Or,
        Tree::And(_) => Binding::And,
        Tree::Not(_) => Binding::Not,
        Tree::Near { .. } => Binding::Near,
        _ => Binding::Part,
    }
}

fn printed(words: &[Word], between: &str) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.printed).collect();
    words.join(between)
}
