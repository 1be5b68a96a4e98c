//! Clusters and lists of names, from the training data to the tables of the model.

use std::path::Path;

use dateline::enrich::entities::recognise::lexicon::{LexiconBytes, list, write_lexicon};
use dateline::enrich::entities::recognise::tokens::tokenize;

/// Reads `clusters.tsv` (word, three numbers) and `gaz.tsv` (list, name in small letters).
pub fn read_lexicon(data: &Path) -> std::io::Result<LexiconBytes> {
    let clusters = std::fs::read_to_string(data.join("clusters.tsv"))?;
    let lists = std::fs::read_to_string(data.join("gaz.tsv"))?;
    let clusters: Vec<(&str, [u16; 3])> = clusters.lines().filter_map(cluster_line).collect();
    let mut tokens = Vec::new();
    let mut names = Vec::new();
    for line in lists.lines() {
        let Some((name_of_list, name)) = line.split_once('\t') else {
            continue;
        };
        let Some(bit) = list::NAMES.iter().position(|known| *known == name_of_list) else {
            continue;
        };
        let name = as_printed(name);
        // As the recogniser cuts it.
        tokenize(&name, &mut tokens);
        let words: Vec<String> = tokens.iter().map(|token| token.of(&name).to_lowercase()).collect();
        let is_word_list =
            (1 << bit) & (list::FIRST_NAME | list::LAST_NAME | list::ORG_WORD | list::ORG_SURE | list::TITLE) != 0;
        if words.len() == 1 || !is_word_list {
            names.push((words, 1 << bit));
        }
    }
    Ok(write_lexicon(&clusters, &names))
}

fn cluster_line(line: &str) -> Option<(&str, [u16; 3])> {
    let mut cells = line.split('\t');
    let word = cells.next()?;
    let mut number = || cells.next()?.parse().ok();
    Some((word, [number()?, number()?, number()?]))
}

/// A name with its words capitalised: `St. Louis`, since it is cut by that. All of it where it may be
/// one word of letters: `AT&T`.
fn as_printed(name: &str) -> String {
    if name.contains('&') {
        return name.to_uppercase();
    }
    let mut printed = String::new();
    let mut begins = true;
    for letter in name.chars() {
        if begins {
            printed.extend(letter.to_uppercase());
        } else {
            printed.push(letter);
        }
        begins = letter == ' ';
    }
    printed
}
