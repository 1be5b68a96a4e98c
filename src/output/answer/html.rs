//! A page for a browser or a printer: one file that asks for nothing else, without a script. All text of an
//! article is escaped and isolated, and only an address of the web becomes a link.

use std::io::{self, Write};

use super::super::marks::Marked;
use super::super::names::{date, file_and_record, headline};
use super::super::record::html;
use super::super::text::passage_texts;
use super::{AnswerOrigin, AnswerOutput, head_in_words};
use crate::search::{AnswerHead, Hit};

/// A page.
pub(super) const OUTPUT: AnswerOutput = AnswerOutput {
    name: "html",
    about: "a page to read in a browser or to print",
    has_head: true,
    begin,
    hit: write_hit,
    end,
};

const STYLE: &str = "body{font:1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#111}\
                     h1{font-size:1.4rem}h2{font-size:1.1rem;margin:2rem 0 0}p{margin:.3rem 0}\
                     table{font-size:.85rem;border-spacing:0}th{text-align:left;vertical-align:top;padding-right:1rem}\
                     .meta,.file{font-size:.85rem;color:#555}mark{background:#fe9}\
                     article{break-inside:avoid}";

fn begin(head: &AnswerHead, origin: &AnswerOrigin, out: &mut dyn Write) -> io::Result<()> {
    let query = text(&origin.query);
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{query}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1><bdi>{query}</bdi></h1>\n<table>"
    )?;
    for (name, value) in head_in_words(head, origin) {
        writeln!(out, "<tr><th>{name}</th><td><bdi>{}</bdi></td></tr>", text(&value))?;
    }
    writeln!(out, "</table>")
}

fn write_hit(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let stored = &hit.article;
    let article = &stored.article;
    let title = html(&headline(article.headline.as_ref(), &hit.headline_matches));
    let title = match article.url.as_deref().filter(|url| is_of_the_web(url)) {
        Some(url) => format!("<a href=\"{}\">{title}</a>", text(url)),
        None => title,
    };
    let lang = article
        .lang
        .as_ref()
        .map(|lang| format!(" lang=\"{}\"", text(&lang.code)));
    let lang = lang.unwrap_or_default();
    writeln!(
        out,
        "<article id=\"a{}\"{lang}>\n<h2>{}. <bdi>{title}</bdi></h2>",
        stored.id, hit.rank
    )?;
    let mut meta = vec![date(article.published.as_ref())];
    meta.extend(article.source.clone());
    meta.extend(article.section.clone());
    meta.extend(article.byline.iter().cloned());
    let meta: Vec<String> = meta.iter().map(|part| format!("<bdi>{}</bdi>", text(part))).collect();
    writeln!(out, "<p class=\"meta\">{}</p>", meta.join(" · "))?;
    for passage in passage_texts(hit) {
        writeln!(out, "<p><bdi>{}</bdi></p>", html(&passage))?;
    }
    writeln!(
        out,
        "<p class=\"file\"><bdi>{}</bdi> · {}</p>\n</article>",
        text(&file_and_record(stored)),
        stored.id
    )
}

fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"</body>\n</html>\n")
}

fn text(text: &str) -> String {
    html(&Marked::plain(text).on_one_line().sanitized())
}

fn is_of_the_web(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}
