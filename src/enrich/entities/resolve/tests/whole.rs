//! x
use super::*;
#[test]
fn explore() {
    for file in ["a1","a2","a3","b1","b2","b3","c1","c2","c3"] {
        let text = std::fs::read_to_string(format!("/work/wt/news/train_{file}.txt")).unwrap();
        for piece in text.split("\n---\n") {
            let piece: String = piece.lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>().join("\n");
            let Some((head, body)) = piece.trim().split_once("\n\n") else { continue };
            let (mut article, mentions) = article(head, body);
            crate::enrich::dateline::set_dateline(&mut article);
            println!("## {}", head);
            for entity in entities(&article, &mentions) {
                println!("{:3} {}", entity.salience, line_of(&entity));
            }
        }
    }
}
#[test]
fn speed() {
    let mut all = Vec::new();
    for file in ["a1","a2","a3","b1","b2","b3","c1","c2","c3"] {
        let text = std::fs::read_to_string(format!("/work/wt/news/train_{file}.txt")).unwrap();
        for piece in text.split("\n---\n") {
            let Some((head, body)) = piece.trim().split_once("\n\n") else { continue };
            let (mut article, mentions) = article(head, body);
            crate::enrich::dateline::set_dateline(&mut article);
            all.push((article, mentions));
        }
    }
    let n: usize = all.iter().map(|(_, m)| m.len()).sum();
    let bytes: usize = all.iter().map(|(a, _)| a.body.len()).sum();
    for _ in 0..3 {
    let t = std::time::Instant::now();
    for (article, mentions) in &all { std::hint::black_box(entities(article, mentions)); }
    let e = t.elapsed();
    println!("SPEED {} articles {n} mentions {bytes} bytes {:?} = {:?} a mention", all.len(), e, e / n as u32);
    }
}
