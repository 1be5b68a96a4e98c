//! Places, and those of the dateline.

use super::*;

#[test]
fn forms_of_a_country_are_one_place() {
    check(
        "{l U.S.} and {l US} and {l USA} and {l the United States} and {l America}",
        &["l United States = U.S., US, USA, United States, America"],
    );
    check(
        "{l Britain} and the {l U.K.}; {o U.S.} troops in {l South America}",
        &["l Britain = Britain, U.K.", "l U.S.", "l South America"],
    );
    check(
        "{l Kyiv} is {l Kiev} is {l KYIV}; {l Holland} with {p Tom Holland}, {p Holland}",
        &[
            "l Kyiv = Kyiv, Kiev, KYIV",
            "l Holland",
            "p Tom Holland = Tom Holland, Holland",
        ],
    );
}

#[test]
fn likely_forms_of_different_places_stay_apart() {
    check(
        "{l Niger} {l Nigeria} {l Iran} {l Iraq} {l Georgia} {l South Georgia}",
        &[
            "l Niger",
            "l Nigeria",
            "l Iran",
            "l Iraq",
            "l Georgia",
            "l South Georgia",
        ],
    );
}

#[test]
fn a_place_joins_itself_with_what_it_lies_in() {
    check(
        "{l Portland, Maine} is cold. {l Portland} sleeps.",
        &["l Portland, Maine = Portland, Maine, Portland"],
    );
    check(
        "{l Portland, Maine} and {l Portland, Oregon}: {l Portland}",
        &["l Portland, Maine", "l Portland, Oregon", "l Portland"],
    );
    check(
        "{l St. Petersburg} is {l Saint Petersburg}, {l Mt Everest} {l Mount Everest}",
        &[
            "l Saint Petersburg = St. Petersburg, Saint Petersburg",
            "l Mount Everest = Mt Everest, Mount Everest",
        ],
    );
    check(
        "{l Washington} and {l Washington, D.C.}",
        &["l Washington, D.C. = Washington, Washington, D.C."],
    );
}

#[test]
fn peoples_and_days_are_no_places() {
    check(
        "{l Russian} {l Europeans} {l Friday} {l Easter} {l Easter Island} {o March} {l Crimean} {l Crimea}",
        &["l Easter Island", "l Crimea"],
    );
}

/// With the dateline read to hold these places and this agency.
#[track_caller]
fn check_dateline(body: &str, dateline: &str, places: &[&str], agency: &str, expected: &[&str]) {
    let (mut article, mentions) = article("", body);
    article.dateline = Some(dateline.to_owned());
    article.dateline_places = places.iter().map(|place| (*place).to_owned()).collect();
    article.agency = (!agency.is_empty()).then(|| agency.to_owned());
    assert_eq!(lines(&article, &mentions), expected, "{body}");
}

#[test]
fn the_dateline_names_places_and_an_agency() {
    let expected = ["l New York = NEW YORK, New York", "o Reuters"];
    let printed = "NEW YORK, April 25 (Reuters) -";
    // Whether the recogniser saw them or not, and whatever it took them for.
    for body in [
        "{l NEW YORK}, April 25 ({o Reuters}) - Snow fell in {l New York}.",
        "{o NEW YORK}, April 25 ({p Reuters}) - Snow fell in {l New York}.",
        "NEW YORK, April 25 (Reuters) - Snow fell in {l New York}.",
    ] {
        check_dateline(body, printed, &["New York"], "Reuters", &expected);
    }
}

#[test]
fn a_place_of_the_dateline_is_named_as_in_a_text() {
    check_dateline("KYIV - Snow fell.", "KYIV -", &["Kyiv"], "", &["l Kyiv = KYIV"]);
    check_dateline(
        "PORTLAND, Maine (AP) - Snow.",
        "PORTLAND, Maine (AP) -",
        &["Portland, Maine"],
        "AP",
        &["l Portland = PORTLAND", "o AP"],
    );
}

#[test]
fn an_agency_under_its_full_name_joins() {
    check_dateline(
        "OSLO (The {o Associated Press}) - Snow. The {o AP} said so.",
        "OSLO (The Associated Press) -",
        &["Oslo"],
        "AP",
        &["l Oslo = OSLO", "o Associated Press = Associated Press, AP"],
    );
}

#[test]
fn a_dateline_of_a_field_is_given() {
    check_dateline(
        "Snow fell in {l Oslo}.",
        "Oslo, Bergen (NTB)",
        &["Oslo", "Bergen"],
        "NTB",
        &["*l Oslo", "*l Bergen = ", "*o NTB = "],
    );
}
