//! [`Published`] on the scale of minutes, as text, and back from text; the names of its parts.

use jiff::civil::{Date, DateTime};

use super::{DateOrigin, GivenDate, Precision, Published, read_date};

/// The day from which minutes are counted.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

const MINUTES_PER_DAY: i64 = 24 * 60;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl GivenDate {
    /// Reads the date; `None` if there is no date in it. A time of day that cannot be read is
    /// left out.
    pub fn read(&self) -> Option<Published> {
        let reading = read_date(&self.raw)?;
        Some(Published {
            at: reading.at,
            precision: reading.precision,
            offset_minutes: reading.offset_minutes,
            origin: self.origin,
            raw: self.raw.clone(),
        })
    }
}

impl Published {
    /// The first civil minute that the date covers by its precision, counted from
    /// 1970-01-01T00:00 in the zone of the source. Earlier minutes are negative.
    ///
    /// ```
    /// use dateline::article::{DateOrigin, Published};
    /// let april = Published::from_iso("1970-04", DateOrigin::Field, "April 1970").expect("an ISO date");
    /// assert_eq!(april.first_minute(), 90 * 24 * 60);
    /// assert_eq!(april.last_minute(), 120 * 24 * 60 - 1);
    /// ```
    pub fn first_minute(&self) -> i64 {
        let day = self.at.date();
        match self.precision {
            Precision::Year => minute_of_day_start(day.first_of_year()),
            Precision::Month => minute_of_day_start(day.first_of_month()),
            Precision::Day => minute_of_day_start(day),
            Precision::Minute => {
                minute_of_day_start(day) + i64::from(self.at.hour()) * 60 + i64::from(self.at.minute())
            }
        }
    }

    /// The last civil minute that the date covers by its precision, counted as in
    /// [`first_minute`](Self::first_minute).
    pub fn last_minute(&self) -> i64 {
        let day = self.at.date();
        match self.precision {
            Precision::Year => minute_of_day_start(day.last_of_year()) + MINUTES_PER_DAY - 1,
            Precision::Month => minute_of_day_start(day.last_of_month()) + MINUTES_PER_DAY - 1,
            Precision::Day => minute_of_day_start(day) + MINUTES_PER_DAY - 1,
            Precision::Minute => self.first_minute(),
        }
    }

    /// Returns the date in ISO 8601, no finer than it is known: `2025`, `2025-04`, `2025-04-25`,
    /// `2025-04-25T10:15`, the last with `+03:00` or `Z` where the source states its offset.
    pub fn to_iso(&self) -> String {
        let (year, month, day) = (self.at.year(), self.at.month(), self.at.day());
        match self.precision {
            Precision::Year => format!("{year:04}"),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Day => format!("{year:04}-{month:02}-{day:02}"),
            Precision::Minute => {
                let (hour, minute) = (self.at.hour(), self.at.minute());
                let offset = self.offset_minutes.map(offset_to_iso).unwrap_or_default();
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}{offset}")
            }
        }
    }

    /// Reads exactly what [`to_iso`](Self::to_iso) writes.
    ///
    /// ```
    /// use dateline::article::{DateOrigin, Published};
    /// let date = Published::from_iso("2025-04-25T10:15+03:00", DateOrigin::Field, "").expect("an ISO date");
    /// assert_eq!(date.offset_minutes, Some(180));
    /// assert_eq!(date.to_iso(), "2025-04-25T10:15+03:00");
    /// ```
    pub fn from_iso(iso: &str, origin: DateOrigin, raw: &str) -> Option<Published> {
        let (precision, offset) = match iso.len() {
            4 => (Precision::Year, ""),
            7 => (Precision::Month, ""),
            10 => (Precision::Day, ""),
            16.. => (Precision::Minute, iso.get(16..)?),
            _ => return None,
        };
        let number = |range: std::ops::Range<usize>, before: &str| {
            let at = range.start - before.len();
            let digits = iso.get(at..range.end)?.strip_prefix(before)?;
            digits
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| digits.parse::<i16>().ok())?
        };
        let part = |least: Precision, range: std::ops::Range<usize>, before: &str, first: i8| {
            if precision < least {
                return Some(first);
            }
            i8::try_from(number(range, before)?).ok()
        };
        let year = number(0..4, "")?;
        let month = part(Precision::Month, 5..7, "-", 1)?;
        let day = part(Precision::Day, 8..10, "-", 1)?;
        let hour = part(Precision::Minute, 11..13, "T", 0)?;
        let minute = part(Precision::Minute, 14..16, ":", 0)?;
        Some(Published {
            at: DateTime::new(year, month, day, hour, minute, 0, 0).ok()?,
            precision,
            offset_minutes: match offset {
                "" => None,
                _ => Some(offset_from_iso(offset)?),
            },
            origin,
            raw: raw.to_owned(),
        })
    }

    /// Returns the date as people read it, no finer than it is known: `2025`, `Apr 2025`,
    /// `25 Apr 2025`, `25 Apr 2025 10:15`. The offset is left out.
    pub fn to_human(&self) -> String {
        let (year, day) = (self.at.year(), self.at.day());
        let month = usize::try_from(self.at.month() - 1)
            .ok()
            .and_then(|index| MONTHS.get(index))
            .unwrap_or(&"");
        match self.precision {
            Precision::Year => format!("{year}"),
            Precision::Month => format!("{month} {year}"),
            Precision::Day => format!("{day} {month} {year}"),
            Precision::Minute => {
                format!("{day} {month} {year} {:02}:{:02}", self.at.hour(), self.at.minute())
            }
        }
    }
}

