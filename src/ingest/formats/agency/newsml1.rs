//! NewsML 1.0 to 1.2: news items in an envelope.
//!
//! ```text
//! <NewsML>
//!   <NewsEnvelope>             when it was sent
//!   <NewsItem>
//!     <Identification>         id, <NewsManagement> dates and status
//!     <NewsComponent>          NewsLines, metadata; components inside it take over what it says
//!       <ContentItem>          DataContent: NITF, HTML, or plain text
//! ```
//!
//! An article is the text below a component that has a headline of its own.

use std::collections::HashMap;
use std::ptr;

use super::super::super::detect::Likeness;
use super::super::super::error::{RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions};
use super::super::super::xml::Element;
use super::document::{Outcome, has_root, read_document};
use super::fields::{
    add, add_date, add_reporters, finished, keep, keep_list, keep_others, set, set_body, set_headline, set_language,
    set_updated,
};
use super::nitf::fill_from_nitf;
use super::running_text::text_of_element;
use super::subject_codes::field_of_subject_code;
use crate::article::{Article, read_date};

pub(in super::super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(has_root(head, &["NewsML"]))
}

pub(in super::super) fn read(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
) -> Result<(), SourceError> {
    read_document(input, options, emit, articles_of)
}

fn articles_of(document: &Element) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for root in document.children_named("NewsML") {
        let sent = root.at("NewsEnvelope/DateAndTime").and_then(Element::line);
        for item in root.children_named("NewsItem") {
            outcomes.extend(articles_of_item(item, sent.as_deref()));
        }
    }
    outcomes
}

/// Texts in one item, beyond which they are left out: what stands around a text is read once for
/// each. Agencies send a dozen at most.
const MAX_TEXTS: usize = 200;

/// A text with the components it stands in, the outermost first.
struct Text<'a> {
    components: Vec<&'a Element>,
    items: Vec<&'a Element>,
}

impl<'a> Text<'a> {
    /// The innermost component with a headline.
    fn headlined(&self) -> Option<&'a Element> {
        let mut inner_first = self.components.iter().rev().copied();
        inner_first.find(|component| component.at("NewsLines/HeadLine").is_some())
    }

    fn is_caption(&self) -> bool {
        let role = self.components.last().and_then(|component| component.at("Role"));
        role.and_then(|role| role.attribute("FormalName")) == Some("Caption")
    }
}

fn articles_of_item(item: &Element, sent: Option<&str>) -> Vec<Outcome> {
    let mut texts = Vec::new();
    for component in item.children_named("NewsComponent") {
        find_texts(component, &mut Vec::new(), &mut texts);
    }
    // Texts below one headline are one article.
    let mut articles: Vec<Vec<&Text>> = Vec::new();
    let mut known: HashMap<Option<*const Element>, usize> = HashMap::new();
    for text in texts.iter().filter(|text| !text.is_caption()) {
        let number = *known
            .entry(text.headlined().map(ptr::from_ref))
            .or_insert(articles.len());
        match articles.get_mut(number) {
            Some(texts) => texts.push(text),
            None => articles.push(vec![text]),
        }
    }
    let topics = topics_of(item);
    let are_left_out = texts.len() > MAX_TEXTS;
    let captions: Vec<String> = texts.iter().filter(|text| text.is_caption()).map(text_of).collect();
    if articles.is_empty() {
        let mut article = Article::default();
        let components: Vec<&Element> = item.descendants("NewsComponent");
        read_item(&mut article, item, sent);
        for component in components {
            read_component(&mut article, component, &topics);
        }
        set_body(&mut article, captions.join("\n\n"));
        return vec![finished_item(article, item, 0)];
    }
    let articles = articles.iter().enumerate().map(|(number, texts)| {
        let mut article = Article::default();
        read_item(&mut article, item, sent);
        let bodies: Vec<String> = texts
            .iter()
            .map(|text| text_of(text))
            .filter(|body| !body.is_empty())
            .collect();
        article.body = bodies.join("\n\n");
        for text in texts {
            for component in text.components.iter().rev() {
                read_component(&mut article, component, &topics);
            }
            for nitf in text.items.iter().flat_map(|item| item.descendants("nitf")) {
                fill_from_nitf(&mut article, nitf);
            }
        }
        if number == 0 {
            keep_list(&mut article, "captions", captions.clone());
        }
        finished_item(article, item, number)
    });
    let mut outcomes: Vec<Outcome> = articles.collect();
    if are_left_out {
        let what = format!("a NewsItem with more than {MAX_TEXTS} texts; those behind them are left out");
        outcomes.push(Err(RecordFault::NotAnArticle { what }));
    }
    outcomes
}

