//! What is refused: paths that lead out, what is encrypted, and whatever passes a limit.
#![allow(clippy::unwrap_used)]

use zip::CompressionMethod;

use super::super::super::*;
use super::super::members::{Taken, taken};
use super::{Member, bzip2, check, check_limited, gzip, header, lines, small, tar, zip, zip_by};

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
fn a_compression_that_looks_back_too_far_is_refused() {
    check(
        "a.txt.xz",
        include_bytes!("large-window.txt.xz"),
        &["! xz data needs more memory to be unpacked than the limit allows, after 0 records"],
    );
}
