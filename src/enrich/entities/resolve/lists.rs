//! Words that must be known by name: titles, what stands before titles, legal forms, days, peoples.
//! All in small letters without accents, each list sorted.

use std::sync::LazyLock;

use super::{Map, Set};

type WordList = LazyLock<Set<&'static str>>;

fn list(words: &'static str) -> Set<&'static str> {
    words.split(' ').collect()
}

fn list_of_names(names: &'static str) -> Set<&'static str> {
    names.split(", ").collect()
}

/// Titles and posts. What they stand before is a person, alone they are nobody.
static TITLES: WordList = LazyLock::new(|| {
    list(
        "adm admiral adviser aide ambassador archbishop attorney ayatollah baron baroness bishop brig brigadier \
    brother capt captain cardinal ceo chairman chairwoman chancellor chief cmdr coach col colonel commander \
    commissioner commodore congressman congresswoman constable consul corporal count countess cpl crown dame \
    dean defendant delegate det detective director doctor don dr duchess duke earl emir emperor empress envoy \
    executive father field frau gen general gov governor haji hajj herr hon imam insp inspector judge justice \
    king lady leader lieutenant lord lt madam madame maj major marshal mayor messrs minister miss mlle mme \
    monsieur monsignor mother mr mrs ms msgr mullah officer pastor patriarch pope premier pres president prince \
    princess private prof professor prosecutor pvt queen rabbi rear rep representative reps rev reverend saint \
    sec secretary sen senator senators sens sergeant sgt sheik sheikh sheriff signor signora sir sister speaker \
    spokesman spokesperson spokeswoman sultan superintendent supt taoiseach treasurer tsar viscount",
    )
});

/// Titles that are first names as well: taken off only where two words are left.
static TITLES_AND_FIRST_NAMES: WordList = LazyLock::new(|| list("baron dean don duke earl"));

/// What stands before titles or between them, and is neither a title nor a name.
static TITLE_COMPANIONS: WordList = LazyLock::new(|| {
    list(
        "acting affairs army assistant associate board bundes chief co commerce defence defense deputy district \
    education energy ex federal finance first for foreign former general grand head health her high his home \
    house in interim interior labor labour late lieutenant majesty majority managing minority national of police \
    press prime senate senior staff state supreme the then transport transportation treasury u uk un under us \
    vice",
    )
});

/// Letters behind the name of a person.
static POSTNOMINALS: WordList = LazyLock::new(|| list("cbe esq kc mbe md mep mp msp obe om phd qc"));

/// Words that stand for a name.
static PRONOUNS: WordList = LazyLock::new(|| {
    list(
        "all anybody anyone both everybody everyone he her hers herself him himself his i it its itself me mine my \
    myself nobody one our ours ourselves she somebody someone that their theirs them themselves these they this \
    those us we what who whom whose you your yours",
    )
});

/// Weekdays, months, holidays, with their abbreviations.
static DAYS: WordList = LazyLock::new(|| {
    list(
        "april august christmas dec december deepavali diwali easter eid feb february friday halloween hanukkah jan \
    january july june lent mar march may monday nov november nowruz oct october passover pentecost purim ramadan \
    ramazan saturday sept september sunday thanksgiving thursday tuesday wednesday xmas yuletide",
    )
});

/// What stands beside a day in the name of a holiday.
static DAY_COMPANIONS: WordList = LazyLock::new(|| {
    list(
        "and ash black boxing day eve good holy labor labour memorial monday morning new night of palm s season the \
    veterans week weekend year years",
    )
});

/// Holidays without a word of [`DAYS`].
static HOLIDAYS: WordList = LazyLock::new(|| {
    list_of_names(
        "anzac day, bastille day, boxing day, columbus day, independence day, labor day, labour day, martin luther \
    king day, memorial day, mothers day, new year, new years, new years day, new years eve, rosh hashanah, \
    valentines day, veterans day, yom kippur",
    )
});

/// Peoples, their languages and religions, and followers of parties: never names. Their plurals
/// are found by taking the s off.
static PEOPLES: WordList = LazyLock::new(|| {
    list(
        "aboriginal afghan african afrikaner alawite albanian algerian american anglican angolan arab arabic \
    argentine argentinian armenian asian australian austrian azerbaijani azeri bahraini bangladeshi baptist \
    basque bavarian belarusian belgian bengali berber bolivian bolshevik bosniak bosnian botswanan brazilian \
    british briton buddhist bulgarian burmese burundian californian cambodian cameroonian canadian castilian \
    catalan catholic caucasian chadian chechen chilean chinese christian colombian communist congolese \
    conservative coptic corsican cossack crimean croat croatian cuban cypriot czech dane danish democrat \
    dominican druze dutch ecuadorean ecuadorian egyptian emirati english englishman eritrean estonian ethiopian \
    european fijian filipino finn finnish flemish french frenchman gambian georgian german ghanaian greek \
    guatemalan guinean gypsy haitian hebrew hellenic hindu hispanic honduran hungarian hutu icelander icelandic \
    indian indonesian iranian iraqi irish irishman islamist israeli italian ivorian jamaican japanese jew jewish \
    jordanian kazakh kenyan korean kosovar kurd kurdish kuwaiti kyrgyz lao laotian latin latino latvian lebanese \
    liberal liberian libyan lithuanian lutheran macedonian malawian malay malaysian maldivian malian maltese \
    maori marxist mauritanian methodist mexican moldovan mongolian montenegrin mormon moroccan mozambican \
    muscovite muslim namibian nazi nepalese nepali nicaraguan nigerian nigerien nordic norwegian omani orthodox \
    pakistani palestinian panamanian paraguayan parisian pashtun persian peruvian pole polish portuguese \
    presbyterian protestant prussian punjabi qatari quaker republican romanian russian rwandan salvadoran saudi \
    saxon scandinavian scot scottish senegalese serb serbian shia shiite siberian sicilian sikh sinhalese slav \
    slovak slovakian slovene slovenian socialist somali soviet spaniard spanish sudanese sunni swede swedish \
    swiss syrian taiwanese tajik tamil tanzanian tartar tatar texan thai tibetan togolese tory tunisian turk \
    turkish turkmen tutsi ugandan uighur ukrainian uruguayan uyghur uzbek venetian venezuelan vietnamese welsh \
    welshman yazidi yemeni yiddish yugoslav zambian zimbabwean zionist zulu",
    )
});

/// Small words inside the names of people.
static PARTICLES: WordList = LazyLock::new(|| {
    list(
        "af al av bin bint d da das de del della den der des di do dos du e ed el ibn la las le los ter ul ur van vom \
    von y zu zum zur",
    )
});

/// Particles behind which the name of a father stands, who has a name of his own.
static PATRONYMIC_PARTICLES: WordList = LazyLock::new(|| list("bin bint ibn"));

/// Arabic articles: before a hyphen they are a word of their own.
static ARTICLES: WordList = LazyLock::new(|| list("ad al an ar as ash at az el ul"));

/// Forms of companies, and of clubs.
static LEGAL_FORMS: WordList = LazyLock::new(|| {
    list(
        "ab ac afc ag as asa berhad bhd bv cf co company corp corporation fc gmbh group holding holdings inc \
    incorporated jsc kg kgaa kk limited llc llp lp ltd nv oao ooo oy oyj pao pjsc plc pte pty sa sarl sas sc sdn \
    se spa srl sv zao",
    )
});

/// Clubs have their form in front: FC Porto.
static CLUB_FORMS: WordList = LazyLock::new(|| list("ac afc as cf fc sc sv"));

/// Words that make a body within a body, or beside it: the Senate is not the Senate Finance Committee.
static PARTS_OF_BODIES: WordList = LazyLock::new(|| {
    list(
        "academy administration africa agency america americas army arts asia assembly association authority bureau \
    campaign capital center centre chamber china church cloud club college command commission committee \
    conference congress convention corps council court department desk division europe federation force forces \
    foundation fund guard herald hospital house india institute insurance japan journal league magazine ministry \
    mission museum music news office opera orchestra parliament police post press programme radio school \
    secretariat securities senate service services society sport sports studios symphony team television theatre \
    times tribune trust tv uk union university usa ventures workers",
    )
});

/// Small words that acronyms leave out, or not.
static SMALL_WORDS: WordList = LazyLock::new(|| list("and da de del des di do du et for in la le of on the to und y"));

/// Names of companies and places that end like a possessive.
static ENDS_IN_S: WordList = LazyLock::new(|| {
    list(
        "christie denny dillard domino kohl levi lloyd lowe macy mcdonald men moody people sainsbury sotheby wendy \
    women",
    )
});

/// Forms of one country or city that stand side by side in one article. Without
/// spaces, in small letters.
const SAME_PLACES: &[&[&str]] = &[
    &["us", "usa", "unitedstates", "unitedstatesofamerica", "america"],
    &["uk", "unitedkingdom", "britain", "greatbritain"],
    &["uae", "unitedarabemirates"],
    &["ussr", "sovietunion"],
    &[
        "drc",
        "drcongo",
        "democraticrepublicofcongo",
        "democraticrepublicofthecongo",
    ],
    &["dprk", "northkorea"],
    &["rok", "southkorea", "republicofkorea"],
    &["prc", "china", "peoplesrepublicofchina"],
    &["russia", "russianfederation"],
    &["netherlands", "holland"],
    &["myanmar", "burma"],
    &["czechia", "czechrepublic"],
    &["ivorycoast", "cotedivoire"],
    &["turkey", "turkiye"],
    &["eswatini", "swaziland"],
    &["bosnia", "bosniaherzegovina", "bosniaandherzegovina"],
    &["kyiv", "kiev"],
    &["washington", "washingtondc"],
    &["newyork", "newyorkcity", "nyc"],
];

/// The group of each form of [`SAME_PLACES`].
static PLACE_GROUPS: LazyLock<Map<&str, usize>> = LazyLock::new(|| {
    let groups = SAME_PLACES.iter().enumerate();
    let forms = groups.flat_map(|(group, forms)| forms.iter().map(move |form| (*form, group)));
    forms.collect()
});

/// True for a title or post.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// True for a title that is a first name as well.
pub(super) fn is_first_name_too(word: &str) -> bool {
    TITLES_AND_FIRST_NAMES.contains(word)
}

/// True for what stands before titles or between them.
pub(super) fn goes_with_title(word: &str) -> bool {
    TITLE_COMPANIONS.contains(word) || is_people(word)
}

/// True for letters behind the name of a person.
pub(super) fn is_postnominal(word: &str) -> bool {
    POSTNOMINALS.contains(word)
}

/// True for a word that stands for a name.
pub(super) fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(word)
}

/// True for a weekday, a month, a holiday of one word.
pub(super) fn is_day(word: &str) -> bool {
    DAYS.contains(word)
}

/// True for what stands beside a day in the name of a holiday.
pub(super) fn goes_with_day(word: &str) -> bool {
    DAY_COMPANIONS.contains(word)
}

/// True for a holiday without the name of a day in it.
pub(super) fn is_holiday(name: &str) -> bool {
    HOLIDAYS.contains(name)
}

/// True for a people, a religion and the like, one or many of it.
pub(super) fn is_people(word: &str) -> bool {
    PEOPLES.contains(word) || word.strip_suffix('s').is_some_and(|one| PEOPLES.contains(one))
}

/// True for a small word inside the names of people.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word)
}