impl Precision {
    /// All precisions, the coarsest first.
    pub const ALL: [Precision; 4] = [Precision::Year, Precision::Month, Precision::Day, Precision::Minute];

    /// The name in JSON, CSV and the index: `year`, `month`, `day`, `minute`.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
            Precision::Minute => "minute",
        }
    }

    /// Reads a [`name`](Self::name) back.
    pub fn from_name(name: &str) -> Option<Precision> {
        Precision::ALL.into_iter().find(|precision| precision.name() == name)
    }
}

impl DateOrigin {
    /// All origins.
    pub const ALL: [DateOrigin; 10] = [
        DateOrigin::Field,
        DateOrigin::JsonLd,
        DateOrigin::Meta,
        DateOrigin::TimeElement,
        DateOrigin::Header,
        DateOrigin::Url,
        DateOrigin::Path,
        DateOrigin::Dateline,
        DateOrigin::Lead,
        DateOrigin::FileTime,
    ];

    /// The name in JSON and the index: `field`, `json_ld`, `meta`, `time`, `header`, `url`,
    /// `path`, `dateline`, `lead`, `file_time`.
    pub fn name(self) -> &'static str {
        match self {
            DateOrigin::Field => "field",
            DateOrigin::JsonLd => "json_ld",
            DateOrigin::Meta => "meta",
            DateOrigin::TimeElement => "time",
            DateOrigin::Header => "header",
            DateOrigin::Url => "url",
            DateOrigin::Path => "path",
            DateOrigin::Dateline => "dateline",
            DateOrigin::Lead => "lead",
            DateOrigin::FileTime => "file_time",
        }
    }

    /// Reads a [`name`](Self::name) back.
    pub fn from_name(name: &str) -> Option<DateOrigin> {
        DateOrigin::ALL.into_iter().find(|origin| origin.name() == name)
    }
}

fn minute_of_day_start(day: Date) -> i64 {
    day.duration_since(EPOCH).as_secs() / 60
}

/// Returns an offset from UTC in ISO 8601: `Z` or `+03:00`.
pub fn offset_to_iso(minutes_east: i16) -> String {
    let minutes = minutes_east.unsigned_abs();
    match minutes_east {
        0 => "Z".to_owned(),
        1.. => format!("+{:02}:{:02}", minutes / 60, minutes % 60),
        ..0 => format!("-{:02}:{:02}", minutes / 60, minutes % 60),
    }
}

