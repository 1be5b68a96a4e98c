//! What ALTO, METS and hOCR give. The traps are those of a newspaper of 1824, in miniature.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::ops::ControlFlow;

use proptest::prelude::*;
use serde_json::Value;

use super::super::super::tests::check_format;
use super::super::super::*;
use crate::article::Article;

/// A page: words of lines of blocks, each line 100 wide and 10 high, one below the other.
fn alto(number: u32, blocks: &[&[&str]]) -> String {
    let mut layout = String::new();
    let (mut line_number, mut word_number) = (0, 0);
    for (at, lines) in blocks.iter().enumerate() {
        layout.push_str(&format!("<TextBlock ID=\"b{at}\">"));
        for line in *lines {
            line_number += 1;
            layout.push_str(&format!(
                "<TextLine HPOS=\"5\" VPOS=\"{line_number}0\" WIDTH=\"100\" HEIGHT=\"9.6\">"
            ));
            for word in line.split(' ') {
                word_number += 1;
                layout.push_str(&match word.strip_suffix("~") {
                    Some(word) => {
                        format!("<String ID=\"w{word_number}\" CONTENT=\"{word}\" WC=\"0.5\"/><HYP CONTENT=\"-\"/>")
                    }
                    None => format!("<String ID=\"w{word_number}\" CONTENT=\"{word}\" WC=\"1.0\"/><SP/>"),
                });
            }
            layout.push_str("</TextLine>");
        }
        layout.push_str("</TextBlock>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">\
         <Description><MeasurementUnit>pixel</MeasurementUnit><sourceImageInformation><fileName>{number}.tif</fileName>\
         </sourceImageInformation></Description><Layout><Page PHYSICAL_IMG_NR=\"{number}\" WIDTH=\"400\" HEIGHT=\"600\">\
         <PrintSpace>{layout}</PrintSpace></Page></Layout></alto>"
    )
}

/// The body, cut at the offsets of the table, with the box of each line.
fn lines_of(article: &Article) -> Vec<String> {
    let letters: Vec<char> = article.body.chars().collect();
    let table = article.extra["lines"].as_str().unwrap();
    let entries: Vec<(usize, &str)> = table
        .split(' ')
        .filter_map(|entry| {
            entry
                .split_once(':')
                .and_then(|(at, area)| Some((at.parse().ok()?, area)))
        })
        .collect();
    let ends = entries.iter().skip(1).map(|entry| entry.0).chain([letters.len()]);
    let cut = |((start, area), end): (&(usize, &str), usize)| {
        format!("{area} {}", letters[*start..end].iter().collect::<String>().trim_end())
    };
    entries.iter().zip(ends).map(cut).collect()
}

fn read_all(files: &[(&str, String)], name: &str) -> Vec<Result<Article, String>> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut found = Vec::new();
    read_file(
        &folder.path().join(name),
        name,
        &ReadOptions::default(),
        &mut |_, _, outcome| {
            found.push(outcome.map_err(|error| error.to_string()));
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    found
}

#[test]
fn a_page_is_an_article_with_a_way_back_from_each_line() {
    check_format(
        "alto",
        alto(
            3,
            &[&["The old har~", "bour of Elbufer", "is closed."], &["Größe zählt."]],
        )
        .as_bytes(),
        "1 The old harbour¶of Elbufer¶is closed.¶¶Größe zählt. {\"page\":3,\"image\":\"3.tif\",\"ocr_quality\":0.95,\
         \"unit\":\"pixel\",\"lines\":\"@3:400x600 0:5,10,100,10 16:5,20,100,10 27:5,30,100,10 39:5,40,100,10\"}",
    );
    let page = alto(3, &[&["The old har~", "bour of Elbufer"], &["Größe zählt", "viel."]]);
    let found = read_all(&[("a.xml", page)], "a.xml");
    assert_eq!(
        lines_of(found[0].as_ref().unwrap()),
        [
            "5,10,100,10 The old harbour",
            "5,20,100,10 of Elbufer",
            "5,30,100,10 Größe zählt",
            "5,40,100,10 viel."
        ]
    );
}

/// Reads lines of one block and compares the body.
#[track_caller]
fn check_body(lines: &str, expected: &str) {
    let page = format!("<alto><Layout><Page><TextBlock>{lines}</TextBlock></Page></Layout></alto>");
    let found = read_all(&[("a.xml", page)], "a.xml");
    assert_eq!(found[0].as_ref().unwrap().body, expected);
}

#[test]
fn words_divided_at_the_end_of_a_line_are_joined() {
    let line = |words: &str| format!("<TextLine>{words}</TextLine>");
    let string = |text: &str| format!("<String CONTENT=\"{text}\"/>");
    let subs = |text: &str, part: u8, whole: &str| {
        format!("<String CONTENT=\"{text}\" SUBS_TYPE=\"HypPart{part}\" SUBS_CONTENT=\"{whole}\"/>")
    };
    let two = |first: &str, second: &str| line(first) + &line(second);
    check_body(
        &two(&subs("re", 1, "reviewed"), &subs("viewed,", 2, "reviewed")),
        "reviewed,",
    );
    check_body(
        &two(&subs("&quot;South", 1, "South-west"), &subs("west", 2, "South-west")),
        "\"South-west",
    );
    // The other part is on no line of this page.
    check_body(&line(&subs("re", 1, "reviewed")), "re");
    check_body(&line(&(subs("viewed", 2, "reviewed") + &string("it."))), "viewed it.");
    // The source says nothing.
    check_body(&two(&string("har-"), &string("bour")), "harbour");
    check_body(&two(&string("har\u{ad}"), &string("bour")), "harbour");
    check_body(&two(&string("Anglo-"), &string("Saxon")), "Anglo-Saxon");
    check_body(&two(&string("1824-"), &string("25")), "1824-25");
    check_body(&two(&string("dash -"), &string("here")), "dash -\nhere");
    check_body(&two(&string("one"), &string("two")), "one\ntwo");
}

#[test]
fn a_page_that_is_broken_keeps_what_came_before_and_an_empty_one_is_refused() {
    let page = alto(1, &[&["The old harbour"], &["is closed."]]);
    let cut = &page[..page.find("closed").unwrap()];
    check_format(
        "alto",
        cut.as_bytes(),
        "1 The old harbour¶¶is {\"page\":1,\"image\":\"1.tif\",\"ocr_quality\":1.0,\"unit\":\"pixel\",\
         \"lines\":\"@1:400x600 0:5,10,100,10 17:5,20,100,10\"}\n\
         2 ! broken XML: syntax error: attribute value not closed: `\"` not found before end of input",
    );
    check_format(
        "alto",
        alto(1, &[]).as_bytes(),
        "1 ! no text: nothing is left without the mark-up",
    );
}

fn mets(articles: &str, links: &str) -> String {
    format!(
        "<mets:mets xmlns:mets=\"http://www.loc.gov/METS/\" xmlns:xlink=\"x\">\
         <mets:metsHdr CREATEDATE=\"2019-08-09\"/>\
         <mets:dmdSec ID=\"issue\"><mods:mods><mods:titleInfo><mods:title>The Elbufer Packet.</mods:title></mods:titleInfo>\
         <mods:originInfo><mods:dateIssued>1824-02-17</mods:dateIssued><mods:place>\
         <mods:placeTerm type=\"text\">Elbufer</mods:placeTerm></mods:place></mods:originInfo></mods:mods></mets:dmdSec>\
         <mets:dmdSec ID=\"d1\"><mods:mods><mods:titleInfo><mods:title>COAL DUTIES.</mods:title></mods:titleInfo>\
         <mods:language><mods:languageTerm>en</mods:languageTerm></mods:language></mods:mods></mets:dmdSec>\
         <mets:fileSec><mets:file ID=\"img\" MIMETYPE=\"image/jp2\"><mets:FLocat xlink:href=\"1.jp2\"/></mets:file>\
         <mets:file ID=\"p1\" MIMETYPE=\"text/xml\"><mets:FLocat xlink:href=\"file://./alto/1.xml\"/></mets:file>\
         <mets:file ID=\"p2\" MIMETYPE=\"text/xml\"><mets:FLocat xlink:href=\"alto/2.xml\"/></mets:file></mets:fileSec>\
         <mets:structMap TYPE=\"LOGICAL\"><mets:div TYPE=\"ISSUE\" LABEL=\"The Elbufer Packet. 1824-02-17\">{articles}\
         </mets:div></mets:structMap>{links}</mets:mets>"
    )
}

fn issue(mets: String) -> Vec<(&'static str, String)> {
    vec![
        ("x_mets.xml", mets),
        (
            "alto/1.xml",
            alto(
                1,
                &[&["THE PACKET"], &["COAL DUTIES."], &["The duty falls."], &["It be~"]],
            ),
        ),
        ("alto/2.xml", alto(2, &[&["gan today."], &["POLICE. A theft."]])),
    ]
}

fn described(outcome: &Result<Article, String>) -> String {
    match outcome {
        Ok(article) => {
            let headline = article.headline.as_ref().map_or("-", |headline| &headline.text);
            let dates: Vec<&str> = article.given_dates.iter().map(|date| date.raw.as_str()).collect();
            let part = article.extra.get("part").and_then(Value::as_str).unwrap_or("-");
            format!(
                "[{headline}] {} ({}) @{} {} {part}",
                article.body.replace('\n', "¶"),
                dates.join(") ("),
                article.source.as_deref().unwrap_or_default(),
                article.extra["page"]
            )
        }
        Err(error) => format!("! {error}"),
    }
}

#[test]
fn a_mets_gives_its_articles_over_pages_and_what_is_left_of_each_page() {
    let area = |file: &str, begin: &str, end: &str| {
        format!(
            "<mets:fptr><mets:area FILEID=\"{file}\" BETYPE=\"IDREF\" BEGIN=\"{begin}\" END=\"{end}\"/></mets:fptr>"
        )
    };
    // Places in the divisions themselves, by blocks; the article goes on overleaf.
    let inside = format!(
        "<mets:div ID=\"a1\" TYPE=\"ARTICLE\" DMDID=\"d1\"><mets:div ID=\"h1\" TYPE=\"HEADING\">{}</mets:div>\
         <mets:div ID=\"t1\" TYPE=\"BODY\">{}{}</mets:div></mets:div>\
         <mets:div ID=\"a2\" TYPE=\"ADVERTISEMENT\" LABEL=\"POLICE.\">{}</mets:div>",
        area("p1", "b1", "b1"),
        area("p1", "b2", "b3"),
        area("p2", "b0", "b0"),
        area("p2", "w3", "w5"),
    );
    // Places in the physical structure, by words, linked.
    let linked = "<mets:div ID=\"a1\" TYPE=\"ARTICLE\" DMDID=\"d1\"/>\
                  <mets:div ID=\"a2\" TYPE=\"ADVERTISEMENT\" LABEL=\"POLICE.\"/>";
    let physical = format!(
        "<mets:structMap TYPE=\"PHYSICAL\"><mets:div ID=\"p\" TYPE=\"page\"><mets:fptr FILEID=\"p1\"/>\
         <mets:div ID=\"g1\" LABEL=\"Headline\">{}</mets:div><mets:div ID=\"g2\" LABEL=\"Textblock\">{}{}</mets:div>\
         <mets:div ID=\"g3\" LABEL=\"Textblock\">{}</mets:div></mets:div></mets:structMap>\
         <mets:structLink><mets:smLink xlink:from=\"#a1\" xlink:to=\"#p\"/>\
         <mets:smLinkGrp><mets:smLocatorLink xlink:href=\"#a1\" xlink:label=\"article\"/>\
         <mets:smLocatorLink xlink:href=\"#g1\" xlink:label=\"x\"/><mets:smLocatorLink xlink:href=\"#g2\" xlink:label=\"y\"/>\
         <mets:smArcLink xlink:from=\"article\" xlink:to=\"x\"/><mets:smArcLink xlink:from=\"article\" xlink:to=\"y\"/>\
         </mets:smLinkGrp><mets:smLink xlink:from=\"#a2\" xlink:to=\"#g3\"/></mets:structLink>",
        area("p1", "w3", "w4"),
        area("p1", "w5", "w9"),
        area("p2", "b0", "b0"),
        area("p2", "w3", "w5"),
    );
    for mets in [mets(&inside, ""), mets(linked, &physical)] {
        let found = read_all(&issue(mets), "x_mets.xml");
        let date = "(1824-02-17) @The Elbufer Packet.";
        assert_eq!(
            found.iter().map(described).collect::<Vec<_>>(),
            [
                format!("[COAL DUTIES.] The duty falls.¶¶It be¶¶gan today. {date} 1 -"),
                format!("[POLICE.] POLICE. A theft. {date} 2 advertisement"),
                format!("[-] THE PACKET {date} 1 rest of the page"),
            ]
        );
        let article = found[0].as_ref().unwrap();
        assert_eq!(article.lang.as_ref().unwrap().code, "en");
        assert_eq!(article.extra["pages"].to_string(), "[1,2]");
        assert_eq!(article.extra["publication_place"], "Elbufer");
    }
}

#[test]
fn a_mets_without_articles_gives_pages_and_names_those_that_are_missing() {
    let without_date = mets("", "").replace("<mods:dateIssued>1824-02-17</mods:dateIssued>", "");
    assert_eq!(
        described(&read_all(&issue(without_date), "x_mets.xml")[1]),
        "[-] gan today.¶¶POLICE. A theft. (1824-02-17) @The Elbufer Packet. 2 -"
    );
    let mut files = issue(mets("", ""));
    files.pop();
    let found = read_all(&files, "x_mets.xml");
    let date = "(1824-02-17) @The Elbufer Packet.";
    assert_eq!(
        found.iter().map(described).collect::<Vec<_>>(),
        [
            format!("[-] THE PACKET¶¶COAL DUTIES.¶¶The duty falls.¶¶It be {date} 1 -"),
            "! the page `alto/2.xml` is not beside it, or is no ALTO".to_owned(),
        ]
    );
}

#[test]
fn a_page_that_a_mets_names_is_not_read_twice() {
    assert!(read_all(&issue(mets("", "")), "alto/1.xml").is_empty());
    let beside = vec![
        ("mets.xml", mets("", "").replace("alto/", "")),
        ("1.xml", alto(1, &[&["Words."]])),
        ("3.xml", alto(3, &[&["Words."]])),
    ];
    assert!(read_all(&beside, "1.xml").is_empty());
    assert_eq!(read_all(&beside, "3.xml").len(), 1);
    // One that cannot be read takes nothing.
    let mut broken = issue(mets("", ""));
    broken[0].1 = broken[0].1.replace("</mets:mets>", "");
    assert_eq!(read_all(&broken, "alto/1.xml").len(), 1);
    assert_eq!(
        described(&read_all(&broken, "x_mets.xml")[0]),
        "! broken XML: the element `mets:mets` is not closed"
    );
}

#[test]
fn a_mets_in_a_zip_finds_its_pages_there() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in issue(mets("", "")).iter().rev() {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(format!("1824/{path}"), options).unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let mut found = Vec::new();
    let summary = read_stream(
        bytes.as_slice(),
        "a.zip",
        &ReadOptions::default(),
        &mut |format, record, outcome| {
            let article = outcome.unwrap();
            found.push(format!(
                "{record} {format} {} {}",
                article.member.unwrap(),
                article.source.unwrap()
            ));
            ControlFlow::Continue(())
        },
    );
    assert_eq!(
        found,
        [
            "1 mets 1824/x_mets.xml The Elbufer Packet.",
            "2 mets 1824/x_mets.xml The Elbufer Packet."
        ]
    );
    assert_eq!(summary.unwrap().format, "zip");
}

#[test]
fn a_mets_in_a_stream_says_that_it_cannot_look_for_its_pages() {
    check_format(
        "mets",
        mets("", "").as_bytes(),
        "1 ! a METS finds its pages in a folder or a zip only; here they are read each by itself",
    );
}

#[test]
fn a_mets_reaches_no_file_outside_its_folder() {
    for path in [
        "../1.xml",
        "/etc/1.xml",
        "file:///etc/1.xml",
        "http://example.org/1.xml",
        "C:/1.xml",
        "a/../../1.xml",
    ] {
        let mets = mets("", "")
            .replace("file://./alto/1.xml", path)
            .replace("alto/2.xml", path);
        let files = [("1.xml", alto(1, &[&["Secret."]])), ("x/mets.xml", mets)];
        let found = read_all(&files, "x/mets.xml");
        assert_eq!(
            found.iter().map(described).collect::<Vec<_>>(),
            ["! no text: nothing is left without the mark-up"],
            "{path}"
        );
    }
}

#[test]
fn hocr_gives_pages_with_words_lines_and_confidence() {
    let html = "<!DOCTYPE html>\n<html><head><meta name='ocr-system' content='tesseract 5.3' /></head><body>\
        <div class='ocr_page' id='page_1' lang='en' title='image \"3.png\"; bbox 0 0 400 600; ppageno 2'>\
        <p class='ocr_par'><span class='ocr_line' title=\"bbox 5 10 105 20\">\
        <span class='ocrx_word' title='bbox 5 10 50 20; x_wconf 90'>The</span> \
        <span class='ocrx_word' title='bbox 55 10 105 20; x_wconf 70'><strong>har-</strong></span></span>\n\
        <span class='ocr_line' title=\"bbox 5 30 105 40\"><span class='ocrx_word'>bour &amp; quay.</span></span></p></div>\n\
        <div title='bbox 0 0 1 1' class=\"ocr_page\"><span class='ocr_line'>No words apart.</span><br></div>\
        <div class='ocr_page'></div></body></html>";
    check_format(
        "hocr",
        html.as_bytes(),
        "1 The harbour¶& quay. <en> {\"page\":1,\"image\":\"3.png\",\"ocr_quality\":0.8,\
         \"lines\":\"@1:400x600 0:5,10,100,10 12:5,30,100,10\",\"ocr_system\":\"tesseract 5.3\"}\n\
         2 No words apart. {\"page\":2,\"lines\":\"@2:1x1 0:0,0,0,0\",\"ocr_system\":\"tesseract 5.3\"}\n\
         3 ! no text: nothing is left without the mark-up",
    );
}

#[test]
fn the_formats_are_told_by_their_roots() {
    let found = |text: &str| {
        let mut format = "none";
        let summary = read_stream(text.as_bytes(), "a.xml", &ReadOptions::default(), &mut |_, _, _| {
            ControlFlow::Continue(())
        });
        if let Ok(summary) = summary {
            format = summary.format;
        }
        format
    };
    assert_eq!(found("<?xml version=\"1.0\"?><!-- a > b --><alto></alto>"), "alto");
    assert_eq!(found("<ns:alto xmlns:ns='x'><a/></ns:alto>"), "alto");
    assert_eq!(found("<METS:mets></METS:mets>"), "mets");
    assert_eq!(found("<html><div class='ocr_page'>A</div></html>"), "hocr");
    assert_ne!(found("<html><p>About ocr_page</p></html>"), "hocr");
    assert_ne!(found("<html><p class='a' id='b'>ocr_page</p></html>"), "hocr");
    assert_ne!(found("<altogether/>"), "alto");
}

proptest! {
    #[test]
    fn any_text_gives_pages_or_reasons_and_offsets_inside_the_body(
        text in "(<alto>|<Page>|<TextBlock ID='b'>|<TextLine HPOS='1'>|<String CONTENT='a-'/>|<String CONTENT='é' SUBS_TYPE='HypPart1' SUBS_CONTENT='éa'/>|<String CONTENT='a' SUBS_TYPE='HypPart2'/>|<HYP/>|</TextLine>|</TextBlock>|</Page>|<div class='ocr_page'>|<span class='ocr_line'>|x-|</span>|<fptr>|<mets>|<div TYPE='article'>){0,30}",
        format in prop::sample::select(vec!["alto", "mets", "hocr"]),
    ) {
        let options = ReadOptions { format: format_named(format), ..ReadOptions::default() };
        let outcome = read_stream(text.as_bytes(), "-", &options, &mut |_, _, outcome| {
            if let Ok(article) = outcome {
                let letters = article.body.chars().count();
                let table = article.extra["lines"].as_str().unwrap();
                let offsets = table.split(' ').filter_map(|entry| entry.split_once(':')?.0.parse::<usize>().ok());
                let offsets: Vec<usize> = offsets.collect();
                assert!(offsets.is_sorted() && offsets.iter().all(|&offset| offset < letters));
                assert_eq!(offsets.len(), lines_of(&article).len());
            }
            ControlFlow::Continue(())
        });
        prop_assert!(outcome.is_ok() || text.trim().is_empty());
    }
}
