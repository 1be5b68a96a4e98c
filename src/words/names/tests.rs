//! What the table and the names file promise, and what must not merge.

use super::table::TABLE_VERSION;
use super::*;
use crate::article::EntityKind;

fn spellings(word: &str) -> Vec<String> {
    let groups = groups_of(word);
    let members = groups.iter().flat_map(|group| &group.members);
    members.map(|member| member.text.clone()).collect()
}

#[track_caller]
fn check_joined(word: &str, others: &[&str]) {
    let found = spellings(word);
    for other in others {
        assert!(
            found.iter().any(|member| member == other),
            "{word}: no {other} in {found:?}"
        );
        assert!(
            spellings(other).iter().any(|member| member == word),
            "{other}: no {word}"
        );
    }
}

#[track_caller]
fn check_apart(word: &str, others: &[&str]) {
    for other in others {
        assert!(!spellings(word).iter().any(|member| member == other), "{word} {other}");
    }
}

#[test]
fn the_table_knows_a_name_in_all_scripts() {
    check_joined(
        "zelensky",
        &[
            "zelenskyy",
            "zelenskiy",
            "selenskyj",
            "зеленський",
            "ゼレンスキー",
            "泽连斯基",
        ],
    );
    check_joined("putin", &["poutine", "путин", "путін", "プーチン"]);
    check_joined("muhammad", &["mohammed", "محمد"]);
    check_joined("netanyahu", &["נתניהו"]);
}

#[test]
fn what_is_only_nearly_spelled_so_stays_apart() {
    check_apart("zelensky", &["zelenska", "zelinsky", "зеленська", "зеленская"]);
    check_apart("georgia", &["giorgia"]);
    check_apart("bush", &["busch"]);
    check_apart("ford", &["forde", "gerald"]);
    check_apart("jeb", &["george"]);
}

#[test]
fn no_woman_stands_in_the_group_of_a_man() {
    for word in ["zelensky", "ivanov", "smith", "trump", "novotny"] {
        for group in groups_of(word) {
            for one in &group.members {
                let other = group
                    .members
                    .iter()
                    .find(|other| is_feminine_of(&one.text, &other.text));
                assert_eq!(other, None, "{one:?}");
            }
        }
    }
}

#[test]
fn ordinary_words_are_marked() {
    for word in ["one", "may", "yen", "german", "tin", "rose", "tramp", "georgia"] {
        for group in groups_of(word) {
            let member = group.members.iter().find(|member| member.text == word);
            assert!(member.is_some_and(|member| member.is_ordinary), "{word}");
        }
    }
    for word in ["zelensky", "putin", "miller", "zelenskyy"] {
        let groups = groups_of(word);
        let mut members = groups.iter().flat_map(|group| &group.members);
        assert!(
            !members.any(|member| member.text == word && member.is_ordinary),
            "{word}"
        );
    }
}

#[test]
fn the_table_is_whole_and_every_word_is_found_in_it() {
    let (groups, words) = table::all_words();
    assert!(groups > 30_000, "{groups}");
    // Some hundred words of all parts of the table.
    for word in words.iter().step_by(words.len() / 400) {
        assert!(spellings(word).contains(word), "{word}");
    }
    assert_eq!(groups_of("nosuchname"), []);
    assert_eq!(groups_of(""), []);
    assert_eq!(groups_of("*"), []);
    assert_eq!(TABLE_VERSION, 1);
}

const FILE: &str = "\u{feff}# people\r
Volodymyr Zelensky = Zelenskyy = V. Zelensky   # the president\r
person: Clarissa Dalloway = Mrs Dalloway

org: Gazprom
ignore person: Reuters Staff
ignore: Read More
ignore place: Georgia
\"Ukraine: the Latest\" = The Latest
";

