//! The dates of an answer, counted from two columns.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tantivy::{DocId, SegmentReader};

use super::bucket::day_of_number;
use crate::search::found::Found;

const MINUTES_PER_DAY: i64 = 24 * 60;

/// Numbers of articles by their dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateCounts {
    /// Articles dated to a day or closer, by that day.
    pub days: BTreeMap<Date, u64>,
    /// Articles dated to a month or year, by the first and the last day of it.
    pub longer: BTreeMap<(Date, Date), u64>,
    /// Articles without a date.
    pub undated: u64,
}

/// The day of a minute since 1970, as the date columns count.
pub fn day_of_minute(minute: i64) -> Date {
    day_of_number(minute.div_euclid(MINUTES_PER_DAY))
}

impl DateCounts {
    /// Counts the dates of an answer.
    ///
    /// # Errors
    /// Whatever reading the columns gives.
    pub fn of(found: &Found) -> tantivy::Result<DateCounts> {
        let mut counts = DateCounts::default();
        for (segment, documents) in found.searcher.segment_readers().iter().zip(&found.documents) {
            counts.add(segment, documents)?;
        }
        Ok(counts)
    }

    fn add(&mut self, segment: &SegmentReader, documents: &[DocId]) -> tantivy::Result<()> {
        let firsts = segment.fast_fields().i64("published_first")?;
        let lasts = segment.fast_fields().i64("published_last")?;
        let day_of = |minute: i64| minute.div_euclid(MINUTES_PER_DAY);
        // One place for each day from the first to the last of the segment.
        let from = day_of(firsts.min_value());
        let days = (day_of(firsts.max_value()) - from + 1).max(0);
        let mut by_day = vec![0u64; usize::try_from(days).unwrap_or_default()];
        for document in documents {
            let (Some(first), Some(last)) = (firsts.first(*document), lasts.first(*document)) else {
                self.undated += 1;
                continue;
            };
            let (first, last) = (day_of(first), day_of(last));
            match usize::try_from(first - from).ok().and_then(|day| by_day.get_mut(day)) {
                Some(count) if first == last => *count += 1,
                _ => {
                    *self
                        .longer
                        .entry((day_of_number(first), day_of_number(last)))
                        .or_default() += 1
                }
            }
        }
        for (day, count) in (from..).zip(by_day).filter(|(_, count)| *count > 0) {
            *self.days.entry(day_of_number(day)).or_default() += count;
        }
        Ok(())
    }

    /// Number of articles with a date.
    pub fn dated(&self) -> u64 {
        self.days.values().chain(self.longer.values()).sum()
    }

    /// Every date as first and last day, with its number of articles.
    pub fn periods(&self) -> impl Iterator<Item = (Date, Date, u64)> {
        let days = self.days.iter().map(|(day, count)| (*day, *day, *count));
        let longer = self.longer.iter().map(|((first, last), count)| (*first, *last, *count));
        days.chain(longer)
    }
}
