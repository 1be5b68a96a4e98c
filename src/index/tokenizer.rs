//! Our words, names and marks as Tantivy tokenizers.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::{HEADLINE_MARKS_TOKENIZER, MARKS_TOKENIZER, NAME_TOKENIZER, WORD_TOKENIZER};
use crate::words::{
    MAX_WORD_BYTES, PARAGRAPH_MARK, PlacedWord, PlacedWords, SENTENCE_MARK, Word, Words, fold_into, fold_name,
    placed_words, printed_case, words,
};

/// Returns Tantivy's tokenizers with ours in the place of `default`.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORD_TOKENIZER, WordTokenizer::default());
    manager.register(NAME_TOKENIZER, NameTokenizer::default());
    manager.register(MARKS_TOKENIZER, MarksTokenizer::default());
    manager.register(HEADLINE_MARKS_TOKENIZER, HeadlineMarksTokenizer::default());
    manager
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

/// Marks of a body.
#[derive(Clone, Default)]
struct MarksTokenizer {
    token: Token,
    folded: String,
}

/// Marks of a headline. Whatever its punctuation, it is one sentence, and no paragraph.
#[derive(Clone, Default)]
struct HeadlineMarksTokenizer {
    token: Token,
    folded: String,
}

/// The marks of a text's words, those of one word at one position.
struct MarkStream<'a, W> {
    words: W,
    token: &'a mut Token,
    folded: &'a mut String,
    /// Marks of the word at the token's position that have not come yet, the next one last.
    waiting: [Option<&'static str>; 3],
}

impl Tokenizer for MarksTokenizer {
    type TokenStream<'a> = MarkStream<'a, PlacedWords<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        MarkStream::new(placed_words(text), &mut self.token, &mut self.folded)
    }
}

impl Tokenizer for HeadlineMarksTokenizer {
    type TokenStream<'a> = MarkStream<'a, std::iter::Map<Words<'a>, fn(Word<'a>) -> PlacedWord<'a>>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let place: fn(Word<'a>) -> PlacedWord<'a> = |word| PlacedWord {
            word,
            begins_sentence: word.position == 0,
            begins_paragraph: false,
        };
        MarkStream::new(words(text).map(place), &mut self.token, &mut self.folded)
    }
}

impl<'a, W> MarkStream<'a, W> {
    fn new(words: W, token: &'a mut Token, folded: &'a mut String) -> Self {
        token.reset();
        MarkStream {
            words,
            token,
            folded,
            waiting: [None; 3],
        }
    }
}

impl<'a, W: Iterator<Item = PlacedWord<'a>>> TokenStream for MarkStream<'a, W> {
    fn advance(&mut self) -> bool {
        loop {
            if let Some(mark) = self.waiting.iter_mut().rev().find_map(Option::take) {
                self.token.text.clear();
                self.token.text.push_str(mark);
                return true;
            }
            let Some(placed) = self.words.next() else {
                return false;
            };
            self.token.offset_from = placed.word.start;
            self.token.offset_to = placed.word.end;
            self.token.position = placed.word.position;
            // A plain word tells its case itself.
            if !placed.word.text.is_ascii() || placed.word.text.len() > MAX_WORD_BYTES {
                fold_into(placed.word.text, self.folded);
            }
            self.waiting = [
                printed_case(placed.word.text, self.folded).mark(),
                placed.begins_sentence.then_some(SENTENCE_MARK),
                placed.begins_paragraph.then_some(PARAGRAPH_MARK),
            ];
        }
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

    #[track_caller]
    fn check_marks(tokenizer: &str, text: &str, expected: &[(usize, &str)]) {
        let mut analyzer = tokenizers().get(tokenizer).expect("it is registered");
        let mut stream = analyzer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        let found: Vec<(usize, &str)> = found
            .iter()
            .map(|(position, mark)| (*position, mark.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_stand_at_the_positions_of_their_words() {
        check_marks(
            "dateline_marks",
            "NATO met. rémi of McCain\n\nA 3rd.",
            &[
                (0, "p"),
                (0, "s"),
                (0, "u"),
                (2, "o"),
                (4, "o"),
                (5, "p"),
                (5, "s"),
                (5, "c"),
            ],
        );
    }

    #[test]
    fn a_headline_is_one_sentence() {
        check_marks("dateline_headline_marks", "talks held. Truce", &[(0, "s"), (2, "c")]);
    }

    #[test]
    fn a_name_is_one_term_whatever_its_case_accents_and_points() {
        assert_eq!(fold_name("Volodymyr  Zelensky"), "volodymyr zelensky");
        assert_eq!(fold_name("J.-P. Rémi"), "j p remi");
        assert_eq!(fold_name("…"), "");
    }
}
