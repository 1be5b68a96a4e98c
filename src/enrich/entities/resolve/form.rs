//! The distinct spellings of an article's names, and where they stand.

use std::borrow::Cow;
use std::ops::Range;

use super::Map;
use super::clean::{Cleaned, clean, clean_given};
use super::dateline::{DatelineName, dateline_names};
use super::key::{Key, Stops, key_of};
use crate::article::{Article, EntityKind, Mention, TextPart, TextPosition};

/// One spelling of a name, taken for one kind.
pub(super) struct Form<'a> {
    pub(super) kind: EntityKind,
    /// As printed, cleaned.
    pub(super) text: Cow<'a, str>,
    pub(super) key: Key,
    /// True for a word that is a name only where a person of the article has it.
    pub(super) is_doubtful: bool,
    /// True if a field of the source states it.
    pub(super) is_given: bool,
    /// True if it is known from the dateline, as it is written in a text.
    pub(super) is_in_dateline: bool,
    /// True if it stands only where all is in capitals: in a dateline, in a headline.
    pub(super) is_shouted: bool,
    pub(super) mentions: u32,
    /// Its first [`Occurrence`].
    pub(super) first: Option<usize>,
}

/// A mention that was kept.
#[derive(Clone, Copy)]
pub(super) struct Occurrence {
    /// Which [`Form`].
    pub(super) form: usize,
    pub(super) at: TextPosition,
    /// True for the place of the dateline.
    pub(super) is_dateline: bool,
}

/// All names of an article.
pub(super) struct Names<'a> {
    pub(super) forms: Vec<Form<'a>>,
    /// In the order of the text.
    pub(super) occurrences: Vec<Occurrence>,
    /// Pairs of forms of which the second stands in parentheses behind the first.
    pub(super) in_parentheses: Vec<(usize, usize)>,
    /// Where the dateline ends in the body, 0 if none stands there.
    pub(super) dateline_end: usize,
}

/// Where a form of this printed text is, `None` for what is no name.
type Known<'a> = Map<(&'a str, EntityKind), Option<usize>>;

/// A [`Mention`], or a name that the dateline was read to hold.
struct Found<'a> {
    part: TextPart,
    span: Range<usize>,
    kind: EntityKind,
    printed: &'a str,
    is_dateline: bool,
}

/// Collects the names of an article. What is no name is left out.
pub(super) fn names_of<'a>(article: &'a Article, mentions: &[Mention]) -> Names<'a> {
    let headline = article.headline.as_ref().map_or("", |headline| headline.text.as_str());
    let is_shouted = headline.contains(char::is_uppercase) && !headline.contains(char::is_lowercase);
    let text_of = |part: TextPart| match part {
        TextPart::Headline => headline,
        TextPart::Body => article.body.as_str(),
    };
    let (dateline_end, in_dateline) = dateline_names(article);
    let found = found_names(mentions, &in_dateline, text_of);
    let mut names = Names {
        forms: Vec::new(),
        occurrences: Vec::with_capacity(found.len()),
        in_parentheses: Vec::new(),
        dateline_end,
    };
    let mut known = Known::default();
    let mut by_text = Map::default();
    let mut folded = String::new();
    // The last mention, if it was kept, with its form.
    let mut last: Option<(&Found<'_>, usize)> = None;
    for mention in &found {
        let form = *known.entry((mention.printed, mention.kind)).or_insert_with(|| {
            let (text, is_doubtful) = match clean(mention.printed, mention.kind, &mut folded) {
                Cleaned::Name(text) => (text, false),
                Cleaned::Doubtful(text) => (text, true),
                Cleaned::Nothing => return None,
            };
            let form = names.form_of(text, mention.kind, &mut by_text, &mut folded);
            names.forms[form].is_doubtful = is_doubtful;
            Some(form)
        });
        let Some(form) = form else {
            last = None;
            continue;
        };
        let occurrence = names.occurrences.len();
        let of_form = &mut names.forms[form];
        let is_shouted = match mention.part {
            TextPart::Headline => is_shouted,
            TextPart::Body => mention.span.end <= dateline_end && !mention.printed.contains(char::is_lowercase),
        };
        of_form.is_shouted = is_shouted && (of_form.mentions == 0 || of_form.is_shouted);
        of_form.mentions += 1;
        of_form.first.get_or_insert(occurrence);
        if let Some((before, long)) = last
            && are_parenthesised(before, mention, text_of(mention.part))
            && !names.in_parentheses.contains(&(long, form))
        {
            names.in_parentheses.push((long, form));
        }
        names.occurrences.push(Occurrence {
            form,
            at: TextPosition {
                part: mention.part,
                byte: mention.span.start,
            },
            is_dateline: mention.is_dateline,
        });
        last = Some((mention, form));
    }
    for name in in_dateline {
        let text = Cow::Owned(name.name);
        let form = names.form_of(text, name.kind, &mut by_text, &mut folded);
        names.forms[form].is_in_dateline |= name.kind == EntityKind::Place;
        names.forms[form].is_given |= name.is_stated;
    }
    let given = [
        (EntityKind::Person, &article.people),
        (EntityKind::Place, &article.places),
        (EntityKind::Org, &article.orgs),
    ];
    for (kind, stated) in given {
        for name in stated {
            if let Some(text) = clean_given(name, kind, &mut folded) {
                let form = names.form_of(Cow::Owned(text), kind, &mut by_text, &mut folded);
                names.forms[form].is_given = true;
                names.forms[form].is_doubtful = false;
            }
        }
    }
    names
}

