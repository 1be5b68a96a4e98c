//! Names in all their spellings: what belongs together, and who says so.
//!
//! - `table`: spellings of the parts of people's names in all scripts, built in.
//! - `places`: countries, capitals and regions with their other names, built in.
//! - `file`: the names file of an archive, written by its librarian.
//! - `suggest`: names of an archive that may be one, as lines for that file; `distance` counts edits.
//! - `feminine`: names of women beside those of men, which are never the same.
//!
//! Nothing here looks at an index: `search/expand` asks which of the spellings an archive holds.

mod distance;
mod error;
mod feminine;
mod file;
mod pieces;
mod places;
mod suggest;
#[cfg(test)]
mod suggest_tests;
pub mod table;
#[cfg(test)]
mod tests;

pub use distance::edits;
pub use error::{NamesFileError, Problem};
pub use feminine::is_feminine_of;
pub use file::{MOST_BYTES, NameLine, NamesFile};
pub use places::{Place, PlaceName, place_words, places_named, places_of_demonym, usual_place_name};
pub use suggest::{ListedName, Proposal, Reason, propose};
pub use table::{Group, Member, groups_of};
