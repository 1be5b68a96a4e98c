//! What crawls give, whole, broken and odd ones.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::super::super::tests::{check_format, check_format_limited, check_source_error};
use super::super::super::{ReadOptions, read_stream};
use super::super::format_named;

/// A record of WARC with its type, header lines and block.
fn record(kind: &str, headers: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2019-03-04T08:00:00Z\r\nContent-Length: {}\r\n{headers}\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn page(address: &str, head: &str, body: &str) -> String {
    let headers = format!("WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n");
    record("response", &headers, &format!("{head}\r\n\r\n{body}"))
}

const PLAIN: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8";

#[track_caller]
fn check(warc: &str, expected: &str) {
    check_format("warc", warc.as_bytes(), expected);
}

/// The address and the day of the crawl of the first article.
fn address_and_crawl(format: &str, bytes: &[u8]) -> (Option<String>, Option<String>) {
    let options = ReadOptions {
        format: format_named(format),
        ..ReadOptions::default()
    };
    let mut found = None;
    read_stream(bytes, "-", &options, &mut |_, _, outcome| {
        let article = outcome.unwrap();
        assert!(
            article.given_dates.is_empty(),
            "a crawl says nothing about the publication"
        );
        found.get_or_insert((article.url, article.crawled.map(|crawled| crawled.to_iso())));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    found.unwrap()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_has_its_address_and_the_day_of_the_crawl() {
    let warc = page("<https://post.example/a>", PLAIN, "The hall opened.");
    check(&warc, "1 The hall opened.");
    assert_eq!(
        address_and_crawl("warc", warc.as_bytes()),
        (
            Some("https://post.example/a".to_owned()),
            Some("2019-03-04T08:00Z".to_owned())
        )
    );
}

#[test]
fn what_is_no_page_is_passed_over() {
    let uri = "WARC-Target-URI: https://post.example/a\r\n";
    let warc = [
        record("warcinfo", "", "software: none"),
        record("request", uri, "GET / HTTP/1.1\r\n\r\n"),
        record("metadata", uri, "fetchTimeMs: 3"),
        record("revisit", uri, "HTTP/1.1 200 OK\r\n\r\n"),
        page("https://post.example/b", "HTTP/1.1 301 Moved\r\nLocation: /c", "Moved."),
        page(
            "https://post.example/c",
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain",
            "Not here.",
        ),
        page(
            "https://post.example/d",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png",
            "\u{1}\u{2}",
        ),
        page("https://post.example/e", "HTTP/1.1 200 OK", "GIF89a"),
        page(
            "https://post.example/f.css",
            "HTTP/1.1 200 OK\r\nContent-Type: text/css",
            "p {}",
        ),
        page("https://post.example/robots.txt", PLAIN, "User-agent: *"),
        page(
            "https://post.example/g",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json",
            "{\"count\": 3}",
        ),
        page(
            "https://post.example/s.xml",
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml",
            "<?xml version=\"1.0\"?><urlset/>",
        ),
        page("https://post.example/h", PLAIN, " \r\n"),
        record(
            "resource",
            "WARC-Target-URI: dns:post.example\r\nContent-Type: text/dns\r\n",
            "10.0.0.1",
        ),
    ];
    check(&warc.concat(), "");
}

#[test]
fn what_might_have_been_an_article_is_refused_with_its_address() {
    check(
        &page(
            "https://post.example/a.pdf",
            "HTTP/1.1 200 OK\r\nContent-Type: application/pdf",
            "%PDF-1.7",
        ),
        "1 ! https://post.example/a.pdf: binary file, not text (PDF)",
    );
    check(
        &page(
            "https://post.example/a",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br",
            "\u{b}\u{2}\u{3}",
        ),
        "1 ! https://post.example/a: it is compressed as `br` (Brotli), which is not read",
    );
}

#[test]
fn a_payload_of_several_articles_gives_them_all() {
    let body = "[{\"title\": \"One\", \"url\": \"https://post.example/1\"}, {\"x\": 1}, {\"title\": \"Two\"}]";
    check(
        &page(
            "https://post.example/api",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json",
            body,
        ),
        "1 [One]  {\"WARC-Target-URI\":\"https://post.example/api\"}\n\
         2 ! https://post.example/api: line 1: no text: none of the keys body, text, content, article, articleBody, maintext, … \
         holds any; found `x`\n\
         3 [Two]  {\"WARC-Target-URI\":\"https://post.example/api\"}",
    );
}

#[test]
fn resources_and_answers_without_a_head_are_read() {
    let uri = "WARC-Target-URI: https://post.example/a.txt\r\n";
    check(
        &[
            record("resource", &format!("{uri}Content-Type: text/plain\r\n"), "One."),
            record("response", &format!("{uri}Content-Type: application/http\r\n"), "Two."),
        ]
        .concat(),
        "1 One.\n2 Two.",
    );
}

#[test]
fn text_of_a_page_has_a_paragraph_a_line() {
    let headers = "WARC-Target-URI: https://post.example/a\r\nContent-Type: text/plain\r\n\
                   WARC-Identified-Content-Language: deu\r\n";
    check(
        &record("conversion", headers, "Die Halle\nDie Halle ist offen.\n\nMehr"),
        "1 Die Halle¶¶Die Halle ist offen.¶¶Mehr <de> {\"WARC-Identified-Content-Language\":\"deu\"}",
    );
}

#[test]
fn notes_without_pages_are_refused_by_name() {
    check_source_error(
        "warc",
        record("metadata", "Content-Type: application/json\r\n", "{\"Envelope\": {}}").as_bytes(),
        "WAT, what a crawl notes about its pages without the pages, which no input format reads; \
         --format text takes it as it stands",
    );
}

#[test]
fn chunks_and_compressions_are_taken_off() {
    let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked";
    check(
        &page(
            "https://post.example/a",
            chunked,
            "4;x=y\r\nOne,\r\n5\r\n two.\r\n0\r\n\r\n",
        ),
        "1 One, two.",
    );
    check(
        &page("https://post.example/a", chunked, "None at all."),
        "1 None at all.",
    );
    check(
        &page("https://post.example/a", chunked, "4\r\nOne.\r\n9\r\n Tw"),
        "1 One. Tw (the page is cut off: not all of it is in the crawl)",
    );
    let zipped = |head: &str, body: &[u8]| {
        let block = [head.as_bytes(), b"\r\n\r\n", body].concat();
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), &block, b"\r\n\r\n"].concat()
    };
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip";
    check_format("warc", &zipped(head, &gzip("It is one.")), "1 It is one.");
    check_format("warc", &zipped(head, b"It is none."), "1 It is none.");
    check_format(
        "warc",
        &zipped(
            &head.replace("gzip", "zstd"),
            &zstd::encode_all(b"One.".as_slice(), 1).unwrap(),
        ),
        "1 One.",
    );
    check_format_limited(
        "warc",
        &zipped(head, &gzip(&"x".repeat(3000))),
        1024,
        "1 ! a page without an address: it is longer than the limit for a page when decompressed",
    );
}

#[test]
fn the_charset_of_the_server_decides_where_utf8_fails() {
    let head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain; charset=\"iso-8859-2\"\r\nContent-Length: 8\r\n\r\n";
    check_format(
        "warc",
        &[head.as_slice(), b"Wa\xb3\xeasa 1\r\n\r\n"].concat(),
        "1 Wałęsa 1 (read as ISO-8859-2: no valid UTF-8 at byte 2)",
    );
}

#[test]
fn a_record_that_is_too_long_is_refused_and_the_next_is_read() {
    let warc =
        page("https://post.example/a", PLAIN, &"x".repeat(5000)) + &page("https://post.example/b", PLAIN, "Two.");
    check_format_limited(
        "warc",
        warc.as_bytes(),
        1024,
        "1 ! record is longer than 1 KiB; it was skipped\n2 Two.",
    );
}

#[test]
fn wrong_lengths_cost_no_more_than_their_record() {
    let two = page("https://post.example/b", PLAIN, "Two.");
    // Too long by more than the record behind it.
    let one = page("https://post.example/a", PLAIN, "One.").replace("Content-Length: ", "Content-Length: 9");
    check(&format!("{one}{two}"), "1 One.\n2 Two.");
    // Too short.
    let one = page("https://post.example/a", PLAIN, "One.\nAnd more of it.");
    let length = format!("Content-Length: {}", PLAIN.len() + 4 + "One.\nAnd more of it.".len());
    let short = format!("Content-Length: {}", PLAIN.len() + 4 + "One.\n".len());
    assert!(one.contains(&length));
    check(
        &format!("{}{two}", one.replace(&length, &short)),
        "1 One.\n2 ! expected a line `WARC/1.0`, found `And more of it.`; read on at the next record\n3 Two.",
    );
    // None.
    let one = page("https://post.example/a", PLAIN, "One.").replace("Content-Length", "Length");
    check(
        &format!("{one}{two}"),
        "1 ! expected a Content-Length, found `none`; read on at the next record\n2 Two.",
    );
    check(
        &format!("{two}junk\nand junk\n{two}"),
        "1 Two.\n2 ! expected a line `WARC/1.0`, found `junk`; read on at the next record\n3 Two.",
    );
}

#[test]
fn a_page_that_is_cut_off_is_read_and_marked() {
    let warc = page("https://post.example/a", PLAIN, "One and two.");
    check(
        &warc[..warc.len() - 9],
        "1 One and (the page is cut off: not all of it is in the crawl)",
    );
}

#[test]
fn a_damaged_member_costs_its_page_only() {
    let members: Vec<Vec<u8>> = ["One.", "Two.", "Three."]
        .iter()
        .map(|body| gzip(&page("https://post.example/a", PLAIN, body)))
        .collect();
    let mut damaged = members.clone();
    let check_sum = damaged[1].len() - 8;
    damaged[1][check_sum] ^= 1;
    check_format(
        "warc",
        &damaged.concat(),
        "1 One.\n2 ! https://post.example/a: gzip data is damaged: corrupt gzip stream does not have a matching checksum; \
         read on behind it\n3 Three.",
    );
    // The last one is cut: what was read of it stays, and the source is broken.
    let cut = [members[0].as_slice(), &members[1][..members[1].len() - 12]].concat();
    let options = ReadOptions {
        format: format_named("warc"),
        ..ReadOptions::default()
    };
    let mut bodies = Vec::new();
    let outcome = read_stream(cut.as_slice(), "-", &options, &mut |_, _, outcome| {
        bodies.push(outcome.unwrap().body);
        std::ops::ControlFlow::Continue(())
    });
    assert_eq!(bodies.first().map(String::as_str), Some("One."));
    assert!(
        outcome
            .unwrap_err()
            .to_string()
            .starts_with("gzip data ends early, after ")
    );
}

#[test]
fn records_of_arc_are_read() {
    let answer = format!("{PLAIN}\r\n\r\nThe hall opened.");
    let about = "1 0 Capture\nURL IP-address Archive-date Content-type Archive-length\n";
    let arc = format!(
        "filedesc://a.arc 0.0.0.0 20090304080000 text/plain {}\n{about}\n\
         http://post.example/a b 10.0.0.1 20090304080000 text/plain {}\n{answer}\n\
         http://post.example/c 10.0.0.1 20090304080000 text/plain abc\n\nlost\n\
         http://post.example/d 10.0.0.1 20090304080000 text/plain 4\nTwo.\n",
        about.len(),
        answer.len()
    );
    check_format(
        "arc",
        arc.as_bytes(),
        "1 The hall opened.\n\
         2 ! http://post.example/c: expected the length of the record, found `abc`\n\
         3 Two.",
    );
    assert_eq!(
        address_and_crawl("arc", &arc.as_bytes()[..arc.find("http://post.example/c").unwrap()]),
        (
            Some("http://post.example/a b".to_owned()),
            Some("2009-03-04T08:00Z".to_owned())
        )
    );
}

proptest! {
    #[test]
    fn any_bytes_end(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "(WARC/1.0\r\n|WARC-Type: response\r\n|WARC-Type: conversion\r\n|Content-Length: [0-9]{1,2}\r\n|\
             Content-Type: (text/plain|application/http)\r\n|HTTP/1.1 200\r\n|Transfer-Encoding: chunked\r\n|\
             Content-Encoding: (gzip|deflate)\r\n|[0-9a]{1,9}\r\n|\r\n|a|\
             filedesc:a 1 20090304080000 b/c 3\n|http://a 1 20090304080000 text/plain [0-9]\n){0,30}".prop_map(String::into_bytes),
        ],
        format in prop_oneof![Just("warc"), Just("arc")],
        limit in prop_oneof![Just(16u64), Just(1 << 20)],
    ) {
        let mut options = ReadOptions { format: format_named(format), ..ReadOptions::default() };
        options.limits.max_record_bytes = limit;
        let mut last = 0;
        let _ = read_stream(bytes.as_slice(), "-", &options, &mut |_, record, outcome| {
            assert!(record > last);
            last = record;
            if let Ok(article) = outcome {
                assert!(article.body.len() as u64 <= 4 * limit + 100);
            }
            std::ops::ControlFlow::Continue(())
        });
    }
}
