//! What is found in texts of other languages, and what is not.

use super::*;

/// The names that are found in a text, in its order, marked `p:`, `l:` and `o:`.
#[track_caller]
fn check(language: &str, text: &str, expected: &[&str]) {
    check_article(
        language,
        &Article {
            body: text.to_owned(),
            ..Article::default()
        },
        expected,
    );
}

#[track_caller]
fn check_article(language: &str, article: &Article, expected: &[&str]) {
    let found: Vec<String> = mentions(article, language)
        .into_iter()
        .map(|mention| {
            let text = match mention.part {
                TextPart::Headline => &article.headline.as_ref().expect("it was found there").text,
                TextPart::Body => &article.body,
            };
            let kind = match mention.kind {
                EntityKind::Person => "p",
                EntityKind::Place => "l",
                EntityKind::Org => "o",
            };
            format!("{kind}:{}", &text[mention.span])
        })
        .collect();
    assert_eq!(found, expected, "{}", article.body);
}

#[test]
fn people_stand_behind_their_titles() {
    check(
        "de",
        "Der ukrainische Präsident Wolodymyr Selenskyj traf Frau Dr. Anna von der Heide. Selenskyj dankte ihr.",
        &["p:Wolodymyr Selenskyj", "p:Anna von der Heide", "p:Selenskyj"],
    );
    check(
        "fr",
        "Le président Emmanuel Macron a reçu M. Jean-Pierre Dulac. « Non », a dit M. Dulac au président.",
        &["p:Emmanuel Macron", "p:Jean-Pierre Dulac", "p:Dulac"],
    );
    check(
        "uk",
        "Президент Володимир Зеленський зустрівся з делегацією. Зеленський подякував.",
        &["p:Володимир Зеленський", "p:Зеленський"],
    );
    check(
        "es",
        "El presidente Pedro J. Robles habló con la ministra.",
        &["p:Pedro J. Robles"],
    );
    // A title alone, at the end of a sentence, before a country or in another language.
    check(
        "de",
        "Er sprach mit dem Präsidenten. Gestern kam er. Der Präsident. Danach Regen.",
        &[],
    );
    check("fr", "Le ministre France Télévisions.", &["l:France"]);
    check("pl", "Der Präsident Selenskyj sprach.", &[]);
}

#[test]
fn people_are_known_by_given_and_family_name() {
    check("fr", "Hier Claire Dubois a parlé de Marseille.", &["p:Claire Dubois"]);
    check(
        "fr",
        "Donald Trump et Volodymyr Zelensky à la Maison Blanche.",
        &["p:Donald Trump", "p:Volodymyr Zelensky"],
    );
    check("ru", "Вчера Владимир Путин молчал.", &["p:Владимир Путин"]);
    // Every German noun has a capital: the family name must be on a list.
    check("de", "Peter Schmidt kam mit Maria Regenschirm.", &["p:Peter Schmidt"]);
}

#[test]
fn places_and_bodies_are_found_under_their_own_names() {
    check(
        "de",
        "In Deutschland und Österreich, nicht in den Vereinigten Staaten, berät die NATO über Kiew.",
        &["l:Deutschland", "l:Österreich", "o:NATO", "l:Kiew"],
    );
    check(
        "fr",
        "L'OTAN et l'ONU, dit-on au Royaume-Uni.",
        &["o:OTAN", "o:ONU", "l:Royaume-Uni"],
    );
    // Without a capital it is a word.
    check("fr", "la france et l'onu", &[]);
    check("de", "DEUTSCHLAND BERÄT", &[]);
}

#[test]
fn what_fields_name_is_found_as_it_is_written() {
    let article = Article {
        body: "Kuleba sprach mit der Hafenverwaltung Nord. Die Hafenverwaltung schwieg.".to_owned(),
        people: vec!["Dmytro Kuleba".to_owned()],
        orgs: vec!["Hafenverwaltung Nord".to_owned()],
        ..Article::default()
    };
    check_article("de", &article, &["p:Kuleba", "o:Hafenverwaltung Nord"]);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_names_of_its_own_that_do_not_overlap(
        text in "(Präsident|Herr|Dr\\.|Frau|Anna|Paris|von|NATO|[A-ZÄ][a-zß]{1,5}|[a-z]{1,5}|\\PC| |\\. |-|\n){0,40}",
        language in "de|fr|uk|ja",
    ) {
        let article = Article { body: text.clone(), people: vec!["Anna Paris".to_owned()], ..Article::default() };
        let mut end = 0;
        for mention in mentions(&article, &language) {
            proptest::prop_assert!(mention.span.start >= end && mention.span.end > mention.span.start);
            proptest::prop_assert!(text.get(mention.span.clone()).is_some());
            end = mention.span.end;
        }
    }
}
