//! JSON as pages write it: wrapped in comments, with control characters, trailing commas, HTML
//! escapes, quotes that are not escaped, and without its end.
//!
//! Valid JSON is never changed. The repair reads letter by letter and writes what a strict parser
//! takes; what cannot be saved stays broken and is refused by that parser.

use serde_json::Value;

use super::super::super::entities::decode_entities;

/// The values that stand in a script, one behind the other. Empty if nothing can be read.
pub(super) fn json_values(script: &str) -> Vec<Value> {
    let script = without_wrapper(script);
    if let Some(values) = strictly(script) {
        return values;
    }
    let repaired = repaired(script);
    if let Some(values) = strictly(&repaired) {
        return values;
    }
    // With every quote escaped there is no JSON to be seen without decoding.
    let decoded = decode_entities(script);
    strictly(&decoded)
        .or_else(|| strictly(&self::repaired(&decoded)))
        .unwrap_or_default()
}

fn strictly(text: &str) -> Option<Vec<Value>> {
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(text).into_iter().collect();
    values.ok().filter(|values| !values.is_empty())
}

/// Takes off comments of HTML, JavaScript and CDATA around the value, and a semicolon behind it.
fn without_wrapper(script: &str) -> &str {
    let mut text = script.trim();
    loop {
        let before = text;
        for mark in [
            "<!--",
            "//<![CDATA[",
            "// <![CDATA[",
            "/*<![CDATA[*/",
            "/* <![CDATA[ */",
            "<![CDATA[",
            "\u{feff}",
        ] {
            text = text.strip_prefix(mark).unwrap_or(text).trim_start();
        }
        for mark in ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";", "//"] {
            text = text.strip_suffix(mark).unwrap_or(text).trim_end();
        }
        if text == before {
            return text;
        }
    }
}

fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut open: Vec<char> = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut in_string = false;
    while let Some((at, letter)) = letters.next() {
        let rest = || text.get(at + letter.len_utf8()..).unwrap_or_default();
        if in_string {
            match letter {
                '\\' => match letters.next() {
                    Some((_, escaped @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't'))) => {
                        out.push('\\');
                        out.push(escaped);
                    }
                    Some((_, 'u')) if has_four_digits(rest()) => out.push_str("\\u"),
                    // `\'` and other letters that JSON does not escape.
                    Some((_, other)) if !other.is_control() => out.push(other),
                    _ => {}
                },
                '"' if ends_string(rest(), open.last().copied()) => {
                    in_string = false;
                    out.push('"');
                }
                '"' => out.push_str("\\\""),
                '\n' => out.push_str("\\n"),
                letter if letter.is_control() => out.push(' '),
                letter => out.push(letter),
            }
            continue;
        }
        match letter {
            '"' => {
                in_string = true;
                out.push('"');
            }
            '{' | '[' => {
                open.push(letter);
                out.push(letter);
            }
            '}' | ']' => {
                drop_comma(&mut out);
                // A bracket that closes nothing is passed over.
                let opening = if letter == '}' { '{' } else { '[' };
                if open.last() == Some(&opening) {
                    open.pop();
                    out.push(letter);
                }
            }
            ',' if ends_with_comma(&out) => {}
            '/' if rest().starts_with('*') => {
                let length = rest().find("*/").map_or(rest().len(), |end| end + 2);
                let end = at + 1 + length;
                while letters.next_if(|(next, _)| *next < end).is_some() {}
            }
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    if in_string {
        out.push('"');
    }
    drop_comma(&mut out);
    if out.trim_end().ends_with(':') {
        out.push_str("null");
    }
    while let Some(opening) = open.pop() {
        out.push(if opening == '{' { '}' } else { ']' });
    }
    out
}

fn has_four_digits(rest: &str) -> bool {
    // `rest` begins at the `u`.
    rest.get(1..5)
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// True if a quote before `rest` closes its string, and is no quote of the text in it.
fn ends_string(rest: &str, open: Option<char>) -> bool {
    let rest = rest.trim_start();
    match rest.chars().next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => {
            let next = rest.get(1..).unwrap_or_default().trim_start().chars().next();
            match open {
                Some('{') => matches!(next, None | Some('"' | '}' | ',')),
                _ => matches!(
                    next,
                    None | Some('"' | '{' | '[' | ']' | ',' | '0'..='9' | '-' | 't' | 'f' | 'n')
                ),
            }
        }
        // A comma was forgotten at the end of a line.
        Some(_) => false,
    }
}

fn ends_with_comma(out: &str) -> bool {
    matches!(out.trim_end().chars().next_back(), Some(',' | '{' | '[' | ':'))
}

fn drop_comma(out: &mut String) {
    let kept = out.trim_end();
    if let Some(kept) = kept.strip_suffix(',') {
        out.truncate(kept.len());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(script: &str, expected: Value) {
        assert_eq!(Value::Array(json_values(script)), expected, "{script}");
    }

    #[test]
    fn valid_json_is_read_as_it_is() {
        check(
            r#"{"a": "b\u00e9 \"c\"", "d": [1, true]}"#,
            json!([{"a": "bé \"c\"", "d": [1, true]}]),
        );
        check(r#"{"a": 1} {"b": 2}"#, json!([{"a": 1}, {"b": 2}]));
    }

    #[test]
    fn wrappers_are_taken_off() {
        for script in [
            "<!-- {\"a\": 1} -->",
            "//<![CDATA[\n{\"a\": 1}\n//]]>",
            "/* <![CDATA[ */ {\"a\": 1}; /* ]]> */",
            "\n{\"a\": 1};\n",
        ] {
            check(script, json!([{"a": 1}]));
        }
    }

    #[test]
    fn the_usual_faults_are_repaired() {
        check("{\"a\": \"one\ntwo\tthree\"}", json!([{"a": "one\ntwo three"}]));
        check("{\"a\": [1, 2,], }", json!([{"a": [1, 2]}]));
        check("{\"a\": 1,, \"b\": 2}", json!([{"a": 1, "b": 2}]));
        check(r#"{"a": "it\'s \x"}"#, json!([{"a": "it's x"}]));
        check(
            r#"{"a": "she said "yes", and left", "b": 1}"#,
            json!([{"a": "she said \"yes\", and left", "b": 1}]),
        );
        check("{&quot;a&quot;: &quot;b&quot;}", json!([{"a": "b"}]));
        check("{\"a\": /* none */ 1}}", json!([{"a": 1}]));
    }

    #[test]
    fn what_stands_before_a_break_is_kept() {
        check(
            r#"{"a": "b", "c": {"d": ["e", "f"#,
            json!([{"a": "b", "c": {"d": ["e", "f"]}}]),
        );
        check(r#"{"a": "b", "c":"#, json!([{"a": "b", "c": null}]));
        check("no JSON", json!([]));
        check("", json!([]));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "[\\[\\]{}\",:;<>/*\\\\!&a-cué1 \n-]{0,60}") {
            json_values(&text);
        }

        #[test]
        fn a_value_comes_back(texts in prop::collection::vec("\\PC{0,12}", 0..4)) {
            let value = json!({"a": texts});
            prop_assert_eq!(json_values(&value.to_string()), vec![value]);
        }
    }
}
