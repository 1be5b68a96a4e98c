//! The distinct spellings of one text, numbered from 0 on.

/// From hashes to numbers, for one text after the other.
#[derive(Debug, Default)]
pub struct Names {
    /// Hash and number, found by the low bits of the hash; the number belongs to the text of this round.
    slots: Vec<(u64, u32, u32)>,
    round: u32,
    count: u32,
}

impl Names {
    /// The number of what has none.
    pub const NONE: u32 = u32::MAX;

    /// Room at the beginning: most articles have fewer spellings.
    const FIRST_SLOTS: usize = 1_024;

    /// Forgets all.
    pub fn clear(&mut self) {
        self.count = 0;
        self.round = self.round.wrapping_add(1);
        if self.round == 0 || self.slots.is_empty() {
            self.slots.clear();
            self.slots.resize(Self::FIRST_SLOTS, (0, 0, 0));
            self.round = 1;
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number of a hash; the next one if it is new.
    #[inline]
    pub fn number(&mut self, hash: u64) -> u32 {
        if self.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let round = self.round;
        let at = self.place(hash);
        match self.slots.get_mut(at) {
            Some((_, number, slot_round)) if *slot_round == round => *number,
            Some(slot) => {
                *slot = (hash, self.count, round);
                self.count += 1;
                self.count - 1
            }
            None => Self::NONE,
        }
    }

    /// The number of a hash, if it has one.
    pub fn find(&self, hash: u64) -> Option<u32> {
        let (_, number, round) = self.slots.get(self.place(hash))?;
        (*round == self.round).then_some(*number)
    }

    /// The slot that holds the hash, or the free one that would.
    fn place(&self, hash: u64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some((other, _, round)) = self.slots.get(at) {
            if *round != self.round || *other == hash {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let room = (self.slots.len() * 2).max(Self::FIRST_SLOTS);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0, 0); room]);
        for slot in old.into_iter().filter(|slot| slot.2 == self.round) {
            let at = self.place(slot.0);
            self.slots[at] = slot;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_a_map(rounds in proptest::collection::vec(proptest::collection::vec(0_u64..3_000, 0..2_000), 1..4)) {
            let mut names = Names::default();
            for hashes in rounds {
                names.clear();
                let mut expected = std::collections::HashMap::new();
                for hash in hashes {
                    let next = expected.len() as u32;
                    let number = *expected.entry(hash).or_insert(next);
                    prop_assert_eq!(names.number(hash), number);
                    prop_assert_eq!(names.find(hash), Some(number));
                }
                prop_assert_eq!(names.len(), expected.len());
                prop_assert_eq!(names.find(9_999), None);
            }
        }
    }
}
