//! Names of women beside those of men: `Zelenska` is not `Zelensky`.

/// Endings of a man's name with those of the woman's beside it. Both are folded, and the rest of the
/// two names is the same. Where an ending alone is no sign, only a man's name that is there too
/// makes it one.
const ENDINGS: &[(&[&str], &[&str])] = &[
    // Slavic adjectives: zelenskyy and zelenska, dostojewski and dostojewskaja.
    (
        &[
            "sky", "ski", "skyi", "skyy", "skiy", "skij", "skyj", "skii", "skis", "skiis",
        ],
        &["ska", "skaya", "skaja", "skaia", "skaia"],
    ),
    (
        &["cky", "cki", "ckyj", "ckij", "ckyi", "ckyy", "ckiy"],
        &["cka", "ckaya", "ckaja", "ckaia"],
    ),
    (
        &["ский", "ський", "скій", "скі", "ски", "скиі"],
        &["ская", "ська", "ская", "ска"],
    ),
    (&["цкий", "цький", "цкі", "цки"], &["цкая", "цька", "цкая", "цка"]),
    (&["ий", "ый", "и"], &["ая"]),
    (&["y"], &["a"]),
    // Possessives: ivanov and ivanova, putin and putina.
    (&["ov", "off", "ow"], &["ova", "owa"]),
    (&["ev", "eff", "ew"], &["eva", "ewa"]),
    (&["in"], &["ina"]),
    (&["yn"], &["yna"]),
    (&["ов"], &["ова"]),
    (&["ев"], &["ева"]),
    (&["ін"], &["іна"]),
    (&["ин"], &["ина"]),
    // Czech and Slovak put -ova behind any name.
    (&["", "a", "o", "e"], &["ova"]),
    // Latvian: smits and smita.
    (&["s"], &["a"]),
    (&["is"], &["e"]),
    // Lithuanian, married and not.
    (&["as"], &["iene", "aite"]),
    (&["is", "ys"], &["iene", "yte"]),
    (&["us"], &["iene", "ute"]),
    // Greek, in the genitive of the man's.
    (&["οσ"], &["ου"]),
    (&["ησ"], &["η"]),
    (&["ασ"], &["α"]),
];

/// Letters that a man's name must have before the ending.
const LEAST_LETTERS: usize = 3;

/// True if a folded name is that of a woman where the other is that of a man of the same family.
///
/// ```
/// use dateline::words::names::is_feminine_of;
/// assert!(is_feminine_of("zelenska", "zelenskyy") && is_feminine_of("ivanova", "ivanov"));
/// assert!(!is_feminine_of("zelenskyy", "zelensky") && !is_feminine_of("zelensky", "zelenska"));
/// ```
pub fn is_feminine_of(name: &str, other: &str) -> bool {
    ENDINGS.iter().any(|(of_men, of_women)| {
        let mut stems = of_women.iter().filter_map(|ending| name.strip_suffix(ending));
        stems.any(|stem| {
            stem.chars().count() >= LEAST_LETTERS
                && other.strip_prefix(stem).is_some_and(|ending| of_men.contains(&ending))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(woman: &str, man: &str) {
        assert!(is_feminine_of(woman, man), "{woman} {man}");
        assert!(!is_feminine_of(man, woman), "{man} {woman}");
    }

    #[test]
    fn names_of_women_are_told_from_those_of_men() {
        check("zelenska", "zelensky");
        check("zelenska", "zelenskij");
        check("зеленська", "зеленський");
        check("зеленская", "зеленский");
        check("fordova", "ford");
        check("novotna", "novotny");
        check("kucerova", "kucera");
        check("smita", "smits");
        check("putina", "putin");
        check("παπαδοπουλου", "παπαδοπουλοσ");
    }

    #[test]
    fn spellings_of_one_name_are_not() {
        for (one, other) in [
            ("zelensky", "zelenskyy"),
            ("zelenski", "selenskyj"),
            ("maria", "marija"),
            ("anna", "ann"),
            ("putin", "poutine"),
            ("eva", "ev"),
        ] {
            assert!(
                !is_feminine_of(one, other) && !is_feminine_of(other, one),
                "{one} {other}"
            );
        }
    }
}
