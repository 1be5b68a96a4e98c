//! Where words begin and end.
//!
//! A word is a run of letters and digits, as Tantivy's own default tokenizer cuts it, together
//! with the combining marks on them. Everything else separates: `U.S.` is two words, `don't` is
//! `don` and `t`. No word is dropped, whatever its length.
//!
//! Scripts that are written without spaces are cut by the letter: each letter of Chinese,
//! Japanese, Korean, Thai, Lao, Khmer and Burmese script is a word, with the marks that follow it.
//! What stands between them is cut as everywhere: `NHK東京2020` is `NHK`, `東`, `京`, `2020`. So a
//! name in such a script is searched as the phrase of its letters, and no dictionary decides what
//! is found. Korean has spaces, but its particles grow on to the words: by the letter, a name is
//! found with every one of them.

use unicode_normalization::char::is_combining_mark;

/// Longest word that is indexed whole, in bytes of its folded form; of a longer one the first
/// so many bytes are indexed. Tantivy itself drops terms of more than 65,530 bytes.
pub const MAX_WORD_BYTES: usize = 1_000;

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as printed.
    pub text: &'a str,
    /// Byte offset of its first byte in the text.
    pub start: usize,
    /// Byte offset just behind its last byte.
    pub end: usize,
    /// Its number in the text, counted from 0.
    pub position: usize,
}

/// The words of a text, in order.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    offset: usize,
    position: usize,
}

/// Returns the words of a text, in order.
///
/// ```
/// let printed: Vec<&str> = dateline::words::words("U.S. envoys don't").map(|word| word.text).collect();
/// assert_eq!(printed, ["U", "S", "envoys", "don", "t"]);
/// ```
pub fn words(text: &str) -> Words<'_> {
    Words {
        text,
        offset: 0,
        position: 0,
    }
}

/// True for a character that belongs to a word: a letter, a digit or a combining mark.
pub fn is_word_char(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric()
    } else {
        letter.is_alphanumeric() || is_combining_mark(letter)
    }
}

/// True for a letter of a script that is written without spaces: it is a word of its own.
///
/// ```
/// use dateline::words::is_unspaced_letter;
/// assert!(is_unspaced_letter('東') && is_unspaced_letter('ก') && is_unspaced_letter('한'));
/// assert!(!is_unspaced_letter('é') && !is_unspaced_letter('๕'));
/// ```
pub fn is_unspaced_letter(letter: char) -> bool {
    // Most letters are told by the first comparison.
    letter >= '\u{e00}' && is_of_unspaced_script(letter) && letter.is_alphabetic() && !is_combining_mark(letter)
}

fn is_of_unspaced_script(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' // Thai, Lao.
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}' // Burmese.
        | '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' // Hangul.
        | '\u{1780}'..='\u{17ff}' // Khmer.
        | '\u{3005}'..='\u{318f}' // 々〆, Hiragana, Katakana with ー and ヶ, Bopomofo, Hangul letters.
        | '\u{31a0}'..='\u{31ff}' // Bopomofo and Katakana for other languages.
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // Han.
        | '\u{ff66}'..='\u{ffdc}' // Katakana and Hangul of half width.
        | '\u{116d0}'..='\u{116ff}' // Burmese numerals of other languages.
        | '\u{16fe2}'..='\u{16fff}' | '\u{1aff0}'..='\u{1b16f}' // Old Chinese marks, old kana.
        | '\u{20000}'..='\u{3ffff}') // Han.
}

/// True for what joins the letter before it: combining marks; the voicing marks of half-width
/// Katakana; and vowels and final consonants of Hangul in its parts, so that a syllable is one
/// word whether it is stored whole or in parts.
fn joins_letter(letter: char) -> bool {
    is_combining_mark(letter)
        || matches!(letter,
            '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}')
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let start = word_start(self.text, self.offset);
        let end = word_end(self.text, start);
        self.offset = end;
        if start == end {
            return None;
        }
        let word = Word {
            text: &self.text[start..end],
            start,
            end,
            position: self.position,
        };
        self.position += 1;
        Some(word)
    }

    /// Counts without cutting. Every article is counted once when it is indexed.
    fn count(self) -> usize {
        let rest = &self.text[self.offset..];
        if !rest.is_ascii() {
            return self.fold(0, |count, _| count + 1);
        }
        let mut count = 0;
        let mut in_word = false;
        for byte in rest.bytes() {
            let is_word = IS_ASCII_WORD[usize::from(byte)];
            count += usize::from(is_word & !in_word);
            in_word = is_word;
        }
        count
    }
}

