//! What the evaluator finds quickly is what it finds by looking at every pair.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::collection::btree_set;
use proptest::prelude::*;

use super::*;
use crate::query::Within;

fn places() -> impl Strategy<Value = Vec<u32>> {
    btree_set(0u32..40, 0..12).prop_map(|places: BTreeSet<u32>| places.into_iter().collect())
}

proptest! {
    #[test]
    fn the_shortest_spans_are_the_first_ones_of_all(
        left in places(), right in places(), steps in 1u32..9, ordered: bool,
    ) {
        let word = |slot| Part::Word { slot, leaf: slot };
        let rule = Rule { within: Within::Steps(steps), ordered };
        let near = Near { left: word(0), right: word(1), rule, negated: false };
        let part = Part::Near(Box::new(near));
        let places = [left.clone(), right.clone()];
        let text = Text { places: &places, sentences: &[], paragraphs: &[], is_body: true };
        let mut evaluator = Evaluator::default();
        let (mut shortest, mut all) = (Vec::new(), Vec::new());
        evaluator.shortest_spans(&part, &text, &mut shortest).unwrap();
        evaluator.spans(&part, &text, &mut all).unwrap();
        all.dedup_by_key(|span| span.first);
        prop_assert_eq!(&shortest, &all);
        // And by the definition: a place of each side, at most so many steps apart.
        let mut pairs = BTreeSet::new();
        for one in &left {
            for other in &right {
                if one != other && one.abs_diff(*other) <= steps && (!ordered || one < other) {
                    pairs.insert((*one.min(other), *one.max(other)));
                }
            }
        }
        let firsts: BTreeSet<u32> = pairs.iter().map(|(first, _)| *first).collect();
        let expected: Vec<Span> = firsts
            .into_iter()
            .map(|first| Span { first, last: pairs.range((first, 0)..).next().unwrap().1 })
            .collect();
        prop_assert_eq!(shortest, expected);
    }
}
