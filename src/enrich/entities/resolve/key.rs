//! A name as it is compared: words in small letters without accents, apostrophes and full stops.
//!
//! Spellings of one name differ in vowels and doubled letters (Zelensky, Zelenskyy; Mohamed,
//! Mohammed). Two words may be spellings of one if they are equal, or are long, one edit apart
//! and have the same consonants and the same ending: Zelensky is not Zelenska.

use xxhash_rust::xxh3::xxh3_64;

use super::lists::is_article;
use crate::words::fold_into;

/// Letters that a word has at least for another spelling of it to be taken for the same name. Among
/// shorter ones too many differ by a letter: Brown and Braun.
const MIN_VARIANT_LETTERS: usize = 6;

/// A name as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The words, folded.
    pub(super) words: Vec<String>,
    /// The words one behind the other, without spaces: Ban Ki-moon is Ban Ki Moon.
    pub(super) flat: String,
}

/// Which full stops divide words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stops {
    /// Each letter with a full stop is a word: the initials J.K.
    Divide,
    /// All letters together are one: the U.S.
    Join,
}

/// Makes the key of a name. `folded` is room for it.
pub(super) fn key_of(name: &str, stops: Stops, folded: &mut String) -> Key {
    fold_into(name, folded);
    let mut key = Key {
        words: Vec::with_capacity(4),
        flat: String::with_capacity(folded.len()),
    };
    // Where the word that is being read begins in `flat`.
    let mut start = 0;
    for letter in folded.chars() {
        let is_end = match letter {
            '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' => false,
            '.' => stops == Stops::Divide,
            '-' | '‐' | '‑' => is_article(key.flat.get(start..).unwrap_or_default()),
            '&' => {
                end_word(&mut key, &mut start);
                key.flat.push_str("and");
                true
            }
            _ if letter.is_alphanumeric() => {
                key.flat.push(letter);
                false
            }
            _ => true,
        };
        if is_end {
            end_word(&mut key, &mut start);
        }
    }
    end_word(&mut key, &mut start);
    key
}

fn end_word(key: &mut Key, start: &mut usize) {
    if let Some(word) = key.flat.get(*start..).filter(|word| !word.is_empty()) {
        key.words.push(word.to_owned());
        *start = key.flat.len();
    }
}

/// True for a single letter: an initial.
pub(super) fn is_initial(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// True for an initial, and for several without full stops: `jk`.
pub(super) fn are_initials(word: &str) -> bool {
    is_initial(word) || (word.len() <= 3 && !word.contains(is_vowel))
}

/// True if two folded words may be spellings of one name.
pub(super) fn is_same_word(one: &str, other: &str) -> bool {
    one == other || is_variant(one, other, MIN_VARIANT_LETTERS)
}

/// True if two different words of at least so many letters may be spellings of one name.
pub(super) fn is_variant(one: &str, other: &str, min_letters: usize) -> bool {
    let is_long = |word: &str| word.len() >= min_letters && word.chars().count() >= min_letters;
    let are_scandinavian = |sen: &str, son: &str| sen.ends_with("sen") && son.ends_with("son");
    is_long(one)
        && is_long(other)
        && is_one_edit(one, other)
        // Andersen and Anderson are two families.
        && !are_scandinavian(one, other)
        && !are_scandinavian(other, one)
        && skeleton(one).eq(skeleton(other))
}

/// True if one letter more, less or other makes one word the other.
fn is_one_edit(one: &str, other: &str) -> bool {
    let common = |letters: (char, char)| letters.0 == letters.1;
    let front: usize = one
        .chars()
        .zip(other.chars())
        .take_while(|letters| common(*letters))
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let (one, other) = (&one[front..], &other[front..]);
    let back: usize = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|letters| common(*letters))
        .map(|(letter, _)| letter.len_utf8())
        .sum();
    let is_short = |rest: &str| rest.chars().nth(1).is_none();
    is_short(&one[..one.len() - back]) && is_short(&other[..other.len() - back])
}

/// The consonants of a word, doubled ones once, and its ending: `I` for -i, -y, -j and their like,
/// else its last vowel.
fn skeleton(word: &str) -> impl Iterator<Item = char> + '_ {
    let stem = word.trim_end_matches(['i', 'y', 'j']);
    let ending = match stem.len() < word.len() {
        true => Some('I'),
        false => word.chars().next_back().filter(|letter| is_vowel(*letter)),
    };
    let mut last = None;
    let consonants = stem.chars().filter(move |letter| {
        let is_doubled = last == Some(*letter);
        last = Some(*letter);
        !is_vowel(*letter) && !is_doubled
    });
    consonants.chain(ending)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// A number that is the same for all spellings of a word that [`is_same_word`] takes for one name.
pub(super) fn bucket(word: &str) -> u64 {
    let mut bytes = [0; 32];
    let mut length = 0;
    for byte in skeleton(word).flat_map(|letter| u32::from(letter).to_le_bytes()) {
        if let Some(place) = bytes.get_mut(length) {
            *place = byte;
            length += 1;
        }
    }
    xxh3_64(&bytes[..length])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(name: &str, stops: Stops, expected: &str) {
        assert_eq!(key_of(name, stops, &mut String::new()).words.join(" "), expected);
    }

    #[test]
    fn names_are_compared_without_marks() {
        check("Ban Ki-moon", Stops::Divide, "ban kimoon");
        check("Bashar al-Assad", Stops::Divide, "bashar al assad");
        check("J.K. Rowling", Stops::Divide, "j k rowling");
        check("U.S.", Stops::Join, "us");
        check("Sana'a", Stops::Join, "sanaa");
        check("Søren O’Brien", Stops::Divide, "soren obrien");
        check("Johnson & Johnson", Stops::Join, "johnson and johnson");
        check("AT&T", Stops::Join, "at and t");
        check(" - . ' ", Stops::Join, "");
    }

    #[test]
    fn spellings_of_one_word_are_told_from_other_names() {
        for (one, other) in [
            ("zelensky", "zelenskyy"),
            ("zelensky", "zelenskiy"),
            ("mohamed", "mohammed"),
            ("muhammad", "mohammad"),
            ("phillips", "philips"),
            ("yanukovich", "yanukovych"),
        ] {
            assert!(is_same_word(one, other), "{one} {other}");
            assert_eq!(bucket(one), bucket(other), "{one} {other}");
        }
        for (one, other) in [
            ("zelensky", "zelenska"),
            ("zelenski", "zelenska"),
            ("zelensky", "zelinskas"),
            ("ivanov", "ivanova"),
            ("andersen", "anderson"),
            ("brown", "braun"),
            ("martin", "martins"),
            ("gabriel", "gabriela"),
            ("christina", "christine"),
            ("schmidt", "schmitt"),
        ] {
            assert!(!is_same_word(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn spellings_of_one_word_share_a_bucket(one in "[a-eiy]{0,9}", other in "[a-eiy]{0,9}") {
            prop_assert_eq!(is_same_word(&one, &other), is_same_word(&other, &one));
            if is_same_word(&one, &other) {
                prop_assert_eq!(bucket(&one), bucket(&other));
            }
        }

        #[test]
        fn any_name_has_a_key(name in "\\PC{0,30}") {
            let key = key_of(&name, Stops::Divide, &mut String::new());
            prop_assert_eq!(key.words.concat(), key.flat);
        }
    }
}
