//! NITF, the News Industry Text Format of the IPTC (versions 2.5 to 3.6): one article a document.
//!
//! ```text
//! <nitf>
//!   <head>                   title, meta, tobject (subjects), docdata (dates, id, keywords), pubdata
//!   <body>
//!     <body.head>            hedline, byline, distributor, dateline, abstract, note
//!     <body.content>         the text; person, org and location may be marked in it
//!     <body.end>             tagline
//! ```
//!
//! It also stands inside NewsML, with or without its head.

use serde_json::{Map, Value};

use super::super::super::detect::Likeness;
use super::super::super::error::SourceError;
use super::super::super::fields::keep_extra;
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::super::super::xml::{Element, Node};
use super::document::{Outcome, has_root, read_document};
use super::fields::{
    add, add_date, add_reporters, clean_line, finished, keep, keep_list, set, set_body, set_headline, set_language,
};
use super::running_text::text_of_element;
use super::subject_codes::field_of_subject_code;
use crate::article::Article;

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(has_root(head, &["nitf"]))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    read_document(input, options, emit, articles_of)
}

fn articles_of(document: &Element) -> Vec<Outcome> {
    let articles = document.children().filter(|root| root.local() == "nitf");
    articles
        .map(|nitf| {
            let mut article = Article::default();
            fill_from_nitf(&mut article, nitf);
            finished(article, "a NITF document")
        })
        .collect()
}

/// What of the text is no text: pictures with their captions, notes, what the article ends with.
const LEFT_OUT: &[&str] = &["media", "note", "nitf-table-metadata", "body.head", "body.end", "head"];

/// Fills what a NITF element says into an article, where nothing is said yet.
pub(super) fn fill_from_nitf(article: &mut Article, nitf: &Element) {
    let head = nitf.at("body/body.head");
    let in_head = |path: &str| head.and_then(|head| head.at(path));
    set_language(article, nitf.attribute("baselang").or(nitf.attribute("lang")));
    set_headline(article, in_head("hedline/hl1").and_then(Element::line).as_deref());
    set_headline(article, nitf.at("head/title").and_then(Element::line).as_deref());
    if let Some(head) = head {
        read_body_head(article, head);
    }
    if let Some(head) = nitf.at("head") {
        read_head(article, head);
    }
    let content = nitf.at("body/body.content").or(nitf.at("body"));
    if let Some(content) = content {
        read_names(article, content);
        let captions = content.descendants("media-caption");
        keep_list(
            article,
            "captions",
            captions.iter().filter_map(|caption| caption.line()),
        );
        let text = text_of_element(content, LEFT_OUT);
        set_body(article, without_headline(text, article));
    }
    let tagline = nitf.at("body/body.end/tagline").and_then(Element::line);
    keep(article, "tagline", tagline.as_deref());
    match in_head("abstract").map(|summary| text_of_element(summary, LEFT_OUT)) {
        Some(summary) if article.body.is_empty() => set_body(article, summary),
        summary => keep(article, "abstract", summary.as_deref()),
    }
    let distributor = in_head("distributor").and_then(Element::line);
    set(&mut article.agency, distributor.as_deref());
    for path in ["docdata/doc-id", "docdata/del-list/from-src"] {
        let sender = nitf.at("head").and_then(|head| head.at(path));
        let name = sender.and_then(|sender| sender.attribute("regsrc").or(sender.attribute("src-name")));
        set(&mut article.agency, name);
    }
    let publication = nitf.at("head/pubdata").and_then(|pubdata| pubdata.attribute("name"));
    let holder = nitf.at("head/docdata/doc.copyright");
    let holder = holder.and_then(|copyright| copyright.attribute("holder"));
    for source in [publication, article.agency.clone().as_deref(), holder] {
        set(&mut article.source, source);
    }
}

