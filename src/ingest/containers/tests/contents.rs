//! What stands in containers is read, each member in its format, and damage ends where it is.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;

use proptest::prelude::*;
use zip::CompressionMethod;

use super::super::super::*;
use super::{Member, XZ, bzip2, check, gzip, header, lines, small, tar, zip, zip_by};

#[test]
fn members_are_read_each_in_its_format_and_records_count_on() {
    let members = [
        ("a/one.txt", b"One." as &[u8]),
        ("a/b.jsonl", b"{\"body\": \"Two.\"}\n{\"body\": \"Three.\"}\n"),
        ("last.txt", b"Four."),
    ];
    let articles = [
        "1 text a/one.txt: One.",
        "2 jsonl a/b.jsonl: Two.",
        "3 jsonl a/b.jsonl: Three.",
        "4 text last.txt: Four.",
    ];
    let with = |last| [articles.as_slice(), &[last]].concat();
    let as_tar: Vec<Member> = members.iter().map(|(path, data)| (*path, b'0', *data)).collect();
    check("x.tar", &tar(&as_tar), &with("tar 4"));
    check("x.tgz", &gzip(&tar(&as_tar)), &with("tar 4"));
    check("x.tar.bz2", &bzip2(&tar(&as_tar)), &with("tar 4"));
    let packed = zstd::encode_all(tar(&as_tar).as_slice(), 3).unwrap();
    check("x.tar.zst", &packed, &with("tar 4"));
    for method in [
        CompressionMethod::Stored,
        CompressionMethod::Deflated,
        CompressionMethod::Bzip2,
        CompressionMethod::Zstd,
    ] {
        check("x.zip", &zip_by(method, &members), &with("zip 4"));
    }
}

#[test]
fn compressions_are_read_inside_each_other_and_in_members() {
    check("words.txt.xz", XZ, &["1 text : Some words.", "text 1"]);
    check("a.txt.bz2", &bzip2(b"Words."), &["1 text : Words.", "text 1"]);
    check("a.txt.gz.gz", &gzip(&gzip(b"Words.")), &["1 text : Words.", "text 1"]);
    check(
        "a.tar",
        &tar(&[("b.txt.xz", b'0', XZ), ("c.txt.gz", b'0', &gzip(b"More."))]),
        &["1 text b.txt.xz: Some words.", "2 text c.txt.gz: More.", "tar 2"],
    );
    check(
        "a.txt",
        b"BZh is how bzip2 begins.",
        &["1 text : BZh is how bzip2 begins.", "text 1"],
    );
}

#[test]
fn containers_inside_each_other_give_both_paths() {
    let inner = zip(&[("b.txt", b"One."), ("c.jsonl", b"{\"body\": \"Two.\"}\nno\n")]);
    let bytes = gzip(&tar(&[("x/a.zip", b'0', &inner), ("d.txt", b'0', b"Three.")]));
    check(
        "y.tar.gz",
        &bytes,
        &[
            "1 text x/a.zip/b.txt: One.",
            "2 jsonl x/a.zip/c.jsonl: Two.",
            "3 ! x/a.zip/c.jsonl: line 2: not JSON: expected ident at column 2",
            "4 text d.txt: Three.",
            "tar 4",
        ],
    );
}

#[test]
fn a_member_that_holds_no_article_is_refused_by_name_and_hidden_ones_are_passed_over() {
    let members: &[(&str, &[u8])] = &[
        ("photo.png", b"\x89PNG\r\n\x1a\n...."),
        ("site/style.css", b"p { color: red }"),
        (".hidden", b"Words."),
        (".git/config", b"Words."),
        ("__MACOSX/a.txt", b"Words."),
        ("empty.txt", b""),
        ("a.txt", b"Words."),
    ];
    let expected = [
        "1 ! photo.png: binary file, not text (PNG image)",
        "2 ! site/style.css: a style sheet, which no input format reads; --format text takes it as it stands",
        "3 ! empty.txt: empty file",
        "4 text a.txt: Words.",
    ];
    check("x.zip", &zip(members), &[expected.as_slice(), &["zip 4"]].concat());
    let as_tar: Vec<Member> = members.iter().map(|(path, data)| (*path, b'0', *data)).collect();
    check("x.tar", &tar(&as_tar), &[expected.as_slice(), &["tar 4"]].concat());
}

