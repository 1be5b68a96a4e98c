//! What feeds of every kind give, and what broken ones do.

use proptest::prelude::*;

use super::super::super::tests::{check_format, check_format_limited, check_source_error};
use super::*;

#[track_caller]
fn check(xml: &str, expected: &str) {
    check_format("rss", xml.as_bytes(), expected);
}

#[test]
fn an_item_of_rss_is_an_article() {
    check(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:dc='d' xmlns:content='c'><channel>\
         <title>The Marrowby Post</title><link>https://post.example/</link><language>en-GB</language>\
         <item><title>Library &amp;amp; hall &lt;b&gt;open&lt;/b&gt;</title><link>/news/1</link>\
         <description>&lt;p&gt;The library opened…&lt;/p&gt;</description>\
         <content:encoded><![CDATA[<p>The library opened on Monday.</p><p>The hall, too.</p>]]></content:encoded>\
         <guid isPermaLink=\"false\">post-1</guid><pubDate>Mon, 4 Mar 2019 08:00:00 GMT</pubDate>\
         <dc:date>2019-03-04T08:00:00Z</dc:date><dc:creator>By Jane Doe and John Roe</dc:creator>\
         <category>Town</category><category domain=\"d\">Books</category><enclosure url=\"a.jpg\" length=\"1\"/></item>\
         </channel></rss>",
        "1 [Library & hall open] The library opened on Monday.¶¶The hall, too. (Mon, 4 Mar 2019 08:00:00 GMT) \
         (2019-03-04T08:00:00Z) by Jane Doe | John Roe @The Marrowby Post <en> #Town #Books id=post-1 \
         {\"enclosure\":{\"@url\":\"a.jpg\",\"@length\":\"1\"},\"feed\":{\"link\":\"https://post.example/\"}}",
    );
}

#[test]
fn the_items_of_rdf_stand_beside_the_channel() {
    check(
        "<rdf:RDF xmlns:rdf='r'><channel rdf:about='c'><title>Post</title><items><rdf:Seq/></items></channel>\
         <item rdf:about='https://post.example/1'><title>One</title><description>It is 5 &lt; 6.</description>\
         <dc:subject>Numbers</dc:subject><dc:date>2003-05-01</dc:date></item>\
         <image rdf:about='i'><title>Logo</title></image></rdf:RDF>",
        "1 [One] It is 5 < 6. (2003-05-01) @Post #Numbers id=https://post.example/1",
    );
}

#[test]
fn a_summary_that_says_something_else_is_kept() {
    check(
        "<rss><channel><item><description>In short: yes.</description><content>The council said yes twice.</content>\
         <author>jane@post.example (Jane Doe)</author></item></channel></rss>",
        "1 The council said yes twice. by Jane Doe {\"description\":\"In short: yes.\"}",
    );
}

#[test]
fn an_item_without_text_is_refused_with_what_it_has() {
    check(
        "<rss><channel><item><link>https://post.example/1</link></item><item><title>Two</title></item></channel></rss>",
        "1 ! no text: none of the keys title, content, description, summary holds any; found `link`\n2 [Two] ",
    );
    check("<rss><channel><title>Post</title></channel></rss>", "");
}

#[test]
fn words_below_a_picture_stand_in_for_a_text() {
    check(
        "<rss><channel><item><title>Two</title><media:group><media:description>Two people.</media:description>\
         <media:credit role='author'>Jane Doe</media:credit></media:group></item></channel></rss>",
        "1 [Two] Two people. by Jane Doe {\"media:group\":{\"media:description\":\"Two people.\",\
         \"media:credit\":{\"@role\":\"author\",\"#text\":\"Jane Doe\"}}}",
    );
}

#[test]
fn a_feed_that_breaks_off_keeps_what_came_before_and_goes_on_behind_it() {
    check(
        "<rss><channel>\n<item><title>One</title></item>\n<item><title>Two</title>",
        "1 [One] \n2 ! line 3: item breaks off: the element `item` is not closed",
    );
    check(
        "<rss><channel>\n<item><title>One</title></item>",
        "1 [One] \n2 ! feed breaks off: the element `channel` is not closed",
    );
    check(
        "<rss><channel>\n<item><title>One</title></item>\n<item><title>Two</title><description><![CDATA[It\n\
         <item><title>Three</title></item>\n</channel></rss>",
        "1 [One] \n2 ! line 5: item breaks off: syntax error: CDATA not closed: `]]>` not found before end of input\n\
         3 [Three] ",
    );
    check(
        "<rss><channel><item><title>One</title><item><title>Two</title></item></channel></rss>",
        "1 [One] \n2 [Two] ",
    );
}

#[test]
fn a_feed_in_another_encoding_is_read_as_declared() {
    check_format(
        "rss",
        b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><rss><channel><item><title>Wa\xb3brzych</title></item></channel></rss>",
        "1 [Wałbrzych]  (read as ISO-8859-2: no valid UTF-8 at byte 72)",
    );
}

#[test]
fn a_feed_longer_than_the_limit_is_refused() {
    let feed = format!(
        "<rss><channel><item><title>{}</title></item></channel></rss>",
        "x".repeat(2000)
    );
    check_format_limited(
        "rss",
        feed.as_bytes(),
        1024,
        "1 ! feed is longer than 1 KiB; it was skipped",
    );
}

