//! Markdown to the text that a reader sees: blocks apart by blank lines, without marks of
//! emphasis, addresses of links, pictures, comments and the short codes of site generators.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::super::entities::decode_entities;

/// A Markdown text without its mark-up.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct MarkdownText {
    /// The heading with which it begins, if it begins with one.
    pub heading: Option<Heading>,
    /// Everything else.
    pub text: String,
}

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// From 1.
    pub level: usize,
    /// Its words.
    pub text: String,
}

/// Takes the mark-up off.
pub(super) fn text_of_markdown(markdown: &str) -> MarkdownText {
    let markdown = without_short_codes(markdown);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut found = MarkdownText::default();
    let mut block = String::new();
    let mut images = 0;
    for event in Parser::new_ext(&markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            // The words of a picture describe it and are no part of the text.
            _ if images > 0 => {}
            Event::End(TagEnd::Heading(level)) => end_heading(&mut found, &mut block, level),
            Event::End(TagEnd::HtmlBlock) => {
                block = text_of_html(&block);
                end_block(&mut found, &mut block);
            }
            Event::End(TagEnd::TableCell) => block.push('\t'),
            Event::Start(tag) if is_block(&tag.to_end()) => end_block(&mut found, &mut block),
            Event::End(tag) if is_block(&tag) => end_block(&mut found, &mut block),
            Event::Start(_) | Event::End(_) => {}
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                block.push_str(&text);
            }
            Event::Html(html) => block.push_str(&html),
            Event::InlineHtml(html) => block.push_str(&text_of_html(&html)),
            Event::SoftBreak | Event::HardBreak => block.push('\n'),
            Event::Rule => end_block(&mut found, &mut block),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
    end_block(&mut found, &mut block);
    found
}

fn is_block(tag: &TagEnd) -> bool {
    match tag {
        TagEnd::Emphasis
        | TagEnd::Strong
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::Link
        | TagEnd::Image
        | TagEnd::TableCell => false,
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::BlockQuote(_)
        | TagEnd::CodeBlock
        | TagEnd::HtmlBlock
        | TagEnd::List(_)
        | TagEnd::Item
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::Table
        | TagEnd::TableHead
        | TagEnd::TableRow
        | TagEnd::MetadataBlock(_) => true,
    }
}

fn end_block(found: &mut MarkdownText, block: &mut String) {
    let text = block.trim();
    if !text.is_empty() {
        if !found.text.is_empty() {
            found.text.push_str("\n\n");
        }
        found.text.push_str(text);
    }
    block.clear();
}

fn end_heading(found: &mut MarkdownText, block: &mut String, level: HeadingLevel) {
    if found.text.is_empty() && found.heading.is_none() {
        found.heading = Some(Heading {
            level: level as usize,
            text: std::mem::take(block),
        });
    } else {
        end_block(found, block);
    }
}

/// Beginnings and ends of short codes: those of Hugo, and the tags of Liquid in Jekyll.
const SHORT_CODES: &[(&str, &str)] = &[("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// What stands between two short codes stays.
fn without_short_codes(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = memchr::memchr(b'{', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = SHORT_CODES.iter().find(|(open, _)| rest.starts_with(open));
        match code.and_then(|(_, close)| Some(rest.find(close)? + close.len())) {
            Some(length) => rest = &rest[length..],
            None => {
                text.push('{');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

/// Elements whose text nobody reads.
const UNSEEN: &[&str] = &["script", "style", "iframe", "svg", "head"];

/// Elements that begin a new line within a paragraph, and those that end a paragraph.
const LINE_ENDS: &[&str] = &["br", "tr"];
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "figcaption",
    "table",
    "dt",
    "dd",
    "hr",
    "pre",
    "aside",
    "details",
    "summary",
];

/// The text between the tags of the bits of HTML that stand in Markdown. It is no reader of
/// whole pages.
fn text_of_html(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&decode_entities(&rest[..at]));
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let inside = rest[1..].trim_start_matches('/');
        let name_length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = inside[..name_length].to_ascii_lowercase();
        let is_tag = inside.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!');
        let Some(end) = rest.find('>').filter(|_| is_tag) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        let is_opening = !rest.starts_with("</");
        rest = &rest[end + 1..];
        match name.as_str() {
            name if is_opening && UNSEEN.contains(&name) => rest = behind_end_tag(rest, name),
            name if LINE_ENDS.contains(&name) => text.push('\n'),
            name if BLOCKS.contains(&name) => text.push_str("\n\n"),
            _ => {}
        }
    }
    text.push_str(&decode_entities(rest));
    text
}

fn behind_end_tag<'html>(html: &'html str, name: &str) -> &'html str {
    let end = format!("</{name}");
    let at = html.to_ascii_lowercase().find(&end);
    at.and_then(|at| html[at..].find('>').map(|length| &html[at + length + 1..]))
        .unwrap_or("")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(text_of_markdown(markdown).text, expected);
    }

    #[test]
    fn marks_go_and_words_stay() {
        check(
            "The **ferry** _sails_ `now` to [Marrowby](https://example.org \"x\")\nand ~~not~~ back.[^1]\n\n[^1]: A note.",
            "The ferry sails now to Marrowby\nand not back.\n\nA note.",
        );
        check(
            "Text ![A picture](a.png) more.\n\n![Another](b.png)\n\nEnd &amp; out.",
            "Text  more.\n\nEnd & out.",
        );
    }

    #[test]
    fn blocks_are_paragraphs() {
        check(
            "Text\n## Heading\n- one\n- two\n  - three\n\n> quoted\n\n---\n\n1. first",
            "Text\n\nHeading\n\none\n\ntwo\n\nthree\n\nquoted\n\nfirst",
        );
        check("```rust\nlet a = 1;\n```\nText", "let a = 1;\n\nText");
        check("| a | b |\n|---|---|\n| 1 | 2 |", "a\tb\n\n1\t2");
    }

    #[test]
    fn html_is_read_and_comments_are_not() {
        check(
            "<!-- hidden -->\nText<br>more <b>bold</b> <!-- x -->end",
            "Text\nmore bold end",
        );
        check(
            "<div>\nOne &lt; two.<br/>Three\n</div>\n\n<script>\nvar x;\n\nvar y;\n</script>",
            "One < two.\nThree",
        );
        check("a < b and b > a", "a < b and b > a");
    }

    #[test]
    fn short_codes_are_dropped_and_what_they_enclose_stays() {
        check(
            "One {{< img src=\"a\" >}} two.\n\n{{% note %}}\nThree {braces}.\n{{% /note %}}\n\n{% include x %}",
            "One  two.\n\nThree {braces}.",
        );
        check("{{< open", "{{< open");
    }

    #[test]
    fn a_heading_counts_only_where_the_text_begins() {
        let found = text_of_markdown("<!-- x -->\n# A *b*\n\nText\n\n# C");
        assert_eq!(
            found.heading,
            Some(Heading {
                level: 1,
                text: "A b".to_owned()
            })
        );
        assert_eq!(found.text, "Text\n\nC");
        assert_eq!(text_of_markdown("Text\n\n# C").heading, None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(markdown in "[-#*>`<!/a-cé{}%\\[\\]() \n]{0,60}") {
            text_of_markdown(&markdown);
        }
    }
}
