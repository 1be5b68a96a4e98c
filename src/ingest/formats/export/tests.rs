//! What exports of databases give, and texts between lines.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::super::super::tests::{check_format, check_format_limited};
use super::super::super::*;

fn format_of(text: &str) -> &'static str {
    let options = ReadOptions::default();
    let summary = read_stream(text.as_bytes(), "a.txt", &options, &mut |_, _, _| {
        ControlFlow::Continue(())
    });
    summary.unwrap().format
}

const NEXIS: &str = "\
                               1 of 2 DOCUMENTS\n\n\n\
                            The Elbufer Courier\n\n\
                          May 4, 2021 Tuesday\n                          Final Edition\n\n\
Council Votes on\nHarbour Wall\n\n\
BYLINE: By JANE DOE and JOHN ROE\n\n\
SECTION: Section A; Pg. 1\n\n\
LENGTH: 12 words\n\n\
DATELINE: ELBUFER, May 3\n\n\
BODY:\n\n\n  The council has voted.\n  It was late.\n\n  Section: a word in the text.\n\n\
GRAPHIC: PHOTO: The wall\n\n\
SUBJECT: HARBORS (90%); CITY COUNCILS\n(88%)\n\nPERSON: ANN POE (71%)\n\n\
LOAD-DATE: May 5, 2021\n\nLANGUAGE: ENGLISH\n\n\
                    Copyright 2021 Elbufer Press\n                     All Rights Reserved\n\n\
                               2 of 2 DOCUMENTS\n\n\
May 5, 2021\n\nLENGTH: 3 words\nHEADLINE: Rain\n\nBODY:\nIt rains.\n";

#[test]
fn nexis_gives_its_fields_and_the_load_date_is_no_date() {
    check_format(
        "nexis",
        NEXIS.as_bytes(),
        "1 [Council Votes on Harbour Wall] The council has voted.¶It was late.¶¶Section: a word in the text. \
         (May 4, 2021 Tuesday) {ELBUFER, May 3} by JANE DOE | JOHN ROE @The Elbufer Courier <en> people=ANN POE \
         #HARBORS #CITY COUNCILS {\"LENGTH\":\"12 words\",\"GRAPHIC\":\"PHOTO: The wall\",\"LOAD-DATE\":\"May 5, 2021\",\
         \"EDITION\":\"Final Edition\",\"COPYRIGHT\":\"Copyright 2021 Elbufer Press All Rights Reserved\"}\n\
         2 [Rain] It rains. (May 5, 2021) {\"LENGTH\":\"3 words\"}",
    );
    assert_eq!(format_of(NEXIS), "nexis");
}

#[test]
fn nexis_uni_has_the_headline_first_and_ends_each_document() {
    let text = "User Name: a reader\n\nJob Number: 5\n\nDocument 1 of 1\n\n\
        Council Votes on Harbour\nThe Elbufer Courier\nMay 4, 2021 Tuesday\n\n\
        Copyright 2021 Elbufer Press\n\nSection: NEWS\nLength: 12 words\nByline: Jane Doe\nBody\n\n\
        The council has voted.\n\nPerson: one of many.\n\nClassification\n\nLanguage: ENGLISH\n\n\
        Publication-Type: Newspaper\n\nSubject: HARBORS (90%)\n\nLoad-Date: May 5, 2021\n\nEnd of Document\n";
    check_format(
        "nexis",
        text.as_bytes(),
        "1 [Council Votes on Harbour] The council has voted.¶¶Person: one of many. (May 4, 2021 Tuesday) by Jane Doe \
         @The Elbufer Courier <en> #HARBORS {\"LENGTH\":\"12 words\",\"PUBLICATION-TYPE\":\"Newspaper\",\
         \"LOAD-DATE\":\"May 5, 2021\",\"COPYRIGHT\":\"Copyright 2021 Elbufer Press\"}",
    );
    assert_eq!(format_of(text), "nexis");
}

const FACTIVA: &str = "\
HD  Council Votes on\n    Harbour\nBY  By Jane Doe\nWC  12 words\nPD  4 May 2021\nET  13:45 GMT\n\
SN  The Elbufer Courier\nSC  ELBC\nLA  English\nCY  (c) 2021 Elbufer Press\n\n\
LP \nThe council has voted.\n\nTD  \nIt was late.\n\nIN a word, done.\n\n\
CO  elbprs : Elbufer Press | x : Other\nNS  gcom : Society | gpol :\n    Domestic Politics\nRE  elb : Elbufer\n\
PUB  Elbufer Press\nAN  Document ELBC000020210505eh5400001\n\n\
HD  Rain\nPD  5 May 2021\nSN  The Elbufer Courier\nLP\nIt rains.\nAN  Document ELBC000020210505eh5400002\n\n\
Search Summary\nText  council\n";