#[test]
fn the_example_of_the_manual_is_understood() {
    let manual = include_str!("../../docs/names.md");
    let example = manual
        .split("```names\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let file = NamesFile::parse(example.expect("the manual has an example")).expect("it is right");
    let check = |kind, name: &str, expected: Option<(EntityKind, &str)>| {
        let found = file.canonical(kind, name);
        assert_eq!(
            found.as_ref().map(|(kind, name)| (*kind, name.as_str())),
            expected,
            "{name}"
        );
    };
    check(
        EntityKind::Person,
        "V. Zelensky",
        Some((EntityKind::Person, "Volodymyr Zelensky")),
    );
    check(
        EntityKind::Org,
        "the latest",
        Some((EntityKind::Org, "Ukraine: The Latest")),
    );
    check(EntityKind::Place, "Gazprom", Some((EntityKind::Org, "Gazprom")));
    check(EntityKind::Person, "Sakartvelo", Some((EntityKind::Place, "Georgia")));
    check(EntityKind::Person, "Reuters Staff", None);
    check(EntityKind::Org, "Read more", None);
}

#[track_caller]
fn check_name(kind: EntityKind, name: &str, expected: Option<(EntityKind, &str)>) {
    let file = NamesFile::parse(FILE).expect("it is right");
    let found = file.canonical(kind, name);
    let found = found.as_ref().map(|(kind, name)| (*kind, name.as_str()));
    assert_eq!(found, expected, "{name}");
}

#[test]
fn names_of_a_line_are_one_and_the_first_is_shown() {
    use EntityKind::{Org, Person, Place};
    check_name(Person, "Zelenskyy", Some((Person, "Volodymyr Zelensky")));
    check_name(Person, "v zelensky", Some((Person, "Volodymyr Zelensky")));
    check_name(Person, "Volodymyr Zelensky", Some((Person, "Volodymyr Zelensky")));
    check_name(Person, "Olena Zelenska", Some((Person, "Olena Zelenska")));
    // A line without a kind leaves the kind as it is.
    check_name(Place, "Zelenskyy", Some((Place, "Volodymyr Zelensky")));
    check_name(Org, "Mrs Dalloway", Some((Person, "Clarissa Dalloway")));
    check_name(Org, "the latest", Some((Org, "Ukraine: the Latest")));
}

#[test]
fn a_kind_is_corrected_and_what_is_ignored_is_none() {
    use EntityKind::{Org, Person, Place};
    check_name(Place, "GAZPROM", Some((Org, "Gazprom")));
    check_name(Person, "Reuters Staff", None);
    check_name(Org, "Reuters Staff", Some((Org, "Reuters Staff")));
    check_name(Place, "Read more", None);
    check_name(Place, "Georgia", None);
    check_name(Person, "Georgia", Some((Person, "Georgia")));
}

#[track_caller]
fn check_problem(text: &str, expected: &str) {
    let problem = NamesFile::parse(text).expect_err(text);
    assert_eq!(format!("{}: {problem}", problem.line), expected);
}

#[test]
fn a_line_that_cannot_be_understood_is_shown_with_a_caret() {
    check_problem(
        "A = B\npersn: Zelensky = Zelenskyy",
        "2: `persn` is no kind of name
  persn: Zelensky = Zelenskyy
  ^^^^^
hint: did you mean `person:`? before a colon stands person, place, org or ignore; a name with a colon in it \
         is put into quotes",
    );
    check_problem(
        "company: Gazprom",
        "1: `company` is no kind of name
  company: Gazprom
  ^^^^^^^
hint: did you mean `org:`? before a colon stands person, place, org or ignore; a name with a colon in it \
         is put into quotes",
    );
    check_problem(
        "Zelensky",
        "1: nothing is said of `Zelensky`
  Zelensky
  ^^^^^^^^
hint: write another spelling behind it, such as Zelensky = …, or what it is, such as person: Zelensky, \
         or ignore: Zelensky",
    );
    check_problem(
        "Zelensky = = Zelenskyy",
        "1: expected a name, found nothing
  Zelensky = = Zelenskyy
            ^
hint: such as Volodymyr Zelensky = Zelenskyy",
    );
    check_problem(
        "東京 = Tokyo\nTokio = 東京",
        "2: `東京` stands in line 1 already
  Tokio = 東京
          ^^^^
hint: write all spellings of a name into one line",
    );
    check_problem(
        "A = \"B",
        "1: a quote is never closed
  A = \"B
      ^^
hint: write the quote behind the name, or leave both out",
    );
    check_problem(
        "ignore: A B\nignore person: a b",
        "2: `a b` is ignored by line 1 already
  ignore person: a b
                 ^^^
hint: leave out one of the two",
    );
    check_problem(
        "A\u{1b}[2J = B\nwho knows: A = C",
        "2: `who knows` is no kind of name
  who knows: A = C
  ^^^^^^^^^
hint: before a colon stands person, place, org or ignore; a name with a colon in it is put into quotes",
    );
}

#[test]
fn a_file_that_is_no_utf8_names_the_line() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("names.txt");
    std::fs::write(&path, b"A = B\nM\xfcller = Mueller\n").expect("there is room");
    let error = NamesFile::read(&path).expect_err("it is no UTF-8").to_string();
    assert!(
        error.ends_with("names.txt: line 2 is no UTF-8; save the file as UTF-8"),
        "{error}"
    );
    assert!(NamesFile::read(&folder.path().join("none")).is_err());
}
