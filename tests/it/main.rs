//! Tests of the whole: the library through its public face, the binary for flags, streams and
//! exit statuses. None needs anything that is not in this repository.

#![allow(clippy::unwrap_used, missing_docs)]

mod bad_input;
mod command_line;
mod counts;
mod coverage;
mod coverage_page;
mod dates;
mod entities;
mod env;
mod explain;
mod export;
mod floors;
mod grouping;
mod help_page;
mod identity;
mod intake;
mod kill;
mod limits;
mod names;
mod old_index;
mod oracle;
mod peer;
mod plain_tantivy;
mod readme;
mod recognition;
mod sample_corpus;
mod samples;
mod similar;
mod stories;
mod suggest;
mod threads;
mod watch;
mod whole_answer;
