//! The XML of Ritzaus Bureau: an `<RBNews>` an article, alone or in the answer of its service.
//!
//! ```text
//! <RBNews> <NewsID/> <PublishDate/> <strapline/> <headline/> <subtitle/> <town/> <section/>
//!   <content>&lt;p&gt;…&lt;/p&gt;</content> <byLine/> <SubjectKeyword/> </RBNews>
//! ```

use super::super::super::detect::Likeness;
use super::super::super::entities::decode_entities;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::super::super::xml::Element;
use super::document::{Outcome, has_root, read_document};
use super::fields::{
    add, add_date, add_reporters, finished, keep, keep_others, set, set_body, set_headline, set_language,
};
use super::running_text::text_of_element;
use crate::article::Article;

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(has_root(head, &["RBNews", "XMLNewsQueuedResponse"]))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    read_document(input, options, emit, articles_of)
}

fn articles_of(document: &Element) -> Vec<Outcome> {
    let items = document.descendants("RBNews");
    match items.is_empty() {
        true => vec![Err(RecordFault::NotAnArticle {
            what: "an answer without <RBNews>".to_owned(),
        })],
        false => items.into_iter().map(article_of).collect(),
    }
}

/// What the service says to itself, and a shorter form of the text.
const KNOWN: &[&str] = &[
    "NewsID",
    "PublishDate",
    "headline",
    "subtitle",
    "TilRedaktionen",
    "town",
    "section",
    "sectionID",
    "sectionShort",
    "content",
    "ContentShort",
    "byLine",
    "SubjectKeyword",
    "formatID",
    "IPTCList",
    "Companies",
    "Topstory",
    "TopWeb",
    "Annuleret",
    "NyVersion",
    "Korrektion",
    "InfoFlash",
];

fn article_of(item: &Element) -> Outcome {
    let mut article = Article::default();
    let line = |name: &str| {
        item.at(name)
            .filter(|element| element.attribute("nil").is_none())
            .and_then(Element::line)
    };
    set(&mut article.id, line("NewsID").as_deref());
    set_headline(&mut article, line("headline").as_deref());
    add_date(&mut article, line("PublishDate").as_deref());
    set_language(&mut article, Some("da"));
    set(&mut article.agency, Some("Ritzau"));
    set(&mut article.source, Some("Ritzau"));
    if let Some(byline) = line("byLine") {
        add_reporters(&mut article, &byline);
    }
    add(&mut article.places, line("town").as_deref());
    set(&mut article.section, line("section").as_deref());
    for keyword in item.children_named("SubjectKeyword").flat_map(Element::children) {
        add(&mut article.topics, keyword.line().as_deref());
    }
    for company in item.children_named("Companies").flat_map(Element::children) {
        add(&mut article.orgs, company.line().as_deref());
    }
    if let Some(content) = item.at("content") {
        // Press releases come in with their references already written as references.
        set_body(
            &mut article,
            decode_entities(&text_of_element(content, &[])).into_owned(),
        );
    }
    for name in ["subtitle", "TilRedaktionen"] {
        let text = item.at(name).map(|element| text_of_element(element, &[]));
        keep(&mut article, name, text.as_deref().map(decode_entities).as_deref());
    }
    for name in ["Annuleret", "NyVersion", "Korrektion"] {
        keep(
            &mut article,
            name,
            line(name).filter(|value| value == "true").as_deref(),
        );
    }
    keep_others(&mut article, item, KNOWN);
    article.extra.retain(|_, value| value != "true" && value != "false");
    finished(article, "an <RBNews>")
}

#[cfg(test)]
mod tests {
    use super::super::super::super::tests::check_format;

    #[test]
    fn each_item_is_an_article() {
        check_format(
            "ritzau",
            "<?xml version=\"1.0\"?><XMLNewsQueuedResponse><ListOfRBNews><RBNews xmlns:i=\"http://a\"><NewsID>9a</NewsID>\
             <PublishDate>2018-01-30T17:32:18.397</PublishDate><strapline>NU</strapline><headline>Møllen ansætter</headline>\
             <subtitle i:nil=\"true\"/><town>Marrowby</town><section>Udland</section><content>&lt;p&gt;&amp;amp;apos;Ét&amp;amp;apos;.&lt;/p&gt;&lt;p&gt;To.&lt;/p&gt;</content>\
             <byLine>Jane Doe</byLine><Priority>3</Priority><TopWeb>false</TopWeb></RBNews></ListOfRBNews></XMLNewsQueuedResponse>"
                .as_bytes(),
            "1 [Møllen ansætter] 'Ét'.¶¶To. (2018-01-30T17:32:18.397) by Jane Doe @Ritzau <da> places=Marrowby id=9a \
             {\"strapline\":\"NU\",\"Priority\":\"3\"}",
        );
        check_format(
            "ritzau",
            b"<RBNews/>",
            "1 ! expected an article, found an <RBNews> with neither headline nor text",
        );
    }
}