/// True for a particle behind which the name of a father stands.
pub(super) fn is_patronymic(word: &str) -> bool {
    PATRONYMIC_PARTICLES.contains(word)
}

/// True for the Arabic article, as it stands before a hyphen.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(word)
}

/// True for the form of a company or club.
pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(word)
}

/// True for the form of a club, which may stand in front.
pub(super) fn is_club_form(word: &str) -> bool {
    CLUB_FORMS.contains(word)
}

/// True for a word that makes a body within a body, or beside it.
pub(super) fn is_part_of_body(word: &str) -> bool {
    PARTS_OF_BODIES.contains(word)
}

/// True for a small word that acronyms leave out, or not.
pub(super) fn is_small_word(word: &str) -> bool {
    SMALL_WORDS.contains(word)
}

/// True for a name that has its `'s` always.
pub(super) fn ends_in_s(name: &str) -> bool {
    ENDS_IN_S.contains(name)
}

/// The group of forms of one country or city that a name, folded and without spaces, belongs to.
pub(super) fn place_group(flat: &str) -> Option<usize> {
    PLACE_GROUPS.get(flat).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let lists = [
            &TITLES,
            &TITLES_AND_FIRST_NAMES,
            &TITLE_COMPANIONS,
            &POSTNOMINALS,
            &PRONOUNS,
            &DAYS,
            &DAY_COMPANIONS,
            &HOLIDAYS,
            &PEOPLES,
            &PARTICLES,
            &PATRONYMIC_PARTICLES,
            &ARTICLES,
            &LEGAL_FORMS,
            &CLUB_FORMS,
            &PARTS_OF_BODIES,
            &SMALL_WORDS,
            &ENDS_IN_S,
        ];
        for list in lists {
            assert!(
                list.iter()
                    .all(|word| !word.is_empty() && crate::words::fold(word) == *word)
            );
        }
        assert!(TITLES_AND_FIRST_NAMES.is_subset(&TITLES));
        assert!(PATRONYMIC_PARTICLES.is_subset(&PARTICLES));
        assert!(HOLIDAYS.contains("yom kippur") && CLUB_FORMS.is_subset(&LEGAL_FORMS));
    }

    #[test]
    fn no_form_of_a_place_stands_in_two_groups() {
        let forms: Vec<&str> = SAME_PLACES.iter().flat_map(|forms| forms.iter().copied()).collect();
        let distinct: std::collections::BTreeSet<&str> = forms.iter().copied().collect();
        assert_eq!(forms.len(), distinct.len());
    }
}