/// Some agencies print the headline once more above the text.
pub(super) fn without_headline(text: String, article: &Article) -> String {
    let headline = article.headline.as_ref().map(|headline| headline.text.as_str());
    match headline.and_then(|headline| text.strip_prefix(headline)?.strip_prefix("\n\n")) {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn read_body_head(article: &mut Article, head: &Element) {
    for line in head.descendants("hl2").iter().filter_map(|line| line.line()) {
        if article.headline.as_ref().is_none_or(|headline| headline.text != line) {
            keep(article, "hl2", Some(&line));
        }
    }
    for byline in head.children_named("byline") {
        let (names, title) = name_and_title(byline);
        add_reporters(article, &names);
        keep(article, "byttl", title.as_deref());
    }
    for dateline in head.children_named("dateline") {
        // A date for machines is no part of what is printed.
        let printed = line_without(dateline, &|child| {
            child.local() == "story.date" && child.attribute("norm").is_some()
        });
        set(&mut article.dateline, Some(&printed));
    }
    for note in head.children_named("note") {
        keep(article, "note", note.line().as_deref());
    }
    let owner = head.at("rights/rights.owner").and_then(Element::line);
    keep(article, "rights.owner", owner.as_deref());
}

/// The names of a byline, and the title that stands below them.
fn name_and_title(byline: &Element) -> (String, Option<String>) {
    let title = byline.at("byttl").and_then(Element::line);
    (line_without(byline, &|child| child.local() == "byttl"), title)
}

/// What an element says on one line, its parts apart, without some of the elements in it. The
/// parts of a place that nothing else stands between are apart by commas.
fn line_without(element: &Element, is_left_out: &dyn Fn(&Element) -> bool) -> String {
    let is_blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    let has_text = |node: &Node| matches!(node, Node::Text(_)) && !is_blank(node);
    if element.local() == "location" && !element.nodes.iter().any(has_text) {
        let parts: Vec<String> = element.children().filter_map(Element::line).collect();
        return parts.join(", ");
    }
    let mut line = String::new();
    for node in &element.nodes {
        match node {
            Node::Text(text) => line.push_str(text),
            Node::Element(child) if is_left_out(child) => {}
            Node::Element(child) => {
                line.push(' ');
                line.push_str(&line_without(child, is_left_out));
                line.push(' ');
            }
        }
    }
    clean_line(&line).unwrap_or_default().replace(" ,", ",")
}

fn read_head(article: &mut Article, head: &Element) {
    if let Some(docdata) = head.at("docdata") {
        read_docdata(article, docdata);
    }
    let pubdata = head.at("pubdata");
    add_date(
        article,
        pubdata.and_then(|pubdata| pubdata.attribute("date.publication")),
    );
    if let Some(pubdata) = pubdata {
        set(&mut article.section, pubdata.attribute("position.section"));
        let address = pubdata
            .attribute("ex-ref")
            .filter(|address| address.starts_with("http"));
        set(&mut article.url, address);
        keep(
            article,
            "edition",
            pubdata.attribute("edition.name").or(pubdata.attribute("edition.area")),
        );
    }
    let mut meta = Map::new();
    for element in head.children_named("meta") {
        let (Some(name), Some(content)) = (element.attribute("name"), element.attribute("content")) else {
            continue;
        };
        if ["section", "category", "categoria"].contains(&name) {
            set(&mut article.section, Some(content));
        }
        match meta.get_mut(name) {
            Some(Value::Array(list)) => list.push(Value::from(content)),
            Some(first) => *first = Value::from(vec![first.take(), Value::from(content)]),
            None => {
                meta.insert(name.to_owned(), Value::from(content));
            }
        }
    }
    keep_extra(&mut article.extra, "meta", Value::Object(meta));
    let kind = head
        .at("tobject")
        .and_then(|subjects| subjects.attribute("tobject.type"));
    let kind = kind.filter(|kind| !kind.eq_ignore_ascii_case("news"));
    set(&mut article.section, kind);
    read_subjects(article, head);
    for urgency in head.descendants("urgency") {
        keep(article, "urgency", urgency.attribute("ed-urg"));
    }
    let changes = head.children_named("revision-history");
    keep_list(
        article,
        "revisions",
        changes
            .filter_map(|change| change.attribute("comment"))
            .map(str::to_owned),
    );
}

fn read_docdata(article: &mut Article, docdata: &Element) {
    for name in ["date.issue", "date.release"] {
        let date = docdata.at(name).and_then(|date| date.attribute("norm"));
        // Nobody has filled in the form.
        add_date(article, date.filter(|date| !date.starts_with("YYYY")));
    }
    for id in docdata.children_named("doc-id") {
        set(&mut article.id, id.attribute("id-string"));
    }
    for keyword in docdata.descendants("keyword") {
        add(
            &mut article.topics,
            keyword.attribute("key").or(keyword.line().as_deref()),
        );
    }
    for scope in docdata.children_named("doc-scope") {
        add(&mut article.topics, scope.attribute("scope"));
    }
    for place in docdata.children_named("evloc") {
        for part in ["city", "county-dist", "state-prov"] {
            add(&mut article.places, place.attribute(part));
        }
        keep(article, "country", place.attribute("iso-cc"));
    }
    if let Some(content) = docdata.at("identified-content") {
        read_names(article, content);
        for subject in content.descendants("classifier") {
            add(
                &mut article.topics,
                subject.attribute("value").or(subject.line().as_deref()),
            );
        }
    }
    for (name, attribute) in [
        ("ed-msg", "info"),
        ("du-key", "key"),
        ("series", "series.name"),
        ("fixture", "fix-id"),
        ("date.expire", "norm"),
        ("doc.rights", "owner"),
    ] {
        let value = docdata.at(name).and_then(|element| element.attribute(attribute));
        keep(article, name, value.filter(|value| !value.starts_with("YYYY")));
    }
    if let Some(copyright) = docdata.at("doc.copyright") {
        let said = [copyright.attribute("holder"), copyright.attribute("year")];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        keep(article, "copyright", Some(&said.join(" ")));
    }
    let status = docdata
        .attribute("management-status")
        .filter(|status| *status != "usable");
    keep(article, "management-status", status);
}

/// The subjects by their names, the general one first; by the field of their number where they
/// have none.
fn read_subjects(article: &mut Article, head: &Element) {
    let mut codes = Vec::new();
    for subject in head.descendants("tobject.subject") {
        let code = subject.attribute("tobject.subject.refnum");
        let names = [
            "tobject.subject.type",
            "tobject.subject.matter",
            "tobject.subject.detail",
        ];
        let names: Vec<&str> = names.iter().filter_map(|name| subject.attribute(name)).collect();
        for name in &names {
            add(&mut article.topics, Some(name));
        }
        if names.is_empty() {
            add(&mut article.topics, code.and_then(field_of_subject_code));
        }
        codes.extend(code.map(str::to_owned));
    }
    keep_list(article, "subject codes", codes);
}

/// The people, organisations and places that are marked in a text.
fn read_names(article: &mut Article, content: &Element) {
    for (name, list) in [
        ("person", &mut article.people),
        ("org", &mut article.orgs),
        ("location", &mut article.places),
    ] {
        for element in content.descendants(name) {
            let marked = line_without(element, &|_| false);
            // Some mark the ending with the name.
            let marked = marked
                .strip_suffix("'s")
                .or(marked.strip_suffix("’s"))
                .unwrap_or(&marked);
            add(list, Some(marked));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::tests::{check_format, check_format_limited};

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        check_format("nitf", xml.as_bytes(), expected);
    }

    #[test]
    fn a_document_is_an_article() {
        check(
            r#"<?xml version="1.0" encoding="UTF-8"?>
            <nitf baselang="en-GB" change.date="October 18, 2006">
              <head><title>Slug</title>
                <meta name="category" content="Home"/>
                <tobject tobject.type="News">
                  <tobject.subject tobject.subject.refnum="02003001" tobject.subject.type="Justice" tobject.subject.detail="law enforcement"/>
                  <tobject.subject tobject.subject.refnum="15054000"/>
                </tobject>
                <docdata><evloc city="Marrowby" iso-cc="GBR"/><doc-id id-string="a.1" regsrc="NA"/><urgency ed-urg="4"/>
                  <date.issue norm="20131020T192751+1100"/><date.release norm="YYYYMMDD000000-HHMM"/>
                  <key-list><keyword key="markets"/><keyword>Fairs</keyword></key-list>
                  <doc.copyright holder="North Agency" year="2013"/></docdata>
                <pubdata date.publication="20131021" name="The Lantern"/></head>
              <body><body.head>
                <hedline><hl1>Market
                  reopens</hl1><hl2>Traders glad</hl2></hedline>
                <byline>By<person>Jane Doe</person><byttl>Business Writer</byttl></byline>
                <distributor>North Agency</distributor>
                <dateline><location><city>Marrowby</city>, <state>Kent</state></location><story.date norm="20131020">20131020</story.date></dateline>
                <abstract>Short.</abstract></body.head>
              <body.content><media><media-caption>A stall.</media-caption></media>
                <p>The market &amp; the <org>Guild</org>
                reopened.</p><p/><p><person>Ann Lee's</person> stall in <location>Kent</location><br/>sold out.</p></body.content>
              <body.end><tagline>Ends.</tagline></body.end></body></nitf>"#,
            "1 [Market reopens] The market & the Guild reopened.¶¶Ann Lee's stall in Kent¶sold out. \
             (20131020T192751+1100) (20131021) {Marrowby, Kent} by Jane Doe @The Lantern <en> people=Ann Lee \
             places=Marrowby | Kent orgs=Guild #markets #Fairs #Justice #law enforcement #sport id=a.1 \
             {\"hl2\":\"Traders glad\",\"byttl\":\"Business Writer\",\"country\":\"GBR\",\"copyright\":\"North Agency 2013\",\
             \"meta\":{\"category\":\"Home\"},\"subject codes\":[\"02003001\",\"15054000\"],\"urgency\":\"4\",\
             \"captions\":[\"A stall.\"],\"tagline\":\"Ends.\",\"abstract\":\"Short.\"}",
        );
    }

    #[test]
    fn the_headline_is_not_repeated_and_the_title_of_a_reporter_no_author() {
        check(
            "<nitf><body><body.head><hedline><hl1>A</hl1></hedline><byline>By Jane Doe, Press Association</byline>\
             <byline>John Roe, Science Correspondent</byline></body.head>\
             <body.content><block><hl2>A</hl2><p>One.</p></block></body.content></body></nitf>",
            "1 [A] One. by Jane Doe | John Roe {\"byline\":\"By Jane Doe, Press Association\",\
             \"byline 2\":\"John Roe, Science Correspondent\"}",
        );
    }

    #[test]
    fn latin_1_is_read_as_declared() {
        check_format(
            "nitf",
            b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><nitf><body><body.content><p>\xa366</p></body.content></body></nitf>",
            "1 £66 (read as windows-1252: no valid UTF-8 at byte 72)",
        );
    }

    #[test]
    fn a_document_that_breaks_off_is_kept_as_far_as_it_goes() {
        check(
            "<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head>\n<body.content><p>One.</p><p>Tw",
            "1 [A] One.¶¶Tw\n2 ! broken XML: the element `p` is not closed",
        );
        check("<nitf><head>", "1 ! broken XML: the element `head` is not closed");
        check(
            "<nitf></nitf>",
            "1 ! expected an article, found a NITF document with neither headline nor text",
        );
        check_format_limited(
            "nitf",
            "x".repeat(2000).as_bytes(),
            1024,
            "1 ! document is longer than 1 KiB; it was skipped",
        );
    }
}
