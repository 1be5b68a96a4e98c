//! The thirteen tags of a token: outside, or begin, inside, last, unit of a person, place or
//! organisation.
//!
//! The scheme is called BILOU (Ratinov and Roth, "Design Challenges and Misconceptions in Named
//! Entity Recognition", CoNLL 2009).

use crate::article::EntityKind;

/// Number of tags.
pub const TAGS: usize = 13;

/// Lanes of a vector of scores, one a tag; the last three stay idle.
pub const LANES: usize = 16;

/// The tag of a token that belongs to no name.
pub const OUTSIDE: u8 = 0;

/// Where a token stands in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The first of several.
    Begin,
    /// Between first and last.
    Inside,
    /// The last of several.
    Last,
    /// The only one.
    Unit,
}

/// The number of a kind in [`EntityKind::ALL`].
pub fn kind_number(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Place => 1,
        EntityKind::Org => 2,
    }
}

/// The tag of a role in a name of a kind.
pub fn tag(kind: EntityKind, role: Role) -> u8 {
    let role = match role {
        Role::Begin => 0,
        Role::Inside => 1,
        Role::Last => 2,
        Role::Unit => 3,
    };
    1 + 4 * kind_number(kind) + role
}

/// What a tag says. None for [`OUTSIDE`].
pub fn meaning(tag: u8) -> Option<(EntityKind, Role)> {
    let number = tag.checked_sub(1)?;
    let kind = *EntityKind::ALL.get(usize::from(number / 4))?;
    let role = [Role::Begin, Role::Inside, Role::Last, Role::Unit][usize::from(number % 4)];
    Some((kind, role))
}

/// True if a name goes on behind the tag.
pub const fn is_open(tag: usize) -> bool {
    tag > 0 && (tag - 1) % 4 < 2
}

/// True if the second tag may stand behind the first. [`OUTSIDE`] also stands before and behind a
/// window.
pub const fn may_follow(first: usize, second: usize) -> bool {
    if is_open(first) {
        second > 0 && (second - 1) / 4 == (first - 1) / 4 && matches!((second - 1) % 4, 1 | 2)
    } else {
        second == 0 || matches!((second - 1) % 4, 0 | 3)
    }
}

/// Tags the tokens of one name.
pub fn tag_name(tags: &mut [u8], kind: EntityKind) {
    let last = tags.len().saturating_sub(1);
    for (place, slot) in tags.iter_mut().enumerate() {
        *slot = tag(
            kind,
            match (place == 0, place == last) {
                (true, true) => Role::Unit,
                (true, false) => Role::Begin,
                (false, true) => Role::Last,
                (false, false) => Role::Inside,
            },
        );
    }
}

/// Calls `found` with first token, end token (exclusive) and kind of each name of a valid row of tags.
pub fn for_each_name(tags: &[u8], mut found: impl FnMut(usize, usize, EntityKind)) {
    let mut start = 0;
    for (place, &tag) in tags.iter().enumerate() {
        match meaning(tag) {
            Some((kind, Role::Unit)) => found(place, place + 1, kind),
            Some((_, Role::Begin)) => start = place,
            Some((kind, Role::Last)) => found(start, place + 1, kind),
            Some((_, Role::Inside)) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_from_their_tags() {
        let mut tags = [OUTSIDE; 6];
        tag_name(&mut tags[0..3], EntityKind::Org);
        tag_name(&mut tags[4..5], EntityKind::Place);
        let mut found = Vec::new();
        for_each_name(&tags, |start, end, kind| found.push((start, end, kind)));
        assert_eq!(found, [(0, 3, EntityKind::Org), (4, 5, EntityKind::Place)]);
        for pair in tags.windows(2) {
            assert!(may_follow(usize::from(pair[0]), usize::from(pair[1])));
        }
    }

    #[test]
    fn a_name_that_is_open_must_go_on() {
        let begin = usize::from(tag(EntityKind::Person, Role::Begin));
        assert!(!may_follow(begin, 0));
        assert!(!may_follow(begin, usize::from(tag(EntityKind::Org, Role::Last))));
        assert!(may_follow(begin, usize::from(tag(EntityKind::Person, Role::Last))));
    }
}
