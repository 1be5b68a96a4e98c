//! Whole articles: fields, order, salience, first places.

use super::*;

const HEADLINE: &str = "{p ZELENSKY} URGES PRESSURE ON {l RUSSIA}";

const BODY: &str = "{l KYIV}, April 25 ({o Northern Wire}) - {p President Volodymyr Zelensky} asked allies of {l Ukraine} to \
    press {l Russia}.\n\n{l US} envoy {p Steve Witkoff} met {p Vladimir Putin} in {l Moscow} on {l Friday}. \"{p He} spoke of \
    {l Easter},\" {p Witkoff} said.\n\nThe {l U.S.} and {l Ukraine} will talk, {p Zelensky} said in {l Kyiv}; {p Putin} \
    will not, said the {o Northern Wire}.";

fn seed() -> (Article, Vec<Mention>) {
    let (mut article, mentions) = article(HEADLINE, BODY);
    article.dateline = Some("KYIV, April 25 (Northern Wire) -".to_owned());
    article.dateline_places = vec!["Kyiv".to_owned()];
    article.agency = Some("Northern Wire".to_owned());
    (article, mentions)
}

#[test]
fn an_article_has_its_entities_by_kind_and_salience() {
    let (article, mentions) = seed();
    let found: Vec<String> = entities(&article, &mentions)
        .iter()
        .map(|entity| format!("{} {}", entity.salience, line_of(entity)))
        .collect();
    assert_eq!(
        found,
        [
            "141 p Volodymyr Zelensky = ZELENSKY, Volodymyr Zelensky, Zelensky",
            "59 p Steve Witkoff = Steve Witkoff, Witkoff",
            "59 p Vladimir Putin = Vladimir Putin, Putin",
            "131 l Russia = RUSSIA, Russia",
            "96 l Ukraine = Ukraine 2",
            "79 l Kyiv = KYIV, Kyiv",
            "59 l US = US, U.S.",
            "33 l Moscow",
            "59 o Northern Wire = Northern Wire 2",
        ]
    );
}

#[test]
fn first_is_the_first_mention_headline_before_body() {
    let (article, mentions) = seed();
    for entity in entities(&article, &mentions) {
        let first = entity.first.expect("named in the text");
        let text = match first.part {
            TextPart::Headline => &article.headline.as_ref().expect("a headline").text,
            TextPart::Body => &article.body,
        };
        let is_there = |spelling: &crate::article::Spelling| text[first.byte..].contains(&spelling.text);
        assert!(entity.spellings.iter().any(is_there), "{}", entity.name);
        assert_eq!(
            first.part == TextPart::Headline,
            ["Volodymyr Zelensky", "Russia"].contains(&entity.name.as_str())
        );
    }
}

#[track_caller]
fn check_given(body: &str, people: &[&str], places: &[&str], orgs: &[&str], expected: &[&str]) {
    let (mut article, mentions) = article("", body);
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    (article.people, article.places, article.orgs) = (owned(people), owned(places), owned(orgs));
    assert_eq!(lines(&article, &mentions), expected, "{body}");
}

#[test]
fn given_names_join_those_of_the_text() {
    check_given(
        "{p Zelensky} and {l U.S.} and the {o ECB}",
        &["Zelensky, Volodymyr"],
        &["usa"],
        &["European Central Bank"],
        &[
            "*p Volodymyr Zelensky = Zelensky",
            "*l U.S.",
            "*o European Central Bank = ECB",
        ],
    );
    check_given(
        "{p Ronald Reagan} and {o European Community}; {l West Germany}",
        &["reagan"],
        &["west-germany"],
        &["ec"],
        &["*p Ronald Reagan", "*o European Community", "*l West Germany"],
    );
}

#[test]
fn a_given_name_that_no_text_names_is_an_entity_of_its_own() {
    check_given(
        "{p Jeb Bush}",
        &["George Bush", "GEORGE BUSH"],
        &["Crimea"],
        &[" "],
        &["p Jeb Bush", "*p George Bush = ", "*l Crimea = "],
    );
}

#[test]
fn a_given_kind_decides() {
    check_given(
        "{p Siemens} {p Siemens} {l Siemens}",
        &[],
        &[],
        &["Siemens"],
        &["*o Siemens = Siemens 3"],
    );
}

#[test]
fn a_name_given_as_two_kinds_is_both() {
    check_given(
        "{l Washington} spoke.",
        &["Washington"],
        &["Washington"],
        &[],
        &["*l Washington", "*p Washington = "],
    );
}

#[test]
fn an_article_without_names_has_none() {
    check("Snow fell.", &[]);
    check("", &[]);
}
