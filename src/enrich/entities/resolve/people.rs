//! Which spellings are one person.
//!
//! A full name joins another that fits it word by word: equal, an initial of it, or a variant
//! spelling. Names that several others fit stand alone, so that J. Smith is neither John nor Jane.
//! What tells father from son (Jr., Sr., III) must be the same.
//!
//! A single word is first a family name, then a first or middle one (Xi of Xi Jinping). Of a family
//! name that several people have, each mention is the person who
//! 1. is the only one of them named in full before it, or
//! 2. the only one named in full before it in its paragraph, or
//! 3. the only one of those named before it who has been called by the bare name so far;
//!
//! else the bare name is an entity of its own.

use super::Map;
use super::clean::is_generation;
use super::form::{Form, Occurrence};
use super::key::{bucket, is_initial, is_same_word, is_variant};
use super::lists::{is_particle, is_patronymic};
use crate::article::EntityKind;

/// People of one article that may share a word of their names for it to be looked at: more are a
/// list of voters, in which only equal names are joined.
const MAX_NAMESAKES: usize = 64;

/// Letters that a first name has at least for another spelling of it to be taken for the same:
/// Marian and Marion are two people.
const MIN_FIRST_NAME_VARIANT: usize = 7;

/// A name of a person, taken apart.
pub(super) struct PersonName<'a> {
    /// The words, without `jr` and its like.
    words: &'a [String],
    /// Those of them that are no particles, by number. Never empty.
    core: Vec<usize>,
    generation: Option<&'a str>,
    /// True if the last word is the name of a father: bin Salman.
    is_of_father: bool,
}

/// How a single word fits a full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is a first or middle name.
    Inner,
    /// It is the family name in another spelling.
    FamilyVariant,
    /// It is the family name.
    Family,
}

impl<'a> PersonName<'a> {
    /// Takes a form apart. `None` if it has no word.
    pub(super) fn of(form: &'a Form<'_>) -> Option<PersonName<'a>> {
        let (words, generation) = match form.key.words.as_slice() {
            [words @ .., last] if !words.is_empty() && is_generation(last) => (words, Some(last.as_str())),
            words => (words, None),
        };
        // De Niro and Al Gore begin with a name, von der Leyen and al-Assad do not.
        let printed = form.text.split(' ').next().unwrap_or_default();
        let begins_with_name = printed.starts_with(char::is_uppercase) && !printed.contains('-');
        let is_core = |number: &usize| (*number == 0 && begins_with_name) || !is_particle(&words[*number]);
        let mut core: Vec<usize> = (0..words.len()).filter(is_core).collect();
        if core.is_empty() {
            core.extend(0..words.len());
        }
        let last = *core.last()?;
        let is_of_father = last > 0 && is_patronymic(&words[last - 1]);
        Some(PersonName {
            words,
            core,
            generation,
            is_of_father,
        })
    }

    /// True if it is more than a single word.
    pub(super) fn is_full(&self) -> bool {
        self.core.len() > 1 || self.generation.is_some()
    }

    fn core_words(&self) -> impl DoubleEndedIterator<Item = &'a str> {
        self.core.iter().map(|number| self.words[*number].as_str())
    }

    fn last(&self) -> &'a str {
        self.core_words().next_back().unwrap_or_default()
    }

    /// Words and initials, for the order of fullness.
    fn fullness(&self) -> (usize, usize) {
        let initials = self.core_words().filter(|word| is_initial(word)).count();
        (self.core.len() - initials, self.words.len())
    }

    /// How this name of a single word fits a full one.
    fn fit(&self, full: &PersonName<'_>) -> Option<Fit> {
        let own = self.last();
        let family = full.last();
        if self.is_of_father == full.is_of_father && is_same_word(own, family) {
            return Some(if own == family { Fit::Family } else { Fit::FamilyVariant });
        }
        let is_inner = |number: &usize| {
            let follows_father = *number > 0 && is_patronymic(&full.words[*number - 1]);
            full.words[*number] == own && !is_initial(own) && follows_father == self.is_of_father
        };
        let inner = &full.core[..full.core.len() - 1];
        inner.iter().any(is_inner).then_some(Fit::Inner)
    }
}

/// True if a single word may stand for a person with that full name.
pub(super) fn may_stand_for(bare: &PersonName<'_>, full: &PersonName<'_>) -> bool {
    !bare.is_full() && full.is_full() && bare.fit(full).is_some()
}

