//! Texts with their names marked: tagged sentences, one token a line, and news with names in braces.

use std::ops::Range;
use std::path::Path;

use dateline::article::EntityKind;

/// A text and the names in it.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The text; a headline stands first, and a blank line behind it.
    pub text: String,
    /// Bytes of the headline, 0 if there is none.
    pub headline_bytes: usize,
    /// The names, in order.
    pub names: Vec<(Range<usize>, EntityKind)>,
    /// How much it counts in training.
    pub weight: f32,
}

/// Sentences of one document where the file names none: consecutive ones of one source.
const SENTENCES_A_DOCUMENT: usize = 8;

/// Reads a file of tagged sentences (IOB2): token, tab, tag; a blank line behind a sentence,
/// `-DOCSTART-` before a document. Documents of one sentence each are taken eight at a time.
pub fn read_tagged(path: &Path) -> std::io::Result<Vec<Marked>> {
    let content = std::fs::read_to_string(path)?;
    let mut documents: Vec<Vec<Vec<(&str, &str)>>> = Vec::new();
    let mut sentence = Vec::new();
    for line in content.lines().chain([""]) {
        match line.rsplit_once('\t') {
            Some(("-DOCSTART-", _)) => documents.push(Vec::new()),
            Some(pair) => sentence.push(pair),
            None if sentence.is_empty() => {}
            None => {
                if documents.is_empty() {
                    documents.push(Vec::new());
                }
                let last = documents.last_mut().expect("a document was just begun");
                last.push(std::mem::take(&mut sentence));
            }
        }
    }
    let sentences: usize = documents.iter().map(Vec::len).sum();
    if sentences < 2 * documents.len() {
        let all: Vec<_> = documents.into_iter().flatten().collect();
        documents = all.chunks(SENTENCES_A_DOCUMENT).map(<[_]>::to_vec).collect();
    }
    Ok(documents.iter().map(|sentences| from_tagged(sentences)).collect())
}

fn from_tagged(sentences: &[Vec<(&str, &str)>]) -> Marked {
    let mut text = String::new();
    let mut names: Vec<(Range<usize>, EntityKind)> = Vec::new();
    for sentence in sentences {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let mut before = "O";
        for (place, (token, tag)) in sentence.iter().enumerate() {
            if place > 0 {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(token);
            let kind = tag.get(2..).and_then(kind_of);
            let goes_on = tag.starts_with('I') && before.get(2..) == tag.get(2..);
            match (kind, names.last_mut()) {
                (Some(_), Some((span, _))) if goes_on => span.end = text.len(),
                (Some(kind), _) => names.push((start..text.len(), kind)),
                (None, _) => {}
            }
            before = tag;
        }
    }
    Marked {
        text,
        headline_bytes: 0,
        names,
        weight: 1.0,
    }
}

fn kind_of(tag: &str) -> Option<EntityKind> {
    match tag {
        "PER" => Some(EntityKind::Person),
        "LOC" => Some(EntityKind::Place),
        "ORG" => Some(EntityKind::Org),
        _ => None,
    }
}

/// Reads news marked by hand: `{p …}` a person, `{l …}` a place, `{o …}` an organisation; articles are
/// separated by `---`, the first line of one is its headline. Lines with `#` at the head are comments.
pub fn read_news(path: &Path) -> std::io::Result<Vec<Marked>> {
    let content = std::fs::read_to_string(path)?;
    let lines = content
        .lines()
        .skip_while(|line| line.starts_with('#') || line.is_empty());
    let lines: Vec<&str> = lines.collect();
    Ok(lines
        .split(|line| line.trim() == "---")
        .map(|article| article.join("\n"))
        .filter(|article| !article.trim().is_empty())
        .map(|article| from_braces(article.trim()))
        .collect())
}

fn from_braces(article: &str) -> Marked {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut rest = article;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        let start = text.len();
        text.push_str(name.get(2..).unwrap_or(""));
        let kind = match name.get(..1) {
            Some("p") => EntityKind::Person,
            Some("l") => EntityKind::Place,
            _ => EntityKind::Org,
        };
        names.push((start..text.len(), kind));
        rest = after;
    }
    text.push_str(rest);
    let headline_bytes = text.find('\n').unwrap_or(0);
    Marked {
        text,
        headline_bytes,
        names,
        weight: 1.0,
    }
}

/// The text with its first sentence put before it as a headline, in capitals or with capitalised
/// words: such lines are rare in the training texts and frequent in archives. `number` chooses.
/// None for a text that has a headline, and for most others.
pub fn with_headline(marked: &Marked, number: usize) -> Option<Marked> {
    const LITTLE_WORDS: &[&str] = &[
        "of", "the", "in", "to", "a", "an", "and", "for", "on", "at", "by", "with", "as", "from",
    ];
    let end = marked.text.find("\n\n").unwrap_or(marked.text.len());
    if marked.headline_bytes > 0 || number % 5 > 1 || end > 160 {
        return None;
    }
    let mut text = String::new();
    let mut names = Vec::new();
    let mut at = 0;
    for word in marked.text.get(..end)?.split(' ') {
        let start = text.len();
        if number.is_multiple_of(5) {
            text.push_str(&word.to_uppercase());
        } else if LITTLE_WORDS.contains(&word) || !word.starts_with(|letter: char| letter.is_ascii_lowercase()) {
            text.push_str(word);
        } else {
            text.push_str(&word[..1].to_uppercase());
            text.push_str(&word[1..]);
        }
        for (span, kind) in marked.names.iter().filter(|(span, _)| span.start < end) {
            if span.start == at {
                names.push((start..text.len(), *kind));
            } else if span.start < at
                && at < span.end
                && let Some((last, _)) = names.last_mut()
            {
                let last: &mut Range<usize> = last;
                last.end = text.len();
            }
        }
        at += word.len() + 1;
        text.push(' ');
    }
    let headline_bytes = text.trim_end().len();
    text.truncate(headline_bytes);
    text.push_str("\n\n");
    let shift = text.len();
    text.push_str(&marked.text);
    names.extend(
        marked
            .names
            .iter()
            .map(|(span, kind)| (span.start + shift..span.end + shift, *kind)),
    );
    Some(Marked {
        text,
        headline_bytes,
        names,
        weight: marked.weight,
    })
}
