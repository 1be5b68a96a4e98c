//! The time of day behind a date, and its zone.

use super::names;
use super::scan::{Cursor, folded_name};

/// The largest offset from UTC that a zone may have, in hours. Real zones end at 14; time zones
/// of history (Manila until 1844) reach almost 16.
const MAX_OFFSET_HOURS: i16 = 16;

/// A time of day as far as the index keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// Minutes east of UTC, where printed.
    pub offset_minutes: Option<i16>,
}

/// What stands where a time of day may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    /// Nothing that looks like a time.
    None,
    /// A time.
    Read(Clock),
    /// Something that looks like a time and is none: `605:12:19.12`, `25:61`, `24:00`.
    Unreadable,
}

/// How the time is tied to the day before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// A space, a comma, a word such as "at".
    Separated,
    /// The same, or the `T` of ISO 8601.
    LetterT,
    /// The same, or nothing at all, as behind `日`.
    Nothing,
}

/// Takes the time of day behind a day, if there is any.
pub(super) fn time_behind_day(cursor: &mut Cursor, tie: Tie) -> TimeOfDay {
    let mut ahead = *cursor;
    let by_letter = tie == Tie::LetterT && ahead.one_of(&['T', 't']).is_some() && ahead.at_digit();
    if !by_letter {
        ahead = *cursor;
        let separated = separator(&mut ahead) || tie == Tie::Nothing;
        if !separated || !ahead.at_digit() {
            return TimeOfDay::None;
        }
    }
    let start = ahead;
    if let Some(read) = clock(&mut ahead, by_letter) {
        *cursor = ahead;
        return TimeOfDay::Read(read);
    }
    ahead = start;
    if !by_letter && ahead.byte(ahead.digits_ahead()) != Some(b':') {
        return TimeOfDay::None;
    }
    skip_unreadable(&mut ahead);
    *cursor = ahead;
    TimeOfDay::Unreadable
}

/// Takes a time of day: `10:15`, `10:15:01.79`, `10.15 BST`, `10h15`, `10 a.m. EST`, and behind a
/// `T` also `1015` and `101501`. Leap seconds are let through; 24:00 is not a time.
pub(super) fn clock(cursor: &mut Cursor, behind_letter: bool) -> Option<Clock> {
    let mut ahead = *cursor;
    let digits = ahead.digits_ahead();
    let mut needs_proof = false;
    let mut needs_half = false;
    let (hour, minute);
    if behind_letter && matches!(digits, 4 | 6) {
        hour = ahead.fixed(2)?;
        minute = ahead.fixed(2)?;
        if digits == 6 {
            second(&mut ahead)?;
        }
    } else {
        hour = ahead.number(1..=2)?;
        let separator = match ahead.byte(1) {
            Some(b'0'..=b'9') => ahead.one_of(&[':', '.', 'h', 'H']),
            _ => None,
        };
        minute = match separator {
            Some(_) => ahead.number(2..=2)?,
            None => 0,
        };
        needs_half = separator.is_none();
        needs_proof = separator == Some('.');
        if separator == Some(':') && ahead.digit_behind(':') && ahead.take(':') {
            second(&mut ahead)?;
        }
    }
    let half = half_of_day(&mut ahead);
    let has_clock_word = half.is_none() && clock_word_behind(&mut ahead);
    let zone = zone(&mut ahead);
    if matches!(zone, Zone::Malformed) || !ahead.at_word_end() {
        return None;
    }
    let proven = half.is_some() || has_clock_word || matches!(zone, Zone::Read(_)) || ahead.at_line_end();
    if (needs_half && half.is_none() && !has_clock_word) || (needs_proof && !proven) {
        return None;
    }
    let hour = match (half, hour) {
        (None, 0..=23) => hour,
        (Some(Half::Morning), 12) => 0,
        (Some(Half::Morning), 0..=11) => hour,
        (Some(Half::Evening), 12..=23) => hour,
        (Some(Half::Evening), 1..=11) => hour + 12,
        _ => return None,
    };
    if minute > 59 {
        return None;
    }
    *cursor = ahead;
    let offset_minutes = match zone {
        Zone::Read(offset_minutes) => offset_minutes,
        Zone::None | Zone::Malformed => None,
    };
    Some(Clock {
        hour: i8::try_from(hour).ok()?,
        minute: i8::try_from(minute).ok()?,
        offset_minutes,
    })
}

fn second(cursor: &mut Cursor) -> Option<()> {
    if cursor.number(2..=2)? > 60 {
        return None;
    }
    if cursor.digit_behind('.') || cursor.digit_behind(',') {
        cursor.one_of(&['.', ',']);
        cursor.skip_digits();
    }
    Some(())
}

/// Takes what may stand between a day and the time of day, and returns true if anything did.
fn separator(cursor: &mut Cursor) -> bool {
    if cursor.take(':') {
        return true;
    }
    let mut any = cursor.take(',');
    any |= cursor.spaces_of_line();
    any |= cursor.take(',');
    cursor.spaces_of_line();
    if !any {
        return false;
    }
    let mut ahead = *cursor;
    if ahead.one_of(&['-', '–', '—', '|', '·']).is_some() && ahead.spaces_of_line() {
        *cursor = ahead;
    }
    let mut ahead = *cursor;
    let named = ahead
        .word()
        .is_some_and(|word| names::is_clock_word(&folded_name(word)));
    if named && ahead.spaces_of_line() {
        *cursor = ahead;
    }
    true
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
}

