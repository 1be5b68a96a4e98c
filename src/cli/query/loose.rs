//! Words that were meant for the query and stand outside of it.

use std::path::Path;

use anyhow::{Result, bail};

use super::super::terminal;
use super::QueryArguments;
use crate::search::Page;

/// A query that finds nothing and names a file or folder was perhaps forgotten.
pub fn hint_at_forgotten_query(arguments: &QueryArguments, page: &Page) {
    let names_a_path = arguments.path.is_none() && Path::new(&arguments.query).exists();
    if page.found == 0 && names_a_path && !arguments.quiet {
        let path = &arguments.query;
        terminal::say(&format!(
            "hint: `{path}` is a file or folder; the query comes first: dateline query QUERY {path}"
        ));
    }
}

/// `dateline query crimea zelensky`: the second word was meant to be searched.
pub fn refuse_loose_words(arguments: &QueryArguments) -> Result<()> {
    let loose = match &arguments.path {
        Some(path) => !path.exists() && !looks_like_path(path),
        None => false,
    };
    if !loose && arguments.more.is_empty() {
        return Ok(());
    }
    let mut words = vec![arguments.query.clone()];
    let mut archive = None;
    let after = arguments.path.iter().map(|path| path.display().to_string());
    for word in after.chain(arguments.more.iter().cloned()) {
        match Path::new(&word).exists() {
            true => archive = Some(word),
            false => words.push(word),
        }
    }
    let quoted = format!("'{}'", words.join(" ").replace('\'', "'\\''"));
    let command = match archive {
        Some(archive) => format!("dateline query {quoted} {archive}"),
        None => format!("dateline query {quoted}"),
    };
    let not_a_path = words.get(1).map(String::as_str).unwrap_or_default();
    match words.len() {
        1 => bail!("one archive at a time\nhint: index several into one folder with --index DIR"),
        _ => bail!("`{not_a_path}` is no file or folder\nhint: to search for all the words, quote them:\n  {command}"),
    }
}

fn looks_like_path(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.contains('/') || text.contains('\\') || text.starts_with('.') || text.starts_with('~')
}
