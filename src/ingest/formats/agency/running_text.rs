//! The running text of an element: NITF, XHTML, or HTML that stands in it as text.
//!
//! It is written down as HTML and read by [`html_to_text`], so that there is one place that
//! knows what a paragraph is.

use super::super::super::html_text::html_to_text;
use super::super::super::xml::{Element, Node};

/// The paragraphs of an element, without the elements of the names given.
pub(super) fn text_of_element(element: &Element, left_out: &[&str]) -> String {
    let has_elements = element.children().next().is_some();
    match has_elements {
        true => {
            let mut html = String::new();
            write_html(element, left_out, &mut html);
            html_to_text(&html)
        }
        // Mark-up in CDATA, or none at all.
        false => html_to_text(&element.text()),
    }
}

fn write_html(element: &Element, left_out: &[&str], html: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => {
                for letter in text.chars() {
                    match letter {
                        '&' => html.push_str("&amp;"),
                        '<' => html.push_str("&lt;"),
                        letter => html.push(letter),
                    }
                }
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
