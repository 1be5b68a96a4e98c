//! Entities, for people:
//! ```text
//! crimea · 1,234 articles
//!
//! people              articles  first       last
//!   Volodymyr Zelensky   1,012  2014        2025-04-25
//!   1 more
//! ```
//! and beside another:
//! ```text
//! with Volodymyr Zelensky (person) · 40 of 500 articles
//!
//! places  together  of  likelihood  first    last
//!   Kyiv        30  60       112.3  2014-03  2025-04-25
//! ```

use std::io::{self, Write};

use super::super::marks::Marked;
use super::super::paint::{Tone, paint};
use super::super::wrap::{columns, wrap};
use super::super::{MIN_WIDTH, Style, grouped, sanitize};
use super::EntityOutput;
use crate::article::EntityKind;
use crate::search::{Companion, EntityCount, EntityGroup, EntityList};

/// The format for people.
pub(super) const OUTPUT: EntityOutput = EntityOutput {
    name: "table",
    about: "for reading on a terminal",
    file_ending: "txt",
    is_graph: false,
    write,
};

/// Before a name.
const INDENT: usize = 2;

/// Between two columns.
const GAP: usize = 2;

/// Longer names are wrapped, so that the numbers of the others stay near.
const MOST_NAME_COLUMNS: usize = 40;

/// Names have so much room on the narrowest terminal.
const LEAST_NAME_COLUMNS: usize = 10;

fn write(list: &EntityList, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.max(MIN_WIDTH);
    let head = head(list, style);
    for range in wrap(&head, width) {
        write_line(&head[range], Tone::Bold, style, out)?;
    }
    // One width for all groups, so that the numbers stand below each other.
    let rows: Vec<Vec<Vec<String>>> = list
        .groups
        .iter()
        .map(|group| group.entities.iter().map(cells).collect())
        .collect();
    let titles = titles(list.with.is_some());
    let widths: Vec<usize> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| {
            let cells = rows.iter().flatten().filter_map(|row| row.get(at));
            cells
                .map(|cell| columns(cell))
                .chain([columns(title)])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let right: usize = widths.iter().map(|width| width + GAP).sum();
    let room = width
        .saturating_sub(right + INDENT)
        .clamp(LEAST_NAME_COLUMNS, MOST_NAME_COLUMNS);
    let listed = || list.groups.iter().filter(|group| group.distinct > 0);
    let all = listed().flat_map(|group| &group.entities);
    let names = all.flat_map(|entity| lines_of(entity, room)).map(|line| columns(&line));
    let heads = listed().map(|group| kind_in_words(group.kind).len().saturating_sub(INDENT));
    let name_width = INDENT + names.chain(heads).max().unwrap_or(0);
    for (group, rows) in list.groups.iter().zip(&rows).filter(|(group, _)| group.distinct > 0) {
        writeln!(out)?;
        let title = row_text(kind_in_words(group.kind), name_width, &titles, &widths);
        write_line(&title, Tone::Bold, style, out)?;
        for (entity, cells) in group.entities.iter().zip(rows) {
            let lines = lines_of(entity, room);
            for (at, line) in lines.iter().enumerate() {
                let line = format!("{:INDENT$}{line}", "");
                let text = match at + 1 == lines.len() {
                    true => row_text(&line, name_width, cells, &widths),
                    false => line,
                };
                write_line(&text, Tone::Plain, style, out)?;
            }
        }
        write_rest(group, style, out)?;
    }
    Ok(())
}

fn lines_of(entity: &EntityCount, width: usize) -> Vec<String> {
    let name = sanitize(&entity.name);
    wrap(&name, width)
        .into_iter()
        .map(|range| name[range].to_owned())
        .collect()
}

fn write_rest(group: &EntityGroup, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match group.distinct.saturating_sub(group.entities.len() as u64) {
        0 => Ok(()),
        more => write_line(&format!("{:INDENT$}{} more", "", grouped(more)), Tone::Dim, style, out),
    }
}

fn head(list: &EntityList, style: &Style) -> String {
    let number = match list.found {
        1 => "1 article".to_owned(),
        found => format!("{} articles", grouped(found)),
    };
    let query = match &list.read_as {
        Some(_) => format!("{} · ", style.query.trim()),
        None => String::new(),
    };
    let head = match &list.with {
        None => format!("{query}{number}"),
        Some(with) => format!(
            "{query}with {} · {} of {number}",
            companion(with),
            grouped(with.articles)
        ),
    };
    Marked::plain(&head).on_one_line().sanitized().text().to_owned()
}

/// `Washington (person), Washington (place)`
fn companion(with: &Companion) -> String {
    let names: Vec<String> = with
        .entities
        .iter()
        .map(|entity| format!("{} ({})", entity.name, entity.kind.name()))
        .collect();
    match names.is_empty() {
        true => "nobody".to_owned(),
        false => names.join(", "),
    }
}

fn kind_in_words(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "people",
        EntityKind::Place => "places",
        EntityKind::Org => "organisations",
    }
}

