//! Indexes that older versions wrote are opened, or refused with a message. `tests/old_index` holds
//! one for each schema version that was ever released or is current, and one with copies of an article;
//! none is ever made anew.

use std::path::Path;

use crate::env::{Env, copy};

fn assert_counts(env: &Env, expected: &[(&str, u64)]) {
    for (query, found) in expected {
        let ran = env.run(&["query", "--quiet", "--count", query, "--index", "old"]);
        assert_eq!(ran.out.trim(), found.to_string(), "{query}: {ran:?}");
    }
}

fn with_old_index(version: &str, folder: &str) -> Env {
    let env = Env::new(&[]);
    let old = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/old_index")
        .join(version);
    copy(&old, &env.path(folder));
    env
}

#[test]
fn older_schemas_are_refused_with_the_command_that_makes_them_anew() {
    for version in [1, 2, 3, 4] {
        let env = with_old_index(&format!("schema-{version}"), "archive/.dateline");
        env.write("archive/talks.jsonl", b"{\"id\": 1, \"body\": \"Talks on Crimea.\"}\n");
        let before = std::fs::read(env.path("archive/.dateline/meta.json")).unwrap();
        for arguments in [
            ["query", "crimea", "archive"].as_slice(),
            &["index", "archive"],
            &["info", "--index", "archive/.dateline"],
        ] {
            assert_eq!(
                env.error(arguments),
                format!(
                    "error: the index in archive/.dateline was written by dateline 0.1.0 (schema {version}, \
                     manifest 1); this is dateline 0.1.0 (schema 5, manifest 1) and reads no other\n\
                     hint: index the archive anew, with the options of the first time: \
                     dateline index archive --rebuild\n"
                )
            );
        }
        // It was left as it is, and the command does what the message says.
        assert_eq!(std::fs::read(env.path("archive/.dateline/meta.json")).unwrap(), before);
        env.out(&["index", "archive", "--rebuild"]);
        assert_eq!(env.count("crimea", "archive"), 1);
    }
}

#[test]
fn the_command_that_makes_an_index_elsewhere_anew_names_both() {
    let env = with_old_index("schema-1", "my old/index");
    let meta = env.path("my old/index/meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    std::fs::write(&meta, text.replace("[\\\"\\\"]", "[\\\"/news\\\",\\\"/o'k\\\"]")).unwrap();
    let error = env.error(&["query", "crimea", "--index", "my old/index"]);
    assert!(
        error.ends_with("dateline index /news '/o'\\''k' --index 'my old/index' --rebuild\n"),
        "{error}"
    );
}

#[test]
fn schema_5_is_searched_in_all_its_fields() {
    let env = with_old_index("schema-5", "old");
    let expected = [
        ("talk crimea", 1),
        ("verhandlung", 1),
        ("lead:moscow", 1),
        ("lead:envoy", 0),
        ("talks /s moscow", 1),
        ("talks /s nobody", 0),
        ("talks /p nobody", 1),
        ("caps(US)", 1),
        ("caps(us)", 0),
        ("date:2025-04", 2),
        ("dateline:moscow", 1),
        ("dateline=moscow", 1),
        ("agency:reuters", 1),
        ("agency:none", 1),
        ("place:crimea", 1),
        ("person:lavrov", 1),
        ("person:sergey", 1),
        ("person:=sergey", 0),
        ("org:reuters", 1),
        ("org:none", 1),
    ];
    assert_counts(&env, &expected);
}

#[test]
fn the_stories_that_lie_beside_schema_5_are_read() {
    let env = with_old_index("schema-5-stories", "old");
    let expected = [
        ("ferry", 4),
        ("copies>0", 3),
        ("copies>2", 0),
        ("copies:0", 1),
        ("story:cdaa095eb2488c35", 3),
        ("story:997b11c233ece0dd", 1),
    ];
    assert_counts(&env, &expected);
    let answer = env.out(&["query", "ferry", "--index", "old"]);
    assert!(answer.contains("2 copies in 2 sources"), "{answer}");
    // They were read and not made out anew: without the file's own key the stories are others.
    let file = env.path("old/stories.2.v1");
    let mut bytes = std::fs::read(&file).unwrap();
    let key = 0xcdaa_095e_b248_8c35_u64.to_le_bytes();
    let at = bytes.windows(8).rposition(|window| window == key).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert!(
        !env.out(&["query", "ferry", "--index", "old", "--format", "json"])
            .contains("\"key\":\"cdaa095eb2488c35\"")
    );
}
