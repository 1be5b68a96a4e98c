//! Pages in miniature, each with a trap of real ones.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::super::super::tests::{check_format, check_format_limited};
use super::article_of_page;

/// Three paragraphs long enough for any extractor, as HTML.
const TEXT: &str = "\
<p>The council of Marrowby voted on Monday to keep the old harbour open for small boats, after a debate that lasted \
well into the night and that was followed by more than two hundred people in the hall.</p>\n\
<p>The mayor said that the harbour had been the heart of the town for three centuries, and that closing it would have \
saved less money than the town spends on the lights of its main street in a year.</p>\n\
<p>Boat owners will pay a little more from next spring. The council wants to spend the money on new stairs and on the \
wall at the northern side, which was damaged in the storms of the last two winters.</p>\n";

/// The text as `check_format` shows it.
fn shown() -> String {
    TEXT.trim()
        .replace("<p>", "")
        .replace("</p>\n", "¶¶")
        .replace("</p>", "")
}

#[track_caller]
fn check(page: &str, expected: &str) {
    check_format("html", page.as_bytes(), expected);
}

#[test]
fn the_frame_of_a_page_is_no_text() {
    check(
        &format!(
            "<!DOCTYPE html><html lang=de-AT><head><title>Harbour stays open - Daily Post</title></head><body>\
             <nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav>\
             <div class=cookie-banner><p>We use cookies to make your visit better. Accept them all or read our policy.</p></div>\
             <article><h1>Harbour stays open</h1><p class=byline>By Jane Doe</p>\
             <figure><img src=a.jpg><figcaption>The harbour in May. Photo: John Roe</figcaption></figure>{TEXT}\
             <ul class=related><li><a href=/1>Read more: Storm damages wall</a></li></ul></article>\
             <aside><h3>Most read</h3><p><a href=/2>School wins chess title</a></p></aside>\
             <footer><p>All rights reserved.</p></footer><script>var a = '<p>No text</p>';</script></body></html>"
        ),
        &format!("1 [Harbour stays open] {} by Jane Doe <de>", shown()),
    );
}

#[test]
fn metadata_fill_the_fields_in_the_order_of_trust() {
    check(
        &format!(
            "<html><head><meta property=og:title content='Harbour stays open | Daily Post'>\
             <meta property=og:site_name content='Daily Post'><meta property=article:section content=Local>\
             <link rel=canonical href='https://example.org/2023/09/14/harbour'>\
             <meta property=article:published_time content='2023-09-14T08:05:00+01:00'>\
             <meta name=date content='2023-09-16'><meta property=article:modified_time content='2023-09-17T09:00:00Z'>\
             <meta name=author content='Jane Doe and John Roe'><meta property=article:tag content=harbour>\
             <meta name=keywords content='harbour, boats'></head><body><article>{TEXT}\
             <time datetime='2023-09-15'>15 September</time></article></body></html>"
        ),
        &format!(
            "1 [Harbour stays open] {} (2023-09-14T08:05:00+01:00) (2023-09-15) \
             by Jane Doe | John Roe @Daily Post #harbour #boats",
            shown()
        ),
    );
}

#[test]
fn json_ld_comes_first_even_if_it_is_broken() {
    check(
        &format!(
            "<html><head><title>Other</title><meta property=og:title content=Other><script type=application/ld+json>\
             // <![CDATA[\n{{\"@graph\": [{{\"@type\": \"NewsArticle\", \"headline\": \"Harbour &amp; boats\", \
             \"datePublished\": \"2023-09-14\", \"inLanguage\": \"en\", \"dateline\": \"MARROWBY\",\n\
             \"author\": {{\"@id\": \"#1\"}}, \"publisher\": {{\"name\": \"Daily Post\"}}, \"keywords\": [\"harbour\", \"boats\"],}},\
             {{\"@type\": \"Person\", \"@id\": \"#1\", \"name\": \"Jane Doe\"}}]}}\n// ]]></script></head>\
             <body><article>{TEXT}</article></body></html>"
        ),
        &format!(
            "1 [Harbour & boats] {} (2023-09-14) {{MARROWBY}} by Jane Doe @Daily Post <en> #harbour #boats",
            shown()
        ),
    );
}

#[test]
fn a_page_of_tables_gives_its_text_its_author_and_its_date() {
    let text = TEXT.replace("</p>", "").replace("<p>", "<P><FONT SIZE=3>");
    let page = format!(
        "<HTML><HEAD><TITLE>Caf\u{e9} \u{e0} la cr\u{e8}me</TITLE></HEAD><BODY><TABLE><TR><TD><A HREF=a>Front page</A><BR>\
         <A HREF=b>Sport</A></TD><TD><FONT SIZE=5><B>Caf\u{e9} \u{e0} la cr\u{e8}me</B></FONT><BR>By Jane Doe<BR>March 12, 2001\n\
         {text}</TD></TR><TR><TD>Copyright 2001</TD></TR></TABLE></BODY></HTML>"
    );
    let bytes: Vec<u8> = page.chars().map(|letter| letter as u8).collect();
    check_format(
        "html",
        &bytes,
        &format!(
            "1 [Caf\u{e9} \u{e0} la cr\u{e8}me] {} (March 12, 2001) by Jane Doe (read as windows-1252: no valid UTF-8 at byte 22)",
            shown()
        ),
    );
}

