//! What is known of a word by itself, wherever it stands: its letters, its shape, its lists.

use xxhash_rust::xxh3::xxh3_64;

use super::tokens::Token;

/// Joins two hashes to one; the order counts.
#[inline]
pub fn mix(first: u64, second: u64) -> u64 {
    let mixed = (first ^ second.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

/// Letters whose hash is made at once, without a branch on their number: most words.
const SHORT_BYTES: usize = 16;

/// The hash of some letters.
pub fn hash_of(letters: &[u8]) -> u64 {
    if letters.len() > SHORT_BYTES {
        return xxh3_64(letters);
    }
    let number = letters
        .iter()
        .rev()
        .fold(0, |number, letter| number << 8 | u128::from(*letter));
    short_hash(number, letters.len())
}

/// The hash of a text's letters from `start` to `end`.
#[inline]
pub fn hash_at(text: &str, start: usize, end: usize) -> u64 {
    let length = end.saturating_sub(start);
    let around = text.as_bytes().get(start..).and_then(|rest| rest.first_chunk());
    match around {
        Some(letters) if (1..=SHORT_BYTES).contains(&length) => {
            let beyond = 8 * (SHORT_BYTES - length);
            short_hash(u128::from_le_bytes(*letters) << beyond >> beyond, length)
        }
        _ => hash_of(text.as_bytes().get(start..end).unwrap_or(&[])),
    }
}

/// Multiplies the halves and folds the product, as wyhash does (Wang Yi).
#[inline]
fn short_hash(letters: u128, length: usize) -> u64 {
    let (low, high) = (letters as u64, (letters >> 64) as u64);
    let first = u128::from(low ^ 0xA076_1D64_78BD_642F ^ length as u64);
    let second = u128::from(high ^ 0xE703_7ED1_A0B4_28DB);
    let product = first.wrapping_mul(second);
    mix(product as u64, (product >> 64) as u64)
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// `word`
    #[default]
    Small,
    /// `Word`
    Capitalised,
    /// `WORD`
    Capitals,
    /// `W`
    Letter,
    /// `W.`
    Initial,
    /// `1998`, `3.5`
    Number,
    /// `McDonald`, `eBay`
    Mixed,
    /// `,`
    Sign,
    /// `B2`, `90th`
    WithDigits,
    /// `U.S.`
    Initials,
    /// `Jean-Claude`
    Hyphened,
    /// `al-Qaida`
    SmallHyphened,
    /// `O'Brien`
    Apostrophe,
    /// `St.`, `Amazon.com`
    Abbreviation,
    /// `AL-QAIDA`
    CapitalsHyphened,
    /// Beyond the sentence.
    Outside,
}

/// A word, its neighbours left aside.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Hash of the word in small letters; of numbers, of their length only.
    pub lower: u64,
    /// Its clusters of similar words, fine, middle and coarse, from 1 on; 0 if it has none.
    pub clusters: [u16; 3],
    /// The lists that hold it, bits of [`list`](super::lexicon::list).
    pub lists: u16,
    /// How it is written.
    pub shape: Shape,
    /// It begins the name of a list that has several words.
    pub begins_phrase: bool,
}

impl Word {
    /// What stands where the sentence has ended.
    pub const OUTSIDE: Word = Word {
        lower: 1,
        clusters: [0; 3],
        lists: 0,
        shape: Shape::Outside,
        begins_phrase: false,
    };
}

/// Hashes of the beginnings and endings of a word, and of the word as printed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Affixes {
    /// Hash of the word as printed.
    pub printed: u64,
    /// Of the first 1 to 4 bytes in small letters; 0 where the word is no longer than that.
    pub first: [u64; 4],
    /// Of the last 1 to 4.
    pub last: [u64; 4],
}

impl Affixes {
    /// Those of a word, given as printed and in small letters.
    pub fn of(printed: &str, lower: &str) -> Affixes {
        let mut affixes = Affixes {
            printed: hash_of(printed.as_bytes()),
            ..Affixes::default()
        };
        let bytes = lower.as_bytes();
        let most = bytes.len().saturating_sub(1).min(affixes.first.len());
        for (count, (first, last)) in (1..=most).zip(affixes.first.iter_mut().zip(&mut affixes.last)) {
            *first = hash_of(&bytes[..count]);
            *last = hash_of(&bytes[bytes.len() - count..]);
        }
        affixes
    }

    /// The last three bytes alone.
    pub fn of_ending(lower: &str) -> Affixes {
        let mut affixes = Affixes::default();
        let bytes = lower.as_bytes();
        if bytes.len() > 3 {
            affixes.last[2] = hash_of(&bytes[bytes.len() - 3..]);
        }
        affixes
    }
}

/// Puts a word in small letters into `lower`, and signs in the form in which typewriters had them.
pub fn set_lower(word: &str, lower: &mut String) {
    lower.clear();
    match word {
        "“" | "”" | "``" | "''" | "„" | "«" | "»" => lower.push('"'),
        "–" | "—" | "_" => lower.push_str("--"),
        _ if word.is_ascii() => {
            lower.push_str(word);
            lower.make_ascii_lowercase();
        }
        _ => {
            let straight = |letter| {
                if matches!(letter, '’' | '‘' | 'ʼ' | 'ʻ') {
                    '\''
                } else {
                    letter
                }
            };
            lower.extend(word.chars().flat_map(char::to_lowercase).map(straight));
        }
    }
}

/// The hash that stands for a word in small letters. Numbers count by their length.
pub fn lower_hash(lower: &str, shape: Shape) -> u64 {
    if shape != Shape::Number {
        return hash_of(lower.as_bytes());
    }
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let looks_like_year = digits == 4 && lower.len() == 4;
    1_000 + digits as u64 + if looks_like_year { 100 } else { 0 }
}

