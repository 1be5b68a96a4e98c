//! A numbered list to paste into a note:
//! ```text
//! 1. [Zelensky rejects recognising **Crimea**](<https://example.org/x>) · 25 Apr 2025 · The Courier
//!
//!    > … Zelensky has repeatedly rejected the idea of recognising **Crimea** …
//!
//!    `pages/courier/2025-04-25-crimea.html` · 3f2a91c4
//! ```
//! Every character that Markdown could read as a sign is escaped, matches are bold, and only an
//! address of the web becomes a link.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::body::body_lines;
use super::copies::{copies, copy_lines};
use super::marks::Marked;
use super::names::{date, file_and_record, headline, short_id};
use super::text::passage_texts;
use super::{Matches, Output, Style, is_unsafe, sanitize};
use crate::index::StoredArticle;
use crate::search::{Hit, Page};

/// A list of Markdown.
pub(super) const OUTPUT: Output = Output {
    name: "markdown",
    about: "a numbered list for a note, matches in bold",
    file_ending: "md",
    write,
    write_article,
};

/// Signs of Markdown and its common extensions, wherever they stand.
const SIGNS: &[char] = &[
    '\\', '`', '*', '_', '[', ']', '<', '>', '#', '|', '~', '&', '!', '$', '^', '=',
];

fn write(page: &Page, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for (at, hit) in page.hits.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_hit(hit, out)?;
    }
    Ok(())
}

/// Writes one entry of the list.
pub(super) fn write_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let number = format!("{}. ", hit.rank);
    // What belongs to an entry of a list is indented as far as its text.
    let indent = number.len();
    let article = &hit.article;
    writeln!(
        out,
        "{number}{} · {}",
        linked_headline(article, &hit.headline_matches),
        when_and_where(article)
    )?;
    for text in passage_texts(hit) {
        writeln!(out, "\n{:indent$}> {}", "", escaped(&text))?;
    }
    writeln!(out, "\n{:indent$}{}", "", file_and_id(article))?;
    if let Some(copies) = copies(hit) {
        writeln!(out, "\n{:indent$}{copies}", "")?;
    }
    for (at, [copy, place]) in copy_lines(hit).into_iter().enumerate() {
        let copy = escaped(&Marked::plain(&format!("{copy} · {place}")));
        writeln!(out, "{}{:indent$}- {copy}", if at == 0 { "\n" } else { "" }, "")?;
    }
    Ok(())
}

fn write_article(article: &StoredArticle, matches: Matches<'_>, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", linked_headline(article, matches.headline))?;
    writeln!(out, "{}\n", when_and_where(article))?;
    writeln!(out, "{}", file_and_id(article))?;
    let lines = body_lines(&article.article.body, matches.body, usize::MAX);
    for paragraph in lines.split(|line| line.text().is_empty()) {
        // Two spaces at the end of a line keep it apart from the next: the rows of a table.
        let rows: Vec<String> = paragraph.iter().map(|line| escaped(&line.on_one_line())).collect();
        if !rows.is_empty() {
            writeln!(out, "\n{}", rows.join("  \n"))?;
        }
    }
    Ok(())
}

fn linked_headline(article: &StoredArticle, matches: &[std::ops::Range<usize>]) -> String {
    let title = escaped(&headline(article.article.headline.as_ref(), matches));
    match article.article.url.as_deref().and_then(link_target) {
        Some(target) => format!("[{title}](<{target}>)"),
        None => title,
    }
}

fn when_and_where(article: &StoredArticle) -> String {
    let when = date(article.article.published.as_ref());
    match &article.article.source {
        Some(source) => format!("{when} · {}", escaped(&Marked::plain(source).on_one_line().sanitized())),
        None => when,
    }
}

fn file_and_id(article: &StoredArticle) -> String {
    format!(
        "{} · {}",
        code_span(&sanitize(&file_and_record(article))),
        short_id(article.id)
    )
}

/// Returns a text on one line, safe, with its signs escaped.
pub(super) fn escaped_line(text: &str) -> String {
    escaped(&Marked::plain(text).on_one_line().sanitized())
}

