//! Proposals for a names file: names of an archive that may be one. Nothing is merged by them; whoever
//! keeps the archive looks at the lines and takes what is right.
//!
//! Two names of one kind are proposed if one of these holds, and if they never stand in one article
//! together, since an article that names both tells them apart:
//!
//! ```text
//! V. Zelensky             initials        the same surname, and each other part is the same or its initial
//! Zelensky                surname only    the only person of the archive with this surname
//! Zelenskyy, Zelenskiy    nearly spelled  one edit in short names, two in long ones; but for people of
//!                                         several parts the rarer one is a slip: the same first letter,
//!                                         and a quarter of the articles at most
//! Lao She, She Lao        other order     the same parts
//! Selenskyj, Зеленський   known spelling  each part is the same or a spelling of it in the built-in table
//! MoD, Mod; F.B.I., FBI   other signs     the same letters without spaces and signs
//! ```

use std::collections::{BTreeMap, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use super::distance::{edits, edits_within};
use super::feminine::is_feminine_of;
use super::file::NamesFile;
use super::table::groups_of;
use crate::article::EntityKind;
use crate::words::fold_name;

/// A name of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedName {
    /// What it is.
    pub kind: EntityKind,
    /// The name, as it is listed.
    pub name: String,
    /// Number of articles that name it.
    pub articles: u64,
}

/// Why two names may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same letters without spaces and signs.
    SameLetters,
    /// The same parts in another order.
    OtherOrder,
    /// The same parts, some in another spelling of the built-in table.
    OtherSpelling,
    /// Initials instead of some parts.
    Initials,
    /// Nearly the same spelling.
    NearlySpelled,
    /// The surname only.
    SurnameOnly,
}

/// Names that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What they are.
    pub kind: EntityKind,
    /// The names, as listed; the one in the most articles first.
    pub names: Vec<ListedName>,
    /// Why, for each name but the first.
    pub reasons: Vec<Reason>,
}

/// Fewest letters of a name that is compared by edits, and of one that is given two.
const LETTERS_FOR_ONE_EDIT: usize = 6;
const LETTERS_FOR_TWO_EDITS: usize = 12;

/// How many times more articles a name has than a slip of it. Names that are both frequent are two: Iceland
/// and Ireland.
const SLIPS_AMONG: u64 = 4;

/// Names that share a beginning and are compared with each other, at most. More would take long, and
/// what begins so often is no sign.
const MOST_COMPARED: usize = 400;

/// Finds names that may be one, those in the most articles first. `meet` is true for two names of a
/// kind that some article names both. What the names file says already is not proposed again.
///
/// ```
/// use dateline::article::EntityKind;
/// use dateline::words::names::{ListedName, NamesFile, propose};
///
/// let name = |name: &str, articles| ListedName { kind: EntityKind::Person, name: name.to_owned(), articles };
/// let listed = [name("Volodymyr Zelensky", 20), name("V. Zelensky", 2), name("Olena Zelenska", 3)];
/// let proposals = propose(&listed, &NamesFile::default(), |_, _| false);
/// assert_eq!(proposals[0].line(), "person: Volodymyr Zelensky = V. Zelensky");
/// assert_eq!(proposals.len(), 1);
/// ```
pub fn propose(
    listed: &[ListedName],
    file: &NamesFile,
    meet: impl Fn(&ListedName, &ListedName) -> bool,
) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for kind in EntityKind::ALL {
        proposals.extend(propose_kind(&parts_of(listed, kind, file), kind, &meet));
    }
    let articles = |proposal: &Proposal| proposal.names.iter().skip(1).map(|name| name.articles).max();
    proposals.sort_by(|one, other| {
        let by_articles = articles(other).cmp(&articles(one));
        by_articles.then_with(|| one.line().cmp(&other.line()))
    });
    proposals
}

impl Proposal {
    /// The proposal as a line of a names file, ready to paste.
    pub fn line(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| quoted(&name.name)).collect();
        format!("{}: {}", self.kind.name(), names.join(" = "))
    }
}

/// A name as a names file takes it.
fn quoted(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.contains([':', '=', '#', '"']) {
        true => format!("\"{}\"", name.replace('"', "")),
        false => name,
    }
}

/// A name with its folded parts.
struct Parted<'a> {
    listed: &'a ListedName,
    parts: Vec<String>,
    /// All letters without spaces.
    letters: Vec<char>,
    /// The parts in the order of letters.
    sorted: Vec<String>,
    /// For each part of a person's name the groups of spellings that it belongs to, ascending.
    groups: Vec<Vec<u64>>,
}

