//! One dateline: `[opening] PLACE[, QUALIFIER][ and PLACE], DAY (AGENCY) DASH`, each part but the last
//! left out somewhere, and the day and the agency in either order.
//!
//! ```text
//! WASHINGTON, April 25 (Reuters) -     NEW YORK and CHICAGO (December 22, 2013) —
//! (AP) _                               МОСКВА, 3 мая. /ТАСС/.
//! ```
//!
//! A sentence too may begin with a capitalised word and a dash. So a name alone is a place only if it
//! is printed in capitals and no known abbreviation or label, or is a known city, or has a known state
//! or country behind it; and behind the dash a sentence must begin.

use super::super::head_of;
use super::lists::{agency_at, is_no_place, is_qualifier, is_weekday, stands_alone};
use super::place::{Name, is_particle, name_at, written};
use crate::article::{DayOfYear, read_day_prefix};

/// The longest dateline, in bytes.
const MAX_BYTES: usize = 160;

/// What ends a dateline.
const DASHES: &[char] = &['-', '–', '—', '―', '−', '_'];

/// The most places of one story.
const MAX_PLACES: usize = 4;

/// The most words of a place that stands without day, agency and qualifier: five words in capitals are
/// a headline.
const MAX_WORDS_ALONE: usize = 3;

/// Between two places.
const JOINING: &[&str] = &[" and ", " AND ", " und ", " et ", " y ", " & ", "/", " / "];

/// A dateline at the head of a line or as a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dateline {
    /// Bytes that it takes, its dash included.
    pub(super) length: usize,
    /// The places, as they are written in a text.
    pub(super) places: Vec<String>,
    /// The agency, as it names itself.
    pub(super) agency: Option<String>,
    /// The day, with its print.
    pub(super) day: Option<(DayOfYear, String)>,
}

/// What speaks for a dateline.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    is_in_capitals: bool,
    is_long: bool,
    has_qualifier: bool,
    has_unknown_agency: bool,
}

/// Reads the dateline at the head of a line of text.
pub(super) fn dateline_of_line(line: &str) -> Option<Dateline> {
    // Most lines are told by this alone.
    if !head_of(line, MAX_BYTES).contains(DASHES) && !line.contains("/.") {
        return None;
    }
    let mut reader = Reader::new(line);
    let (found, signs) = reader.dateline()?;
    let rest = reader.rest();
    let is_known = found.agency.is_some() && !signs.has_unknown_agency;
    let is_dated = found.day.is_some();
    let is_likely = match found.places.is_empty() {
        true => is_known,
        false => {
            // What is known of the place must do, and the text must go on behind the dash.
            let is_in_capitals = signs.is_in_capitals && !signs.is_long && !signs.has_unknown_agency;
            let is_place = is_in_capitals || signs.has_qualifier || names_of(&found).take(1).any(stands_alone);
            is_known || is_dated || (is_place && !rest.trim().is_empty())
        }
    };
    // `NEWPORT NEWS, Va.` is a place, `BREAKING NEWS` is none.
    if names_of(&found).any(is_no_place) && !(signs.is_in_capitals && (signs.has_qualifier || is_known)) {
        return None;
    }
    // `Geneva, 12 March - 14 March` is the time of a meeting.
    let is_span = is_dated && !signs.is_in_capitals && read_day_prefix(rest).is_some();
    // `DES MOINES, April 7 - boxed beef` needs no capital to show what it is.
    let is_sure = is_dated && (signs.is_in_capitals || signs.has_qualifier || is_known);
    (is_likely && !is_span && (is_sure || begins_sentence(rest))).then_some(found)
}

/// The names of the places, without what stands behind them.
fn names_of(found: &Dateline) -> impl Iterator<Item = &str> {
    found
        .places
        .iter()
        .map(|place| place.split(", ").next().unwrap_or(place))
}