#[test]
fn factiva_gives_its_codes() {
    check_format(
        "factiva",
        FACTIVA.as_bytes(),
        "1 [Council Votes on Harbour] The council has voted.¶¶It was late.¶¶IN a word, done. (4 May 2021 13:45 GMT) \
         by Jane Doe @The Elbufer Courier <en> places=Elbufer orgs=Elbufer Press | Other #Society #Domestic Politics \
         id=ELBC000020210505eh5400001 {\"WC\":\"12 words\",\"ET\":\"13:45 GMT\",\"SC\":\"ELBC\",\
         \"CY\":\"(c) 2021 Elbufer Press\",\"PUB\":\"Elbufer Press\"}\n\
         2 [Rain] It rains. (5 May 2021) @The Elbufer Courier id=ELBC000020210505eh5400002",
    );
    assert_eq!(format_of(FACTIVA), "factiva");
}

#[test]
fn factiva_without_codes_is_read_by_its_lines() {
    let text = "Council Votes on Harbour\n\nBy Jane Doe\n12 words\n4 May 2021\nThe Elbufer Courier\nELBC\nA3\nEnglish\n\
        Copyright 2021 Elbufer Press\n\nThe council has voted.\n\nIt was late.\n\n\
        Document ELBC000020210505eh5400001\n\nRain\n1,003 words\n5 May 2021\n07:15\nThe Elbufer Courier\nELBC\nEnglish\n\n\
        It rains.\n\nDocument ELBC000020210505eh5400002\n\nNo count\n\nDocument ELBC000020210505eh5400003\n";
    check_format(
        "factiva",
        text.as_bytes(),
        "1 [Council Votes on Harbour] The council has voted.¶¶It was late. (4 May 2021) by Jane Doe \
         @The Elbufer Courier <en> id=ELBC000020210505eh5400001 {\"WC\":\"12 words\",\"SC\":\"ELBC\",\"PG\":\"A3\",\
         \"CY\":\"Copyright 2021 Elbufer Press\"}\n\
         2 [Rain] It rains. (5 May 2021 07:15) @The Elbufer Courier <en> id=ELBC000020210505eh5400002 \
         {\"WC\":\"1,003 words\",\"ET\":\"07:15\",\"SC\":\"ELBC\"}\n\
         3 ! line 30: expected a line such as `412 words` in the head, found none",
    );
    assert_eq!(format_of(text), "factiva");
}

#[test]
fn proquest_gives_what_stands_between_its_lines() {
    let line = "_".repeat(60);
    let text = format!(
        "{line}\n\nReport Information from ProQuest\n\nMay 09 2021 10:12\n\n{line}\n\nTable of contents\n\n\
         1. Council Votes on Harbour\n\n{line}\n\nDocument 1 of 2\n\nTitle: Council Votes on Harbour\n\n\
         Author: Doe, Jane; Roe, John\n\nPublication info: The Elbufer Courier; Elbufer [Elbufer]. 04 May 2021: A.1.\n\n\
         Abstract: None available.\n\nFull text: The council has voted.\n\nIt was late.\nLocation: the pier.\n\n\
         Subject: Councils; Harbors\n\nLocation: Elbufer\n\nPublication title: The Elbufer Courier; Elbufer\n\n\
         Pages: A.1\n\nPublication year: 2021\n\nPublication date: May 4, 2021\n\nLanguage of publication: English\n\n\
         ProQuest document ID: 2520000001\n\nDocument URL: https://example.org/docview/2520000001\n\n{line}\n\n\
         Document 2 of 2\n\nTitle: Rain\n\nPublication date: May 5, 2021\n\nAbstract: It rains.\n\n{line}\n\n\
         Contact us at: http://example.org Copyright © 2021 ProQuest LLC.\n"
    );
    check_format(
        "proquest",
        text.as_bytes(),
        "1 [Council Votes on Harbour] The council has voted.¶¶It was late.¶Location: the pier. (May 4, 2021) \
         by Doe, Jane | Roe, John @The Elbufer Courier <en> places=Elbufer #Councils #Harbors id=2520000001 \
         {\"Publication info\":\"The Elbufer Courier; Elbufer [Elbufer]. 04 May 2021: A.1.\",\
         \"abstract\":\"None available.\",\"Pages\":\"A.1\",\"Publication year\":\"2021\"}\n\
         2 [Rain] It rains. (May 5, 2021)",
    );
    assert_eq!(format_of(&text), "proquest");
}

