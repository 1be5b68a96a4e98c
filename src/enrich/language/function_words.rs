//! The commonest words of the languages in Latin and Cyrillic letters: articles, prepositions,
//! conjunctions, pronouns. Running text is full of them; tables, lists of names and headlines
//! are not.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The languages with their words, in small letters.
const LANGUAGES: &[(&str, &str)] = &[
    (
        "af",
        "die van en in is het dat nie vir om met was te op wat sy hy ek ook aan na deur maar kan word",
    ),
    (
        "az",
        "və bu bir ilə üçün də da olan ki ən kimi daha isə görə olaraq deyib həm ya edib var",
    ),
    (
        "be",
        "і ў у не на што з да гэта як па для пра але за яго было ад або таксама",
    ),
    (
        "bg",
        "на и да се за от в с са не по че като до е ще това при но който което има след",
    ),
    (
        "ca",
        "de la el i que en a els les per un una amb del dels no ha va al és més aquest són com també",
    ),
    (
        "cs",
        "a v na se že je s z do o k po za ale jako pro by které který podle také není bylo jsou kteří",
    ),
    (
        "cy",
        "y yn a i o ar yr ei mae wedi ac bod gan am eu hyn ond nad fod oedd",
    ),
    (
        "da",
        "og at det er en af på til i der for ikke med den de har som et om han var men fra efter kan",
    ),
    (
        "de",
        "der die das und ist nicht von zu den mit des dem ein eine auf für sich auch es im wird als sie bei einer \
            nach wie aus hat sind oder dass er zum zur",
    ),
    (
        "en",
        "the of and to in that is was for with it as on be at by he have are this from which but not his they \
            their has will said its were been who would had or an we our you can all more about",
    ),
    (
        "eo",
        "la de kaj en estas ke por al ne kiu kun pri sed ankaŭ estis oni pli el",
    ),
    (
        "es",
        "de la el que y en los del las un por con una para su al es lo como más pero sus se no ha entre sobre \
            este fue también",
    ),
    (
        "et",
        "ja on ei et ta see oli kui ka aga mis oma või ning nii kes selle pole olid",
    ),
    (
        "fi",
        "ja on ei se että oli ovat mutta hän kun myös joka niin kuin ole mukaan vain jo sen olla mitä ne ollut",
    ),
    (
        "fr",
        "le la les de des et est un une du que qui dans pour pas au sur par plus avec il ce sont aux cette ont \
            été en ne se son elle mais",
    ),
    (
        "hr",
        "i je u na se da za su od s koji a kako o što iz biti ili nije ne ali te koja do",
    ),
    (
        "hu",
        "a az és hogy nem is egy ez volt meg csak már még el ha de mint vagy ezt ki azt után",
    ),
    (
        "id",
        "yang dan di dengan untuk dari ini pada itu dalam tidak akan juga ke adalah oleh bisa telah ada karena",
    ),
    (
        "it",
        "di che e il la un per è in del non una sono con le si della i da come al dei più gli nel alla anche ha \
            delle dal lo",
    ),
    ("la", "et in est non ad cum ut sed qui quod ex de sunt esse per quae ab"),
    (
        "lt",
        "ir kad su į iš yra tai kaip bet nuo už apie jau buvo dėl o jis taip ar po",
    ),
    (
        "lv",
        "un ir ar no par kas ka uz arī tas bet pie nav lai kā ko gan tika vai tiek",
    ),
    (
        "mk",
        "на и да се за од во со не по дека како до е ќе ова при но кој што има ги го",
    ),
    (
        "nl",
        "de het een van en in is dat op te zijn met voor niet aan er om ook als bij maar door worden naar heeft \
            uit wordt die ze hij nog",
    ),
    (
        "no",
        "og det er en på til av som for i ikke med den at har de et om var fra men han seg blir etter kan vil",
    ),
    (
        "pl",
        "i w na z do się nie to że jest o jak przez po od za dla są oraz który tym ale jego był co roku",
    ),
    (
        "pt",
        "de que e o a do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua foi são \
            pelo nos",
    ),
    (
        "ro",
        "de și în a la care cu din pe nu să o un este au al mai pentru sunt fi după prin că ce cele fost",
    ),
    (
        "ru",
        "и в не на что с по он это как но за к из его от у о для до был также года при то а она их",
    ),
    (
        "sk",
        "a v na sa že je s z do o po za ale ako pre by ktoré ktorý podľa aj nie bolo sú ktorá",
    ),
    (
        "sl",
        "in je v na se da za so ki z pa tudi bi po ni od bo iz pri kot ne bil ter",
    ),
    (
        "sr",
        "и је у на се да за су од с који а како о што из не али то са није",
    ),
    (
        "sv",
        "och att det i en som på är av för med den till inte om ett har de var från men kan vid sig han efter",
    ),
    ("tl", "ang ng sa na mga at ay ni para ito siya hindi ang kay nang"),
    (
        "tr",
        "ve bir bu için de da ile olarak olan daha çok gibi sonra ne kadar en değil var dedi ise o her göre ancak \
            üzerinde oldu olduğu tarafından iki yeni",
    ),
    (
        "uk",
        "і в не на що з та до у як за це й але від його для про він по також років під",
    ),
    ("uz", "va bu bilan uchun ham bir deb edi esa mumkin kerak"),
    (
        "vi",
        "của và là có không được cho trong một các đã với người này những để năm khi về đến ở từ như ra vào cũng \
            đó trên bị tại nhiều",
    ),
];

