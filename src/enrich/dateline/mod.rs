//! The dateline at the head of a text: `WASHINGTON, April 25 (Reuters) -`. The text keeps it.
//!
//! `grammar` reads one, `place` the places in it, `lists` holds what must be known by name.

mod grammar;
mod lists;
mod place;

use self::grammar::{Dateline, dateline_of_field, dateline_of_line};
use super::head_of;
use crate::article::{Article, DayOfYear};

/// Lines that are looked at: a release has its day, its headline and a contact first.
const LINES: usize = 6;

/// Bytes that are looked at.
const HEAD_BYTES: usize = 1_000;

/// Sets [`Article::dateline`] from the head of the text where the source states none, and
/// [`Article::dateline_places`] and [`Article::agency`] from either. Returns the day that the
/// dateline names, with its print.
pub(super) fn set_dateline(article: &mut Article) -> Option<(DayOfYear, String)> {
    let found = match &article.dateline {
        Some(stated) => dateline_of_field(stated)?,
        None => {
            let (line, found) = first_dateline(&article.body)?;
            article.dateline = Some(line[..found.length].trim().to_owned());
            found
        }
    };
    if article.dateline_places.is_empty() {
        article.dateline_places = found.places;
    }
    if article.agency.is_none() {
        article.agency = found.agency;
    }
    found.day
}

