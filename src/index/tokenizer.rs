//! Our words and names as Tantivy tokenizers.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::{NAME_TOKENIZER, WORD_TOKENIZER};
use crate::words::{Words, fold, fold_into, words};

/// Returns Tantivy's tokenizers with ours in the place of `default`.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORD_TOKENIZER, WordTokenizer::default());
    manager.register(NAME_TOKENIZER, NameTokenizer::default());
    manager
}

/// Returns a whole name as the index holds it: its folded words joined by a space.
pub fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in words(name) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&fold(word.text));
    }
    folded
}

#[derive(Clone, Default)]
struct WordTokenizer {
    token: Token,
}

struct WordStream<'a> {
    words: Words<'a>,
    token: &'a mut Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            words: words(text),
            token: &mut self.token,
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else {
            return false;
        };
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.position = word.position;
        fold_into(word.text, &mut self.token.text);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[derive(Clone, Default)]
struct NameTokenizer {
    token: Token,
}

struct NameStream<'a> {
    name: Option<&'a str>,
    token: &'a mut Token,
}

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = NameStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NameStream<'a> {
        self.token.reset();
        NameStream {
            name: Some(text),
            token: &mut self.token,
        }
    }
}

impl TokenStream for NameStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(name) = self.name.take() else {
            return false;
        };
        self.token.offset_from = 0;
        self.token.offset_to = name.len();
        self.token.position = 0;
        self.token.text = fold_name(name);
        !self.token.text.is_empty()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_term_whatever_its_case_accents_and_points() {
        assert_eq!(fold_name("Volodymyr  Zelensky"), "volodymyr zelensky");
        assert_eq!(fold_name("J.-P. Rémi"), "j p remi");
        assert_eq!(fold_name("…"), "");
    }
}
