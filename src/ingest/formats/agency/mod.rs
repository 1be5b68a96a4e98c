//! What news agencies send: the XML and JSON of the IPTC, and the text wires that came before.
//!
//! Each format has a file; [`document`] reads a source of XML for them, [`fields`] puts what it
//! states into an article, [`running_text`] makes paragraphs of mark-up.

mod document;
mod fields;
mod newsml1;
mod newsml_g2;
mod newsml_g2_names;
mod nitf;
mod running_text;
mod subject_codes;

pub(super) use newsml_g2::{looks_like as looks_like_newsml_g2, read as read_newsml_g2};
pub(super) use newsml1::{looks_like as looks_like_newsml, read as read_newsml};
pub(super) use nitf::{looks_like as looks_like_nitf, read as read_nitf};
