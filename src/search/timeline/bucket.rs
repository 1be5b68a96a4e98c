//! The periods that a timeline counts by.

use jiff::civil::Date;

/// The day that days are counted from.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// How long the periods of a timeline are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// A week of ISO 8601, from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A quarter of a year: January to March is the first.
    Quarter,
    /// A year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

/// One period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket {
    /// Its length.
    pub unit: Unit,
    /// Its number: each period has the number after the one before it.
    pub number: i64,
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Unit; 6] = [
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
        Unit::Decade,
    ];

    /// The name on the command line and in JSON: `day`, `week`, `month`, `quarter`, `year`,
    /// `decade`.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
        }
    }

    /// Reads a [`name`](Self::name) back.
    ///
    /// ```
    /// use dateline::search::Unit;
    /// assert_eq!(Unit::from_name("week"), Some(Unit::Week));
    /// assert_eq!(Unit::from_name("fortnight"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// The period that a day lies in.
    pub fn bucket(self, day: Date) -> Bucket {
        let year = i64::from(day.year());
        let month = i64::from(day.month()) - 1;
        let number = match self {
            Unit::Day => day_number(day),
            // 1970 began on a Thursday, three days into its week.
            Unit::Week => (day_number(day) + 3).div_euclid(7),
            Unit::Month => year * 12 + month,
            Unit::Quarter => year * 4 + month / 3,
            Unit::Year => year,
            Unit::Decade => year.div_euclid(10),
        };
        Bucket { unit: self, number }
    }
}

impl Bucket {
    /// The first day.
    pub fn first_day(self) -> Date {
        let of_month = |months: i64| {
            let year = i16::try_from(months.div_euclid(12)).ok();
            let month = i8::try_from(months.rem_euclid(12) + 1).ok();
            let day = year.zip(month).and_then(|(year, month)| Date::new(year, month, 1).ok());
            day.unwrap_or(if months < 0 { Date::MIN } else { Date::MAX })
        };
        match self.unit {
            Unit::Day => day_of_number(self.number),
            Unit::Week => day_of_number(self.number * 7 - 3),
            Unit::Month => of_month(self.number),
            Unit::Quarter => of_month(self.number * 3),
            Unit::Year => of_month(self.number * 12),
            Unit::Decade => of_month(self.number * 120),
        }
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        let next = Bucket {
            number: self.number + 1,
            ..self
        };
        match next.first_day() {
            // The calendar ends inside this period.
            Date::MAX => Date::MAX,
            first => first.yesterday().unwrap_or(first),
        }
    }

    /// The name: `2025-02-12`, `2025-W07`, `2025-02`, `2025-Q1`, `2025`, `2020s`.
    ///
    /// ```
    /// use dateline::search::Unit;
    /// let day = jiff::civil::date(2024, 12, 30);
    /// assert_eq!(Unit::Week.bucket(day).label(), "2025-W01");
    /// assert_eq!(Unit::Quarter.bucket(day).label(), "2024-Q4");
    /// ```
    pub fn label(self) -> String {
        let day = self.first_day();
        let year = day.year();
        match self.unit {
            Unit::Day => day.to_string(),
            Unit::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Unit::Month => format!("{year:04}-{:02}", day.month()),
            Unit::Quarter => format!("{year:04}-Q{}", (day.month() - 1) / 3 + 1),
            Unit::Year => format!("{year:04}"),
            Unit::Decade => format!("{year:04}s"),
        }
    }
}

/// Number of a day, counted from 1970-01-01.
pub fn day_number(day: Date) -> i64 {
    day.duration_since(EPOCH).as_hours() / 24
}

/// The day of a number, the first or last of the calendar if it has none so far away.
pub fn day_of_number(number: i64) -> Date {
    let days = jiff::Span::new().try_days(number);
    let end = if number < 0 { Date::MIN } else { Date::MAX };
    days.and_then(|days| EPOCH.checked_add(days)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Weekday, date};
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(unit: Unit, day: Date, label: &str, first: Date, last: Date) {
        let bucket = unit.bucket(day);
        assert_eq!(
            (bucket.label().as_str(), bucket.first_day(), bucket.last_day()),
            (label, first, last)
        );
    }

    #[test]
    fn a_day_lies_in_its_period() {
        let day = date(2025, 2, 12);
        check(Unit::Day, day, "2025-02-12", day, day);
        check(Unit::Week, day, "2025-W07", date(2025, 2, 10), date(2025, 2, 16));
        check(Unit::Month, day, "2025-02", date(2025, 2, 1), date(2025, 2, 28));
        check(Unit::Quarter, day, "2025-Q1", date(2025, 1, 1), date(2025, 3, 31));
        check(Unit::Year, day, "2025", date(2025, 1, 1), date(2025, 12, 31));
        check(Unit::Decade, day, "2020s", date(2020, 1, 1), date(2029, 12, 31));
        check(
            Unit::Week,
            date(2021, 1, 3),
            "2020-W53",
            date(2020, 12, 28),
            date(2021, 1, 3),
        );
        check(
            Unit::Decade,
            date(1899, 12, 31),
            "1890s",
            date(1890, 1, 1),
            date(1899, 12, 31),
        );
    }

    #[test]
    fn names_lead_back() {
        for unit in Unit::ALL {
            assert_eq!(Unit::from_name(unit.name()), Some(unit));
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_in_periods_too() {
        for unit in Unit::ALL {
            for day in [Date::MIN, Date::MAX] {
                let bucket = unit.bucket(day);
                assert!(bucket.first_day() <= day && day <= bucket.last_day(), "{unit:?} {day}");
            }
        }
    }

    proptest! {
        #[test]
        fn periods_follow_on_each_other(number in -700_000i64..2_900_000, unit in 0usize..6) {
            let unit = Unit::ALL[unit];
            let day = day_of_number(number);
            let bucket = unit.bucket(day);
            prop_assert!(bucket.first_day() <= day && day <= bucket.last_day());
            prop_assert_eq!(unit.bucket(bucket.first_day()), bucket);
            prop_assert_eq!(unit.bucket(bucket.last_day()), bucket);
            let next = bucket.last_day().tomorrow().unwrap_or(Date::MAX);
            prop_assert_eq!(unit.bucket(next).number, bucket.number + 1);
            if unit == Unit::Week {
                prop_assert_eq!(bucket.first_day().weekday(), Weekday::Monday);
            }
            prop_assert_eq!(day_number(day), number);
        }
    }
}
