//! Which language a text is in, by its beginning.
//!
//! The cheap steps come first. English is found by words that only English has. Text full of one
//! language's function words is in that language; text in Latin letters with none (a table of
//! prices, a list of names) is left unknown. For the rest trigrams decide (whatlang), and function
//! words must agree.

use whatlang::{Lang, Script};

use super::super::head_of;
use super::function_words::Counts;

/// How much of headline and body is looked at, in bytes.
const SAMPLE_BYTES: usize = 1_000;

/// A text with fewer letters says too little.
const LEAST_LETTERS: usize = 60;

/// The share of English words, among all words of a sample, that no other language has: running
/// English has 0.11 to 0.27, other languages under 0.02, or 0.07 below an English headline.
const LEAST_ENGLISH_SHARE: f32 = 0.10;

/// The share of function words that a language's running text has at least: 0.15 to 0.4 where
/// articles and prepositions are words, 0.05 where they are endings (Turkish, Finnish).
const LEAST_FUNCTION_SHARE: f32 = 0.05;

/// So many function words are no accident in a sample. Tables of English words hold up to four of
/// some other language.
const LEAST_FUNCTION_WORDS: usize = 5;

/// The same for English: no text of another language was ever taken for it, so that fewer do.
const LEAST_ENGLISH_WORDS: usize = 2;

/// Where neighbours look alike to the trigrams (Danish and Norwegian), a lower confidence will do
/// if the sample is running text beyond doubt. English tables reach 0.52.
const LEAST_CONFIDENCE: f64 = 0.6;

/// The share of function words that is running text beyond doubt.
const SURE_FUNCTION_SHARE: f32 = 0.15;

/// With so many function words, twice as many as of any other language, the trigrams are not
/// asked: they take ten times as long as all the rest and have the same answer.
const SURE_FUNCTION_WORDS: usize = 10;

/// Returns the ISO 639-1 code of the language that a text is in, or `None` if that is not clear.
/// Malay is taken for Indonesian, and Serbian in Latin letters for Croatian: their function words
/// are the same.
pub(super) fn recognise(headline: &str, body: &str) -> Option<&'static str> {
    let body = head_of(body, SAMPLE_BYTES);
    let headline = head_of(headline, SAMPLE_BYTES / 4);
    if is_english(headline, body) {
        return Some("en");
    }
    let sample = format!("{headline}\n{body}");
    if sample
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(LEAST_LETTERS)
        .count()
        < LEAST_LETTERS
    {
        return None;
    }
    let counts = Counts::of(&sample);
    let (leader, most, second) = counts.leader();
    if most >= SURE_FUNCTION_WORDS && most >= 2 * second && counts.share(most) >= SURE_FUNCTION_SHARE {
        return Some(leader);
    }
    let has_too_few = most < LEAST_FUNCTION_WORDS && counts.count("en") < Some(LEAST_ENGLISH_WORDS);
    if is_mostly_latin(&sample) && (has_too_few || counts.share(most) < LEAST_FUNCTION_SHARE) {
        return None;
    }
    let found = whatlang::detect(&sample)?;
    let code = code_of(found.lang());
    let agreed = match counts.count(code) {
        Some(count) => function_words_agree(code, (count, most), counts.share(count), &found),
        None => found.is_reliable() && found.script() != Script::Latin,
    };
    agreed.then_some(code)
}

/// True if a sample has enough function words of the language that the trigrams found, and no
/// other language has many more. `most` is the count of the language that has most.
fn function_words_agree(code: &str, (count, most): (usize, usize), share: f32, found: &whatlang::Info) -> bool {
    if found.is_reliable() {
        let least = if code == "en" {
            LEAST_ENGLISH_WORDS
        } else {
            LEAST_FUNCTION_WORDS
        };
        count >= least && share >= LEAST_FUNCTION_SHARE && count * 4 >= most * 3
    } else {
        let is_running_text = count >= LEAST_FUNCTION_WORDS && share >= SURE_FUNCTION_SHARE;
        found.confidence() >= LEAST_CONFIDENCE && is_running_text && count == most
    }
}

/// True if a text has so many words that only English has.
fn is_english(headline: &str, body: &str) -> bool {
    let mut letters = 0;
    let mut words = 0;
    let mut english = 0;
    for word in [headline, body]
        .into_iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphabetic()))
    {
        if word.is_empty() {
            continue;
        }
        letters += word.len();
        words += 1;
        english += usize::from(is_english_word(word.as_bytes()));
    }
    letters >= LEAST_LETTERS && english as f32 >= LEAST_ENGLISH_SHARE * words as f32
}

