//! The nearest known name to one that was mistyped.

pub(super) use crate::words::names::edits;

/// Returns the known name that lies fewest edits from `name`, if it is near enough to be meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    // One edit in short names, two in long ones: `tile` is title, `par` is nothing.
    let most = match name.chars().count() {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    known
        .map(|candidate| (edits(&name, candidate), candidate))
        .filter(|(edits, _)| *edits <= most)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_one_edit() {
        assert_eq!(edits("persn", "person"), 1);
        assert_eq!(edits("preson", "person"), 1);
        assert_eq!(edits("person", "person"), 0);
        assert_eq!(edits("", "org"), 3);
    }

    #[test]
    fn only_a_near_name_is_offered() {
        let known = ["title", "person", "place", "org"];
        assert_eq!(nearest("PERSN", known.into_iter()), Some("person"));
        assert_eq!(nearest("tilte", known.into_iter()), Some("title"));
        assert_eq!(nearest("re", known.into_iter()), None);
        assert_eq!(nearest("budget", known.into_iter()), None);
    }
}
