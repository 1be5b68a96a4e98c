//! The text of an article that stands only in the data of scripts, from which a browser would
//! build the page: `__NEXT_DATA__` and `self.__next_f` of Next.js.
//!
//! Nothing tells which text in such data is the article. It is taken to be the longest: one text,
//! or a list of things that each hold a paragraph.

use serde_json::Value;

use super::super::super::entities::decode_entities;

/// Values inside each other.
const MAX_DEPTH: usize = 60;

/// A text below this is no article.
const LEAST_CHARS: usize = 400;

/// A text in a list below this is no paragraph.
const PARAGRAPH_CHARS: usize = 40;

/// The longest text in the data, perhaps in HTML; paragraphs of a list are parted by line ends.
pub(super) fn longest_text(scripts: &[String]) -> Option<String> {
    let mut found = String::new();
    let mut streamed = String::new();
    for script in scripts {
        match serde_json::from_str::<Value>(script) {
            Ok(value) => look_in(&value, 0, &mut found),
            Err(_) => streamed.extend(pushed(script)),
        }
    }
    look_in_rows(&streamed, &mut found);
    (found.chars().count() >= LEAST_CHARS).then(|| decode_entities(&found).into_owned())
}

/// The text that `self.__next_f.push([1,"…"])` adds to the stream.
fn pushed(script: &str) -> Option<String> {
    let (_, call) = script.split_once("__next_f.push(")?;
    let list = call.trim_end().trim_end_matches(';').trim_end().strip_suffix(')')?;
    match serde_json::from_str::<Value>(list).ok()? {
        Value::Array(values) => values.into_iter().find_map(|value| match value {
            Value::String(text) => Some(text),
            _ => None,
        }),
        _ => None,
    }
}

/// Reads the rows of a stream: `1a:{…}` is a value to the end of its line, `1b:T4f,` a text of so
/// many bytes.
fn look_in_rows(stream: &str, found: &mut String) {
    let mut rest = stream;
    while let Some((id, row)) = rest.split_once(':') {
        let is_id = id.len() <= 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let text = row.strip_prefix('T').filter(|_| is_id).and_then(|row| {
            let (length, text) = row.split_once(',')?;
            let length = usize::from_str_radix(length, 16).ok()?;
            Some((text.get(..length)?, text.get(length..)?))
        });
        rest = match text {
            Some((text, behind)) => {
                take_longer(text.to_owned(), found);
                behind
            }
            None => {
                let (line, behind) = row.split_once('\n').unwrap_or((row, ""));
                if let Ok(value) = serde_json::from_str::<Value>(line) {
                    look_in(&value, 0, found);
                }
                behind
            }
        };
    }
}

fn look_in(value: &Value, depth: usize, found: &mut String) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::String(text) if text.contains(' ') => take_longer(text.clone(), found),
        Value::Array(values) => {
            let paragraphs: Vec<&str> = values.iter().filter_map(paragraph).collect();
            if paragraphs.len() >= 3 {
                take_longer(paragraphs.join("\n"), found);
            }
            for value in values {
                look_in(value, depth + 1, found);
            }
        }
        Value::Object(object) => {
            for value in object.values() {
                look_in(value, depth + 1, found);
            }
        }
        _ => {}
    }
}

/// The text of an entry of a list, if it is long enough for a paragraph: the entry itself, or the
/// longest text directly in it.
fn paragraph(value: &Value) -> Option<&str> {
    let text = match value {
        Value::String(text) => Some(text.as_str()),
        Value::Object(object) => object.values().filter_map(Value::as_str).max_by_key(|text| text.len()),
        _ => None,
    };
    text.filter(|text| text.contains(' ') && text.chars().count() >= PARAGRAPH_CHARS && !text.starts_with("http"))
}

fn take_longer(text: String, found: &mut String) {
    // Style sheets, programs and data in data are long, too.
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let braces = text.bytes().filter(|byte| matches!(byte, b'{' | b'}')).count();
    if text.len() > found.len() && braces * 50 < letters {
        *found = text;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn paragraphs() -> Vec<String> {
        let paragraph =
            |number| format!("<p>Paragraph {number} tells of the harbour of the town at some length, as it must.</p>");
        (0..8).map(paragraph).collect()
    }

    #[track_caller]
    fn check(scripts: &[String]) {
        let text = longest_text(scripts).unwrap_or_default();
        assert!(
            paragraphs().iter().all(|paragraph| text.contains(paragraph.as_str())),
            "{text}"
        );
    }

    #[test]
    fn a_text_in_the_data_of_a_page_is_found() {
        let body = paragraphs().concat();
        check(&[json!({"props": {"pageProps": {"title": "A", "article": {"contentHtml": body}}}}).to_string()]);
    }

    #[test]
    fn a_list_of_paragraphs_is_found() {
        let list: Vec<Value> = paragraphs()
            .iter()
            .map(|text| json!({"type": "p", "html": text}))
            .collect();
        check(&[json!({"blocks": list}).to_string()]);
    }

    #[test]
    fn a_text_in_a_stream_is_found_across_its_pieces() {
        let body = paragraphs().concat();
        let stream = format!("0:{{\"a\":\"$24\"}}\n24:T{:x},{body}25:[1]\n", body.len());
        let (one, other) = stream.split_at(300);
        let push = |text: &str| format!("self.__next_f.push([1,{}])", json!(text));
        check(&[push(one), push(other)]);
    }

    #[test]
    fn short_texts_and_programs_are_none() {
        assert_eq!(longest_text(&[json!({"title": "A short one"}).to_string()]), None);
        assert_eq!(
            longest_text(&[json!({"css": "a { b } ".repeat(200)}).to_string()]),
            None
        );
    }

    proptest! {
        #[test]
        fn any_script_is_read_without_a_panic(text in "(self.__next_f.push\\(|\\[1,\"|\"\\]\\)|[0-9a-f]:T?|\\\\n|é| |,|\\{){0,20}") {
            longest_text(std::slice::from_ref(&text));
            look_in_rows(&text, &mut String::new());
        }
    }
}
