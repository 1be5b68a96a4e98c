//! Indexes that older versions wrote are opened, or refused with a message. `tests/old_index` holds
//! one for each schema version that was ever released or is current; none is ever made anew.

use std::path::Path;

use crate::env::{Env, copy};

fn with_old_index(version: &str) -> Env {
    let env = Env::new(&[]);
    let old = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/old_index")
        .join(version);
    copy(&old, &env.path("old"));
    env
}

#[test]
fn schema_1_is_opened_and_answers() {
    let env = with_old_index("schema-1");
    let found = env.out(&["query", "crimea talks", "--index", "old", "--show", "ids", "--quiet"]);
    assert_eq!(found, "t-2\nt-1\n");
    let shown = env.out(&["show", "t-1", "--index", "old"]);
    for part in [
        "Talks on Crimea",
        "25 Apr 2025",
        "Northern Wire",
        "Volodymyr Zelensky",
        "edition",
        "late",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let info = env.out(&["info", "--index", "old", "--json"]);
    let info: serde_json::Value = serde_json::from_str(&info).unwrap();
    assert_eq!(
        (&info["articles"], &info["schema"], &info["refused"]),
        (&3.into(), &1.into(), &1.into())
    );
    // Its stem tables are found again too, and made anew where one is missing.
    for entry in std::fs::read_dir(env.path("old")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with("stems.") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let again = env.out(&["query", "crimea talks", "--index", "old", "--show", "ids", "--quiet"]);
    assert_eq!(again, found);
}
