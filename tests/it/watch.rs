//! `dateline index --watch` keeps up with files that come, change and go, and ends with Ctrl-C.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::env::Env;

/// Far more than any of it takes; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[track_caller]
fn wait_for(env: &Env, query: &str, count: u64) {
    let started = Instant::now();
    loop {
        let found = env.count(query, "a");
        if found == count {
            return;
        }
        assert!(started.elapsed() < PATIENCE, "{query}: expected {count}, found {found}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn files_that_come_change_and_go_are_found_soon() {
    let env = Env::new(&[("a/one.txt", "Rain over Lisbon.")]);
    env.out(&["index", "a", "--quiet"]);
    let mut command = env.command(&["index", "a", "--watch"]);
    let mut watching = Watching(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());

    env.write("a/deep/two.txt", b"Snow over Oslo.");
    wait_for(&env, "snow", 1);
    env.write("a/deep/two.txt", b"Hail over Oslo, and more of it.");
    wait_for(&env, "hail", 1);
    wait_for(&env, "snow", 0);
    env.remove("a/one.txt");
    wait_for(&env, "rain", 0);

    let pid = watching.0.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    let started = Instant::now();
    let status = loop {
        if let Some(status) = watching.0.try_wait().unwrap() {
            break status;
        }
        assert!(started.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(50));
    };
    assert_eq!(status.code(), Some(0));
}

#[test]
fn standard_input_cannot_be_watched() {
    let env = Env::new(&[]);
    let error = env.error(&["index", "-", "--format", "text", "--watch"]);
    assert!(error.contains("standard input, which cannot be watched"), "{error}");
}
