//! Exports of WordPress in miniature.

use super::super::super::tests::{check_format, check_format_limited};

fn export(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- generator=\"WordPress\" -->\n\
         <rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>The Lantern</title>\
         <language>en-GB</language><wp:author><wp:author_login>jd</wp:author_login>\
         <wp:author_display_name><![CDATA[Jane Doe]]></wp:author_display_name></wp:author>\n{items}\n</channel></rss>"
    )
}

#[track_caller]
fn check(items: &str, expected: &str) {
    check_format("wxr", export(items).as_bytes(), expected);
}

#[test]
fn a_post_is_an_article() {
    check(
        "<item><title>Fair &amp; market</title><link>https://lantern.example/fair</link>\
         <pubDate>Mon, 29 Jul 2013 22:03:54 +0000</pubDate><dc:creator><![CDATA[jd]]></dc:creator>\
         <guid isPermaLink=\"false\">https://lantern.example/?p=216</guid><description></description>\
         <content:encoded><![CDATA[<strong>[dropcap]T[/dropcap]he fair</strong> opens.\n\nIt <em>closes</em> at six [sic].\n\
         <h2>Market</h2>\n[gallery ids=\"1,2\"]</item>The market.<!--more-->]]></content:encoded>\
         <excerpt:encoded><![CDATA[Short.]]></excerpt:encoded><wp:post_id>216</wp:post_id>\
         <wp:post_date><![CDATA[2013-07-30 00:03:54]]></wp:post_date><wp:post_modified>2013-08-01 10:00:00</wp:post_modified>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
         <category domain=\"category\" nicename=\"a\"><![CDATA[Town]]></category>\
         <category domain=\"category\"><![CDATA[Arts &amp; books]]></category><category domain=\"post_tag\">fairs</category>\
         <wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value>2</wp:meta_value></wp:postmeta>\
         <wp:postmeta><wp:meta_key>photographer</wp:meta_key><wp:meta_value>Ann Lee</wp:meta_value></wp:postmeta>\
         <wp:comment><wp:comment_content>Nice.</wp:comment_content></wp:comment></item>",
        "1 [Fair & market] The fair opens.¶¶It closes at six [sic].¶¶Market¶¶The market. (2013-07-30 00:03:54) \
         (Mon, 29 Jul 2013 22:03:54 +0000) by Jane Doe @The Lantern <en> #Arts & books #fairs id=https://lantern.example/?p=216 \
         {\"excerpt\":\"Short.\",\"photographer\":\"Ann Lee\",\"comments\":\"1\"}",
    );
}

#[test]
fn drafts_are_read_and_attachments_are_refused_by_name() {
    let item = |kind: &str, status: &str, more: &str| {
        format!(
            "<item><title>A</title><content:encoded>One.</content:encoded><pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>\
             <wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>{status}</wp:status>\
             <wp:post_type>{kind}</wp:post_type>{more}</item>\n"
        )
    };
    check(
        &[
            item("post", "draft", ""),
            item("page", "publish", ""),
            item(
                "attachment",
                "inherit",
                "<wp:attachment_url>https://a.example/1.jpg</wp:attachment_url>",
            ),
            item("nav_menu_item", "publish", ""),
            item("post", "trash", ""),
        ]
        .concat(),
        "1 [A] One. @The Lantern <en> {\"status\":\"draft\"}\n\
         2 [A] One. @The Lantern <en> {\"post_type\":\"page\"}\n\
         3 ! line 6: expected an article, found an attachment (`https://a.example/1.jpg`)\n\
         4 ! line 7: expected an article, found a menu entry (`A`)\n\
         5 ! line 8: expected an article, found a post in the trash (`A`)",
    );
}

#[test]
fn a_broken_item_is_refused_and_the_next_is_read() {
    check(
        "<item><title>A</title>\n<item><title>B</title><content:encoded><![CDATA[Two.]]></content:encoded></item>",
        "1 ! line 4: <item> is not closed: found the next <item>\n2 [B] Two. @The Lantern <en>",
    );
    check_format_limited(
        "wxr",
        export(&format!(
            "<item>{}</item><item><title>B</title></item>",
            "x".repeat(600_000)
        ))
        .as_bytes(),
        1024,
        "1 ! line 4: record is longer than 1 KiB; it was skipped\n2 [B]  @The Lantern <en>",
    );
}