/// Which languages a word belongs to: a bit for each of [`LANGUAGES`].
static WORDS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for (index, (_, words)) in LANGUAGES.iter().enumerate() {
        // A single plain letter is as often an initial, a mark of a list or a speck on a scan.
        for word in words.split_whitespace().filter(|word| word.len() > 1) {
            *found.entry(word).or_insert(0) |= 1 << index;
        }
    }
    found
});

/// The longest function word, in bytes.
const LONGEST_WORD_BYTES: usize = 16;

/// How often each language's function words stand in a text.
pub(super) struct Counts {
    /// All words of the text.
    words: usize,
    by_language: [u16; LANGUAGES.len()],
}

impl Counts {
    /// Counts the function words of a text. It should be short: it is read letter by letter.
    pub(super) fn of(text: &str) -> Counts {
        let mut counts = Counts {
            words: 0,
            by_language: [0; LANGUAGES.len()],
        };
        let mut small = String::with_capacity(LONGEST_WORD_BYTES);
        for word in text
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            counts.words += 1;
            if word.len() > LONGEST_WORD_BYTES {
                continue;
            }
            small.clear();
            small.extend(word.chars().flat_map(char::to_lowercase));
            let mut languages = WORDS.get(small.as_str()).copied().unwrap_or(0);
            while languages != 0 {
                let index = languages.trailing_zeros() as usize;
                counts.by_language[index] = counts.by_language[index].saturating_add(1);
                languages &= languages - 1;
            }
        }
        counts
    }

    /// How often a language's function words stand in the text. `None` for a language that is not
    /// listed.
    pub(super) fn count(&self, code: &str) -> Option<usize> {
        let index = LANGUAGES.iter().position(|(listed, _)| *listed == code)?;
        Some(usize::from(self.by_language[index]))
    }

    /// The language that has most, with its count and that of the next one.
    pub(super) fn leader(&self) -> (&'static str, usize, usize) {
        let mut leader = ("", 0, 0);
        for ((code, _), count) in LANGUAGES.iter().zip(self.by_language) {
            let count = usize::from(count);
            leader = match count {
                _ if count > leader.1 => (*code, count, leader.1),
                _ => (leader.0, leader.1, leader.2.max(count)),
            };
        }
        leader
    }

    /// The share of so many words among all words of the text, from 0 to 1.
    pub(super) fn share(&self, count: usize) -> f32 {
        count as f32 / self.words.max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_bit_and_every_word_fits() {
        assert!(LANGUAGES.len() <= 64);
        assert!(
            WORDS
                .keys()
                .all(|word| word.len() <= LONGEST_WORD_BYTES && word.to_lowercase() == *word)
        );
    }

    #[test]
    fn words_are_counted_for_each_of_their_languages() {
        let counts = Counts::of("The cat sat IN the hat");
        assert_eq!(counts.count("en"), Some(3));
        assert_eq!(counts.count("fr"), Some(0));
        assert_eq!(counts.count("nl"), Some(1));
        assert_eq!(counts.count("xx"), None);
        assert_eq!(counts.leader(), ("en", 3, 1));
        assert_eq!(counts.share(3), 0.5);
        assert_eq!(Counts::of("").share(0), 0.0);
    }
}
