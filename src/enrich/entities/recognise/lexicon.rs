//! What the model file knows of words: clusters of similar words, lists of names.

use super::table::{Table, write_table};
use super::words::{Affixes, Shape, Word, hash_of, lower_hash, mix, set_lower, shape_of};

/// The lists a word or a name may stand on, one bit each.
pub mod list {
    /// Countries.
    pub const COUNTRY: u16 = 1;
    /// Towns of more than some 100,000 people.
    pub const BIG_CITY: u16 = 1 << 1;
    /// `Kenyan`, `Kurds`.
    pub const DEMONYM: u16 = 1 << 2;
    /// Parts of the world, seas, mountains.
    pub const REGION: u16 = 1 << 3;
    /// Smaller towns.
    pub const CITY: u16 = 1 << 4;
    /// States and provinces.
    pub const STATE: u16 = 1 << 5;
    /// Given names.
    pub const FIRST_NAME: u16 = 1 << 6;
    /// Family names.
    pub const LAST_NAME: u16 = 1 << 7;
    /// Words that often end the name of an organisation: `Group`, `Times`.
    pub const ORG_WORD: u16 = 1 << 8;
    /// Words that hardly stand in anything else: `Ltd`, `Ministry`.
    pub const ORG_SURE: u16 = 1 << 9;
    /// `President`, `Mr.`
    pub const TITLE: u16 = 1 << 10;
    /// Well-known organisations.
    pub const ORG: u16 = 1 << 11;
    /// The word begins a name of several words. Only in the table of words.
    pub const BEGINS: u16 = 1 << 15;

    /// The names of the lists in training data, in the order of their bits.
    pub const NAMES: [&str; 12] = [
        "country",
        "bigcity",
        "demonym",
        "region",
        "city",
        "state",
        "first",
        "last",
        "orgkw",
        "orgstrong",
        "title",
        "orgname",
    ];
}

/// Words of the longest name that is looked up.
pub const MOST_PHRASE_WORDS: usize = 7;

/// Bits of the numbers of fine and middle clusters; the coarse one has the rest of 24.
const CLUSTER_BITS: [u32; 2] = [10, 8];

/// Clusters and lists, read where they lie.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    /// From the hash of a word to its three clusters in 24 bits.
    clusters: Table<'a>,
    /// From the hash of a word to its lists.
    words: Table<'a>,
    /// From the hash of the first words of a name to the lists that hold just them; none if the name
    /// must go on.
    phrases: Table<'a>,
}

/// The three tables of a lexicon, as they are written.
#[derive(Clone, Debug, Default)]
pub struct LexiconBytes {
    /// Clusters.
    pub clusters: Vec<u8>,
    /// Single words.
    pub words: Vec<u8>,
    /// Names of several words.
    pub phrases: Vec<u8>,
}

