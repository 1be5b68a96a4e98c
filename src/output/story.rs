//! A story, for people:
//! ```text
//! story 0126336d5224c99c · 6 articles
//!
//!  1  Ukraine will not recognise Crimea as Russian, Zelensky says
//!     25 Apr 2025   Northern Wire
//!     d0bc2314  sample_corpus/wire/2025-04-25-crimea-talks.txt
//!
//!  2  …
//!     97 % of it stands in the first, 92 % of the first in it
//!     + The sentence that it has more.
//!     - The sentence that it leaves out.
//! ```
//! and as one JSON document.

use std::io::{self, Write};

use super::json::write_record;
use super::marks::Marked;
use super::names::{date, file_and_record, headline, short_id};
use super::paint::{Tone, paint};
use super::record::copy_record;
use super::wire::{StoryArticleRecord, WIRE_VERSION, WholeStoryRecord};
use super::wrap::wrap;
use super::{MIN_WIDTH, Style, grouped, sanitize};
use crate::search::{Story, StoryArticle};

/// Spaces before all but the first line of an article.
const INDENT: usize = 4;

/// Writes the story as text.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_story(story: &Story, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let articles = match story.articles.len() {
        1 => "1 article, no copies".to_owned(),
        articles => format!("{} articles", grouped(articles as u64)),
    };
    write_lines(&format!("story {} · {articles}", story.key), 0, Tone::Bold, style, out)?;
    for (at, part) in story.articles.iter().enumerate() {
        writeln!(out)?;
        write_article(at, part, style, out)?;
    }
    Ok(())
}

fn write_article(at: usize, part: &StoryArticle, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let article = &part.article.article;
    let title = headline(article.headline.as_ref(), &[]);
    paint(&Marked::plain(&format!("{:>2}  ", at + 1)), Tone::Dim, style, out)?;
    let mut lines = lines_of(title.text(), style);
    let first = if lines.is_empty() {
        String::new()
    } else {
        lines.remove(0)
    };
    paint(&Marked::plain(&first), Tone::Bold, style, out)?;
    writeln!(out)?;
    for line in lines {
        write_lines(&line, INDENT, Tone::Bold, style, out)?;
    }
    let when = date(article.published.as_ref());
    let when_and_where = match &article.source {
        Some(source) => format!("{when}   {}", sanitize(source)),
        None => when,
    };
    write_lines(&when_and_where, INDENT, Tone::Dim, style, out)?;
    if at > 0 {
        let [own, of_first] = part.shared.map(percent);
        let shared = format!("{own} % of it stands in the first, {of_first} % of the first in it");
        write_lines(&shared, INDENT, Tone::Plain, style, out)?;
    }
    for (sign, sentences) in [('+', &part.added), ('-', &part.dropped)] {
        for sentence in sentences {
            let line = Marked::plain(sentence).on_one_line().sanitized();
            write_lines(&format!("{sign} {}", line.text()), INDENT, Tone::Plain, style, out)?;
        }
    }
    let path = file_and_record(&part.article);
    let last = format!("{}  {}", short_id(part.article.id), sanitize(&path));
    writeln!(out, "{:INDENT$}{last}", "")
}

/// Whole percents; what is not all is not 100, what is not nothing not 0.
fn percent(part: f64) -> u32 {
    match (part * 100.0).round() as u32 {
        100 if part < 1.0 => 99,
        0 if part > 0.0 => 1,
        percent => percent,
    }
}

fn lines_of(text: &str, style: &Style) -> Vec<String> {
    let width = style.width.max(MIN_WIDTH).saturating_sub(INDENT);
    wrap(text, width)
        .into_iter()
        .filter_map(|range| text.get(range).map(str::to_owned))
        .collect()
}

fn write_lines(text: &str, indent: usize, tone: Tone, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for line in lines_of(text, style) {
        write!(out, "{:indent$}", "")?;
        paint(&Marked::plain(&line), tone, style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the story as one document.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_story_json(story: &Story, out: &mut dyn Write) -> io::Result<()> {
    write_record(&story_record(story), out)
}

/// Returns a story as a record.
pub fn story_record(story: &Story) -> WholeStoryRecord<'_> {
    let articles = story.articles.iter().map(|part| StoryArticleRecord {
        article: copy_record(&part.article),
        words: part.article.words,
        shared: part.shared[0],
        shared_of_first: part.shared[1],
        added: &part.added,
        dropped: &part.dropped,
    });
    WholeStoryRecord {
        v: WIRE_VERSION,
        key: story.key.to_string(),
        articles: articles.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn what_is_not_all_is_not_a_hundred_percent() {
        for (part, expected) in [(0.0, 0), (0.001, 1), (0.5, 50), (0.999, 99), (1.0, 100)] {
            assert_eq!(percent(part), expected);
        }
    }
}
