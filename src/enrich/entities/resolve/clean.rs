//! A mention to the bare name: titles, possessives and a leading "the" off, one space between
//! words and none between initials. What is no name at all goes: pronouns, days, peoples, bare titles.
//!
//! A back-stop behind the recogniser, which should not have taken any of that for a name.

use std::borrow::Cow;

use super::lists::{
    ends_in_s, goes_with_day, goes_with_title, is_day, is_first_name_too, is_holiday, is_people, is_postnominal,
    is_pronoun, is_title,
};
use crate::article::{EntityKind, join_lines};
use crate::words::fold_into;

/// What is left of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cleaned<'a> {
    /// A name.
    Name(Cow<'a, str>),
    /// A word that is a name only where a person of the article has it: King, May, English.
    Doubtful(Cow<'a, str>),
    /// No name.
    Nothing,
}

/// Cleans a mention. `folded` is room for a word of it.
pub(super) fn clean<'a>(printed: &'a str, kind: EntityKind, folded: &mut String) -> Cleaned<'a> {
    let mut name = without_article(without_possessive(trim(printed), folded));
    match kind {
        EntityKind::Person => name = without_postnominals(without_title(name, folded), folded),
        EntityKind::Place | EntityKind::Org => {}
    }
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters == 0 || (letters == 1 && name.is_ascii()) || is_never_a_name(name, folded) {
        return Cleaned::Nothing;
    }
    let cleaned = with_one_space(name);
    match is_doubtful(&cleaned, kind, folded) {
        true if kind == EntityKind::Person => Cleaned::Doubtful(cleaned),
        true => Cleaned::Nothing,
        false => Cleaned::Name(cleaned),
    }
}

/// Cleans a name that a field of the source states: nothing is doubted, and `Zelensky, Volodymyr`
/// is turned round.
pub(super) fn clean_given(stated: &str, kind: EntityKind, folded: &mut String) -> Option<String> {
    let turned = match (kind, stated.split_once(',')) {
        (EntityKind::Person, Some((family, first))) if !first.contains(',') && !first.trim().is_empty() => {
            let (family, first) = (family.trim(), first.trim());
            fold_into(first.trim_end_matches('.'), folded);
            match is_generation(folded) {
                true => Cow::Owned(format!("{family} {first}")),
                false => Cow::Owned(format!("{first} {family}")),
            }
        }
        (EntityKind::Person | EntityKind::Place | EntityKind::Org, _) => Cow::Borrowed(stated),
    };
    let mut name = without_article(trim(&turned));
    if kind == EntityKind::Person {
        let bare = without_title(name, folded);
        name = if bare.is_empty() { name } else { bare };
    }
    let name = with_one_space(name);
    name.contains(char::is_alphanumeric).then(|| name.into_owned())
}

/// True for what tells father from son, and kings of one name: folded, without full stop.
pub(super) fn is_generation(word: &str) -> bool {
    let is_number = !word.is_empty() && word.len() <= 5 && word.bytes().all(|letter| b"ivx".contains(&letter));
    matches!(word, "jr" | "sr" | "2nd" | "3rd") || is_number
}

/// Takes off marks around a name, but not the full stop of an abbreviation at its end.
fn trim(printed: &str) -> &str {
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let name = printed.trim_start_matches(is_mark);
    let bare = name.trim_end_matches(is_mark);
    match name[bare.len()..].chars().next() {
        Some('.') if stop_belongs(bare) => &name[..=bare.len()],
        Some(')') if bare.contains('(') => &name[..=bare.len()],
        Some(_) | None => bare,
    }
}

/// True if a full stop behind the last word is a part of it: `U.S.`, `Inc.`, `Jr.`
fn stop_belongs(name: &str) -> bool {
    let last = name.rsplit(char::is_whitespace).next().unwrap_or(name);
    let is_form = ["inc", "corp", "co", "ltd", "bros", "jr", "sr", "plc", "cos"]
        .iter()
        .any(|form| last.eq_ignore_ascii_case(form));
    is_form || last.contains('.') || last.chars().nth(1).is_none()
}

fn without_possessive<'a>(name: &'a str, folded: &mut String) -> &'a str {
    let owner = ["'s", "’s", "'S", "’S"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending));
    let Some(owner) = owner else {
        return name;
    };
    let last = owner.rsplit(char::is_whitespace).next().unwrap_or(owner);
    fold_into(last, folded);
    match ends_in_s(folded) || owner.starts_with("St. ") || owner.starts_with("St ") {
        true => name,
        false => trim(owner),
    }
}

fn without_article(name: &str) -> &str {
    match name.split_once(char::is_whitespace) {
        Some((the, rest)) if the.eq_ignore_ascii_case("the") && !rest.eq_ignore_ascii_case("hague") => trim(rest),
        Some(_) | None => name,
    }
}