fn find_texts<'a>(component: &'a Element, above: &mut Vec<&'a Element>, texts: &mut Vec<Text<'a>>) {
    above.push(component);
    let items: Vec<&Element> = component
        .children_named("ContentItem")
        .filter(|item| is_text(item))
        .collect();
    // One more than the limit shows that there are more.
    if texts.len() > MAX_TEXTS {
        return;
    }
    if !items.is_empty() {
        texts.push(Text {
            components: above.clone(),
            items,
        });
    }
    for inner in component.children_named("NewsComponent") {
        // As deep as a tree of XML may be.
        find_texts(inner, above, texts);
    }
    above.pop();
}

/// Pictures are often written into the document, too.
fn is_text(item: &Element) -> bool {
    let kind = item.at("MediaType").and_then(|kind| kind.attribute("FormalName"));
    let is_text_kind =
        kind.is_none_or(|kind| kind.eq_ignore_ascii_case("text") || kind.eq_ignore_ascii_case("complexdata"));
    is_text_kind && item.at("Encoding").is_none() && item.at("DataContent").is_some()
}

fn text_of(text: &Text<'_>) -> String {
    let contents = text.items.iter().filter_map(|item| item.at("DataContent"));
    let texts: Vec<String> = contents.map(text_of_content).filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

fn text_of_content(content: &Element) -> String {
    match content.at("nitf") {
        Some(nitf) => {
            let mut article = Article::default();
            fill_from_nitf(&mut article, nitf);
            article.body
        }
        None => text_of_element(content, &["head", "media"]),
    }
}

fn read_item(article: &mut Article, item: &Element, sent: Option<&str>) {
    let line = |path: &str| item.at(path).and_then(Element::line);
    set(
        &mut article.id,
        line("Identification/NewsIdentifier/PublicIdentifier").as_deref(),
    );
    set(
        &mut article.id,
        line("Identification/NewsIdentifier/NewsItemId").as_deref(),
    );
    set_language(article, item.attribute("lang"));
    add_date(article, line("NewsManagement/FirstCreated").as_deref());
    add_date(article, line("Identification/NewsIdentifier/DateId").as_deref());
    add_date(article, sent);
    set_updated(article, line("NewsManagement/ThisRevisionCreated").as_deref());
    keep(article, "label", line("Identification/NameLabel").as_deref());
    if let Some(management) = item.at("NewsManagement") {
        for name in ["Urgency", "Status"] {
            let value = management.at(name).and_then(|element| element.attribute("FormalName"));
            keep(
                article,
                name,
                value.filter(|value| !value.eq_ignore_ascii_case("usable")),
            );
        }
        let known = [
            "Urgency",
            "Status",
            "FirstCreated",
            "ThisRevisionCreated",
            "NewsItemType",
        ];
        keep_others(article, management, &known);
    }
}

/// Fills what a component says, where one inside it has not said it already.
fn read_component(article: &mut Article, component: &Element, topics: &Topics<'_>) {
    if let Some(lines) = component.at("NewsLines") {
        read_news_lines(article, lines);
    }
    if let Some(descriptive) = component.at("DescriptiveMetadata") {
        read_descriptive(article, descriptive, topics);
    }
    if let Some(administrative) = component.at("AdministrativeMetadata") {
        for path in ["Provider/Party", "Source/Party"] {
            let party = administrative.at(path).and_then(|party| party.attribute("FormalName"));
            set(&mut article.agency, party);
        }
    }
    if let Some(rights) = component.at("RightsMetadata") {
        keep(article, "rights", rights.line().as_deref());
    }
}

fn read_news_lines(article: &mut Article, lines: &Element) {
    set_headline(article, lines.at("HeadLine").and_then(Element::line).as_deref());
    for byline in lines.children_named("ByLine").filter_map(Element::line) {
        add_reporters(article, &byline);
    }
    for dateline in lines.children_named("DateLine").filter_map(Element::line) {
        match read_date(&dateline) {
            Some(_) => add_date(article, Some(&dateline)),
            None => set(&mut article.dateline, Some(&dateline)),
        }
    }
    for keywords in lines.children_named("KeywordLine").filter_map(Element::line) {
        add(&mut article.topics, Some(&keywords));
    }
    keep_others(article, lines, &["HeadLine", "ByLine", "DateLine", "KeywordLine"]);
}

fn read_descriptive(article: &mut Article, descriptive: &Element, topics: &Topics<'_>) {
    let language = descriptive
        .at("Language")
        .and_then(|language| language.attribute("FormalName"));
    set_language(article, language);
    let mut codes = Vec::new();
    for subject in descriptive.children_named("SubjectCode").flat_map(Element::children) {
        set(&mut article.section, subject.attribute("cat"));
        let Some(code) = subject.attribute("FormalName") else {
            continue;
        };
        let name = topics.get(code).and_then(|topic| name_of_topic(topic, article));
        add(&mut article.topics, name.as_deref().or(field_of_subject_code(code)));
        codes.push(code.to_owned());
    }
    keep_list(article, "subject codes", codes);
    let properties = descriptive.descendants("Property").into_iter();
    for property in properties {
        let (name, value) = (property.attribute("FormalName"), property.attribute("Value"));
        match name.unwrap_or_default() {
            "Keyword" => add(&mut article.topics, value),
            "City" | "CountryArea" | "Region" => add(&mut article.places, value),
            name => keep(article, name, value),
        }
    }
    let genres = descriptive
        .children_named("Genre")
        .filter_map(|genre| genre.attribute("FormalName"));
    keep_list(article, "genre", genres.map(str::to_owned));
    add_date(
        article,
        descriptive.at("DateLineDate").and_then(Element::line).as_deref(),
    );
}

/// The topics that an item itself describes, by their codes.
type Topics<'a> = HashMap<String, &'a Element>;

fn topics_of(item: &Element) -> Topics<'_> {
    let topics = item.descendants("Topic").into_iter();
    topics
        .filter_map(|topic| Some((topic.at("FormalName")?.line()?, topic)))
        .collect()
}

