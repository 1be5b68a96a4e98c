//! The articles found, for people:
//! ```text
//!  1  Zelensky rejects recognising Crimea as Russian    25 Apr 2025   The Courier
//!     … Zelensky has repeatedly rejected the idea of recognising Crimea as part of
//!     Russia, telling reporters in Kyiv on Friday that only Ukrainians decide. …
//!     Volodymyr Zelensky · Donald Trump · Crimea · Kyiv
//!     3f2a91c4  pages/courier/2025-04-25-crimea.html
//! ```
//! With colour the headline is bold, matches are bold and red, the rest is dim. Without colour
//! it is the same text and nothing else. The line of the path is never cut, so that it can be
//! copied whole.

use std::io::{self, Write};

use super::copies::{copies, copy_lines};
use super::facets::write_facet_lists;
use super::marks::{Marked, whole_letters};
use super::names::{date, file_and_record, headline, names_by_salience, short_id};
use super::paint::{Tone, paint};
use super::wrap::{columns, wrap};
use super::{MIN_WIDTH, Output, Style, sanitize, show};
use crate::article::Article;
use crate::search::{Hit, Page, Passage};

/// The format for people.
pub(super) const OUTPUT: Output = Output {
    name: "text",
    about: "for reading on a terminal",
    file_ending: "txt",
    write,
    write_article: show::write_article,
};

/// Between the headline and the date, and between the date and the source.
const GAP: &str = "   ";

/// Names beside a hit. A glance takes in no more; `show` has them all.
const MOST_NAMES: usize = 6;

fn write(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let last_rank = page.hits.iter().map(|hit| hit.rank).max().unwrap_or_default();
    let rank_width = last_rank.to_string().len().max(2);
    for (at, hit) in page.hits.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_hit(hit, rank_width, style, out)?;
    }
    write_facet_lists(&page.facets, style, out)
}

/// Writes one article.
pub(super) fn write_hit(hit: &Hit, rank_width: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let indent = rank_width + 2;
    let width = style.width.max(MIN_WIDTH).saturating_sub(indent);
    let article = &hit.article.article;

    paint(
        &Marked::plain(&format!("{:>rank_width$}  ", hit.rank)),
        Tone::Dim,
        style,
        out,
    )?;
    write_headline(hit, width, indent, style, out)?;
    for text in passage_texts(hit) {
        for range in wrap(text.text(), width) {
            write_line(&text.part(range), Tone::Plain, indent, style, out)?;
        }
    }
    let names = names_on_a_line(article, width);
    if !names.is_empty() {
        write_line(&Marked::plain(&names), Tone::Dim, indent, style, out)?;
    }
    if let Some(copies) = copies(hit) {
        write_line(&Marked::plain(&copies), Tone::Dim, indent, style, out)?;
    }
    for [copy, place] in copy_lines(hit) {
        let copy = format!("+ {copy}");
        for range in wrap(&copy, width) {
            write_line(&Marked::plain(&copy[range]), Tone::Dim, indent, style, out)?;
        }
        write_line(&Marked::plain(&format!("  {place}")), Tone::Dim, indent, style, out)?;
    }
    let path = file_and_record(&hit.article);
    let last = format!("{}  {}", short_id(hit.article.id), sanitize(&path));
    write_line(&Marked::plain(&last), Tone::Dim, indent, style, out)
}

/// Writes the headline, with the date and the source at the right edge of its last line if they
/// fit there, else on a line of their own. The cursor stands behind the rank.
fn write_headline(hit: &Hit, width: usize, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let article = &hit.article.article;
    let title = headline(article.headline.as_ref(), &hit.headline_matches);
    let tone = match &article.headline {
        Some(headline) if !headline.derived => Tone::Bold,
        _ => Tone::Dim,
    };
    let when_and_where = when_and_where(article);

    let lines = wrap(title.text(), width);
    for (at, range) in lines.iter().enumerate() {
        if at > 0 {
            write!(out, "\n{:indent$}", "")?;
        }
        paint(&title.part(range.clone()), tone, style, out)?;
    }
    let used = lines.last().map_or(0, |range| columns(&title.text()[range.clone()]));
    let right = columns(&when_and_where);
    if used + GAP.len() + right <= width {
        write!(out, "{:gap$}", "", gap = width - used - right)?;
        paint(&Marked::plain(&when_and_where), Tone::Dim, style, out)?;
        return writeln!(out);
    }
    writeln!(out)?;
    for range in wrap(&when_and_where, width) {
        write_line(&Marked::plain(&when_and_where[range]), Tone::Dim, indent, style, out)?;
    }
    Ok(())
}

fn when_and_where(article: &Article) -> String {
    let when = date(article.published.as_ref());
    match &article.source {
        Some(source) => {
            let source = Marked::plain(source).on_one_line().sanitized();
            format!("{when}{GAP}{}", source.text())
        }
        None => when,
    }
}

/// Returns the passages of a hit, each on one line, safe, its matches marked, with `…` where it is
/// cut and between two that are apart.
pub(super) fn passage_texts(hit: &Hit) -> Vec<Marked> {
    let body = &hit.article.article.body;
    let mut texts = Vec::with_capacity(hit.passages.len());
    let mut last: Option<&Passage> = None;
    for passage in &hit.passages {
        let stands_apart = last.is_some_and(|last| !last.cut_after && lie_apart(body, last, passage));
        let text = Marked::cut(body, passage.range.clone(), &hit.body_matches)
            .on_one_line()
            .sanitized()
            .between(
                if passage.cut_before || stands_apart { "… " } else { "" },
                if passage.cut_after { " …" } else { "" },
            );
        texts.push(text);
        last = Some(passage);
    }
    texts
}

/// True if words of the body stand between two passages.
fn lie_apart(body: &str, one: &Passage, next: &Passage) -> bool {
    let between = whole_letters(body, one.range.end..next.range.start);
    !body[between].trim().is_empty()
}

/// Returns the names that an article is most about on one line: as many whole names as fit, then how
/// many more there are. Empty if there are none.
fn names_on_a_line(article: &Article, width: usize) -> String {
    let names: Vec<String> = names_by_salience(article)
        .into_iter()
        .map(|name| Marked::plain(name).on_one_line().sanitized().text().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let all = names.join(" · ");
    if columns(&all) <= width && names.len() <= MOST_NAMES {
        return all;
    }
    let mut line = String::new();
    let mut longest_that_fits = format!("{} names", names.len());
    for (at, name) in names.iter().enumerate().take(MOST_NAMES) {
        if at > 0 {
            line.push_str(" · ");
        }
        line.push_str(name);
        if columns(&line) > width {
            break;
        }
        let cut = format!("{line} · {} more", names.len() - at - 1);
        if columns(&cut) <= width {
            longest_that_fits = cut;
        }
    }
    longest_that_fits
}

/// Writes an indented line.
fn write_line(line: &Marked, tone: Tone, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:indent$}", "")?;
    paint(line, tone, style, out)?;
    writeln!(out)
}
