//! The language of an article: as the source states it, in one spelling, or recognised from the
//! text.

mod codes;
mod function_words;
mod recognise;

use crate::article::{Article, Headline, Language};

/// Sets [`Article::lang`]. A stated language gets its ISO 639-1 code and is believed; one that is
/// not stated is recognised from the headline and the beginning of the body, or stays unknown.
pub(super) fn set_language(article: &mut Article) {
    let stated = article
        .lang
        .as_ref()
        .filter(|language| language.given)
        .map(|language| language.code.trim());
    article.lang = match stated {
        Some(stated) if !codes::is_no_language(stated) => {
            let code = codes::code_of(stated).unwrap_or_else(|| stated.to_owned());
            Some(Language { code, given: true })
        }
        _ => {
            let headline: Option<&Headline> = article.headline.as_ref().filter(|headline| !headline.derived);
            let headline = headline.map_or("", |headline| headline.text.as_str());
            recognise::recognise(headline, &article.body).map(|code| Language {
                code: code.to_owned(),
                given: false,
            })
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &str, code: &str) {
        let language = Language {
            code: stated.to_owned(),
            given: true,
        };
        let mut article = Article {
            lang: Some(language),
            ..Article::default()
        };
        set_language(&mut article);
        assert_eq!(
            article.lang,
            Some(Language {
                code: code.to_owned(),
                given: true
            })
        );
    }

    #[test]
    fn a_stated_language_gets_its_code() {
        for stated in ["EN", "en-US", "en_GB", "eng", "English", " english ", "en_US.UTF-8"] {
            check(stated, "en");
        }
        for stated in ["de", "Deutsch", "german", "ger", "deu", "de-AT"] {
            check(stated, "de");
        }
        check("français", "fr");
        check("Українська", "uk");
        check("zh-Hant-TW", "zh");
        check("fil", "tl");
    }

    #[test]
    fn a_language_that_nobody_knows_keeps_its_word() {
        check("Klingon", "Klingon");
        check("x-pirate", "x-pirate");
    }

    #[test]
    fn an_undetermined_language_is_recognised_from_the_text() {
        let body = "The council said that it would not raise the tax this year, and that the money is there.";
        for stated in ["", "und", "mul", "n/a"] {
            let language = Language {
                code: stated.to_owned(),
                given: true,
            };
            let mut article = Article {
                lang: Some(language),
                body: body.to_owned(),
                ..Article::default()
            };
            set_language(&mut article);
            assert_eq!(
                article.lang,
                Some(Language {
                    code: "en".to_owned(),
                    given: false
                }),
                "{stated}"
            );
        }
    }
}
