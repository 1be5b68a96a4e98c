//! A table from hashes to small rows of bytes, read where it lies: nothing is built when it is opened.
//!
//! Rows are sorted by bucket, the top bits of the hash. A list of bucket starts, then 16 bits of each
//! hash, then the rows. A hash that is not in the table is taken for one that is with a chance of
//! about 1 in 20,000, which for features and lists does no harm.
//!
//! ```text
//! u32 bits of a bucket number | u32 row bytes | u32 rows | u32 × (buckets + 1) starts | u16 × rows | 16 zeros | rows | 16 zeros
//! ```

/// Bytes before the bucket starts.
const HEAD_BYTES: usize = 12;

/// Zeros behind prints and rows, so that a wide read of the last stays inside.
const TAIL_BYTES: usize = 16;

/// A table as it lies in the model file.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    starts: &'a [u8],
    prints: &'a [u8],
    rows: &'a [u8],
    row_bytes: usize,
    shift: u32,
}

impl<'a> Table<'a> {
    /// Opens a table. Returns None if the lengths inside do not fit.
    pub fn open(bytes: &'a [u8]) -> Option<Table<'a>> {
        let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..at + 4)?.first_chunk()?));
        let (bits, row_bytes, rows) = (number(0)?, number(4)? as usize, number(8)? as usize);
        if !(1..=24).contains(&bits) {
            return None;
        }
        let (starts, rest) = bytes.get(HEAD_BYTES..)?.split_at_checked(((1 << bits) + 1) * 4)?;
        let (prints, rest) = rest.split_at_checked(rows.checked_mul(2)?.checked_add(TAIL_BYTES)?)?;
        let is_whole = rest.len() == rows.checked_mul(row_bytes)?.checked_add(TAIL_BYTES)?;
        is_whole.then_some(Table {
            starts,
            prints,
            rows: rest,
            row_bytes,
            shift: 64 - bits,
        })
    }

    /// Number of rows.
    #[cfg(test)]
    fn len(&self) -> usize {
        (self.prints.len() - TAIL_BYTES) / 2
    }

    /// The number of a hash's row. If the second is false, the table has none, and the first is some
    /// number; so nobody need branch on it.
    #[inline]
    fn row_number(&self, hash: u64) -> (usize, bool) {
        let bucket = (hash >> self.shift) as usize * 4;
        let bounds = self
            .starts
            .get(bucket..bucket + 8)
            .and_then(|bounds| bounds.first_chunk());
        let bounds = u64::from_le_bytes(*bounds.unwrap_or(&[0; 8]));
        let (start, end) = (bounds as u32 as usize, (bounds >> 32) as usize);
        // Eight at a time, those of later buckets too: nearly no bucket has more.
        let place = self.place_of(start, hash as u16);
        let is_found = place < end.saturating_sub(start).min(8);
        if end.saturating_sub(start) <= 8 || is_found {
            return (start + place, is_found);
        }
        let mut next = start + 8;
        while next < end {
            let place = self.place_of(next, hash as u16);
            if place < (end - next).min(8) {
                return (next + place, true);
            }
            next += 8;
        }
        (0, false)
    }

    /// The first of eight prints from `start` on that is the wanted one; 8 or more if none is.
    #[inline]
    fn place_of(&self, start: usize, wanted: u16) -> usize {
        let prints = self.prints.get(start * 2..).and_then(|prints| prints.first_chunk());
        let prints = u128::from_le_bytes(*prints.unwrap_or(&[0; 16]));
        let [first, second] = [prints as u64, (prints >> 64) as u64].map(|four| place_of_four(four, wanted));
        if first < 4 { first } else { 4 + second }
    }

    /// The first `N` bytes of a row by its number; those beyond the row belong to the next.
    #[inline]
    fn row_at<const N: usize>(&self, number: usize) -> Option<&'a [u8; N]> {
        self.rows.get(number * self.row_bytes..)?.first_chunk()
    }

    /// The same of the row of a hash.
    #[inline]
    pub fn row<const N: usize>(&self, hash: u64) -> Option<&'a [u8; N]> {
        let (number, is_found) = self.row_number(hash);
        if is_found { self.row_at(number) } else { None }
    }
}

/// The first of four prints that is the wanted one; 4 if none is.
#[inline]
fn place_of_four(prints: u64, wanted: u16) -> usize {
    (equal_of_four(prints, wanted).trailing_zeros() / 16) as usize
}

/// The highest bit of the first of four prints that is the wanted one, the first in the lowest bits; 0 if none is.
/// Higher bits mean nothing. A lane of a word is 0 where it is equal, and only the lowest bit that the subtraction
/// raises is sure to be one (Knuth, The Art of Computer Programming 4A, 7.1.3).
#[inline]
pub fn equal_of_four(prints: u64, wanted: u16) -> u64 {
    const ONES: u64 = 0x0001_0001_0001_0001;
    let unequal = prints ^ (u64::from(wanted) * ONES);
    unequal.wrapping_sub(ONES) & !unequal & (ONES << 15)
}

/// Writes a table of rows of `row_bytes` bytes each. Of rows with one hash, the first counts.
pub fn write_table(rows: &mut Vec<(u64, Vec<u8>)>, row_bytes: usize) -> Vec<u8> {
    rows.sort_by_key(|row| row.0);
    rows.dedup_by_key(|row| row.0);
    // Two to four rows a bucket.
    let bits = (rows.len() / 2).max(2).ilog2();
    let mut bytes = Vec::new();
    for number in [bits, row_bytes as u32, rows.len() as u32] {
        bytes.extend(number.to_le_bytes());
    }
    for bucket in 0..=1_u64 << bits {
        let start = rows.partition_point(|row| row.0 >> (64 - bits) < bucket);
        bytes.extend((start as u32).to_le_bytes());
    }
    for (hash, _) in rows.iter() {
        bytes.extend((*hash as u16).to_le_bytes());
    }
    bytes.extend([0; TAIL_BYTES]);
    for (_, row) in rows.iter() {
        bytes.extend(row.iter().copied().chain(std::iter::repeat(0)).take(row_bytes));
    }
    bytes.extend([0; TAIL_BYTES]);
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_comes_back_by_its_hash(
            expected in proptest::collection::btree_map(any::<u64>(), any::<[u8; 3]>(), 0..300),
        ) {
            let mut rows = expected.iter().map(|(hash, row)| (*hash, row.to_vec())).collect();
            let bytes = write_table(&mut rows, 3);
            let table = Table::open(&bytes).expect("a whole table");
            prop_assert_eq!(table.len(), expected.len());
            let mut strays = 0;
            for (hash, row) in &expected {
                // Another hash of the bucket may look the same in 16 bits.
                strays += usize::from(table.row::<3>(*hash) != Some(row));
            }
            prop_assert!(strays <= 1);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), hash: u64) {
            if let Some(table) = Table::open(&bytes) {
                table.row::<2>(hash);
            }
        }
    }
}
