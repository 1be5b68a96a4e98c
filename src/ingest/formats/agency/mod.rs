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
mod ritzau;
pub(super) mod running_text;
mod subject_codes;
mod wire;

pub(super) use anpa::{looks_like as looks_like_anpa, read as read_anpa};
pub(super) use iptc7901::{looks_like as looks_like_iptc7901, read as read_iptc7901};
pub(super) use newsml_g2::{looks_like as looks_like_newsml_g2, read as read_newsml_g2};
pub(super) use newsml1::{looks_like as looks_like_newsml, read as read_newsml};
pub(super) use ninjs::{article_of_ninjs, is_ninjs, looks_like as looks_like_ninjs, take_items as take_ninjs_items};
pub(super) use nitf::{looks_like as looks_like_nitf, read as read_nitf};
pub(super) use ritzau::{looks_like as looks_like_ritzau, read as read_ritzau};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::ingest::{ReadOptions, format_named, read_stream};

    proptest! {
        #[test]
        fn any_elements_of_any_names_are_read(
            name in prop::sample::select(vec!["nitf", "newsml", "newsml-g2", "rcv1", "wxr", "trec", "ritzau", "anpa", "iptc7901"]),
            text in "(</?(nitf|head|body|body\\.head|body\\.content|hedline|hl1|byline|dateline|location|p|docdata|NewsML|NewsItem\
                |NewsComponent|NewsLines|HeadLine|ContentItem|DataContent|newsMessage|itemSet|newsItem|itemMeta|contentMeta|subject\
                |name|contentSet|inlineXML|newsitem|text|item|DOC|TEXT|RBNews)( type=\"cpnat:person\")?>|[\\x01-\\x03]| |a|\n){0,40}",
        ) {
            let options = ReadOptions { format: format_named(name), ..ReadOptions::default() };
            let _ = read_stream(text.as_bytes(), "-", &options, &mut |_, _, _| std::ops::ControlFlow::Continue(()));
        }
    }
}