/// True if two full names may be one person's.
fn is_same_person(one: &PersonName<'_>, other: &PersonName<'_>) -> bool {
    if one.generation != other.generation {
        return false;
    }
    let (short, long) = match one.words.len() <= other.words.len() {
        true => (one, other),
        false => (other, one),
    };
    // García Márquez of Gabriel García Márquez, De Niro of Robert De Niro.
    if short.words.len() > 1 && short.words.len() < long.words.len() && long.words.ends_with(short.words) {
        return true;
    }
    let (short, long) = match one.core.len() <= other.core.len() {
        true => (one, other),
        false => (other, one),
    };
    let short: Vec<&str> = short.core_words().collect();
    let long: Vec<&str> = long.core_words().collect();
    let ([first, short_rest @ ..], [long_first, long_rest @ ..]) = (short.as_slice(), long.as_slice()) else {
        return false;
    };
    let (Some((last, middle)), Some((long_last, long_middle))) = (short_rest.split_last(), long_rest.split_last())
    else {
        // Charles III: a single word with a number.
        return first == long_first && short.len() == long.len();
    };
    // Abe Shinzo of Shinzo Abe.
    if long_middle.is_empty() && first == long_last && last == long_first {
        return true;
    }
    if is_same_word(last, long_last) {
        let are_middles_alike = middle.is_empty()
            || (middle.len() == long_middle.len()
                && middle.iter().zip(long_middle).all(|(one, other)| fits(one, other)));
        return fits(first, long_first) && are_middles_alike;
    }
    // Hugo Chávez of Hugo Rafael Chávez Frías.
    first == long_first && !is_initial(first) && long_rest.windows(short_rest.len()).any(|words| words == short_rest)
}

/// True if two first or middle names may be one.
fn fits(one: &str, other: &str) -> bool {
    let is_initial_of = |initial: &str, name: &str| is_initial(initial) && name.starts_with(initial);
    one == other
        || is_initial_of(one, other)
        || is_initial_of(other, one)
        || is_variant(one, other, MIN_FIRST_NAME_VARIANT)
}

/// Full names by each word of theirs.
#[derive(Default)]
struct ByWord {
    forms: Map<u64, Vec<usize>>,
}

impl ByWord {
    fn add(&mut self, name: &PersonName<'_>, form: usize) {
        for word in name.core_words().filter(|word| !is_initial(word)) {
            self.forms.entry(bucket(word)).or_default().push(form);
        }
    }

    /// Those that may share a word, none if they are too many.
    fn sharing(&self, word: &str) -> &[usize] {
        match self.forms.get(&bucket(word)) {
            Some(forms) if forms.len() <= MAX_NAMESAKES => forms,
            Some(_) | None => &[],
        }
    }
}

