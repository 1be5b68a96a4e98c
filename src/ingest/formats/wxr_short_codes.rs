//! The short codes of WordPress: `[caption id="1"]…[/caption]`, `[gallery ids="1,2"]`.

/// Codes that stand alone, without attributes.
const ALONE: &[&str] = &[
    "gallery",
    "playlist",
    "embed",
    "audio",
    "video",
    "contact_form",
    "contact-form-7",
];

/// Takes the short codes out; what stands between two stays. Words in brackets such as `[sic]`
/// are no codes: a code has attributes, or is closed somewhere, or is a known one.
pub(super) fn without_short_codes(text: &str) -> String {
    let mut closed: Vec<&str> = Vec::new();
    for (at, _) in text.match_indices("[/") {
        if let Some((code, _)) = code_at(&text[at..])
            && !closed.contains(&code.name)
            && closed.len() < MAX_NAMES
        {
            closed.push(code.name);
        }
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'[', rest.as_bytes()) {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        match code_at(rest) {
            Some((code, length))
                if code.has_attributes || closed.contains(&code.name) || ALONE.contains(&code.name) =>
            {
                rest = &rest[length..];
            }
            _ => {
                kept.push('[');
                rest = &rest[1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// A text with more kinds of codes than this is no text.
const MAX_NAMES: usize = 100;

/// No code with its attributes is longer.
const MAX_CODE_BYTES: usize = 4096;

struct Code<'text> {
    name: &'text str,
    has_attributes: bool,
}

/// The code with which a text begins, and its length.
fn code_at(text: &str) -> Option<(Code<'_>, usize)> {
    let end = text.bytes().take(MAX_CODE_BYTES).position(|byte| byte == b']')?;
    let inside = text.get(1..end)?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '_' | '-');
    let (name, attributes) = inside.split_at(inside.find(|letter| !is_name(letter)).unwrap_or(inside.len()));
    let is_code = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && (attributes.is_empty() || attributes.starts_with([' ', '/', '\n']));
    let code = Code {
        name,
        has_attributes: attributes.contains('='),
    };
    is_code.then_some((code, end + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(without_short_codes(text), expected);
    }

    #[test]
    fn codes_go_and_what_stands_between_them_stays() {
        check("[caption id=\"1\" width=\"3\"]A mill[/caption] One.", "A mill One.");
        check("[b]One[/b] [gallery] [contact_form]two", "One  two");
    }

    #[test]
    fn words_in_brackets_are_no_codes() {
        check(
            "He [sic] said: [we] go [1] [Applause] [a = b",
            "He [sic] said: [we] go [1] [Applause] [a = b",
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[\\[\\]/a-c= é\"]{0,40}") {
            prop_assert!(without_short_codes(&text).len() <= text.len());
        }
    }
}
