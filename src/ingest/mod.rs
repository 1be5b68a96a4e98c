//! Bytes to articles: which files an archive holds ([`walk`]), and what articles a file holds
//! ([`read_file`], [`read_stream`]).
//!
//! A file may be compressed, a `.zip` or `.tar` of others, in any encoding, and in any of the
//! [`FORMATS`]. Nothing is lost in
//! silence: a source that cannot be read is a [`SourceError`], a record that is refused a
//! [`RecordError`], both with the reason; what could be read only by guessing leaves a
//! [`Problem`](crate::article::Problem) on the article. Memory is bounded by [`Limits`],
//! whatever a source holds.
//!
//! An article has what its source states and no more: the derived headline, the language and the
//! value of the date are added by `enrich`.

mod clean;
mod containers;
mod decode;
mod decompress;
mod detect;
mod entities;
mod error;
mod exported;
mod fields;
mod formats;
mod gzip_members;
mod html_text;
mod keys;
mod languages;
mod limits;
mod lines;
mod names;
mod neighbours;
mod one_record;
mod patterns;
mod source;
#[cfg(test)]
mod tests;
mod timestamps;
mod values;
mod walk;
mod xml;
mod xml_root;

pub use clean::clean;
pub use containers::PACKED_ENDINGS;
pub use decode::{Decoded, Decoder};
pub use detect::Likeness;
pub(crate) use error::describe_io;
pub use error::{RecordError, RecordFault, SourceError};
pub use exported::{
    EXPORT_KEY, EXPORT_VERSION, ExportDate, ExportEntity, ExportHeadline, ExportLanguage, ExportRecord,
};
pub use formats::{FORMATS, Format, ReadFormat, format_named};
pub use keys::{FIELD_NAMES, Field, FieldNames, KeyMap, KeyMapError};
pub use languages::language_code;
pub use limits::{Limits, Within};
pub use names::{authors, list_entries};
pub use neighbours::Neighbours;
pub use patterns::{PatternError, Patterns};
pub use source::{Emit, EmitRecord, Input, ReadOptions, ReadSummary, is_unpacked, read_file, read_stream};
pub use timestamps::date_of_number;
pub use walk::{Found, WalkError, WalkOptions, walk};
