//! What must be known by name to tell a dateline from a sentence: agencies, and what is no place.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::place::is_particle;

/// News agencies as they name themselves, and other names that they are printed under.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Reuters", &["Reuter", "Thomson Reuters", "Thomson Reuters Foundation"]),
    ("AP", &["Associated Press", "The Associated Press"]),
    ("AFP", &["Agence France-Presse"]),
    ("UPI", &["United Press International"]),
    ("dpa", &["Deutsche Presse-Agentur"]),
    ("ANSA", &[]),
    ("EFE", &["Agencia EFE"]),
    ("Xinhua", &["新华社"]),
    ("TASS", &["ITAR-TASS", "Itar-Tass"]),
    ("ТАСС", &["ИТАР-ТАСС"]),
    ("Interfax", &[]),
    ("Интерфакс", &[]),
    ("Interfax-Ukraine", &[]),
    ("Інтерфакс-Україна", &[]),
    ("RIA Novosti", &[]),
    ("РИА Новости", &[]),
    ("Ukrinform", &[]),
    ("Укрінформ", &[]),
    ("UNIAN", &[]),
    ("УНІАН", &[]),
    ("IPS", &["Inter Press Service"]),
    ("AAP", &["Australian Associated Press"]),
    ("PA", &["Press Association", "PA Media"]),
    ("CP", &["Canadian Press", "The Canadian Press"]),
    ("NTB", &[]),
    ("Ritzau", &[]),
    ("TT", &[]),
    ("STT", &["STT-Lehtikuva"]),
    ("APA", &[]),
    ("ATS", &["Keystone-SDA", "Keystone-ATS"]),
    ("SDA", &[]),
    ("KNA", &[]),
    ("epd", &[]),
    ("SID", &[]),
    ("DAPD", &[]),
    ("Belga", &[]),
    ("ANP", &[]),
    ("Lusa", &["LUSA"]),
    ("Europa Press", &[]),
    ("AGI", &[]),
    ("Adnkronos", &[]),
    ("PAP", &[]),
    ("ČTK", &["CTK"]),
    ("TASR", &[]),
    ("MTI", &[]),
    ("BTA", &[]),
    ("Agerpres", &[]),
    ("HINA", &[]),
    ("Tanjug", &[]),
    ("BNS", &[]),
    ("Anadolu", &["AA"]),
    ("IRNA", &[]),
    ("MENA", &[]),
    ("WAFA", &[]),
    ("KUNA", &[]),
    ("SPA", &[]),
    ("Kyodo", &["Kyodo News"]),
    ("Jiji", &["Jiji Press"]),
    ("Yonhap", &[]),
    ("KCNA", &[]),
    ("CNA", &[]),
    ("PTI", &[]),
    ("ANI", &[]),
    ("IANS", &[]),
    ("APP", &[]),
    ("Bernama", &[]),
    ("Antara", &[]),
    ("VNA", &[]),
    ("SAPA", &[]),
    ("PANA", &[]),
    ("afrol News", &[]),
    ("NAN", &[]),
    ("Prensa Latina", &[]),
    ("Notimex", &[]),
    ("Agência Brasil", &[]),
    ("Bloomberg", &["Bloomberg News"]),
    ("CNN", &[]),
    ("VOA", &["VOA News"]),
    ("RFE/RL", &[]),
    ("MarketWatch", &[]),
    ("Dow Jones", &["Dow Jones Newswires"]),
    ("PRNewswire", &["PR Newswire"]),
    ("BUSINESS WIRE", &["Business Wire"]),
    ("GLOBE NEWSWIRE", &["GlobeNewswire"]),
];

