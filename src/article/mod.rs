//! What an article is. Every other floor speaks of these types; they know of no file format,
//! no index and no terminal.
//!
//! An input format fills what the source states. `enrich` fills the rest and never overwrites
//! what was stated.

mod date;
mod entity;
mod record;
mod sentences;
mod text;

pub use date::{
    DateOrder, DateOrigin, DayOfYear, GivenDate, Precision, Published, Reading, offset_to_iso, read_date, read_date_in,
    read_date_prefix, read_day_prefix, read_timestamp,
};
pub(crate) use date::{date_in_url, day_in_name, day_of_folders, month_in_name};
pub use entity::{Entity, EntityKind, Mention, Spelling, TextPart, TextPosition};
pub use record::{Article, DateInConflict, Headline, Language, Problem};
pub use sentences::sentences;
pub use text::{first_paragraph, join_lines, paragraphs};
