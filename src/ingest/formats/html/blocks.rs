//! A page as a row of blocks: the pieces of text that stand by themselves, with where they stand.

use ego_tree::iter::Edge;
use scraper::Node as Kind;

use super::super::super::clean::clean;
use super::places::{Place, place_of};
use super::tree::{Node, attribute, has_attribute, is_inline, name};

/// A piece of text that stands by itself: a paragraph, a heading, an item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// The text; a line end only where the page breaks the line.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Bytes of the text that are links.
    pub linked_bytes: usize,
    /// The element around the one that it is.
    pub parent: Option<ego_tree::NodeId>,
}

/// Elements whose inside no reader sees as text.
pub(super) fn is_unseen(node: Node<'_>) -> bool {
    let unseen = matches!(
        name(node),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "button"
            | "select"
            | "textarea"
            | "input"
            | "video"
            | "audio"
            | "head"
            | "map"
            | "dialog"
            | "img"
            | "picture"
            | "source"
            | "link"
            | "meta"
    );
    unseen || has_attribute(node, "hidden") || has_no_display(node)
}

fn has_no_display(node: Node<'_>) -> bool {
    attribute(node, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
        style.to_ascii_lowercase().contains("display:none")
    })
}

/// The blocks of a tree, in its order.
pub(super) fn blocks(root: Node<'_>) -> Vec<Block> {
    let mut row = Row::default();
    let mut places = vec![Place::default()];
    let mut unseen = None;
    let mut links = 0usize;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if unseen.is_none() => match node.value() {
                Kind::Text(letters) => row.add(letters, places.last().copied().unwrap_or_default(), links > 0, node),
                Kind::Element(element) => {
                    if is_unseen(node) {
                        unseen = Some(node.id());
                        continue;
                    }
                    let element = element.name();
                    if !is_inline(element) && element != "br" {
                        row.end();
                    }
                    places.push(place_of(node, places.last().copied().unwrap_or_default()));
                    links += usize::from(element == "a");
                }
                _ => {}
            },
            Edge::Open(_) => {}
            Edge::Close(node) => {
                if let Some(id) = unseen {
                    if id == node.id() {
                        unseen = None;
                    }
                    continue;
                }
                let Kind::Element(element) = node.value() else {
                    continue;
                };
                places.pop();
                match element.name() {
                    "br" => row.break_line(),
                    "a" => links = links.saturating_sub(1),
                    element if is_inline(element) => {}
                    _ => row.end(),
                }
            }
        }
    }
    row.end();
    row.blocks
}

/// Blocks that are being put together.
#[derive(Default)]
struct Row {
    blocks: Vec<Block>,
    open: Block,
    /// Line breaks since the last letter.
    breaks: usize,
}

impl Row {
    fn add(&mut self, letters: &str, place: Place, is_link: bool, node: Node<'_>) {
        if !place.is(Place::KEPT_LINES) {
            return self.add_piece(letters, place, is_link, node);
        }
        for (count, line) in letters.split('\n').enumerate() {
            self.breaks += usize::from(count > 0);
            self.add_piece(line, place, is_link, node);
        }
    }

    fn add_piece(&mut self, letters: &str, place: Place, is_link: bool, node: Node<'_>) {
        let is_blank = letters.trim().is_empty();
        if !is_blank {
            // A line that is indented begins a paragraph.
            let is_indented = letters.starts_with(['\u{a0}', '\u{3000}']);
            match self.breaks {
                0 => {}
                1 if !self.open.text.is_empty() && !is_indented => self.open.text.push('\n'),
                _ => self.end(),
            }
            self.breaks = 0;
            if self.open.text.trim().is_empty() {
                self.open.place = place;
                self.open.parent = parent_of_line(node);
            } else {
                // A link in bold in a paragraph stands in the paragraph.
                self.open.place = self.open.place.common(place);
            }
        } else if self.breaks > 0 {
            return;
        }
        for letter in letters.chars() {
            match letter.is_whitespace() && letter != '\u{3000}' {
                true if self.open.text.is_empty() || self.open.text.ends_with([' ', '\n']) => {}
                true => self.open.text.push(' '),
                false => self.open.text.push(letter),
            }
        }
        if is_link {
            self.open.linked_bytes += letters.trim().len();
        }
    }

    fn break_line(&mut self) {
        self.breaks += 1;
    }

    fn end(&mut self) {
        let mut block = std::mem::take(&mut self.open);
        self.breaks = 0;
        block.text = clean(&block.text.replace(" \n", "\n"));
        if !block.text.is_empty() {
            self.blocks.push(block);
        }
    }
}

/// The element around the one that a piece of text is the line of: of a paragraph, what holds it
/// with the other paragraphs.
fn parent_of_line(text: Node<'_>) -> Option<ego_tree::NodeId> {
    let mut element = text.parent()?;
    while is_inline(name(element)) {
        element = element.parent()?;
    }
    match name(element) {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "blockquote" | "pre" => {
            element.parent().map(|parent| parent.id())
        }
        _ => Some(element.id()),
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let found: Vec<String> = blocks(Html::parse_document(html).tree.root())
            .into_iter()
            .map(|block| block.text)
            .collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn blocks_end_where_a_reader_sees_them_end() {
        check("<p>One <b>two</b>\n three.<p>Four.", &["One two three.", "Four."]);
        check("<div>One<div>Two</div>Three</div>", &["One", "Two", "Three"]);
        check(
            "One<br>two<br><br>Three<br>\n<br>\n<br>Four",
            &["One\ntwo", "Three", "Four"],
        );
        check(
            "One.<br>&nbsp;&nbsp;Two.<br>\u{3000}\u{3000}三。",
            &["One.", "Two.", "三。"],
        );
        check("<pre>One\ntwo\n\nThree</pre>", &["One\ntwo", "Three"]);
        check("<table><tr><td>One<td>Two</table>", &["One", "Two"]);
        check("<ruby>尹<rb>錫</rb><rt>ユン</rt></ruby>氏", &["尹錫ユン氏"]);
    }

    #[test]
    fn what_no_reader_sees_is_left_out() {
        check(
            "<style>p {}</style><p>One<script>2</script><noscript>3</noscript> <button>4</button><span hidden>5</span>\
             <span style='DISPLAY : none'>6</span></p><textarea>7</textarea><!-- 8 -->",
            &["One"],
        );
    }

    #[test]
    fn links_are_counted() {
        let page = Html::parse_document("<p>Read <a href=x>more</a>.");
        let found = blocks(page.tree.root());
        assert_eq!(found.first().map(|block| block.linked_bytes), Some(4));
    }
}
