//! The words of the documents, as printed and as they must stand in the index. Nothing here is
//! computed: the table is what the search is judged by.

/// One word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As printed.
    pub printed: &'static str,
    /// In small letters and without accents.
    pub folded: &'static str,
}

impl Word {
    /// As printed, with letter and accent as one character.
    pub fn composed(&self) -> &'static str {
        match self.printed {
            "Rose\u{301}" => "Rosé",
            "か\u{3099}" => "が",
            printed => printed,
        }
    }

    /// True for a letter of a script that is written without spaces between words.
    pub fn is_letter_of_unspaced_script(&self) -> bool {
        self.printed
            .starts_with(|letter| matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    }
}

/// What is printed without a space: one word, or several that the text runs together.
#[derive(Debug)]
pub struct Token {
    /// As printed.
    pub text: &'static str,
    /// Its words, in order.
    pub words: &'static [Word],
}

macro_rules! token {
    ($printed:literal = $folded:literal) => {
        token!($printed: $printed = $folded)
    };
    ($text:literal: $($printed:literal = $folded:literal),+) => {
        Token { text: $text, words: &[$(Word { printed: $printed, folded: $folded }),+] }
    };
}

/// How many of [`FAMILIES`] are of spaced scripts only; they stand first.
pub const SPACED_FAMILIES: usize = 12;

/// Words that are near each other in some way, a family a line of thought.
pub const FAMILIES: &[&[Token]] = &[
    &[
        token!("talk" = "talk"),
        token!("talks" = "talks"),
        token!("Talks" = "talks"),
        token!("TALKS" = "talks"),
        token!("talking" = "talking"),
        token!("tlak" = "tlak"),
    ],
    &[
        token!("Crimea" = "crimea"),
        token!("crimea" = "crimea"),
        token!("CRIMEA" = "crimea"),
        token!("Crimean" = "crimean"),
        token!("Crmiea" = "crmiea"),
        token!("post-Crimea": "post" = "post", "Crimea" = "crimea"),
    ],
    &[
        token!("rose" = "rose"),
        token!("Rosé" = "rose"),
        token!("rosé" = "rose"),
        token!("Rose\u{301}" = "rose"),
        token!("ROSES" = "roses"),
        token!("prose" = "prose"),
    ],
    &[
        token!("Turkey" = "turkey"),
        token!("turkey" = "turkey"),
        token!("TURKEYS" = "turkeys"),
    ],
    &[
        token!("US" = "us"),
        token!("us" = "us"),
        token!("Us" = "us"),
        token!("U" = "u"),
        token!("s" = "s"),
    ],
    &[
        token!("bridge" = "bridge"),
        token!("bridges" = "bridges"),
        token!("Bridging" = "bridging"),
        token!("brigde" = "brigde"),
        token!("fridge" = "fridge"),
    ],
    &[
        token!("zelensky" = "zelensky"),
        token!("Zelenskyy" = "zelenskyy"),
        token!("zelenskiy" = "zelenskiy"),
        token!("ZELENSKY" = "zelensky"),
        token!("zelenksy" = "zelenksy"),
        token!("Zelensky's": "Zelensky" = "zelensky", "s" = "s"),
    ],
    &[
        token!("Kyiv" = "kyiv"),
        token!("Київ" = "киів"),
        token!("київ" = "киів"),
        token!("Kyiv's": "Kyiv" = "kyiv", "s" = "s"),
        token!("Kiev" = "kiev"),
        token!("Горбачёв" = "горбачев"),
        token!("горбачев" = "горбачев"),
    ],
    &[
        token!("Verhandlung" = "verhandlung"),
        token!("Verhandlungen" = "verhandlungen"),
        token!("verhandeln" = "verhandeln"),
    ],
    &[
        token!("Straße" = "strasse"),
        token!("STRASSE" = "strasse"),
        token!("strassen" = "strassen"),
        token!("Øresund" = "oresund"),
        token!("Oresund" = "oresund"),
    ],
    &[
        token!("truce" = "truce"),
        token!("Truce" = "truce"),
        token!("truces" = "truces"),
        token!("the" = "the"),
    ],
    &[
        token!("30" = "30"),
        token!("30-day": "30" = "30", "day" = "day"),
        token!("day" = "day"),
        token!("days" = "days"),
        token!("300" = "300"),
    ],
    // From here on scripts that are written without spaces.
    &[
        token!("東京": "東" = "東", "京" = "京"),
        token!("京都": "京" = "京", "都" = "都"),
        token!("東京都": "東" = "東", "京" = "京", "都" = "都"),
        token!("京" = "京"),
        token!("US東京": "US" = "us", "東" = "東", "京" = "京"),
    ],
    &[
        token!("서울": "서" = "서", "울" = "울"),
        token!("울산": "울" = "울", "산" = "산"),
        token!("서울talks": "서" = "서", "울" = "울", "talks" = "talks"),
    ],
    &[
        token!("กรุง": "ก" = "ก", "รุ" = "รุ", "ง" = "ง"),
        token!("รุ่ง": "รุ่" = "รุ่", "ง" = "ง"),
        token!("ง" = "ง"),
        token!("が" = "が"),
        token!("か\u{3099}" = "が"),
        token!("かが": "か" = "か", "が" = "が"),
    ],
];

