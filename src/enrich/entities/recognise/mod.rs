//! People, places and organisations in English text.
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira, ICML 2001) over stretches
//! of capitalised words, with weights of eight bits. `tokens` cuts the text, `words` and `lexicon` say
//! what is known of a word, `document` finds the stretches, `features` names what the model has learnt
//! weights for, `tagging` adds them up and `viterbi` finds the best tags; `votes` lets the article
//! decide again; `rules` mend what an article knows better. `model` is the file they lie in, `weights` and
//! `table` are its tables.

pub mod document;
pub mod features;
pub mod lexicon;
pub mod model;
pub mod names;
mod rules;
pub mod table;
pub mod tagging;
pub mod tags;
pub mod tokens;
pub mod viterbi;
pub mod votes;
pub mod weights;
pub mod words;

use std::cell::RefCell;
use std::sync::LazyLock;

use crate::article::{Mention, TextPart};

use self::document::Document;
use self::model::Model;
use self::rules::{Name, Spread};
use self::tagging::Tagger;
use self::tags::for_each_name;

/// Bytes that begin with a line of a processor's cache.
#[repr(align(64))]
struct Aligned<T: ?Sized>(T);

static MODEL_FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("names.model"));

static BUILT_IN: LazyLock<Model<'static>> =
    LazyLock::new(|| Model::open(&MODEL_FILE.0).expect("the model that ships with the program is whole"));

thread_local! {
    static RECOGNISER: RefCell<Recogniser<'static>> = RefCell::new(Recogniser::new(*BUILT_IN));
}

/// The names that headline and body of an English article name, in the order of the text; they never
/// overlap. Each thread keeps its room to work in, about 9 MB.
pub fn mentions(headline: Option<&str>, body: &str) -> Vec<Mention> {
    RECOGNISER.with_borrow_mut(|recogniser| recogniser.mentions(headline, body))
}

/// The model that the program is built with.
pub fn built_in() -> Model<'static> {
    *BUILT_IN
}

/// Finds names with one model, in one text after the other.
#[derive(Debug)]
pub struct Recogniser<'a> {
    model: Model<'a>,
    document: Document,
    tagger: Tagger,
    spread: Spread,
    names: Vec<Name>,
}

/// What stands between headline and body where both are read as one text.
const GAP: &str = "\n\n";

impl<'a> Recogniser<'a> {
    /// One that has seen no text yet.
    pub fn new(model: Model<'a>) -> Recogniser<'a> {
        Recogniser {
            model,
            document: Document::default(),
            tagger: Tagger::default(),
            spread: Spread::default(),
            names: Vec::new(),
        }
    }

    /// Returns the names of a text, in its order; they never overlap.
    pub fn mentions(&mut self, headline: Option<&str>, body: &str) -> Vec<Mention> {
        let text = &mut self.document.text;
        text.clear();
        let headline = headline.unwrap_or("");
        if !headline.is_empty() {
            text.push_str(headline);
            text.push_str(GAP);
        }
        let body_start = text.len();
        text.push_str(body);
        if u32::try_from(text.len()).is_err() {
            return Vec::new();
        }
        self.tagger.first_pass(&self.model, &mut self.document);
        self.tagger.second_pass(&self.model, &self.document);
        self.names.clear();
        for &(start, end) in &self.document.windows {
            let (start, end) = (start as usize, end as usize);
            for_each_name(&self.tagger.tags[start..end], |first, last, kind| {
                self.names.push(Name {
                    start: start + first,
                    end: start + last,
                    kind,
                });
            });
        }
        rules::apply(&self.document, &mut self.names, &mut self.spread);
        let tokens = &self.document.tokens;
        let mention = |name: &Name| {
            let (start, end) = (tokens[name.start].start as usize, tokens[name.end - 1].end as usize);
            let (part, shift) = match start < body_start {
                true => (TextPart::Headline, 0),
                false => (TextPart::Body, body_start),
            };
            Mention {
                part,
                span: start - shift..end - shift,
                kind: name.kind,
            }
        };
        self.names.iter().map(mention).collect()
    }
}

#[cfg(test)]
mod tests;
