//! Which words belong together by their stem: Snowball, by the language of the article.
//!
//! The index holds words as printed. A word of a query means all words with the same stem; this
//! file says what the stem of a word is. The algorithms are those of Tantivy's own `Stemmer`.

use frostem::Algorithm;

/// The language of an article whose language is not known.
pub const DEFAULT_LANGUAGE: &str = "en";

/// The stemmer of one language.
#[derive(Clone, Copy)]
pub struct Stemmer(Option<frostem::Stemmer>);

impl Stemmer {
    /// The stemmer for an ISO 639-1 code. A language that Snowball does not know leaves every
    /// word as it is.
    pub fn for_language(code: &str) -> Stemmer {
        Stemmer(algorithm(code).map(frostem::Stemmer::new))
    }

    /// True if words of this language have no stems but themselves.
    pub fn is_identity(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the stem of a folded word.
    ///
    /// ```
    /// use dateline::words::Stemmer;
    /// assert_eq!(Stemmer::for_language("en").stem("talking"), "talk");
    /// ```
    pub fn stem<'a>(&self, folded: &'a str) -> std::borrow::Cow<'a, str> {
        match &self.0 {
            Some(stemmer) => stemmer.stem(folded),
            None => folded.into(),
        }
    }
}

/// Snowball's algorithm for a language, by ISO 639-1 code.
fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "nl" => Algorithm::Dutch,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, word: &str, stem: &str) {
        assert_eq!(Stemmer::for_language(language).stem(word), stem);
    }

    #[test]
    fn each_language_has_its_own_stems() {
        check("en", "talks", "talk");
        check("en", "talking", "talk");
        check("de", "verhandlungen", "verhandl");
        check("xx", "talks", "talks");
    }
}
