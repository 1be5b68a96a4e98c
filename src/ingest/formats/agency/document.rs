//! A source that is one XML document, or several one behind the other: read whole, as a tree.

use super::super::super::error::{RecordError, RecordFault, SourceError};
use super::super::super::source::{EmitRecord, Input, ReadOptions, read_whole};
use super::super::super::xml::{Element, local_name, parse};
use super::super::super::xml_root::{declared_encoding, root_name};
use super::super::elements::{self, ElementName, Elements};
use crate::article::Article;

/// An article, or why there is none.
pub(in super::super) type Outcome = Result<Article, RecordFault>;

/// True if the first element has this name, whatever its prefix.
pub(in super::super) fn has_root(head: &[u8], names: &[&str]) -> bool {
    root_name(head).is_some_and(|name| names.contains(&local_name(&name)))
}

/// Reads a source and gives the articles that `articles_of` finds in its tree. A document that
/// breaks off is given as far as it goes, and what broke it is refused behind it.
pub(in super::super) fn read_document(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
    articles_of: fn(&Element) -> Vec<Outcome>,
) -> Result<(), SourceError> {
    input.decoder.declare(declared_encoding(&input.head));
    let limit_bytes = options.limits.max_record_bytes;
    let mut record = 0;
    let mut give = |outcome: Outcome, line| {
        record += 1;
        emit(record, outcome.map_err(|reason| RecordError { record, line, reason }))
    };
    let Some(bytes) = read_whole(input, limit_bytes)? else {
        let reason = RecordFault::TooLong {
            what: "document",
            limit_bytes,
        };
        let _ = give(Err(reason), None);
        return Ok(());
    };
    let (text, problem) = input.decoder.decode(&bytes);
    let (document, fault) = parse(&text);
    let mut outcomes = articles_of(&document);
    if fault.is_some() {
        // What the rest of the document might have made an article is not there.
        while outcomes.last().is_some_and(Result::is_err) {
            outcomes.pop();
        }
    }
    for outcome in outcomes {
        let outcome = outcome.map(|mut article| {
            article.problems.extend(problem.clone());
            article
        });
        if give(outcome, None).is_break() {
            return Ok(());
        }
    }
    if let Some(fault) = fault {
        let reason = RecordFault::NotXml { message: fault.message };
        let _ = give(Err(reason), Some(fault.line));
    }
    Ok(())
}

/// Reads a source element by element. `read_head` is given the tree of what stands before the
/// first one, `article_of` each of them.
pub(in super::super) fn read_elements(
    input: &mut Input<'_>,
    options: &ReadOptions,
    emit: &mut EmitRecord<'_>,
    name: ElementName,
    read_head: &mut dyn FnMut(&Element),
    article_of: &mut dyn FnMut(&Element) -> Outcome,
) -> Result<(), SourceError> {
    let Input { reader, decoder, head } = input;
    decoder.declare(declared_encoding(head));
    let mut found = Elements::new(&mut **reader, name, options.limits.max_record_bytes);
    let before = found.read_head()?;
    // A head that is cut off in the middle of the outer elements is no fault.
    read_head(&parse(&decoder.decode(&before).0).0);
    let mut record = 0;
    while let Some(element) = found.next_element()? {
        record += 1;
        let outcome = match element {
            elements::Element::Whole(bytes) => {
                let (text, problem) = decoder.decode(bytes);
                // The tag that closes it was not given.
                let (tree, fault) = parse(&format!("{text}{}", name.close));
                match (tree.children().next(), fault) {
                    (_, Some(fault)) => Err(RecordFault::NotXml { message: fault.message }),
                    (None, None) => Err(RecordFault::MarkupOnly),
                    (Some(element), None) => article_of(element).map(|mut article| {
                        article.problems.extend(problem);
                        article
                    }),
                }
            }
            elements::Element::Refused(reason) => Err(reason),
        };
        let outcome = outcome.map_err(|reason| RecordError {
            record,
            line: Some(found.line_of_element()),
            reason,
        });
        if emit(record, outcome).is_break() {
            break;
        }
    }
    Ok(())
}