/// The names of a kind that the file says nothing of, or that are first in their lines; the most
/// frequent first.
fn parts_of<'a>(listed: &'a [ListedName], kind: EntityKind, file: &NamesFile) -> Vec<Parted<'a>> {
    let mut parted: Vec<Parted<'a>> = Vec::new();
    let mut known: HashMap<String, Vec<u64>> = HashMap::new();
    for name in listed.iter().filter(|name| name.kind == kind) {
        let folded = fold_name(&name.name);
        let is_settled = file
            .canonical(kind, &name.name)
            .is_none_or(|(other, shown)| other != kind || fold_name(&shown) != folded);
        if !folded.is_empty() && !is_settled {
            let parts: Vec<String> = folded.split(' ').map(str::to_owned).collect();
            let mut groups = Vec::new();
            if kind == EntityKind::Person {
                let groups_of = |part: &String| known.entry(part.clone()).or_insert_with(|| spellings(part)).clone();
                groups = parts.iter().map(groups_of).collect();
            }
            let mut sorted = parts.clone();
            sorted.sort();
            parted.push(Parted {
                listed: name,
                parts,
                groups,
                letters: folded.chars().filter(|letter| *letter != ' ').collect(),
                sorted,
            });
        }
    }
    parted.sort_by(|one, other| {
        let by_articles = other.listed.articles.cmp(&one.listed.articles);
        by_articles.then_with(|| one.listed.name.cmp(&other.listed.name))
    });
    parted
}

