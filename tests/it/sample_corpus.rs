//! Every feature can be seen on the sample corpus. The numbers were counted by hand-written rules
//! over the list of its articles, not by this program.

use crate::env::Env;

#[track_caller]
fn check(env: &Env, expected: &[(&str, u64)]) {
    let wrong: Vec<String> = expected
        .iter()
        .map(|(query, count)| (query, *count, env.count(query, "sample_corpus")))
        .filter(|(_, expected, found)| expected != found)
        .map(|(query, expected, found)| format!("{query}: expected {expected}, found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_stems_and_operators() {
    let env = Env::with_sample_corpus();
    check(
        &env,
        &[
            ("*", 110),
            ("Crimea AND Zelensky", 22),
            ("crimea zelensky", 22),
            ("crimea", 36),
            ("=crimea", 35),
            // Zelenskyy, Zelenskiy, Selenskyj and Зеленський are he too.
            ("zelensky", 27),
            ("=zelensky", 20),
            ("zelenskyy", 27),
            ("=zelenskyy", 4),
            ("crimea OR zelensky", 41),
            ("crimea NOT zelensky", 14),
            ("zelensky NOT crimea", 5),
            ("NOT crimea", 74),
            ("crimea AND (bridge OR canal)", 10),
            ("(flood OR drought) AND NOT crimea", 2),
            ("crimea -tatars", 29),
            ("tatars", 7),
            ("=tatar", 3),
            ("talks", 15),
            ("=talks", 13),
            ("=talk", 9),
            ("election", 7),
            ("=election", 4),
            ("zelensk*", 25),
            ("zelensky?", 4),
            ("wom?n", 2),
            ("*stan", 1),
            ("recogni?e", 11),
            ("gotze", 1),
            ("José", 1),
            ("jose", 1),
            ("Крим", 36),
            ("=Крим", 1),
            ("U.S.", 1),
            ("\"peace talks\"", 2),
            ("\"full and unconditional ceasefire\"", 2),
            ("\"Kerch Strait\"", 7),
            ("\"seventh cut\"", 3),
            ("Ushakov AND constructive", 6),
        ],
    );
}

#[test]
fn fields() {
    let env = Env::with_sample_corpus();
    check(
        &env,
        &[
            ("title:crimea", 21),
            ("title:(crimea zelensky)", 7),
            ("body:crimea", 36),
            ("source:courier", 10),
            ("source:lantern", 8),
            // Seven state none, four of them in a format that is one source's own.
            ("source:none", 12),
            ("path:lantern", 8),
            ("section:world", 26),
            ("section=\"World\"", 23),
            ("section:none", 45),
            ("byline:none", 43),
            ("person.given:zelensky", 14),
            ("person.given:=zelensky", 10),
            // Ten give it as a field; nine print it in full, one of them in French.
            ("person=\"volodymyr zelensky\"", 19),
            ("person:zelensky", 27),
            ("person.given:putin person.given:zelensky", 8),
            ("person.given:none", 74),
            ("place.given:crimea", 17),
            ("org.given:un", 3),
            ("org.given:\"european union\"", 2),
            ("topic:tatars", 4),
            ("topic:\"peace talks\"", 7),
            ("topic:none", 54),
            ("lang:de", 3),
            ("lang:fr", 2),
            ("lang:uk", 1),
            ("id:hg-1391", 1),
            ("words<60", 41),
        ],
    );
}

#[test]
fn dates() {
    let env = Env::with_sample_corpus();
    check(
        &env,
        &[
            ("date:2014", 5),
            ("date:2017", 3),
            ("date:2025", 20),
            ("date:none", 8),
            ("date:2025-04", 15),
            ("date:2025-04-25", 6),
            ("date:2019-07", 2),
            ("date:2019-07-01..2019-07-20", 0),
            ("crimea date:2025-04", 9),
            ("crimea after:2022", 16),
            ("crimea before:2015", 4),
            ("crimea AND zelensky date>=2025-05", 2),
            ("date:[2025-04-25 TO 2025-04-26}", 6),
            ("date:\"april 2025\"", 15),
        ],
    );
}

#[test]
fn the_broken_record_is_refused_and_everything_else_is_read() {
    let env = Env::with_sample_corpus();
    let ran = env.run(&["index", "sample_corpus"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.err.starts_with("added 110 · refused 1 "), "{ran:?}");
    let refused = env.out(&["refused", "sample_corpus"]);
    assert!(
        refused.starts_with("sample_corpus/gazette.jsonl:5: not JSON"),
        "{refused}"
    );
    assert_eq!(refused.lines().count(), 1, "{refused}");
    let problems = env.out(&["refused", "sample_corpus", "--problems"]);
    assert!(problems.contains("unreadable date `sometime in spring`"), "{problems}");
    assert!(problems.contains("windows-1252"), "{problems}");
}

#[test]
fn a_highlight_is_a_match() {
    let env = Env::with_sample_corpus();
    let found = env.out(&[
        "query",
        "Crimea AND talks",
        "sample_corpus",
        "--format",
        "jsonl",
        "--no-group",
        "--limit",
        "50",
    ]);
    assert_eq!(
        found.lines().count() as u64,
        env.count("Crimea AND talks", "sample_corpus")
    );
    for line in found.lines() {
        let hit: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = hit["id"].as_str().unwrap();
        let whole = env.out(&[
            "show",
            id,
            "sample_corpus",
            "--format",
            "json",
            "--query",
            "Crimea AND talks",
        ]);
        let whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
        let mut marked = Vec::new();
        for highlight in hit["highlights"].as_array().unwrap() {
            let (text, from, to) = match highlight["field"].as_str().unwrap() {
                "headline" => (&whole["headline"]["text"], &highlight["start"], &highlight["end"]),
                _ => (&whole["body"], &highlight["start"], &highlight["end"]),
            };
            let range = from.as_u64().unwrap() as usize..to.as_u64().unwrap() as usize;
            marked.push(text.as_str().unwrap()[range].to_lowercase());
        }
        let is_talk = |word: &String| ["talk", "talks", "talked", "talking"].contains(&word.as_str());
        assert!(
            marked.iter().all(|word| word == "crimea" || is_talk(word)),
            "{marked:?}"
        );
        assert!(
            marked.iter().any(|word| word == "crimea") && marked.iter().any(is_talk),
            "{marked:?}"
        );
    }
}
