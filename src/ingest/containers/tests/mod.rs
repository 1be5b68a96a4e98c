//! Containers made in memory, and what they give, a line a record.
#![allow(clippy::unwrap_used)]

mod contents;
mod limits;

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::super::*;

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