impl<'a> Lexicon<'a> {
    /// Opens the tables. Returns None if one is damaged.
    pub fn open(clusters: &'a [u8], words: &'a [u8], phrases: &'a [u8]) -> Option<Lexicon<'a>> {
        Some(Lexicon {
            clusters: Table::open(clusters)?,
            words: Table::open(words)?,
            phrases: Table::open(phrases)?,
        })
    }

    /// Looks a word up. `lower` is room to work in, and holds the word in small letters afterwards.
    pub fn word(&self, printed: &str, lower: &mut String) -> Word {
        set_lower(printed, lower);
        let shape = shape_of(printed);
        let hash = hash_of(lower.as_bytes());
        let mut clusters = self.clusters_of(hash);
        if clusters[0] == 0
            && matches!(shape, Shape::Hyphened | Shape::SmallHyphened | Shape::CapitalsHyphened)
            && let Some((_, last)) = lower.rsplit_once('-')
        {
            clusters = self.clusters_of(hash_of(last.as_bytes()));
        }
        let lists = self.words.row::<2>(hash).map_or(0, |row| u16::from_le_bytes(*row));
        Word {
            lower: lower_hash(lower, shape),
            clusters,
            lists: lists & !list::BEGINS,
            shape,
            begins_phrase: lists & list::BEGINS != 0,
        }
    }

    /// The same with what only the features of the word itself need.
    pub fn word_with_affixes(&self, printed: &str, lower: &mut String) -> (Word, Affixes) {
        let word = self.word(printed, lower);
        (word, Affixes::of(printed, lower))
    }

    fn clusters_of(&self, hash: u64) -> [u16; 3] {
        let Some(&[low, middle, high]) = self.clusters.row::<3>(hash) else {
            return [0; 3];
        };
        let packed = u32::from_le_bytes([low, middle, high, 0]);
        let [fine, mid] = CLUSTER_BITS;
        let part = |shift: u32, bits: u32| (packed >> shift & ((1 << bits) - 1)) as u16 + 1;
        [part(0, fine), part(fine, mid), part(fine + mid, 24 - fine - mid)]
    }

    /// The lists that hold the name of the words so far, and whether it may go on: `state` is the hash
    /// of the words before, 0 at the first. None if no name begins so.
    #[inline]
    pub fn phrase(&self, state: &mut u64, lower: u64) -> Option<u16> {
        *state = mix(state.wrapping_add(77), lower);
        self.phrases.row::<2>(*state).map(|row| u16::from_le_bytes(*row))
    }
}

/// Writes clusters, given as word and the numbers of its three clusters from 0 on, and lists, given as
/// the words of a name in small letters and the bits of its lists.
pub fn write_lexicon(clusters: &[(&str, [u16; 3])], names: &[(Vec<String>, u16)]) -> LexiconBytes {
    let [fine, mid] = CLUSTER_BITS;
    let mut cluster_rows = clusters
        .iter()
        .map(|(word, [first, second, third])| {
            let packed = u32::from(*first) | u32::from(*second) << fine | u32::from(*third) << (fine + mid);
            (hash_of(word.as_bytes()), packed.to_le_bytes()[..3].to_vec())
        })
        .collect();
    let mut words = std::collections::BTreeMap::<u64, u16>::new();
    let mut phrases = std::collections::BTreeMap::<u64, u16>::new();
    for (name, lists) in names {
        let hashes = name.iter().map(|word| hash_of(word.as_bytes()));
        let Some(first) = hashes.clone().next() else {
            continue;
        };
        if name.len() == 1 {
            *words.entry(first).or_default() |= lists;
            continue;
        }
        *words.entry(first).or_default() |= list::BEGINS;
        let mut state = 0_u64;
        for (place, hash) in hashes.enumerate() {
            state = mix(state.wrapping_add(77), hash);
            *phrases.entry(state).or_default() |= if place + 1 == name.len() { *lists } else { 0 };
        }
    }
    let rows = |map: std::collections::BTreeMap<u64, u16>| -> Vec<(u64, Vec<u8>)> {
        map.into_iter()
            .map(|(hash, lists)| (hash, lists.to_le_bytes().to_vec()))
            .collect()
    };
    LexiconBytes {
        clusters: write_table(&mut cluster_rows, 3),
        words: write_table(&mut rows(words), 2),
        phrases: write_table(&mut rows(phrases), 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_names_come_back_with_their_lists() {
        let names = [
            (vec!["kenya".to_owned()], list::COUNTRY),
            (vec!["new".to_owned(), "york".to_owned()], list::BIG_CITY),
        ];
        let bytes = write_lexicon(&[("kenya", [999, 127, 31])], &names);
        let lexicon = Lexicon::open(&bytes.clusters, &bytes.words, &bytes.phrases).expect("a lexicon");
        let mut lower = String::new();
        let kenya = lexicon.word("KENYA", &mut lower);
        assert_eq!((kenya.lists, kenya.clusters), (list::COUNTRY, [1000, 128, 32]));
        let new = lexicon.word("New", &mut lower);
        assert!(new.begins_phrase && new.lists == 0);
        let mut state = 0;
        assert_eq!(lexicon.phrase(&mut state, new.lower), Some(0));
        assert_eq!(
            lexicon.phrase(&mut state, lexicon.word("York", &mut lower).lower),
            Some(list::BIG_CITY)
        );
        assert_eq!(lexicon.phrase(&mut state, new.lower), None);
    }
}
