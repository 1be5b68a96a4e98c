//! Entities as one JSON document on a line: see [`wire`](super::super::wire).
//! ```text
//! {"v":1,"query":"crimea","read_as":"crimea","notes":[],"spellings":[],"found":35,"with":null,"groups":[…]}
//! ```

use std::io::{self, Write};

use super::super::Style;
use super::super::json::write_record;
use super::EntityOutput;
use super::record::entities_record;
use crate::search::EntityList;

/// One document.
pub(super) const OUTPUT: EntityOutput = EntityOutput {
    name: "json",
    about: "one JSON document with every count",
    file_ending: "json",
    is_graph: false,
    write,
};

fn write(list: &EntityList, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write_record(&entities_record(list, style), out)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{alone, together, written};
    use super::*;

    #[test]
    fn a_list_is_one_document() {
        assert_eq!(
            written(write, &alone(), 80),
            r#"{"v":1,"query":"crimea","read_as":"crimea","notes":[],"spellings":[],"found":1234,"with":null,"groups":[{"kind":"person","distinct":3,"entities":[{"kind":"person","name":"Volodymyr Zelensky","articles":1012,"together":null,"log_likelihood":null,"first":"2014","last":"2025-04-25"},{"kind":"person","name":"Li <Na> & Co","articles":2,"together":null,"log_likelihood":null,"first":null,"last":null}]},{"kind":"org","distinct":0,"entities":[]}]}
"#
        );
    }

    #[test]
    fn a_list_beside_another_has_both_numbers() {
        assert_eq!(
            written(write, &together(), 80),
            r#"{"v":1,"query":null,"read_as":null,"notes":[],"spellings":[],"found":500,"with":{"entities":[{"kind":"person","name":"Volodymyr Zelensky","articles":40,"together":40,"log_likelihood":279.01,"first":"2014","last":"2025-04-25"}],"articles":40,"meant":[]},"groups":[{"kind":"place","distinct":2,"entities":[{"kind":"place","name":"Kyiv","articles":60,"together":30,"log_likelihood":112.35,"first":"2014-03","last":"2025-04-25"},{"kind":"place","name":"Oslo","articles":90,"together":1,"log_likelihood":-7.5,"first":"2014-03-01","last":"2014-03-01"}]}]}
"#
        );
    }
}
