//! Mentions to entities: which spellings of an article are one person, place or organisation.
//!
//! `form` collects the distinct spellings, which `clean` has freed from titles and possessives; `kinds`
//! decides what a spelling is that was taken for two things; `people`, `places` and `orgs` join
//! spellings; `key` says how names are compared, `lists` what must be known by name, `salience` how
//! much the article is about each.
//!
//! Each spelling has a head: the spelling that stands for its entity. To join is to take another's.
//! When in doubt names stay apart: an archive can join what an article has not, but not divide.

mod clean;
mod dateline;
mod form;
mod key;
mod kinds;
mod lists;
mod orgs;
mod people;
mod places;
mod salience;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use self::form::{Form, Names, Occurrence, names_of};
use self::key::are_initials;
use self::salience::{Prominence, salience};
use crate::article::{
    Article, Entity, EntityKind, Mention, Spelling, TextPart, TextPosition, first_paragraph, paragraphs,
};
use crate::enrich::head_of;

/// Maps with a hash that is fast for short keys, and seeded: names are somebody else's.
type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
type Set<K> = HashSet<K, foldhash::fast::RandomState>;

/// Bytes of the first paragraph that are the lead: some texts are one paragraph.
const LEAD_BYTES: usize = 500;

/// Returns the entities of an article: those that `mentions` name, which stand in its headline and body,
/// those of its dateline, and those that fields of the source name. By kind, those that the article
/// is most about first.
///
/// A mention that lies outside of the text is left out, and so is what is no name.
pub(super) fn entities(article: &Article, mentions: &[Mention]) -> Vec<Entity> {
    let Names {
        mut forms,
        mut occurrences,
        in_parentheses,
        dateline_end,
    } = names_of(article, mentions);
    let expansions = kinds::decide(&mut forms, &in_parentheses);
    let is_kept: Vec<bool> = (0..forms.len())
        .map(|form| !forms[form].is_doubtful || kinds::is_name_of_person(&forms, form))
        .collect();
    occurrences.retain(|occurrence| is_kept[occurrence.form]);

    let mut heads: Vec<usize> = (0..forms.len()).collect();
    let mut heads_of_mentions = vec![0; occurrences.len()];
    orgs::join(&forms, &mut heads, &expansions);
    places::join(&forms, &mut heads, &expansions);
    let bounds = std::cell::OnceCell::new();
    let paragraph_of = |occurrence: &Occurrence| match occurrence.at.part {
        TextPart::Headline => 0,
        TextPart::Body => {
            let bounds: &Vec<Range<usize>> = bounds.get_or_init(|| paragraphs(&article.body));
            bounds.partition_point(|paragraph| paragraph.start <= occurrence.at.byte)
        }
    };
    people::join(&forms, &mut heads, &occurrences, &mut heads_of_mentions, &paragraph_of);

    let lead = lead_of(&article.body, dateline_end);
    let mut drafts = Drafts::new(&forms);
    for (occurrence, head) in occurrences.iter().zip(&heads_of_mentions) {
        drafts.add_mention(*head, occurrence, &lead);
    }
    for (number, form) in forms.iter().enumerate() {
        if form.is_given || form.is_in_dateline {
            drafts.add_known(heads[number], number);
        }
    }
    drafts.finish(occurrences.len())
}

/// Where the lead stands in the body: the beginning of the first paragraph, behind the dateline.
fn lead_of(body: &str, dateline_end: usize) -> Range<usize> {
    let behind = body.get(dateline_end..).unwrap_or_default();
    let paragraph = first_paragraph(behind).unwrap_or(0..0);
    let length = head_of(&behind[paragraph.clone()], LEAD_BYTES).len();
    dateline_end + paragraph.start..dateline_end + paragraph.start + length
}

/// Entities as they come together.
struct Drafts<'f, 'a> {
    forms: &'f [Form<'a>],
    drafts: Vec<Draft>,
    /// The draft of each head.
    of_head: Vec<Option<usize>>,
}

struct Draft {
    kind: EntityKind,
    /// A form of each spelling, with its mentions here, in the order of the text.
    spellings: Vec<(usize, u32)>,
    /// Forms that are known from fields and the dateline.
    known: Vec<usize>,
    first: Option<TextPosition>,
    prominence: Prominence,
}

