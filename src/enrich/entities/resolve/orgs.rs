//! Which spellings are one organisation.
//!
//! Compared without legal form: Siemens AG is Siemens. An acronym joins the name whose initials it
//! has, or behind which it stands in parentheses. The beginning of a name joins it if no other
//! begins so: Ford is Ford Motor Co, but the Senate is not the Senate Finance Committee. The last word
//! of a name joins it where it is a plural: the Lakers. A name that also stands for a place does
//! neither: Chicago is not the Chicago Tribune.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::form::Form;
use super::lists::{is_club_form, is_legal_form, is_part_of_body, is_small_word};
use super::people::only;
use super::{Map, Set};
use crate::article::EntityKind;

/// Letters of the longest acronym.
const MAX_ACRONYM_LETTERS: usize = 8;

/// Initials that a name has at least without its legal form for an acronym to join it: AP is not
/// Antillas Petroleum Corp.
const MIN_INITIALS_OF_CORE: usize = 3;

/// Words that a name may have more than its beginning.
const MAX_MORE_WORDS: usize = 2;

/// Letters of a last word that stands for the whole name, at least.
const MIN_NICKNAME_LETTERS: usize = 4;

/// Names that begin or end with one word, at most, for that word to be looked at.
const MAX_NAMESAKES: usize = 64;

/// Returns the words of a name without the legal form behind it and the form of a club before it.
pub(super) fn core_words(words: &[String]) -> &[String] {
    let mut core = words;
    while let [before @ .., last] = core
        && !before.is_empty()
        && (is_legal_form(last) || (last == "and" && core.len() < words.len()))
    {
        core = before;
    }
    match core {
        [first, rest @ ..] if !rest.is_empty() && is_club_form(first) => rest,
        core => core,
    }
}

/// True for `ECB`, `U.N.`, `AfD`; of a field of the source also for `opec`.
pub(super) fn is_acronym(form: &Form<'_>) -> bool {
    let letters = form.key.flat.chars().count();
    let capitals = form.text.chars().filter(|letter| letter.is_uppercase()).count();
    let has_capitals = capitals > 1 && capitals * 2 > letters;
    let is_small = form.is_given && form.mentions == 0 && capitals == 0;
    form.key.words.len() == 1 && (2..=MAX_ACRONYM_LETTERS).contains(&letters) && (has_capitals || is_small)
}

/// True if an acronym in parentheses may belong to the name before it: its letters stand in the
/// name in their order, the first at the head of a word.
pub(super) fn may_abbreviate(acronym: &Form<'_>, name: &Form<'_>) -> bool {
    let mut letters = acronym.key.flat.chars();
    let Some(first) = letters.next() else {
        return false;
    };
    let starts = name.key.words.iter().position(|word| word.starts_with(first));
    let Some(start) = starts.filter(|_| name.key.words.len() > 1) else {
        return false;
    };
    let mut rest = name.key.words[start..].iter().flat_map(|word| word.chars());
    rest.next();
    letters.all(|letter| rest.any(|other| other == letter))
}

/// The initials of a name of several words, with and without its small words.
pub(super) fn initials(words: &[String]) -> [String; 2] {
    let initial = |word: &&String| word.chars().next();
    let all = words.iter().filter_map(|word| initial(&word)).collect();
    let large = words
        .iter()
        .filter(|word| !is_small_word(word))
        .filter_map(|word| initial(&word))
        .collect();
    [all, large]
}

/// True if a name may be the beginning of another, both without legal form.
pub(super) fn may_begin(short: &[String], long: &[String]) -> bool {
    let Some(more) = long.strip_prefix(short) else {
        return false;
    };
    let is_of = more.first().is_some_and(|word| is_small_word(word));
    let is_part = !is_of && more.iter().any(|word| is_part_of_body(word));
    (1..=MAX_MORE_WORDS).contains(&more.len()) && !is_part
}

