//! Names in all their spellings: what is found together, what stays apart, and what the answer says.

use serde_json::Value;

use crate::env::Env;

/// An article: id, people, places, organisations, text.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
);

const ARTICLES: &[Row] = &[
    (
        "sky",
        &["Volodymyr Zelensky"],
        &["US"],
        &[],
        "Zelensky spoke in Washington.",
    ),
    ("skyy", &["Volodymyr Zelenskyy"], &["U.S."], &[], "Zelenskyy flew home."),
    (
        "skiy",
        &["Volodimir Zelenskiy"],
        &["United States"],
        &[],
        "Nobody had heard Zelenskiy before.",
    ),
    (
        "selenskyj",
        &["Wolodymyr Selenskyj"],
        &["Ukraine"],
        &[],
        "Selenskyj sprach in Berlin.",
    ),
    (
        "uk",
        &["Володимир Зеленський"],
        &["Україна"],
        &[],
        "Зеленський прибув до Берліна.",
    ),
    (
        "ja",
        &["ゼレンスキー"],
        &["日本"],
        &[],
        "ゼレンスキー大統領は東京で会談した。",
    ),
    (
        "zelenska",
        &["Olena Zelenska"],
        &["South America"],
        &[],
        "Zelenska opened a school.",
    ),
    (
        "george",
        &["George Bush"],
        &["Georgia"],
        &[],
        "Bush took office. Mr Bush won one vote more in May.",
    ),
    ("jeb", &["Jeb Bush"], &["Giorgia"], &[], "The brother ran as well."),
    (
        "meloni",
        &["Giorgia Meloni"],
        &["Italy"],
        &[],
        "Giorgia Meloni met the envoys.",
    ),
    ("gerald", &["Gerald Ford"], &["Crimea"], &[], "A Crimean village."),
    (
        "company",
        &["Henry Ford"],
        &["Gazprom"],
        &["Ford"],
        "The company paid in yen for tin.",
    ),
    (
        "burma",
        &[],
        &["Burma"],
        &["Read More"],
        "Burma held talks with the IMF.",
    ),
    (
        "myanmar",
        &["Gazprom"],
        &["Myanmar"],
        &["Gazprom"],
        "Myanmar asked the International Monetary Fund.",
    ),
    ("german", &["Herman Brood"], &[], &[], "The German singer met Herman."),
];

fn archive() -> Env {
    let mut lines = String::new();
    for (id, people, places, orgs, text) in ARTICLES {
        let record = serde_json::json!({
            "id": id, "title": "An article", "body": text, "people": people, "places": places, "orgs": orgs,
            "lang": match *id { "uk" => "uk", "ja" => "ja", "selenskyj" => "de", _ => "en" },
        });
        lines.push_str(&format!("{record}\n"));
    }
    let env = Env::new(&[("archive/all.jsonl", &lines)]);
    env.run(&["index", "--quiet", "archive"]);
    env
}

fn found(env: &Env, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["query", "--quiet", "--show", "ids"];
    all.extend(arguments);
    all.push("archive");
    let ran = env.run(&all);
    assert!(ran.status < 2, "{arguments:?}: {ran:?}");
    let mut ids: Vec<String> = ran.out.lines().map(str::to_owned).collect();
    ids.sort();
    ids
}

#[track_caller]
fn check(env: &Env, query: &str, expected: &[&str]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found(env, &[query]), expected, "{query}");
}

const ALL_OF_HIM: &[&str] = &["sky", "skyy", "skiy", "selenskyj", "uk", "ja"];

#[test]
fn a_part_of_a_persons_name_is_found_in_all_its_spellings() {
    let env = archive();
    for word in [
        "zelensky",
        "Zelenskyy",
        "zelenskiy",
        "Selenskyj",
        "Зеленський",
        "ゼレンスキー",
    ] {
        check(&env, &format!("person:{word}"), ALL_OF_HIM);
        check(&env, &format!("entity:{word}"), ALL_OF_HIM);
        check(&env, &format!("person.given:{word}"), ALL_OF_HIM);
    }
    check(&env, "person:zelenska", &["zelenska"]);
    check(
        &env,
        "NOT person:zelensky person:*",
        &[
            "zelenska", "george", "jeb", "meloni", "gerald", "company", "myanmar", "german",
        ],
    );
}

#[test]
fn an_equals_sign_asks_for_one_spelling_alone() {
    let env = archive();
    check(&env, "person:=zelensky", &["sky"]);
    check(&env, "person=\"Volodymyr Zelensky\"", &["sky"]);
    check(&env, "=zelensky", &["sky"]);
    check(&env, "\"zelensky\"", &["sky"]);
    check(&env, "place:=kiev", &[]);
}