impl<'f, 'a> Drafts<'f, 'a> {
    fn new(forms: &'f [Form<'a>]) -> Drafts<'f, 'a> {
        Drafts {
            forms,
            drafts: Vec::with_capacity(forms.len()),
            of_head: vec![None; forms.len()],
        }
    }

    fn draft(&mut self, head: usize) -> &mut Draft {
        let number = *self.of_head[head].get_or_insert(self.drafts.len());
        if number == self.drafts.len() {
            self.drafts.push(Draft {
                kind: self.forms[head].kind,
                spellings: Vec::with_capacity(2),
                known: Vec::new(),
                first: None,
                prominence: Prominence::default(),
            });
        }
        &mut self.drafts[number]
    }

    fn add_mention(&mut self, head: usize, occurrence: &Occurrence, lead: &Range<usize>) {
        let forms = self.forms;
        let draft = self.draft(head);
        // Two forms may have one text: those that were taken for two kinds.
        let is_it = |form: usize| form == occurrence.form || forms[form].text == forms[occurrence.form].text;
        match draft.spellings.iter_mut().find(|(form, _)| is_it(*form)) {
            Some((_, mentions)) => *mentions += 1,
            None => draft.spellings.push((occurrence.form, 1)),
        }
        draft.first.get_or_insert(occurrence.at);
        let prominence = &mut draft.prominence;
        prominence.mentions += 1;
        match occurrence.at.part {
            TextPart::Headline => prominence.is_in_headline = true,
            TextPart::Body => prominence.is_in_lead |= lead.contains(&occurrence.at.byte),
        }
        prominence.is_in_dateline |= occurrence.is_dateline;
    }

    /// Adds a form of a field or of the dateline. What only the dateline was read to hold makes no entity.
    fn add_known(&mut self, head: usize, form: usize) {
        let known = &self.forms[form];
        if !known.is_given && self.of_head[head].is_none() {
            return;
        }
        let draft = self.draft(head);
        draft.known.push(form);
        draft.prominence.is_given |= known.is_given;
        draft.prominence.is_in_dateline |= known.is_in_dateline;
    }

    fn finish(self, all_mentions: usize) -> Vec<Entity> {
        let all_mentions = u32::try_from(all_mentions).unwrap_or(u32::MAX);
        let forms = self.forms;
        let drafts = self.drafts.into_iter();
        let mut entities: Vec<Entity> = drafts.map(|draft| draft.into_entity(forms, all_mentions)).collect();
        // Those that no text names last.
        let place = |entity: &Entity| (entity.first.is_none(), entity.first);
        entities.sort_by(|one, other| {
            let order = |entity: &Entity| {
                (
                    entity.kind,
                    Reverse(entity.salience),
                    Reverse(entity.mentions()),
                    place(entity),
                )
            };
            order(one).cmp(&order(other)).then_with(|| one.name.cmp(&other.name))
        });
        entities
    }
}

impl Draft {
    fn into_entity(mut self, forms: &[Form<'_>], all_mentions: u32) -> Entity {
        let name = name_of(&self, forms);
        self.spellings.sort_by_key(|(_, mentions)| Reverse(*mentions));
        let spellings = self.spellings.into_iter().map(|(form, mentions)| Spelling {
            text: forms[form].text.clone().into_owned(),
            mentions,
        });
        Entity {
            kind: self.kind,
            name,
            spellings: spellings.collect(),
            first: self.first,
            is_given: self.prominence.is_given,
            salience: salience(self.prominence, all_mentions),
        }
    }
}

/// The name of an entity: its fullest spelling, which has most words and initials; of those the most
/// frequent; of those the first. People and places all in capitals come after other spellings equally
/// full, organisations only if they stand so in a dateline or headline and nowhere else.
fn name_of(draft: &Draft, forms: &[Form<'_>]) -> String {
    let fullness = |form: usize| {
        let words = &forms[form].key.words;
        let initials = words.iter().filter(|word| are_initials(word)).count();
        (words.len() - initials, initials)
    };
    let is_in_small_and_capital = |form: usize| {
        let text = &forms[form].text;
        let has_small = match draft.kind {
            EntityKind::Person | EntityKind::Place => text.contains(char::is_lowercase),
            EntityKind::Org => !forms[form].is_shouted,
        };
        has_small && text.contains(char::is_uppercase)
    };
    let spelled = draft.spellings.iter().copied();
    let known = draft.known.iter().map(|form| (*form, 0));
    let fullest = spelled
        .chain(known)
        .enumerate()
        .max_by_key(|(number, (form, mentions))| {
            (
                fullness(*form),
                is_in_small_and_capital(*form),
                *mentions,
                Reverse(*number),
            )
        });
    fullest
        .map(|(_, (form, _))| forms[form].text.clone().into_owned())
        .unwrap_or_default()
}