/// How a word is written.
pub fn shape_of(word: &str) -> Shape {
    let (mut capitals, mut small, mut digits, mut others) = (0, 0, 0, 0);
    let (mut has_stop, mut has_hyphen, mut has_apostrophe) = (false, false, false);
    for letter in word.chars() {
        match letter {
            '.' => has_stop = true,
            '-' => has_hyphen = true,
            '\'' | '’' | '‘' | '`' => has_apostrophe = true,
            'a'..='z' => small += 1,
            'A'..='Z' => capitals += 1,
            '0'..='9' => digits += 1,
            _ if letter.is_uppercase() => capitals += 1,
            _ if letter.is_lowercase() => small += 1,
            _ => others += usize::from(letter.is_alphabetic()),
        }
    }
    let begins_capital = word.starts_with(char::is_uppercase);
    match () {
        () if capitals + small + digits + others == 0 => Shape::Sign,
        () if digits > 0 && capitals + small == 0 => Shape::Number,
        () if digits > 0 => Shape::WithDigits,
        () if capitals == 0 => Shape::Small,
        () if has_stop && small > 0 => Shape::Abbreviation,
        () if has_stop && capitals == 1 => Shape::Initial,
        () if has_stop => Shape::Initials,
        () if has_hyphen && small == 0 => Shape::CapitalsHyphened,
        () if has_hyphen && begins_capital => Shape::Hyphened,
        () if has_hyphen => Shape::SmallHyphened,
        () if has_apostrophe => Shape::Apostrophe,
        () if capitals == 1 && small + others == 0 => Shape::Letter,
        () if small + others == 0 => Shape::Capitals,
        () if begins_capital && capitals == 1 => Shape::Capitalised,
        () => Shape::Mixed,
    }
}

/// True if a name may go on behind a token without a capital: `Bank of England`, `Ludwig van
/// Beethoven`, `Marks & Spencer`.
pub fn is_connector(text: &str, token: Token) -> bool {
    let word = token.of(text);
    let begins_digit = word.starts_with(|letter: char| letter.is_ascii_digit());
    match word {
        "&" | "-" | "–" | "," | "." | "'" | "’" | "/" | "y" | "e" | "a" | "'s" | "’s" | "of" | "the" | "for"
        | "and" | "de" | "la" | "al" | "el" | "bin" | "ibn" | "van" | "von" | "der" | "den" | "da" | "dos" | "das"
        | "do" | "du" | "del" | "di" | "le" | "les" | "in" | "on" | "to" | "at" | "abu" | "bint" | "ul" | "ur"
        | "as" | "ed" | "ter" | "ten" | "with" | "against" | "ben" | "zu" | "et" | "und" | "i" | "af" => true,
        _ => begins_digit && shape_of(word) == Shape::Number,
    }
}

/// True for a word that is no name where no other capitalised word stands beside it: most of those that
/// begin a sentence, and days.
pub fn is_never_alone(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "I"
            | "It"
            | "This"
            | "We"
            | "In"
            | "He"
            | "A"
            | "But"
            | "As"
            | "They"
            | "And"
            | "These"
            | "That"
            | "There"
            | "For"
            | "If"
            | "Our"
            | "However"
            | "Last"
            | "To"
            | "At"
            | "Under"
            | "With"
            | "She"
            | "By"
            | "While"
            | "One"
            | "Today"
            | "You"
            | "An"
            | "What"
            | "Some"
            | "On"
            | "After"
            | "No"
            | "Since"
            | "When"
            | "My"
            | "During"
            | "So"
            | "All"
            | "Now"
            | "Over"
            | "Despite"
            | "Other"
            | "Many"
            | "Of"
            | "His"
            | "Each"
            | "From"
            | "Although"
            | "Even"
            | "Their"
            | "Both"
            | "Among"
            | "Most"
            | "Its"
            | "Another"
            | "Because"
            | "Those"
            | "Also"
            | "About"
            | "Not"
            | "How"
            | "Her"
            | "Who"
            | "Why"
            | "Where"
            | "Yet"
            | "Or"
            | "Is"
            | "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_have_one_hash_wherever_they_stand(before in "\\PC{0,9}", word in "\\PC{0,20}", behind in "\\PC{0,20}") {
            let text = format!("{before}{word}{behind}");
            let end = before.len() + word.len();
            prop_assert_eq!(hash_at(&text, before.len(), end), hash_of(word.as_bytes()));
        }
    }

    #[test]
    fn shapes_tell_how_a_word_is_written() {
        for (word, shape) in [
            ("word", Shape::Small),
            ("Word", Shape::Capitalised),
            ("WORD", Shape::Capitals),
            ("W", Shape::Letter),
            ("W.", Shape::Initial),
            ("1998", Shape::Number),
            ("McDonald", Shape::Mixed),
            ("eBay", Shape::Mixed),
            (",", Shape::Sign),
            ("U.S.", Shape::Initials),
            ("Jean-Claude", Shape::Hyphened),
            ("al-Qaida", Shape::SmallHyphened),
            ("AL-QAIDA", Shape::CapitalsHyphened),
            ("O’Brien", Shape::Apostrophe),
            ("St.", Shape::Abbreviation),
            ("90th", Shape::WithDigits),
            ("Élysée", Shape::Capitalised),
            ("Київ", Shape::Capitalised),
            ("北京", Shape::Small),
        ] {
            assert_eq!(shape_of(word), shape, "{word}");
        }
    }
}
