//! The Reuters-21578 collection in its original SGML: `<REUTERS …>` elements one behind the
//! other, read as a stream.
//!
//! The markup is simple and regular, its text is not: `>` stands unescaped, control characters of
//! the wire stand as references, one byte is Latin-1. So elements are looked for by name.
//! Left out are the lines of the wire that stand in `UNKNOWN`, the sign-off `Reuter`, and the
//! filler `Blah blah blah.` of articles that are a headline only.

use memchr::memmem::{find, rfind};
use serde_json::Value;

use super::super::clean::clean;
use super::super::detect::Likeness;
use super::super::entities::decode_entities;
use super::super::error::{RecordError, SourceError};
use super::super::fields::keep_extra;
use super::super::names::{authors, distinct, without_by};
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::elements::{Element, ElementName, Elements};
use crate::article::{Article, DateOrigin, GivenDate, Headline, Language, join_lines};

const REUTERS: ElementName = ElementName {
    open: "<REUTERS",
    close: "</REUTERS>",
    shown: "<REUTERS>",
    next: "the next <REUTERS>",
    has_cdata: false,
};

/// Stands where an article has no text.
const FILLER: &str = "Blah blah blah.";

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(head.trim_ascii_start().starts_with(b"<") && find(head, REUTERS.open.as_bytes()).is_some())
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    // What is no UTF-8 is Latin-1 here: the collection is older than anything else it might be.
    input.decoder.declare(Some(encoding_rs::WINDOWS_1252));
    let mut elements = Elements::new(&mut *input.reader, REUTERS, options.limits.max_record_bytes);
    let mut record = 0;
    while let Some(element) = elements.next_element()? {
        record += 1;
        let outcome = match element {
            Element::Whole(bytes) => {
                let (text, problem) = input.decoder.decode(bytes);
                let mut article = article_of_element(&text);
                article.problems.extend(problem);
                // One article has neither headline nor text. It is kept: the collection is known
                // by its number of articles, and tests on it count them.
                Ok(article)
            }
            Element::Refused(reason) => Err(reason),
        };
        let outcome = outcome.map_err(|reason| RecordError {
            record,
            line: Some(elements.line_of_element()),
            reason,
        });
        if emit(record, outcome).is_break() {
            break;
        }
    }
    Ok(())
}

fn article_of_element(element: &str) -> Article {
    let mut article = Article {
        source: Some("Reuters".to_owned()),
        lang: Some(Language {
            code: "en".to_owned(),
            given: true,
        }),
        ..Article::default()
    };
    let (attributes, inside) = open_tag(element);
    let text_start = tag(inside, "<TEXT").unwrap_or(inside.len());
    let (head, text) = inside.split_at(text_start);
    for (name, value) in attributes {
        match name {
            "NEWID" => article.id = Some(value.to_owned()),
            _ => keep_extra(&mut article.extra, name, Value::from(value)),
        }
    }
    if let Some(date) = element_text(head, "<DATE>", "</DATE>")
        .map(one_line)
        .filter(|date| !date.is_empty())
    {
        article.given_dates.push(GivenDate {
            raw: date,
            origin: DateOrigin::Field,
        });
    }
    article.topics = entries(head, "<TOPICS>", "</TOPICS>");
    article.places = entries(head, "<PLACES>", "</PLACES>");
    article.people = entries(head, "<PEOPLE>", "</PEOPLE>");
    article.orgs = entries(head, "<ORGS>", "</ORGS>");
    let exchanges = entries(head, "<EXCHANGES>", "</EXCHANGES>");
    let companies = entries(head, "<COMPANIES>", "</COMPANIES>");
    keep_extra(&mut article.extra, "EXCHANGES", Value::from(exchanges));
    keep_extra(&mut article.extra, "COMPANIES", Value::from(companies));
    if let Some(note) = element_text(head, "<MKNOTE>", "</MKNOTE>") {
        keep_extra(&mut article.extra, "MKNOTE", Value::from(one_line(note)));
    }
    read_text(&mut article, text);
    article
}

/// Reads the element `TEXT`.
fn read_text(article: &mut Article, text: &str) {
    let (attributes, inside) = open_tag(text);
    for (name, value) in attributes {
        keep_extra(&mut article.extra, &format!("TEXT {name}"), Value::from(value));
    }
    let inside = &inside[..rfind(inside.as_bytes(), b"</TEXT>").unwrap_or(inside.len())];
    let headline = element_text(inside, "<TITLE>", "</TITLE>")
        .map(one_line)
        .filter(|text| !text.is_empty());
    article.headline = headline.map(|text| Headline { text, derived: false });
    article.dateline = element_text(inside, "<DATELINE>", "</DATELINE>")
        .map(one_line)
        .filter(|text| !text.is_empty());
    if let Some(author) = element_text(inside, "<AUTHOR>", "</AUTHOR>").map(one_line) {
        article.byline = reporters(&author);
    }
    article.body = match element_text(inside, "<BODY>", "</BODY>") {
        Some(body) => text_without_sign_off(body),
        None => match text_without_sign_off(&without_elements(inside)) {
            // The asterisks around a headline that is all there is are no text.
            rest if rest.trim_matches('*').trim() == FILLER || rest.trim_matches('*').trim().is_empty() => {
                String::new()
            }
            rest => rest,
        },
    };
    if article.body == FILLER {
        article.body.clear();
    }
}

