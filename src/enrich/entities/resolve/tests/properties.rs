//! What holds of every article, whatever the recogniser marks in it.

use proptest::prelude::*;

use super::*;

/// Words that rules know, and others.
const WORDS: &[&str] = &[
    "Zelensky",
    "Zelenskyy",
    "Zelenska",
    "Volodymyr",
    "V.",
    "Bush",
    "George",
    "Jeb",
    "W.",
    "Jr.",
    "III",
    "von",
    "der",
    "Leyen",
    "bin",
    "al-Assad",
    "King",
    "President",
    "May",
    "He",
    "US",
    "U.S.",
    "United",
    "States",
    "ECB",
    "European",
    "Central",
    "Bank",
    "(",
    ")",
    "Ford",
    "Motor",
    "Co",
    "AG",
    "FC",
    "Lakers",
    "Washington,",
    "D.C.",
    "the",
    "'s",
    ",",
    ".",
    "\n\n",
    "\n",
    "Ж",
    "é",
    "中",
    "-",
    "’",
    "&",
    "KYIV",
    "Friday",
];

/// Words joined by spaces, and marks of any kind anywhere in them, on words' bounds or not.
fn any_article() -> impl Strategy<Value = (Article, Vec<Mention>)> {
    let words = || prop::collection::vec(prop::sample::select(WORDS), 0..40);
    let marks = prop::collection::vec((0..60usize, 0..20usize, 0..3usize, prop::bool::ANY), 0..25);
    (words(), words(), marks, words()).prop_map(|(headline, body, marks, given)| {
        let (mut article, _) = article(&headline.join(" ").replace('\n', ""), &body.join(" "));
        let half = given.len() / 2;
        article.people = given.chunks(2).take(half / 2).map(|words| words.join(" ")).collect();
        article.orgs = given.chunks(3).take(half / 3).map(|words| words.join(" ")).collect();
        article.dateline = Some("KYIV".to_owned());
        article.dateline_places = vec!["Kyiv".to_owned()];
        let mentions = marks.into_iter().map(|(start, length, kind, is_headline)| Mention {
            part: if is_headline {
                TextPart::Headline
            } else {
                TextPart::Body
            },
            span: start..start + length,
            kind: EntityKind::ALL[kind],
        });
        (article.clone(), mentions.collect())
    })
}

proptest! {
    #[test]
    fn every_mention_is_counted_once((article, mentions) in any_article()) {
        let found = entities(&article, &mentions);
        let names = super::super::names_of(&article, &mentions);
        let kept = names.occurrences.iter().filter(|occurrence| !names.forms[occurrence.form].is_doubtful).count();
        let counted: u32 = found.iter().map(Entity::mentions).sum();
        prop_assert!(counted as usize >= kept);
        prop_assert!(counted as usize <= names.occurrences.len());
        // The dateline adds one that was not marked.
        prop_assert!(names.occurrences.len() <= mentions.len() + 1);
    }

    #[test]
    fn an_entity_is_whole((article, mentions) in any_article()) {
        for entity in entities(&article, &mentions) {
            prop_assert!(!entity.name.is_empty());
            prop_assert_eq!(entity.first.is_none(), entity.spellings.is_empty());
            prop_assert!(entity.is_given || !entity.spellings.is_empty());
            prop_assert!(entity.spellings.iter().all(|spelling| spelling.mentions > 0 && !spelling.text.is_empty()));
            prop_assert!(entity.spellings.is_sorted_by(|one, other| one.mentions >= other.mentions));
            let mut texts: Vec<&str> = entity.spellings.iter().map(|spelling| spelling.text.as_str()).collect();
            texts.sort_unstable();
            prop_assert!(texts.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }

    #[test]
    fn entities_stand_in_their_order_and_once((article, mentions) in any_article()) {
        let found = entities(&article, &mentions);
        let is_ordered = |one: &Entity, other: &Entity| (one.kind, other.salience) <= (other.kind, one.salience);
        prop_assert!(found.is_sorted_by(is_ordered));
        prop_assert_eq!(&entities(&article, &mentions), &found);
        let mut reversed = mentions.clone();
        reversed.reverse();
        reversed.sort_by_key(|mention| (mention.part, mention.span.start));
        let again = entities(&article, &reversed);
        let sum = |of: &[Entity]| of.iter().map(Entity::mentions).sum::<u32>();
        prop_assert_eq!(sum(&again), sum(&found));
    }

    #[test]
    fn any_text_and_any_mentions_are_taken(
        headline in "\\PC{0,20}",
        body in "\\PC{0,60}",
        given in prop::collection::vec("\\PC{0,12}", 0..4),
        spans in prop::collection::vec((0..70usize, 0..70usize), 0..12),
    ) {
        let mut mentions = Vec::new();
        for (number, (start, end)) in spans.into_iter().enumerate() {
            mentions.push(Mention {
                part: if number % 3 == 0 { TextPart::Headline } else { TextPart::Body },
                span: start..end,
                kind: EntityKind::ALL[number % 3],
            });
        }
        let article = Article {
            headline: Some(Headline { text: headline, derived: false }),
            dateline: Some(body.chars().take(9).collect()),
            dateline_places: given.clone(),
            agency: given.first().cloned(),
            people: given.clone(),
            places: given.clone(),
            orgs: given,
            body,
            ..Article::default()
        };
        entities(&article, &mentions);
    }
}
