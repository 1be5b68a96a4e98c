//! Documents that are built from paragraphs, sentences and words, so that nobody needs to find
//! these in the text again.

use super::dice::Dice;
use super::vocabulary::{FAMILIES, OPENINGS, SPACED_FAMILIES, Token, Word};

/// Most words of a text: a set of places is the bits of a number.
pub const MOST_WORDS: usize = 120;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Headline,
    Body,
    Name,
}

/// A word in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    pub word: Word,
    /// Where it is printed, in bytes.
    pub start: usize,
    pub end: usize,
    /// Numbers of its sentence and paragraph in the text.
    pub sentence: usize,
    pub paragraph: usize,
}

/// A text as printed, and what it is made of.
#[derive(Clone, Debug)]
pub struct Text {
    pub kind: Kind,
    pub printed: String,
    pub words: Vec<Placed>,
}

/// An article.
#[derive(Clone, Debug)]
pub struct Doc {
    pub headline: Option<Text>,
    pub body: Text,
    /// Names that the source gives, then names that stand for those found in the text.
    pub people: Vec<Text>,
    /// How many of them the source gives.
    pub given: usize,
    pub lang: &'static str,
    pub month: Option<u8>,
}

impl Text {
    fn new(kind: Kind) -> Text {
        Text {
            kind,
            printed: String::new(),
            words: Vec::new(),
        }
    }

    fn add(&mut self, token: &Token, sentence: usize, paragraph: usize) {
        let mut at = self.printed.len();
        self.printed.push_str(token.text);
        for word in token.words {
            let start = at + self.printed[at..].find(word.printed).unwrap();
            at = start + word.printed.len();
            self.words.push(Placed {
                word: *word,
                start,
                end: at,
                sentence,
                paragraph,
            });
        }
    }
}

impl Doc {
    /// Every text that holds words.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.headline.iter().chain([&self.body]).chain(&self.people)
    }

    /// The article as a line of an export, of which nothing more is made out: what is found in a text
    /// is not for the oracle to say.
    pub fn record(&self, id: usize) -> serde_json::Value {
        let (given, found) = self.people.split_at(self.given);
        let given: Vec<&str> = given.iter().map(|name| name.printed.as_str()).collect();
        let entity = |name: &Text| {
            serde_json::json!({
                "kind": "person", "name": name.printed, "given": false, "salience": 1,
                "spellings": [[name.printed, 1]],
            })
        };
        let mut record = serde_json::json!({
            "dateline_export": 1, "id": id.to_string(), "body": self.body.printed,
            "lang": {"code": self.lang, "given": true}, "people": given,
            "entities": found.iter().map(entity).collect::<Vec<_>>(),
        });
        if let Some(headline) = &self.headline {
            record["headline"] = serde_json::json!({"text": headline.printed, "derived": false});
        }
        if let Some(month) = self.month {
            let day = format!("2025-{month:02}-05");
            record["published"] = serde_json::json!({"value": day, "origin": "field", "raw": day});
        }
        record
    }
}

/// The words that the documents and queries of one archive are made of. Few, so that they meet.
pub fn some_tokens(dice: &mut Dice, with_unspaced_scripts: bool) -> Vec<&'static Token> {
    let mut tokens = Vec::new();
    for number in 0..4 {
        let family = match with_unspaced_scripts && number == 0 && !dice.one_in(3) {
            true => &FAMILIES[dice.between(SPACED_FAMILIES, FAMILIES.len() - 1)],
            false => &FAMILIES[dice.between(0, SPACED_FAMILIES - 1)],
        };
        for _ in 0..3 {
            tokens.push(&family[dice.between(0, family.len() - 1)]);
        }
    }
    tokens
}

/// Makes an article.
pub fn some_doc(dice: &mut Dice, tokens: &[&'static Token]) -> Doc {
    let headline = (!dice.one_in(4)).then(|| some_line(dice, tokens, Kind::Headline));
    let mut people: Vec<Text> = Vec::new();
    for _ in 0..dice.pick(&[0, 0, 1, 2, 3]) {
        let name = some_line(dice, tokens, Kind::Name);
        if people.iter().all(|other| other.printed != name.printed) {
            people.push(name);
        }
    }
    Doc {
        headline,
        body: some_body(dice, tokens),
        given: dice.between(0, people.len()),
        people,
        lang: dice.pick(&["en", "en", "de", "uk"]),
        month: dice.pick(&[None, Some(1), Some(2), Some(3)]),
    }
}

fn some_line(dice: &mut Dice, tokens: &[&'static Token], kind: Kind) -> Text {
    let mut text = Text::new(kind);
    let most = if kind == Kind::Name { 3 } else { 5 };
    for number in 0..dice.between(1, most) {
        if number > 0 {
            text.printed.push_str(match kind {
                Kind::Name => " ",
                _ => dice.pick(&[" ", " ", " ", ", ", ": ", "-"]),
            });
        }
        text.add(dice.pick(tokens), 0, 0);
    }
    text
}

fn some_body(dice: &mut Dice, tokens: &[&'static Token]) -> Text {
    let mut text = Text::new(Kind::Body);
    let mut sentence = 0;
    for paragraph in 0..dice.between(1, 3) {
        if paragraph > 0 {
            text.printed
                .push_str(dice.pick(&["\n\n", "\n\n", "\n \n", "\n    ", "\n\t"]));
        }
        for number in 0..dice.between(1, 3) {
            if number > 0 {
                text.printed.push_str(dice.pick(&[" ", " ", "\n", "  "]));
            }
            text.add(&OPENINGS[dice.between(0, OPENINGS.len() - 1)], sentence, paragraph);
            for _ in 0..dice.between(0, 6) {
                if text.words.len() + 20 < MOST_WORDS {
                    text.printed
                        .push_str(dice.pick(&[" ", " ", " ", " ", ", ", " – ", "\n", "; "]));
                    text.add(dice.pick(tokens), sentence, paragraph);
                }
            }
            // `U.` would be the initial of a name.
            text.printed
                .push_str(match text.printed.ends_with(" U") || text.printed.ends_with("\nU") {
                    true => "?",
                    false => dice.pick(&[".", ".", ".", "?", "!"]),
                });
            sentence += 1;
        }
    }
    text
}