#[test]
fn a_whole_name_matches_all_its_words_in_order() {
    let env = archive();
    check(
        &env,
        "person:\"Volodymyr Zelensky\"",
        &["sky", "skyy", "skiy", "selenskyj", "uk"],
    );
    check(&env, "person:\"Zelensky Volodymyr\"", &[]);
    check(
        &env,
        "person:(volodymyr PRE/1 zelensky)",
        &["sky", "skyy", "skiy", "selenskyj", "uk"],
    );
    check(&env, "person:\"George Bush\"", &["george"]);
    check(&env, "person:\"Jeb Bush\"", &["jeb"]);
}

#[test]
fn places_are_found_under_their_other_names() {
    let env = archive();
    for place in ["place:us", "place:\"United States\"", "place:\"U.S.\"", "place:usa"] {
        check(&env, place, &["sky", "skyy", "skiy"]);
    }
    // A part of a name, as typed; the country has this name only as a whole.
    check(&env, "place:america", &["sky", "skyy", "skiy", "zelenska"]);
    check(&env, "place:burma", &["burma", "myanmar"]);
    check(&env, "place:ukraine", &["selenskyj", "uk"]);
    check(&env, "place:japan", &["ja"]);
}

#[test]
fn what_only_looks_alike_stays_apart() {
    let env = archive();
    check(&env, "place:georgia", &["george"]);
    check(&env, "person:giorgia", &["meloni"]);
    check(&env, "giorgia", &["meloni"]);
    check(&env, "georgia", &[]);
    check(&env, "org:ford", &["company"]);
    check(&env, "person:ford", &["gerald", "company"]);
    check(&env, "person:\"Gerald Ford\"", &["gerald"]);
}

#[test]
fn ordinary_words_of_running_text_stay_themselves() {
    let env = archive();
    for (word, ids) in [
        ("one", &["george"]),
        ("may", &["george"]),
        ("yen", &["company"]),
        ("tin", &["company"]),
        ("german", &["german"]),
    ] {
        check(&env, word, ids);
        let told = env.run(&["query", word, "archive"]).err;
        assert!(!told.contains("also matched"), "{word}: {told}");
    }
    check(&env, "herman", &["german"]);
}

#[test]
fn names_of_running_text_are_found_in_other_spellings() {
    let env = archive();
    for word in ["zelensky", "zelenskyy", "зеленський"] {
        check(&env, word, ALL_OF_HIM);
        check(&env, &format!("body:{word}"), ALL_OF_HIM);
        check(&env, &format!("lead:{word}"), ALL_OF_HIM);
        check(&env, &format!("title:{word}"), &[]);
    }
    check(&env, "zelensky w/2 spoke", &["sky"]);
    check(&env, "zelensky PRE/3 before", &["skiy"]);
    check(&env, "heard PRE/1 zelensky", &["skiy"]);
    check(&env, "zelensky PRE/1 会", &[]);
    check(&env, "atleast2(zelensky)", &[]);
    check(&env, "burma", &["burma", "myanmar"]);
    check(&env, "zelenska", &["zelenska"]);
}

#[test]
fn the_answer_says_which_spellings_were_looked_for() {
    let env = archive();
    let told = env.run(&["query", "person:zelensky", "archive"]).err;
    let line = "note: zelensky also matched Selenskyj 1 · Zelenskiy 1 · Zelenskyy 1 · Зеленський 1 · ゼレンスキー 1 \
                (person:=zelensky for this spelling alone)";
    assert!(told.lines().any(|told| told == line), "{told}");
    let told = env.run(&["query", "place:\"united states\"", "archive"]).err;
    let line = "note: united states also matched U S 1 · US 1 (place=\"united states\" for this spelling alone)";
    assert!(told.lines().any(|told| told == line), "{told}");
    assert!(!env.run(&["query", "=zelensky", "archive"]).err.contains("note:"));
    assert_eq!(env.run(&["query", "--quiet", "zelensky", "archive"]).err, "");

    let json: Value =
        serde_json::from_str(&env.out(&["query", "--format", "json", "person:\"volodymyr zelensky\"", "archive"]))
            .unwrap();
    assert_eq!(json["spellings"][0]["typed"], "volodymyr zelensky");
    assert_eq!(json["spellings"][0]["field"], "person");
    assert_eq!(json["spellings"][0]["alone"], "person=\"volodymyr zelensky\"");
    assert_eq!(
        json["spellings"][0]["words"][0],
        serde_json::json!({"word": "selenskyj", "articles": 1})
    );
    let nothing: Value = serde_json::from_str(&env.out(&["query", "--format", "json", "talks", "archive"])).unwrap();
    assert_eq!(nothing["spellings"], serde_json::json!([]));

    let explained = env.out(&["explain", "zelensky AND place:us", "archive"]);
    for part in [
        "selenskyj 1",
        "зеленський 1",
        "ゼレンスキー 1",
        "united states 1",
        "u s 1",
    ] {
        assert!(explained.contains(part), "{explained}");
    }
}

