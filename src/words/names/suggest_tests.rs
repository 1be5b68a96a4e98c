//! What is proposed for a names file, and what is not.

use super::*;
use crate::article::EntityKind;

/// Names by article count; the lines that are proposed for them.
#[track_caller]
fn check(kind: EntityKind, names: &[(&str, u64)], meeting: &[(&str, &str)], expected: &[&str]) {
    let listed: Vec<ListedName> = names
        .iter()
        .map(|(name, articles)| ListedName {
            kind,
            name: (*name).to_owned(),
            articles: *articles,
        })
        .collect();
    let meet = |one: &ListedName, other: &ListedName| {
        meeting.iter().any(|(left, right)| {
            (one.name == *left && other.name == *right) || (one.name == *right && other.name == *left)
        })
    };
    let proposals = propose(&listed, &NamesFile::default(), meet);
    let lines: Vec<String> = proposals.iter().map(Proposal::line).collect();
    assert_eq!(lines, expected);
    // What is proposed can be pasted.
    NamesFile::parse(&lines.join("\n")).expect("each line is one of a names file");
}

#[test]
fn near_spellings_initials_and_surnames_are_proposed() {
    check(
        EntityKind::Person,
        &[
            ("Volodymyr Zelensky", 20),
            ("Volodymyr Zelenskyy", 8),
            ("V. Zelensky", 2),
            ("Steve Witkoff", 5),
            ("Witkoff", 3),
            ("Witkoff Steve", 1),
            ("Steve Witkof", 1),
        ],
        &[],
        &[
            "person: Volodymyr Zelensky = Volodymyr Zelenskyy = V. Zelensky",
            "person: Steve Witkoff = Witkoff = Steve Witkof = Witkoff Steve",
        ],
    );
    check(
        EntityKind::Org,
        &[
            ("FBI", 9),
            ("F.B.I.", 2),
            ("Gazprom", 4),
            ("Gasprom", 1),
            ("Ministry: Defence", 2),
            ("Ministry Defence", 1),
        ],
        &[],
        &[
            "org: FBI = F.B.I.",
            "org: \"Ministry: Defence\" = Ministry Defence",
            "org: Gazprom = Gasprom",
        ],
    );
}

#[test]
fn known_spellings_are_proposed_in_every_script() {
    check(
        EntityKind::Person,
        &[
            ("Volodymyr Zelensky", 20),
            ("Wolodymyr Selenskyj", 8),
            ("Володимир Зеленський", 2),
            ("Olena Zelenska", 2),
        ],
        &[],
        &["person: Volodymyr Zelensky = Wolodymyr Selenskyj = Володимир Зеленський"],
    );
}

#[test]
fn names_that_stand_in_one_article_are_two() {
    let names = [
        ("Volodymyr Zelensky", 20),
        ("Volodymyr Zelenskyy", 8),
        ("V. Zelensky", 2),
    ];
    check(
        EntityKind::Person,
        &names,
        &[("Volodymyr Zelensky", "Volodymyr Zelenskyy")],
        &["person: Volodymyr Zelensky = V. Zelensky"],
    );
    // One that met a name which is joined already is left out too.
    check(
        EntityKind::Person,
        &names,
        &[("Volodymyr Zelenskyy", "V. Zelensky")],
        &["person: Volodymyr Zelensky = Volodymyr Zelenskyy"],
    );
}

#[test]
fn other_people_of_one_family_are_not_proposed() {
    let nothing: &[&str] = &[];
    check(
        EntityKind::Person,
        &[("George Bush", 9), ("Jeb Bush", 5), ("Bush", 3)],
        &[],
        nothing,
    );
    check(
        EntityKind::Person,
        &[("Vladimir Zelensky", 9), ("Vladimira Zelenska", 5)],
        &[],
        nothing,
    );
    check(
        EntityKind::Person,
        &[("Mario Rossi", 9), ("Maria Rossi", 5)],
        &[],
        nothing,
    );
    check(
        EntityKind::Person,
        &[("John A. Miller", 9), ("John B. Miller", 5)],
        &[],
        nothing,
    );
    check(
        EntityKind::Person,
        &[("Giorgia Meloni", 9), ("Georgia", 5)],
        &[],
        nothing,
    );
    check(EntityKind::Org, &[("Boeing 737", 9), ("Boeing 747", 5)], &[], nothing);
    check(EntityKind::Org, &[("Ford", 9), ("Fort", 5)], &[], nothing);
    check(EntityKind::Place, &[("Ireland", 56), ("Iceland", 31)], &[], nothing);
    check(
        EntityKind::Place,
        &[("North America", 90), ("South America", 4)],
        &[],
        nothing,
    );
    check(
        EntityKind::Place,
        &[("Halbersund", 90), ("Halbersunt", 4)],
        &[],
        &["place: Halbersund = Halbersunt"],
    );
}

#[test]
fn kinds_are_not_mixed_and_what_the_file_says_is_not_proposed_again() {
    let name = |kind, name: &str, articles| ListedName {
        kind,
        name: name.to_owned(),
        articles,
    };
    let listed = [
        name(EntityKind::Org, "Ford", 9),
        name(EntityKind::Person, "Gerald Ford", 5),
        name(EntityKind::Place, "Georgia", 5),
        name(EntityKind::Person, "Giorgia", 5),
        name(EntityKind::Person, "Volodymyr Zelensky", 5),
        name(EntityKind::Person, "V. Zelensky", 1),
    ];
    let file = NamesFile::parse("Volodymyr Zelensky = V. Zelensky").expect("it is right");
    assert_eq!(propose(&listed, &file, |_, _| false), []);
    let proposals = propose(&listed, &NamesFile::default(), |_, _| false);
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    assert_eq!(proposals[0].reasons, [Reason::Initials]);
}
