//! Properties: any text gives a query or an error inside the text, any tree prints as a text that
//! reads back as the same tree.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{any as any_mode, options};
use crate::query::{
    DateRange, Expr, ExprKind, Field, MAX_REACH, Near, NumberRange, ParseOptions, QueryErrorKind, Within, parse,
};

/// What a text may not break: spans inside it and on characters, a drawing of every error, a tree
/// that reads back.
fn holds(text: &str, options: &ParseOptions) -> Result<(), TestCaseError> {
    match parse(text, options) {
        Ok(query) => {
            spans_hold(&query.root, text)?;
            for note in &query.notes {
                prop_assert!(text.get(note.span.clone()).is_some(), "{:?} in {:?}", note, text);
            }
            if options.literal {
                return Ok(());
            }
            let printed = query.root.to_string();
            match parse(&printed, options) {
                Ok(again) => prop_assert_eq!(again.root, query.root, "{:?} printed as {}", text, printed),
                Err(error) => prop_assert!(false, "{:?} printed as {}: {}", text, printed, error),
            }
        }
        Err(error) => {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} in {:?}", error, text);
            let meant = error.hint.as_deref().and_then(|hint| hint.strip_prefix("write "));
            if let (QueryErrorKind::NotPlaced { .. }, Some(meant)) = (&error.kind, meant)
                && !meant.starts_with("it apart")
                && !meant.starts_with("the operator")
            {
                prop_assert!(parse(meant, options).is_ok(), "{:?}: {:?}", text, error);
            }
            let drawn = error.render(text);
            prop_assert!(drawn.lines().count() <= 4, "{}", drawn);
            prop_assert!(
                !drawn.contains(|letter: char| letter.is_control() && letter != '\n'),
                "{:?}",
                drawn
            );
        }
    }
    Ok(())
}

fn spans_hold(expr: &Expr, text: &str) -> Result<(), TestCaseError> {
    prop_assert!(
        text.get(expr.span.clone()).is_some_and(|part| !part.is_empty()),
        "{:?} in {:?}",
        expr,
        text
    );
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            prop_assert!(parts.len() > 1);
            parts.iter().try_for_each(|part| spans_hold(part, text))
        }
        ExprKind::Not(part)
        | ExprKind::Required(part)
        | ExprKind::In(_, part)
        | ExprKind::Boost(part, _)
        | ExprKind::AtLeast { part, .. }
        | ExprKind::First { part, .. } => spans_hold(part, text),
        ExprKind::Near(near) => {
            prop_assert!(near.left.kind.is_placed() && near.right.kind.is_placed(), "{:?}", near);
            spans_hold(&near.left, text)?;
            spans_hold(&near.right, text)
        }
        _ => Ok(()),
    }
}

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: 0..0 }
}

fn fields() -> impl Strategy<Value = Field> {
    select(vec![
        Field::Title,
        Field::Body,
        Field::PersonGiven,
        Field::Entity,
        Field::Lang,
        Field::Url,
        Field::Path,
        Field::Id,
    ])
}

fn names() -> impl Strategy<Value = Field> {
    select(vec![
        Field::Person,
        Field::PlaceGiven,
        Field::Org,
        Field::Topic,
        Field::Byline,
        Field::Source,
        Field::Path,
    ])
}

/// Words that are spelled as operators stand in a tree as exact words only.
fn word() -> impl Strategy<Value = ExprKind> {
    let plain = "[a-z]{1,3}|[0-9]{1,4}|[A-Z][a-zé]{2}|крим|none|date|title|near|words|caps";
    let plain = (plain, any::<bool>()).prop_map(|(text, exact)| {
        let exact = exact || matches!(text.to_lowercase().as_str(), "or" | "and" | "not");
        ExprKind::Word { text, exact }
    });
    let reserved = select(vec!["OR", "and", "Not", "NEAR", "SAME", "ADJ5", "near5"]).prop_map(|text| ExprKind::Word {
        text: text.to_owned(),
        exact: true,
    });
    prop_oneof![9 => plain, 1 => reserved]
}

fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day)),
        (1900i16..=2100).prop_map(|year| date(year, 1, 1)),
        (1900i16..=2100, 1i8..=12).prop_map(|(year, month)| date(year, month, 1).last_of_month()),
    ]
}

fn dates() -> impl Strategy<Value = ExprKind> {
    let both = (day(), 0i64..800).prop_map(|(first, days)| {
        let last = first.checked_add(days.days()).unwrap_or(Date::MAX);
        (Some(first), Some(last))
    });
    let range = prop_oneof![
        both,
        day().prop_map(|first| (Some(first), None)),
        day().prop_map(|last| (None, Some(last))),
        day().prop_map(|day| (Some(day.first_of_month()), Some(day.last_of_month()))),
        day().prop_map(|day| (Some(day.first_of_year()), Some(day.last_of_year()))),
    ];
    range.prop_map(|(first, last)| ExprKind::Published(DateRange { first, last }))
}

