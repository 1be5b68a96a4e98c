//! Titles that stand before a name, by language, and what may stand inside of one.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::words::fold_name;

/// Titles in the form in which a name behind them is in its base form, too: in languages with cases the
/// nominative.
const TITLES: &[(&str, &str)] = &[
    (
        "de",
        "Präsident Präsidentin Bundespräsident Staatspräsident Kanzler Kanzlerin Bundeskanzler Bundeskanzlerin Minister \
         Ministerin Premierminister Premierministerin Ministerpräsident Ministerpräsidentin Regierungschef \
         Regierungschefin Staatschef Außenminister Außenministerin Verteidigungsminister Verteidigungsministerin \
         Finanzminister Finanzministerin Innenminister Innenministerin Wirtschaftsminister Wirtschaftsministerin \
         Justizminister Justizministerin Senator Senatorin Bürgermeister Bürgermeisterin Oberbürgermeister Sprecher \
         Sprecherin Botschafter Botschafterin Papst König Königin Prinz Prinzessin General Herr Frau Dr Prof \
         Professor Professorin",
    ),
    (
        "fr",
        "président présidente ministre chancelier chancelière sénateur sénatrice député députée maire ambassadeur \
         ambassadrice pape roi reine prince princesse général m mme mlle dr professeur",
    ),
    (
        "es",
        "presidente presidenta ministro ministra canciller senador senadora diputado diputada alcalde alcaldesa \
         embajador embajadora papa rey reina príncipe general señor señora sr sra don doña doctor doctora",
    ),
    (
        "it",
        "presidente ministro ministra premier cancelliere cancelliera senatore senatrice deputato deputata sindaco \
         sindaca papa re regina principe generale signor signora sig dottor dottoressa professor",
    ),
    (
        "pt",
        "presidente presidenta ministro ministra chanceler senador senadora deputado deputada prefeito prefeita \
         governador governadora papa rei rainha príncipe general senhor senhora sr sra dom doutor doutora",
    ),
    (
        "nl",
        "president presidente premier minister kanselier burgemeester senator ambassadeur paus koning koningin prins \
         prinses generaal meneer mevrouw dhr mevr dr professor",
    ),
    (
        "sv",
        "president statsminister utrikesminister minister kansler borgmästare påve kung drottning prins general herr fru",
    ),
    (
        "da",
        "præsident statsminister udenrigsminister minister kansler borgmester pave kong dronning prins general",
    ),
    (
        "no",
        "president statsminister utenriksminister minister kansler borgermester pave kong dronning prins general",
    ),
    (
        "pl",
        "prezydent premier minister kanclerz senator poseł posłanka burmistrz papież król królowa generał pan pani",
    ),
    (
        "cs",
        "prezident prezidentka premiér premiérka ministr ministryně kancléř kancléřka senátor starosta papež král \
         královna generál pan paní",
    ),
    (
        "uk",
        "президент президентка прем'єр прем'єрка міністр міністерка канцлер канцлерка депутат депутатка мер папа король \
         королева генерал пан пані",
    ),
    (
        "ru",
        "президент премьер министр канцлер депутат мэр папа король королева генерал господин госпожа",
    ),
];

/// Titles that end with a full stop.
const ABBREVIATED: &[&str] = &["dr", "prof", "m", "mme", "mlle", "sr", "sra", "sig", "dhr", "mevr"];

/// Articles by language, in small letters.
const ARTICLES: &[(&str, &str)] = &[
    ("de", "der die das den dem des ein eine einen einem einer eines"),
    ("fr", "le la les l un une"),
    ("es", "el la los las un una"),
    ("it", "il lo la i gli le l un uno una"),
    ("pt", "o a os as um uma"),
    ("nl", "de het een"),
];

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "du", "la", "le", "van", "von", "der", "den", "ter", "zu",
    "al", "el", "bin", "ibn", "af",
];

/// Bodies and agencies in capitals, as these languages call them.
const ORGS: &[&str] = &[
    "AFP",
    "ANSA",
    "BBC",
    "BCE",
    "CNN",
    "EFE",
    "ESA",
    "EU",
    "EZB",
    "FAO",
    "FBI",
    "FIFA",
    "FMI",
    "IAEO",
    "IWF",
    "NASA",
    "NATO",
    "OMS",
    "ONU",
    "OPEC",
    "OPEP",
    "OSCE",
    "OSZE",
    "OTAN",
    "UE",
    "UEFA",
    "UNESCO",
    "UNHCR",
    "UNICEF",
    "UNO",
    "WHO",
    "WTO",
    "ЄС",
    "ЕС",
    "МАГАТЭ",
    "МВФ",
    "НАТО",
    "ОБСЄ",
    "ОБСЕ",
    "ООН",
    "ЮНЕСКО",
];

/// The titles of a language, folded.
pub(super) fn titles_of(language: &str) -> Option<&'static HashSet<String>> {
    static FOLDED: LazyLock<Vec<(&'static str, HashSet<String>)>> = LazyLock::new(|| {
        let folded = |titles: &str| titles.split_whitespace().map(fold_name).collect();
        TITLES
            .iter()
            .map(|(language, titles)| (*language, folded(titles)))
            .collect()
    });
    let of_language = FOLDED.iter().find(|(other, _)| *other == language);
    of_language.map(|(_, titles)| titles)
}

/// True for a folded title that a full stop may end.
pub(super) fn is_abbreviated(title: &str) -> bool {
    ABBREVIATED.contains(&title)
}

/// True for an article of a language.
pub(super) fn is_article(word: &str, language: &str) -> bool {
    let of_language = ARTICLES.iter().find(|(other, _)| *other == language);
    of_language.is_some_and(|(_, articles)| articles.split(' ').any(|article| article == word.to_lowercase()))
}

/// True for a small word inside a name.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// True for a body or an agency that is known by its capitals.
pub(super) fn is_org(word: &str) -> bool {
    ORGS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(ORGS.is_sorted());
    }
}
