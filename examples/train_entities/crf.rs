//! Training: a conditional random field by stochastic gradient descent.
//!
//! AdaGrad (Duchi, Hazan and Singer, JMLR 2011) on one window after the other, features left out by
//! chance (dropout), weights averaged over the last half of the rounds and over several starts. One thread and a fixed order,
//! so that the same texts give the same weights.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use dateline::enrich::entities::recognise::tags::{TAGS, may_follow};
use dateline::enrich::entities::recognise::words::mix;

/// Scores or weights of the tags, padded to whole vectors.
pub type Row = [f32; 16];

const FORBIDDEN: f32 = -1e9;

/// How training goes.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How often training begins anew, each time in another order. The weights are the mean.
    pub starts: usize,
    /// Rounds over all windows.
    pub rounds: usize,
    /// Step of AdaGrad.
    pub rate: f32,
    /// Weight decay.
    pub decay: f32,
    /// Share of the features left out by chance.
    pub dropout: f32,
    /// A feature that stands fewer times in the texts is not learnt.
    pub least_count: u32,
}

/// A window of a training text: its tokens' features and tags.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// Features of each token, as hashes.
    pub features: Vec<Vec<u64>>,
    /// Those of the votes on each token; empty if they are not known.
    pub vote_features: Vec<Vec<u64>>,
    /// The right tags.
    pub tags: Vec<u8>,
    /// How much it counts.
    pub weight: f32,
}

/// What was learnt.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Weights of each feature, by its hash; the most frequent first.
    pub features: Vec<(u64, Row)>,
    /// What it is worth that the second tag follows the first.
    pub transitions: [Row; TAGS],
}

/// A hash is its own hash.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

type HashIndex = HashMap<u64, u32, BuildHasherDefault<Itself>>;

/// Share of a window's weight that goes to its view without votes, and to that with them: the first
/// pass has none.
const WEIGHT_WITHOUT_VOTES: f32 = 0.5;
const WEIGHT_WITH_VOTES: f32 = 0.7;

/// One window with features as numbers: all tokens' features one behind the other.
struct Example {
    features: Vec<u32>,
    /// Where each token's features end.
    ends: Vec<u32>,
    tags: Vec<u8>,
    weight: f32,
}

/// Numbers the features that are frequent enough, in the order in which they come.
fn number_features(windows: &[Window], least_count: u32) -> (Vec<u64>, Vec<Example>) {
    let mut counts = HashIndex::default();
    for window in windows {
        for hash in window.features.iter().chain(&window.vote_features).flatten() {
            *counts.entry(*hash).or_default() += 1;
        }
    }
    let mut numbers = HashIndex::default();
    let mut hashes = Vec::new();
    let mut examples = Vec::new();
    let mut example = |window: &Window, with_votes: bool, weight: f32| {
        let mut features = Vec::new();
        let mut ends = Vec::new();
        for (place, own) in window.features.iter().enumerate() {
            let votes = window.vote_features.get(place).filter(|_| with_votes);
            for hash in own.iter().chain(votes.into_iter().flatten()) {
                if counts.get(hash).is_some_and(|count| *count >= least_count) {
                    features.push(*numbers.entry(*hash).or_insert_with(|| {
                        hashes.push(*hash);
                        hashes.len() as u32 - 1
                    }));
                }
            }
            ends.push(features.len() as u32);
        }
        examples.push(Example {
            features,
            ends,
            tags: window.tags.clone(),
            weight,
        });
    };
    for window in windows {
        if window.vote_features.is_empty() {
            example(window, false, window.weight);
        } else {
            example(window, false, window.weight * WEIGHT_WITHOUT_VOTES);
            example(window, true, window.weight * WEIGHT_WITH_VOTES);
        }
    }
    (hashes, examples)
}

/// A small generator (xorshift, Marsaglia 2003): the order of training must not depend on a crate's
/// version.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// The sum of exponentials, as a logarithm.
fn log_sum(terms: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = terms.clone().fold(FORBIDDEN, f32::max);
    if most <= FORBIDDEN {
        return FORBIDDEN;
    }
    most + terms.map(|term| (term - most).exp()).sum::<f32>().ln()
}

/// The tags that may stand behind each tag, and before.
struct Steps {
    behind: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
}

impl Steps {
    fn new() -> Steps {
        let all = 0..TAGS;
        Steps {
            behind: all
                .clone()
                .map(|first| all.clone().filter(|second| may_follow(first, *second)).collect())
                .collect(),
            before: all
                .clone()
                .map(|second| all.clone().filter(|first| may_follow(*first, second)).collect())
                .collect(),
        }
    }
}

/// A number and the sum of its squared gradients.
#[derive(Clone, Copy)]
struct Learnt {
    weights: Row,
    squares: Row,
}

impl Learnt {
    const NEW: Learnt = Learnt {
        weights: [0.0; 16],
        squares: [1e-6; 16],
    };

    fn step(&mut self, gradient: &Row, rate: f32, decay: f32) {
        let rows = self.weights.iter_mut().zip(&mut self.squares).zip(gradient);
        for ((weight, square), gradient) in rows {
            let slope = gradient + decay * *weight;
            *square += slope * slope;
            *weight -= rate * slope / (square.sqrt() + 0.1);
        }
    }
}