#[test]
fn xml_that_is_no_feed_is_refused() {
    let reason = "XML that is no feed, which no input format reads; --format text takes it as it stands";
    check_source_error("rss", b"<rdf:RDF><skos:Concept>A</skos:Concept></rdf:RDF>", reason);
    check_source_error("atom", b"Plain words.", reason);
}

#[test]
fn an_entry_of_atom_is_an_article() {
    check_format(
        "atom",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr' xml:base='https://post.example/a/'><title>Poste</title>\
         <author><name>Jeanne Doe</name></author>\
         <entry><title type='html'>Un &amp;lt; deux</title><link rel='alternate' href='b'/><link rel='edit' href='c'/>\
         <id>tag:post.example,2019:1</id><published>2019-03-04T08:00:00Z</published><updated>2019-03-05T08:00:00Z</updated>\
         <category term='ville' label='La ville'/><summary>Un.</summary>\
         <content type='xhtml'><div xmlns='x'><p>Un &amp; deux.</p><p>Trois<br/>quatre.</p></div></content></entry>\
         <entry><title>Trois</title><updated>2019-03-06</updated><author><name>Marc Roe</name></author></entry></feed>"
            .as_bytes(),
        "1 [Un < deux] Un & deux.¶¶Trois¶quatre. (2019-03-04T08:00:00Z) by Jeanne Doe @Poste <fr> #La ville \
         id=tag:post.example,2019:1 {\"link\":{\"@rel\":\"edit\",\"@href\":\"c\"}}\n\
         2 [Trois]  (2019-03-06) by Marc Roe @Poste <fr>",
    );
}

#[test]
fn an_entry_may_stand_alone_and_be_of_the_first_draft() {
    check_format(
        "atom",
        b"<entry xmlns='http://purl.org/atom/ns#'><title>One</title><issued>2004-01-02</issued>\
          <content type='text/html' mode='escaped'>&lt;p&gt;It is.&lt;/p&gt;</content>\
          <content type='image/png'>AAAA</content></entry>",
        "1 [One] It is. (2004-01-02) {\"content\":{\"@type\":\"image/png\",\"#text\":\"AAAA\"}}",
    );
}

#[test]
fn an_item_of_json_feed_is_an_article() {
    check_format(
        "jsonfeed",
        br#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "language": "en", "authors": [{"name": "Desk"}],
            "items": [{"id": 7, "url": "https://post.example/7", "title": "Seven", "content_html": "<p>It is.</p><p>Seven.</p>",
            "summary": "It is.", "date_published": "2019-03-04", "tags": ["a", "b"], "image": "i.png"}, 8]}"#,
        "1 [Seven] It is.\u{b6}\u{b6}Seven. (2019-03-04) by Desk @Post <en> #a #b id=7 \
         {\"image\":\"i.png\",\"feed\":{\"version\":\"https://jsonfeed.org/version/1.1\",\"authors\":[{\"name\":\"Desk\"}]}}\n\
         2 ! expected a JSON object, found a number",
    );
}

#[test]
fn a_broken_json_feed_is_read_item_by_item() {
    check_format(
        "jsonfeed",
        b"{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"Post\", \"items\": [\n{\"title\": \"One\"},\n\
          {\"title\": Two},\n{\"title\": \"Three\"}",
        "1 [One]  @Post {\"feed\":{\"version\":\"https://jsonfeed.org/version/1\"}}\n\
         2 ! line 3: not JSON: expected value at column 11\n\
         3 [Three]  @Post {\"feed\":{\"version\":\"https://jsonfeed.org/version/1\"}}\n\
         4 ! the array is not closed: found the end of the file",
    );
    check_format(
        "jsonfeed",
        b"{\"version\": \"https://jsonfeed.org/version/1\",,}",
        "1 ! not JSON: key must be a string at column 46",
    );
}

proptest! {
    #[test]
    fn any_feed_is_read(
        text in "(<rss>|<channel>|<item|>|<item>|</item>|<title>|</title>|<entry>|</entry>|<content type='xhtml'>|<p>|\
                 <link href='|'/>|<!\\[CDATA\\[|\\]\\]>|&lt;|&#|a|\n|<\\?xml|<!){0,40}",
    ) {
        for (item, shared, article) in [
            ("item", rss::shared_by_all as fn(&Element) -> draft::Shared, rss::article_of_item as fn(&Element, &draft::Shared) -> _),
            ("entry", atom::shared_by_all, atom::article_of_entry),
        ] {
            let mut records = 0;
            let kind = Kind { item, shared, article };
            let _ = read_text(&kind, &text, &None, &mut |_| {
                records += 1;
                ControlFlow::Continue(())
            });
            prop_assert!(records < 300);
        }
    }

    #[test]
    fn any_json_feed_is_read(text in "(\\{|\\}|\\[|\\]|:|,|\"items\"|\"title\"|\"id\"|\"a\"|1|\n| ){0,40}") {
        check_any_json(&text);
    }
}

fn check_any_json(text: &str) {
    let options = ReadOptions {
        format: super::super::format_named("jsonfeed"),
        ..ReadOptions::default()
    };
    let _ = super::super::super::read_stream(text.as_bytes(), "-", &options, &mut |_, _, _| ControlFlow::Continue(()));
}
