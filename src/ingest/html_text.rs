//! A fragment of HTML, as news systems put it into a field, to plain paragraphs.
//!
//! Everything that a reader sees stays, in its order; scripts, styles, frames and the words that
//! stand in for a picture go. Nothing is judged: whole web pages need the format `html`, which
//! looks for the article in them.
//!
//! The tokens of HTML are enough for that, so no tree is built: no depth can exhaust it, and the
//! time grows with the length alone.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::clean::clean;

/// A longer tag is left out with all its attributes, which would be compared with each other one
/// by one. Pictures that stand in their own address are as long as that.
const MAX_TAG_BYTES: usize = 32 << 10;

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "block",
    "blockquote",
    "body",
    "body.content",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hl2",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Returns the text of a fragment of HTML: paragraphs apart by blank lines, the cells of a row by
/// tabs, no mark-up. Entries of lists and rows of tables are paragraphs. A text that holds no
/// block and no `<br>` keeps its lines as they stand.
pub(super) fn html_to_text(fragment: &str) -> String {
    match has_blocks(fragment) {
        true => text_of(fragment, LineEnds::AreSpaces),
        false => text_of(fragment, LineEnds::Stay),
    }
}

/// [`html_to_text`] for systems that write a paragraph as a blank line among mark-up, as
/// WordPress does.
pub(super) fn html_with_blank_lines_to_text(fragment: &str) -> String {
    text_of(fragment, LineEnds::Stay)
}

/// What line ends outside of `pre` mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnds {
    AreSpaces,
    Stay,
}

fn text_of(fragment: &str, line_ends: LineEnds) -> String {
    let writer = Writer {
        state: RefCell::new(State {
            text: String::new(),
            gap: Gap::None,
            line_ends,
            hidden_until: None,
            preformatted: 0,
        }),
    };
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&without_long_tags(fragment)));
    let tokenizer = Tokenizer::new(writer, TokenizerOpts::default());
    // It stops behind each script.
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    clean(&tokenizer.sink.state.into_inner().text)
}

/// True if a tag in it makes paragraphs or lines.
fn has_blocks(fragment: &str) -> bool {
    memchr::memchr_iter(b'<', fragment.as_bytes()).any(|at| {
        let tag = fragment[at + 1..].trim_start_matches('/');
        let end = tag.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.'));
        let name = &tag[..end.unwrap_or(tag.len())];
        name.eq_ignore_ascii_case("br") || BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block))
    })
}

/// Takes out tags that are longer than the limit. A `<` that no `>` follows is a letter.
fn without_long_tags(fragment: &str) -> Cow<'_, str> {
    let bytes = fragment.as_bytes();
    let mut kept: Option<String> = None;
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let is_tag = bytes
            .get(start + 1)
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        if !is_tag {
            at = start + 1;
            continue;
        }
        let Some(length) = memchr::memchr(b'>', &bytes[start..]) else {
            let text = kept.get_or_insert_default();
            text.push_str(&fragment[copied..start]);
            text.push_str(&fragment[start..].replace('<', "&lt;"));
            copied = fragment.len();
            break;
        };
        at = start + length + 1;
        if length > MAX_TAG_BYTES {
            kept.get_or_insert_default().push_str(&fragment[copied..start]);
            copied = at;
        }
    }
    match kept {
        Some(mut text) => {
            text.push_str(&fragment[copied..]);
            Cow::Owned(text)
        }
        None => Cow::Borrowed(fragment),
    }
}

/// What stands between the text so far and the next letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

struct State {
    text: String,
    gap: Gap,
    line_ends: LineEnds,
    /// The element whose end tag ends what nobody reads.
    hidden_until: Option<&'static str>,
    /// `pre` elements that are open.
    preformatted: usize,
}

impl State {
    fn widen(&mut self, gap: Gap) {
        // Two line breaks make a paragraph, as pages of old are written.
        self.gap = match (self.gap, gap) {
            (Gap::Line, Gap::Line) => Gap::Paragraph,
            (before, gap) => before.max(gap),
        };
    }