#[test]
fn the_matches_of_other_spellings_are_marked() {
    let env = archive();
    for (id, shown) in [
        ("skyy", "<mark>Zelenskyy</mark> flew home."),
        ("ja", "<mark>ゼレンスキー</mark>大統領"),
        ("uk", "<mark>Зеленський</mark>"),
    ] {
        let json = env.out(&["query", "--format", "json", &format!("zelensky id={id}"), "archive"]);
        assert!(json.contains(shown), "{id}: {json}");
    }
    let shown = env.out(&["show", "skyy", "archive", "--query", "zelensky", "--format", "json"]);
    assert!(
        shown.contains("\"highlights\":[{\"field\":\"body\",\"start\":0,\"end\":9"),
        "{shown}"
    );
}

#[test]
fn what_is_of_a_place_leads_to_it_only_when_asked() {
    let env = archive();
    check(&env, "place:crimean", &[]);
    check(&env, "crimea", &[]);
    assert_eq!(found(&env, &["--related", "place:crimean"]), ["gerald"]);
    assert_eq!(found(&env, &["--related", "crimea"]), ["gerald"]);
    assert!(
        env.out(&["explain", "--related", "crimea", "archive"])
            .contains("crimean 1")
    );
}

#[test]
fn a_name_finds_what_its_spellings_find_one_by_one() {
    let env = Env::with_sample_corpus();
    for (name, one_by_one) in [
        (
            "zelensky",
            "=zelensky OR =zelenskyy OR =zelenskiy OR =selenskyj OR =зеленський",
        ),
        ("crimea", "=crimea OR =крим"),
        (
            "person:zelensky",
            "person:(=zelensky OR =zelenskyy OR =zelenskiy OR =selenskyj OR =зеленський)",
        ),
    ] {
        assert_eq!(
            env.count(name, "sample_corpus"),
            env.count(one_by_one, "sample_corpus"),
            "{name}"
        );
    }
}

const NAMES: &str = "\
# Names of this archive.
Volodymyr Zelensky = Olena Zelenska    # only for the test
IMF = International Monetary Fund
org: Gazprom
ignore: Read More
";

#[test]
fn a_names_file_changes_the_answer_without_indexing() {
    let env = archive();
    check(&env, "imf", &["burma"]);
    check(&env, "org:gazprom", &["myanmar"]);
    env.write("archive/.dateline/names.txt", NAMES.as_bytes());
    check(&env, "imf", &["burma", "myanmar"]);
    check(&env, "international monetary fund", &["burma", "myanmar"]);
    check(&env, "=imf", &["burma"]);
    check(&env, "\"international monetary fund\"", &["myanmar"]);
    check(&env, "imf w/3 talks", &["burma"]);
    check(&env, "asked PRE/2 imf", &["myanmar"]);
    check(
        &env,
        "person:\"volodymyr zelensky\"",
        &["sky", "skyy", "skiy", "selenskyj", "uk", "zelenska"],
    );
    // A kind that was corrected: found whatever it was taken for.
    check(&env, "org:gazprom", &["myanmar", "company"]);
    let told = env.run(&["query", "imf", "archive"]).err;
    assert!(
        told.contains("note: imf also matched International Monetary Fund 1 (=imf for this spelling alone)"),
        "{told}"
    );

    env.write("other.txt", b"Myanmar = IMF");
    assert_eq!(found(&env, &["imf", "--names", "other.txt"]), ["burma", "myanmar"]);
    assert_eq!(found(&env, &["org:gazprom", "--names", "other.txt"]), ["myanmar"]);
}

#[test]
fn a_names_file_stays_when_the_archive_is_indexed_again() {
    let env = archive();
    env.write("archive/.dateline/names.txt", NAMES.as_bytes());
    env.run(&["index", "--quiet", "archive"]);
    env.run(&["index", "--quiet", "--rebuild", "archive"]);
    check(&env, "imf", &["burma", "myanmar"]);
}

#[test]
fn a_mistake_in_the_names_file_is_an_error_with_line_and_caret() {
    let env = archive();
    env.write(
        "archive/.dateline/names.txt",
        b"IMF = International Monetary Fund\npersn: Zelensky = Zelenskyy\n",
    );
    for command in ["query", "explain"] {
        let error = env.error(&[command, "imf", "archive"]);
        let expected = "names.txt, line 2: `persn` is no kind of name\n  persn: Zelensky = Zelenskyy\n  ^^^^^\nhint: did you mean `person:`?";
        assert!(error.contains(expected), "{error}");
    }
    let error = env.error(&["query", "imf", "archive", "--names", "none.txt"]);
    assert!(error.contains("the names file none.txt cannot be read"), "{error}");
}
