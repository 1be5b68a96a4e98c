//! The entities of an answer to bytes: one table of formats, a file a format.

mod csv;
mod gexf;
mod graph;
mod graphml;
mod json;
mod record;
#[cfg(test)]
mod sample;
mod table;

use std::io::{self, Write};

use super::Style;
use crate::search::EntityList;

pub use record::entities_record;

/// A format for entities.
#[derive(Clone, Copy, Debug)]
pub struct EntityOutput {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a line without a full stop.
    pub about: &'static str,
    /// The ending of a file of it, without the dot.
    pub file_ending: &'static str,
    /// True if it shows who appears with whom: it needs the pairs of the list.
    pub is_graph: bool,
    /// Writes the list.
    pub write: WriteEntities,
}

/// Writes a list of entities. Any error is one of `out`, with its own kind. An empty query of the style
/// is none.
pub type WriteEntities = fn(&EntityList, &Style, &mut dyn Write) -> io::Result<()>;

/// Every format for entities, the default first.
pub const ENTITY_OUTPUTS: &[EntityOutput] = &[table::OUTPUT, json::OUTPUT, csv::OUTPUT, graphml::OUTPUT, gexf::OUTPUT];

/// Finds a format for entities by its name.
///
/// ```
/// use dateline::output::entity_output_named;
/// assert!(entity_output_named("gexf").is_some_and(|output| output.is_graph));
/// assert!(entity_output_named("papyrus").is_none());
/// ```
pub fn entity_output_named(name: &str) -> Option<&'static EntityOutput> {
    ENTITY_OUTPUTS.iter().find(|output| output.name == name)
}

/// More digits of a log-likelihood say nothing.
fn two_decimals(value: f64) -> f64 {
    // Adding nothing makes -0 a 0.
    (value * 100.0).round() / 100.0 + 0.0
}
