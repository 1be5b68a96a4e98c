//! What a spelling is that was taken for two things.
//!
//! In this order:
//! 1. forms of countries are places, unless they are people: Tom Holland;
//! 2. an acronym is what the name is that it stands for;
//! 3. a single word that is the family name of a person named in full stays a person where it was
//!    taken for one, and the beginning of a longer name of an organisation stays an organisation:
//!    Gerald Ford and Ford Motor Co may stand in one article;
//! 4. what a field of the source says;
//! 5. what most mentions were taken for; of equally many a place before an organisation before a
//!    person: places are known by name, and a person who is only ever one word is rarely one.

use std::collections::BTreeMap;

use super::form::{Form, stops_of};
use super::key::key_of;
use super::lists::place_group;
use super::orgs::{core_words, initials, is_acronym, may_abbreviate, may_begin};
use super::people::{PersonName, may_stand_for, only};
use crate::article::EntityKind;

/// Letters of an acronym, at least, for it to be an organisation by its initials although it was
/// taken for a place: PA may be Pennsylvania.
const MIN_ACRONYM_OF_PLACE: usize = 3;

/// Forms of an article that are looked through for what shows that another is what it was taken for:
/// more are no article but a list.
const MAX_FORMS: usize = 500;

/// In the order in which they win among equals.
const ORDER_AMONG_EQUALS: [EntityKind; 3] = [EntityKind::Place, EntityKind::Org, EntityKind::Person];

/// Decides the kind of each form. Returns each acronym that stands in parentheses behind its name
/// with that name.
pub(super) fn decide(forms: &mut [Form<'_>], in_parentheses: &[(usize, usize)]) -> BTreeMap<usize, usize> {
    for form in forms.iter_mut() {
        if form.kind == EntityKind::Org && place_group(&form.key.flat).is_some() {
            form.kind = EntityKind::Place;
        }
    }
    let expansions = expansions(forms, in_parentheses);
    for (short, name) in &expansions {
        forms[*short].kind = forms[*name].kind;
    }
    acronyms_taken_for_places(forms);
    votes(forms, &expansions);
    expansions
}

fn expansions(forms: &[Form<'_>], in_parentheses: &[(usize, usize)]) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    for &(before, inside) in in_parentheses {
        for (name, short) in [(before, inside), (inside, before)] {
            let are_people = [name, short].iter().any(|form| forms[*form].kind == EntityKind::Person);
            if !are_people && is_acronym(&forms[short]) && may_abbreviate(&forms[short], &forms[name]) {
                found.entry(short).or_insert(name);
            }
        }
    }
    found
}

fn acronyms_taken_for_places(forms: &mut [Form<'_>]) {
    let is_candidate = |form: &Form<'_>| {
        form.kind == EntityKind::Place
            && is_acronym(form)
            && form.key.flat.len() >= MIN_ACRONYM_OF_PLACE
            && place_group(&form.key.flat).is_none()
    };
    let candidates: Vec<usize> = (0..forms.len()).filter(|form| is_candidate(&forms[*form])).collect();
    for place in candidates {
        let acronym = forms[place].key.flat.as_str();
        let has_name = forms.iter().take(MAX_FORMS).any(|form| {
            form.kind == EntityKind::Org
                && form.key.words.len() > 1
                && initials(&form.key.words).iter().any(|one| one == acronym)
        });
        if has_name {
            forms[place].kind = EntityKind::Org;
        }
    }
}

/// Lets the mentions of one spelling vote.
fn votes(forms: &mut [Form<'_>], expansions: &BTreeMap<usize, usize>) {
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by(|one, other| forms[*one].key.flat.cmp(&forms[*other].key.flat));
    let mut changes = Vec::new();
    for alike in order.chunk_by(|one, other| forms[*one].key.flat == forms[*other].key.flat) {
        let Some((first, rest)) = alike.split_first() else {
            continue;
        };
        if rest.iter().all(|form| forms[*form].kind == forms[*first].kind) {
            continue;
        }
        let Some(kind) = elected(forms, alike) else {
            continue;
        };
        // Chicago, where it is a place, is not the beginning of the Chicago Tribune.
        let is_org_of_place = |form: usize| kind == EntityKind::Place && forms[form].kind == EntityKind::Org;
        let is_kept = |form: usize| !is_org_of_place(form) && is_anchored(forms, form);
        let is_free = |form: &&usize| {
            let form = **form;
            forms[form].kind != kind && !forms[form].is_given && !expansions.contains_key(&form)
        };
        changes.extend(
            alike
                .iter()
                .filter(is_free)
                .filter(|form| !is_kept(**form))
                .map(|form| (*form, kind)),
        );
    }
    for (form, kind) in changes {
        let form = &mut forms[form];
        form.kind = kind;
        form.key = key_of(&form.text, stops_of(kind), &mut String::new());
    }
}

fn elected(forms: &[Form<'_>], alike: &[usize]) -> Option<EntityKind> {
    let number = |kind: EntityKind| EntityKind::ALL.iter().position(|other| *other == kind);
    let given = alike
        .iter()
        .filter(|form| forms[**form].is_given)
        .filter_map(|form| number(forms[*form].kind));
    if let Some(kind) = only(given) {
        return EntityKind::ALL.get(kind).copied();
    }
    let mentions = |kind: EntityKind| -> u32 {
        let of_kind = alike.iter().map(|form| &forms[*form]).filter(|form| form.kind == kind);
        of_kind.map(|form| form.mentions).sum()
    };
    // Of equals the last is taken.
    ORDER_AMONG_EQUALS.into_iter().rev().max_by_key(|kind| mentions(*kind))
}

/// True if a word that may be a title, a day or a people is the name of a person of the article.
pub(super) fn is_name_of_person(forms: &[Form<'_>], form: usize) -> bool {
    forms[form].kind == EntityKind::Person && is_anchored(forms, form)
}

/// True if a fuller name in the article shows that the form is what it was taken for.
fn is_anchored(forms: &[Form<'_>], form: usize) -> bool {
    let own = &forms[form];
    let mut others = forms.iter().take(MAX_FORMS).filter(|other| other.kind == own.kind);
    match own.kind {
        EntityKind::Place => false,
        EntityKind::Person => {
            let Some(bare) = PersonName::of(own) else {
                return false;
            };
            others.any(|other| PersonName::of(other).is_some_and(|full| may_stand_for(&bare, &full)))
        }
        EntityKind::Org => {
            let core = core_words(&own.key.words);
            others.any(|other| may_begin(core, core_words(&other.key.words)))
        }
    }
}