fn offset_from_iso(offset: &str) -> Option<i16> {
    if offset == "Z" {
        return Some(0);
    }
    let sign = match offset.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let number = |digits: &str| {
        let fits = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| digits.parse::<i16>().ok())?
    };
    let minutes = number(minutes).filter(|minutes| *minutes < 60)?;
    Some(sign * (number(hours)? * 60 + minutes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::datetime;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(iso: &str, human: &str, minutes: [i64; 2]) {
        let published = Published::from_iso(iso, DateOrigin::Header, "as printed").unwrap();
        assert_eq!(published.to_iso(), iso);
        assert_eq!(published.to_human(), human);
        assert_eq!([published.first_minute(), published.last_minute()], minutes);
    }

    #[test]
    fn a_date_covers_what_is_printed_of_it() {
        check("1970", "1970", [0, 365 * 1440 - 1]);
        check("1970-02", "Feb 1970", [31 * 1440, 59 * 1440 - 1]);
        check("1970-01-05", "5 Jan 1970", [4 * 1440, 5 * 1440 - 1]);
        check("1970-01-01T10:15", "1 Jan 1970 10:15", [615, 615]);
        check("1969-12-31T23:59Z", "31 Dec 1969 23:59", [-1, -1]);
        check("1600-02", "Feb 1600", [-194_556_960, -194_515_201]);
    }

    #[test]
    fn minutes_are_those_of_the_source_whatever_its_offset() {
        check("1970-01-01T10:15+03:00", "1 Jan 1970 10:15", [615, 615]);
        check("1970-01-01T10:15-03:30", "1 Jan 1970 10:15", [615, 615]);
    }

    #[test]
    fn only_its_own_form_is_read_back() {
        for wrong in [
            "",
            "25",
            "2025-4",
            "2025-13",
            "2025-02-30",
            "2025-04-25 10:15",
            "2025-04-25T24:00",
            "+025",
        ] {
            assert_eq!(Published::from_iso(wrong, DateOrigin::Field, ""), None, "{wrong}");
        }
        for wrong in ["+3:00", "+03:60", "z", "+0300", "é", "+03:00x"] {
            let iso = format!("2025-04-25T10:15{wrong}");
            assert_eq!(Published::from_iso(&iso, DateOrigin::Field, ""), None, "{iso}");
        }
    }

    #[test]
    fn names_lead_back() {
        for precision in Precision::ALL {
            assert_eq!(Precision::from_name(precision.name()), Some(precision));
        }
        for origin in DateOrigin::ALL {
            assert_eq!(DateOrigin::from_name(origin.name()), Some(origin));
        }
        assert_eq!(Precision::from_name("hour"), None);
    }

    proptest! {
        #[test]
        fn every_date_comes_back_from_its_iso_form(
            year in 0i16..=9999, month in 1i8..=12, day in 1i8..=28, hour in 0i8..24, minute in 0i8..60,
            precision in 0usize..4, offset_minutes in proptest::option::of(-1080i16..=1080),
        ) {
            let precision = Precision::ALL[precision];
            let at = match precision {
                Precision::Year => datetime(year, 1, 1, 0, 0, 0, 0),
                Precision::Month => datetime(year, month, 1, 0, 0, 0, 0),
                Precision::Day => datetime(year, month, day, 0, 0, 0, 0),
                Precision::Minute => datetime(year, month, day, hour, minute, 0, 0),
            };
            let offset_minutes = offset_minutes.filter(|_| precision == Precision::Minute);
            let date = Published { at, precision, offset_minutes, origin: DateOrigin::Field, raw: "x".to_owned() };
            prop_assert_eq!(Published::from_iso(&date.to_iso(), date.origin, &date.raw), Some(date.clone()));
            prop_assert!(date.first_minute() <= date.last_minute());
        }

        #[test]
        fn any_text_is_read_back_or_refused(text in "\\PC{0,24}") {
            Published::from_iso(&text, DateOrigin::Field, "");
        }
    }
}