#[test]
fn plain_texts_are_not_taken_for_exports() {
    for text in [
        "Council votes\n\n412 words\n\nA text.",
        "Document 1 of 50\n\nA text about documents.",
        "____________________________\n\nTitle: A\n\nA text.",
        "HD  is high definition.\n\nA text.",
        "BYLINE: By Jane Doe\nLENGTH: 3 words\n\nA text.",
    ] {
        assert_eq!(format_of(text), "text", "{text}");
    }
}

#[track_caller]
fn check_separated(separator: &str, text: &str, expected: &[&str]) {
    let options = ReadOptions {
        separator: Some(separator.to_owned()),
        ..ReadOptions::default()
    };
    let mut found = Vec::new();
    read_stream(text.as_bytes(), "a.txt", &options, &mut |_, record, outcome| {
        found.push(match outcome {
            Ok(article) => {
                let headline = article.headline.map(|headline| headline.text).unwrap_or_default();
                format!("{record} [{headline}] {}", article.body.replace('\n', "¶"))
            }
            Err(error) => format!("{record} ! {error}"),
        });
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(found, expected);
}

#[test]
fn a_line_between_texts_makes_articles_of_one_file() {
    check_separated(
        "***",
        "***\nTitle: One\n\nText one.\n***\n\n  ***  \nTitle: Two\n\nText two.\n\n**** no\n***\nDate: 2021-05-04\n***\nThree.\n",
        &[
            "1 [One] Text one.",
            "2 [Two] Text two.¶¶**** no",
            "3 ! line 14: no text: header lines only",
            "4 [] Three.",
        ],
    );
    check_separated("-----", "One.\r\n-----\r\nTwo.", &["1 [] One.", "2 [] Two."]);
    check_separated("***", "One text, no line.", &["1 [] One text, no line."]);
}

#[test]
fn a_record_that_is_too_long_is_refused_and_the_next_is_read() {
    let long = format!(
        "Document 1 of 2\n\nLENGTH: 1 words\n\n{}\n\nDocument 2 of 2\n\nLENGTH: 2 words\n\nShort.\n",
        "Words. \n".repeat(40)
    );
    check_format_limited(
        "nexis",
        long.as_bytes(),
        100,
        "1 ! line 3: record is longer than 100 bytes; it was skipped\n2 Short. {\"LENGTH\":\"2 words\"}",
    );
}

#[test]
fn a_headline_is_one_line_whatever_page_breaks_stand_in_it() {
    check_format(
        "nexis",
        b"1 of 1 DOCUMENTS\n\nThe Paper\n\nMay 4, 2021\n\nRain\x0cfell\n\nLENGTH: 2 words\n\nIt did.\n",
        "1 [Rain fell] It did. (May 4, 2021) @The Paper {\"LENGTH\":\"2 words\"}",
    );
}

proptest! {
    #[test]
    fn any_lines_give_articles_or_reasons(
        text in "(1 of 2 DOCUMENTS|Document 1 of 2|BYLINE: By |LENGTH: |Body|BODY:|End of Document|May 4, 2021|HD  |LP|AN  Document AAAA000020210505eh5400001|Document AAAA000020210505eh5400001|12 words|____________________|Title: |Full text: |Copyright 1|é|a|:|\n|\n\n| |\x0c){0,40}",
        format in prop::sample::select(vec!["nexis", "factiva", "proquest", "text"]),
    ) {
        let options = ReadOptions {
            format: format_named(format),
            separator: Some("Body".to_owned()),
            ..ReadOptions::default()
        };
        let mut last = 0;
        let outcome = read_stream(text.as_bytes(), "-", &options, &mut |_, record, outcome| {
            assert!(record > last);
            last = record;
            if let Ok(article) = outcome {
                assert!(!article.body.is_empty() || article.headline.is_some());
                let headline = article.headline.map(|headline| headline.text).unwrap_or_default();
                assert!(!headline.contains(char::is_control), "{headline:?}");
            }
            ControlFlow::Continue(())
        });
        prop_assert!(outcome.is_ok() || text.trim().is_empty());
    }
}
