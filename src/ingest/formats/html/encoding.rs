//! The encoding that a page declares, and whether it can be right.
//!
//! A page that is valid UTF-8 is UTF-8, whatever it declares: of pages as they lie in archives
//! nearly one in five would be garbled by believing it.

use encoding_rs::{Encoding, UTF_8};

use super::super::super::decode::Decoder;
use crate::article::Problem;

/// Bytes in which a declaration must stand. Browsers look at the first 1,024; pages saved by them
/// have long comments before it.
const DECLARED_WITHIN: usize = 16 << 10;

/// Makes text of a page. What was declared wrongly is told.
pub(super) fn decode(decoder: &mut Decoder, bytes: &[u8]) -> (String, Option<Problem>) {
    let declared = declared_in(bytes);
    // A declared encoding in which the bytes are faulty is not theirs.
    let possible = declared.filter(|encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    });
    decoder.declare(possible);
    let (text, problem) = decoder.decode(bytes);
    let problem = match (problem, declared) {
        (Some(Problem::Decoding(how)), Some(declared)) if !how.starts_with(&format!("read as {}", declared.name())) => {
            Some(Problem::Decoding(format!("declared as {}; {how}", declared.name())))
        }
        // Read as declared: there is nothing to tell.
        (Some(Problem::Decoding(_)), Some(declared)) if possible == Some(declared) => None,
        (None, Some(declared)) if declared != UTF_8 && !bytes.is_ascii() => Some(Problem::Decoding(format!(
            "declared as {}; read as UTF-8, which it is",
            declared.name()
        ))),
        (problem, _) => problem,
    };
    (text.into_owned(), problem)
}

/// The encoding in `<meta charset=…>`, `<meta … content="text/html; charset=…">` or
/// `<?xml … encoding="…"?>`.
pub(super) fn declared_in(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let of_xml = head.trim_ascii_start().starts_with(b"<?xml").then(|| {
        let end = memchr::memchr(b'>', head).unwrap_or(head.len());
        label_behind(head.get(..end)?, b"encoding")
    });
    of_xml.flatten().or_else(|| {
        let tags = memchr::memchr_iter(b'<', head).filter_map(|at| head.get(at..));
        let metas = tags.filter(|tag| tag.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta")));
        metas
            .filter_map(|tag| tag.get(..memchr::memchr(b'>', tag)?))
            .find_map(|tag| label_behind(tag, b"charset"))
    })
}

/// The label behind `word`, an equals sign and perhaps a quote.
fn label_behind(tag: &[u8], word: &[u8]) -> Option<&'static Encoding> {
    let at = tag
        .windows(word.len())
        .position(|window| window.eq_ignore_ascii_case(word))?;
    let rest = tag
        .get(at + word.len()..)?
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest)
        .trim_ascii_start();
    let length = rest
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
        .count();
    Encoding::for_label(rest.get(..length)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, problem: Option<&str>) {
        let (found, problem_found) = decode(&mut Decoder::default(), bytes);
        assert_eq!(found, text);
        assert_eq!(problem_found.map(|problem| problem.to_string()).as_deref(), problem);
    }

    #[track_caller]
    fn check_declared(head: &str, name: Option<&str>) {
        assert_eq!(declared_in(head.as_bytes()).map(Encoding::name), name, "{head}");
    }

    #[test]
    fn a_declaration_is_found_in_all_its_forms() {
        check_declared("<head><META CHARSET=gb2312>", Some("GBK"));
        check_declared("<meta charset='Shift_JIS' />", Some("Shift_JIS"));
        check_declared(
            "<meta http-equiv=Content-Type content=\"text/html; charset = iso-8859-2\">",
            Some("ISO-8859-2"),
        );
        check_declared("<?xml version=\"1.0\" encoding=\"koi8-r\"?><html>", Some("KOI8-R"));
        check_declared("<meta name=description content=charset><p>charset=koi8-r</p>", None);
        check_declared("<meta charset=", None);
    }

    #[test]
    fn bytes_are_read_as_declared_unless_they_are_something_else() {
        check(
            b"<meta charset=iso-8859-2>Wa\xb3\xeasa",
            "<meta charset=iso-8859-2>Wałęsa",
            None,
        );
        check(
            "<meta charset=iso-8859-1>café".as_bytes(),
            "<meta charset=iso-8859-1>café",
            Some("declared as windows-1252; read as UTF-8, which it is"),
        );
        check(
            b"<meta charset=utf-8>caf\xe9 cr\xe8me",
            "<meta charset=utf-8>café crème",
            Some("declared as UTF-8; read as windows-1252: no valid UTF-8 at byte 23"),
        );
        check(
            b"<meta charset=iso-8859-1>plain",
            "<meta charset=iso-8859-1>plain",
            None,
        );
    }

    #[test]
    fn an_undeclared_encoding_is_guessed() {
        let chinese = "市政府星期一宣布，老港口将继续向小船开放。居民们对这一决定表示欢迎。";
        let (bytes, _, _) = encoding_rs::GBK.encode(chinese);
        check(&bytes, chinese, Some("read as GBK: no valid UTF-8 at byte 0"));
    }

    #[test]
    fn an_encoding_in_which_the_bytes_are_faulty_is_not_believed() {
        check(
            b"<meta charset=shift_jis>caf\xe9 cr\xe8me \xfc",
            "<meta charset=shift_jis>café crème ü",
            Some("declared as Shift_JIS; read as windows-1252: no valid UTF-8 at byte 27"),
        );
    }
}
