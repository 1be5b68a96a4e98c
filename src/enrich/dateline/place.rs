//! The name of a place as a dateline prints it, and as it is written in a text: `NEW YORK` is
//! New York, `RIO DE JANEIRO` Rio de Janeiro.

/// Longer names are sentences.
const MAX_WORDS: usize = 5;

/// Letters that the name of a place in capitals has at least: `OSLO`. What is shorter is mostly an
/// abbreviation.
const MIN_CAPITALS: usize = 4;

/// Small words inside names: Rio de Janeiro, Isle of Man, Aix-en-Provence.
const PARTICLES: &[&str] = &[
    "of", "the", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "les", "el", "al", "am", "an",
    "der", "den", "ob", "im", "in", "en", "sur", "sous", "upon", "on", "na", "и", "на",
];

/// What stays in capitals.
const CODES: &[&str] = &["DC", "NY", "FL", "TX", "UK", "US", "USA", "UAE", "DRC"];

/// Abbreviations at the beginning of names, whose full stop belongs to them.
const ABBREVIATIONS: &[&str] = &["st", "ste", "ft", "mt", "pt"];

/// True for a small word inside names, in small letters.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// A name at the head of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name<'a> {
    /// As printed.
    pub(super) printed: &'a str,
    /// True if all of it is in capitals and it is long enough to be no abbreviation.
    pub(super) is_in_capitals: bool,
}

/// Takes the name at the head of a text: words that begin with a capital letter, small words between
/// them. `ends` says where the name is over although such a word follows: at a date, an agency. A
/// qualifier may be an abbreviation with its full stop: `Md.`.
pub(super) fn name_at<'a>(text: &'a str, is_qualifier: bool, ends: &dyn Fn(&str) -> bool) -> Option<Name<'a>> {
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    while words < MAX_WORDS {
        let rest = &text[at..];
        if words > 0 && ends(rest) {
            break;
        }
        let word = word_at(rest, is_qualifier);
        let is_particle = PARTICLES.contains(&word);
        if word.is_empty() || !(word.starts_with(char::is_uppercase) || (words > 0 && is_particle)) {
            break;
        }
        words += 1;
        at += word.len();
        if !is_particle {
            end = at;
        }
        let space = text[at..].len() - text[at..].trim_start_matches([' ', '\u{a0}']).len();
        if space == 0 {
            break;
        }
        at += space;
    }
    let printed = text.get(..end).filter(|name| !name.is_empty())?;
    let letters = printed.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_in_capitals = letters >= MIN_CAPITALS && printed.split_whitespace().all(is_capital_word);
    Some(Name {
        printed,
        is_in_capitals,
    })
}

/// The word at the head of a text, with the marks inside it: `L'Ange-Gardien`, `D.C.`, `SAN`A`.
fn word_at(text: &str, is_qualifier: bool) -> &str {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let before_letter = letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let is_inside = end > 0 && before_letter && matches!(letter, '\'' | '’' | '`' | '‘' | '-');
        let is_stop = end > 0 && letter == '.' && stop_belongs(&text[..at], is_qualifier && !before_letter);
        if !letter.is_alphabetic() && !is_inside && !is_stop {
            break;
        }
        end = at + letter.len_utf8();
    }
    &text[..end]
}

/// True if a full stop behind this word is a part of it: `D.C.`, `St.`, and `Calif.` at the end of a
/// qualifier.
fn stop_belongs(word: &str, ends_qualifier: bool) -> bool {
    let part = word.rsplit('.').next().unwrap_or(word);
    let is_initial = part.chars().count() == 1;
    // `W.Va.`
    let follows_initial = word.len() > part.len() && part.chars().count() <= 3;
    ends_qualifier || is_initial || follows_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// True for `YORK`, `McALLEN`, `St.` beside others, and small words.
fn is_capital_word(word: &str) -> bool {
    let word = word.strip_prefix("Mc").unwrap_or(word);
    PARTICLES.contains(&word) || word == "St." || word.chars().all(|letter| !letter.is_lowercase())
}

/// The name as it is written in a text. In a qualifier two capitals are the code of a state.
pub(super) fn written(name: &Name<'_>, is_qualifier: bool) -> String {
    let mut written = String::with_capacity(name.printed.len());
    for (at, word) in name.printed.split_whitespace().enumerate() {
        if at > 0 {
            written.push(' ');
        }
        let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_code = (is_qualifier && letters <= 2) || CODES.contains(&word);
        let has_stops_inside = word.trim_end_matches('.').contains('.');
        let has_small = word.chars().any(char::is_lowercase) && !word.starts_with("Mc");
        // `Naples, Florida.`: the full stop of a whole name is none of its.
        let word = match is_qualifier && !has_stops_inside && letters > 5 {
            true => word.trim_end_matches('.'),
            false => word,
        };
        if is_code || has_stops_inside || has_small {
            written.push_str(word);
        } else if at > 0 && PARTICLES.contains(&word.to_lowercase().as_str()) && !is_qualifier {
            written.push_str(&word.to_lowercase());
        } else {
            push_capitalised(word, &mut written);
        }
    }
    written
}

/// `AIX-EN-PROVENCE` to Aix-en-Provence, `L'AQUILA` to L'Aquila, `McALLEN` to McAllen.
fn push_capitalised(word: &str, written: &mut String) {
    let mut is_first = true;
    let mut letters_of_part = 0;
    let (prefix, rest) = word.split_at(if word.starts_with("Mc") { 2 } else { 0 });
    written.push_str(prefix);
    for (number, part) in rest.split('-').enumerate() {
        if number > 0 {
            written.push('-');
            is_first = true;
            letters_of_part = 0;
            let small = part.to_lowercase();
            if PARTICLES.contains(&small.as_str()) {
                written.push_str(&small);
                continue;
            }
        }
        for letter in part.chars() {
            // Behind `L'` a name begins, behind `San'` it goes on.
            if !letter.is_alphabetic() {
                is_first = letters_of_part == 1;
                written.push(letter);
                continue;
            }
            letters_of_part += 1;
            match is_first {
                true => written.push(letter),
                false => written.extend(letter.to_lowercase()),
            }
            is_first = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: &str) {
        let name = name_at(printed, false, &|_| false).expect("a name");
        assert_eq!(name.printed, printed);
        assert_eq!(written(&name, false), expected);
    }

    #[test]
    fn names_in_capitals_are_written_as_in_a_text() {
        check("NEW YORK", "New York");
        check("RIO DE JANEIRO", "Rio de Janeiro");
        check("ST. LOUIS", "St. Louis");
        check("AIX-EN-PROVENCE", "Aix-en-Provence");
        check("L'AQUILA", "L'Aquila");
        check("SAN`A", "San`a");
        check("McALLEN", "McAllen");
        check("МОСКВА", "Москва");
        check("La Jolla", "La Jolla");
        check("THE HAGUE", "The Hague");
    }

    #[test]
    fn capitals_are_told_from_abbreviations() {
        let is_in_capitals = |text: &str| name_at(text, false, &|_| false).expect("a name").is_in_capitals;
        assert!(is_in_capitals("OSLO"));
        assert!(is_in_capitals("McALLEN"));
        assert!(!is_in_capitals("EU"));
        assert!(!is_in_capitals("Oslo"));
    }
}
