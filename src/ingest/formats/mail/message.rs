//! One message to its article, and the messages in it to theirs.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::Encoding as Charset;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;
use serde_json::Value;

use super::super::super::clean::clean;
use super::super::super::decode::{Decoder, declared_in};
use super::super::super::error::RecordFault;
use super::super::super::fields::keep_extra;
use super::super::super::html_text::html_to_text;
use super::{Give, headers};
use crate::article::{Article, Problem};

/// Messages in a message in a message. Beyond it they are refused.
const MAX_DEPTH: usize = 10;

/// Words that open a message in a message. The parser nests its result as deep as they nest, and
/// frees it so.
const MOST_OPENED: usize = 500;

/// Gives the article of a message, and behind it those of the messages in it.
pub(super) fn each_article(bytes: &[u8], declared: Option<&'static Charset>, give: &mut Give<'_>) -> ControlFlow<()> {
    let bytes = without_separator(bytes);
    if opened(bytes) > MOST_OPENED {
        return give(Err(RecordFault::Mail(
            "it holds more than 500 messages with their own type",
        )));
    }
    let (bytes, problem) = with_decoded_headers(bytes, declared);
    // The parser has been known to panic on damaged messages.
    let parse = || {
        MessageParser::new()
            .with_mime_headers()
            .with_address_headers()
            .with_message_ids()
            .default_header_text()
            .parse(bytes.as_ref())
    };
    match catch_unwind(AssertUnwindSafe(parse)) {
        Ok(Some(message)) => {
            let mut outer = Outer {
                declared,
                problem,
                give,
            };
            one_message(&message, 0, None, &mut outer)
        }
        Ok(None) => give(Err(RecordFault::Mail("it begins with no header line"))),
        Err(_) => give(Err(RecordFault::Mail("the parser gave up on it"))),
    }
}

/// What holds for a message and all in it.
struct Outer<'a, 'b> {
    declared: Option<&'static Charset>,
    problem: Option<Problem>,
    give: &'a mut Give<'b>,
}

/// A message saved from an mbox may keep the line that stood before it.
fn without_separator(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    match bytes.starts_with(b"From ") {
        true => memchr::memchr(b'\n', bytes)
            .and_then(|end| bytes.get(end + 1..))
            .unwrap_or_default(),
        false => bytes,
    }
}

fn opened(bytes: &[u8]) -> usize {
    let mut count = 0;
    for at in memchr::memchr_iter(b'/', bytes) {
        let behind = bytes.get(at + 1..).unwrap_or_default();
        let before = bytes.get(..at).unwrap_or_default();
        let begins = |word: &[u8]| {
            behind
                .get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        let ends = |word: &[u8]| {
            let start = before.len().checked_sub(word.len());
            start
                .and_then(|start| before.get(start..))
                .is_some_and(|end| end.eq_ignore_ascii_case(word))
        };
        let opens =
            ((begins(b"rfc822") || begins(b"global")) && ends(b"message")) || (begins(b"digest") && ends(b"multipart"));
        count += usize::from(opens);
    }
    count
}

/// Header lines hold ASCII; where they hold anything else, it is decoded before they are read.
/// Encoded words say themselves what their letters are.
fn with_decoded_headers<'a>(bytes: &'a [u8], declared: Option<&'static Charset>) -> (Cow<'a, [u8]>, Option<Problem>) {
    let end = memmem::find(bytes, b"\n\n")
        .into_iter()
        .chain(memmem::find(bytes, b"\n\r\n"))
        .min();
    let (head, body) = bytes.split_at(end.unwrap_or(bytes.len()));
    // The parser loses a last line without an end, and wants a blank one behind it.
    let is_open = end.is_none();
    if std::str::from_utf8(head).is_ok() && !is_open {
        return (Cow::Borrowed(bytes), None);
    }
    let mut decoder = Decoder::new(declared.or_else(|| declared_in(head)));
    let mut problem = None;
    let mut decoded = Vec::with_capacity(bytes.len() + 1);
    for line in head.split_inclusive(|&byte| byte == b'\n') {
        if memmem::find(line, b"=?").is_some() {
            decoded.extend_from_slice(line);
            continue;
        }
        let (text, how) = decoder.decode(line);
        decoded.extend_from_slice(text.as_bytes());
        problem = problem.or(how);
    }
    decoded.extend_from_slice(body);
    if is_open {
        decoded.extend_from_slice(b"\n\n");
    }
    (Cow::Owned(decoded), problem)
}

fn one_message(
    message: &Message<'_>,
    depth: usize,
    inside: Option<&str>,
    outer: &mut Outer<'_, '_>,
) -> ControlFlow<()> {
    if depth > MAX_DEPTH {
        return (outer.give)(Err(RecordFault::Mail(
            "it stands in more than 10 messages inside each other",
        )));
    }
    let mut article = Article::default();
    if let Some(root) = message.parts.first() {
        headers::fill(&mut article, &root.headers, &message.raw_message);
    }
    read_parts(&mut article, message, outer.declared);
    article.problems.extend(outer.problem.clone().filter(|_| depth == 0));
    if let Some(inside) = inside {
        keep_extra(&mut article.extra, "attached to", Value::from(inside));
    }
    let subject = article.headline.as_ref().map(|headline| headline.text.clone());
    let name = article.id.clone().or(subject).unwrap_or_else(|| "a message".to_owned());
    let inner = || {
        message.parts.iter().filter_map(|part| match &part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        })
    };
    match article.body.is_empty() && article.headline.is_none() {
        // What only carries others is no loss.
        true if inner().next().is_some() => {}
        true => (outer.give)(Err(RecordFault::HeadersOnly))?,
        false => (outer.give)(Ok(article))?,
    }
    for inner in inner() {
        one_message(inner, depth + 1, Some(&name), outer)?;
    }
    ControlFlow::Continue(())
}

