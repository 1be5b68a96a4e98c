//! Sets that join: union-find with path halving and union by size (Tarjan, "Efficiency of a Good But
//! Not Linear Set Union Algorithm", 1975).

/// Numbers from 0 in sets, each at first in one of its own.
pub struct UnionFind {
    above: Vec<u32>,
    sizes: Vec<u32>,
}

impl UnionFind {
    /// So many sets of one number.
    pub fn new(numbers: u32) -> UnionFind {
        UnionFind {
            above: (0..numbers).collect(),
            sizes: vec![1; numbers as usize],
        }
    }

    /// The number that stands for the set of a number.
    pub fn find(&mut self, mut number: u32) -> u32 {
        loop {
            let above = self.above[number as usize];
            if above == number {
                return number;
            }
            let next = self.above[above as usize];
            self.above[number as usize] = next;
            number = next;
        }
    }

    /// Joins the sets of two numbers.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        if one == other {
            return;
        }
        let (large, small) = match self.sizes[one as usize] >= self.sizes[other as usize] {
            true => (one, other),
            false => (other, one),
        };
        self.above[small as usize] = large;
        self.sizes[large as usize] += self.sizes[small as usize];
    }

    /// How many numbers the set of a number has.
    pub fn size(&mut self, number: u32) -> u32 {
        let root = self.find(number);
        self.sizes[root as usize]
    }
}
