//! The running text of an element: NITF, XHTML, or HTML that stands in it as text.
//!
//! It is written down as HTML and read by [`html_to_text`], so that there is one place that
//! knows what a paragraph is.

use super::super::super::html_text::html_to_text;
use super::super::super::xml::{Element, Node};

/// The paragraphs of an element, without the elements of the names given.
pub(in super::super) fn text_of_element(element: &Element, left_out: &[&str]) -> String {
    let has_elements = element.children().next().is_some();
    match has_elements {
        true => {
            let mut html = String::new();
            write_html(element, left_out, &mut html);
            without_embedded(&html_to_text(&html))
        }
        // Mark-up in CDATA, or none at all.
        false => {
            let text = element.text();
            html_to_text(wire_copy(&text).as_deref().unwrap_or(&text))
        }
    }
}

/// Takes the mark-up out of paragraphs that are nothing else: some agencies write what a browser
/// is to embed as the text of a paragraph.
fn without_embedded(text: &str) -> String {
    let is_markup = |paragraph: &str| paragraph.starts_with('<') && paragraph.ends_with('>');
    if !text.split("\n\n").any(is_markup) {
        return text.to_owned();
    }
    let paragraphs = text.split("\n\n").map(|paragraph| match is_markup(paragraph) {
        true => html_to_text(paragraph),
        false => paragraph.to_owned(),
    });
    let paragraphs: Vec<String> = paragraphs.filter(|paragraph| !paragraph.is_empty()).collect();
    paragraphs.join("\n\n")
}

/// Text as it ran over a wire, with its line ends and paragraphs marked: lines begin at the
/// margin, paragraphs behind spaces. `None` for other text: where all lines have spaces before
/// them, they show how deep an element lies.
fn wire_copy(text: &str) -> Option<String> {
    let is_indented = |line: &str| line.starts_with("  ") || line.starts_with('\t');
    let is_text = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('<');
    let lines = || text.split('\n').skip(1).filter(is_text);
    if !lines().any(is_indented) || lines().all(is_indented) {
        return None;
    }
    let mut marked = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            marked.push_str(if is_indented(line) { "<br><br>\n" } else { "<br>\n" });
        }
        marked.push_str(line);
    }
    Some(marked)
}

fn write_html(element: &Element, left_out: &[&str], html: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => {
                let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
                html.push_str(wire_copy(&escaped).as_deref().unwrap_or(&escaped));
            }
            Node::Element(child) if left_out.contains(&child.local()) => {}
            Node::Element(child) => {
                let name = child.local();
                html.push_str(&format!("<{name}>"));
                // As deep as a tree of XML may be.
                write_html(child, left_out, html);
                if name != "br" {
                    html.push_str(&format!("</{name}>"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::xml::parse;
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        assert_eq!(text_of_element(&parse(xml).0, &["media"]), expected);
    }

    #[test]
    fn paragraphs_of_any_mark_up_are_found() {
        check(
            "<x:p>One &lt;two></x:p><p/><media>no</media><p>Three<br/>four.</p>",
            "One <two>\n\nThree\nfour.",
        );
        check("<title/><p>One.</p>", "One.");
        check(
            "<p>One.</p><p>&lt;div id='a'>&lt;/div>&lt;script>x&lt;/script></p><p>&lt;Acme Inc> rose.</p>",
            "One.\n\n<Acme Inc> rose.",
        );
    }

    #[test]
    fn wire_copy_in_a_paragraph_keeps_its_paragraphs() {
        check(
            "<p>One\ntwo.\n    Three\nfour.\n</p>\n<p>Five\n   six\n   seven.</p>",
            "One\ntwo.\n\nThree\nfour.\n\nFive six seven.",
        );
        check(
            "<![CDATA[\n<p>\n   One\ntwo.\n   Three.\n</p>]]>",
            "One\ntwo.\n\nThree.",
        );
    }

    #[test]
    fn html_that_stands_as_text_is_read_too() {
        check(
            "&lt;p>One &amp;amp; two.&lt;/p>&lt;p>Three.&lt;/p>",
            "One & two.\n\nThree.",
        );
        check("<![CDATA[ <P>One.</P> ]]>", "One.");
        check("One.\nTwo.", "One.\nTwo.");
    }
}
