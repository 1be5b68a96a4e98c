//! The rules of joining, each as a line of data with its counter-example, and their properties.
//!
//! Texts are marked as `{p Volodymyr Zelensky}`, `{l Kyiv}`, `{o ECB}`.

mod orgs;
mod people;
mod places;
mod properties;
mod whole;

use super::entities;
use crate::article::{Article, Entity, EntityKind, Headline, Mention, TextPart};

/// Reads the marks of a text and takes them out.
fn read_marks(marked: &str, part: TextPart, mentions: &mut Vec<Mention>) -> String {
    let mut text = String::new();
    for (number, piece) in marked.split('{').enumerate() {
        let Some((mark, rest)) = piece.split_once('}').filter(|_| number > 0) else {
            text.push_str(piece);
            continue;
        };
        let (letter, name) = mark.split_once(' ').expect("a letter and a name");
        let kind = match letter {
            "p" => EntityKind::Person,
            "l" => EntityKind::Place,
            "o" => EntityKind::Org,
            other => panic!("unknown mark {other}"),
        };
        let span = text.len()..text.len() + name.len();
        mentions.push(Mention { part, span, kind });
        text.push_str(name);
        text.push_str(rest);
    }
    text
}

/// An article with a marked headline, if not empty, and a marked body.
fn article(headline: &str, body: &str) -> (Article, Vec<Mention>) {
    let mut mentions = Vec::new();
    let headline = read_marks(headline, TextPart::Headline, &mut mentions);
    let body = read_marks(body, TextPart::Body, &mut mentions);
    let headline = (!headline.is_empty()).then_some(Headline {
        text: headline,
        derived: false,
    });
    let article = Article {
        headline,
        body,
        ..Article::default()
    };
    (article, mentions)
}

/// `p Volodymyr Zelensky = Zelensky 2, Volodymyr Zelensky`; a star before what is given.
fn line_of(entity: &Entity) -> String {
    let kind = match entity.kind {
        EntityKind::Person => "p",
        EntityKind::Place => "l",
        EntityKind::Org => "o",
    };
    let spellings: Vec<String> = entity
        .spellings
        .iter()
        .map(|spelling| match spelling.mentions {
            1 => spelling.text.clone(),
            more => format!("{} {more}", spelling.text),
        })
        .collect();
    let star = if entity.is_given { "*" } else { "" };
    let name = format!("{star}{kind} {}", entity.name);
    match spellings.as_slice() {
        [only] if *only == entity.name => name,
        _ => format!("{name} = {}", spellings.join(", ")),
    }
}

/// The entities in the order in which they are named first.
fn lines(article: &Article, mentions: &[Mention]) -> Vec<String> {
    let mut found = entities(article, mentions);
    found.sort_by_key(|entity| (entity.first.is_none(), entity.first));
    found.iter().map(line_of).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let (article, mentions) = article("", body);
    assert_eq!(lines(&article, &mentions), expected, "{body}");
}
