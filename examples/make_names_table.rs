//! Makes the built-in table of spellings of name parts, `src/words/names/table.bin`, from the file
//! `persons.txt` of the rigour project (see `src/words/names/NOTICE`):
//!
//! ```text
//! cargo run --release --example make_names_table -- persons.txt
//! ```
//!
//! A line of the file is a group: `zelenskiy, zelensky, зеленський => Q12806610`. What is kept:
//!
//! - Forms are folded as the index folds words; those that then are equal need one entry.
//! - A form of several words, with digits, dots or hyphens is dropped, and one of a single letter.
//! - A group with tone marks in digits or with Bopomofo lists the readings of a Chinese sign in many
//!   dialects, which are different names in print: dropped.
//! - A Chinese or Korean family name with more than three short Latin forms is in as many readings:
//!   dropped too.
//! - The form of a woman is dropped from the group of a man (`zelenska`, `smita`, `ivanova`).
//! - Forms in scripts without spaces stay in groups of at least five forms.
//! - A group of one form, or one that is part of another, tells nothing.
//! - Groups of few forms, which are rare names, are dropped until the table has its size.

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::path::Path;

use dateline::words::names::table::{HEADER_BYTES, MAGIC, MOST_BLOCKS, ORDINARY, TABLE_VERSION, bucket_of};
use dateline::words::names::{is_feminine_of, place_words};
use dateline::words::{fold, is_unspaced_letter, is_word_char};

/// Largest table, in bytes.
const MOST_BYTES: usize = 1_000_000;

/// Words a bucket on average: more make the table smaller and a look-up longer.
const WORDS_A_BUCKET: usize = 6;

/// Bytes of text that every block is packed with.
const DICTIONARY_BYTES: usize = 24 << 10;

const LEVEL: i32 = 22;

/// Least forms of a group that keeps those in scripts without spaces.
const FORMS_WITH_UNSPACED: usize = 5;

/// Letters of a reading of a Chinese sign, and how many readings a family name may have.
const LETTERS_OF_READING: usize = 5;
const MOST_READINGS: usize = 3;

/// Words that are ordinary ones too, made by counting: see the NOTICE.
const ORDINARY_WORDS: &str = include_str!("../src/words/names/ordinary_words.txt");

type Forms = BTreeSet<String>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("expected the file persons.txt of rigour")?;
    let text = std::fs::read_to_string(path)?;
    let groups = without_parts(text.lines().filter_map(read_group).collect());
    println!("{} groups that tell something", groups.len());
    let mut ranked: Vec<&Forms> = groups.iter().collect();
    ranked.sort_by_key(|forms| (std::cmp::Reverse(rank(forms)), *forms));
    let (mut kept, mut table) = (0, Vec::new());
    let (mut low, mut high) = (0, ranked.len());
    while low < high {
        let middle = (low + high).div_ceil(2);
        let made = make(&ranked[..middle])?;
        println!("{middle} groups: {} bytes", made.len());
        if made.len() <= MOST_BYTES {
            (low, kept, table) = (middle, middle, made);
        } else {
            high = middle - 1;
        }
        if high - low < 200 {
            break;
        }
    }
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/names/table.bin");
    std::fs::write(&out, &table)?;
    let forms: usize = ranked[..kept].iter().map(|forms| forms.len()).sum();
    println!("{}: {kept} groups, {forms} forms, {} bytes", out.display(), table.len());
    Ok(())
}

fn read_group(line: &str) -> Option<Forms> {
    let (forms, _) = line.rsplit_once("=>")?;
    if forms.contains(|letter: char| letter.is_numeric() || matches!(letter, '\u{3100}'..='\u{312f}')) {
        return None;
    }
    let all: Forms = forms.split(',').filter_map(read_form).collect();
    let is_family_name = all.iter().any(|form| form.ends_with(['姓', '氏', '씨']));
    let is_short_latin = |form: &&String| form.is_ascii() && form.len() <= LETTERS_OF_READING;
    if is_family_name && all.iter().filter(is_short_latin).count() > MOST_READINGS {
        return None;
    }
    let is_kept = |form: &&String| !all.iter().any(|other| is_feminine_of(form, other));
    let mut kept: Forms = all.iter().filter(is_kept).cloned().collect();
    if kept.len() < FORMS_WITH_UNSPACED {
        kept.retain(|form| !is_unspaced(form));
    }
    (kept.len() > 1).then_some(kept)
}

