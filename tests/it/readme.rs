//! What README.md shows is what happens.

use crate::env::Env;

/// Commands of a `console` block, each with the output that is shown for it.
fn sessions(page: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_session = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_session = line == "```console";
        } else if is_session {
            match (line.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => found.push((command.to_owned(), String::new())),
                (None, Some((_, output))) => {
                    output.push_str(line);
                    output.push('\n');
                }
                (None, None) => panic!("output before the first command: {line}"),
            }
        }
    }
    found
}

/// Times and rates differ from run to run.
fn without_times(text: &str) -> String {
    let mut kept = Vec::new();
    for line in text.lines() {
        let line = line.split("  in ").next().unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        let mut line = String::new();
        for (at, word) in words.iter().enumerate() {
            let is_time = words.get(at + 1).is_some_and(|unit| unit.starts_with("ms"));
            line.push_str(if is_time { "N" } else { word });
            line.push(' ');
        }
        kept.push(line.trim_end().replace("under N ms", "N ms"));
    }
    kept.join("\n").trim().to_owned()
}

/// Splits as a shell does, as far as the README needs it.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[track_caller]
fn check(page: &str) {
    let env = Env::with_sample_corpus();
    let sessions = sessions(page);
    assert!(!sessions.is_empty());
    for (command, expected) in sessions {
        let words = words(&command);
        let dateline = words
            .iter()
            .position(|word| word == "dateline" || word == "--")
            .unwrap();
        let arguments: Vec<&str> = words[dateline + 1..].iter().map(String::as_str).collect();
        let ran = env.run(&arguments);
        // As a terminal shows them: indexing talks before the answer, the count behind it.
        let (before, after): (Vec<&str>, Vec<&str>) = ran.err.lines().partition(|line| !line.contains(" article"));
        let shown = format!("{}\n{}\n{}", before.join("\n"), ran.out.trim_end(), after.join("\n"));
        assert_eq!(without_times(&shown), without_times(&expected), "$ {command}");
    }
}

#[test]
fn the_sessions_in_the_readme_are_what_happens() {
    check(include_str!("../../README.md"));
}

#[test]
fn the_readme_names_the_two_commands_in_its_first_forty_lines() {
    let page = include_str!("../../README.md");
    let head: Vec<&str> = page.lines().take(40).collect();
    for command in [
        "cargo run --release -- query \"Crimea AND Zelensky\" sample_corpus",
        "cargo test",
    ] {
        assert!(head.iter().any(|line| line.contains(command)), "{command}");
    }
}