#[test]
fn the_text_of_json_ld_is_taken_where_the_page_has_none() {
    let text = TEXT.replace("<p>", "").replace("</p>\n", "\\n");
    check(
        &format!(
            "<html><head><script type=application/ld+json>{{\"@type\": \"Article\", \"headline\": \"A\", \
             \"articleBody\": \"{text}\"}}</script></head><body><p>Please log in.</p></body></html>"
        ),
        &format!("1 [A] {}", shown()),
    );
}

#[test]
fn a_teaser_in_json_ld_is_not_the_text() {
    check(
        &format!(
            "<html><head><script type=application/ld+json>{{\"@type\": \"Article\", \"headline\": \"A\", \
             \"articleBody\": \"The council of Marrowby voted on Monday to keep the old harbour open.\"}}</script></head>\
             <body><article>{TEXT}</article></body></html>"
        ),
        &format!("1 [A] {}", shown()),
    );
}

#[test]
fn a_standfirst_belongs_to_the_text() {
    let standfirst = "Two hundred people followed a long debate about the harbour.";
    check(
        &format!(
            "<html><head><meta property=og:title content=A><meta property=og:description content='{standfirst}'></head><body>\
             <header><h1>A</h1><h2 class=dek>{standfirst}</h2></header><article>{TEXT}</article></body></html>"
        ),
        &format!("1 [A] {standfirst}¶¶{} {{\"description\":\"{standfirst}\"}}", shown()),
    );
}

#[test]
fn a_page_without_an_article_keeps_what_text_it_has() {
    check("<p>Sold out.", "1 Sold out.");
    check(
        "<html><head><title>Front page</title></head><body></body></html>",
        "1 [Front page] ",
    );
    check("Hello, plain words.", "1 Hello, plain words.");
}

#[test]
fn a_page_without_any_text_is_refused() {
    check(
        "<html><body><script>1</script></body></html>",
        "1 ! no text: nothing is left without the mark-up",
    );
}

#[test]
fn the_address_of_a_saved_page_is_kept() {
    let article = article_of_page("<!-- saved from url=(0026)http://www.example.org/a/b -->\n<p>Text.").unwrap();
    assert_eq!(article.url.as_deref(), Some("http://www.example.org/a/b"));
}

#[test]
fn what_would_exhaust_a_parser_is_refused() {
    check(
        &"<div>".repeat(100_000),
        "1 ! cannot read the page: its elements nest too deep",
    );
    check_format_limited(
        "html",
        &b"<p>One two three four five six.".repeat(100),
        1024,
        "1 ! page is longer than 1 KiB; it was skipped",
    );
}

#[test]
fn a_page_of_too_many_tags_is_refused() {
    check(
        &"<b></b>".repeat(300_000),
        "1 ! cannot read the page: it has more than 500,000 tags",
    );
}

#[test]
fn an_element_of_too_many_attributes_is_refused() {
    let attributes: String = (0..20_000).map(|number| format!(" a{number}=1")).collect();
    check(
        &format!("<p{attributes}>Text"),
        "1 ! cannot read the page: an element has more than 10,000 attributes",
    );
    check(&format!("<p title='{attributes}'>Text"), "1 Text");
}

#[test]
fn a_page_of_lines_keeps_them() {
    let lines: String = (1..=30).map(|number| format!("<li>Item {number}</li>")).collect();
    let article = article_of_page(&format!(
        "<html><body><ul>{lines}</ul><ul><li><a href=/>Home</a></li></ul></body></html>"
    ));
    let body = article.unwrap().body;
    assert!(
        body.starts_with("Item 1\n\nItem 2\n") && body.contains("Item 30"),
        "{body}"
    );
}

#[test]
fn a_class_around_the_whole_text_says_nothing() {
    check(
        &format!(
            "<html><head><title>A</title></head><body><div class='story photo gallery'><h1>A</h1>{TEXT}\
             <p>He agreed.</p>{}</div></body></html>",
            TEXT.replace("council", "board").replace("mayor", "treasurer")
        ),
        &format!(
            "1 [A] {0}¶¶He agreed.¶¶{1}",
            shown(),
            shown().replace("council", "board").replace("mayor", "treasurer")
        ),
    );
}

#[test]
fn thousands_of_open_elements_are_read() {
    let page = format!(
        "<html><body>{}{TEXT}</body></html>",
        "<p><li><font size=2>".repeat(2_000)
    );
    let article = article_of_page(&page).unwrap();
    assert!(article.body.contains("council of Marrowby"));
}

#[test]
fn a_page_of_many_elements_is_read_without_extractors() {
    let page = format!("<html><body>{}</body></html>", "<p>A line</p>".repeat(70_000));
    let article = article_of_page(&page).unwrap();
    assert_eq!(article.body.lines().count(), 139_999);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_page_is_read_without_a_panic(
        page in prop_oneof![
            any::<String>(),
            "(<(div|p|table|tr|td|li|a href=x|b|h1|meta name=date content=|time datetime=2020|script|!--|svg|title)( class=byline)?>|</(p|div|b|table|script)>|By Jane Doe|12 May 2008|&amp;|é| |\n){0,60}",
        ],
    ) {
        if let Ok(article) = article_of_page(&page) {
            prop_assert!(!article.body.is_empty() || article.headline.is_some());
        }
    }
}