/// Which bytes are ASCII letters and digits.
const IS_ASCII_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Where the first word at or behind `from` begins; the text's end if there is none.
fn word_start(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if IS_ASCII_WORD[usize::from(byte)] {
            break;
        }
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        match text[at..].chars().next() {
            Some(letter) if !is_word_char(letter) => at += letter.len_utf8(),
            _ => break,
        }
    }
    at
}

/// Where the word ends that begins at `from`.
fn word_end(text: &str, from: usize) -> usize {
    let mut at = from;
    for &byte in &text.as_bytes()[from..] {
        if !IS_ASCII_WORD[usize::from(byte)] {
            return match byte.is_ascii() {
                true => at,
                false => word_end_unicode(text, from, at),
            };
        }
        at += 1;
    }
    at
}

/// The same from a letter on that is not ASCII.
fn word_end_unicode(text: &str, from: usize, mut at: usize) -> usize {
    for letter in text[at..].chars() {
        if is_unspaced_letter(letter) {
            return match at == from {
                true => from + unspaced_word(&text[from..]),
                false => at,
            };
        }
        if !is_word_char(letter) {
            break;
        }
        at += letter.len_utf8();
    }
    at
}

/// Bytes of the letter at the head of `text` with what joins it.
fn unspaced_word(text: &str) -> usize {
    let letters = text.char_indices().skip(1);
    let mut behind = letters.skip_while(|(_, letter)| joins_letter(*letter));
    behind.next().map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text).map(|word| word.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_are_runs_of_letters_digits_and_marks() {
        check("", &[]);
        check("...", &[]);
        check("Zelensky's 30-day truce.", &["Zelensky", "s", "30", "day", "truce"]);
        check("U.S. $20.04", &["U", "S", "20", "04"]);
        check("Re\u{301}mi, Зеленський", &["Re\u{301}mi", "Зеленський"]);
        check("قُرْآن", &["قُرْآن"]);
        check("हिन्दी", &["हिन्दी"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_by_the_letter() {
        check("NHK東京2020", &["NHK", "東", "京", "2020"]);
        check("中国，北京。", &["中", "国", "北", "京"]);
        check(
            "人々がニュースを〆る",
            &["人", "々", "が", "ニ", "ュ", "ー", "ス", "を", "〆", "る"],
        );
        check("か\u{3099}ｶﾞ𠮷", &["か\u{3099}", "ｶﾞ", "𠮷"]);
        check("서울은 K팝", &["서", "울", "은", "K", "팝"]);
        check("กรุงเทพ ๒๕๖๘", &["ก", "รุ", "ง", "เ", "ท", "พ", "๒๕๖๘"]);
        check("ກີບ ភាសា မြန်မာ", &["ກີ", "ບ", "ភា", "សា", "မြ", "န်", "မာ"]);
        check("ㄅㄆ", &["ㄅ", "ㄆ"]);
    }

    #[test]
    fn a_syllable_in_parts_is_the_word_that_it_is_whole() {
        use unicode_normalization::UnicodeNormalization;
        let whole = "한국어 ガ";
        let parts: String = whole.nfd().collect();
        let fold = |text| {
            words(text)
                .map(|word| crate::words::fold(word.text))
                .collect::<Vec<_>>()
        };
        assert_eq!(fold(&parts), fold(whole));
    }

    proptest! {
        #[test]
        fn words_and_what_lies_between_give_the_text_back(
            text in prop_oneof![any::<String>(), "[ -~]{0,12}", "[a1 .é東々ーｶﾞ가\u{1100}\u{1161}\u{301}กุ]{0,12}"],
        ) {
            prop_assert_eq!(words(&text).count(), words(&text).map(|word| word.end).collect::<Vec<_>>().len());
            let mut rebuilt = String::new();
            let mut end = 0;
            for (number, word) in words(&text).enumerate() {
                prop_assert_eq!(word.position, number);
                prop_assert!(text[end..word.start].chars().all(|letter| !is_word_char(letter)));
                prop_assert!(word.text.chars().all(is_word_char));
                let unspaced = word.text.chars().filter(|letter| is_unspaced_letter(*letter) && !joins_letter(*letter));
                prop_assert!(unspaced.count() == 0 || word.text.chars().skip(1).all(joins_letter));
                rebuilt.push_str(&text[end..word.start]);
                rebuilt.push_str(word.text);
                end = word.end;
            }
            rebuilt.push_str(&text[end..]);
            prop_assert_eq!(rebuilt, text);
        }
    }
}