/// Takes off titles with what goes with them: `Ukrainian President`, `Lt. Gen.`, `Secretary of State`.
fn without_title<'a>(name: &'a str, folded: &mut String) -> &'a str {
    // A single word is the name of somebody, or nothing.
    let mut rest = if name.contains(char::is_whitespace) { name } else { "" };
    let mut after_title = name;
    let mut before = Before::Other;
    while !rest.is_empty() {
        let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let behind = behind.trim_start();
        let is_last_but_one = !behind.is_empty() && !behind.contains(char::is_whitespace);
        let (mut is_known, mut has_title) = (true, false);
        for part in word.split(['-', '/']) {
            fold_word(part, folded);
            let is_title = is_title(folded) && !(is_first_name_too(folded) && is_last_but_one);
            has_title |= is_title;
            is_known &= is_title || goes_with_title(folded);
        }
        if !is_known {
            break;
        }
        before = match before {
            _ if has_title => Before::Title,
            Before::Title if matches!(word, "of" | "for") => Before::Office,
            Before::Office if matches!(word, "the" | "and") => Before::Office,
            Before::Office => {
                after_title = behind;
                Before::Other
            }
            Before::Title | Before::Other => Before::Other,
        };
        if has_title {
            after_title = behind;
        }
        rest = behind;
    }
    after_title
}

/// What stands before a word of a title.
#[derive(Clone, Copy)]
enum Before {
    /// A title.
    Title,
    /// A title and `of`: an office follows.
    Office,
    Other,
}

fn without_postnominals<'a>(name: &'a str, folded: &mut String) -> &'a str {
    match name.rsplit_once(',') {
        Some((before, letters)) => {
            fold_word(letters.trim(), folded);
            folded.retain(|letter| letter != '.');
            if is_postnominal(folded) { trim(before) } else { name }
        }
        None => name,
    }
}

/// Folds a word without its full stops at the ends.
fn fold_word(word: &str, folded: &mut String) {
    fold_into(word.trim_matches(['.', ',']), folded);
    if folded.contains('.') {
        folded.retain(|letter| letter != '.');
    }
}

/// True for pronouns, holidays, and names of titles and peoples only: `Prime Minister`, `He`.
fn is_never_a_name(name: &str, folded: &mut String) -> bool {
    if !name.contains(char::is_whitespace) {
        fold_word(name, folded);
        // The U.S. and the WHO are not us and who.
        let is_acronym = matches!(folded.as_str(), "us" | "who") && !name.contains(char::is_lowercase);
        return is_pronoun(folded) && !is_acronym;
    }
    let mut words = 0;
    let (mut titles, mut days, mut peoples) = (0, 0, 0);
    let (mut with_title, mut with_day) = (0, 0);
    for word in name.split(|letter: char| letter.is_whitespace() || letter == '-') {
        fold_word(word, folded);
        folded.retain(|letter| !matches!(letter, '\'' | '’'));
        words += 1;
        titles += usize::from(is_title(folded));
        days += usize::from(is_day(folded));
        peoples += usize::from(is_people(folded));
        with_title += usize::from(is_title(folded) || goes_with_title(folded));
        with_day += usize::from(is_day(folded) || goes_with_day(folded));
    }
    if (titles > 0 && with_title == words) || (days > 0 && with_day == words) || peoples == words {
        return true;
    }
    fold_into(name, folded);
    folded.retain(|letter| !matches!(letter, '\'' | '’'));
    is_holiday(folded)
}

/// True for one word that is a title, a day or a people unless somebody has it for a name.
fn is_doubtful(name: &str, kind: EntityKind, folded: &mut String) -> bool {
    if name.contains(char::is_whitespace) {
        return false;
    }
    fold_word(name, folded);
    let is_number = kind == EntityKind::Person && is_generation(folded);
    is_number || is_title(folded) || is_day(folded) || is_people(folded)
}

/// Puts a name on one line, and its initials together: `J. K. Rowling` to J.K. Rowling.
fn with_one_space(name: &str) -> Cow<'_, str> {
    let is_plain = |pair: &[u8]| pair != b"  " && pair != b". " && !pair.iter().any(|byte| byte.is_ascii_control());
    let has_other_space = !name.is_ascii() && name.contains(|letter: char| letter.is_whitespace() && letter != ' ');
    if name.as_bytes().windows(2).all(is_plain) && !has_other_space {
        return Cow::Borrowed(name);
    }
    let line = join_lines(name);
    let mut joined = String::with_capacity(line.len());
    let mut words = line.split(' ').peekable();
    while let Some(word) = words.next() {
        joined.push_str(word);
        match words.peek() {
            Some(next) if ends_in_initial(word) && is_initial_with_stop(next) => {}
            Some(_) => joined.push(' '),
            None => {}
        }
    }
    Cow::Owned(joined)
}

/// True for `J.` and `J.K.`
fn ends_in_initial(word: &str) -> bool {
    let Some(bare) = word.strip_suffix('.') else {
        return false;
    };
    let last = bare.rsplit('.').next().unwrap_or(bare);
    last.chars().count() == 1 && last.chars().all(char::is_uppercase)
}

