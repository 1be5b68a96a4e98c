//! JSON Lines: an object a line. A record's number is that of its line; blank lines are none.

use super::super::detect::Likeness;
use super::super::error::{RecordError, RecordFault, SourceError};
use super::super::lines::{LineRead, read_line};
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::json::{article_of_value, fault_in};

pub(super) fn looks_like(head: &[u8], head_is_all: bool) -> Likeness {
    let mut lines = head
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let Some(first) = lines.next().filter(|line| line.starts_with(b"{")) else {
        return Likeness::None;
    };
    let is_object = serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok();
    let next_is_object = lines.next().is_some_and(|line| line.starts_with(b"{"));
    match (is_object, next_is_object) {
        (true, true) => Likeness::Certain,
        (true, false) => Likeness::Possible,
        // The first line may be longer than the head.
        (false, _) if !head_is_all && !head.contains(&b'\n') => Likeness::Possible,
        (false, _) => Likeness::None,
    }
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    let mut line = Vec::new();
    for number in 1.. {
        let outcome = match read_line(&mut *input.reader, &mut line, limit_bytes)? {
            LineRead::End => break,
            LineRead::TooLong => Err(RecordFault::TooLong {
                what: "line",
                limit_bytes,
            }),
            LineRead::Line if line.trim_ascii().is_empty() => continue,
            LineRead::Line => {
                let (text, problem) = input.decoder.decode(&line);
                let value = serde_json::from_str(&text).map_err(|error| fault_in(&error, 1));
                value
                    .and_then(|value| article_of_value(value, &options.keys))
                    .map(|mut article| {
                        article.problems.extend(problem);
                        article
                    })
            }
        };
        let outcome = outcome.map_err(|reason| RecordError {
            record: number,
            line: Some(number),
            reason,
        });
        if emit(number, outcome).is_break() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{check_format, check_format_limited};

    #[test]
    fn each_line_is_an_article() {
        check_format(
            "jsonl",
            b"{\"title\": \"A\", \"body\": \"One.\"}\r\n\n{\"body\": \"Two.\"}",
            "1 [A] One.\n3 Two.",
        );
    }

    #[test]
    fn a_bad_line_is_refused_and_the_next_is_read() {
        check_format(
            "jsonl",
            b"{\"body\": \"One.\"\nnull\n[1]\n{\"x\": 1}\n{\"body\": \"Two.\"}\n",
            "1 ! not JSON: EOF while parsing an object at column 15\n\
             2 ! expected a JSON object, found null\n\
             3 ! expected a JSON object, found an array\n\
             4 ! no text: none of the keys body, text, content, article, articleBody, maintext, … holds any; found `x`\n\
             5 Two.",
        );
    }

    #[test]
    fn a_line_that_nests_too_deep_is_refused() {
        let deep = format!(
            "{{\"body\": {}{}}}\n{{\"body\": \"Two.\"}}\n",
            "[".repeat(1000),
            "]".repeat(1000)
        );
        check_format(
            "jsonl",
            deep.as_bytes(),
            "1 ! not JSON: recursion limit exceeded at column 136\n2 Two.",
        );
    }

    #[test]
    fn a_line_over_the_limit_is_refused_and_the_next_is_read() {
        let long = format!("{{\"body\": \"{}\"}}\n{{\"body\": \"Two.\"}}\n", "x".repeat(5000));
        check_format_limited(
            "jsonl",
            long.as_bytes(),
            1024,
            "1 ! line is longer than 1 KiB; it was skipped\n2 Two.",
        );
    }

    #[test]
    fn a_line_that_is_no_utf8_is_read_and_marked() {
        check_format(
            "jsonl",
            b"{\"body\": \"A caf\xe9 is \x93open\x94\"}\n{\"body\": \"Caf\xc3\xa9\"}\n",
            "1 A café is “open” (read as windows-1252: no valid UTF-8 at byte 15)\n2 Café",
        );
    }

    #[test]
    fn an_article_wrapped_in_an_object_is_found() {
        check_format(
            "jsonl",
            b"{\"_index\": \"news\", \"_id\": \"7\", \"_source\": {\"title\": \"A\", \"body\": \"One.\"}}\n",
            "1 [A] One. id=7 {\"_index\":\"news\"}",
        );
    }
}