fn titles(is_beside: bool) -> Vec<String> {
    let titles: &[&str] = match is_beside {
        true => &["together", "of", "likelihood", "first", "last"],
        false => &["articles", "first", "last"],
    };
    titles.iter().map(|title| (*title).to_owned()).collect()
}

fn cells(entity: &EntityCount) -> Vec<String> {
    let dates = [entity.first, entity.last].map(|date| date.map_or("undated".to_owned(), |date| date.to_iso()));
    let numbers = match entity.together {
        None => vec![grouped(entity.articles)],
        Some(together) => vec![
            grouped(together.articles),
            grouped(entity.articles),
            format!("{:.1}", together.log_likelihood + 0.0),
        ],
    };
    numbers.into_iter().chain(dates).collect()
}

/// A row: numbers to the right, the two dates to the left, no spaces at its end.
fn row_text(name: &str, name_width: usize, cells: &[String], widths: &[usize]) -> String {
    let mut text = name.to_owned();
    text.extend(std::iter::repeat_n(' ', name_width.saturating_sub(columns(name))));
    let first_date = cells.len().saturating_sub(2);
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let gap = width.saturating_sub(columns(cell));
        let (before, behind) = if at < first_date { (gap, 0) } else { (0, gap) };
        text.extend(std::iter::repeat_n(' ', GAP + before));
        text.push_str(cell);
        text.extend(std::iter::repeat_n(' ', behind));
    }
    text.truncate(text.trim_end().len());
    text
}

fn write_line(text: &str, tone: Tone, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    paint(&Marked::plain(text), tone, style, out)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{alone, together, written};
    use super::*;

    #[track_caller]
    fn check(list: &EntityList, width: usize, expected: &str) {
        assert_eq!(written(write, list, width), expected);
    }

    #[test]
    fn a_group_has_its_numbers_below_each_other() {
        check(
            &alone(),
            80,
            "crimea · 1,234 articles\n\
             \n\
             people                articles  first    last\n  \
               Volodymyr Zelensky     1,012  2014     2025-04-25\n  \
               Li <Na> & Co               2  undated  undated\n  \
               1 more\n",
        );
    }

    #[test]
    fn beside_another_it_says_how_often_and_how_likely() {
        check(
            &together(),
            80,
            "with Volodymyr Zelensky (person) · 40 of 500 articles\n\
             \n\
             places  together  of  likelihood  first       last\n  \
               Kyiv        30  60       112.3  2014-03     2025-04-25\n  \
               Oslo         1  90        -7.5  2014-03-01  2014-03-01\n",
        );
    }

    #[test]
    fn a_narrow_terminal_wraps_long_names() {
        check(
            &alone(),
            44,
            "crimea · 1,234 articles\n\
             \n\
             people       articles  first    last\n  \
               Volodymyr\n  \
               Zelensky      1,012  2014     2025-04-25\n  \
               Li <Na> &\n  \
               Co                2  undated  undated\n  \
               1 more\n",
        );
    }

    #[test]
    fn one_that_nobody_names_is_told() {
        let mut list = together();
        list.with = Some(Companion {
            entities: Vec::new(),
            articles: 0,
            meant: Vec::new(),
        });
        list.groups.clear();
        check(&list, 80, "with nobody · 0 of 500 articles\n");
    }
}
