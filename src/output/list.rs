//! Only the paths, or only the ids, of the articles found:
//! ```text
//! pages/courier/2025-04-25-crimea.html
//! wire/april.jsonl
//! ```
//! Into a pipe they go byte for byte, since a program will open them; on a terminal they are
//! sanitized. An entry that holds a line break is told apart only with [`Separator::Nul`].

use std::collections::HashSet;
use std::io::{self, Write};

use super::{Separator, Style, sanitize};
use crate::search::Page;

/// Writes each file once, in the order of its first hit.
pub(super) fn write_paths(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut written = HashSet::new();
    for hit in &page.hits {
        if written.insert(hit.article.path.as_str()) {
            write_entry(&hit.article.path, style, out)?;
        }
    }
    Ok(())
}

/// Writes the id of each article: the source's own, else that of the index.
pub(super) fn write_ids(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for hit in &page.hits {
        match &hit.article.article.id {
            Some(id) => write_entry(id, style, out)?,
            None => write_entry(&hit.article.id.to_string(), style, out)?,
        }
    }
    Ok(())
}

fn write_entry(entry: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match style.is_terminal {
        true => out.write_all(sanitize(entry).as_bytes())?,
        false => out.write_all(entry.as_bytes())?,
    }
    out.write_all(match style.separator {
        Separator::Line => b"\n",
        Separator::Nul => b"\0",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn page() -> Page {
        let mut hits = vec![sample::crimea(), sample::undated(), sample::crimea()];
        hits[0].article.path = "a\u{1b}b".to_owned();
        hits[0].article.article.id = Some("guid-7".to_owned());
        hits[2].article.path = "a\u{1b}b".to_owned();
        hits[2].article.article.id = None;
        sample::page(hits)
    }

    #[track_caller]
    fn check(write: fn(&Page, &Style, &mut dyn Write) -> io::Result<()>, style: &Style, expected: &str) {
        let mut out = Vec::new();
        write(&page(), style, &mut out).expect("a vector takes all that is written");
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn each_path_is_listed_once_byte_for_byte() {
        check(write_paths, &Style::default(), "a\u{1b}b\nwire/april.jsonl\n");
        let style = Style {
            separator: Separator::Nul,
            ..Style::default()
        };
        check(write_paths, &style, "a\u{1b}b\0wire/april.jsonl\0");
    }

    #[test]
    fn a_terminal_gets_sanitized_paths() {
        let style = Style {
            is_terminal: true,
            ..Style::default()
        };
        check(write_paths, &style, "a<U+001B>b\nwire/april.jsonl\n");
    }

    #[test]
    fn the_sources_own_id_goes_before_ours() {
        check(
            write_ids,
            &Style::default(),
            "guid-7\n00000000000000ff\n3f2a91c45d6e7f80\n",
        );
    }
}
