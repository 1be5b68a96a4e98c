//! Bad input gets a clear message, nothing else is lost, and the index still answers.

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use crate::env::{Env, ran};

/// An archive with one good article, to which bad files are added.
fn archive() -> Env {
    Env::new(&[("archive/good.txt", "Date: 2025-04-25\n\nCrimea was spoken of.")])
}

#[track_caller]
fn check(env: &Env, refused: &str) {
    let ran = env.run(&["index", "archive"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let list = env.out(&["refused", "archive"]);
    assert!(list.contains(refused), "{list}");
    assert_eq!(env.count("crimea spoken", "archive"), 1);
}

#[test]
fn a_line_that_is_not_json() {
    let env = archive();
    env.write(
        "archive/a.jsonl",
        b"{\"body\": \"one\"}\n{\"body\": \"tw\n{\"body\": \"three\"}\n",
    );
    check(&env, "archive/a.jsonl:2: not JSON");
    assert_eq!(env.count("one OR three", "archive"), 2);
}

#[test]
fn a_gzip_file_that_breaks_off() {
    let env = archive();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for record in 0..20_000 {
        writeln!(
            packed,
            "{{\"id\": {record}, \"body\": \"harbour {}\"}}",
            record * 7_919 % 104_729
        )
        .unwrap();
    }
    let packed = packed.finish().unwrap();
    env.write("archive/a.jsonl.gz", &packed[..packed.len() / 2]);
    check(&env, "archive/a.jsonl.gz:");
    let kept = env.count("harbour", "archive");
    assert!((5_000..15_000).contains(&kept), "{kept}");
}

#[test]
fn a_binary_file_and_an_empty_one() {
    let env = archive();
    env.write("archive/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    env.write("archive/nothing.txt", b"");
    check(&env, "archive/picture.txt: binary file");
    check(&env, "archive/nothing.txt: empty file");
}

#[test]
fn bytes_that_are_no_utf_8_are_read_and_reported() {
    let env = archive();
    env.write("archive/old.txt", b"The caf\xe9 on the corner \x96 \x93open\x94 again.");
    env.out(&["index", "archive"]);
    assert_eq!(env.count("cafe", "archive"), 1);
    let problems = env.out(&["refused", "archive", "--problems"]);
    assert!(
        problems.contains("archive/old.txt:1: read as windows-1252"),
        "{problems}"
    );
}

#[test]
fn a_line_that_never_ends_is_refused_in_bounded_memory() {
    let env = archive();
    let path = env.path("archive/endless.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    file.write_all(b"{\"body\": \"").unwrap();
    for _ in 0..200 {
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    file.write_all(b"\"}\n{\"body\": \"behind it\"}\n").unwrap();
    drop(file);
    check(&env, "archive/endless.jsonl:1: line is longer than 64 MiB");
    assert_eq!(env.count("behind", "archive"), 1);
}

#[test]
fn a_path_that_does_not_exist() {
    let env = archive();
    let error = env.error(&["index", "archive", "nowhere"]);
    assert!(error.contains("nowhere: no such file or folder"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_and_a_folder_without_permission_keep_what_the_index_holds_of_them() {
    use std::os::unix::fs::PermissionsExt;
    let env = archive();
    env.write("archive/shut/a.txt", b"Kyiv answered.");
    env.write("archive/shut.txt", b"Moscow answered.");
    env.out(&["index", "archive"]);
    let set = |path: &str, mode: u32| {
        std::fs::set_permissions(env.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    env.write("archive/shut.txt", b"Moscow answered again.");
    set("archive/shut", 0o000);
    set("archive/shut.txt", 0o000);
    let may_read_all = std::fs::read_dir(env.path("archive/shut")).is_ok();
    let ran = env.run(&["index", "archive"]);
    set("archive/shut", 0o755);
    set("archive/shut.txt", 0o644);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(env.count("answered", "archive"), 2);
    // The superuser may read everything; then there is nothing to refuse.
    if !may_read_all {
        assert!(ran.err.contains("permission denied"), "{ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_not_followed_unless_asked_and_then_reported() {
    let env = archive();
    std::os::unix::fs::symlink("..", env.path("archive/loop")).unwrap();
    let ran = env.run(&["index", "archive"]);
    assert!(ran.err.starts_with("added 1 "), "{ran:?}");
    let ran = env.run(&["index", "archive", "--follow-links"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(env.count("crimea", "archive"), 1);
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_and_the_index_still_answers() {
    let env = archive();
    env.out(&["index", "archive"]);
    let mut lines = String::new();
    for record in 0..20_000 {
        lines.push_str(&format!(
            "{{\"id\": {record}, \"body\": \"harbour {} bridge\"}}\n",
            record * 7_919
        ));
    }
    env.write("archive/more.jsonl", lines.as_bytes());
    // A limit on the size of files stands for the full disk: both fail in write().
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{}' index archive --quiet",
        env!("CARGO_BIN_EXE_dateline")
    );
    let mut command = std::process::Command::new("bash");
    command.args(["-c", &script]).current_dir(env.path(""));
    let ran = ran(command.output().unwrap());
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("cannot write to the index"), "{ran:?}");
    assert_eq!(env.count("crimea", "archive"), 1);
    assert_eq!(env.count("harbour", "archive"), 0);
    env.out(&["index", "archive"]);
    assert_eq!(env.count("harbour", "archive"), 20_000);
}

#[test]
fn another_writer_is_waited_for_or_not() {
    let env = archive();
    let mut first = env
        .command(&["index", "-", "--format", "jsonl", "--index", "archive/.dateline"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = first.stdin.take().unwrap();
    input.write_all(b"{\"id\": 1, \"body\": \"from a stream\"}\n").unwrap();
    // The first run holds the lock as long as its input is open.
    let busy = std::iter::repeat_with(|| env.run(&["index", "archive", "--no-wait"]))
        .take(200)
        .find(|ran| ran.status == 2)
        .expect("the other run holds the lock");
    assert!(busy.err.contains("another process is writing to the index"), "{busy:?}");

    let second = env
        .command(&["index", "archive"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(300));
            drop(input);
        });
        let second = ran(second.wait_with_output().unwrap());
        assert_eq!(second.status, 0, "{second:?}");
    });
    assert!(first.wait().unwrap().success());
    assert_eq!(env.count("crimea OR stream", "archive"), 2);
}

#[test]
fn an_index_that_is_not_ours_or_of_another_version_is_left_alone() {
    let env = archive();
    env.out(&["index", "archive"]);
    let meta = env.path("archive/.dateline/meta.json");
    let ours = std::fs::read_to_string(&meta).unwrap();
    std::fs::write(&meta, ours.replace("\\\"schema\\\":5", "\\\"schema\\\":99")).unwrap();
    let error = env.error(&["query", "crimea", "archive"]);
    assert!(
        error.contains("was written by dateline") && error.contains("--rebuild"),
        "{error}"
    );
    let error = env.error(&["index", "archive"]);
    assert!(error.contains("--rebuild"), "{error}");
    env.out(&["index", "archive", "--rebuild"]);
    assert_eq!(env.count("crimea", "archive"), 1);

    std::fs::write(&meta, "{ no longer JSON").unwrap();
    let error = env.error(&["query", "crimea", "archive"]);
    assert!(error.contains("cannot be read") && error.len() < 700, "{error}");
    env.out(&["index", "archive", "--rebuild"]);
    assert_eq!(env.count("crimea", "archive"), 1);
}

#[test]
fn refusals_stand_before_what_was_read_in_part_and_the_commands_named_are_those_to_type() {
    let files = &[
        (
            "my archive/a.jsonl",
            "{\"title\": \"A\", \"date\": \"soon\"}\n{\n[\n{\n]\n{\"body\": \"B\"}\n",
        ),
        ("other/b.txt", "Rain."),
    ];
    let env = Env::new(files);
    let ran = env.run(&["index", "my archive"]);
    let lines: Vec<&str> = ran.err.lines().skip(1).collect();
    assert_eq!(lines[0], "undated: 2");
    assert!(
        lines[1].starts_with("refused: my archive/a.jsonl:2: not JSON"),
        "{lines:?}"
    );
    assert!(lines[2].starts_with("         my archive/a.jsonl:3: "), "{lines:?}");
    assert_eq!(lines[4], "         and 1 more: dateline refused 'my archive'");
    assert_eq!(lines[5], "read in part: 1 (dateline refused --problems 'my archive')");
    assert_eq!(env.out(&["refused", "my archive"]).lines().count(), 4);

    let ran = env.run(&["index", "--index", "both", "my archive", "other"]);
    assert!(
        ran.err
            .contains("read in part: 1 (dateline refused --problems --index both)"),
        "{}",
        ran.err
    );
    assert_eq!(
        env.out(&["refused", "--problems", "--index", "both"]).lines().count(),
        5
    );
}
