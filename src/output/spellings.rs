//! Which other spellings a search looked for, as one line:
//! `zelensky also matched Zelenskyy 801 · Zelenskiy 119 (=zelensky for this spelling alone)`

use super::grouped;
use crate::query::Field;
use crate::search::OtherSpellings;

/// Longest name of a place that is shown in capitals: US, UAE.
const LETTERS_OF_ABBREVIATION: usize = 3;

/// Returns the other spellings of a word or name with the articles of the archive that hold each, as
/// one line without its end.
pub fn also_matched(spellings: &OtherSpellings) -> String {
    let counted = spellings
        .words
        .iter()
        .map(|(word, articles)| format!("{} {}", capitalised(word, spellings.field), grouped(*articles)));
    let mut listed: Vec<String> = counted.collect();
    if spellings.more > 0 {
        listed.push(format!("{} more", grouped(spellings.more as u64)));
    }
    format!(
        "{} also matched {} ({} for this spelling alone)",
        spellings.typed,
        listed.join(" · "),
        spellings.alone
    )
}

/// A folded name as it may have been printed.
fn capitalised(folded: &str, field: Option<Field>) -> String {
    let is_place = matches!(field, Some(Field::Place | Field::PlaceGiven | Field::PlaceFound));
    if is_place && folded.chars().count() <= LETTERS_OF_ABBREVIATION {
        return folded.to_uppercase();
    }
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).collect::<String>()
    };
    folded.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: Option<Field>, words: &[(&str, u64)], more: usize, expected: &str) {
        let spellings = OtherSpellings {
            span: 0..0,
            typed: "zelensky".to_owned(),
            field,
            alone: "=zelensky".to_owned(),
            words: words
                .iter()
                .map(|(word, articles)| ((*word).to_owned(), *articles))
                .collect(),
            more,
        };
        assert_eq!(also_matched(&spellings), expected);
    }

    #[test]
    fn the_line_names_each_spelling_with_its_articles() {
        check(
            None,
            &[("zelenskyy", 1801), ("zelenskiy", 119)],
            0,
            "zelensky also matched Zelenskyy 1,801 · Zelenskiy 119 (=zelensky for this spelling alone)",
        );
        check(
            Some(Field::Person),
            &[("зеленський", 2), ("v zelensky", 1)],
            3,
            "zelensky also matched Зеленський 2 · V Zelensky 1 · 3 more (=zelensky for this spelling alone)",
        );
        check(
            Some(Field::Place),
            &[("us", 5), ("u s", 4), ("america", 1)],
            0,
            "zelensky also matched US 5 · U S 4 · America 1 (=zelensky for this spelling alone)",
        );
    }
}