    fn add(&mut self, piece: &str) {
        if self.hidden_until.is_some() {
            return;
        }
        let keeps_lines = self.line_ends == LineEnds::Stay || self.preformatted > 0;
        for letter in piece.chars() {
            match letter {
                '\n' if keeps_lines => self.widen(Gap::Line),
                ' ' if self.preformatted > 0 && self.gap == Gap::None => self.text.push(' '),
                // Breaks a word where a line ends.
                '\u{ad}' => {}
                letter if letter.is_whitespace() || letter.is_control() => self.widen(Gap::Space),
                letter => {
                    if !self.text.is_empty() {
                        self.text.push_str(match self.gap {
                            Gap::None => "",
                            Gap::Space => " ",
                            Gap::Cell => "\t",
                            Gap::Line => "\n",
                            Gap::Paragraph => "\n\n",
                        });
                    }
                    self.gap = Gap::None;
                    self.text.push(letter);
                }
            }
        }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let is_block = BLOCKS.contains(&name);
        if self.hidden_until == Some(name) && tag.kind == TagKind::EndTag {
            self.hidden_until = None;
            return TokenSinkResult::Continue;
        }
        match (name, tag.kind) {
            // A drawing that is not closed ends where HTML goes on.
            _ if is_block && self.hidden_until == Some("svg") => self.hidden_until = None,
            _ if self.hidden_until.is_some() => return TokenSinkResult::Continue,
            _ => {}
        }
        let is_start = tag.kind == TagKind::StartTag;
        match name {
            "br" => self.widen(Gap::Line),
            "td" | "th" if is_start => self.widen(Gap::Cell),
            "pre" if is_start => self.preformatted += 1,
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "svg" if is_start && !tag.self_closing => self.hidden_until = Some("svg"),
            "script" if is_start => return self.hide("script", RawKind::ScriptData),
            "style" if is_start => return self.hide("style", RawKind::Rawtext),
            "iframe" if is_start => return self.hide("iframe", RawKind::Rawtext),
            "noembed" if is_start => return self.hide("noembed", RawKind::Rawtext),
            "noframes" if is_start => return self.hide("noframes", RawKind::Rawtext),
            "title" if is_start => return self.hide("title", RawKind::Rcdata),
            "textarea" if is_start => return self.hide("textarea", RawKind::Rcdata),
            _ => {}
        }
        if is_block {
            self.widen(Gap::Paragraph);
        }
        TokenSinkResult::Continue
    }

    fn hide(&mut self, name: &'static str, kind: RawKind) -> TokenSinkResult<()> {
        self.hidden_until = Some(name);
        TokenSinkResult::RawData(kind)
    }
}

struct Writer {
    state: RefCell<State>,
}

impl TokenSink for Writer {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        // Nothing that is called here asks for the state again.
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag),
            Token::CharacterTokens(piece) => state.add(&piece),
            Token::NullCharacterToken
            | Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    /// XML that is taken for HTML writes letters in CDATA.
    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(fragment: &str, expected: &str) {
        assert_eq!(html_to_text(fragment), expected);
    }

    #[test]
    fn blocks_are_paragraphs_and_line_ends_in_them_spaces() {
        check(
            "<p>The council\n met <b>on</b> <i>Mon</i>day.</p>\n<p>It voted &amp; left.</p>",
            "The council met on Monday.\n\nIt voted & left.",
        );
        check("<div>One.<div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree.");
        check("<ul><li>One<li>Two</ul>", "One\n\nTwo");
        check("<table><tr><td>One<td>1</tr><tr><td>Two</td></table>", "One\t1\n\nTwo");
    }

    #[test]
    fn a_break_is_a_line_and_two_a_paragraph() {
        check("One.<br>Two.<br/><br />Three.", "One.\nTwo.\n\nThree.");
    }

    #[test]
    fn a_text_without_blocks_keeps_its_lines() {
        check("One &lt;two&gt;\nthree.\n\n<b>Four</b>.", "One <two>\nthree.\n\nFour.");
        check("5 < 6 and 7 > 6 & more", "5 < 6 and 7 > 6 & more");
        check("Plain <a never closed", "Plain <a never closed");
        check("<p>Set <pre>a  b\n c</pre>", "Set\n\na  b\nc");
    }

    #[test]
    fn blank_lines_are_paragraphs_where_the_system_writes_them_so() {
        let fragment = "<h2>News</h2>\nOne <em>two</em>.\n\nThree.";
        assert_eq!(html_with_blank_lines_to_text(fragment), "News\n\nOne two.\n\nThree.");
        check(fragment, "News\n\nOne two. Three.");
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        check(
            "<p>One<script>if (a < b) { document.write('<p>no</p>') }</script> two.<style>p { }</style>\
             <!-- no --><iframe src=\"x\">no</iframe><img alt=\"no\"><svg><text>no</text></svg></p>",
            "One two.",
        );
        check("<title>No</title><svg><text>no<p>Yes.</p>", "Yes.");
        check("<script>never closed", "");
    }

    #[test]
    fn references_are_resolved_and_no_control_is_left() {
        check(
            "<p>caf&eacute;&nbsp;&#8364;5 co&shy;op &#1; a&#0;b</p>",
            "café €5 coop a\u{fffd}b",
        );
        check("<p><![CDATA[One < two]]></p>", "One < two");
    }

    #[test]
    fn a_tag_of_any_length_is_passed_over() {
        let attributes = " a".repeat(MAX_TAG_BYTES);
        check(&format!("<p>One <img{attributes}> two</p>"), "One two");
        check(
            &format!("One {}", "<a ".repeat(100_000)),
            &format!("One {}<a", "<a ".repeat(99_999)),
        );
        check(&"<div>".repeat(100_000), "");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([<>/&;a-c =\"'!\\[\\]\\-?\n\u{0}]|<p>|</p>|<br>|<b c='d'>|<!--|-->|<script>|</script>|<svg>|<title>|&amp;|<td>|<pre>|<!\\[CDATA\\[){0,40}") {
            let found = html_to_text(&text);
            prop_assert_eq!(clean(&found), found.clone());
            html_with_blank_lines_to_text(&text);
        }
    }
}
