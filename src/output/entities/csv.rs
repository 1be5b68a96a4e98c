//! Entities as a table: one a row.
//! ```text
//! kind,name,articles,together,log_likelihood,first,last
//! person,Volodymyr Zelensky,1012,,,2014-03-01,2025-04-25
//! ```
//! The one with which all others appear is the first row.

use std::io::{self, Write};

use super::super::Style;
use super::super::csv::{text_cell, write_table};
use super::{EntityOutput, two_decimals};
use crate::search::{EntityCount, EntityList};

/// A table.
pub(super) const OUTPUT: EntityOutput = EntityOutput {
    name: "csv",
    about: "a table for spreadsheets, one name a row",
    file_ending: "csv",
    is_graph: false,
    write,
};

const COLUMNS: [&str; 7] = [
    "kind",
    "name",
    "articles",
    "together",
    "log_likelihood",
    "first",
    "last",
];

fn write(list: &EntityList, _style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_table(COLUMNS.into_iter(), list.entities().map(row), out)
}

fn row(entity: &EntityCount) -> Vec<String> {
    let together = entity.together;
    let likelihood = together.map(|together| two_decimals(together.log_likelihood).to_string());
    vec![
        entity.kind.name().to_owned(),
        text_cell(&entity.name),
        entity.articles.to_string(),
        together
            .map(|together| together.articles.to_string())
            .unwrap_or_default(),
        likelihood.unwrap_or_default(),
        entity.first.map(|date| date.to_iso()).unwrap_or_default(),
        entity.last.map(|date| date.to_iso()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{alone, together, written};
    use super::*;

    #[test]
    fn an_entity_is_a_row() {
        assert_eq!(
            written(write, &alone(), 80).replace("\r\n", "\n"),
            "kind,name,articles,together,log_likelihood,first,last\n\
             person,Volodymyr Zelensky,1012,,,2014,2025-04-25\n\
             person,Li <Na> & Co,2,,,,\n"
        );
        assert_eq!(
            written(write, &together(), 80).replace("\r\n", "\n"),
            "kind,name,articles,together,log_likelihood,first,last\n\
             person,Volodymyr Zelensky,40,40,279.01,2014,2025-04-25\n\
             place,Kyiv,60,30,112.35,2014-03,2025-04-25\n\
             place,Oslo,90,1,-7.5,2014-03-01,2014-03-01\n"
        );
    }
}