/// Folded words that are spellings of one name for a search.
pub struct Spellings {
    pub words: &'static [&'static str],
    /// True if they are those of a person, which count in `person:` too.
    pub are_of_a_person: bool,
}

/// Names with several spellings: two words of a line are spellings of one name. `kyiv` and `kiev` are
/// too short to be so in running text, but not in another script.
pub const SPELLINGS: &[Spellings] = &[
    Spellings {
        words: &["zelensky", "zelenskyy", "zelenskiy"],
        are_of_a_person: true,
    },
    Spellings {
        words: &["kyiv", "киів"],
        are_of_a_person: false,
    },
    Spellings {
        words: &["kiev", "киів"],
        are_of_a_person: false,
    },
];

/// Words that begin a sentence so that no reader can doubt it.
pub const OPENINGS: &[Token] = &[
    token!("Envoys" = "envoys"),
    token!("Nobody" = "nobody"),
    token!("Later" = "later"),
    token!("Talks" = "talks"),
];

/// Patterns as they may be typed.
pub const PATTERNS: &[&str] = &[
    "talk*",
    "TALK*",
    "t*k",
    "talk!",
    "cr?mea",
    "Crim*",
    "*en",
    "br*ge*",
    "?ridge",
    "ros?",
    "*rose*",
    "Ros*",
    "turkey*",
    "u?",
    "u*",
    "zelens*",
    "zelen*y",
    "*sky",
    "ки*",
    "К?їв",
    "горбач*в",
    "Verhandl*",
    "stra*e",
    "Straß*",
    "*resund",
    "30*",
    "3*0",
    "tr*",
    "day?",
    "envoy*",
];

/// A regular expression and what it means for a folded word.
pub struct Regex {
    pub text: &'static str,
    pub is_match: fn(&str) -> bool,
}

/// Regular expressions as they may be typed.
pub const REGEXES: &[Regex] = &[
    Regex {
        text: "talk(s|ing)?",
        is_match: |word| ["talk", "talks", "talking"].contains(&word),
    },
    Regex {
        text: "t.{2}k",
        is_match: |word| word.starts_with('t') && word.ends_with('k') && word.chars().count() == 4,
    },
    Regex {
        text: "crime.*",
        is_match: |word| word.starts_with("crime"),
    },
    Regex {
        text: "p?rose[s]?",
        is_match: |word| ["rose", "prose", "roses", "proses"].contains(&word),
    },
    Regex {
        text: "zelens(k|s)[iy]{1,2}",
        is_match: |word| {
            let Some(rest) = word.strip_prefix("zelensk").or(word.strip_prefix("zelenss")) else {
                return false;
            };
            (1..=2).contains(&rest.len()) && rest.chars().all(|letter| "iy".contains(letter))
        },
    },
    Regex {
        text: "[0-9]+",
        is_match: |word| word.chars().all(|letter| letter.is_ascii_digit()),
    },
    Regex {
        text: "[^aeiou]+",
        is_match: |word| !word.contains(|letter| "aeiou".contains(letter)),
    },
    Regex {
        text: ".",
        is_match: |word| word.chars().count() == 1,
    },
    Regex {
        text: "k(y|ie?)i?v|киів",
        is_match: |word| ["kyv", "kyiv", "kiv", "kiev", "kiiv", "kieiv", "киів"].contains(&word),
    },
    Regex {
        text: "[bf]ridge|turkeys?",
        is_match: |word| ["bridge", "fridge", "turkey", "turkeys"].contains(&word),
    },
];

/// True if a folded word is of a pattern whose letters are folded too: `*` is any run, `?` one letter.
pub fn is_of_pattern(pattern: &[char], word: &[char]) -> bool {
    match pattern {
        [] => word.is_empty(),
        ['*', rest @ ..] => (0..=word.len()).any(|skipped| is_of_pattern(rest, &word[skipped..])),
        ['?', rest @ ..] => !word.is_empty() && is_of_pattern(rest, &word[1..]),
        [letter, rest @ ..] => word.first() == Some(letter) && is_of_pattern(rest, &word[1..]),
    }
}

/// The letters of a pattern as they must be compared; a `!` at its end is a `*`.
pub fn folded_pattern(pattern: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for letter in pattern.to_lowercase().replace('!', "*").chars() {
        match letter {
            'ї' => letters.push('і'),
            'ß' => letters.extend(['s', 's']),
            letter => letters.push(letter),
        }
    }
    letters
}

/// Edits between two words: a letter put in, left out or changed, two neighbours swapped. No
/// letter is edited twice (optimal string alignment).
pub fn edits_between(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for row in 0..=left.len() {
        for column in 0..=right.len() {
            table[row][column] = match (row, column) {
                (0, column) => column,
                (row, 0) => row,
                _ => {
                    let change = usize::from(left[row - 1] != right[column - 1]);
                    let mut least = (table[row - 1][column] + 1)
                        .min(table[row][column - 1] + 1)
                        .min(table[row - 1][column - 1] + change);
                    if row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                    {
                        least = least.min(table[row - 2][column - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    table[left.len()][right.len()]
}