fn read_form(printed: &str) -> Option<String> {
    let is_invisible = |letter: &char| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}');
    let letter = |letter| match letter {
        '’' | 'ʼ' | 'ʻ' | 'ʹ' | '`' | '´' | '׳' => '\'',
        letter => letter,
    };
    let printed: String = printed
        .trim()
        .chars()
        .filter(|letter| !is_invisible(letter))
        .map(letter)
        .collect();
    let form = fold(&printed);
    let letters = form.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_word = form.chars().all(|letter| is_word_char(letter) || letter == '\'')
        && form.starts_with(is_word_char)
        && form.ends_with(is_word_char);
    let is_mixed = is_unspaced(&form)
        && !form
            .chars()
            .all(|letter| !letter.is_alphabetic() || is_unspaced_letter(letter));
    (is_word && !is_mixed && letters > 1).then_some(form)
}

fn is_unspaced(form: &str) -> bool {
    form.contains(is_unspaced_letter)
}

/// The groups, each once, without those whose forms are all in another one.
fn without_parts(groups: BTreeSet<Forms>) -> Vec<Forms> {
    let groups: Vec<Forms> = groups.into_iter().collect();
    let mut with: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, forms) in groups.iter().enumerate() {
        for form in forms {
            with.entry(form).or_default().push(number);
        }
    }
    let is_part = |number: usize| {
        let rarest = groups[number].iter().min_by_key(|form| with[form.as_str()].len());
        let others = rarest.map(|form| with[form.as_str()].as_slice()).unwrap_or_default();
        others
            .iter()
            .any(|other| *other != number && groups[number].is_subset(&groups[*other]))
    };
    let whole: Vec<bool> = (0..groups.len()).map(|number| !is_part(number)).collect();
    groups
        .into_iter()
        .zip(whole)
        .filter(|(_, whole)| *whole)
        .map(|(forms, _)| forms)
        .collect()
}

/// How much a group is worth: its forms; twice those in Latin letters, which an archive in one
/// language prints side by side; half those in scripts without spaces.
fn rank(forms: &Forms) -> usize {
    let worth = |form: &String| match form.chars().next() {
        Some(letter) if letter < '\u{250}' => 4,
        Some(letter) if is_unspaced_letter(letter) => 1,
        _ => 2,
    };
    forms.iter().map(worth).sum()
}

fn make(groups: &[&Forms]) -> Result<Vec<u8>, Box<dyn Error>> {
    let ordinary: HashSet<String> = ORDINARY_WORDS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(str::to_owned)
        .chain(place_words())
        .collect();
    let line = |forms: &&Forms| -> String {
        let member = |form: &String| match ordinary.contains(form) {
            true => format!("{ORDINARY}{form}"),
            false => form.clone(),
        };
        let members: Vec<String> = forms.iter().map(member).collect();
        members.join(" ") + "\n"
    };
    let mut sorted: Vec<(String, &Forms)> = groups.iter().map(|forms| (line(forms), *forms)).collect();
    sorted.sort_by(|one, other| {
        one.0
            .trim_start_matches(ORDINARY)
            .cmp(other.0.trim_start_matches(ORDINARY))
    });
    let bytes: usize = sorted.iter().map(|(line, _)| line.len()).sum();
    let mut blocks = vec![String::new()];
    let mut blocks_of: BTreeMap<&str, BTreeSet<u8>> = BTreeMap::new();
    let mut written = 0;
    for (line, forms) in &sorted {
        if written * MOST_BLOCKS >= bytes * blocks.len() && blocks.len() < MOST_BLOCKS {
            blocks.push(String::new());
        }
        let number = blocks.len() - 1;
        blocks[number].push_str(line);
        written += line.len();
        for form in *forms {
            blocks_of.entry(form).or_default().insert(u8::try_from(number)?);
        }
    }
    let step = (bytes / DICTIONARY_BYTES).max(1);
    let dictionary: String = sorted.iter().step_by(step).map(|(line, _)| line.as_str()).collect();
    let buckets = blocks_of.len().div_ceil(WORDS_A_BUCKET);
    let mut lists: Vec<BTreeSet<u8>> = vec![BTreeSet::new(); buckets];
    for (form, numbers) in blocks_of {
        lists[bucket_of(form, buckets)].extend(numbers);
    }
    let mut packer = zstd::bulk::Compressor::with_dictionary(LEVEL, dictionary.as_bytes())?;
    packer.include_checksum(false)?;
    packer.include_contentsize(true)?;
    let mut table = MAGIC.to_vec();
    table.push(TABLE_VERSION);
    for count in [blocks.len(), buckets, dictionary.len()] {
        table.extend(u32::try_from(count)?.to_le_bytes());
    }
    assert_eq!(table.len(), HEADER_BYTES);
    let mut packed = Vec::new();
    for block in &blocks {
        packed.extend(packer.compress(block.as_bytes())?);
        table.extend(u32::try_from(packed.len())?.to_le_bytes());
    }
    for list in &lists {
        table.push(u8::try_from(list.len())?);
    }
    table.extend(lists.iter().flatten());
    table.extend(dictionary.as_bytes());
    table.extend(packed);
    Ok(table)
}
