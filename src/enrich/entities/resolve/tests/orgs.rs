//! Organisations, and what two kinds claim.

use super::*;

#[test]
fn an_acronym_joins_its_expansion() {
    check(
        "The {o European Central Bank} ({o ECB}) met. {o ECB} rates fell. The {o E.C.B.} said so.",
        &["o European Central Bank = ECB 2, European Central Bank, E.C.B."],
    );
    check(
        "The {o IMF} met. The {o International Monetary Fund} said so.",
        &["o International Monetary Fund = IMF, International Monetary Fund"],
    );
    check(
        "{o British Broadcasting Corporation}, the {o BBC}",
        &["o British Broadcasting Corporation = British Broadcasting Corporation, BBC"],
    );
    check(
        "{o Bank of England} ({o BoE}), {o Department of Justice}, {o DOJ}",
        &[
            "o Bank of England = Bank of England, BoE",
            "o Department of Justice = Department of Justice, DOJ",
        ],
    );
    check(
        "{o MSF} ({o Medecins Sans Frontieres}) came",
        &["o Medecins Sans Frontieres = MSF, Medecins Sans Frontieres"],
    );
}

#[test]
fn an_acronym_of_two_stands_alone() {
    check(
        "{o Arab Press} and {o Associated Press} and {o AP}",
        &["o Arab Press", "o Associated Press", "o AP"],
    );
    check(
        "{o AP} on {o Antillas Petroleum Corp.}",
        &["o AP", "o Antillas Petroleum Corp."],
    );
    check("{o Manchester United} ({o ENG}) won", &["o Manchester United", "o ENG"]);
}

#[test]
fn an_acronym_is_what_its_expansion_is() {
    check(
        "The {o European Union} ({l EU}) and the {l EU}",
        &["o European Union = EU 2, European Union"],
    );
    check(
        "The {o North Atlantic Treaty Organization} met. {l NATO} said so.",
        &["o North Atlantic Treaty Organization = North Atlantic Treaty Organization, NATO"],
    );
    check(
        "{o Palestinian Authority} and {l PA}",
        &["o Palestinian Authority", "l PA"],
    );
}

#[test]
fn legal_forms_and_articles_are_not_compared() {
    check(
        "{o Siemens AG} fell. {o Siemens} rose.",
        &["o Siemens AG = Siemens AG, Siemens"],
    );
    check(
        "{o Tata Steel Ltd}, {o Tata Steel}, {o The Tata Steel Limited}",
        &["o Tata Steel Limited = Tata Steel Ltd, Tata Steel, Tata Steel Limited"],
    );
    check(
        "{o FC Porto} beat {o Chelsea}. {o Porto} and {o Chelsea FC} met.",
        &["o FC Porto = FC Porto, Porto", "o Chelsea FC = Chelsea, Chelsea FC"],
    );
    check(
        "{o J.P. Morgan} is {o JP Morgan} is {o JPMorgan}",
        &["o J.P. Morgan = J.P. Morgan, JP Morgan, JPMorgan"],
    );
}

#[test]
fn the_beginning_of_a_name_joins_it() {
    check(
        "{o Ford Motor Co} and {o Ford} and {o Ford Motor}",
        &["o Ford Motor Co = Ford Motor Co, Ford, Ford Motor"],
    );
    check(
        "{o Goldman Sachs} and {o Goldman}",
        &["o Goldman Sachs = Goldman Sachs, Goldman"],
    );
    check(
        "{o Ministry of Defence} and the {o Ministry}",
        &["o Ministry of Defence = Ministry of Defence, Ministry"],
    );
}

#[test]
fn a_part_or_a_neighbour_does_not_join() {
    check(
        "{o Senate} and {o Senate Finance Committee}",
        &["o Senate", "o Senate Finance Committee"],
    );
    check("{o UN} and {o UN Refugees}", &["o UN", "o UN Refugees"]);
    check(
        "{o Bank of England}, {o Bank of Japan}, the {o Bank}",
        &["o Bank of England", "o Bank of Japan", "o Bank"],
    );
    check(
        "{l Chicago} hosts {o Chicago}. {l Chicago} reads the {o Chicago Examiner}.",
        &["l Chicago = Chicago 3", "o Chicago Examiner"],
    );
}

#[test]
fn ford_is_a_company_and_a_president() {
    check(
        "{p Gerald Ford} drove a {o Ford}. {p Ford} of {o Ford Motor Co}? {o Ford}!",
        &[
            "p Gerald Ford = Gerald Ford, Ford",
            "o Ford Motor Co = Ford 2, Ford Motor Co",
        ],
    );
    check("{o Ford} rose. {p Gerald Ford} slept.", &["o Ford", "p Gerald Ford"]);
}

#[test]
fn the_plural_at_the_end_joins() {
    check(
        "{o Los Angeles Lakers} beat {o Boston Celtics}. {o Lakers} fans sang.",
        &["o Los Angeles Lakers = Los Angeles Lakers, Lakers", "o Boston Celtics"],
    );
    check(
        "{o Detroit Tigers} beat {o Hanshin Tigers}. {o Tigers}!",
        &["o Detroit Tigers", "o Hanshin Tigers", "o Tigers"],
    );
}

#[test]
fn most_mentions_decide_the_kind() {
    check("{o Kremlin} {o Kremlin} {l Kremlin}", &["o Kremlin = Kremlin 3"]);
    check("{o Kremlin} {l Kremlin} {l Kremlin}", &["l Kremlin = Kremlin 3"]);
    check("{o Kremlin} {l Kremlin}", &["l Kremlin = Kremlin 2"]);
    check("{p Siemens} {o Siemens}", &["o Siemens = Siemens 2"]);
    check(
        "{l Volodymyr Zelensky} {p Volodymyr Zelensky} {p Volodymyr Zelensky} {p Zelensky}",
        &["p Volodymyr Zelensky = Volodymyr Zelensky 3, Zelensky"],
    );
}

#[test]
fn what_a_fuller_name_shows_stays_against_most_mentions() {
    check(
        "{l Washington} {l Washington} {p Kerry Washington} {p Washington}",
        &[
            "l Washington = Washington 2",
            "p Kerry Washington = Kerry Washington, Washington",
        ],
    );
}

#[test]
fn a_country_and_a_woman_stay_two() {
    check(
        "{l Georgia} and {p Giorgia Meloni}. {p Meloni} left {l Georgia}.",
        &["l Georgia = Georgia 2", "p Giorgia Meloni = Giorgia Meloni, Meloni"],
    );
}
