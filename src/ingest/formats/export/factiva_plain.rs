//! Factiva without codes: what a line of the head is, its place and its form say.
//!
//! ```text
//! Council Votes on Harbour
//! By Jane Doe
//! 412 words
//! 4 May 2021
//! 13:45 GMT                              not in all
//! The Elbufer Courier
//! ELBC
//! A3                                     not in all
//! English
//! (c) 2021 Elbufer Press
//!
//! The text.
//!
//! Document ELBC000020210505eh5400001
//! ```

use serde_json::Value;

use super::super::super::RecordFault;
use super::super::super::clean::clean;
use super::super::super::fields::{fill, keep_extra};
use super::super::super::keys::KeyMap;
use super::super::super::languages::language_code;
use super::factiva::{date, document_id, is_word_count};
use crate::article::{Article, DateOrigin};

pub(super) fn article_of_plain(text: &str, keys: &KeyMap) -> Result<Option<Article>, RecordFault> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let Some(count) = lines.iter().position(|line| is_word_count(line)) else {
        // The list of what was searched for at the end of an export, or its cover.
        return match lines.iter().any(|line| document_id(line).is_some()) {
            true => Err(RecordFault::NoWordCount),
            false => Ok(None),
        };
    };
    let (above, below) = lines.split_at(count);
    let head: Vec<&str> = below.iter().copied().take_while(|line| !line.is_empty()).collect();
    let rest = below.get(head.len()..).unwrap_or_default();
    let mut article = Article::default();
    let mut fields: Vec<(String, Value)> = Vec::new();
    let mut field = |name: &str, value: &str| fields.push((name.to_owned(), Value::from(value)));
    let mut above: Vec<&str> = above.iter().copied().filter(|line| !line.is_empty()).collect();
    if above.len() > 1
        && let Some(byline) = above.pop_if(|line| line.starts_with("By ") || line.starts_with("BY "))
    {
        field("byline", byline);
    }
    field("headline", &above.join(" "));
    let mut lines = head.into_iter();
    field("WC", lines.next().unwrap_or_default());
    let day = lines.next().unwrap_or_default();
    let mut next = lines.next().unwrap_or_default();
    let is_time = next.starts_with(|letter: char| letter.is_ascii_digit()) && next.contains(':');
    article.given_dates.push(date(day, is_time.then_some(next)));
    if is_time {
        field("ET", next);
        next = lines.next().unwrap_or_default();
    }
    field("source", next);
    for line in lines {
        match line {
            line if line.starts_with("(c)") || line.starts_with("Copyright") || line.starts_with('©') => {
                field("CY", line)
            }
            line if is_source_code(line) => field("SC", line),
            line if language_code(line) != line.to_lowercase() => field("language", line),
            line => field("PG", line),
        }
    }
    let mut body: Vec<&str> = rest.to_vec();
    if let Some(at) = body.iter().rposition(|line| document_id(line).is_some()) {
        field(
            "id",
            body.get(at).and_then(|line| document_id(line)).unwrap_or_default(),
        );
        let behind = body.split_off(at);
        let behind = behind.get(1..).unwrap_or_default().join(" ");
        keep_extra(&mut article.extra, "behind", Value::from(behind));
    }
    article.body = clean(&body.join("\n"));
    fill(&mut article, &mut fields, keys, DateOrigin::Field);
    match article.body.is_empty() && article.headline.is_none() {
        true => Err(RecordFault::HeadersOnly),
        false => Ok(Some(article)),
    }
}

/// The code of a source: capitals and digits, no blank.
fn is_source_code(line: &str) -> bool {
    (3..=8).contains(&line.len())
        && line
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && line.bytes().filter(u8::is_ascii_uppercase).count() > 1
}