/// The groups of the built-in table that a part belongs to, by a hash of their members, ascending.
fn spellings(part: &str) -> Vec<u64> {
    let hash = |group: super::Group| {
        let members: Vec<String> = group.members.into_iter().map(|member| member.text).collect();
        xxh3_64(members.join(" ").as_bytes())
    };
    let mut groups: Vec<u64> = groups_of(part).into_iter().map(hash).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

fn propose_kind(
    names: &[Parted<'_>],
    kind: EntityKind,
    meet: &impl Fn(&ListedName, &ListedName) -> bool,
) -> Vec<Proposal> {
    // By the frequent one, those that may be the same.
    let mut joined: BTreeMap<usize, Vec<(usize, Reason)>> = BTreeMap::new();
    let mut is_taken = vec![false; names.len()];
    let bearers = bearers_of_surnames(names);
    for (number, near) in neighbours(names) {
        for other in near {
            let (Some(one), Some(two)) = (names.get(number), names.get(other)) else {
                continue;
            };
            let settled = |number: usize| is_taken.get(number).copied().unwrap_or(true);
            if settled(number) || settled(other) {
                continue;
            }
            let Some(reason) = reason(one, two, kind, &bearers) else {
                continue;
            };
            // It must go with all that are joined already.
            let others = joined
                .get(&number)
                .into_iter()
                .flatten()
                .filter_map(|(at, _)| names.get(*at));
            if std::iter::once(one)
                .chain(others)
                .any(|joined| meet(joined.listed, two.listed))
            {
                continue;
            }
            joined.entry(number).or_default().push((other, reason));
            if let Some(taken) = is_taken.get_mut(other) {
                *taken = true;
            }
        }
    }
    let mut proposals = Vec::new();
    for (number, others) in joined {
        let all = std::iter::once(number).chain(others.iter().map(|(other, _)| *other));
        proposals.push(Proposal {
            kind,
            names: all
                .filter_map(|at| names.get(at))
                .map(|name| name.listed.clone())
                .collect(),
            reasons: others.iter().map(|(_, reason)| *reason).collect(),
        });
    }
    proposals
}

/// For each name the less frequent ones that are worth a comparison: those that share the last part,
/// the first or last four letters, all letters in some order, or a spelling of the last part.
fn neighbours(names: &[Parted<'_>]) -> Vec<(usize, Vec<usize>)> {
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, name) in names.iter().enumerate() {
        for key in keys(name) {
            by_key.entry(key).or_default().push(number);
        }
    }
    let near = |(number, name): (usize, &Parted<'_>)| {
        let mut near: Vec<usize> = Vec::new();
        for key in keys(name) {
            let sharing = by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
            let behind = sharing.partition_point(|other| *other <= number);
            near.extend(sharing.iter().skip(behind).take(MOST_COMPARED));
        }
        near.sort_unstable();
        near.dedup();
        (number, near)
    };
    names.iter().enumerate().map(near).collect()
}

fn keys(name: &Parted<'_>) -> Vec<String> {
    let mut sorted = name.letters.clone();
    sorted.sort_unstable();
    let mut keys = vec![
        format!("all {}", sorted.iter().collect::<String>()),
        format!("last {}", name.parts.last().map(String::as_str).unwrap_or_default()),
        format!("start {}", name.letters.iter().take(4).collect::<String>()),
    ];
    // A slip among the first letters leaves the last ones.
    let end: String = name.letters.iter().rev().take(4).collect();
    keys.push(format!("end {end}"));
    let last = name.groups.last().into_iter().flatten();
    keys.extend(last.map(|group| format!("spelling {group}")));
    keys
}

/// How many names of several parts have each last part.
fn bearers_of_surnames(names: &[Parted<'_>]) -> HashMap<String, Vec<Vec<String>>> {
    let mut bearers: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for name in names.iter().filter(|name| name.parts.len() > 1) {
        if let Some((last, first)) = name.parts.split_last() {
            bearers.entry(last.clone()).or_default().push(first.to_vec());
        }
    }
    bearers
}

/// Why two names may be one; the first is in more articles.
fn reason(
    one: &Parted<'_>,
    other: &Parted<'_>,
    kind: EntityKind,
    bearers: &HashMap<String, Vec<Vec<String>>>,
) -> Option<Reason> {
    if one.letters == other.letters {
        return Some(Reason::SameLetters);
    }
    if kind == EntityKind::Person && one.sorted == other.sorted {
        return Some(Reason::OtherOrder);
    }
    if kind == EntityKind::Person {
        if is_known_spelling(one, other) {
            return Some(Reason::OtherSpelling);
        }
        if is_by_initials(&one.parts, &other.parts) {
            return Some(Reason::Initials);
        }
        if is_only_surname(&one.parts, &other.parts, bearers) || is_only_surname(&other.parts, &one.parts, bearers) {
            return Some(Reason::SurnameOnly);
        }
    }
    is_nearly_spelled(one, other, kind).then_some(Reason::NearlySpelled)
}

/// True if each part is the same or in one group with that of the other.
fn is_known_spelling(one: &Parted<'_>, other: &Parted<'_>) -> bool {
    let is_one = |at: usize| {
        let of_one = one.groups.get(at).map(Vec::as_slice).unwrap_or_default();
        let of_other = other.groups.get(at).map(Vec::as_slice).unwrap_or_default();
        one.parts.get(at) == other.parts.get(at) || of_one.iter().any(|group| of_other.binary_search(group).is_ok())
    };
    one.parts.len() == other.parts.len() && (0..one.parts.len()).all(is_one)
}

/// True for `volodymyr zelensky` and `v zelensky`, `george w bush` and `g w bush`.
fn is_by_initials(one: &[String], other: &[String]) -> bool {
    let is_part = |(part, facing): (&String, &String)| {
        let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        part == facing || is_initial(part, facing) || is_initial(facing, part)
    };
    one.len() == other.len()
        && one.len() > 1
        && one.last() == other.last()
        && one.last().is_some_and(|surname| surname.chars().count() > 2)
        && one != other
        && one.iter().zip(other).all(is_part)
}

/// True if `short` is the surname of `whole` and of nobody else.
fn is_only_surname(short: &[String], whole: &[String], bearers: &HashMap<String, Vec<Vec<String>>>) -> bool {
    let ([surname], Some((last, first))) = (short, whole.split_last()) else {
        return false;
    };
    let others = bearers.get(surname).map(Vec::as_slice).unwrap_or_default();
    // One who is written with initials is the same.
    let is_same = |other: &Vec<String>| {
        other == first || is_by_initials(&[other.as_slice(), short].concat(), &[first, short].concat())
    };
    surname == last && surname.chars().count() > 2 && !first.is_empty() && others.iter().all(is_same)
}

fn is_nearly_spelled(one: &Parted<'_>, other: &Parted<'_>, kind: EntityKind) -> bool {
    let letters = one.letters.len().min(other.letters.len());
    let most = match letters {
        LETTERS_FOR_TWO_EDITS.. => 2,
        LETTERS_FOR_ONE_EDIT.. => 1,
        _ => return false,
    };
    if one.parts.len() != other.parts.len() || edits_within(&one.letters, &other.letters, most).is_none() {
        return false;
    }
    // Numbers are no spellings: Boeing 737 and 747. An initial is a part of its own: John A. and John B.
    let differ = || {
        one.parts
            .iter()
            .zip(&other.parts)
            .filter(|(part, facing)| part != facing)
    };
    let is_spelling = |(part, facing): (&String, &String)| {
        let is_long = |part: &String| part.chars().count() > 2 && !part.contains(char::is_numeric);
        is_long(part) && is_long(facing) && edits(part, facing) <= most
    };
    let is_of_a_woman =
        |(part, facing): (&String, &String)| is_feminine_of(part, facing) || is_feminine_of(facing, part);
    // Jan and Ian, Mario and Maria: first names so short are other people.
    let is_other_person = kind == EntityKind::Person
        && one.parts.len() > 1
        && one.parts.last() == other.parts.last()
        && differ().any(|(part, facing)| part.chars().count().min(facing.chars().count()) < LETTERS_FOR_ONE_EDIT);
    // North and South America, Milton and Hilton, Iceland and Ireland.
    let has_same_start = |(part, facing): (&String, &String)| part.chars().next() == facing.chars().next();
    let is_slip = || {
        let (frequent, rare) = (one.listed.articles, other.listed.articles);
        rare.saturating_mul(SLIPS_AMONG) <= frequent && differ().all(has_same_start)
    };
    let is_person_in_full = kind == EntityKind::Person && one.parts.len() > 1;
    differ().all(is_spelling) && !differ().any(is_of_a_woman) && !is_other_person && (is_person_in_full || is_slip())
}