/// The first dateline of a text, with the line on which it stands.
fn first_dateline(body: &str) -> Option<(&str, Dateline)> {
    let head = head_of(body, HEAD_BYTES);
    // Of the last line nobody knows whether it is whole, and nothing stands behind a dateline there.
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(LINES).find_map(|line| Some((line, dateline_of_line(line)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dateline in the words of these tests: `printed | place; place | agency | day`.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        let mut article = Article {
            body: body.to_owned(),
            ..Article::default()
        };
        let day = set_dateline(&mut article).map_or(String::new(), |(_, raw)| raw);
        assert_eq!(article.body, body, "the text keeps its dateline");
        let found = match &article.dateline {
            None => "-".to_owned(),
            Some(printed) => {
                let agency = article.agency.clone().unwrap_or_default();
                format!("{printed} | {} | {agency} | {day}", article.dateline_places.join("; "))
            }
        };
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn a_dateline_gives_places_agency_and_day() {
        check(
            "WASHINGTON, April 25 (Reuters) - The envoy spoke.",
            "WASHINGTON, April 25 (Reuters) - | Washington | Reuters | April 25",
        );
        check("KYIV — The envoy spoke.", "KYIV — | Kyiv |  | ");
        check(
            "London, Jun 30 2022 (IPS) - The envoy spoke.",
            "London, Jun 30 2022 (IPS) - | London | IPS | Jun 30 2022",
        );
        check(
            "NEW YORK and CHICAGO (December 22, 2013) — The envoy spoke.",
            "NEW YORK and CHICAGO (December 22, 2013) — | New York; Chicago |  | December 22, 2013",
        );
        check("(AP) _ The envoy spoke.", "(AP) _ |  | AP | ");
        check(
            "WASHINGTON (AP) -- The envoy spoke.",
            "WASHINGTON (AP) -- | Washington | AP | ",
        );
        check(
            "afrol News, 15 October - The envoy spoke.",
            "afrol News, 15 October - |  | afrol News | 15 October",
        );
        check(
            "BRASILIA, March 3 - The envoy spoke.",
            "BRASILIA, March 3 - | Brasilia |  | March 3",
        );
        check(
            "ROMA, 3 MAR. (ANSA) - L'inviato ha parlato.",
            "ROMA, 3 MAR. (ANSA) - | Roma | ANSA | 3 MAR.",
        );
        check(
            "Berlin (dpa) – Die Gesandte sprach.",
            "Berlin (dpa) – | Berlin | dpa | ",
        );
        check(
            "PARIS, 12 mars (AFP) - L'envoyé a parlé.",
            "PARIS, 12 mars (AFP) - | Paris | AFP | 12 mars",
        );
        check(
            "МОСКВА, 3 мая. /ТАСС/. Посланник выступил.",
            "МОСКВА, 3 мая. /ТАСС/. | Москва | ТАСС | 3 мая.",
        );
    }

    #[test]
    fn the_forms_of_the_agencies_are_read() {
        check(
            "Jan 30 (Reuters) - Gold rose.",
            "Jan 30 (Reuters) - |  | Reuters | Jan 30",
        );
        check(
            "SYDNEY March 22 AAP - The envoy spoke.",
            "SYDNEY March 22 AAP - | Sydney | AAP | March 22",
        );
        check(
            "Tegucigalpa, Jan 2 (EFE).- The envoy spoke.",
            "Tegucigalpa, Jan 2 (EFE).- | Tegucigalpa | EFE | Jan 2",
        );
        check(
            "(ANSA) - ROMA, 1 LUG - L'inviato ha parlato.",
            "(ANSA) - ROMA, 1 LUG - | Roma | ANSA | 1 LUG",
        );
        check(
            "MOSCOW. March 3 (Interfax) - The envoy spoke.",
            "MOSCOW. March 3 (Interfax) - | Moscow | Interfax | March 3",
        );
        check(
            "BEIJING, Oct. 3 (Xinhua) -- The envoy spoke.",
            "BEIJING, Oct. 3 (Xinhua) -- | Beijing | Xinhua | Oct. 3",
        );
        check(
            "NAIROBI, Kenya (AP) _ Thousands marched.",
            "NAIROBI, Kenya (AP) _ | Nairobi, Kenya | AP | ",
        );
        check(
            "FORT WASHINGTON, Pa. (AP) _ Shares fell.",
            "FORT WASHINGTON, Pa. (AP) _ | Fort Washington, Pa. | AP | ",
        );
        check(
            "WASHINGTON/BRUSSELS, March 3 (Reuters) - The envoy spoke.",
            "WASHINGTON/BRUSSELS, March 3 (Reuters) - | Washington; Brussels | Reuters | March 3",
        );
        check(
            "RIO DE JANEIRO, Brazil, Friday, March 3 (UPI) -- It rained.",
            "RIO DE JANEIRO, Brazil, Friday, March 3 (UPI) -- | Rio de Janeiro, Brazil | UPI | Friday, March 3",
        );
        check(
            "CHARLESTON, W. Va., March 5 - It rained.",
            "CHARLESTON, W. Va., March 5 - | Charleston, W. Va. |  | March 5",
        );
        check(
            "NEW YORK, MAR 5 - Diamond fell.",
            "NEW YORK, MAR 5 - | New York |  | MAR 5",
        );
        check(
            "NEWPORT NEWS, Va., April 1 - It rained.",
            "NEWPORT NEWS, Va., April 1 - | Newport News, Va. |  | April 1",
        );
        check(
            "SHAH ALAM, Thurs. - It rained.",
            "SHAH ALAM, Thurs. - | Shah Alam |  | ",
        );
        check(
            "KING OF PRUSSIA, Pa., March 2 - It rained.",
            "KING OF PRUSSIA, Pa., March 2 - | King of Prussia, Pa. |  | March 2",
        );
        check(
            "DES MOINES, April 7 - boxed beef fell.",
            "DES MOINES, April 7 - | Des Moines |  | April 7",
        );
        check(
            "ST. LOUIS, Oct. 19 - It rained.",
            "ST. LOUIS, Oct. 19 - | St. Louis |  | Oct. 19",
        );
    }

    #[test]
    fn the_forms_of_press_releases_are_read() {
        check(
            "WASHINGTON, D.C. – Today the senator spoke.",
            "WASHINGTON, D.C. – | Washington, D.C. |  | ",
        );
        check("WASHINGTON—Today the senator spoke.", "WASHINGTON— | Washington |  | ");
        check(
            "[HANOI, VIETNAM] – The senator went on.",
            "[HANOI, VIETNAM] – | Hanoi, Vietnam |  | ",
        );
        check(
            "(Kansas City, MO)– The senator spoke.",
            "(Kansas City, MO)– | Kansas City, MO |  | ",
        );
        check(
            "Demopolis, AL — The senator spoke.",
            "Demopolis, AL — | Demopolis, AL |  | ",
        );
        check("PITTSBURGH, PA – It rained.", "PITTSBURGH, PA – | Pittsburgh, PA |  | ");
        check("WASHINGTON DC - It rained.", "WASHINGTON DC - | Washington DC |  | ");
        check("McALLEN, Texas – It rained.", "McALLEN, Texas – | McAllen, Texas |  | ");
        check(
            "WASHINGTON, DC [07/12/22] – Today they spoke.",
            "WASHINGTON, DC [07/12/22] – | Washington, DC |  | ",
        );
        check(
            "Sun City Center, Fla.— It rained.",
            "Sun City Center, Fla.— | Sun City Center, Fla. |  | ",
        );
        check(
            "Washington D.C. - They spoke.",
            "Washington D.C. - | Washington D.C. |  | ",
        );
        check(
            "January 30, 2013\nSenators Present Bill\n\nRUTLAND, Vt. (THURSDAY, March 14, 2013) -- They spoke.",
            "RUTLAND, Vt. (THURSDAY, March 14, 2013) -- | Rutland, Vt. |  | THURSDAY, March 14, 2013",
        );
    }

    #[test]
    fn a_sentence_with_a_dash_is_no_dateline() {
        for body in [
            "Today – of all days – it rained.",
            "Editor’s Note - The text was changed.",
            "NATO — the alliance of the north — met.",
            "NATO — The alliance met.",
            "EU - The Commission spoke.",
            "UPDATE - The envoy spoke.",
            "BREAKING NEWS — The envoy spoke.",
            "FOR IMMEDIATE RELEASE - The envoy spoke.",
            "Monday, April 25 - The envoy speaks.",
            "Posted March 3 - The envoy spoke.",
            "Hoeven, Colleagues – They spoke.",
            "Rain fell in Oslo - and then snow.",
            "Smith (R-IL) – He spoke.",
            "APPLE (AAPL) - Shares rose.",
            "Geneva, 12 March - 14 March: a meeting.",
            "VOL. XV — The Gazette.",
            "LXXXV — The Gazette.",
            "WATCHMAN SEES STRANGE LIGHTS - It was the moon.",
            "THE BARRE-\nTown Gazette",
            "LONDON-BASED Smith spoke.",
            "WASHINGTON is far away.",
            "It rained.",
            "",
            " — ",
            "(",
            "[A",
        ] {
            check(body, "-");
        }
    }

    #[test]
    fn an_agency_of_no_list_is_taken_by_its_name_where_all_else_is_sure() {
        check(
            "KYIV, April 25 (Northern Wire) - Snow fell.",
            "KYIV, April 25 (Northern Wire) - | Kyiv | Northern Wire | April 25",
        );
        check(
            "LISBON, May 3 (The Press of Alfama) - Rain fell.",
            "LISBON, May 3 (The Press of Alfama) - | Lisbon | The Press of Alfama | May 3",
        );
        check("LISBON, May 3 (not so fast) - Rain fell.", "-");
        check("Lisbon (Northern Wire) - Rain fell.", "-");
    }

    #[track_caller]
    fn check_field(stated: &str, expected: &str) {
        let mut article = Article {
            dateline: Some(stated.to_owned()),
            agency: None,
            ..Article::default()
        };
        let day = set_dateline(&mut article).map_or(String::new(), |(_, raw)| raw);
        assert_eq!(article.dateline.as_deref(), Some(stated));
        let agency = article.agency.unwrap_or_default();
        assert_eq!(
            format!("{} | {agency} | {day}", article.dateline_places.join("; ")),
            expected
        );
    }

    #[test]
    fn a_stated_dateline_needs_no_dash() {
        check_field("SALVADOR, Feb 26 -", "Salvador |  | Feb 26");
        check_field("Helsinki", "Helsinki |  | ");
        check_field("BETHESDA, Md.", "Bethesda, Md. |  | ");
        check_field("Strasbourg, 10 juil 2024 (AFP)", "Strasbourg | AFP | 10 juil 2024");
        check_field("London (dpa) - ", "London | dpa | ");
        check_field("L'Ange-Gardien, Que., March 5 -", "L'Ange-Gardien, Que. |  | March 5");
        check_field("MARCH 04, 2013", " |  | MARCH 04, 2013");
        check_field("2013-03-04 11:40:31 GMT+00:00", " |  | 2013-03-04 11:40:31 GMT+00:00");
        check_field("4/4/2018", " |  | 4/4/2018");
        check_field("???", " |  | ");
    }

    mod properties {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            #[test]
            fn any_text_is_read_or_refused(body in "\\PC{0,80}", stated in "\\PC{0,80}") {
                let mut article = Article { body, ..Article::default() };
                set_dateline(&mut article);
                article.dateline = Some(stated);
                set_dateline(&mut article);
            }

            #[test]
            fn anything_like_a_dateline_is_read_or_refused(
                body in "((NEW|YORK|Oslo|St|D\\.C|МОСКВА|Ж|ñ)|[ ,.()/\\[\\]–_-]{1,2}|April|3 мая|12|AFP|Reuters| and ){1,12}",
            ) {
                let mut article = Article { body: body.clone(), ..Article::default() };
                set_dateline(&mut article);
                if let Some(printed) = article.dateline {
                    prop_assert!(body.contains(&printed));
                    prop_assert!(!article.dateline_places.is_empty() || article.agency.is_some());
                }
            }
        }
    }
}