/// Words that no place is called by, in small letters. A line that begins with one of them and a dash
/// has a label, not a dateline.
const NO_PLACES: &[&str] = &[
    // Labels.
    "advisory alert analysis announcement audio background breaking brief briefing bulletin caption category \
     chapter column comment commentary contact corrected correction date dated deadline download editor editorial \
     editors embargoed event exclusive explainer fact factbox factsheet feature figure flash focus headline \
     headlines icymi immediate important interview item last latest letter link listen live location media memo \
     memorandum more name new: news newsletter note notice obituary opinion page part photo photos picture \
     pictures podcast poll posted preview profile published question quote quotes read related release released \
     reminder reply report result results review roundup scores section source special sport sports statement \
     stocks story subject summary table text timeline tip title top topic transcript update updated urgent video \
     videos vol volume vote warning watch weather week what when where who why wrapup yes no nay yea pass fail",
    // Goods of the market reports.
    "barley cocoa coffee copper corn cotton gold lead meal nickel oats oil rice rubber rye silver soybean \
     soybeans sugar tin wheat wool zinc",
    // Words that begin sentences.
    "a after all are also although an and another as at because before both but by during every finally first for \
     from has have he here his how however i if in instead is it its many most my not now of on once one only or \
     our over she since so some still that their then there these they this those to today tomorrow tonight two \
     under until was we well were while will with yesterday you",
    // People and bodies.
    "act bill committee congressman congresswoman company corp council court dr gov government governor house inc \
     ltd mayor mr mrs ms police president prof rep sen senate senator senators sir",
    // Abbreviations in capitals.
    "asean brics covid fema fifa gatt gop hipaa interpol isis medicaid medicare nafta nasa nato noaa nsdap opec \
     osce osha scotus snap sars swift uefa unesco unhcr unicef usaid usda wada",
    // Days and months.
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
     september october november december",
];

/// Weekdays in English, in full and shortened, in small letters.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs \
    fri sat sun";

/// What stands behind a town to tell it from others: the states of the United States in the forms of
/// the press and of the post, and provinces of Canada. Small letters, without full stops and spaces.
const QUALIFIERS: &str = "\
    al ala alabama ak alaska az ariz arizona ar ark arkansas ca cal calif california co colo colorado ct conn \
    connecticut de del delaware dc fl fla florida ga georgia hi hawaii id ida idaho il ill illinois in ind \
    indiana ia iowa ks kan kans kansas ky kentucky la louisiana me maine md maryland ma mass massachusetts mi \
    mich michigan mn minn minnesota ms miss mississippi mo missouri mt mont montana ne neb nebr nebraska nv nev \
    nevada nh newhampshire nj newjersey nm newmexico ny newyork nc northcarolina nd northdakota oh ohio ok okla \
    oklahoma or ore oregon pa penn pennsylvania pr puertorico ri rhodeisland sc southcarolina sd southdakota tn \
    tenn tennessee tx tex texas ut utah vt vermont va virginia wa wash washington wv wva westvirginia wi wis \
    wisc wisconsin wy wyo wyoming guam ont ontario que quebec bc britishcolumbia alberta manitoba saskatchewan \
    novascotia newbrunswick england scotland wales northernireland australia austria belgium brazil canada china \
    denmark egypt finland france germany greece hungary india indonesia iran iraq ireland israel italy japan \
    kenya mexico netherlands nigeria norway pakistan philippines poland portugal romania russia southafrica \
    southkorea spain sweden switzerland syria thailand turkey uk ukraine vietnam westgermany";

/// Cities that the press prints without anything behind them, in small letters: what may be a dateline
/// of its own although it is printed in small letters.
const STAND_ALONE: &str = "\
    amsterdam, ankara, athens, atlanta, baghdad, baltimore, bangkok, beijing, beirut, belgrade, berlin, bern, \
    bogota, bonn, boston, brussels, brüssel, bucharest, budapest, buenos aires, cairo, chicago, cincinnati, \
    cleveland, copenhagen, dallas, damascus, delhi, denver, detroit, dublin, frankfurt, geneva, genf, hamburg, \
    hanoi, havana, helsinki, honolulu, hong kong, houston, indianapolis, islamabad, istanbul, jakarta, jerusalem, \
    johannesburg, kabul, kiev, köln, kyiv, lagos, lima, lisbon, london, los angeles, luxembourg, madrid, manila, \
    mexico city, milwaukee, minneapolis, miami, milan, montreal, moscow, moskau, mumbai, munich, münchen, \
    nairobi, new delhi, new orleans, new york, nicosia, oklahoma city, osaka, oslo, ottawa, paris, philadelphia, \
    pittsburgh, prague, rio de janeiro, riyadh, roma, rome, salt lake city, san antonio, san diego, \
    san francisco, santiago, sao paulo, seattle, seoul, shanghai, singapore, sofia, stockholm, strasbourg, \
    sydney, taipei, tehran, tel aviv, the hague, tokyo, toronto, tunis, united nations, vatican city, vienna, \
    vilnius, warsaw, washington, washington dc, washington d.c, washington d.c., wien, zurich, zürich, киев, \
    київ, минск, москва";

