//! Precision, recall and F1 of mentions against marked texts: a mention counts if its span and its
//! kind are just those marked.

use dateline::article::{EntityKind, Mention, TextPart};

use super::corpus::Marked;

/// Right, too many, missed; for each kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    kinds: [[u32; 3]; 3],
    spans: [u32; 3],
}

impl Score {
    /// Counts the mentions of one text.
    pub fn add(&mut self, marked: &Marked, mentions: &[Mention]) {
        let body = body_start(marked);
        let found: Vec<_> = mentions
            .iter()
            .map(|mention| {
                let shift = if mention.part == TextPart::Body { body } else { 0 };
                (mention.span.start + shift..mention.span.end + shift, mention.kind)
            })
            .collect();
        for (number, kind) in EntityKind::ALL.into_iter().enumerate() {
            let own = &mut self.kinds[number];
            for name in found.iter().filter(|name| name.1 == kind) {
                own[usize::from(!marked.names.contains(name))] += 1;
            }
            let missed = marked
                .names
                .iter()
                .filter(|name| name.1 == kind && !found.contains(name));
            own[2] += missed.count() as u32;
        }
        let same_span = |name: &(std::ops::Range<usize>, EntityKind), others: &[_]| {
            others
                .iter()
                .any(|other: &(std::ops::Range<usize>, EntityKind)| other.0 == name.0)
        };
        for name in &found {
            self.spans[usize::from(!same_span(name, &marked.names))] += 1;
        }
        let missed = marked.names.iter().filter(|name| !same_span(name, &found));
        self.spans[2] += missed.count() as u32;
    }

    /// Adds what another has counted.
    pub fn join(&mut self, other: &Score) {
        for (own, other) in self.kinds.iter_mut().flatten().zip(other.kinds.iter().flatten()) {
            *own += other;
        }
        for (own, other) in self.spans.iter_mut().zip(other.spans) {
            *own += other;
        }
    }

    /// F1 over all kinds, in percent.
    pub fn f1(&self) -> f64 {
        figures(self.all())[2]
    }

    /// F1 of the spans alone, their kinds left aside.
    pub fn span_f1(&self) -> f64 {
        figures(self.spans)[2]
    }

    fn all(&self) -> [u32; 3] {
        [0, 1, 2].map(|place| self.kinds.iter().map(|kind| kind[place]).sum())
    }

    /// One line of a table: precision, recall and F1 of all, persons, places, organisations; F1 of spans.
    pub fn line(&self) -> String {
        let rows = [self.all(), self.kinds[0], self.kinds[1], self.kinds[2]];
        let cells = rows.map(|row| {
            let [precision, recall, f1] = figures(row);
            format!("{precision:5.1} {recall:5.1} {f1:5.1}")
        });
        format!("{} | {:5.1}", cells.join(" | "), self.span_f1())
    }
}

/// Precision, recall and F1 in percent.
fn figures([right, extra, missed]: [u32; 3]) -> [f64; 3] {
    let share = |part: u32, whole: u32| {
        if whole == 0 {
            0.0
        } else {
            100.0 * f64::from(part) / f64::from(whole)
        }
    };
    let f1 = share(2 * right, 2 * right + extra + missed);
    [share(right, right + extra), share(right, right + missed), f1]
}

/// Where the body of a marked text begins.
pub fn body_start(marked: &Marked) -> usize {
    if marked.headline_bytes == 0 {
        return 0;
    }
    let rest = &marked.text[marked.headline_bytes..];
    marked.headline_bytes + rest.len() - rest.trim_start_matches('\n').len()
}

/// Headline and body of a marked text.
pub fn parts(marked: &Marked) -> (Option<&str>, &str) {
    let headline = (marked.headline_bytes > 0).then(|| &marked.text[..marked.headline_bytes]);
    (headline, &marked.text[body_start(marked)..])
}
