//! Texts and the tokens that they give.

use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let printed: Vec<String> = tokens
        .iter()
        .map(|token| {
            let before = if token.has(Token::SENTENCE) { "¶" } else { "" };
            format!("{before}{}", token.of(text))
        })
        .collect();
    assert_eq!(printed.join("|"), expected);
}

#[test]
fn names_with_apostrophes_are_one_token() {
    check("Sana'a and N’Djamena", "¶Sana'a|and|N’Djamena");
    check("Conor O'Brien's case", "¶Conor|O'Brien|'s|case");
    check("SANA'A, N'DJAMENA: DON'T", "¶SANA'A|,|N'DJAMENA|:|DON|'T");
    check("Côte d'Ivoire’s port", "¶Côte|d'Ivoire|’s|port");
    check("the players' union", "¶the|players|'|union");
    check("it 'was' so", "¶it|'|was|'|so");
}

#[test]
fn hyphens_join_names_and_cut_compounds() {
    check("Ban Ki-moon, Al-Qaida", "¶Ban|Ki-moon|,|Al-Qaida");
    check(
        "Rome-based, US-led, U.S.-Cuban",
        "¶Rome|-|based|,|US|-|led|,|U.S.|-|Cuban",
    );
}

#[test]
fn stops_end_sentences_but_not_abbreviations() {
    check("Mr. Day left. He ran.", "¶Mr.|Day|left|.|¶He|ran|.");
    check("He left.” She ran.", "¶He|left|.|”|¶She|ran|.");
    check(
        "J.K. Rowling, U.S. at 3.5 p.m. sharp",
        "¶J.K.|Rowling|,|U.S.|at|3.5|p.m.|sharp",
    );
    check("Ajax 2\nFeyenoord 1", "¶Ajax|2|¶Feyenoord|1");
}

#[test]
fn a_line_broken_for_want_of_room_goes_on() {
    let text = "The envoy told the reporters who had come to New\nYork that he was glad.";
    let mut tokens = Vec::new();
    tokenize(&text.replace("The", "The long-serving"), &mut tokens);
    assert_eq!(tokens.iter().filter(|token| token.has(Token::SENTENCE)).count(), 1);
}

/// The letters from the first byte on and their marks, byte by byte.
fn letters_one_by_one(bytes: [u8; 8]) -> (usize, u8) {
    let goes_on = |byte: &&u8| WORD_BYTES[usize::from(**byte)] != 0;
    let letters: Vec<&u8> = bytes.iter().take_while(goes_on).collect();
    let marks = letters
        .iter()
        .fold(0, |marks, byte| marks | WORD_BYTES[usize::from(**byte)]);
    (letters.len(), marks & !GOES_ON)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]
    #[test]
    fn eight_bytes_at_once_are_what_they_are_one_by_one(
        bytes in proptest::prelude::any::<[u8; 8]>(),
        text in "[a-zA-Z0-9@`{\\[/:.\\-é ]{8}",
    ) {
        proptest::prop_assert_eq!(letters_of_eight(u64::from_le_bytes(bytes)), letters_one_by_one(bytes));
        let bytes: [u8; 8] = std::array::from_fn(|at| text.as_bytes()[at]);
        proptest::prop_assert_eq!(letters_of_eight(u64::from_le_bytes(bytes)), letters_one_by_one(bytes));
    }
}
