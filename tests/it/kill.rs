//! A run may end at any moment: the index opens, and the next run ends as if nothing had been.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::env::{Env, ran};

/// An archive of some files, one of them with many records, and an id that stands in two files.
fn archive() -> Env {
    let env = Env::new(&[]);
    for file in 0..40 {
        let text = format!(
            "Date: 2025-04-{:02}\n\nThe harbour report number {file}.",
            file % 28 + 1
        );
        env.write(&format!("archive/texts/{file:02}.txt"), text.as_bytes());
    }
    for part in ["a", "b"] {
        let mut lines = String::new();
        for record in 0..3_000 {
            let words = "talks on the bridge went on and on ".repeat(4);
            lines.push_str(&format!(
                "{{\"id\": \"{part}-{record}\", \"title\": \"Talks {record}\", \"body\": \"{words}\"}}\n"
            ));
        }
        lines.push_str("{\"id\": \"both\", \"body\": \"Only once.\"}\nno JSON\n");
        env.write(&format!("archive/{part}.jsonl"), lines.as_bytes());
    }
    env
}

const INDEX: &[&str] = &["index", "archive", "--commit-every", "0.02", "--jobs", "2"];

fn everything(env: &Env) -> String {
    let all = [
        "query", "*", "archive", "--quiet", "--limit", "100000", "--sort", "oldest", "--format", "jsonl",
    ];
    let found = env.out(&[&all[..], &["--no-snippets"]].concat());
    let refused = env.out(&["refused", "archive"]);
    format!("{found}{refused}")
}

#[test]
fn a_killed_run_leaves_an_index_that_opens_and_the_next_run_makes_it_whole() {
    let env = archive();
    let started = Instant::now();
    env.out(INDEX);
    let whole = started.elapsed();
    let undisturbed = everything(&env);
    assert_eq!(undisturbed.lines().count(), 6_041 + 2);

    // Moments all over the run, in no order; the same ones each time, so that a failure returns.
    let mut seed: u64 = 20_250_425;
    for attempt in 0..8 {
        std::fs::remove_dir_all(env.path("archive/.dateline")).unwrap();
        // One index may be killed more than once.
        for _ in 0..=attempt % 3 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let moment = whole.mul_f64((seed >> 33) as f64 / (1u64 << 31) as f64);
            let mut child = env
                .command(INDEX)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(moment);
            child.kill().unwrap();
            child.wait().unwrap();
            if env.path("archive/.dateline/meta.json").exists() {
                let info = env.run(&["info", "archive"]);
                assert!(info.status < 2, "killed after {moment:?}: {info:?}");
            }
        }
        env.out(INDEX);
        assert_eq!(everything(&env), undisturbed, "attempt {attempt}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_commits_what_is_done_and_says_so() {
    let env = archive();
    // Large enough not to end before the signal comes.
    let line = format!("{{\"body\": \"{}\"}}\n", "harbour bridge talks ".repeat(200));
    env.write("archive/large.jsonl", line.repeat(30_000).as_bytes());
    let child = env
        .command(&["index", "archive", "--jobs", "1"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let index = env.path("archive/.dateline/meta.json");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !index.exists() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    let pid = child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.status, 130, "{ran:?}");
    assert!(ran.err.contains("interrupted: committing what is done"), "{ran:?}");
    assert!(ran.err.contains("the next run goes on from here"), "{ran:?}");
    let all = env.run(&["query", "--count", "*", "archive"]);
    assert!(all.out.trim().parse::<u64>().unwrap() < 36_042, "{all:?}");

    env.out(&["index", "archive"]);
    assert_eq!(env.count("*", "archive"), 36_041);
}