/// A printed form of an agency's name.
struct Printed {
    /// The agency, as it names itself.
    name: &'static str,
    printed: &'static str,
}

/// The agencies by the first byte of a printed form, in small letters. They are asked for at every
/// word; letters outside ASCII begin alike only in the same case.
static AGENCIES_BY_FIRST: LazyLock<HashMap<u8, Vec<Printed>>> = LazyLock::new(|| {
    let mut by_first: HashMap<u8, Vec<Printed>> = HashMap::new();
    for (name, others) in AGENCIES {
        for printed in std::iter::once(name).chain(*others) {
            if let Some(first) = printed.as_bytes().first() {
                let forms = by_first.entry(first.to_ascii_lowercase()).or_default();
                forms.push(Printed { name, printed });
            }
        }
    }
    by_first
});

/// Returns the agency that a text begins with, as it names itself, and the length of its print. The
/// longest name counts.
pub(super) fn agency_at(text: &str) -> Option<(&'static str, usize)> {
    let first = text.as_bytes().first()?.to_ascii_lowercase();
    let small = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<String>();
    let begins_with = |form: &&Printed| {
        let Some((head, rest)) = text.split_at_checked(form.printed.len()) else {
            return false;
        };
        let is_it = match head.is_ascii() {
            true => head.eq_ignore_ascii_case(form.printed),
            false => small(head) == small(form.printed),
        };
        is_it && !rest.starts_with(char::is_alphanumeric)
    };
    let forms = AGENCIES_BY_FIRST.get(&first)?;
    let longest = forms.iter().filter(begins_with).max_by_key(|form| form.printed.len())?;
    Some((longest.name, longest.printed.len()))
}

/// True if a place is none: a Roman number, or one of its words is a label, a day or the like.
pub(super) fn is_no_place(name: &str) -> bool {
    let is_number = name.chars().all(|letter| "ivxlcdmIVXLCDM".contains(letter));
    is_number
        || is_weekday(name)
        || name
            .split(|letter: char| letter.is_whitespace() || letter == '-')
            .map(|word| word.trim_matches('.').to_lowercase())
            .enumerate()
            // `CITY OF COMMERCE`, but no place begins so.
            .filter(|(at, word)| *at == 0 || !is_particle(word))
            .any(|(_, word)| {
                NO_PLACES
                    .iter()
                    .any(|words| words.split(' ').any(|known| known == word))
            })
}

/// True for `Md.`, `N.Y.`, `Kenya` and their like.
pub(super) fn is_qualifier(text: &str) -> bool {
    let letters = text.chars().filter(|letter| !matches!(letter, '.' | ' '));
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    QUALIFIERS.split(' ').any(|known| known == folded)
}

/// True for a weekday, with or without a full stop.
pub(super) fn is_weekday(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_lowercase();
    WEEKDAYS.split(' ').any(|known| known == name)
}

/// True for a city that needs nothing behind it.
pub(super) fn stands_alone(name: &str) -> bool {
    let name = name.to_lowercase();
    STAND_ALONE.split(", ").any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_named_as_they_name_themselves() {
        assert_eq!(agency_at("REUTERS)"), Some(("Reuters", 7)));
        assert_eq!(agency_at("DPA/AFP)"), Some(("dpa", 3)));
        assert_eq!(agency_at("The Associated Press"), Some(("AP", 20)));
        assert_eq!(agency_at("ТАСС/."), Some(("ТАСС", "ТАСС".len())));
        assert_eq!(agency_at("APPLE"), None);
        assert_eq!(agency_at(""), None);
    }

    #[test]
    fn lists_are_in_small_letters() {
        for words in NO_PLACES.iter().chain([&QUALIFIERS, &STAND_ALONE]) {
            assert_eq!(&words.to_lowercase(), words);
        }
    }
}
