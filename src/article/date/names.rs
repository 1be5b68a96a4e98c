//! Names in dates: months and weekdays in the languages of the archives, time zones, and the
//! small words around them.
//!
//! English, German, French, Spanish, Italian, Portuguese, Dutch, Russian and Ukrainian; months of
//! inflected languages also in the genitive. All names are folded (`scan::folded_name`) and
//! without a full stop.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// January to December.
const MONTHS: [&str; 12] = [
    "january jan januar janner jann janvier janv enero ene gennaio gen genn janeiro januari январь января янв \
     січень січня січ",
    "february feb febr februar feber fevrier fevr fev febrero febbraio febb fevereiro februari февраль февраля \
     фев февр лютий лютого лют",
    "march mar marz maerz mrz mars marzo marco maart mrt март марта мар березень березня бер",
    "april apr avril avr abril abr aprile апрель апреля апр квітень квітня квіт кві",
    "may mai mayo maggio mag magg maio mei май мая травень травня трав тра",
    "june jun juni juin junio giugno giu junho июнь июня июн червень червня черв чер",
    "july jul juli juillet juil julio luglio lug julho июль июля июл липень липня лип",
    "august aug aout agosto ago augustus август августа авг серпень серпня серп сер",
    "september sep sept septembre septiembre setiembre settembre sett setembro set сентябрь сентября сент сен \
     вересень вересня вер",
    "october oct oktober okt octobre octubre ottobre ott outubro out октябрь октября окт жовтень жовтня жовт \
     жов",
    "november nov novembre noviembre novembro ноябрь ноября нояб ноя листопад листопада лист лис",
    "december dec dezember dez decembre diciembre dic dicembre dezembro декабрь декабря дек грудень грудня груд \
     гру",
];

/// Weekdays, in full and shortened. Which day it is matters to nobody: the number of the day
/// decides, and a weekday that contradicts it is a slip of the printer.
const WEEKDAYS: &[&str] = &[
    // English.
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun",
    // German.
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    // French.
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    // Spanish.
    "lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom",
    // Italian, without what other languages have.
    "lunedi martedi mercoledi giovedi venerdi sabato domenica gio",
    // Portuguese: `segunda-feira`.
    "segunda terca quarta quinta sexta seg ter qua qui sex",
    // Dutch.
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
    // Russian.
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    // Ukrainian.
    "понеділок вівторок середа четвер пятниця субота неділя нд",
];

/// Zones as news prints them, with their minutes east of UTC. A zone whose offset depends on the
/// season (`ET`) has none: the time is kept as printed. Names that mean several zones go by the
/// press of the United States and Britain: `CST` is Chicago's, `BST` London's.
const ZONES: &[(&str, Option<i16>)] = &[
    ("Z", Some(0)),
    ("UTC", Some(0)),
    ("UT", Some(0)),
    ("GMT", Some(0)),
    ("WET", Some(0)),
    ("BST", Some(60)),
    ("WEST", Some(60)),
    ("CET", Some(60)),
    ("MEZ", Some(60)),
    ("CEST", Some(120)),
    ("MESZ", Some(120)),
    ("EET", Some(120)),
    ("EEST", Some(180)),
    ("MSK", Some(180)),
    ("MSD", Some(240)),
    ("AST", Some(-240)),
    ("ADT", Some(-180)),
    ("EST", Some(-300)),
    ("EDT", Some(-240)),
    ("CST", Some(-360)),
    ("CDT", Some(-300)),
    ("MST", Some(-420)),
    ("MDT", Some(-360)),
    ("PST", Some(-480)),
    ("PDT", Some(-420)),
    ("AKST", Some(-540)),
    ("AKDT", Some(-480)),
    ("HST", Some(-600)),
    ("JST", Some(540)),
    ("KST", Some(540)),
    ("HKT", Some(480)),
    ("SGT", Some(480)),
    ("ET", None),
    ("CT", None),
    ("MT", None),
    ("PT", None),
];

/// Words between the day, the month and the year: `25th of April`, `25 de abril de 2025`.
const JOINING_WORDS: &[&str] = &["of", "de", "del", "do", "di"];

/// Articles before a day: `the 25th of April`, `le 25 avril`, `den 25. April`.
const ARTICLES: &[&str] = &["the", "le", "el", "il", "den", "op"];

/// Words between a day and the time of day.
const CLOCK_WORDS: &[&str] = &["at", "um", "a", "alle", "om", "as", "в", "о"];

/// Words behind the year: Russian and Ukrainian "year".
const YEAR_WORDS: &[&str] = &["г", "года", "год", "р", "року", "рік"];

/// The months by name. They are asked for at many words of every article.
static MONTH_NUMBERS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| {
    let named = |(number, names): (i8, &'static str)| names.split(' ').map(move |name| (name, number));
    (1..).zip(MONTHS).flat_map(named).collect()
});

static WEEKDAY_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| WEEKDAYS.iter().flat_map(|names| names.split(' ')).collect());

/// Returns the number of a month by its folded name.
pub(super) fn month(name: &str) -> Option<i8> {
    MONTH_NUMBERS.get(name).copied()
}

/// True if a folded name is a weekday's.
pub(super) fn is_weekday(name: &str) -> bool {
    WEEKDAY_NAMES.contains(name)
}

/// Returns the offset of a zone in minutes east of UTC: `None` if there is no such zone,
/// `Some(None)` if the zone is known but its offset depends on the season. Any case.
pub(super) fn zone(name: &str) -> Option<Option<i16>> {
    let found = ZONES.iter().find(|(zone, _)| zone.eq_ignore_ascii_case(name))?;
    Some(found.1)
}

/// True if a folded word may stand between the parts of a date.
pub(super) fn is_joining_word(word: &str) -> bool {
    JOINING_WORDS.contains(&word)
}

/// True if a folded word is an article that may stand before a day.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// True if a folded word may stand between a day and the time of day.
pub(super) fn is_clock_word(word: &str) -> bool {
    CLOCK_WORDS.contains(&word)
}

/// True if a folded word means "year" and may stand behind its number.
pub(super) fn is_year_word(word: &str) -> bool {
    YEAR_WORDS.contains(&word)
}

/// All names of months, for the tests of those who read them.
#[cfg(test)]
pub(super) fn all_months() -> impl Iterator<Item = (i8, &'static str)> {
    (1..)
        .zip(MONTHS)
        .flat_map(|(number, names)| names.split(' ').map(move |name| (number, name)))
}

#[cfg(test)]
mod tests {
    use super::super::scan::folded_name;
    use super::*;

    #[test]
    fn no_name_means_two_months() {
        for (number, name) in all_months() {
            assert_eq!(month(name), Some(number), "{name}");
        }
    }

    #[test]
    fn all_names_are_folded() {
        for name in all_months()
            .map(|(_, name)| name)
            .chain(WEEKDAYS.iter().flat_map(|names| names.split(' ')))
        {
            assert_eq!(folded_name(name).as_str(), name);
        }
    }

    #[test]
    fn zones_are_found_in_any_case() {
        assert_eq!(zone("edt"), Some(Some(-240)));
        assert_eq!(zone("ET"), Some(None));
        assert_eq!(zone("XYZ"), None);
    }
}