/// `By Jane Doe, Reuters` names one reporter and the agency.
fn reporters(author: &str) -> Vec<String> {
    let names = without_by(author).trim_end_matches(['.', ',', ' ', '-']);
    let cut = [", reuters", ", reuter", " of reuters", " reuters"]
        .iter()
        .find_map(|agency| {
            let at = names.len().checked_sub(agency.len())?;
            names.get(at..)?.eq_ignore_ascii_case(agency).then_some(at)
        });
    let names = authors(cut.map_or(names, |at| &names[..at]));
    distinct(names.iter().map(|name| name.trim_end_matches(',').to_owned()))
}

/// What is left of `TEXT` beside the elements in it.
fn without_elements(text: &str) -> String {
    let mut rest = text.to_owned();
    for (open, close) in [
        ("<TITLE>", "</TITLE>"),
        ("<DATELINE>", "</DATELINE>"),
        ("<AUTHOR>", "</AUTHOR>"),
    ] {
        if let (Some(start), Some(end)) = (rest.find(open), rest.find(close))
            && start < end
        {
            rest.replace_range(start..end + close.len(), " ");
        }
    }
    rest
}

/// The text without the wire's last lines: ` Reuter`, and the end of transmission below it.
fn text_without_sign_off(text: &str) -> String {
    let mut text = clean(&decode_entities(text));
    // Some are signed off twice.
    while let Some(length) = length_without_sign_off(&text) {
        text.truncate(length);
    }
    text
}

fn length_without_sign_off(text: &str) -> Option<usize> {
    // One printer wrote its carriage return as two letters.
    let signed = text.trim_end_matches("^M").trim_end_matches('.').trim_end();
    let last_line = signed.rfind('\n').map_or(0, |end| end + 1);
    let before = match signed[last_line..].trim().eq_ignore_ascii_case("reuter") {
        true => &signed[..last_line],
        // In capitals it stands behind the last sentence, too.
        false => signed
            .strip_suffix("REUTER")
            .filter(|before| before.ends_with(char::is_whitespace))?,
    };
    Some(before.trim_end().len())
}

fn one_line(text: &str) -> String {
    join_lines(&clean(&decode_entities(text)))
}

/// The entries `<D>…</D>` of a list.
fn entries(text: &str, open: &str, close: &str) -> Vec<String> {
    let mut rest = element_text(text, open, close).unwrap_or_default();
    let mut found = Vec::new();
    while let Some(start) = tag(rest, "<D>") {
        rest = &rest[start + "<D>".len()..];
        let end = tag(rest, "</D>").unwrap_or(rest.len());
        found.push(one_line(&rest[..end]));
        rest = &rest[end..];
    }
    distinct(found.into_iter())
}

/// What stands between two tags. Without the closing one, all that follows.
fn element_text<'text>(text: &'text str, open: &str, close: &str) -> Option<&'text str> {
    let rest = &text[tag(text, open)? + open.len()..];
    Some(&rest[..tag(rest, close).unwrap_or(rest.len())])
}

/// Where a tag stands. An element holds few `<` beside its tags, so that going from one to the
/// next is faster than preparing a search.
fn tag(text: &str, tag: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).find(|&at| bytes[at..].starts_with(tag.as_bytes()))
}

