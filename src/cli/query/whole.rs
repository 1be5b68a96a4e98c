//! `--all`: the whole answer, and the formats that have it.

use std::path::Path;

use anyhow::{Result, bail};
use jiff::ZonedDateTime;

use super::super::Outcome;
use super::super::all::{Wanted, write_all};
use super::{QueryArguments, SortOrder};
use crate::index::OpenIndex;
use crate::output::{ANSWER_OUTPUTS, AnswerOrigin, AnswerOutput, OUTPUTS, Output, answer_output_named, output_named};
use crate::query::Query;
use crate::search::SearchOptions;

/// A format of a page, of whole answers, or of both.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    pub page: Option<&'static Output>,
    pub answer: Option<&'static AnswerOutput>,
}

/// Reads the name of a format of a page or of whole answers.
pub fn format(name: &str) -> Result<Format> {
    let (page, answer) = (output_named(name), answer_output_named(name));
    if page.is_none() && answer.is_none() {
        let of_answers = ANSWER_OUTPUTS.iter().map(|output| output.name);
        let more = of_answers.filter(|name| output_named(name).is_none());
        let names: Vec<&str> = OUTPUTS.iter().map(|output| output.name).chain(more).collect();
        bail!("there is no format `{name}`; there are {}", names.join(", "));
    }
    Ok(Format { page, answer })
}

/// `--all`.
pub fn write_whole(
    arguments: &QueryArguments,
    index: &OpenIndex,
    query: &Query,
    options: &SearchOptions,
    part: Option<&Path>,
) -> Result<Outcome> {
    let wanted = Wanted {
        output: arguments
            .format
            .and_then(|format| format.answer)
            .unwrap_or(&ANSWER_OUTPUTS[0]),
        origin: AnswerOrigin {
            query: arguments.query.clone(),
            day: ZonedDateTime::now().date().to_string(),
            index: index.folder.display().to_string(),
            generation: index.facts.generation,
            schema: index.facts.schema,
            since: arguments.since.clone(),
            until: arguments.until.clone(),
            under: part.map(|part| part.display().to_string()),
            sort: match arguments.sort {
                SortOrder::Relevance => "relevance",
                SortOrder::Newest => "newest",
                SortOrder::Oldest => "oldest",
            }
            .to_owned(),
            names_file: arguments
                .names
                .used(&index.folder)
                .map(|file| file.display().to_string()),
            related: options.names.related,
        },
        record: arguments.record.as_deref(),
        quiet: arguments.quiet,
    };
    Ok(match write_all(index, query, options, &wanted)? {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}
