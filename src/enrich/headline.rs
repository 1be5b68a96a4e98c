//! A headline for articles that came without one: their first sentence.

use unicode_segmentation::UnicodeSegmentation;

use super::head_of;
use crate::article::{Article, Headline, join_lines, paragraphs, sentences};

/// The longest derived headline, in characters as people count them: what stands on one line of
/// a wide terminal, and about twice what newspapers print.
const MAX_DERIVED_CHARS: usize = 120;

/// Where the first sentence is looked for, in bytes. Enough for the longest derived headline in
/// letters of three bytes, even behind some ornaments.
const HEAD_BYTES: usize = 600;

/// Sets [`Article::headline`] to the first sentence of the body if the source has no headline.
/// A body without a letter or a digit gives none.
pub(super) fn set_headline(article: &mut Article) {
    if article
        .headline
        .as_ref()
        .is_some_and(|headline| !headline.text.trim().is_empty())
    {
        return;
    }
    article.headline = derived_headline(&article.body).map(|text| Headline { text, derived: true });
}

fn derived_headline(body: &str) -> Option<String> {
    let body = body.trim_start();
    let head = head_of(body, HEAD_BYTES);
    let has_words = |text: &str| text.contains(char::is_alphanumeric);
    // Sentences are looked for in one paragraph only: finding their ends is slow.
    let paragraph = paragraphs(head)
        .into_iter()
        .map(|range| &head[range])
        .find(|text| has_words(text))?;
    let sentence = sentences(paragraph)
        .into_iter()
        .map(|range| &paragraph[range])
        .find(|text| has_words(text))?;
    Some(cut(&join_lines(sentence)))
}

/// Cuts a text behind a word near the limit, with an ellipsis in the place of what is left out.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.grapheme_indices(true).nth(MAX_DERIVED_CHARS) else {
        return text.to_owned();
    };
    // Room for the ellipsis. A script without spaces, or an endless word, is cut where it stands.
    let room = text[..end]
        .grapheme_indices(true)
        .next_back()
        .map_or(0, |(last, _)| last);
    let words = match text[..end].rfind(' ') {
        Some(space) if space >= room / 2 => &text[..space.min(room)],
        _ => &text[..room],
    };
    let words = words.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !"%)]”’\"'".contains(letter));
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Option<&str>) {
        let mut article = Article {
            body: body.to_owned(),
            ..Article::default()
        };
        set_headline(&mut article);
        let expected = expected.map(|text| Headline {
            text: text.to_owned(),
            derived: true,
        });
        assert_eq!(article.headline, expected);
    }

    #[test]
    fn the_first_sentence_stands_in_on_one_line() {
        check(
            "  Gen. Kellogg met\nZelensky in  Kyiv. They talked.",
            Some("Gen. Kellogg met Zelensky in Kyiv."),
        );
        check("No stop here\n\nNext paragraph.", Some("No stop here"));
    }

    #[test]
    fn ornaments_are_no_sentence() {
        check("* * *\n\nSnow fell.", Some("Snow fell."));
        check("***\n", None);
        check(" \n", None);
    }

    #[test]
    fn a_long_sentence_is_cut_behind_a_word() {
        let body = "word, ".repeat(60);
        check(
            &body,
            Some(&format!("{}…", "word, ".repeat(20).trim_end_matches([',', ' ']))),
        );
        check(&"é".repeat(600), Some(&format!("{}…", "é".repeat(119))));
        check(&"一".repeat(600), Some(&format!("{}…", "一".repeat(119))));
    }

    #[test]
    fn a_given_headline_stays() {
        let given = Headline {
            text: "Given".to_owned(),
            derived: false,
        };
        let mut article = Article {
            headline: Some(given.clone()),
            body: "Body.".to_owned(),
            ..Article::default()
        };
        set_headline(&mut article);
        assert_eq!(article.headline, Some(given));
    }

    #[test]
    fn a_blank_headline_is_none() {
        let blank = Headline {
            text: " ".to_owned(),
            derived: false,
        };
        let mut article = Article {
            headline: Some(blank),
            body: "Body.".to_owned(),
            ..Article::default()
        };
        set_headline(&mut article);
        assert_eq!(article.headline.map(|headline| headline.text).as_deref(), Some("Body."));
    }

    proptest! {
        #[test]
        fn no_derived_headline_is_longer_than_its_limit(body in "\\PC{0,400}( \\PC{0,9}){0,60}") {
            if let Some(headline) = derived_headline(&body) {
                prop_assert!(headline.graphemes(true).count() <= MAX_DERIVED_CHARS);
                prop_assert!(!headline.contains('\n') && !headline.is_empty());
            }
        }
    }
}
