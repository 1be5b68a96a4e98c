//! The language that a source states, as its ISO 639-1 code.

/// A language: ISO 639-1, the codes of ISO 639-2, and its names in English and in itself.
struct Names {
    code: &'static str,
    others: &'static [&'static str],
}

const fn language(code: &'static str, others: &'static [&'static str]) -> Names {
    Names { code, others }
}

/// Languages of newspapers that write something else than the two letters. Two letters are
/// taken as they are.
const LANGUAGES: &[Names] = &[
    language("ar", &["ara", "arabic", "العربية"]),
    language("bg", &["bul", "bulgarian", "български"]),
    language("bn", &["ben", "bengali", "বাংলা"]),
    language("ca", &["cat", "catalan", "català"]),
    language("cs", &["ces", "cze", "czech", "čeština"]),
    language("da", &["dan", "danish", "dansk"]),
    language("de", &["deu", "ger", "german", "deutsch"]),
    language("el", &["ell", "gre", "greek", "ελληνικά"]),
    language("en", &["eng", "english"]),
    language("es", &["spa", "spanish", "español", "castellano"]),
    language("et", &["est", "estonian", "eesti"]),
    language("fa", &["fas", "per", "persian", "farsi", "فارسی"]),
    language("fi", &["fin", "finnish", "suomi"]),
    language("fr", &["fra", "fre", "french", "français"]),
    language("ga", &["gle", "irish", "gaeilge"]),
    language("he", &["heb", "hebrew", "עברית", "iw"]),
    language("hi", &["hin", "hindi", "हिन्दी"]),
    language("hr", &["hrv", "croatian", "hrvatski"]),
    language("hu", &["hun", "hungarian", "magyar"]),
    language("hy", &["hye", "arm", "armenian", "հայերեն"]),
    language("id", &["ind", "indonesian", "bahasa indonesia", "in"]),
    language("it", &["ita", "italian", "italiano"]),
    language("ja", &["jpn", "japanese", "日本語"]),
    language("ka", &["kat", "geo", "georgian", "ქართული"]),
    language("ko", &["kor", "korean", "한국어"]),
    language("lt", &["lit", "lithuanian", "lietuvių"]),
    language("lv", &["lav", "latvian", "latviešu"]),
    language("nb", &["nob", "bokmål", "norwegian bokmål"]),
    language("nl", &["nld", "dut", "dutch", "nederlands"]),
    language("no", &["nor", "norwegian", "norsk"]),
    language("pl", &["pol", "polish", "polski"]),
    language("pt", &["por", "portuguese", "português"]),
    language("ro", &["ron", "rum", "romanian", "română"]),
    language("ru", &["rus", "russian", "русский"]),
    language("sk", &["slk", "slo", "slovak", "slovenčina"]),
    language("sl", &["slv", "slovenian", "slovene", "slovenščina"]),
    language("sq", &["sqi", "alb", "albanian", "shqip"]),
    language("sr", &["srp", "serbian", "српски"]),
    language("sv", &["swe", "swedish", "svenska"]),
    language("ta", &["tam", "tamil", "தமிழ்"]),
    language("th", &["tha", "thai", "ไทย"]),
    language("tr", &["tur", "turkish", "türkçe"]),
    language("uk", &["ukr", "ukrainian", "українська"]),
    language("ur", &["urd", "urdu", "اردو"]),
    language("vi", &["vie", "vietnamese", "tiếng việt"]),
    language("yi", &["yid", "yiddish", "ייִדיש"]),
    language("zh", &["zho", "chi", "chinese", "中文"]),
];

/// Returns the two-letter code of a stated language, or the source's own word in small letters
/// if it is none known. What follows a `-` or `_` names a country or a script and is left out.
///
/// ```
/// use dateline::ingest::language_code;
///
/// assert_eq!(language_code("en-US"), "en");
/// assert_eq!(language_code("German"), "de");
/// assert_eq!(language_code("Klingon"), "klingon");
/// ```
pub fn language_code(stated: &str) -> String {
    let whole = stated.trim().to_lowercase();
    let known = |name: &str| {
        LANGUAGES
            .iter()
            .find(|row| row.code == name || row.others.contains(&name))
    };
    let tag = whole.split(['-', '_']).next().unwrap_or_default();
    match known(&whole).or_else(|| known(tag)) {
        Some(row) => row.code.to_owned(),
        None if tag.len() == 2 => tag.to_owned(),
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &str, code: &str) {
        assert_eq!(language_code(stated), code);
    }

    #[test]
    fn codes_and_names_of_languages_become_two_letters() {
        check("EN", "en");
        check("pt_BR", "pt");
        check("ukr", "uk");
        check("Deutsch", "de");
        check("iw", "he");
        check("eo", "eo");
        check("zh-Hant-TW", "zh");
    }

    #[test]
    fn an_unknown_language_keeps_its_word() {
        check("Old Norse", "old norse");
        check("x-klingon", "x-klingon");
    }

    #[test]
    fn no_name_stands_for_two_languages() {
        let mut names: Vec<&str> = LANGUAGES
            .iter()
            .flat_map(|row| row.others.iter().copied().chain([row.code]))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
