//! The headers of a message: those that an article has a place for, and those that are kept.

use mail_parser::{Address, DateTime, Header, HeaderValue};
use serde_json::Value;

use super::super::super::clean::clean_line;
use super::super::super::fields::keep_extra;
use super::super::super::languages::language_code;
use super::super::super::names::{distinct, list_entries};
use crate::article::{Article, DateOrigin, GivenDate, Headline, Language};

/// Beginnings of the names of headers that tell of the way of a message, of the programs on it,
/// and of how its parts are written. In small letters.
const OF_TRANSPORT: &[&str] = &[
    "received",
    "x-received",
    "return-path",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "dkim-",
    "domainkey-",
    "arc-",
    "authentication-results",
    "x-ms-",
    "x-google-",
    "x-gm-",
    "x-spam",
    "x-virus",
    "x-forefront",
    "x-mozilla",
    "x-mime",
    "mime-version",
    "content-",
    "lines",
    "status",
    "x-status",
    "x-uid",
];

/// The name of a header line: `Subject` of `Subject: …`.
pub(super) fn name_of(line: &[u8]) -> Option<&str> {
    let name = line.get(..memchr::memchr(b':', line)?)?.trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(|byte| (0x21..0x7f).contains(byte));
    if is_name { std::str::from_utf8(name).ok() } else { None }
}

/// Fills what the headers say into an article. `raw` is what they stand in.
pub(super) fn fill(article: &mut Article, headers: &[Header<'_>], raw: &[u8]) {
    let mut list = None;
    let mut domain = None;
    for header in headers {
        let name = header.name();
        let text = clean_line(&text_of(header, raw));
        let Some(text) = text else {
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "subject" if article.headline.is_none() => article.headline = Some(Headline { text, derived: false }),
            "date" => add_date(article, text),
            "from" if article.byline.is_empty() => {
                article.byline = senders(&header.value);
                domain = first_domain(&header.value);
                // The address is not lost where a name stands for it.
                keep_extra(&mut article.extra, name, Value::from(text));
            }
            "message-id" if article.id.is_none() => {
                article.id = Some(text.trim_matches(['<', '>', ' ']).to_owned()).filter(|id| !id.is_empty());
            }
            "list-id" => {
                list = list.or_else(|| list_name(&text));
                keep_extra(&mut article.extra, name, Value::from(text));
            }
            "archived-at" if article.url.is_none() => {
                article.url = Some(text.trim_matches(['<', '>', ' ']).to_owned());
            }
            "keywords" => article.topics.extend(list_entries(&text)),
            "content-language" => {
                let code = language_code(text.split(',').next().unwrap_or_default().trim());
                article.lang = Some(Language { code, given: true });
            }
            name_in_small if OF_TRANSPORT.iter().any(|begins| name_in_small.starts_with(begins)) => {}
            _ => keep_extra(&mut article.extra, name, Value::from(text)),
        }
    }
    article.topics = distinct(std::mem::take(&mut article.topics).into_iter());
    article.source = list.or(domain);
}

fn add_date(article: &mut Article, raw: String) {
    let origin = DateOrigin::Field;
    let given = GivenDate {
        raw: raw.clone(),
        origin,
    };
    let is_read = given.read().is_some();
    article.given_dates.push(given);
    // The forms of mail that are no forms of news: obsolete zones, comments in odd places.
    if !is_read && let Some(date) = DateTime::parse_rfc822(&raw).filter(DateTime::is_valid) {
        let raw = date.to_rfc3339();
        article.given_dates.push(GivenDate { raw, origin });
    }
}

/// The value of a header as text, encoded words decoded.
fn text_of(header: &Header<'_>, raw: &[u8]) -> String {
    match &header.value {
        HeaderValue::Text(text) => text.clone().into_owned(),
        HeaderValue::TextList(texts) => texts.join(", "),
        HeaderValue::Address(address) => addresses(address).join(", "),
        HeaderValue::Empty => String::new(),
        HeaderValue::DateTime(_) | HeaderValue::ContentType(_) | HeaderValue::Received(_) => {
            let raw = raw.get(header.offset_start as usize..header.offset_end as usize);
            String::from_utf8_lossy(raw.unwrap_or_default()).into_owned()
        }
    }
}

/// `Jane Doe <jane@example.org>` for each address; the name of a group before its members.
fn addresses(address: &Address<'_>) -> Vec<String> {
    let shown = |addr: &mail_parser::Addr<'_>| match (&addr.name, &addr.address) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (Some(only), None) | (None, Some(only)) => only.clone().into_owned(),
        (None, None) => String::new(),
    };
    match address {
        Address::List(list) => list.iter().map(shown).collect(),
        Address::Group(groups) => groups
            .iter()
            .flat_map(|group| {
                let name = group.name.iter().map(|name| format!("{name}:"));
                name.chain(group.addresses.iter().map(shown)).collect::<Vec<_>>()
            })
            .collect(),
    }
}

/// The names of the senders; the address of one without a name.
fn senders(value: &HeaderValue<'_>) -> Vec<String> {
    let HeaderValue::Address(address) = value else {
        return value.as_text().and_then(clean_line).into_iter().collect();
    };
    let name = |addr: &mail_parser::Addr<'_>| addr.name.as_deref().or(addr.address.as_deref()).and_then(clean_line);
    distinct(address.iter().filter_map(name))
}

fn first_domain(value: &HeaderValue<'_>) -> Option<String> {
    let HeaderValue::Address(address) = value else {
        return None;
    };
    let domain = address.iter().find_map(|addr| {
        let (_, domain) = addr.address.as_deref()?.rsplit_once('@')?;
        clean_line(domain.trim_matches(['<', '>']))
    });
    domain.map(|domain| domain.to_ascii_lowercase())
}

/// The name of a list, or what identifies it: `Post Daily <daily.post.example>`.
fn list_name(value: &str) -> Option<String> {
    let (name, id) = value.split_once('<').unwrap_or((value, ""));
    let name = name.trim().trim_matches('"').trim();
    let id = id.trim_end_matches('>').trim();
    let found = if name.is_empty() { id } else { name };
    (!found.is_empty()).then(|| found.to_owned())
}
