//! Promises that every output format keeps.

mod text;

use std::time::Duration;

use proptest::prelude::*;

use super::*;

fn page() -> Page {
    sample::page(vec![sample::crimea(), sample::undated()])
}

#[test]
fn every_format_is_found_by_its_name() {
    let names: Vec<&str> = OUTPUTS.iter().map(|output| output.name).collect();
    assert_eq!(names, ["text", "json", "jsonl", "csv", "markdown"]);
    for output in OUTPUTS {
        assert_eq!(output_named(output.name).map(|found| found.about), Some(output.about));
        assert!(!output.about.ends_with('.') && !output.file_ending.starts_with('.'));
    }
}

#[test]
fn the_manual_names_every_format() {
    let manual = include_str!("../../docs/output.md");
    for output in OUTPUTS {
        assert!(
            manual.contains(&format!("`{}`", output.name)),
            "{} is missing",
            output.name
        );
    }
}

#[test]
fn the_time_taken_changes_no_byte() {
    let slow = Page {
        took: Duration::from_secs(9),
        ..page()
    };
    for output in OUTPUTS {
        let style = Style::default();
        assert_eq!(
            sample::written(output.write, &page(), &style),
            sample::written(output.write, &slow, &style)
        );
    }
}

#[test]
fn what_to_show_is_apart_from_how() {
    for output in OUTPUTS {
        for (show, expected) in [
            (Show::Paths, "pages/courier/2025-04-25-crimea.html\nwire/april.jsonl\n"),
            (Show::Ids, "courier-7\n00000000000000ff\n"),
        ] {
            let mut out = Vec::new();
            write_page(&page(), show, output, &Style::default(), &mut out).expect("a vector takes all");
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
        let mut out = Vec::new();
        write_page(&page(), Show::Hits, output, &Style::default(), &mut out).expect("a vector takes all");
        assert_eq!(
            String::from_utf8_lossy(&out),
            sample::written(output.write, &page(), &Style::default())
        );
    }
}

/// A pipe whose reader left after some bytes.
struct ClosedPipe {
    left: usize,
}

impl Write for ClosedPipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes.len().min(self.left) {
            0 => Err(io::ErrorKind::BrokenPipe.into()),
            taken => {
                self.left -= taken;
                Ok(taken)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_told_as_such() {
    for output in OUTPUTS {
        for left in [0, 1, 100] {
            let error = (output.write)(&page(), &Style::default(), &mut ClosedPipe { left }).map_err(|e| e.kind());
            assert_eq!(
                error,
                Err(io::ErrorKind::BrokenPipe),
                "{} after {left} bytes",
                output.name
            );
            let article = &page().hits[0].article;
            let error =
                (output.write_article)(article, Matches::default(), &Style::default(), &mut ClosedPipe { left });
            assert_eq!(
                error.map_err(|e| e.kind()),
                Err(io::ErrorKind::BrokenPipe),
                "{}",
                output.name
            );
        }
    }
}

proptest! {
    #[test]
    fn no_format_lets_an_unsafe_character_through(
        nasty in "(?s)(.|[\u{0}-\u{1f}\u{7f}-\u{9f}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}]){1,12}",
        start in 0usize..40, length in 0usize..40
    ) {
        let mut hit = sample::hit(&nasty, &nasty, &nasty);
        hit.article.path = nasty.clone();
        hit.article.format = nasty.clone();
        hit.body_matches = std::iter::once(start..start + length).collect();
        hit.headline_matches = hit.body_matches.clone();
        let article = &mut hit.article.article;
        article.id = Some(nasty.clone());
        article.url = Some(format!("https://{nasty}"));
        article.source = Some(nasty.clone());
        article.section = Some(nasty.clone());
        article.dateline = Some(nasty.clone());
        article.byline = vec![nasty.clone()];
        article.people = vec![nasty.clone()];
        article.topics = vec![nasty.clone()];
        article.extra.insert(nasty.clone(), nasty.clone().into());
        let page = Page { notes: vec![nasty.clone()], read_as: nasty, ..sample::page(vec![hit]) };
        for output in OUTPUTS {
            let style = Style { is_terminal: true, ..Style::default() };
            for show in [Show::Hits, Show::Paths, Show::Ids] {
                let mut out = Vec::new();
                write_page(&page, show, output, &style, &mut out).expect("a vector takes all");
                (output.write_article)(&page.hits[0].article, Matches::default(), &style, &mut out)
                    .expect("a vector takes all");
                let text = String::from_utf8(out).expect("what is written is UTF-8");
                prop_assert!(!text.replace("\r\n", "\n").replace('\n', "").contains(is_unsafe), "{}: {:?}", output.name, text);
            }
        }
    }
}