impl<'a> Names<'a> {
    /// The form of a text, made where there is none.
    fn form_of(
        &mut self,
        text: Cow<'a, str>,
        kind: EntityKind,
        by_text: &mut Map<(Cow<'a, str>, EntityKind), usize>,
        folded: &mut String,
    ) -> usize {
        if let Some(form) = by_text.get(&(text.clone(), kind)) {
            return *form;
        }
        let key = key_of(&text, stops_of(kind), folded);
        by_text.insert((text.clone(), kind), self.forms.len());
        self.forms.push(Form {
            kind,
            text,
            key,
            is_doubtful: false,
            is_given: false,
            is_in_dateline: false,
            is_shouted: false,
            mentions: 0,
            first: None,
        });
        self.forms.len() - 1
    }
}

/// How full stops are read in names of a kind: initials are words of people only.
pub(super) fn stops_of(kind: EntityKind) -> Stops {
    match kind {
        EntityKind::Person => Stops::Divide,
        EntityKind::Place | EntityKind::Org => Stops::Join,
    }
}

/// The mentions and the names of the dateline in the order of the text. What the dateline holds is
/// of the kind that it has there.
fn found_names<'a>(
    mentions: &[Mention],
    in_dateline: &[DatelineName],
    text_of: impl Fn(TextPart) -> &'a str,
) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'_>> = Vec::with_capacity(mentions.len() + in_dateline.len());
    let overlaps = |one: &Range<usize>, other: &Range<usize>| one.start < other.end && other.start < one.end;
    let stands = |name: &DatelineName, part, span: &Range<usize>| {
        part == TextPart::Body && name.span.as_ref().is_some_and(|place| overlaps(place, span))
    };
    for mention in mentions {
        let Some(printed) = text_of(mention.part).get(mention.span.clone()) else {
            continue;
        };
        let name = in_dateline
            .iter()
            .find(|name| stands(name, mention.part, &mention.span));
        found.push(Found {
            part: mention.part,
            span: mention.span.clone(),
            kind: name.map_or(mention.kind, |name| name.kind),
            printed,
            is_dateline: name.is_some_and(|name| name.kind == EntityKind::Place),
        });
    }
    for name in in_dateline {
        let is_mentioned = mentions.iter().any(|mention| stands(name, mention.part, &mention.span));
        if let Some(span) = name.span.clone().filter(|_| !is_mentioned)
            && let Some(printed) = text_of(TextPart::Body).get(span.clone())
        {
            found.push(Found {
                part: TextPart::Body,
                span,
                kind: name.kind,
                printed,
                is_dateline: name.kind == EntityKind::Place,
            });
        }
    }
    // Almost always in order already.
    found.sort_by_key(|name| (name.part, name.span.start));
    found
}

/// True if the second of two names stands in parentheses behind the first.
fn are_parenthesised(first: &Found<'_>, second: &Found<'_>, text: &str) -> bool {
    first.part == second.part
        && text
            .get(first.span.end..second.span.start)
            .is_some_and(|between| between.trim() == "(")
        && text
            .get(second.span.end..)
            .is_some_and(|behind| behind.starts_with(')'))
}
