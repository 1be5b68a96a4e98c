//! One JSON record a line, an article each: what `json` has in `hits`.
//! ```text
//! {"v":1,"rank":1,"score":12.3456,"id":"3f2a91c45d6e7f80",…}
//! {"v":1,"rank":2,…}
//! ```

use std::io::{self, Write};

use super::json::{write_article, write_record};
use super::{Output, Style, wire};
use crate::search::Page;

/// Records a line each.
pub(super) const OUTPUT: Output = Output {
    name: "jsonl",
    about: "one JSON record a line for each article",
    file_ending: "jsonl",
    write,
    write_article,
};

fn write(page: &Page, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for hit in &page.hits {
        write_record(&wire::hit_record(hit, style), out)?;
    }
    Ok(())
}