/// The texts of a message and the names of what is attached to it.
fn read_parts(article: &mut Article, message: &Message<'_>, declared: Option<&'static Charset>) {
    let mut texts = Vec::new();
    let mut decoder = Decoder::new(declared);
    let mut text_at = |at: u32, problems: &mut Vec<Problem>| {
        let part = message.parts.get(at as usize)?;
        text_of(part, message, &mut decoder, problems)
    };
    for &at in &message.text_body {
        texts.extend(text_at(at, &mut article.problems));
    }
    article.body = texts.join("\n\n");
    // A newsletter says in plain text that it has to be read as HTML.
    let mut html = Vec::new();
    if message.html_body != message.text_body {
        let mut problems = Vec::new();
        for &at in &message.html_body {
            html.extend(text_at(at, &mut problems));
        }
        let html = html.join("\n\n");
        if html.len() > STUB * article.body.len() {
            article.body = html;
            article.problems = problems;
        }
    }
    // A part that belongs to neither, in a message of odd build.
    for (at, part) in message.parts.iter().enumerate() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let is_known = [&message.text_body, &message.html_body, &message.attachments]
            .iter()
            .any(|list| list.contains(&at));
        if !is_known && matches!(part.body, PartType::Text(_) | PartType::Html(_)) {
            add_paragraphs(&mut article.body, text_at(at, &mut article.problems));
        }
    }
    let mut attached = Vec::new();
    for &at in &message.attachments {
        let Some(part) = message.parts.get(at as usize) else {
            continue;
        };
        if matches!(part.body, PartType::Message(_) | PartType::Multipart(_)) {
            continue;
        }
        // The only text may be marked as an attachment.
        if article.body.is_empty() && part.is_text() {
            add_paragraphs(&mut article.body, text_at(at, &mut article.problems));
        } else {
            attached.push(Value::from(clean(&attachment_name(part))));
        }
    }
    keep_extra(&mut article.extra, "attachments", Value::from(attached));
    if article.body.is_empty() && message.parts.len() == 1 {
        read_as_it_stands(article, message, &mut decoder);
    }
}

/// Takes what stands behind the headers of a message whose parts cannot be told apart.
fn read_as_it_stands(article: &mut Article, message: &Message<'_>, decoder: &mut Decoder) {
    let Some(root) = message
        .parts
        .first()
        .filter(|root| matches!(root.body, PartType::Multipart(_)))
    else {
        return;
    };
    let raw = message.raw_message.get(root.offset_body as usize..).unwrap_or_default();
    let (text, problem) = decoder.decode(raw);
    article.body = clean(&text);
    if !article.body.is_empty() {
        let how = "the parts of the message cannot be told apart: it is given as it stands".to_owned();
        article.problems.extend(problem);
        article.problems.push(Problem::Decoding(how));
    }
}

/// HTML that is so many times as long as the plain text beside it says more than that.
const STUB: usize = 3;

fn add_paragraphs(body: &mut String, text: Option<String>) {
    let Some(text) = text.filter(|text| !body.contains(text.as_str())) else {
        return;
    };
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    body.push_str(&text);
}

fn attachment_name(part: &MessagePart<'_>) -> String {
    let kind = part.content_type().map(|kind| match kind.subtype() {
        Some(subtype) => format!("{}/{subtype}", kind.ctype()),
        None => kind.ctype().to_owned(),
    });
    let kind = kind.unwrap_or_else(|| "text/plain".to_owned());
    match part.attachment_name() {
        Some(name) => format!("{name} ({kind})"),
        None => kind,
    }
}

/// The text of a part. What its charset does not explain is decoded again from its bytes.
fn text_of(
    part: &MessagePart<'_>,
    message: &Message<'_>,
    decoder: &mut Decoder,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let (text, is_html) = match &part.body {
        PartType::Text(text) => (text, false),
        PartType::Html(text) => (text, true),
        _ => return None,
    };
    let mut text = Cow::Borrowed(text.as_ref());
    if text.contains('\u{fffd}')
        && let Some(bytes) = bytes_of(part, message)
        && std::str::from_utf8(&bytes).is_err()
    {
        decoder.declare(
            part.content_type()
                .and_then(|kind| Charset::for_label(kind.attribute("charset")?.as_bytes())),
        );
        let (again, problem) = decoder.decode(&bytes);
        text = Cow::Owned(again.into_owned());
        problems.extend(problem);
    } else if part.is_encoding_problem && !text.trim().is_empty() {
        let how = "a part of the message is not encoded as it says".to_owned();
        problems.push(Problem::Decoding(how));
    }
    let text = match is_html {
        true => html_to_text(&text),
        false => clean(&text),
    };
    (!text.is_empty()).then_some(text)
}

/// The bytes of a part, its transfer encoding taken off.
fn bytes_of(part: &MessagePart<'_>, message: &Message<'_>) -> Option<Vec<u8>> {
    let raw = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)?;
    match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    }
}
