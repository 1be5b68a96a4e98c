//! The many ways to write a language, and the one code that stands for it here.

use crate::words::fold;

/// A language with what it is called.
struct Names {
    /// ISO 639-1.
    code: &'static str,
    /// ISO 639-2 and 639-3, both where the two differ.
    long_codes: &'static [&'static str],
    /// In English and in itself, folded.
    names: &'static [&'static str],
}

const fn names(code: &'static str, long_codes: &'static [&'static str], names: &'static [&'static str]) -> Names {
    Names {
        code,
        long_codes,
        names,
    }
}

/// The languages of the world's newspapers.
const LANGUAGES: &[Names] = &[
    names("af", &["afr"], &["afrikaans"]),
    names("am", &["amh"], &["amharic"]),
    names("ar", &["ara", "arb"], &["arabic", "العربية"]),
    names("az", &["aze"], &["azerbaijani", "azeri"]),
    names("be", &["bel"], &["belarusian", "беларуская"]),
    names("bg", &["bul"], &["bulgarian", "български"]),
    names("bn", &["ben"], &["bengali", "bangla"]),
    names("bs", &["bos"], &["bosnian", "bosanski"]),
    names("ca", &["cat"], &["catalan", "catala", "valencian"]),
    names("cs", &["ces", "cze"], &["czech", "cestina"]),
    names("cy", &["cym", "wel"], &["welsh", "cymraeg"]),
    names("da", &["dan"], &["danish", "dansk"]),
    names("de", &["deu", "ger"], &["german", "deutsch"]),
    names("el", &["ell", "gre"], &["greek", "ελληνικα"]),
    names("en", &["eng"], &["english"]),
    names("eo", &["epo"], &["esperanto"]),
    names("es", &["spa"], &["spanish", "espanol", "castilian", "castellano"]),
    names("et", &["est"], &["estonian", "eesti"]),
    names("eu", &["eus", "baq"], &["basque", "euskara"]),
    names("fa", &["fas", "per", "pes"], &["persian", "farsi", "فارسی"]),
    names("fi", &["fin"], &["finnish", "suomi"]),
    names("fo", &["fao"], &["faroese", "foroyskt"]),
    names("fr", &["fra", "fre"], &["french", "francais"]),
    names("ga", &["gle"], &["irish", "gaeilge"]),
    names("gl", &["glg"], &["galician", "galego"]),
    names("gu", &["guj"], &["gujarati"]),
    names("ha", &["hau"], &["hausa"]),
    names("he", &["heb"], &["hebrew", "עברית"]),
    names("hi", &["hin"], &["hindi", "हिन्दी"]),
    names("hr", &["hrv"], &["croatian", "hrvatski"]),
    names("hu", &["hun"], &["hungarian", "magyar"]),
    names("hy", &["hye", "arm"], &["armenian"]),
    names("id", &["ind"], &["indonesian", "bahasa indonesia"]),
    names("is", &["isl", "ice"], &["icelandic", "islenska"]),
    names("it", &["ita"], &["italian", "italiano"]),
    names("ja", &["jpn"], &["japanese", "日本語"]),
    names("jv", &["jav"], &["javanese"]),
    names("ka", &["kat", "geo"], &["georgian"]),
    names("kk", &["kaz"], &["kazakh"]),
    names("km", &["khm"], &["khmer", "cambodian"]),
    names("kn", &["kan"], &["kannada"]),
    names("ko", &["kor"], &["korean", "한국어"]),
    names("ku", &["kur"], &["kurdish"]),
    names("ky", &["kir"], &["kyrgyz"]),
    names("la", &["lat"], &["latin"]),
    names("lb", &["ltz"], &["luxembourgish", "letzebuergesch"]),
    names("lo", &["lao"], &["lao"]),
    names("lt", &["lit"], &["lithuanian", "lietuviu"]),
    names("lv", &["lav"], &["latvian", "latviesu"]),
    names("mk", &["mkd", "mac"], &["macedonian", "македонски"]),
    names("ml", &["mal"], &["malayalam"]),
    names("mn", &["mon"], &["mongolian"]),
    names("mr", &["mar"], &["marathi"]),
    names("ms", &["msa", "may"], &["malay", "bahasa melayu"]),
    names("mt", &["mlt"], &["maltese", "malti"]),
    names("my", &["mya", "bur"], &["burmese"]),
    names("nb", &["nob"], &["bokmal", "norwegian bokmal"]),
    names("ne", &["nep"], &["nepali"]),
    names("nl", &["nld", "dut"], &["dutch", "nederlands", "flemish", "vlaams"]),
    names("nn", &["nno"], &["nynorsk", "norwegian nynorsk"]),
    names("no", &["nor"], &["norwegian", "norsk"]),
    names("or", &["ori"], &["odia", "oriya"]),
    names("pa", &["pan"], &["punjabi", "panjabi"]),
    names("pl", &["pol"], &["polish", "polski"]),
    names("ps", &["pus"], &["pashto"]),
    names("pt", &["por"], &["portuguese", "portugues"]),
    names("ro", &["ron", "rum"], &["romanian", "romana"]),
    names("ru", &["rus"], &["russian", "русский"]),
    names("si", &["sin"], &["sinhala", "sinhalese"]),
    names("sk", &["slk", "slo"], &["slovak", "slovencina"]),
    names("sl", &["slv"], &["slovenian", "slovene", "slovenscina"]),
    names("so", &["som"], &["somali"]),
    names("sq", &["sqi", "alb"], &["albanian", "shqip"]),
    names("sr", &["srp"], &["serbian", "srpski", "српски"]),
    names("sv", &["swe"], &["swedish", "svenska"]),
    names("sw", &["swa"], &["swahili", "kiswahili"]),
    names("ta", &["tam"], &["tamil"]),
    names("te", &["tel"], &["telugu"]),
    names("tg", &["tgk"], &["tajik"]),
    names("th", &["tha"], &["thai"]),
    names("tk", &["tuk"], &["turkmen"]),
    names("tl", &["tgl", "fil"], &["tagalog", "filipino"]),
    names("tr", &["tur"], &["turkish", "turkce"]),
    names("uk", &["ukr"], &["ukrainian", "украінська"]),
    names("ur", &["urd"], &["urdu", "اردو"]),
    names("uz", &["uzb"], &["uzbek"]),
    names("vi", &["vie"], &["vietnamese"]),
    names("yi", &["yid"], &["yiddish"]),
    names("zh", &["zho", "chi", "cmn"], &["chinese", "mandarin", "中文"]),
    names("zu", &["zul"], &["zulu"]),
];

/// What sources write where they do not know: ISO 639-2's codes for undetermined, several and
/// none, and plain words.
const NO_LANGUAGE: &[&str] = &["", "und", "mul", "zxx", "mis", "unknown", "none", "null", "n/a", "-"];

/// True if a stated language says that none is known.
pub(super) fn is_no_language(stated: &str) -> bool {
    NO_LANGUAGE.contains(&stated.trim().to_ascii_lowercase().as_str())
}

/// Returns the ISO 639-1 code of a language by its code, its locale or its name: `EN`, `en_GB`,
/// `eng`, `English`. `None` if it is no known language.
pub(super) fn code_of(stated: &str) -> Option<String> {
    let folded = fold(stated.trim());
    let tag = folded.split(['-', '_', '.']).next().unwrap_or_default();
    let by_name = |language: &&Names| language.names.contains(&folded.as_str());
    let by_tag = |language: &&Names| language.code == tag || language.long_codes.contains(&tag);
    LANGUAGES
        .iter()
        .find(by_tag)
        .or_else(|| LANGUAGES.iter().find(by_name))
        .map(|found| found.code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_and_name_means_one_language() {
        for language in LANGUAGES {
            assert!(
                language.names.iter().all(|name| fold(name) == *name),
                "{}",
                language.code
            );
            assert_eq!(code_of(language.code).as_deref(), Some(language.code));
            for name in language.long_codes.iter().chain(language.names) {
                assert_eq!(code_of(name).as_deref(), Some(language.code), "{name}");
            }
        }
    }

    #[test]
    fn what_only_begins_like_a_code_is_no_language() {
        assert_eq!(code_of("x-pirate"), None);
        assert_eq!(code_of(""), None);
    }
}