/// The name of a topic: in the article's language, else in English, else any.
fn name_of_topic(topic: &Element, article: &Article) -> Option<String> {
    let names: Vec<&Element> = topic.children_named("Description").collect();
    let is_name = |name: &&&Element| name.attribute("Variant").is_none_or(|variant| variant == "Name");
    let names: Vec<&&Element> = names.iter().filter(is_name).collect();
    let language = article.lang.as_ref().map(|lang| lang.code.as_str());
    let in_language = |language: &str| names.iter().find(|name| name.attribute("lang") == Some(language));
    let name = language
        .and_then(in_language)
        .or_else(|| in_language("en"))
        .or(names.first())?;
    name.line()
}

/// The second article of an item and those behind it have a number in their ids.
fn finished_item(mut article: Article, item: &Element, number: usize) -> Outcome {
    if let (Some(id), 1..) = (&mut article.id, number) {
        id.push_str(&format!("#{}", number + 1));
    }
    let provider = item
        .at("Identification/NewsIdentifier/ProviderId")
        .and_then(Element::line);
    for source in [article.agency.clone(), provider] {
        set(&mut article.source, source.as_deref());
    }
    finished(article, "a NewsItem")
}

#[cfg(test)]
mod tests {
    use super::super::super::super::tests::check_format;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        check_format("newsml", xml.as_bytes(), expected);
    }

    const ITEM: &str = r#"<Identification><NewsIdentifier><ProviderId>north.example</ProviderId><DateId>20180404</DateId>
        <NewsItemId>7</NewsItemId><PublicIdentifier>urn:newsml:north:7:1</PublicIdentifier></NewsIdentifier></Identification>
        <NewsManagement><FirstCreated>20180404T101500Z</FirstCreated><ThisRevisionCreated>20180404T120000Z</ThisRevisionCreated>
        <Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement>"#;

    #[test]
    fn an_inner_component_takes_over_what_the_outer_says() {
        check(
            &format!(
                r#"<?xml version="1.0"?><NewsML Version="1.2"><NewsEnvelope><DateAndTime>20180404T130000Z</DateAndTime></NewsEnvelope>
                <NewsItem xml:lang="en">{ITEM}<NewsComponent>
                <TopicSet><Topic><FormalName>09003002</FormalName><Description xml:lang="fr" Variant="Name">Emploi</Description>
                <Description xml:lang="en" Variant="Name">Jobs</Description></Topic></TopicSet>
                <NewsLines><HeadLine>Mill hires</HeadLine><ByLine>By Jane Doe</ByLine><DateLine>MARROWBY, April 4 (NA) -</DateLine>
                <CopyrightLine>(c) NA</CopyrightLine></NewsLines>
                <AdministrativeMetadata><Provider><Party FormalName="NA"/></Provider></AdministrativeMetadata>
                <DescriptiveMetadata><Language FormalName="en"/><SubjectCode><SubjectMatter FormalName="09003002" cat="ECO"/>
                <Subject FormalName="04000000"/></SubjectCode><Property FormalName="Keyword" Value="mill"/>
                <Location><Property FormalName="Country" Value="GBR"/><Property FormalName="City" Value="Marrowby"/></Location>
                </DescriptiveMetadata>
                <NewsComponent><Role FormalName="Main"/><ContentItem><MediaType FormalName="Text"/>
                <DataContent><nitf><body><body.content><p>The mill hires.</p><p>It grows.</p></body.content></body></nitf></DataContent></ContentItem></NewsComponent>
                <NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent><p>The mill.</p></DataContent></ContentItem></NewsComponent>
                <NewsComponent><ContentItem><MediaType FormalName="Photo"/><DataContent>AAAA</DataContent></ContentItem></NewsComponent>
                </NewsComponent></NewsItem></NewsML>"#
            ),
            "1 [Mill hires] The mill hires.¶¶It grows. (20180404T101500Z) (20180404) (20180404T130000Z) \
             {MARROWBY, April 4 (NA) -} by Jane Doe @NA <en> places=Marrowby #Jobs #economy, business and finance #mill \
             id=urn:newsml:north:7:1 {\"Urgency\":\"4\",\"CopyrightLine\":\"(c) NA\",\
             \"subject codes\":[\"09003002\",\"04000000\"],\"Country\":\"GBR\",\"captions\":[\"The mill.\"]}",
        );
    }

    #[test]
    fn each_headline_is_an_article() {
        let component = |headline: &str, text: &str| {
            format!(
                "<NewsComponent><NewsLines><HeadLine>{headline}</HeadLine></NewsLines>\
                 <ContentItem><DataContent><![CDATA[<P>{text}</P>]]></DataContent></ContentItem></NewsComponent>"
            )
        };
        check(
            &format!(
                "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>9</NewsItemId></NewsIdentifier></Identification>\
                 <NewsComponent>{}{}</NewsComponent></NewsItem><NewsItem/></NewsML>",
                component("A", "One."),
                component("B", "Two.")
            ),
            "1 [A] One. id=9\n2 [B] Two. id=9#2\n3 ! expected an article, found a NewsItem with neither headline nor text",
        );
    }

    #[test]
    fn more_texts_than_an_item_has_are_left_out_and_said() {
        let component = "<NewsComponent><ContentItem><DataContent>x</DataContent></ContentItem></NewsComponent>";
        let components = component.repeat(super::MAX_TEXTS + 5);
        let body = vec!["x"; super::MAX_TEXTS + 1].join("¶¶");
        check(
            &format!("<NewsML><NewsItem><NewsComponent>{components}</NewsComponent></NewsItem></NewsML>"),
            &format!(
                "1 {body}\n2 ! expected an article, found a NewsItem with more than 200 texts; those behind them are left out"
            ),
        );
    }

    #[test]
    fn a_dateline_that_is_a_date_is_one() {
        check(
            "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>A</HeadLine><DateLine>4/4/2018</DateLine></NewsLines>\
             </NewsComponent></NewsItem></NewsML>",
            "1 [A]  (4/4/2018)",
        );
    }
}
