//! Markdown with front matter in YAML or TOML: one article. Its text is what a reader sees.

use super::super::RecordFault;
use super::super::clean::clean;
use super::super::decode::declared_in;
use super::super::detect::Likeness;
use super::super::error::SourceError;
use super::super::fields::fill;
use super::super::keys::KeyMap;
use super::super::one_record::read_one_record;
use super::super::source::{EmitRecord, Input, ReadOptions};
use super::front_matter::{begins_with_front_matter, read_front_matter};
use super::markdown_text::text_of_markdown;
use crate::article::{Article, DateOrigin, Headline, join_lines};

pub(super) fn looks_like(head: &[u8], _head_is_all: bool) -> Likeness {
    Likeness::certain_if(begins_with_front_matter(head))
}

pub(super) fn read(input: &mut Input<'_>, options: &ReadOptions, emit: &mut EmitRecord<'_>) -> Result<(), SourceError> {
    let limit_bytes = options.limits.max_record_bytes;
    read_one_record(input, "text", limit_bytes, emit, |bytes, decoder| {
        decoder.declare(declared_in(&bytes));
        let (text, problem) = decoder.decode(&bytes);
        Ok((article_of_markdown(&text, &options.keys)?, problem))
    })
}

fn article_of_markdown(text: &str, keys: &KeyMap) -> Result<Article, (RecordFault, Option<u64>)> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let parted = read_front_matter(&text).map_err(|(fault, line)| (fault, Some(line)))?;
    let markdown = text_of_markdown(parted.text);
    let mut article = Article {
        body: clean(&markdown.text),
        ..Article::default()
    };
    let mut fields = parted.fields;
    fill(&mut article, &mut fields, keys, DateOrigin::Field);
    if let Some(heading) = markdown.heading {
        let heading_text = clean(&join_lines(&heading.text));
        let is_headline = match &article.headline {
            Some(headline) => headline.text == heading_text,
            None => heading.level == 1 && !heading_text.is_empty(),
        };
        match is_headline {
            true => {
                article.headline = Some(Headline {
                    text: heading_text,
                    derived: false,
                })
            }
            false => article.body = clean(&format!("{heading_text}\n\n{}", markdown.text)),
        }
    }
    match article.body.is_empty() && article.headline.is_none() {
        true => Err((RecordFault::MarkupOnly, None)),
        false => Ok(article),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check_format;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        check_format("markdown", text.as_bytes(), expected);
    }

    #[test]
    fn front_matter_fills_the_article() {
        check(
            "---\r\ntitle: A ferry\r\ndate: 2025-04-25\r\nauthors: [Jane Doe, John Roe]\r\nlanguage: de\r\nlayout: post\r\n---\r\n\r\nText *here*.\r\n",
            "1 [A ferry] Text here. (2025-04-25) by Jane Doe | John Roe <de> {\"layout\":\"post\"}",
        );
        check("+++\ntitle = \"A\"\ndate = 2025\n+++\nText", "1 [A] Text (2025)");
    }

    #[test]
    fn the_first_heading_is_the_headline_if_no_other_is_given() {
        check("# A *ferry*\n\nText.", "1 [A ferry] Text.");
        check("---\ntitle: B\n---\n# A\n\nText.", "1 [B] A¶¶Text.");
        check(
            "---\ntitle: A\n---\n[A](https://example.org)\n---\n\nText.",
            "1 [A] Text.",
        );
        check("## A\n\nText.", "1 A¶¶Text.");
        check("Text.\n\n# A", "1 Text.¶¶A");
    }

    #[test]
    fn a_summary_stands_in_for_a_missing_text_only() {
        check("---\ntitle: A\nsummary: Short.\n---\n", "1 [A] Short.");
        check(
            "---\ntitle: A\nsummary: Short.\n---\nLong.",
            "1 [A] Long. {\"summary\":\"Short.\"}",
        );
        check("---\ntitle: A\n---\n", "1 [A] ");
    }

    #[test]
    fn nothing_to_read_is_refused() {
        check(
            "---\ndate: 2025\n---\n<!-- -->\n",
            "1 ! no text: nothing is left without the mark-up",
        );
        check(
            "---\ntitle: A\n tags: {\n---\nText",
            "1 ! line 3: broken YAML front matter: mapping values are not allowed in this context",
        );
    }
}
