//! Countries, capitals and agencies that stand by themselves inside a sentence and that the model
//! left out. Only names that hardly mean anything else.

use super::{Name, insert, is_free};
use crate::article::EntityKind;
use crate::enrich::entities::recognise::document::Document;
use crate::enrich::entities::recognise::lexicon::list;
use crate::enrich::entities::recognise::tokens::Token;

/// Capitals and great cities, in order. Countries stand on the lists of the model.
const PLACES: &[&str] = &[
    "Abuja",
    "Addis",
    "Amman",
    "Ankara",
    "Athens",
    "Baghdad",
    "Baku",
    "Bamako",
    "Bangkok",
    "Beijing",
    "Beirut",
    "Belgrade",
    "Berlin",
    "Bern",
    "Bishkek",
    "Bogota",
    "Brasilia",
    "Bratislava",
    "Brussels",
    "Bucharest",
    "Budapest",
    "Cairo",
    "Canberra",
    "Caracas",
    "Chisinau",
    "Colombo",
    "Conakry",
    "Copenhagen",
    "Crimea",
    "Dakar",
    "Damascus",
    "Dhaka",
    "Doha",
    "Dublin",
    "Dushanbe",
    "Gaza",
    "Geneva",
    "Hanoi",
    "Harare",
    "Havana",
    "Helsinki",
    "Islamabad",
    "Jakarta",
    "Jerusalem",
    "Kabul",
    "Kampala",
    "Kathmandu",
    "Khartoum",
    "Kiev",
    "Kigali",
    "Kinshasa",
    "Kyiv",
    "Lagos",
    "Lisbon",
    "Ljubljana",
    "London",
    "Luanda",
    "Lusaka",
    "Madrid",
    "Managua",
    "Manila",
    "Maputo",
    "Minsk",
    "Mogadishu",
    "Montevideo",
    "Moscow",
    "Nairobi",
    "Nicosia",
    "Oslo",
    "Ottawa",
    "Paris",
    "Podgorica",
    "Prague",
    "Pyongyang",
    "Quito",
    "Rabat",
    "Reykjavik",
    "Riga",
    "Riyadh",
    "Rome",
    "Sanaa",
    "Sarajevo",
    "Seoul",
    "Skopje",
    "Sofia",
    "Stockholm",
    "Strasbourg",
    "Taipei",
    "Tallinn",
    "Tashkent",
    "Tbilisi",
    "Tehran",
    "Tirana",
    "Tokyo",
    "Tripoli",
    "Tunis",
    "Ukraine",
    "Vienna",
    "Vilnius",
    "Warsaw",
    "Windhoek",
    "Yerevan",
    "Zagreb",
];

/// Agencies and bodies known by one word, in order.
const ORGS: &[&str] = &[
    "AFP",
    "ASEAN",
    "BBC",
    "CIA",
    "CNN",
    "ECB",
    "EU",
    "FBI",
    "FIFA",
    "Hamas",
    "Hezbollah",
    "IAEA",
    "ILO",
    "IMF",
    "Interfax",
    "Interpol",
    "NASA",
    "NATO",
    "OECD",
    "OPEC",
    "OSCE",
    "Reuters",
    "TASS",
    "U.N.",
    "UEFA",
    "UN",
    "UNESCO",
    "UNHCR",
    "UNICEF",
    "WTO",
    "Xinhua",
];

/// Adds what is known by name.
pub(super) fn apply(document: &Document, names: &mut Vec<Name>) {
    for &(start, end) in &document.windows {
        for token in start as usize..end as usize {
            if !document.tokens[token].has(Token::CAPITAL) {
                continue;
            }
            if let Some(kind) = known(document, token)
                && is_free(names, token, token + 1)
            {
                insert(
                    names,
                    Name {
                        start: token,
                        end: token + 1,
                        kind,
                    },
                );
            }
        }
    }
}

fn known(document: &Document, token: usize) -> Option<EntityKind> {
    const LISTED: u16 = list::COUNTRY
        | list::BIG_CITY
        | list::CITY
        | list::REGION
        | list::STATE
        | list::ORG
        | list::DEMONYM
        | list::LAST_NAME;
    // All that follow are on some list, and most words on none.
    let lists = document.words[token].lists;
    if lists & LISTED == 0 || !document.tokens[token].has(Token::CAPITAL) {
        return None;
    }
    let marks = document.tokens[token];
    let is_capital = |other: usize| {
        document
            .tokens
            .get(other)
            .is_some_and(|other| other.has(Token::CAPITAL))
    };
    let is_plain = document.styles[token] == 0 && !marks.has(Token::FIRST_WORD);
    if !marks.has(Token::CAPITAL) || !is_plain || is_capital(token + 1) || is_capital(token.wrapping_sub(1)) {
        return None;
    }
    let word = marks.of(&document.text);
    if ORGS.binary_search(&word).is_ok() {
        return Some(EntityKind::Org);
    }
    let is_country = lists & list::COUNTRY != 0 && lists & (list::FIRST_NAME | list::LAST_NAME | list::DEMONYM) == 0;
    let is_place = (is_country && marks.has(Token::SMALL)) || PLACES.binary_search(&word).is_ok();
    is_place.then_some(EntityKind::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(PLACES.is_sorted() && ORGS.is_sorted());
    }
}