/// Joins the people among the forms: sets the head of each, and of each mention whose form is not
/// enough to tell. `paragraph_of` numbers the paragraphs in the order of the text.
pub(super) fn join(
    forms: &[Form<'_>],
    heads: &mut [usize],
    occurrences: &[Occurrence],
    heads_of_mentions: &mut [usize],
    paragraph_of: &dyn Fn(&Occurrence) -> usize,
) {
    let names: Vec<Option<PersonName<'_>>> = forms
        .iter()
        .map(|form| PersonName::of(form).filter(|_| form.kind == EntityKind::Person))
        .collect();
    let name = |form: &usize| names[*form].as_ref();
    let mut people: Vec<usize> = (0..forms.len()).filter(|form| names[*form].is_some()).collect();
    // Of those equally full the earlier.
    people.sort_by_key(|form| {
        (
            std::cmp::Reverse(name(form).map(PersonName::fullness)),
            forms[*form].first.unwrap_or(0),
        )
    });
    let (full, mut bare): (Vec<usize>, Vec<usize>) = people
        .iter()
        .partition(|form| name(form).is_some_and(PersonName::is_full));
    let by_word = join_full(forms, &names, &full, heads);
    bare.sort_by_key(|form| forms[*form].first.unwrap_or(0));
    let namesakes = join_bare(forms, &names, &bare, &by_word, heads);
    for (mention, occurrence) in occurrences.iter().enumerate() {
        heads_of_mentions[mention] = heads[occurrence.form];
    }
    if !namesakes.is_empty() {
        let is_full = |form: usize| names[form].as_ref().is_some_and(PersonName::is_full);
        choose(
            heads,
            occurrences,
            heads_of_mentions,
            &namesakes,
            &is_full,
            paragraph_of,
        );
    }
}

fn join_full(forms: &[Form<'_>], names: &[Option<PersonName<'_>>], full: &[usize], heads: &mut [usize]) -> ByWord {
    let mut by_word = ByWord::default();
    let mut by_flat: Map<&str, usize> = Map::default();
    for &form in full {
        let Some(name) = &names[form] else {
            continue;
        };
        heads[form] = match by_flat.get(forms[form].key.flat.as_str()) {
            Some(equal) => heads[*equal],
            None => {
                let alike = by_word.sharing(name.last()).iter().copied();
                let alike =
                    alike.filter(|other| names[*other].as_ref().is_some_and(|other| is_same_person(name, other)));
                only(alike.map(|other| heads[other])).unwrap_or(form)
            }
        };
        by_flat.entry(&forms[form].key.flat).or_insert(form);
        by_word.add(name, form);
    }
    by_word
}

/// Joins single words to full names, and those that no full name fits to each other. Returns the
/// people who may be meant by each of the others.
fn join_bare(
    forms: &[Form<'_>],
    names: &[Option<PersonName<'_>>],
    bare: &[usize],
    by_word: &ByWord,
    heads: &mut [usize],
) -> Map<usize, Vec<usize>> {
    let mut alone: Map<u64, Vec<usize>> = Map::default();
    let mut namesakes = Map::default();
    for &form in bare {
        let Some(name) = &names[form] else {
            continue;
        };
        let fitting = by_word.sharing(name.last()).iter();
        let fitting: Vec<(Fit, usize)> = fitting
            .filter_map(|other| Some((name.fit(names[*other].as_ref()?)?, heads[*other])))
            .collect();
        let best = fitting.iter().map(|(fit, _)| *fit).max();
        let mut people: Vec<usize> = fitting
            .iter()
            .filter(|(fit, _)| Some(*fit) == best)
            .map(|(_, head)| *head)
            .collect();
        people.sort_unstable();
        people.dedup();
        if let [person] = people.as_slice() {
            heads[form] = *person;
            continue;
        }
        let others = alone.entry(bucket(name.last())).or_default();
        let is_same = |other: &&usize| {
            let other = names[**other].as_ref();
            other
                .is_some_and(|other| other.is_of_father == name.is_of_father && is_same_word(other.last(), name.last()))
        };
        heads[form] = others
            .iter()
            .take(MAX_NAMESAKES)
            .find(is_same)
            .map_or(form, |other| heads[*other]);
        if others.len() < MAX_NAMESAKES {
            others.push(form);
        }
        if !people.is_empty() && best > Some(Fit::Inner) {
            debug_assert!(forms[form].kind == EntityKind::Person);
            namesakes.insert(form, people);
        }
    }
    namesakes
}

/// Decides for each mention of a family name that several people have whom it means.
fn choose(
    heads: &[usize],
    occurrences: &[Occurrence],
    heads_of_mentions: &mut [usize],
    namesakes: &Map<usize, Vec<usize>>,
    is_full: &dyn Fn(usize) -> bool,
    paragraph_of: &dyn Fn(&Occurrence) -> usize,
) {
    // By head: the paragraph in which a person was last named in full.
    let mut named: Map<usize, usize> = Map::default();
    // Who has been called by the bare name.
    let mut called: Vec<usize> = Vec::new();
    for (mention, occurrence) in occurrences.iter().enumerate() {
        if is_full(occurrence.form) {
            named.insert(heads[occurrence.form], paragraph_of(occurrence));
            continue;
        }
        let Some(people) = namesakes.get(&occurrence.form) else {
            continue;
        };
        let paragraph = paragraph_of(occurrence);
        let before = || people.iter().copied().filter(|person| named.contains_key(person));
        let chosen = only(before())
            .or_else(|| only(before().filter(|person| named.get(person) == Some(&paragraph))))
            .or_else(|| only(before().filter(|person| called.contains(person))));
        if let Some(person) = chosen {
            heads_of_mentions[mention] = person;
            if !called.contains(&person) {
                called.push(person);
            }
        }
    }
}

/// The only one of some, however often it stands among them.
pub(super) fn only(mut of: impl Iterator<Item = usize>) -> Option<usize> {
    let first = of.next()?;
    of.all(|other| other == first).then_some(first)
}