/// Leaves that stand at places.
fn placed_leaf() -> impl Strategy<Value = Expr> {
    let words = || vec("[a-z]{1,3}|OR|[A-Z][a-z]|w|5|крим", 2..4);
    let kind = prop_oneof![
        8 => word(),
        2 => words().prop_map(|words| ExprKind::Phrase { words }),
        2 => select(vec!["negotiat*", "*stan", "wom?n", "?a*", "a?b*c"]).prop_map(|text| ExprKind::Pattern { text: text.to_owned() }),
        1 => ("[a-z]{1,4}|or|NEAR|none|крим|F16", 1u8..=2).prop_map(|(text, edits)| ExprKind::Fuzzy { text, edits }),
        1 => select(vec!["a", "zelens(k|s)y{1,2}", "[a-z\"(]+", ".*", "a\\/b", "(?:крим|w)", "s", "5", "[^)]x"])
            .prop_map(|text| ExprKind::Regex { text: text.to_owned() }),
        1 => prop_oneof![words(), vec("[A-Z][a-z]|US|or|NEAR|5|Крим", 1..2)].prop_map(|words| ExprKind::Caps { words }),
        1 => (words(), 0u32..=MAX_REACH).prop_map(|(words, slack)| ExprKind::Window { words, slack }),
    ];
    kind.prop_map(expr)
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![
        3 => (0u32..=MAX_REACH).prop_map(Within::Steps),
        1 => Just(Within::Sentence),
        1 => Just(Within::Paragraph),
    ]
}

/// Parts that stand at places: words of all kinds, OR, proximity and the head of the text.
fn placed() -> impl Strategy<Value = Expr> {
    placed_leaf().prop_recursive(4, 12, 3, |inner| {
        let near = (inner.clone(), inner.clone(), within(), any::<bool>(), any::<bool>());
        prop_oneof![
            3 => near.prop_map(|(left, right, within, ordered, negated)| {
                let near = Near { left, right, within, ordered, negated };
                expr(ExprKind::Near(Box::new(near)))
            }),
            2 => vec(inner.clone(), 2..4).prop_map(|parts| expr(ExprKind::Or(parts))),
            1 => (1..=MAX_REACH, inner).prop_map(|(words, part)| expr(ExprKind::First { words, part: Box::new(part) })),
        ]
    })
}

fn holds_first(part: &Expr) -> bool {
    match &part.kind {
        ExprKind::First { .. } => true,
        ExprKind::Or(parts) => parts.iter().any(holds_first),
        ExprKind::Near(near) => holds_first(&near.left) || holds_first(&near.right),
        _ => false,
    }
}

fn leaf() -> impl Strategy<Value = Expr> {
    let kind = prop_oneof![
        8 => word(),
        8 => placed().prop_map(|part| part.kind),
        2 => (1..=MAX_REACH, placed()).prop_map(|(times, part)| ExprKind::AtLeast { times, part: Box::new(part) }),
        2 => (select(vec![Field::Body, Field::Lead]), placed())
            .prop_map(|(field, part)| ExprKind::In(field, Box::new(part))),
        2 => (select(vec![Field::Title, Field::Person, Field::Entity, Field::Byline]), placed())
            .prop_filter("the head of the text is in the body", |(_, part)| !holds_first(part))
            .prop_map(|(field, part)| ExprKind::In(field, Box::new(part))),
        1 => Just(ExprKind::All),
        1 => (names(), "[A-Z][a-z]{1,3}( [a-z\"«」*(^]{0,2}[a-z])?").prop_map(|(field, name)| ExprKind::Whole { field, name }),
        1 => prop_oneof![names(), Just(Field::Date), Just(Field::Words), Just(Field::Title)].prop_map(ExprKind::Empty),
        2 => dates(),
        1 => (any::<u64>(), any::<u64>(), 0..3).prop_map(|(a, b, form)| ExprKind::WordCount(match form {
            0 => NumberRange { least: Some(a.min(b)), most: Some(a.max(b)) },
            1 => NumberRange { least: Some(a), most: None },
            _ => NumberRange { least: None, most: Some(b) },
        })),
    ];
    kind.prop_map(expr)
}

/// True for a part that can stand in any field, in those that hold codes too.
fn can_stand_in_codes(part: &Expr) -> bool {
    match &part.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().all(can_stand_in_codes),
        ExprKind::Not(part) | ExprKind::Required(part) | ExprKind::Boost(part, _) => can_stand_in_codes(part),
        ExprKind::Near(_)
        | ExprKind::Window { .. }
        | ExprKind::Fuzzy { .. }
        | ExprKind::Regex { .. }
        | ExprKind::Caps { .. }
        | ExprKind::AtLeast { .. }
        | ExprKind::First { .. } => false,
        _ => true,
    }
}