fn half_of_day(cursor: &mut Cursor) -> Option<Half> {
    let mut ahead = *cursor;
    ahead.spaces_of_line();
    let half = match ahead.one_of(&['a', 'A', 'p', 'P'])? {
        'a' | 'A' => Half::Morning,
        _ => Half::Evening,
    };
    let dotted = ahead.take('.');
    ahead.one_of(&['m', 'M'])?;
    if dotted {
        ahead.take('.');
    }
    if !ahead.at_word_end() {
        return None;
    }
    *cursor = ahead;
    Some(half)
}

/// Takes the German "Uhr" and its like behind a time.
fn clock_word_behind(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    ahead.spaces_of_line();
    let found = ahead.literal(&["Uhr", "uhr", "hrs"]) && ahead.at_word_end();
    if found {
        *cursor = ahead;
    }
    found
}

enum Zone {
    /// None is printed.
    None,
    /// A zone, with its offset if that is known.
    Read(Option<i16>),
    /// An offset that no zone has.
    Malformed,
}

/// Takes a zone: `Z`, `+03:00`, ` +0300 (MSK)`, ` EST`, ` (CET)`, ` GMT+3`.
fn zone(cursor: &mut Cursor) -> Zone {
    let mut ahead = *cursor;
    ahead.spaces_of_line();
    let start = ahead;
    if let Some(read) = offset(&mut ahead, false) {
        if let Zone::Read(_) = read {
            *cursor = ahead;
            skip_name_behind_offset(cursor);
        }
        return read;
    }
    ahead = start;
    let bracket = ahead.take('(');
    let Some(name) = ahead.word().filter(|name| name.is_ascii()) else {
        return Zone::None;
    };
    let is_capital = name.bytes().all(|byte| byte.is_ascii_uppercase());
    let read = match names::zone(name) {
        Some(offset_minutes) if is_capital || ahead.at_end() => match offset_minutes {
            Some(0) => offset(&mut ahead, true).unwrap_or(Zone::Read(Some(0))),
            _ => Zone::Read(offset_minutes),
        },
        // A name in the place of a zone that no table has: the time stands as printed.
        None if is_capital && (2..=5).contains(&name.len()) && !bracket && ahead.at_end() => Zone::Read(None),
        _ => return Zone::None,
    };
    if bracket && !ahead.take(')') {
        return Zone::None;
    }
    if let Zone::Read(_) = read {
        *cursor = ahead;
        let mut remark = ahead;
        remark.spaces_of_line();
        if remark.remark() {
            *cursor = remark;
        }
    }
    read
}

/// Takes an offset in digits. Behind a name (`GMT+3`) its hours may have one digit.
fn offset(cursor: &mut Cursor, behind_name: bool) -> Option<Zone> {
    let mut ahead = *cursor;
    let sign = match ahead.one_of(&['+', '-', '−'])? {
        '+' => 1,
        _ => -1,
    };
    let digits = ahead.digits_ahead();
    let hours = match digits {
        1 if behind_name => ahead.fixed(1)?,
        2 | 4 => ahead.fixed(2)?,
        _ => return None,
    };
    let minutes = match digits {
        4 => ahead.fixed(2)?,
        _ if ahead.digit_behind(':') => {
            ahead.take(':');
            match ahead.number(2..=2) {
                Some(minutes) => minutes,
                None => return Some(Zone::Malformed),
            }
        }
        _ => 0,
    };
    if hours > MAX_OFFSET_HOURS || minutes > 59 {
        return Some(Zone::Malformed);
    }
    *cursor = ahead;
    Some(Zone::Read(Some(sign * (hours * 60 + minutes))))
}

/// Takes the name or remark that repeats an offset: `+0300 (MSK)`, `+0000 UTC`,
/// `+03:00[Europe/Kyiv]`.
fn skip_name_behind_offset(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    ahead.spaces_of_line();
    if ahead.remark() || ahead.word().is_some_and(|word| names::zone(word).is_some()) && ahead.at_word_end() {
        *cursor = ahead;
    }
}

/// Takes a zone that stands directly behind a day without a time, as XML Schema has it.
pub(super) fn skip_zone_of_day(cursor: &mut Cursor) {
    let mut ahead = *cursor;
    let is_offset = ahead.one_of(&['+', '-']).is_some()
        && ahead.number(2..=2).is_some()
        && ahead.take(':')
        && ahead.number(2..=2).is_some();
    if !is_offset {
        ahead = *cursor;
        if !ahead.take('Z') {
            return;
        }
    }
    if ahead.at_word_end() {
        *cursor = ahead;
    }
}

/// Takes what looks like a time and is none, with an offset behind it.
fn skip_unreadable(cursor: &mut Cursor) {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.' | '+' | '-');
    cursor.skip_while(is_part);
    cursor.one_of(&['Z', 'z']);
    let mut ahead = *cursor;
    if ahead.spaces_of_line() && ahead.one_of(&['+', '-']).is_some() && ahead.at_digit() {
        ahead.skip_while(is_part);
        *cursor = ahead;
    }
    half_of_day(cursor);
    zone(cursor);
}