/// Learns weights for the windows.
pub fn train(windows: &[Window], options: &Options) -> Weights {
    let (hashes, examples) = number_features(windows, options.least_count);
    let steps = Steps::new();
    let mut sums = vec![[0.0_f32; 16]; hashes.len()];
    let mut transition_sums = [[0.0_f32; 16]; TAGS];
    let mut summed = 0.0;
    let mut chance = Chance(12_345);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..options.starts {
        let mut learnt = vec![Learnt::NEW; hashes.len()];
        let mut transitions = [Learnt::NEW; TAGS];
        for round in 0..options.rounds {
            for place in (1..order.len()).rev() {
                order.swap(place, (chance.next() % (place as u64 + 1)) as usize);
            }
            for &number in &order {
                let salt = chance.next();
                learn(&examples[number], &mut learnt, &mut transitions, &steps, salt, options);
            }
            if round >= options.rounds / 2 {
                summed += 1.0;
                for (sum, learnt) in sums.iter_mut().zip(&learnt) {
                    add(sum, &learnt.weights, 1.0);
                }
                for (sum, learnt) in transition_sums.iter_mut().zip(&transitions) {
                    add(sum, &learnt.weights, 1.0);
                }
            }
        }
    }
    let mean = |sum: Row| sum.map(|number| number / summed);
    let mut counts = vec![0_u32; hashes.len()];
    for feature in examples.iter().flat_map(|example| &example.features) {
        counts[*feature as usize] += 1;
    }
    let mut by_count: Vec<usize> = (0..hashes.len()).collect();
    by_count.sort_by_key(|feature| std::cmp::Reverse(counts[*feature]));
    Weights {
        features: by_count
            .into_iter()
            .map(|feature| (hashes[feature], mean(sums[feature])))
            .collect(),
        transitions: transition_sums.map(mean),
    }
}

fn add(sum: &mut Row, row: &Row, factor: f32) {
    for (sum, number) in sum.iter_mut().zip(row) {
        *sum += number * factor;
    }
}

/// One step down the slope for one window.
fn learn(
    example: &Example,
    learnt: &mut [Learnt],
    transitions: &mut [Learnt; TAGS],
    steps: &Steps,
    salt: u64,
    options: &Options,
) {
    let length = example.tags.len();
    let threshold = (f64::from(options.dropout) * f64::from(u32::MAX)) as u32;
    let scale = 1.0 / (1.0 - options.dropout);
    let kept = |token: usize, feature: u32| {
        threshold == 0 || (mix(u64::from(feature) + 1, salt.wrapping_add(token as u64)) >> 32) as u32 >= threshold
    };
    let features_of = |token: usize| {
        let start = if token == 0 {
            0
        } else {
            example.ends[token - 1] as usize
        };
        let features = &example.features[start..example.ends[token] as usize];
        features.iter().copied().filter(move |feature| kept(token, *feature))
    };
    let scores: Vec<Row> = (0..length)
        .map(|token| {
            let mut row = [0.0; 16];
            for feature in features_of(token) {
                add(&mut row, &learnt[feature as usize].weights, scale);
            }
            row
        })
        .collect();
    let step = |first: usize, second: usize| transitions[first].weights[second];

    let mut ahead = vec![[FORBIDDEN; TAGS]; length];
    let mut back = vec![[FORBIDDEN; TAGS]; length];
    for &tag in &steps.behind[0] {
        ahead[0][tag] = scores[0][tag] + step(0, tag);
    }
    for token in 1..length {
        for tag in 0..TAGS {
            let terms = steps.before[tag]
                .iter()
                .map(|&before| ahead[token - 1][before] + step(before, tag));
            ahead[token][tag] = (log_sum(terms) + scores[token][tag]).max(FORBIDDEN);
        }
    }
    for &tag in &steps.before[0] {
        back[length - 1][tag] = step(tag, 0);
    }
    for token in (0..length - 1).rev() {
        for tag in 0..TAGS {
            let terms = steps.behind[tag]
                .iter()
                .map(|&next| step(tag, next) + scores[token + 1][next] + back[token + 1][next]);
            back[token][tag] = log_sum(terms).max(FORBIDDEN);
        }
    }
    let all = log_sum((0..TAGS).map(|tag| ahead[length - 1][tag] + back[length - 1][tag]));

    let mut slopes = [[0.0_f32; 16]; TAGS];
    for token in 0..=length {
        for (first, second) in
            (0..TAGS).flat_map(|first| steps.behind[first].iter().map(move |second| (first, *second)))
        {
            let before = match token {
                0 if first == 0 => 0.0,
                0 => continue,
                _ => ahead[token - 1][first],
            };
            let behind = match token {
                _ if token < length => scores[token][second] + back[token][second],
                _ if second == 0 => 0.0,
                _ => continue,
            };
            slopes[first][second] += (before + step(first, second) + behind - all).exp();
        }
        let first = if token == 0 {
            0
        } else {
            usize::from(example.tags[token - 1])
        };
        let second = example.tags.get(token).map_or(0, |tag| usize::from(*tag));
        slopes[first][second] -= 1.0;
    }
    for token in 0..length {
        let mut slope = [0.0; 16];
        for tag in 0..TAGS {
            slope[tag] = (ahead[token][tag] + back[token][tag] - all).exp();
        }
        slope[usize::from(example.tags[token])] -= 1.0;
        slope = slope.map(|number| number * example.weight * scale);
        if slope.iter().all(|number| number.abs() < 1e-4) {
            continue;
        }
        for feature in features_of(token) {
            learnt[feature as usize].step(&slope, options.rate, options.decay);
        }
    }
    for (first, slopes) in slopes.iter().enumerate() {
        let slope = slopes.map(|number| number * example.weight);
        transitions[first].step(&slope, options.rate, 1e-5);
    }
}
