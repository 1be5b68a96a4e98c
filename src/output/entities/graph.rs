//! What both formats for graphs share: the nodes, the edges, and text that may stand in XML.

use std::borrow::Cow;

use super::two_decimals;
use crate::search::{EntityCount, EntityList, EntityPair, Together};

/// An edge: two that appear together, by the numbers of their nodes.
pub(super) struct Edge {
    pub(super) one: usize,
    pub(super) other: usize,
    /// Articles that name both.
    pub(super) articles: u64,
    /// How far beyond chance that is.
    pub(super) log_likelihood: f64,
}

/// The nodes, which edges number from 0.
pub(super) fn nodes(list: &EntityList) -> impl Iterator<Item = (usize, &EntityCount)> {
    list.entities().enumerate()
}

/// The edges between nodes that there are.
pub(super) fn edges(list: &EntityList) -> impl Iterator<Item = Edge> + '_ {
    let number = list.entities().count();
    let is_inside = move |pair: &&EntityPair| pair.one < number && pair.other < number;
    list.pairs.iter().filter(is_inside).map(|pair| {
        let Together {
            articles,
            log_likelihood,
        } = pair.together;
        Edge {
            one: pair.one,
            other: pair.other,
            articles,
            log_likelihood: two_decimals(log_likelihood),
        }
    })
}

/// A text as it may stand in XML 1.0, in an element or between double quotes.
pub(super) fn xml(text: &str) -> Cow<'_, str> {
    let needs_none = |letter: char| !matches!(letter, '&' | '<' | '>' | '"' | '\'') && is_xml(letter);
    if text.chars().all(needs_none) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            _ if is_xml(letter) => escaped.push(letter),
            _ => escaped.push('\u{fffd}'),
        }
    }
    Cow::Owned(escaped)
}

/// True for what XML 1.0 allows, without line breaks and tabs, which attributes do not keep, and
/// without controls, which a terminal might obey.
fn is_xml(letter: char) -> bool {
    !super::super::is_unsafe(letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(xml("Zelensky"), "Zelensky");
        assert_eq!(xml("<A & \"B\" 'C'>"), "&lt;A &amp; &quot;B&quot; &apos;C&apos;&gt;");
        assert_eq!(xml("a\u{1b}b\u{ffff}\nc"), "a\u{fffd}b\u{fffd}\u{fffd}c");
    }
}