/// Joins the organisations among the forms. `expansions` are pairs of an acronym and its name.
pub(super) fn join(forms: &[Form<'_>], heads: &mut [usize], expansions: &BTreeMap<usize, usize>) {
    let is_org = |form: &usize| forms[*form].kind == EntityKind::Org;
    let mut orgs: Vec<usize> = (0..forms.len()).filter(is_org).collect();
    if orgs.is_empty() {
        return;
    }
    let stands_for_place: Set<&str> = forms
        .iter()
        .filter(|form| form.kind == EntityKind::Place)
        .map(|form| form.key.flat.as_str())
        .collect();
    // Acronyms when all that they may stand for is known; a longer name before its beginning.
    let order = |form: &usize| {
        let org = &forms[*form];
        let is_short = is_acronym(org) && !org.is_shouted;
        (
            is_short,
            Reverse(core_words(&org.key.words).len()),
            org.first.unwrap_or(0),
        )
    };
    orgs.sort_by_key(order);
    let mut known = Known {
        has_acronyms: orgs.iter().any(|form| is_acronym(&forms[*form])),
        ..Known::default()
    };
    for form in orgs {
        let org = &forms[form];
        let core = core_words(&org.key.words);
        let flat = core.concat();
        let expansion = expansions.get(&form).map(|name| heads[*name]);
        let equal = || known.by_flat.get(flat.as_str()).copied();
        let by_initials = || {
            let candidates = known
                .by_initials
                .get(org.key.flat.as_str())
                .filter(|_| is_acronym(org))?;
            only(candidates.iter().copied())
        };
        let is_name_of_its_own =
            (is_acronym(org) && !org.is_shouted) || stands_for_place.contains(org.key.flat.as_str());
        let by_part = || known.with_part(core).filter(|_| !is_name_of_its_own);
        let head = expansion.or_else(equal).or_else(by_initials).or_else(by_part);
        heads[form] = head.unwrap_or(form);
        known.add(org, core, flat, heads[form]);
    }
}

/// The organisations that were read, by what others may join them by. All values are heads.
#[derive(Default)]
struct Known<'a> {
    /// True if any may join by initials.
    has_acronyms: bool,
    by_flat: Map<String, usize>,
    by_initials: Map<String, Vec<usize>>,
    by_first: Map<&'a str, Vec<(&'a [String], usize)>>,
    by_last: Map<&'a str, Vec<usize>>,
}

impl<'a> Known<'a> {
    fn add(&mut self, org: &'a Form<'_>, core: &'a [String], flat: String, head: usize) {
        self.by_flat.entry(flat).or_insert(head);
        if self.has_acronyms && org.key.words.len() > 1 {
            let whole = initials(&org.key.words).into_iter().filter(|letters| letters.len() > 1);
            let bare = initials(core)
                .into_iter()
                .filter(|letters| letters.len() >= MIN_INITIALS_OF_CORE);
            for initials in whole.chain(bare) {
                self.by_initials.entry(initials).or_default().push(head);
            }
        }
        if let [first, .., last] = core {
            self.by_first.entry(first).or_default().push((core, head));
            self.by_last.entry(last).or_default().push(head);
        }
    }

    /// The only organisation of whose name these words are the beginning, or the last word.
    fn with_part(&self, core: &[String]) -> Option<usize> {
        let first = core.first()?;
        let longer = self.by_first.get(first.as_str()).map_or(&[][..], Vec::as_slice);
        let longer = longer.iter().take(MAX_NAMESAKES);
        let begins = only(longer.filter(|(long, _)| may_begin(core, long)).map(|(_, head)| *head));
        let is_nickname = core.len() == 1 && first.len() >= MIN_NICKNAME_LETTERS && first.ends_with('s');
        begins.or_else(|| {
            let ends = self.by_last.get(first.as_str()).filter(|_| is_nickname)?;
            only(ends.iter().copied())
        })
    }
}
