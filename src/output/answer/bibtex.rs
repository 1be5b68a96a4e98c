//! BibTeX: an entry an article, with the date in BibLaTeX's field as well as in the old ones. What stands
//! outside of entries is a comment, and there the head stands.

use std::io::{self, Write};

use super::super::sanitize;
use super::{AnswerOrigin, AnswerOutput, date_parts, head_in_words, nothing_behind};
use crate::search::{AnswerHead, Hit};

/// References.
pub(super) const OUTPUT: AnswerOutput = AnswerOutput {
    name: "bibtex",
    about: "references for LaTeX",
    has_head: true,
    begin,
    hit: write_hit,
    end: nothing_behind,
};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn begin(head: &AnswerHead, origin: &AnswerOrigin, out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in head_in_words(head, origin) {
        // An at sign would begin an entry.
        writeln!(out, "% {name}: {}", one_line(&value).replace('@', "(at)"))?;
    }
    Ok(())
}

fn write_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let stored = &hit.article;
    let article = &stored.article;
    let mut fields: Vec<(&str, String)> = Vec::new();
    if let Some(headline) = &article.headline {
        // Doubled braces keep the capitals.
        fields.push(("title", format!("{{{}}}", escaped(&headline.text))));
    }
    if !article.byline.is_empty() {
        let names: Vec<String> = article.byline.iter().map(|name| author(name)).collect();
        fields.push(("author", names.join(" and ")));
    }
    if let Some(source) = &article.source {
        fields.push(("journal", escaped(source)));
    }
    if let Some(published) = &article.published {
        let parts = date_parts(published);
        let iso = published.to_iso();
        fields.push(("date", iso.split('T').next().unwrap_or_default().to_owned()));
        fields.extend(parts.first().map(|year| ("year", format!("{year:04}"))));
        let month = parts
            .get(1)
            .and_then(|month| MONTHS.get(usize::try_from(*month).ok()?.checked_sub(1)?));
        fields.extend(month.map(|month| ("month", (*month).to_owned())));
    }
    if let Some(url) = &article.url {
        fields.push(("url", address(url)));
    }
    if let Some(lang) = &article.lang {
        fields.push(("langid", escaped(&lang.code)));
    }
    fields.push(("note", escaped(&format!("{}, record {}", stored.path, stored.record))));
    writeln!(out, "\n@article{{dateline-{},", stored.id)?;
    for (name, value) in fields {
        match name {
            "month" => writeln!(out, "  month = {value},")?,
            _ => writeln!(out, "  {name} = {{{value}}},")?,
        }
    }
    writeln!(out, "}}")
}

/// A name whole: BibTeX would take `and` for the end of it, and a comma for a surname put first.
fn author(name: &str) -> String {
    let name = escaped(name);
    match name.contains(',') || name.split(' ').any(|word| word == "and") {
        true => format!("{{{name}}}"),
        false => name,
    }
}

fn one_line(text: &str) -> String {
    let text = sanitize(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line with the signs of TeX as it prints them.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // BibTeX counts braces, escaped ones too.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '%' | '#' | '$' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An address, which BibLaTeX takes as it is: what would end the field is written by its number.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for letter in one_line(url).chars() {
        match letter {
            '{' => address.push_str("%7B"),
            '}' => address.push_str("%7D"),
            '\\' => address.push_str("%5C"),
            ' ' => address.push_str("%20"),
            letter => address.push(letter),
        }
    }
    address
}
