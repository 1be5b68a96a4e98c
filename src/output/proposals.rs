//! Proposals for a names file, each a line that can be pasted into it. What is said about a line
//! stands behind it as a remark.

use std::io::{self, Write};

use super::sanitize;
use crate::words::names::{Proposal, Reason};

/// Writes the lines of the proposals.
///
/// # Errors
/// Whatever the writer gives.
pub fn write_proposals(proposals: &[Proposal], out: &mut dyn Write) -> io::Result<()> {
    for proposal in proposals {
        writeln!(out, "{}  # {}", sanitize(&proposal.line()), sanitize(&remark(proposal)))?;
    }
    Ok(())
}

/// Number of articles of each name in the order of the line, and why.
fn remark(proposal: &Proposal) -> String {
    let articles: Vec<String> = proposal.names.iter().map(|name| name.articles.to_string()).collect();
    let mut reasons: Vec<&str> = proposal.reasons.iter().map(|reason| words_of(*reason)).collect();
    reasons.sort_unstable();
    reasons.dedup();
    format!("{} articles: {}", articles.join(" + "), reasons.join(", "))
}

fn words_of(reason: Reason) -> &'static str {
    match reason {
        Reason::SameLetters => "same letters",
        Reason::OtherOrder => "other order",
        Reason::OtherSpelling => "known spellings",
        Reason::Initials => "initials",
        Reason::NearlySpelled => "nearly spelled so",
        Reason::SurnameOnly => "surname alone",
    }
}
