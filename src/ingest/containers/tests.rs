//! What containers give, a line a record, and what they are refused for.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use proptest::prelude::*;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::super::*;
use super::members::{Taken, taken};

/// A member: its path, its kind, its bytes.
type Member<'a> = (&'a str, u8, &'a [u8]);

fn header(path: &str, kind: u8, size: u64) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..path.len().min(100)].copy_from_slice(&path.as_bytes()[..path.len().min(100)]);
    block[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
    block[156] = kind;
    block[257..265].copy_from_slice(b"ustar\x0000");
    block[148..156].copy_from_slice(b"        ");
    let sum: u64 = block.iter().map(|&byte| u64::from(byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    block
}

fn tar(members: &[Member<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (path, kind, data) in members {
        bytes.extend(header(path, *kind, data.len() as u64));
        bytes.extend_from_slice(data);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

fn zip_by(method: CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, data) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*path, options).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_by(CompressionMethod::Deflated, members)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// "Some words." packed by `xz`.
const XZ: &[u8] = include_bytes!("words.txt.xz");

fn lines(name: &str, bytes: &[u8], limits: Limits, as_file: bool) -> Vec<String> {
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let mut lines = Vec::new();
    let emit = &mut |format: &'static str, record: u64, outcome: Result<crate::article::Article, RecordError>| {
        lines.push(match outcome {
            Ok(article) => {
                let member = article.member.unwrap_or_default();
                format!("{record} {format} {member}: {}", article.body)
            }
            Err(error) => format!("{record} ! {error}"),
        });
        ControlFlow::Continue(())
    };
    let outcome = match as_file {
        true => {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("source");
            std::fs::write(&path, bytes).unwrap();
            read_file(&path, name, &options, emit)
        }
        false => read_stream(bytes, name, &options, emit),
    };
    lines.push(match outcome {
        Ok(summary) => format!("{} {}", summary.format, summary.records),
        Err(error) => format!("! {error}"),
    });
    lines
}

/// Reads a source from a file and from a pipe, which must give the same.
#[track_caller]
fn check_limited(name: &str, bytes: &[u8], limits: Limits, expected: &[&str]) {
    assert_eq!(lines(name, bytes, limits, true), expected, "as a file");
    assert_eq!(lines(name, bytes, limits, false), expected, "as a stream");
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    check_limited(name, bytes, Limits::default(), expected);
}

/// Small enough that a few kilobytes pass them.
fn small() -> Limits {
    Limits {
        max_expansion_ratio: 20,
        free_expanded_bytes: 10_000,
        ..Limits::default()
    }
}

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
fn paths_that_lead_out_links_and_devices_are_refused_by_name() {
    check(
        "x.tar",
        &tar(&[
            ("../up.txt", b'0', b"Words."),
            ("/etc/abs.txt", b'0', b"Words."),
            ("C:\\drive.txt", b'0', b"Words."),
            ("folder/", b'5', b""),
            ("link.txt", b'2', b""),
            ("hard.txt", b'1', b""),
            ("device", b'3', b""),
            ("pipe", b'6', b""),
            ("holes.txt", b'S', b"Words."),
            ("./a\\b.txt", b'0', b"Words."),
        ]),
        &[
            "1 ! ../up.txt: its path leads out of the container",
            "2 ! /etc/abs.txt: its path is absolute, expected one inside the container",
            "3 ! C:\\drive.txt: its path is absolute, expected one inside the container",
            "4 ! link.txt: a link, which is not followed",
            "5 ! hard.txt: a link, which is not followed",
            "6 ! device: a device, expected a file",
            "7 ! pipe: a pipe, expected a file",
            "8 ! holes.txt: a file with holes, expected a whole one",
            "9 text a/b.txt: Words.",
            "tar 9",
        ],
    );
    check(
        "x.zip",
        &zip(&[("a/../../up.txt", b"Words."), ("b.txt", b"Words.")]),
        &[
            "1 ! a/../../up.txt: its path leads out of the container",
            "2 text b.txt: Words.",
            "zip 2",
        ],
    );
    assert_eq!(taken("a//./b"), Taken::As("a/b".to_owned()));
    assert_eq!(taken("./"), Taken::Refused("it has no name"));
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
fn encrypted_members_and_documents_that_are_zips_are_refused_by_name() {
    let mut bytes = zip(&[("secret.txt", b"One."), ("b.txt", b"Two.")]);
    // The first bit of the flags, in the header and in the list.
    bytes[6] |= 1;
    let list = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[list + 8] |= 1;
    check(
        "x.zip",
        &bytes,
        &["1 ! secret.txt: it is encrypted", "2 text b.txt: Two.", "zip 2"],
    );
    check(
        "x.docx",
        &zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]),
        &["! binary file, not text (Office document)"],
    );
}

#[test]
fn a_tar_that_claims_terabytes_is_refused_with_the_limit() {
    let mut bytes = tar(&[("a.txt", b'0', b"One.")]);
    bytes.truncate(1024);
    let mut block = header("huge.txt", b'0', 0);
    // The binary form of eight tebibytes.
    block[124..136].copy_from_slice(&[0x80, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
    block[148..156].copy_from_slice(b"        ");
    let sum: u64 = block.iter().map(|&byte| u64::from(byte)).sum();
    block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    bytes.extend(block);
    check(
        "x.tar",
        &bytes,
        &[
            "1 text a.txt: One.",
            "! huge.txt: it claims 8796093022208 bytes, more than 1099511627776, the limit, after 1 records",
        ],
    );
    let bytes = [header("x", b'L', 1 << 20), vec![b'n'; 1 << 20]].concat();
    check(
        "x.tar",
        &bytes,
        &["! a name or extended header of the tar is longer than 65536 bytes, the limit, after 0 records"],
    );
}

#[test]
fn what_expands_too_far_is_refused_with_the_limit() {
    let zeros = vec![b' '; 1_000_000];
    let ratio = "it expands to more than 20 times its packed size, the limit";
    check_limited(
        "a.txt.gz",
        &gzip(&zeros),
        small(),
        &[&format!("! {ratio}, after 0 records")],
    );
    check_limited(
        "a.txt.bz2",
        &bzip2(&zeros),
        small(),
        &[&format!("! {ratio}, after 0 records")],
    );
    let words: Vec<u8> = (0..3000u32)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_string().into_bytes())
        .collect();
    check_limited(
        "x.zip",
        &zip(&[("bomb.txt", &zeros[..200_000]), ("a.txt", &words[..9000])]),
        small(),
        &[
            &format!("1 ! bomb.txt: {ratio}, after 0 records"),
            &format!("2 text a.txt: {}", String::from_utf8_lossy(&words[..9000])),
            "zip 2",
        ],
    );
    let total = Limits {
        max_expanded_bytes: 100_000,
        ..Limits::default()
    };
    check_limited(
        "a.txt.gz",
        &gzip(&zeros),
        total,
        &["! it expands to more than 100000 bytes, the limit, after 0 records"],
    );
}

#[test]
fn a_bomb_of_bombs_is_refused_as_a_whole() {
    // Each is let alone by itself, all of them together are not.
    let one = zip(&[("a.txt", vec![b'x'; 9_000].as_slice())]);
    let names: Vec<String> = (0..200).map(|number| format!("{number}.zip")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), one.as_slice())).collect();
    let found = lines("x.zip", &zip(&members), small(), true);
    let (last, records) = found.split_last().unwrap();
    assert!(records.len() < 200, "{}", records.len());
    assert!(
        last.starts_with("! a limit over the whole zip is reached, after "),
        "{last}"
    );
}

#[test]
fn members_that_overlap_are_refused_save_the_first() {
    let mut bytes = zip_by(CompressionMethod::Stored, &[("a.txt", b"One."), ("b.txt", b"Two.")]);
    // The second entry of the list says that its member begins in the first one.
    let list = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    bytes[list + 42..list + 46].copy_from_slice(&10u32.to_le_bytes());
    check(
        "x.zip",
        &bytes,
        &[
            "1 text a.txt: One.",
            "2 ! b.txt: it overlaps another member; it may be a zip bomb",
            "zip 2",
        ],
    );
}

#[test]
fn nesting_and_the_number_of_members_have_limits() {
    let mut nested = b"Words.".to_vec();
    for _ in 0..6 {
        nested = tar(&[("x", b'0', &nested)]);
    }
    check(
        "x.tar",
        &nested,
        &[
            "1 ! x/x/x/x/x: more than 5 compressions and containers inside each other, the limit, after 0 records",
            "tar 1",
        ],
    );
    let limits = Limits {
        max_members: 2,
        ..Limits::default()
    };
    let members: Vec<Member> = vec![
        ("a.txt", b'0', b"One."),
        ("b.txt", b'0', b"Two."),
        ("c.txt", b'0', b"Three."),
    ];
    check_limited(
        "x.tar",
        &tar(&members),
        limits,
        &[
            "1 text a.txt: One.",
            "2 text b.txt: Two.",
            "! more than 2 members, the limit, after 2 records",
        ],
    );
    let limits = Limits {
        max_directory_bytes: 80,
        max_spooled_bytes: 100,
        ..Limits::default()
    };
    let bytes = zip(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    assert_eq!(
        lines("x.zip", &bytes, limits, true),
        ["! the list of members of the zip is longer than 80 bytes, the limit, after 0 records"]
    );
    assert_eq!(
        lines("x.zip", &bytes, limits, false),
        ["! a zip inside a stream is longer than 100 bytes, the limit, after 0 records"]
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