/// Returns a text on one line with its signs escaped and its matches bold.
fn escaped(text: &Marked) -> String {
    let mut escaped = String::with_capacity(text.text().len() + 16);
    for (piece, is_match) in text.pieces() {
        if is_match {
            escaped.push_str("**");
        }
        for letter in piece.chars() {
            // At the head of a block these make a list; a number with a stop is caught below.
            let begins_a_list = escaped.is_empty() && matches!(letter, '-' | '+');
            let ends_a_number = matches!(letter, '.' | ')')
                && !escaped.is_empty()
                && escaped.chars().all(|before| before.is_ascii_digit());
            if SIGNS.contains(&letter) || begins_a_list || ends_a_number {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        if is_match {
            escaped.push_str("**");
        }
    }
    escaped
}

/// Returns an address of the web, safe between `<` and `>`; `None` for any other scheme, since
/// `javascript:` is one too.
fn link_target(url: &str) -> Option<String> {
    let url = url.trim();
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    });
    is_web.then(|| {
        let mut target = String::with_capacity(url.len());
        for letter in url.chars() {
            if is_unsafe(letter) || letter.is_whitespace() || matches!(letter, '<' | '>' | '\\' | '"' | '`') {
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    write!(target, "%{byte:02X}").expect("a string takes all that is written");
                }
            } else {
                target.push(letter);
            }
        }
        target
    })
}

/// Returns a text as code, fenced by more backticks than it holds in a row.
fn code_span(text: &str) -> String {
    let longest = text
        .split(|letter| letter != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[track_caller]
    fn check(hits: Vec<Hit>, expected: &str) {
        assert_eq!(sample::written(write, &sample::page(hits), &Style::default()), expected);
    }

    #[track_caller]
    fn check_escaped(text: &str, expected: &str) {
        assert_eq!(escaped(&Marked::plain(text)), expected);
    }

    #[test]
    fn each_passage_is_a_quote() {
        check(
            vec![sample::three_passages()],
            "\
1. Talks · undated

   > Talks on **Crimea** began.

   > **Crimea** is far away.

   > … They spoke of **Crimea** \\& Kyiv …

   `a.txt` · abcdef01
",
        );
    }

    #[test]
    fn a_page_is_a_list_that_goes_on_from_its_rank() {
        let mut second = sample::undated();
        second.rank = 12;
        check(
            vec![sample::crimea(), second],
            "\
1. [**Zelensky** rejects recognising **Crimea**](<https://courier.example/2025/crimea>) · 25 Apr 2025 · The Courier

   > **Zelensky** has repeatedly rejected the idea of recognising **Crimea** as part of Russia, telling reporters in Kyiv on Friday that only Ukrainians decide.

   `pages/courier/2025-04-25-crimea.html` · 3f2a91c4

12. \\[Ferries to **Crimea** stopped…\\] · undated

    > Ferries to **Crimea** stopped, …

    `wire/april.jsonl:12` · 00000000
",
        );
    }

    #[test]
    fn signs_of_markdown_are_escaped() {
        check_escaped(
            "*a* _b_ `c` [d](e) <f> # g | ~h~ &amp; \\",
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\# g \\| \\~h\\~ \\&amp; \\\\",
        );
        check_escaped("- a - b", "\\- a - b");
        check_escaped("+ a", "\\+ a");
        check_escaped("12. May 3. b", "12\\. May 3. b");
        check_escaped("1) a", "1\\) a");
        check_escaped("===", "\\=\\=\\=");
    }

    #[test]
    fn only_an_address_of_the_web_is_a_link() {
        assert_eq!(
            link_target("HTTPS://a.example/x").as_deref(),
            Some("HTTPS://a.example/x")
        );
        assert_eq!(
            link_target("http://a/<b> \u{202e}").as_deref(),
            Some("http://a/%3Cb%3E%20%E2%80%AE")
        );
        assert_eq!(link_target("javascript:alert(1)"), None);
        assert_eq!(link_target("tag:a,2005:b"), None);
        assert_eq!(link_target("é"), None);
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_holds() {
        assert_eq!(code_span("a.txt"), "`a.txt`");
        assert_eq!(code_span("a``b"), "```a``b```");
        assert_eq!(code_span("`a"), "`` `a ``");
    }

    #[test]
    fn a_whole_article_keeps_paragraphs_and_rows() {
        let mut hit = sample::undated();
        hit.article.article.body = "One\nline.\n\nWheat   1.5\nMaize   2.5\n\n- dash".to_owned();
        let mut out = Vec::new();
        write_article(&hit.article, Matches::default(), &Style::default(), &mut out)
            .expect("a vector takes all that is written");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "\
# \\[Ferries to Crimea stopped…\\]

undated

`wire/april.jsonl:12` · 00000000

One line.

Wheat 1.5  \nMaize 2.5

\\- dash
"
        );
    }
}