/// Trees as the parser makes them: `+` only in a list, no field around `*` alone.
fn tree() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(5, 40, 4, |inner| {
        let list = vec((inner.clone(), prop::bool::weighted(0.2)), 2..5).prop_map(|parts| {
            let required = |(part, is_required): (Expr, bool)| match is_required {
                true => expr(ExprKind::Required(Box::new(part))),
                false => part,
            };
            parts.into_iter().map(required).collect::<Vec<Expr>>()
        });
        prop_oneof![
            3 => list.clone().prop_map(|parts| expr(ExprKind::And(parts))),
            3 => list.prop_map(|parts| expr(ExprKind::Or(parts))),
            2 => inner.clone().prop_map(|part| expr(ExprKind::Not(Box::new(part)))),
            1 => (inner.clone(), (1u32..10_000).prop_map(|weight| weight as f32 / 100.0))
                .prop_map(|(part, weight)| expr(ExprKind::Boost(Box::new(part), weight))),
            2 => (fields(), inner.prop_filter("such a part stands in other fields", |part| part.kind != ExprKind::All && can_stand_in_codes(part)))
                .prop_map(|(field, part)| expr(ExprKind::In(field, Box::new(part)))),
        ]
    })
}

/// Pieces of the language, so that random texts reach its corners.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "crimea",
        "=",
        "=a",
        "\"",
        "\"a b\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "'",
        "’",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\t",
        "(",
        ")",
        "(",
        ")",
        "AND",
        "and",
        "OR",
        " or ",
        "NOT",
        " not ",
        "but",
        "&&",
        "||",
        "!",
        "-",
        "+",
        "–",
        "−",
        "--",
        "title:",
        "person:",
        "person=",
        "persn:",
        "person.given:",
        "lead:",
        "date:",
        "date>=",
        "date",
        "after:",
        "words>",
        "words:",
        "none",
        "*",
        "?",
        "**",
        "2025",
        "2025-04",
        "2025-04-25",
        "..",
        "[",
        "]",
        "{",
        "}",
        " TO ",
        "today",
        "last week",
        "^",
        "^2",
        "^0.5",
        "~",
        "~2",
        "/",
        "/s",
        "w/5",
        "NEAR",
        "NEAR/5",
        "ADJ5",
        "atleast5",
        "first50",
        "caps",
        "hlead",
        ":",
        "::",
        "://",
        "https://x.y/",
        "www.",
        ",",
        ".",
        ";",
        "…",
        "é",
        "e\u{301}",
        "\u{301}",
        "近",
        "\u{200b}",
        "\u{200e}",
        "\u{ad}",
        "\u{a0}",
        "צה\"ל",
        "U.S.",
        "don't",
        "C++",
        "12:30",
        "12\"",
        "<",
        ">",
        "=>",
        "≥",
        "\\",
        "#",
        "$",
        "_",
        "@",
        " /s ",
        " w/5 ",
        " NOT w/5 ",
        " PRE/p ",
        " NEAR ",
        "(a OR b)",
        "/a/",
        "/[a(]+/",
        "/(a",
        "\"a b\"~3",
        "zelensky~",
        "atleast5(",
        "first50(",
        "caps(",
        "lead(",
        "東京",
        "ไทย",
        "\u{0}",
        "\u{1b}[31m",
        "😀",
        "👩‍👩‍👧",
    ]);
    vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// Texts for which it once did not hold.
#[test]
fn texts_that_once_were_misread_hold() {
    let options = options();
    for text in ["??//\u{1b})4://)8", "a^2 https://example.org"] {
        holds(text, &options).unwrap_or_else(|error| panic!("{error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_a_query_or_an_error_inside_it(text in any::<String>()) {
        holds(&text, &options())?;
        holds(&text, &any_mode())?;
        holds(&text, &ParseOptions { literal: true, ..options() })?;
    }

    #[test]
    fn any_mix_of_the_language_is_a_query_or_an_error_inside_it(text in pieces()) {
        holds(&text, &options())?;
        holds(&text, &any_mode())?;
        holds(&text, &ParseOptions { literal: true, ..options() })?;
    }

    #[test]
    fn any_row_of_operators_is_a_query_or_an_error_inside_it(text in vec(select(vec![
        "a", "b*", "\"c d\"", "\"e f\"~2", "g~", "/h/", "caps(I)", "first5(j)", "atleast2(k)", "title:l", "m^2", "date:2025",
        "AND", "OR", "NOT", "w/5", "/s", "PRE/p", "NEAR", "ADJ", "SAME", "NOT w/s", "(", ")", "-", "+", "title:(", "first9(", "*",
    ]), 0..12)) {
        let text = text.join(" ").replace("- ", "-").replace("+ ", "+").replace("( ", "(");
        holds(&text, &options())?;
        holds(&text, &any_mode())?;
    }

    #[test]
    fn a_printed_tree_reads_back_as_itself(tree in tree()) {
        let printed = tree.to_string();
        for options in [options(), any_mode()] {
            match parse(&printed, &options) {
                Ok(query) => prop_assert_eq!(&query.root, &tree, "{}", printed),
                Err(error) => prop_assert!(false, "{}", error.render(&printed)),
            }
        }
    }
}
