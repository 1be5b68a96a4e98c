//! What news agencies send: the XML and JSON of the IPTC, and the text wires that came before.
//!
//! Each format has a file; [`document`] reads a source of XML for them, [`fields`] puts what it
//! states into an article, [`running_text`] makes paragraphs of mark-up.

mod anpa;
pub(super) mod document;
pub(super) mod fields;
mod iptc7901;
mod newsml1;
mod newsml_g2;
mod newsml_g2_names;
mod ninjs;
mod nitf;
pub(super) mod running_text;
mod subject_codes;
mod wire;

pub(super) use anpa::{looks_like as looks_like_anpa, read as read_anpa};
pub(super) use iptc7901::{looks_like as looks_like_iptc7901, read as read_iptc7901};
pub(super) use newsml_g2::{looks_like as looks_like_newsml_g2, read as read_newsml_g2};
pub(super) use newsml1::{looks_like as looks_like_newsml, read as read_newsml};
pub(super) use ninjs::{article_of_ninjs, is_ninjs, looks_like as looks_like_ninjs, take_items as take_ninjs_items};
pub(super) use nitf::{looks_like as looks_like_nitf, read as read_nitf};
