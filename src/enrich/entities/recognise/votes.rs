//! What an article made of a word at its other places: the votes of the first pass, for the second.

use super::document::Document;
use super::features::Vote;
use super::names::Names;
use super::tags::{Role, kind_number, meaning};
use super::tokens::Token;

/// How often a spelling was taken for what.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Outside, person, place, organisation.
    kinds: [u16; 4],
    /// Three roles in names of several words, for each kind.
    roles: [u16; 9],
}

/// The counts of all spellings of a text.
#[derive(Debug, Default)]
pub struct Votes {
    counts: Vec<Count>,
}

/// Which counts of a spelling a tag raises.
fn places(tag: u8) -> (usize, Option<usize>) {
    match meaning(tag) {
        None => (0, None),
        Some((kind, role)) => {
            let kind = usize::from(kind_number(kind));
            let role = match role {
                Role::Begin => Some(0),
                Role::Inside => Some(1),
                Role::Last => Some(2),
                Role::Unit => None,
            };
            (1 + kind, role.map(|role| kind * 3 + role))
        }
    }
}

/// A capital at the head of a sentence or in a headline says nothing against a name.
fn is_counted(document: &Document, token: usize, place: usize) -> bool {
    place != 0 || (document.styles[token] == 0 && !document.tokens[token].has(Token::FIRST_WORD))
}

impl Votes {
    /// Counts the tags of the first pass, one for each token.
    pub fn count(&mut self, document: &Document, tags: &[u8]) {
        self.counts.clear();
        self.counts.resize(document.spellings.len(), Count::default());
        for &(start, end) in &document.windows {
            for (token, tag) in tags.iter().enumerate().take(end as usize).skip(start as usize) {
                let Some(count) = self.counts.get_mut(document.names[token] as usize) else {
                    continue;
                };
                let (kind, role) = places(*tag);
                if is_counted(document, token, kind) {
                    count.kinds[kind] = count.kinds[kind].saturating_add(1);
                }
                if let Some(role) = role {
                    count.roles[role] = count.roles[role].saturating_add(1);
                }
            }
        }
    }

    /// The vote of all places but this one, 0 for a token without a capital: its kind, how sure, the
    /// most frequent role, how many votes; four bits each.
    pub fn of(&self, document: &Document, tags: &[u8], token: usize) -> Vote {
        let name = document.names[token];
        if name == Names::NONE {
            return 0;
        }
        let Some(mut count) = self.counts.get(name as usize).copied() else {
            return 0;
        };
        let (kind, role) = places(tags[token]);
        if is_counted(document, token, kind) {
            count.kinds[kind] = count.kinds[kind].saturating_sub(1);
        }
        if let Some(role) = role {
            count.roles[role] = count.roles[role].saturating_sub(1);
        }
        let total: u32 = count.kinds.iter().copied().map(u32::from).sum();
        if total == 0 {
            return 1;
        }
        let (best, votes) = largest(&count.kinds);
        let sureness = match u32::from(votes) {
            votes if votes == total => 1,
            votes if votes * 5 >= total * 3 => 2,
            _ => 3,
        };
        let (role, role_votes) = largest(&count.roles);
        let role = if role_votes > 0 { role as u64 + 1 } else { 0 };
        (2 + best as u64) | sureness << 4 | role << 8 | u64::from(total.min(3)) << 12
    }
}

/// The last of the largest numbers, with its place.
fn largest(numbers: &[u16]) -> (usize, u16) {
    let pairs = numbers.iter().copied().enumerate();
    pairs.max_by_key(|(_, number)| *number).unwrap_or((0, 0))
}
