//! The news items of Reuters as RCV1 and RCV2 hold them: `<newsitem>` elements, one a file or
//! several one behind the other.
//!
//! ```text
//! <newsitem itemid="2330" date="1996-08-20" xml:lang="en">
//!   <title/> <headline/> <byline/> <dateline/> <text><p/></text> <copyright/>
//!   <metadata><codes class="bip:topics:1.0"><code code="C15"/></codes> <dc element="…" value="…"/></metadata>
//! ```
//!
//! Topics, countries and industries are codes; they are kept as they stand.

use super::super::detect::Likeness;
use super::super::error::SourceError;
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::super::xml::Element;
use super::agency::document::{Outcome, has_root, read_elements};
use super::agency::fields::{
    add, add_date, add_reporters, finished, keep, keep_list, set, set_body, set_headline, set_language,
};
use super::agency::running_text::text_of_element;
use super::elements::ElementName;
use crate::article::Article;

const NEWSITEM: ElementName = ElementName {
    open: "<newsitem",
    close: "</newsitem>",
    shown: "<newsitem>",
    next: "the next <newsitem>",
    has_cdata: true,
};

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(has_root(head, &["newsitem"]))
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    read_elements(input, options, emit, NEWSITEM, &mut |_| {}, &mut article_of_item)
}

fn article_of_item(item: &Element) -> Outcome {
    let mut article = Article::default();
    let line = |path: &str| item.at(path).and_then(Element::line);
    set(&mut article.id, item.attribute("itemid"));
    set_headline(&mut article, line("headline").as_deref());
    match &article.headline {
        Some(_) => keep(&mut article, "title", line("title").as_deref()),
        None => set_headline(&mut article, line("title").as_deref()),
    }
    add_date(&mut article, item.attribute("date"));
    for byline in item.children_named("byline").filter_map(Element::line) {
        add_reporters(&mut article, &byline);
    }
    set(&mut article.dateline, line("dateline").as_deref());
    set_language(&mut article, item.attribute("lang"));
    if let Some(text) = item.at("text") {
        set_body(&mut article, text_of_element(text, &[]));
    }
    keep(&mut article, "copyright", line("copyright").as_deref());
    for codes in item.descendants("codes") {
        read_codes(&mut article, codes);
    }
    for stated in item.descendants("dc") {
        let (name, value) = (
            stated.attribute("element").unwrap_or_default(),
            stated.attribute("value"),
        );
        match name {
            "dc.date.published" => add_date(&mut article, value),
            "dc.source" => set(&mut article.source, value),
            "dc.creator.location" | "dc.creator.location.country.name" => add(&mut article.places, value),
            "dc.date.created" => {}
            name => keep(&mut article, name, value),
        }
    }
    set(&mut article.agency, article.source.clone().as_deref());
    finished(article, "a <newsitem>")
}

fn read_codes(article: &mut Article, codes: &Element) {
    let class = codes.attribute("class").unwrap_or_default();
    let entries = codes.children_named("code").filter_map(|code| code.attribute("code"));
    match class {
        class if class.contains("topics") => entries.for_each(|code| add(&mut article.topics, Some(code))),
        class => keep_list(article, class, entries.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check_format;

    #[test]
    fn each_news_item_is_an_article() {
        check_format(
            "rcv1",
            br#"<?xml version="1.0" encoding="iso-8859-1" ?>
<newsitem itemid="2330" id="root" date="1996-08-20" xml:lang="en">
<title>UK: Mill hires.</title><headline>Mill hires.</headline><byline>Jane Doe</byline><dateline>MARROWBY</dateline>
<text><p>The mill &amp; the
guild hire.</p>
<p>It is caf&#233; time.</p></text><copyright>(c) Reuters Limited 1996</copyright>
<metadata><codes class="bip:countries:1.0"><code code="UK"> </code></codes>
<codes class="bip:topics:1.0"><code code="C15"/><code code="CCAT"/></codes>
<dc element="dc.date.published" value="1996-08-20"/><dc element="dc.source" value="Reuters"/>
<dc element="dc.creator.location" value="MARROWBY"/></metadata></newsitem>
<newsitem itemid="2331"><title>UK: Fair.</title></newsitem>
<newsitem itemid="2332"><metadata/></newsitem>"#,
            "1 [Mill hires.] The mill & the guild hire.\u{b6}\u{b6}It is caf\u{e9} time. (1996-08-20) {MARROWBY} by Jane Doe \
             @Reuters <en> places=MARROWBY #C15 #CCAT id=2330 {\"title\":\"UK: Mill hires.\",\
             \"copyright\":\"(c) Reuters Limited 1996\",\"bip:countries:1.0\":[\"UK\"]}\n\
             2 [UK: Fair.]  id=2331\n\
             3 ! line 12: expected an article, found a <newsitem> with neither headline nor text",
        );
    }
}