/// True for English words that are frequent, and rare or unknown in all other languages of Latin
/// letters.
fn is_english_word(word: &[u8]) -> bool {
    let mut small = [0; 6];
    let Some(small) = small.get_mut(..word.len()) else {
        return false;
    };
    small.copy_from_slice(word);
    small.make_ascii_lowercase();
    matches!(
        &*small,
        b"the"
            | b"and"
            | b"of"
            | b"that"
            | b"with"
            | b"from"
            | b"this"
            | b"said"
            | b"its"
            | b"has"
            | b"have"
            | b"which"
            | b"their"
            | b"they"
            | b"who"
            | b"were"
            | b"been"
            | b"would"
            | b"are"
            | b"be"
            | b"it"
            | b"but"
            | b"not"
            | b"could"
            | b"about"
            | b"than"
            | b"other"
            | b"after"
            | b"when"
            | b"there"
            | b"these"
            | b"those"
    )
}

/// True if most letters of a text are Latin ones.
fn is_mostly_latin(text: &str) -> bool {
    let mut latin = 0;
    let mut others = 0;
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        match letter {
            ..'\u{250}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => others += 1,
        }
    }
    latin > others
}

/// Returns the ISO 639-1 code of whatlang's language.
fn code_of(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(recognise("", text), expected, "{text}");
    }

    #[test]
    fn running_text_is_recognised() {
        check(
            "The mayor said on Friday that the bridge would be closed for repairs until the end of May.",
            Some("en"),
        );
        check(
            "Der Bürgermeister sagte am Freitag, dass die Brücke wegen der Arbeiten bis Ende Mai nicht befahren \
             werden kann und dass für die Busse eine Umleitung eingerichtet wird.",
            Some("de"),
        );
        check(
            "Le maire a annoncé vendredi que le pont serait fermé pour des travaux jusqu'à la fin du mois de mai et \
             que les autobus passeraient par une autre route.",
            Some("fr"),
        );
        check(
            "El alcalde dijo el viernes que el puente estará cerrado por obras hasta el final de mayo y que los \
             autobuses circularán por otra calle.",
            Some("es"),
        );
        check(
            "Il sindaco ha detto venerdì che il ponte sarà chiuso per lavori fino alla fine di maggio e che gli \
             autobus passeranno per un'altra strada della città.",
            Some("it"),
        );
        check(
            "O presidente da câmara disse na sexta-feira que a ponte não vai abrir antes do fim de maio e que os \
             autocarros vão passar por uma outra rua.",
            Some("pt"),
        );
        check(
            "De burgemeester zei vrijdag dat de brug tot het einde van mei dicht is voor het verkeer en dat de \
             bussen een andere weg door de stad nemen.",
            Some("nl"),
        );
        check(
            "Burmistrz powiedział w piątek, że most będzie zamknięty do końca maja i że autobusy pojadą inną drogą, \
             która nie jest jeszcze gotowa, ale ma być otwarta przez miasto w środę.",
            Some("pl"),
        );
        check(
            "Мэр города заявил в пятницу, что мост будет закрыт на ремонт до конца мая, а автобусы пойдут по другой \
             дороге, как это было и в прошлом году.",
            Some("ru"),
        );
        check(
            "Міський голова сказав у п’ятницю, що міст буде зачинено на ремонт до кінця травня, а автобуси поїдуть \
             іншою дорогою, як це було й торік, але не через центр.",
            Some("uk"),
        );
        check(
            &"市长周五表示，这座桥将关闭维修至五月底，公共汽车将改道行驶。".repeat(3),
            Some("zh"),
        );
        check(
            &"市長は金曜日、橋が五月末まで修理のため閉鎖されると述べた。".repeat(3),
            Some("ja"),
        );
    }

    #[test]
    fn the_headline_counts_too() {
        let headline = "The mayor and the bridge that would not be opened";
        assert_eq!(recognise(headline, "Closed again for all traffic."), Some("en"));
    }

    #[test]
    fn a_table_has_no_language() {
        check(
            "Shr 34 cts vs 1.19 dlrs\n Net 807,000 vs 2,858,000\n Revs 510.2 mln vs 623.3 mln\n Nine mths\n Shr \
             profit 23 cts vs loss 44 cts\n Net profit 533,700 vs loss 1,014,200",
            None,
        );
        check(
            "Oslo Bergen Paris Lyon Madrid Roma Milano London Leeds Hamburg Bremen Wien Graz Praha Brno",
            None,
        );
    }

    #[test]
    fn a_short_text_says_too_little() {
        check("The mayor said that it is closed.", None);
        check("Bis Ende Mai gesperrt", None);
        check("", None);
    }

    #[test]
    fn a_language_that_is_not_known_well_is_not_guessed() {
        check(
            "Imeya yathi ngoLwesihlanu ibhuloho lizovalwa kuze kuphele inyanga kaNhlaba, amabhasi azodlula kwenye \
             indlela edolobheni, abantu bacelwa ukuba babekezele.",
            None,
        );
    }

    proptest! {
        #[test]
        fn any_text_has_a_language_or_none(headline in "\\PC{0,40}", body in "\\PC{0,200}") {
            if let Some(code) = recognise(&headline, &body) {
                prop_assert!(code.len() == 2);
            }
        }
    }
}
