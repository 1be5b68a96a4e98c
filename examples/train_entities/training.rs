//! From marked texts to a model: windows and features, votes by jackknife, weights, eight bits.

use dateline::enrich::entities::recognise::document::Document;
use dateline::enrich::entities::recognise::features::{Vote, for_each_vote_feature};
use dateline::enrich::entities::recognise::lexicon::{Lexicon, LexiconBytes};
use dateline::enrich::entities::recognise::model::{Model, write_model};
use dateline::enrich::entities::recognise::tagging::Tagger;
use dateline::enrich::entities::recognise::tags::{TAGS, tag_name};

use super::corpus::Marked;
use super::crf::{Options, Weights, Window, train};

/// So many parts: the votes in one come from a model that was trained on the others.
const FOLDS: usize = 4;

/// Weights are written in so many parts of a log-odd.
const SCALE: f32 = 32.0;

/// How the final model is trained.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Training of the final weights.
    pub last: Options,
    /// Training of those that only give votes.
    pub votes: Options,
    /// A feature none of whose weights is larger is left out.
    pub least_weight: f32,
}

impl Default for Plan {
    fn default() -> Plan {
        let last = Options {
            starts: 2,
            rounds: 10,
            rate: 0.1,
            decay: 1e-6,
            dropout: 0.5,
            least_count: 2,
        };
        Plan {
            last,
            votes: Options { rounds: 5, ..last },
            least_weight: 0.22,
        }
    }
}

/// The windows of a text, with the features of their tokens.
fn windows_of(marked: &Marked, lexicon: &Lexicon<'_>) -> Vec<Window> {
    let document = Document::read(&marked.text, lexicon);
    let mut windows = Vec::new();
    for &(start, end) in &document.windows {
        let (start, end) = (start as usize, end as usize);
        let mut features = Vec::new();
        for token in start..end {
            let mut own = Vec::with_capacity(96);
            document.for_each_feature(lexicon, token, None, |feature| own.push(feature));
            features.push(own);
        }
        windows.push(Window {
            features,
            vote_features: Vec::new(),
            tags: tags_of(&document, marked, start, end),
            weight: marked.weight,
        });
    }
    windows
}

fn without_votes(window: &Window) -> Window {
    Window {
        vote_features: Vec::new(),
        ..window.clone()
    }
}

/// The right tags of a window. Of a name that it cuts it has a part.
fn tags_of(document: &Document, marked: &Marked, start: usize, end: usize) -> Vec<u8> {
    let mut tags = vec![0; end - start];
    for (span, kind) in &marked.names {
        let tokens = &document.tokens[start..end];
        let first = tokens.iter().position(|token| token.end as usize > span.start);
        let last = tokens.iter().rposition(|token| (token.start as usize) < span.end);
        if let (Some(first), Some(last)) = (first, last)
            && first <= last
        {
            tag_name(&mut tags[first..=last], *kind);
        }
    }
    tags
}

fn set_vote_features(window: &mut Window, document: &Document, start: usize, votes: &[Vote]) {
    window.vote_features = (start..start + window.tags.len())
        .map(|token| {
            let at = |distance: isize| {
                let other = token.checked_add_signed(distance)?;
                (document.sentences.get(other)? == &document.sentences[token]).then(|| votes[other])
            };
            let around = [-1, 0, 1].map(|distance| at(distance).unwrap_or(0));
            let words = [-1, 0, 1].map(|distance| document.word_at(token, distance));
            let mut own = Vec::with_capacity(16);
            for_each_vote_feature(around, words, |feature| own.push(feature));
            own
        })
        .collect();
}

/// Weights in eight bits, as a model file.
fn write(weights: &Weights, lexicon: &LexiconBytes, inputs: u128, least_weight: f32) -> Vec<u8> {
    let eight_bits = |weight: f32| (weight * SCALE).round().clamp(-127.0, 127.0) as i8;
    let features: Vec<(u64, [i8; TAGS])> = weights
        .features
        .iter()
        .filter(|(_, row)| row[..TAGS].iter().any(|weight| weight.abs() >= least_weight))
        .map(|(hash, row)| (*hash, std::array::from_fn(|tag| eight_bits(row[tag]))))
        .collect();
    let transitions: [[i16; TAGS]; TAGS] = std::array::from_fn(|first| {
        std::array::from_fn(|second| (weights.transitions[first][second] * SCALE).round() as i16)
    });
    write_model(&features, &transitions, lexicon, inputs)
}

/// Trains a model on the texts. Says on `say` what it is about.
pub fn train_model(
    texts: &[Marked],
    lexicon_bytes: &LexiconBytes,
    inputs: u128,
    plan: &Plan,
    say: &mut dyn FnMut(&str),
) -> Vec<u8> {
    let lexicon = Lexicon::open(&lexicon_bytes.clusters, &lexicon_bytes.words, &lexicon_bytes.phrases)
        .expect("tables that were just written");
    let mut windows: Vec<Vec<Window>> = texts.iter().map(|text| windows_of(text, &lexicon)).collect();
    let tokens: usize = windows.iter().flatten().map(|window| window.tags.len()).sum();
    say(&format!("{} texts, {tokens} tokens in windows", texts.len()));

    let mut votes: Vec<Vec<Vote>> = vec![Vec::new(); texts.len()];
    for fold in 0..FOLDS {
        // Windows of earlier parts have their votes by now; training for votes leaves them aside.
        let others: Vec<Window> = windows
            .iter()
            .enumerate()
            .filter(|(number, _)| number % FOLDS != fold)
            .flat_map(|(_, windows)| windows.iter().map(without_votes))
            .collect();
        let weights = train(&others, &plan.votes);
        let bytes = write(&weights, lexicon_bytes, inputs, plan.least_weight);
        let model = Model::open(&bytes).expect("a model that was just written");
        let mut tagger = Tagger::default();
        let mut document = Document::default();
        for (number, text) in texts.iter().enumerate().filter(|(number, _)| number % FOLDS == fold) {
            document.text.clone_from(&text.text);
            tagger.first_pass(&model, &mut document);
            votes[number] = tagger.ballot(&document);
            for (window, &(start, _)) in windows[number].iter_mut().zip(&document.windows) {
                set_vote_features(window, &document, start as usize, &votes[number]);
            }
        }
        say(&format!("votes of part {} of {FOLDS}", fold + 1));
    }
    let windows: Vec<Window> = windows.into_iter().flatten().collect();
    let weights = train(&windows, &plan.last);
    let bytes = write(&weights, lexicon_bytes, inputs, plan.least_weight);
    let kept = Model::open(&bytes).map_or(0, |model| model.features());
    say(&format!(
        "{kept} of {} features, {} bytes",
        weights.features.len(),
        bytes.len()
    ));
    bytes
}
