//! `dateline names suggest`: what it proposes, what it does not, and that its lines can be pasted.

use crate::env::Env;

#[test]
fn the_names_of_the_sample_corpus_that_are_one_are_proposed_and_can_be_pasted() {
    let env = Env::with_sample_corpus();
    let proposed = env.run(&["names", "suggest", "sample_corpus"]);
    assert_eq!(
        proposed.out,
        "person: Volodymyr Zelensky = Volodymyr Zelenskyy = Volodymyr Zelenskiy = Wolodymyr Selenskyj = Zelensky = \
         Володимир Зеленський  # 19 + 3 + 2 + 1 + 1 + 1 articles: known spellings, surname alone\n\
         person: Vladimir Putin = Wladimir Putin  # 19 + 1 articles: known spellings\n"
    );
    assert!(
        proposed.err.ends_with("2 lines; what is right goes into names.txt\n"),
        "{proposed:?}"
    );
    let people = |env: &Env| {
        env.out(&[
            "entities",
            "sample_corpus",
            "--type",
            "person",
            "--limit",
            "3",
            "--quiet",
        ])
    };
    // Eight names become two.
    assert!(people(&env).ends_with("  89 more\n"), "{}", people(&env));
    env.write("sample_corpus/.dateline/names.txt", proposed.out.as_bytes());
    assert_eq!(
        people(&env),
        "110 articles

people                articles  first       last
  Volodymyr Zelensky        27  2019-04-22  2025-11-24
  Vladimir Putin            20  2014-03-17  2025-08-19
  Donald Trump              11  2025-04-25  2025-11-24
  83 more
"
    );
    let again = env.run(&["names", "suggest", "sample_corpus"]);
    assert_eq!((again.status, again.out.as_str()), (1, ""), "{again:?}");
    assert_eq!(again.err, "no names that may be one\n");
}

#[test]
fn names_that_one_article_names_together_are_never_proposed_as_one() {
    let line = |id: u32, people: &str| {
        format!(r#"{{"id": {id}, "title": "News {id}", "date": "2024-03-05", "body": "News.", "people": [{people}]}}"#)
    };
    let apart = [line(1, r#""Catherine Miller""#), line(2, r#""Katherine Miller""#)];
    let suggest = |lines: &[String], more: &[&str]| {
        let env = Env::new(&[("archive/a.jsonl", &lines.join("\n"))]);
        env.run(&[&["names", "suggest", "archive", "--quiet"], more].concat())
            .out
    };
    let proposed = "person: Catherine Miller = Katherine Miller  # 1 + 1 articles: nearly spelled so\n";
    assert_eq!(suggest(&apart, &[]), proposed);
    let mut together = apart.to_vec();
    together.push(line(3, r#""Catherine Miller", "Katherine Miller""#));
    assert_eq!(suggest(&together, &[]), "");
    // Only what the articles in question say counts.
    assert_eq!(suggest(&together, &["--query", "id:1 OR id:2"]), proposed);
    assert_eq!(suggest(&apart, &["--type", "place,org"]), "");
    assert_eq!(suggest(&apart, &["--limit", "0"]), "");
}
