//! The forms of a range, the same for dates and numbers: `a..b`, `a to b`, `[a TO b}`.

/// A value as written: one, or from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent<'a> {
    One(&'a str),
    Between(End<'a>, End<'a>),
}

/// An end of a range; no text is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End<'a> {
    pub(super) text: Option<&'a str>,
    pub(super) is_excluded: bool,
}

/// Returns the ends that a value names. `None` is a bracket without TO.
pub(super) fn extent(text: &str) -> Option<Extent<'_>> {
    let text = text.trim();
    if let Some(inner) = text
        .strip_prefix(['[', '{'])
        .and_then(|rest| rest.strip_suffix([']', '}']))
    {
        let (from, to) = split_at_to(inner).or_else(|| split_at_dots(inner))?;
        return Some(Extent::Between(
            end(from, text.starts_with('{')),
            end(to, text.ends_with('}')),
        ));
    }
    Some(match split_at_dots(text).or_else(|| split_at_to(text)) {
        Some((from, to)) => Extent::Between(end(from, false), end(to, false)),
        None => Extent::One(text),
    })
}

/// The two dots, which some programs turn into an ellipsis; also a dash that is no hyphen.
fn split_at_dots(text: &str) -> Option<(&str, &str)> {
    if let Some((from, to)) = text.split_once("..") {
        return Some((from, to.trim_start_matches('.')));
    }
    text.split_once(['…', '–'])
}

fn split_at_to(text: &str) -> Option<(&str, &str)> {
    let is_to = |at: &usize| {
        text.get(*at..at + 4)
            .is_some_and(|part| part.eq_ignore_ascii_case(" to "))
    };
    let at = text.match_indices(' ').map(|(at, _)| at).find(is_to)?;
    Some((&text[..at], &text[at + 4..]))
}

fn end(text: &str, is_excluded: bool) -> End<'_> {
    let text = text.trim();
    End {
        text: (!text.is_empty() && text != "*").then_some(text),
        is_excluded,
    }
}
