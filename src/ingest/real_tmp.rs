//! temp
#![allow(clippy::unwrap_used, clippy::print_stdout)]
use super::*;
use serde_json::json;
use std::ops::ControlFlow;
use std::path::PathBuf;
#[test]
fn real() {
    let Some(dir) = std::env::var_os("REAL_DIR") else {
        return;
    };
    let walked = walk(&[PathBuf::from(dir)], &WalkOptions::default());
    for found in walked {
        let path = found.unwrap().path;
        let name = path.to_str().unwrap().to_owned();
        if name.ends_with(".serde.json")
            || name.contains("LICENSE")
            || name.contains("COPYING")
            || (name.contains("eml_") && !name.ends_with(".eml"))
        {
            continue;
        }
        let out = read_file(&path, &name, &ReadOptions::default(), &mut |format, record, outcome| {
            match outcome {
                Ok(a) => println!(
                    "{}",
                    json!({"file": name, "format": format, "record": record, "headline": a.headline.map(|h| h.text), "body": a.body,
                    "dates": a.given_dates.iter().map(|d| (d.raw.clone(), d.read().map(|p| p.to_iso()))).collect::<Vec<_>>(), "updated": a.updated.map(|p| p.to_iso()), "crawled": a.crawled.map(|p| p.to_iso()),
                    "byline": a.byline, "source": a.source, "lang": a.lang.map(|l| l.code), "url": a.url, "id": a.id, "topics": a.topics, "section": a.section, "extra": a.extra,
                    "problems": a.problems.iter().map(ToString::to_string).collect::<Vec<_>>()})
                ),
                Err(e) => println!(
                    "{}",
                    json!({"file": name, "format": format, "record": record, "refused": e.to_string()})
                ),
            }
            ControlFlow::Continue(())
        });
        match out {
            Ok(s) => println!("{}", json!({"file": name, "done": s.format, "records": s.records})),
            Err(e) => println!("{}", json!({"file": name, "error": e.to_string()})),
        }
    }
}