/// Reads a dateline that the source states as such: no dash is needed, and no proof.
pub(super) fn dateline_of_field(stated: &str) -> Option<Dateline> {
    let mut reader = Reader::new(stated.trim());
    if let Some(day) = reader.day()
        && reader
            .rest()
            .trim_matches(|letter: char| !letter.is_alphanumeric())
            .is_empty()
    {
        return Some(Dateline {
            length: reader.at,
            places: Vec::new(),
            agency: None,
            day: Some(day),
        });
    }
    reader = Reader::new(stated.trim());
    reader.is_field = true;
    reader.dateline().map(|(found, _)| found)
}

/// True if a sentence begins here, or the text behind the dateline is a paragraph of its own.
fn begins_sentence(rest: &str) -> bool {
    let opening = |letter: char| letter.is_whitespace() || "\"'“”‘’«»„`([<*¿¡.…".contains(letter);
    match rest.trim_start_matches(opening).chars().next() {
        Some(letter) => !letter.is_lowercase() && (letter.is_alphanumeric() || "$£€¥#@".contains(letter)),
        None => true,
    }
}

/// A place in the text of a dateline.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// True if the end of the text ends a dateline as a dash does.
    is_field: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        Reader {
            text,
            at: 0,
            is_field: false,
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{ad}']).len();
    }

    fn take(&mut self, letters: &[char]) -> Option<char> {
        let letter = self.rest().chars().next().filter(|letter| letters.contains(letter))?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn dateline(&mut self) -> Option<(Dateline, Signs)> {
        self.spaces();
        let mut signs = Signs::default();
        let mut found = Dateline {
            length: 0,
            places: Vec::new(),
            agency: None,
            day: None,
        };
        let start = *self;
        if let Some(agency) = self.agency_in_brackets() {
            found.agency = Some(agency);
            // `(ANSA) - ROMA, 1 LUG -`: the place stands behind the first dash.
            let mut behind = *self;
            if behind.dash()
                && let Some((whole, whole_signs)) = behind.dateline()
                && whole.day.is_some()
                && whole.agency.is_none()
            {
                found.places = whole.places;
                found.day = whole.day;
                *self = behind;
                return Some((self.finished(found)?, whole_signs));
            }
        } else if let Some((agency, length)) = agency_at(self.rest()) {
            // `afrol News, 15 October -`: bare, so that a day must follow.
            self.at += length;
            self.take(&[',']);
            self.spaces();
            found.day = self.day();
            match found.day {
                Some(_) => found.agency = Some(agency.to_owned()),
                None => *self = start,
            }
        }
        if found.agency.is_none() {
            found.day = self.day();
        }
        if found.agency.is_none() && found.day.is_none() {
            let close = self.take(&['(', '[']).map(|open| if open == '(' { ')' } else { ']' });
            found.places = self.places(&mut signs)?;
            self.details(&mut found, &mut signs);
            if let Some(close) = close {
                self.take(&[close])?;
                self.details(&mut found, &mut signs);
            }
        } else {
            self.details(&mut found, &mut signs);
        }
        let ends = self.dash() || (found.agency.is_some() && self.slash_stop()) || (self.is_field && self.is_at_end());
        match ends && self.at <= MAX_BYTES {
            true => Some((self.finished(found)?, signs)),
            false => None,
        }
    }

    fn finished(&self, found: Dateline) -> Option<Dateline> {
        Some(Dateline {
            length: self.at,
            ..found
        })
    }

    fn is_at_end(&self) -> bool {
        self.rest()
            .trim_matches(|letter: char| letter.is_whitespace() || ".,:-".contains(letter))
            .is_empty()
    }

    /// Takes day and agency in either order, bare or in brackets.
    fn details(&mut self, found: &mut Dateline, signs: &mut Signs) {
        loop {
            let start = *self;
            self.spaces();
            self.take(&[',', '.', ';']);
            self.spaces();
            if found.day.is_none()
                && let Some(day) = self.day().or_else(|| self.day_in_brackets())
            {
                found.day = Some(day);
                continue;
            }
            if self.numbers_in_brackets() || self.weekday() {
                continue;
            }
            if found.agency.is_none() {
                if let Some(agency) = self.agency_in_brackets() {
                    found.agency = Some(agency);
                    continue;
                }
                if let Some((agency, length)) = self.bare_agency() {
                    self.at += length;
                    found.agency = Some(agency.to_owned());
                    continue;
                }
                let is_all_but_sure = signs.is_in_capitals && found.day.is_some();
                if let Some(agency) = self.unknown_agency(is_all_but_sure) {
                    signs.has_unknown_agency = true;
                    found.agency = Some(agency.to_owned());
                    continue;
                }
            }
            *self = start;
            return;
        }
    }

    fn day(&mut self) -> Option<(DayOfYear, String)> {
        let (day, length) = read_day_prefix(self.rest())?;
        let raw = self.rest().get(..length)?.trim().to_owned();
        self.at += length;
        Some((day, raw))
    }

    fn day_in_brackets(&mut self) -> Option<(DayOfYear, String)> {
        let mut ahead = *self;
        let close = match ahead.take(&['(', '['])? {
            '(' => ')',
            _ => ']',
        };
        let day = ahead.day()?;
        ahead.spaces();
        ahead.take(&[close])?;
        *self = ahead;
        Some(day)
    }

    /// Takes a weekday without a day: `SHAH ALAM, Thurs. -`.
    fn weekday(&mut self) -> bool {
        let mut ahead = *self;
        let found = ahead.place_name(true).is_some_and(|name| is_weekday(name.printed));
        if found {
            *self = ahead;
        }
        found
    }

    /// Takes a date that has more than one reading: `[07/12/22]`.
    fn numbers_in_brackets(&mut self) -> bool {
        let mut ahead = *self;
        let close = match ahead.take(&['(', '[']) {
            Some('(') => ')',
            Some(_) => ']',
            None => return false,
        };
        let rest = ahead.rest();
        let numbers = rest.len()
            - rest
                .trim_start_matches(|letter: char| letter.is_ascii_digit() || "/.-".contains(letter))
                .len();
        ahead.at += numbers;
        if numbers == 0 || ahead.take(&[close]).is_none() {
            return false;
        }
        *self = ahead;
        true
    }

    /// Takes `(Reuters)`, `(AP/KXAN)`, `/TASS/`.
    fn agency_in_brackets(&mut self) -> Option<String> {
        let mut ahead = *self;
        let close = match ahead.take(&['(', '[', '/'])? {
            '(' => ')',
            '[' => ']',
            _ => '/',
        };
        let (agency, length) = agency_at(ahead.rest())?;
        let rest = &ahead.rest()[length..];
        let end = rest.char_indices().take(30).find(|(_, letter)| *letter == close)?.0;
        // The slash of `/TASS/` closes; what stands between an agency and a bracket is a desk.
        if close == '/' && end > 0 {
            return None;
        }
        ahead.at += length + end + close.len_utf8();
        *self = ahead;
        Some(agency.to_owned())
    }

    /// An agency without brackets: `March 22 AAP -`. Only capitals, since `Ants and pa -` are words.
    fn bare_agency(&self) -> Option<(&'static str, usize)> {
        let (agency, length) = agency_at(self.rest())?;
        let printed = self.rest().get(..length)?;
        let is_abbreviation = printed.chars().all(char::is_uppercase) || printed.chars().count() > 4;
        is_abbreviation.then_some((agency, length))
    }

    /// An agency that is not in the list, as a paper abbreviates it: `(WIFR)`. Behind a place in
    /// capitals and a day it may be a name of a few words: `(Northern Wire)`.
    fn unknown_agency(&mut self, may_be_name: bool) -> Option<&'a str> {
        /// `The Press Association of Ireland` has five.
        const MAX_NAME_WORDS: usize = 5;
        let mut ahead = *self;
        ahead.take(&['('])?;
        let rest = ahead.rest();
        let name = &rest[..rest.find(')')?];
        let is_abbreviation = (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
        let mut words = name.split(' ');
        let begins = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let is_name = name.split(' ').count() <= MAX_NAME_WORDS
            && words.all(|word| begins(word) || is_particle(word))
            && begins(name)
            && !is_no_place(name);
        if !(is_abbreviation || (may_be_name && is_name)) {
            return None;
        }
        ahead.at += name.len() + 1;
        *self = ahead;
        Some(name)
    }

    fn places(&mut self, signs: &mut Signs) -> Option<Vec<String>> {
        let mut places = Vec::new();
        loop {
            let name = self.place_name(false)?;
            let mut place = written(&name, false);
            if places.is_empty() {
                signs.is_in_capitals = name.is_in_capitals;
                signs.is_long = name.printed.split_whitespace().count() > MAX_WORDS_ALONE;
            }
            if let Some(qualifier) = self.qualifier() {
                let is_known = is_qualifier(qualifier.printed);
                // Behind a name in capitals any name will do: `SANA, Yemen`.
                if !is_known && !name.is_in_capitals && !self.is_field && is_no_place(qualifier.printed) {
                    return None;
                }
                if places.is_empty() {
                    signs.has_qualifier = is_known || (name.is_in_capitals && !is_no_place(qualifier.printed));
                }
                place.push_str(", ");
                place.push_str(&written(&qualifier, true));
            }
            places.push(place);
            let mut ahead = *self;
            let joins = JOINING.iter().find(|joining| ahead.rest().starts_with(**joining));
            match joins {
                // `МОСКВА /ТАСС/.`: the slash opens an agency.
                Some(joining) if places.len() < MAX_PLACES && agency_at(&ahead.rest()[joining.len()..]).is_none() => {
                    ahead.at += joining.len();
                    *self = ahead;
                }
                _ => return Some(places),
            }
        }
    }

    fn place_name(&mut self, is_qualifier: bool) -> Option<Name<'a>> {
        let ends = |rest: &str| read_day_prefix(rest).is_some() || Reader::new(rest).bare_agency().is_some();
        let name = name_at(self.rest(), is_qualifier, &ends)?;
        self.at += name.printed.len();
        Some(name)
    }

    /// Takes `, Md.` behind a place, and `DC` behind one without a comma.
    fn qualifier(&mut self) -> Option<Name<'a>> {
        let mut ahead = *self;
        ahead.spaces();
        ahead.take(&[',', '.'])?;
        ahead.spaces();
        let rest = ahead.rest();
        if read_day_prefix(rest).is_some() {
            return None;
        }
        let is_agency = ahead.bare_agency().is_some();
        let name = ahead.place_name(true)?;
        // `PITTSBURGH, PA –` is in Pennsylvania.
        if (is_agency && !is_qualifier(name.printed)) || is_weekday(name.printed) {
            return None;
        }
        *self = ahead;
        Some(name)
    }

    /// Takes the dash, which a hyphen inside a word is not, and what stands before it: `).-`, `,–`.
    fn dash(&mut self) -> bool {
        let mut ahead = *self;
        ahead.take(&['.', ',']);
        ahead.spaces();
        let is_apart = ahead.rest().len() < self.rest().len();
        let start = ahead.at;
        while ahead.take(DASHES).is_some() {}
        let taken = &self.text[start..ahead.at];
        let is_hyphen = taken == "-" && !is_apart && !ahead.rest().starts_with(char::is_whitespace);
        if taken.is_empty() || is_hyphen {
            return false;
        }
        *self = ahead;
        true
    }

    /// Takes the full stop or nothing behind `/TASS/`.
    fn slash_stop(&mut self) -> bool {
        if !self.text[..self.at].ends_with('/') {
            return false;
        }
        self.take(&['.']);
        true
    }
}
