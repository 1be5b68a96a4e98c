//! "Did you mean", as one line:
//! `no article holds "zelenksy"; did you mean zelensky (20 articles)?`

use super::grouped;
use crate::search::UnknownWord;

/// Returns what might have been meant by a word that no article holds, as one line without its
/// end.
pub fn did_you_mean(unknown: &UnknownWord) -> String {
    let mut words: Vec<String> = Vec::new();
    for suggestion in &unknown.suggestions {
        let unit = match (words.is_empty(), suggestion.articles) {
            (true, 1) => " article",
            (true, _) => " articles",
            (false, _) => "",
        };
        words.push(format!("{} ({}{unit})", suggestion.word, grouped(suggestion.articles)));
    }
    let field = match unknown.field {
        Some(field) => format!(" in the field `{}`", field.name()),
        None => String::new(),
    };
    let typed = format!("no article holds \"{}\"{field}", unknown.typed);
    match words.split_last() {
        None => typed,
        Some((only, [])) => format!("{typed}; did you mean {only}?"),
        Some((last, first)) => format!("{typed}; did you mean {} or {last}?", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Field;
    use crate::search::Suggestion;

    #[track_caller]
    fn check(field: Option<Field>, suggestions: &[(&str, u64)], expected: &str) {
        let unknown = UnknownWord {
            typed: "zelenksy".to_owned(),
            field,
            suggestions: suggestions
                .iter()
                .map(|(word, articles)| Suggestion {
                    word: (*word).to_owned(),
                    articles: *articles,
                })
                .collect(),
        };
        assert_eq!(did_you_mean(&unknown), expected);
    }

    #[test]
    fn the_line_reads_well_for_every_number_of_words() {
        check(None, &[], "no article holds \"zelenksy\"");
        check(
            None,
            &[("zelensky", 1)],
            "no article holds \"zelenksy\"; did you mean zelensky (1 article)?",
        );
        check(
            None,
            &[("zelensky", 2210), ("\"zele sky\"", 2)],
            "no article holds \"zelenksy\"; did you mean zelensky (2,210 articles) or \"zele sky\" (2)?",
        );
        check(
            None,
            &[("a", 34), ("b", 2), ("c", 1)],
            "no article holds \"zelenksy\"; did you mean a (34 articles), b (2) or c (1)?",
        );
        check(
            Some(Field::Title),
            &[("zelensky", 10)],
            "no article holds \"zelenksy\" in the field `title`; did you mean zelensky (10 articles)?",
        );
    }
}
