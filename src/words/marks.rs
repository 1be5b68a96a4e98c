//! What the index says of a word besides its folded form, as marks: whether a sentence or a
//! paragraph begins with it, and the case in which it is printed.

use unicode_normalization::UnicodeNormalization;

use super::MAX_WORD_BYTES;

/// Stands at the first word of every sentence.
pub const SENTENCE_MARK: &str = "s";

/// Stands at the first word of every paragraph.
pub const PARAGRAPH_MARK: &str = "p";

/// How a word is printed, beside its folded form. Two words with the same folded form and the
/// same case, if it is not [`Other`](Self::Other), are the same letter by letter (in NFC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrintedCase {
    /// As its folded form: `crimea`, `1990`.
    AsFolded,
    /// The first letter of the folded form made a capital: `Crimea`, `A`.
    Capitalised,
    /// All letters of the folded form made capitals, and more than the first differ: `NATO`.
    AllCapitals,
    /// Anything else: `McCain`, `Rémi`.
    Other,
}

impl PrintedCase {
    /// The mark of this case in the index. A word printed as folded has none.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            PrintedCase::AsFolded => None,
            PrintedCase::Capitalised => Some("c"),
            PrintedCase::AllCapitals => Some("u"),
            PrintedCase::Other => Some("o"),
        }
    }
}

/// Returns how a word is printed. `folded` is what [`super::fold`] makes of it.
///
/// ```
/// use dateline::words::{PrintedCase, printed_case};
/// assert_eq!(printed_case("NATO", "nato"), PrintedCase::AllCapitals);
/// assert_eq!(printed_case("Łódź", "lodz"), PrintedCase::Other);
/// ```
pub fn printed_case(printed: &str, folded: &str) -> PrintedCase {
    match ascii_case(printed) {
        Some(case) => case,
        None => unicode_case(printed, folded),
    }
}

/// The case of a word of ASCII letters that folding does not cut, told by its letters alone.
fn ascii_case(printed: &str) -> Option<PrintedCase> {
    if printed.len() > MAX_WORD_BYTES {
        return None;
    }
    let (mut capitals, mut small) = (0, 0);
    for byte in printed.bytes() {
        match byte {
            b'A'..=b'Z' => capitals += 1,
            b'a'..=b'z' => small += 1,
            0x80.. => return None,
            _ => {}
        }
    }
    Some(match (capitals, small) {
        (0, _) => PrintedCase::AsFolded,
        (1, _) if printed.starts_with(|first: char| first.is_ascii_uppercase()) => PrintedCase::Capitalised,
        (_, 0) => PrintedCase::AllCapitals,
        _ => PrintedCase::Other,
    })
}

fn unicode_case(printed: &str, folded: &str) -> PrintedCase {
    if printed.nfc().eq(folded.chars()) {
        return PrintedCase::AsFolded;
    }
    let capitals = || folded.chars().flat_map(char::to_uppercase);
    let first = folded.chars().take(1).flat_map(char::to_uppercase);
    if printed.nfc().eq(first.chain(folded.chars().skip(1)).nfc()) {
        PrintedCase::Capitalised
    } else if printed.nfc().eq(capitals().nfc()) {
        PrintedCase::AllCapitals
    } else {
        PrintedCase::Other
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::fold;

    #[track_caller]
    fn check(printed: &str, expected: PrintedCase) {
        assert_eq!(printed_case(printed, &fold(printed)), expected);
    }

    #[test]
    fn a_word_is_as_folded_or_capitalised_or_in_capitals_or_other() {
        check("talks", PrintedCase::AsFolded);
        check("1990", PrintedCase::AsFolded);
        check("東", PrintedCase::AsFolded);
        check("йод", PrintedCase::AsFolded);
        check("Crimea", PrintedCase::Capitalised);
        check("A", PrintedCase::Capitalised);
        check("G20", PrintedCase::Capitalised);
        check("Зеленський", PrintedCase::Capitalised);
        check("И\u{306}од", PrintedCase::Capitalised);
        check("NATO", PrintedCase::AllCapitals);
        check("20TH", PrintedCase::AllCapitals);
        check("НАТО", PrintedCase::AllCapitals);
        check("McCain", PrintedCase::Other);
        check("iPhone", PrintedCase::Other);
        check("Rémi", PrintedCase::Other);
        check("rémi", PrintedCase::Other);
        check("straße", PrintedCase::Other);
        check(&"x".repeat(MAX_WORD_BYTES), PrintedCase::AsFolded);
        check(&"x".repeat(MAX_WORD_BYTES + 1), PrintedCase::Other);
    }

    proptest! {
        #[test]
        fn fold_and_case_say_what_is_printed(
            one in "[aAbBéÉßжЖё\u{301}1İıſ]{1,3}",
            other in "[aAbBéÉßжЖё\u{301}1İıſ]{1,3}",
        ) {
            let (fold_one, fold_other) = (fold(&one), fold(&other));
            let case = printed_case(&one, &fold_one);
            if fold_one == fold_other && case == printed_case(&other, &fold_other) && case != PrintedCase::Other {
                prop_assert!(one.nfc().eq(other.nfc()), "{one} {other}");
            }
        }

        #[test]
        fn the_short_way_for_ascii_gives_what_the_long_way_does(printed in "[a-cA-C0-2]{1,4}") {
            prop_assert_eq!(ascii_case(&printed), Some(unicode_case(&printed, &fold(&printed))));
        }
    }
}