/// The attributes of the tag with which an element begins, and what follows it.
fn open_tag(element: &str) -> (Vec<(&str, &str)>, &str) {
    let end = element.find('>').unwrap_or(element.len());
    let (tag, inside) = element.split_at(end);
    let mut attributes = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    while let Some((name, value)) = rest.split_once("=\"") {
        let Some((value, behind)) = value.split_once('"') else {
            break;
        };
        attributes.push((name.trim(), value));
        rest = behind;
    }
    (attributes, inside.strip_prefix('>').unwrap_or(inside))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check_format, check_format_limited};

    #[track_caller]
    fn check(sgml: &str, expected: &str) {
        check_format("reuters21578", sgml.as_bytes(), expected);
    }

    #[test]
    fn an_element_is_an_article() {
        check(
            "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n\
             <REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"5544\" NEWID=\"1\">\n\
             <DATE>26-FEB-1987 15:01:01.79</DATE>\n\
             <TOPICS><D>tea</D></TOPICS>\n<PLACES><D>el-salvador</D><D>usa</D></PLACES>\n\
             <PEOPLE><D>reagan</D></PEOPLE>\n<ORGS><D>ec</D></ORGS>\n<EXCHANGES><D>nyse</D></EXCHANGES>\n\
             <UNKNOWN> \n&#5;&#5;&#5;C T\n</UNKNOWN>\n\
             <TEXT>&#2;\n<TITLE>TEA &amp; SUGAR</TITLE>\n<AUTHOR>    By Jane Doe, Reuters</AUTHOR>\n\
             <DATELINE>    MARROWBY, Feb 26 - </DATELINE><BODY>Tea of &lt;Acme Inc> rose.&#5;&#30;It\nfell.\n    \
             It rose.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n",
            "1 [TEA & SUGAR] Tea of <Acme Inc> rose. It¶fell.¶    It rose. (26-FEB-1987 15:01:01.79) \
             {MARROWBY, Feb 26 -} by Jane Doe @Reuters <en> people=reagan places=el-salvador | usa orgs=ec #tea id=1 \
             {\"TOPICS\":\"YES\",\"LEWISSPLIT\":\"TRAIN\",\"OLDID\":\"5544\",\"EXCHANGES\":[\"nyse\"]}",
        );
    }

    fn with_text(text: &str) -> String {
        format!("<REUTERS NEWID=\"1\">\n<DATE> 2-MAR-1987 01:02:03.04</DATE>\n{text}\n</REUTERS>\n")
    }

    #[test]
    fn a_brief_is_a_headline_and_its_filler_no_text() {
        check(
            &with_text(
                "<TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>BANK RAISES RATE\n</TITLE>Blah blah blah.\n&#3;\n\n</TEXT>",
            ),
            "1 [BANK RAISES RATE]  (2-MAR-1987 01:02:03.04) @Reuters <en> id=1 {\"TEXT TYPE\":\"BRIEF\"}",
        );
    }

    #[test]
    fn text_without_elements_is_the_body() {
        check(
            &with_text("<TEXT TYPE=\"UNPROC\">&#2;\nWEEKLY REPORT\n Loans ...  80\n REUTER^M\n&#3;</TEXT>"),
            "1 WEEKLY REPORT¶ Loans ...  80 (2-MAR-1987 01:02:03.04) @Reuters <en> id=1 {\"TEXT TYPE\":\"UNPROC\"}",
        );
    }

    #[test]
    fn the_sign_off_is_no_text() {
        let rest = "(2-MAR-1987 01:02:03.04) @Reuters <en> id=1";
        for end in [
            "\n Reuter\n&#3;",
            "\nREUTER...^M\n&#3;",
            "  REUTER\n",
            "\n reuter\nREUTER",
        ] {
            check(
                &with_text(&format!("<TEXT><BODY>It fell.{end}</BODY></TEXT>")),
                &format!("1 It fell. {rest}"),
            );
        }
        check(
            &with_text("<TEXT><BODY>He told\nReuters.</BODY></TEXT>"),
            &format!("1 He told¶Reuters. {rest}"),
        );
    }

    #[test]
    fn a_byte_of_latin_1_is_read_and_marked() {
        check_format(
            "reuters21578",
            b"<REUTERS NEWID=\"1\">\n<TEXT><BODY>M\xfcnchen</BODY></TEXT></REUTERS>",
            "1 M\u{fc}nchen @Reuters <en> id=1 (read as windows-1252: no valid UTF-8 at byte 33)",
        );
    }

    #[test]
    fn an_element_without_its_end_is_refused_and_the_next_is_read() {
        let good = "<REUTERS NEWID=\"2\"><TEXT><BODY>Two.</BODY></TEXT></REUTERS>\n";
        check(
            &format!("<REUTERS NEWID=\"1\">\n<TEXT><BODY>One.\n{good}<REUTERS NEWID=\"3\">\n<TEXT>"),
            "1 ! <REUTERS> is not closed: found the next <REUTERS>\n\
             2 Two. @Reuters <en> id=2\n\
             3 ! line 4: <REUTERS> is not closed: found the end of the file",
        );
        check_format_limited(
            "reuters21578",
            format!("<REUTERS>{}</REUTERS>\n{good}", "x".repeat(600_000)).as_bytes(),
            1024,
            "1 ! record is longer than 1 KiB; it was skipped\n2 Two. @Reuters <en> id=2",
        );
    }

    #[test]
    fn an_article_without_any_text_is_counted_as_one() {
        check("<REUTERS NEWID=\"1\"><TEXT></TEXT></REUTERS>", "1  @Reuters <en> id=1");
    }

    #[test]
    fn elements_are_found_across_chunks() {
        let element = |number: usize| {
            format!(
                "<REUTERS NEWID=\"{number}\"><TEXT><BODY>{}</BODY></TEXT></REUTERS>\n",
                "x".repeat(number % 1000 + 1)
            )
        };
        let sgml: String = (0..2000).map(element).collect();
        let expected: Vec<String> = (0..2000)
            .map(|number| {
                format!(
                    "{} {} @Reuters <en> id={number}",
                    number + 1,
                    "x".repeat(number % 1000 + 1)
                )
            })
            .collect();
        check(&sgml, &expected.join("\n"));
    }
}
