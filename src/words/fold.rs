//! Folding: the form in which a word stands in the index.
//!
//! Small letters, then accents off by canonical decomposition (Unicode NFD), then the Latin
//! letters that do not decompose by a table (`ø` to `o`, `ß` to `ss`). Two named rules for
//! Cyrillic: `й` stays a letter of its own, `ё` becomes `е`.
//!
//! Marks are taken off by their canonical combining class: 200 and over (accents of Latin, Greek
//! and Cyrillic letters) and 10 to 36 (Hebrew points, Arabic vowel signs). Marks of other classes
//! are part of the letter in Devanagari, Thai, Japanese and others, and stay.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::{MAX_WORD_BYTES, words};

/// Returns a word as it stands in the index.
///
/// ```
/// assert_eq!(dateline::words::fold("Rémi"), "remi");
/// assert_eq!(dateline::words::fold("STRAßE"), "strasse");
/// ```
pub fn fold(word: &str) -> String {
    let mut folded = String::new();
    fold_into(word, &mut folded);
    folded
}

/// Like [`fold`], into a buffer that is cleared first, so that a loop allocates once.
pub fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
    } else {
        fold_unicode(word, folded);
    }
    cut(folded);
}

/// Returns a name as it stands in the index whole: its folded words with single spaces between
/// them, so that `U.S.` is `u s`.
///
/// ```
/// assert_eq!(dateline::words::fold_name("Jean-Luc  Mélenchon"), "jean luc melenchon");
/// ```
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

fn fold_unicode(word: &str, folded: &mut String) {
    let small = word.nfc().flat_map(char::to_lowercase);
    let mut bare = String::with_capacity(word.len());
    for letter in small {
        if letter == 'й' {
            bare.push(letter);
            continue;
        }
        for part in std::iter::once(letter).nfd() {
            match part {
                _ if is_accent(part) => {}
                'ς' => bare.push('σ'),
                _ => match latin_letter(part) {
                    Some(plain) => bare.push_str(plain),
                    None => bare.push(part),
                },
            }
        }
    }
    folded.extend(bare.nfc());
}

fn is_accent(letter: char) -> bool {
    matches!(canonical_combining_class(letter), 10..=36 | 200..)
}

/// Latin letters that Unicode does not decompose, in their usual ASCII spelling.
fn latin_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'ł' => "l",
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ĸ' => "k",
        'ſ' => "s",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

fn cut(folded: &mut String) {
    if folded.len() > MAX_WORD_BYTES {
        let mut end = MAX_WORD_BYTES;
        while !folded.is_char_boundary(end) {
            end -= 1;
        }
        folded.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(printed: &str, folded: &str) {
        assert_eq!(fold(printed), folded);
    }

    #[test]
    fn case_and_accents_are_folded() {
        check("Crimea", "crimea");
        check("Rémi", "remi");
        check("Re\u{301}mi", "remi");
        check("Øystein", "oystein");
        check("Łódź", "lodz");
        check("STRASSE", "strasse");
        check("Straße", "strasse");
        check("Ægir", "aegir");
        check("İstanbul", "istanbul");
        check("oﬃce", "office");
        check("ΟΔΟΣ", "οδοσ");
        check("οδός", "οδοσ");
    }

    #[test]
    fn cyrillic_keeps_short_i_and_folds_yo() {
        check("Зеленський", "зеленський");
        check("Горбачёв", "горбачев");
    }

    #[test]
    fn points_and_vowel_signs_go_but_letters_of_other_scripts_stay() {
        check("שָׁלוֹם", "שלום");
        check("قُرْآن", "قران");
        check("हिन्दी", "हिन्दी");
        check("が", "が");
    }

    #[test]
    fn an_endless_word_keeps_its_beginning() {
        assert_eq!(fold(&"é".repeat(5_000)), "e".repeat(MAX_WORD_BYTES));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