#[test]
fn long_names_of_both_kinds_and_the_oldest_headers_are_read() {
    let long = format!("{}.txt", "n".repeat(150));
    let record = format!("{} path={long}\n", long.len() + 10);
    let mut old = header("old.txt", 0, 6);
    old[257..265].fill(0);
    old[148..156].copy_from_slice(b"        ");
    let sum: u64 = old.iter().map(|&byte| u64::from(byte)).sum();
    old[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let mut bytes = old;
    bytes.extend_from_slice(b"Words.");
    bytes.resize(1024, 0);
    bytes.extend(tar(&[
        ("././@LongLink", b'L', format!("{long}\0").as_bytes()),
        ("nnn", b'0', b"GNU."),
        ("x", b'x', record.as_bytes()),
        ("nnn", b'0', b"POSIX."),
        ("short.txt", b'0', b"Short."),
    ]));
    check(
        "x.tar",
        &bytes,
        &[
            "1 text old.txt: Words.",
            &format!("2 text {long}: GNU."),
            &format!("3 text {long}: POSIX."),
            "4 text short.txt: Short.",
            "tar 4",
        ],
    );
}

#[test]
fn a_broken_container_keeps_what_came_before_the_break() {
    let members = [("a.txt", b'0', b"One." as &[u8]), ("b.txt", b'0', &[b'x'; 2000])];
    let whole = tar(&members);
    check(
        "x.tar",
        &whole[..2000],
        &["1 text a.txt: One.", "! b.txt: tar data ends early, after 1 records"],
    );
    check(
        "x.tar",
        &whole[..1300],
        &["1 text a.txt: One.", "! tar data ends early, after 1 records"],
    );
    let mut damaged = whole.clone();
    damaged[1024 + 10] = b'!';
    check(
        "x.tar",
        &damaged,
        &[
            "1 text a.txt: One.",
            "! tar data is damaged: a header has another checksum than it says, after 1 records",
        ],
    );
    let whole = zip(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let list = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
    check(
        "x.zip",
        &whole[..list],
        &[
            "1 text a.txt: One.",
            "2 text b.txt: Two.",
            "! zip data is damaged: its list of members is missing, after 2 records",
        ],
    );
    check(
        "x.zip",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        &["! empty file"],
    );
}

#[test]
fn a_compression_that_breaks_in_a_tar_ends_the_tar_there() {
    let noise: String = (0..4000u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_string())
        .collect();
    let whole = gzip(&tar(&[("a.txt", b'0', b"One."), ("b.txt", b'0', noise.as_bytes())]));
    check(
        "x.tar.gz",
        &whole[..whole.len() / 2],
        &["1 text a.txt: One.", "! b.txt: gzip data ends early, after 1 records"],
    );
}

#[test]
fn a_member_whose_bytes_are_damaged_is_refused_and_the_next_is_read() {
    let mut bytes = zip_by(CompressionMethod::Stored, &[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let at = memchr::memmem::find(&bytes, b"One.").unwrap();
    bytes[at] = b'X';
    check(
        "x.zip",
        &bytes,
        &[
            "1 ! a.txt: zip data is damaged: invalid checksum, after 0 records",
            "2 text b.txt: Two.",
            "zip 2",
        ],
    );
}

#[test]
fn reading_stops_where_it_is_told_to() {
    let members: Vec<Member> = vec![("a.txt", b'0', b"One."), ("b.txt", b'0', b"Two.")];
    for bytes in [tar(&members), zip(&[("a.txt", b"One."), ("b.txt", b"Two.")])] {
        let mut count = 0;
        let summary = read_stream(bytes.as_slice(), "x", &ReadOptions::default(), &mut |_, _, _| {
            count += 1;
            ControlFlow::Break(())
        });
        assert_eq!((count, summary.unwrap().records), (1, 1));
    }
}

proptest! {
    #[test]
    fn a_damaged_container_gives_records_or_reasons(
        is_zip in any::<bool>(),
        faults in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        length in any::<prop::sample::Index>(),
    ) {
        let inner = zip(&[("b.txt", b"Two.")]);
        let mut bytes = match is_zip {
            true => zip(&[("a.txt", b"One."), ("in.zip", &inner)]),
            false => tar(&[("a.txt", b'0', b"One."), ("in.zip", b'0', &inner), ("x", b'x', b"12 path=b.c\n")]),
        };
        for (at, value) in faults {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(length.index(bytes.len()) + 1);
        let limits = Limits { max_spooled_bytes: 1 << 20, ..small() };
        lines("x", &bytes, limits, true);
    }
}

#[test]
fn bytes_of_a_zip_are_counted_for_the_progress() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    std::fs::write(&path, zip(&[("a.txt", b"One.")])).unwrap();
    let options = ReadOptions::default();
    read_file(&path, "a.zip", &options, &mut |_, _, _| ControlFlow::Continue(())).unwrap();
    assert!(options.bytes_read.load(std::sync::atomic::Ordering::Relaxed) > 0);
}