fn is_initial_with_stop(word: &str) -> bool {
    word.ends_with('.') && word.split_terminator('.').all(|letter| letter.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The name that is left, `?name` if it is doubtful, `-` if nothing is.
    #[track_caller]
    fn check(kind: EntityKind, printed: &str, expected: &str) {
        let left = match clean(printed, kind, &mut String::new()) {
            Cleaned::Name(name) => name.into_owned(),
            Cleaned::Doubtful(name) => format!("?{name}"),
            Cleaned::Nothing => "-".to_owned(),
        };
        assert_eq!(left, expected, "{printed}");
    }

    #[test]
    fn titles_and_posts_are_taken_off() {
        for (printed, expected) in [
            ("President Donald Trump", "Donald Trump"),
            ("Ukrainian President Volodymyr Zelensky", "Volodymyr Zelensky"),
            ("US Vice-President Kamala Harris", "Kamala Harris"),
            ("U.S. Secretary of State Marco Rubio", "Marco Rubio"),
            ("Lt. Gen. Keith Kellogg", "Keith Kellogg"),
            ("Sen. J. William Fulbright", "J. William Fulbright"),
            ("Sheikh Tamim bin Hamad al-Thani", "Tamim bin Hamad al-Thani"),
            ("Mr Khan", "Khan"),
            ("Sir Keir Starmer, MP", "Keir Starmer"),
            ("King Charles III", "Charles III"),
            ("Dean Rusk", "Dean Rusk"),
            ("Judge Earl Warren", "Earl Warren"),
            ("Martin Luther King Jr.", "Martin Luther King Jr."),
            ("German Gref", "German Gref"),
        ] {
            check(EntityKind::Person, printed, expected);
        }
    }

    #[test]
    fn possessives_articles_and_spaces_are_taken_off() {
        for (kind, printed, expected) in [
            (EntityKind::Person, "Putin’s", "Putin"),
            (EntityKind::Person, "J. K. Rowling", "J.K. Rowling"),
            (EntityKind::Person, "J.K.  Rowling", "J.K. Rowling"),
            (EntityKind::Person, "Volodymyr\nZelensky", "Volodymyr Zelensky"),
            (EntityKind::Person, "George H. W. Bush", "George H.W. Bush"),
            (EntityKind::Place, "the US's", "US"),
            (EntityKind::Place, "The Hague", "The Hague"),
            (EntityKind::Place, "U.S.", "U.S."),
            (EntityKind::Place, "Kyiv.", "Kyiv"),
            (EntityKind::Org, "The Guardian", "Guardian"),
            (EntityKind::Org, "Reuters'", "Reuters"),
            (EntityKind::Org, "McDonald's", "McDonald's"),
            (EntityKind::Org, "Apple Inc.", "Apple Inc."),
            (EntityKind::Org, "“Yahoo!”", "Yahoo"),
            (EntityKind::Org, "WHO", "WHO"),
            (EntityKind::Place, "US", "US"),
        ] {
            check(kind, printed, expected);
        }
    }

    #[test]
    fn what_is_no_name_goes() {
        for printed in [
            "He",
            "HE",
            "It",
            "Us",
            "Friday",
            "Easter",
            "Good Friday",
            "New Year's Eve",
            "Prime Minister",
            "Russian",
            "Americans",
            "President",
            "Vice President",
            "Secretary of State",
            "2024",
            "--",
            "",
            "Q",
            "African American",
        ] {
            check(EntityKind::Org, printed, "-");
        }
        for printed in ["He", "Prime Minister", "U.S. President", "Good Friday", "Lt. Gen."] {
            check(EntityKind::Person, printed, "-");
        }
        for printed in ["President", "King", "May", "English", "Jr.", "Christian"] {
            let bare = printed.trim_end_matches('.');
            check(EntityKind::Person, printed, &format!("?{bare}").replace("?Jr", "?Jr."));
        }
    }

    #[test]
    fn names_of_fields_are_turned_round() {
        let given = |stated: &str| clean_given(stated, EntityKind::Person, &mut String::new());
        assert_eq!(given("Zelensky, Volodymyr").as_deref(), Some("Volodymyr Zelensky"));
        assert_eq!(given("Robert Kennedy, Jr.").as_deref(), Some("Robert Kennedy Jr."));
        assert_eq!(given("President Joe Biden").as_deref(), Some("Joe Biden"));
        assert_eq!(given("Pope").as_deref(), Some("Pope"));
        assert_eq!(given(" - "), None);
    }

    proptest! {
        #[test]
        fn any_text_is_cleaned(
            printed in "(The |President |Mr\\. |’s|J\\. |K\\.|Jr\\.|[A-Za-zé]{1,4}|[ .,'\n-]|\\PC){0,8}",
        ) {
            for kind in EntityKind::ALL {
                clean_given(&printed, kind, &mut String::new());
                if let Cleaned::Name(name) = clean(&printed, kind, &mut String::new()) {
                    prop_assert!(name.contains(char::is_alphabetic));
                    prop_assert!(!name.contains('\n'));
                }
            }
        }
    }
}
