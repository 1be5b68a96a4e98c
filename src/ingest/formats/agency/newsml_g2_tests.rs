//! NewsML-G2 in the dialects of agencies, in miniature.

use super::super::super::super::tests::check_format;

#[track_caller]
fn check(xml: &str, expected: &str) {
    check_format("newsml-g2", xml.as_bytes(), expected);
}

fn item(item_meta: &str, content_meta: &str, content: &str) -> String {
    format!(
        "<newsItem guid=\"urn:1\" xml:lang=\"en\"><itemMeta><itemClass qcode=\"ninat:text\"/>{item_meta}</itemMeta>\
         <contentMeta>{content_meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
}

#[test]
fn an_item_is_an_article() {
    let item = item(
        "<provider literal=\"north.example\"/><versionCreated>2018-02-26T21:20:34Z</versionCreated>\
         <firstCreated>2018-02-25T10:00:00Z</firstCreated><pubStatus qcode=\"stat:usable\"/><edNote>Adds quote.</edNote>\
         <memberOf literal=\"Biz\"><name>Business</name></memberOf>",
        "<urgency>4</urgency><located><name>Marrowby</name><broader><name>Kent</name></broader></located>\
         <infoSource literal=\"North Agency\"/><language tag=\"en-GB\"/>\
         <subject type=\"cpnat:person\"><name>Ann Lee</name></subject>\
         <subject type=\"cpnat:organisation\" qcode=\"c:1\"><name xml:lang=\"de\">Gilde</name><name xml:lang=\"en\">Guild</name></subject>\
         <subject type=\"cpnat:geoArea\"><name role=\"nrol:short\">KNT</name><name role=\"nrol:display\">Kent</name></subject>\
         <subject qcode=\"subj:04016014\"/><subject type=\"cpnat:abstract\" qcode=\"x:2\"><name>Mills</name></subject>\
         <subject type=\"cpnat:abstract\" qcode=\"xdepartment:2\"><name>Economy</name></subject>\
         <keyword>mill</keyword><headline>Mill hires</headline><headline role=\"hld:subHeadline\">And grows</headline>\
         <by>By Jane Doe</by><dateline>MARROWBY (NA) -</dateline><slugline>MILL</slugline>\
         <description role=\"drol:summary\">Short.</description>",
        "<inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>No</title></head>\
         <body><p>The mill hires.</p><p>It grows.</p></body></html></inlineXML>\
         <remoteContent href=\"https://north.example/1.jpg\"/>",
    );
    check(
        &format!(
            "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2018-02-26T22:00:00Z</sent></header>\
             <itemSet>{item}</itemSet></newsMessage>"
        ),
        "1 [Mill hires] The mill hires.¶¶It grows. (2018-02-25T10:00:00Z) (2018-02-26T22:00:00Z) {MARROWBY (NA) -} \
         by Jane Doe @North Agency <en> people=Ann Lee places=Marrowby | Kent orgs=Guild \
         #economy, business and finance #Mills #mill #Business id=urn:1 {\"subheadline\":\"And grows\",\
         \"subject codes\":[\"c:1\",\"subj:04016014\",\"x:2\",\"xdepartment:2\"],\"urgency\":\"4\",\"slugline\":\"MILL\",\
         \"edNote\":\"Adds quote.\",\"media\":[\"https://north.example/1.jpg\"],\"description\":\"Short.\"}",
    );
}

#[test]
fn nitf_and_html_as_text_stand_in_items_too() {
    check(
        &item(
            "<provider><name>NA</name></provider>",
            "",
            "<inlineXML><nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\"><body><body.head><hedline><hl1>A</hl1></hedline>\
             <byline>By<person>Jane Doe</person></byline></body.head><body.content><p>One.</p></body.content></body></nitf></inlineXML>",
        ),
        "1 [A] One. by Jane Doe @NA <en> id=urn:1",
    );
    check(
        &item(
            "",
            "<headline>A</headline><dateline>2014-07-17 00:24:11 GMT+00:00</dateline>",
            "<inlineData contenttype=\"text/plain\"><![CDATA[<p>\n  One\n  two.\n</p>]]></inlineData>",
        ),
        "1 [A] One two. <en> id=urn:1 {\"dateline\":\"2014-07-17 00:24:11 GMT+00:00\"}",
    );
    check(
        &item(
            "",
            "<headline>A</headline>",
            "<inlineXML><html><body>One\n two.</body></html></inlineXML>",
        )
        .replace("news", "ns0:news"),
        "1 [A] One two. <en> id=urn:1",
    );
}

#[test]
fn a_picture_has_its_caption_for_a_text() {
    check(
        &item(
            "",
            "<headline>Mill</headline><description role=\"drol:caption\">The mill at dawn.</description>",
            "<remoteContent residref=\"tag:1\"/>",
        )
        .replace("ninat:text", "ninat:picture"),
        "1 [Mill] The mill at dawn. <en> id=urn:1 {\"itemClass\":\"picture\",\"media\":[\"tag:1\"]}",
    );
}

#[test]
fn a_package_has_the_titles_of_what_it_holds() {
    check(
        "<packageItem guid=\"urn:2\"><itemMeta><title>Top</title></itemMeta><groupSet><group>\
         <itemRef residref=\"urn:3\"><title>Mill\u{7f}hires</title><description>Short.</description></itemRef>\
         <itemRef residref=\"urn:4\"><headline>Fair opens</headline></itemRef></group></groupSet></packageItem>",
        "1 [Top] Mill hires¶¶Short.¶¶Fair opens id=urn:2 {\"items\":[\"urn:3\",\"urn:4\"]}",
    );
    check(
        "<newsMessage><itemSet><packageItem><itemMeta><title>Top</title></itemMeta><groupSet><group><itemRef residref=\"a\"/>\
         </group></groupSet></packageItem><planningItem/></itemSet></newsMessage>",
        "1 ! expected an article, found a package of 1 items without a text of its own\n\
         2 ! expected an article, found a planningItem",
    );
    check(
        "<newsMessage/>",
        "1 ! expected an article, found a newsMessage without items",
    );
}
