//! What is common to the members of all containers: names, numbers, refusals.

use std::io::{self, Read};
use std::ops::ControlFlow;

use super::super::clean::clean;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::limits::Within;
use super::super::neighbours::Neighbours;
use super::super::source::{Emit, ReadOptions, ReadSummary, Source, read_layer};

/// Takes the members of a container, one after the other.
pub(super) struct Members<'m, 'e> {
    kind: &'static str,
    options: &'m ReadOptions,
    within: Within,
    emit: &'m mut Emit<'e>,
    /// Records given.
    records: u64,
    /// The number of the last one.
    last: u64,
}

impl<'m, 'e> Members<'m, 'e> {
    /// For the container of a kind that stands in `within`.
    ///
    /// # Errors
    /// If it stands too deep.
    pub fn new(
        kind: &'static str,
        options: &'m ReadOptions,
        within: &Within,
        emit: &'m mut Emit<'e>,
    ) -> Result<Members<'m, 'e>, SourceError> {
        Ok(Members {
            kind,
            options,
            within: within.inside(&options.limits)?,
            emit,
            records: 0,
            last: 0,
        })
    }

    /// What the members stand in.
    pub fn within(&self) -> &Within {
        &self.within
    }

    /// Counts a member, of whatever kind.
    ///
    /// # Errors
    /// If there are too many.
    pub fn count(&self) -> io::Result<()> {
        self.within.count_member(&self.options.limits)
    }

    /// Reads a member, or refuses it. The end of a limit over the whole source is looked for by
    /// the caller.
    pub fn read(
        &mut self,
        path: &str,
        reader: Box<dyn Read + '_>,
        neighbours: Option<&dyn Neighbours>,
    ) -> ControlFlow<()> {
        self.try_read(path, reader, neighbours)
            .unwrap_or_else(|error| self.refuse(path, &error.to_string()))
    }

    /// Reads a member.
    ///
    /// # Errors
    /// Why it could not be read to its end.
    pub fn try_read(
        &mut self,
        path: &str,
        reader: Box<dyn Read + '_>,
        neighbours: Option<&dyn Neighbours>,
    ) -> Result<ControlFlow<()>, SourceError> {
        let before = self.last;
        let (records, last, emit) = (&mut self.records, &mut self.last, &mut self.emit);
        let mut flow = ControlFlow::Continue(());
        let source = Source {
            reader,
            name: path,
            neighbours,
        };
        let outcome = read_layer(source, self.options, &self.within, &mut |format, record, outcome| {
            *records += 1;
            *last = before + record;
            let outcome = match outcome {
                Ok(mut article) => {
                    article.member = Some(match &article.member {
                        Some(inner) => format!("{path}/{inner}"),
                        None => path.to_owned(),
                    });
                    Ok(article)
                }
                Err(error) => Err(RecordError {
                    record: *last,
                    line: None,
                    reason: in_member(path, error),
                }),
            };
            flow = emit(format, *last, outcome);
            flow
        });
        match outcome {
            // What is broken off is not at fault.
            Err(error) if flow.is_continue() => Err(error),
            _ => Ok(flow),
        }
    }

    /// Refuses a member.
    pub fn refuse(&mut self, path: &str, reason: &str) -> ControlFlow<()> {
        self.records += 1;
        self.last += 1;
        let error = RecordError {
            record: self.last,
            line: None,
            reason: RecordFault::Member {
                path: clean(path),
                reason: reason.to_owned(),
            },
        };
        (self.emit)(self.kind, self.last, Err(error))
    }

    /// The end of the container, or its break.
    pub fn finish(self, outcome: io::Result<()>) -> Result<ReadSummary, SourceError> {
        match outcome {
            Ok(()) => Ok(ReadSummary {
                format: self.kind,
                records: self.records,
            }),
            Err(source) => Err(SourceError::Broken {
                records: self.records,
                source,
            }),
        }
    }
}

fn in_member(path: &str, error: RecordError) -> RecordFault {
    match error.reason {
        RecordFault::Member { path: inner, reason } => RecordFault::Member {
            path: format!("{}/{inner}", clean(path)),
            reason,
        },
        fault => {
            let reason = match (error.line, error.record) {
                (Some(line), _) => format!("line {line}: {fault}"),
                (None, 1) => fault.to_string(),
                (None, record) => format!("record {record}: {fault}"),
            };
            RecordFault::Member {
                path: clean(path),
                reason,
            }
        }
    }
}

/// What is done with a member by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is read under this path.
    As(String),
    /// It is passed over: hidden, or none of the user's.
    Not,
    /// It is refused.
    Refused(&'static str),
}

/// Decides about a path as it stands in a container. Windows writes `\` between folders.
pub(super) fn taken(path: &str) -> Taken {
    let is_drive = |bytes: &[u8]| matches!(bytes, [letter, b':', ..] if letter.is_ascii_alphabetic());
    if path.starts_with(['/', '\\']) || is_drive(path.as_bytes()) {
        return Taken::Refused("its path is absolute, expected one inside the container");
    }
    let mut parts = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => return Taken::Refused("its path leads out of the container"),
            "__MACOSX" => return Taken::Not,
            hidden if hidden.starts_with('.') => return Taken::Not,
            part => parts.push(part),
        }
    }
    match parts.is_empty() {
        true => Taken::Refused("it has no name"),
        false => Taken::As(parts.join("/")),
    }
}
