//! What the whole recogniser makes of texts: the rules as lines of data, and what must hold of any text.

use proptest::prelude::*;

use super::*;
use crate::article::EntityKind;

/// The names of a text in the words of these tests: `person Day | place Oslo`.
fn named(headline: Option<&str>, body: &str) -> String {
    let named = |mention: &Mention| {
        let text = match mention.part {
            TextPart::Headline => headline.unwrap_or(""),
            TextPart::Body => body,
        };
        format!("{} {}", mention.kind.name(), &text[mention.span.clone()])
    };
    let mentions = mentions(headline, body);
    mentions.iter().map(named).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(body: &str, expected: &str) {
    assert_eq!(named(None, body), expected, "{body}");
}

#[test]
fn the_built_in_model_is_whole() {
    assert_eq!(built_in().verify(), Ok(()));
}

#[test]
fn titles_possessives_and_articles_stay_outside() {
    check(
        "President Joe Biden’s aide met Mr. Trudeau.",
        "person Joe Biden | person Trudeau",
    );
    check("Prime Minister Narendra Modi spoke.", "person Narendra Modi");
    check("The president of the Senate left.", "org Senate");
    check(
        "China's Foreign Ministry denied it.",
        "place China | org Foreign Ministry",
    );
}

#[test]
fn days_pronouns_nationalities_and_bare_titles_are_no_names() {
    check(
        "He said on Friday that Easter was near. President and Minister agreed.",
        "",
    );
    check("The Ukrainian people and the Russians disagreed.", "");
}

#[test]
fn a_surname_is_that_of_its_person() {
    check(
        "Steve Witkoff landed in Moscow. Traffic stopped as Witkoff passed.",
        "person Steve Witkoff | place Moscow | person Witkoff",
    );
}

#[test]
fn names_in_capitals_are_those_of_the_text() {
    let body = "Vladimir Putin and Donald Trump met in Helsinki on Monday.";
    assert_eq!(
        named(Some("PUTIN MEETS TRUMP IN HELSINKI"), body),
        "person PUTIN | person TRUMP | place HELSINKI | person Vladimir Putin | person Donald Trump | place Helsinki",
    );
}

#[test]
fn names_with_apostrophes_are_whole() {
    check(
        "Fighters took Sana'a and flew to N’Djamena.",
        "place Sana'a | place N’Djamena",
    );
    check("Conor O'Brien was there.", "person Conor O'Brien");
}

#[test]
fn a_dateline_gives_its_place_and_its_agency() {
    check(
        "KYIV, April 25 (Reuters) - Snow fell on the roads.",
        "place KYIV | org Reuters",
    );
    check(
        "PORT SUDAN (AP) -- Snow fell on the roads.",
        "place PORT SUDAN | org AP",
    );
}

#[test]
fn capitals_countries_and_agencies_are_known_without_help() {
    check("Leaders met in Brussels on Monday.", "place Brussels");
    check("Officials at NATO said so, and so did Kenya.", "org NATO | place Kenya");
}

#[test]
fn an_article_without_names_has_none() {
    check("", "");
    check("Board Meeting Agenda\n\n1. Minutes\n2. Any other business", "");
}

#[test]
fn a_text_is_read_the_same_whatever_was_read_before() {
    let text = "Steve Witkoff flew to Moscow. Reuters and the BBC said that Witkoff met Yuri Ushakov.";
    let fresh = Recogniser::new(built_in()).mentions(None, text);
    let mut used = Recogniser::new(built_in());
    for number in 0..2_000 {
        used.mentions(
            None,
            &format!("Mr. Nam{number} Ber{number} of Placeville{number} said it."),
        );
    }
    assert_eq!(used.mentions(None, text), fresh);
}

/// Pieces that look like news, and some that do not.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Putin".to_owned()),
        Just("KYIV, April 25 (Reuters) - ".to_owned()),
        Just("Côte d’Ivoire’s".to_owned()),
        Just("the Bank of England".to_owned()),
        "[A-Z]{1,70}",
        "[A-Z][a-z]{0,6}",
        "[ \n\t.,'’“”()&-]{1,3}",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order_and_never_overlap(headline in proptest::option::of(text()), body in text()) {
        let mut end = (TextPart::Headline, 0);
        for mention in mentions(headline.as_deref(), &body) {
            let text = match mention.part {
                TextPart::Headline => headline.as_deref().unwrap_or(""),
                TextPart::Body => &body,
            };
            let name = text.get(mention.span.clone());
            prop_assert!(name.is_some_and(|name| !name.is_empty() && name.trim() == name));
            prop_assert!(end <= (mention.part, mention.span.start) || end.0 < mention.part);
            prop_assert!(EntityKind::ALL.contains(&mention.kind));
            end = (mention.part, mention.span.end);
        }
    }
}
