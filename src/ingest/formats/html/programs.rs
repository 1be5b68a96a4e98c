//! A page without its programs and style sheets, before it is parsed: they are most of its bytes,
//! and the parser looks at each of them.
//!
//! Only what stands between the tags is taken out, and only where its end is beyond doubt. Scripts
//! that hold data stay as they are.

use memchr::memchr_iter;
use memchr::memmem::Finder;

/// What tells of a script that it holds data of the article.
const DATA: &[&str] = &["ld+json", "__NEXT_DATA__", "__next_f"];

/// Returns the page without the inside of scripts and style sheets.
pub(super) fn without_programs(html: &str) -> String {
    let bytes = html.as_bytes();
    let data: Vec<Finder<'_>> = DATA.iter().map(|mark| Finder::new(mark.as_bytes())).collect();
    let comment = Finder::new(b"<!--");
    let mut kept = String::with_capacity(html.len());
    let (mut copied, mut behind) = (0, 0);
    for at in memchr_iter(b'<', bytes) {
        if at < behind {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let element: &[u8] = match (begins(rest, b"<script"), begins(rest, b"<style")) {
            (true, _) => b"script",
            (_, true) => b"style",
            _ => continue,
        };
        let Some((inside, end)) = inside(bytes, at, element) else {
            continue;
        };
        behind = end;
        let element = bytes.get(at..end).unwrap_or_default();
        // Inside a comment of its own a script may hold the tags of another.
        let is_plain = comment.find(element).is_none();
        if is_plain && !data.iter().any(|mark| mark.find(element).is_some()) {
            kept.push_str(html.get(copied..inside).unwrap_or_default());
            copied = end;
        }
    }
    kept.push_str(html.get(copied..).unwrap_or_default());
    kept
}

/// Where the inside of an element begins and ends whose tag begins at `at`. `None` if that is not
/// certain: the tag does not close soon, or closes itself in a value, or nothing ends the element.
fn inside(bytes: &[u8], at: usize, name: &[u8]) -> Option<(usize, usize)> {
    /// Tags of scripts are short. Where a page has one in the value of an attribute, a quote that
    /// opens there is never closed in it.
    const MAX_TAG_BYTES: usize = 2_000;
    let tag_end = at + memchr::memchr(b'>', bytes.get(at..)?)?;
    let tag = bytes.get(at..tag_end)?;
    let behind_name = *bytes.get(at + 1 + name.len())?;
    let quotes = |quote: u8| memchr_iter(quote, tag).count();
    let is_whole = tag.len() <= MAX_TAG_BYTES && quotes(b'"') % 2 == 0 && quotes(b'\'') % 2 == 0;
    if !is_whole || !matches!(behind_name, b'>' | b' ' | b'\n' | b'\r' | b'\t') {
        return None;
    }
    let mut from = tag_end + 1;
    loop {
        let end = from + memchr::memmem::find(bytes.get(from..)?, b"</")?;
        if begins(bytes.get(end + 2..)?, name) {
            return Some((tag_end + 1, end));
        }
        from = end + 2;
    }
}

fn begins(bytes: &[u8], mark: &[u8]) -> bool {
    bytes
        .get(..mark.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(without_programs(html), expected);
    }

    #[test]
    fn programs_and_styles_are_emptied() {
        check("a<script>b</script>c", "a<script></script>c");
        check(
            "<STYLE type='x'>p { }</STYLE>é<Script src=x></SCRIPT>",
            "<STYLE type='x'></STYLE>é<Script src=x></SCRIPT>",
        );
        check("<script>if (a</b/) {}</script>c", "<script></script>c");
    }

    #[test]
    fn data_and_what_is_not_certain_stay() {
        for html in [
            "<script type='application/ld+json'>{}</script>",
            "<script>self.__next_f.push([1,\"\"])</script>",
            "<script><!-- <script>a</script> --></script>",
            "<script>a",
            "<scripture>a</scripture>",
            "<i title=\"<script\">a</i>",
            "<i title='<script src=\"x'>a</i></script>",
        ] {
            check(html, html);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(html in "(<script|<style|>|</script>|</style>|é|'|\"|<!--|ld\\+json|a| ){0,30}") {
            prop_assert!(without_programs(&html).len() <= html.len());
        }
    }
}
