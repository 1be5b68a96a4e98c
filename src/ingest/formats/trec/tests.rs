//! Documents of several collections in miniature.

use proptest::prelude::*;

use super::super::super::tests::{check_format, check_format_limited};
use super::documents::parts_of;

#[track_caller]
fn check(sgml: &str, expected: &str) {
    check_format("trec", sgml.as_bytes(), expected);
}

#[test]
fn marked_names_are_names_of_the_article() {
    check(
        "<IEER_DOC type=\"NEWSWIRE\">\n<DOC>\n<DOCNO> APW19980403.0391 </DOCNO>\n<DOCTYPE> NEWS STORY </DOCTYPE>\n\
         <DATE_TIME> 04/03/1998 10:36:00 </DATE_TIME>\n<BODY>\n<HEADLINE>\nMill\nhires\n</HEADLINE>\n<TEXT>\n\
         \t   <b_enamex type=\"LOCATION\">MARROWBY<e_enamex> (<b_enamex type=\"ORGANIZATION\">AP<e_enamex>) _ \
         <b_numex type=\"CARDINAL\">Forty<e_numex> people joined the <b_enamex type=\"ORGANIZATION\" status=\"opt\">Kent\nGuild<e_enamex>\n\
         on <b_timex type=\"DATE\">Friday<e_timex>.\n\t   ``Good,'' said <b_enamex type=\"PERSON\">Ann Lee<e_enamex>.\n</TEXT>\n\
         <ANNOTATION>x</ANNOTATION></BODY>\n</DOC>\n</IEER_DOC>",
        "1 [Mill hires] MARROWBY (AP) _ Forty people joined the Kent¶Guild¶on Friday.¶\t   ``Good,'' said Ann Lee. \
         (1998-04-03 10:36:00) @AP people=Ann Lee places=MARROWBY orgs=AP | Kent Guild id=APW19980403.0391 \
         {\"DOCTYPE\":\"NEWS STORY\",\"DATE_TIME\":\"04/03/1998 10:36:00\",\"ANNOTATION\":\"x\"}",
    );
    check(
        "<DOC><DOCID> wsj94_001.0001 </DOCID><TEXT><p><ENAMEX TYPE=\"PERSON\">Ann Lee</ENAMEX> left.</TEXT></DOC>",
        "1 <p>Ann Lee left. people=Ann Lee id=wsj94_001.0001",
    );
}

#[test]
fn the_elements_of_each_collection_are_read() {
    check(
        "<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n<FILEID>AP-NR-02-12-88 2344EST</FILEID>\n<FIRST>u i AM-Mill 02-12 0398</FIRST>\n\
         <HEAD>Mill Hires</HEAD>\n<HEAD>Again</HEAD>\n<BYLINE>By JANE DOE</BYLINE>\n<BYLINE>Associated Press Writer</BYLINE>\n\
         <DATELINE>MARROWBY, England (AP) </DATELINE>\n<TEXT>\n   The mill &AMP; the&LR; guild.\n   It grows.\n</TEXT>\n</DOC>\n",
        "1 [Mill Hires] The mill & the  guild.¶   It grows. (1988-02-12) {MARROWBY, England (AP)} \
         by JANE DOE @AP id=AP880212-0001 \
         {\"FILEID\":\"AP-NR-02-12-88 2344EST\",\"FIRST\":\"u i AM-Mill 02-12 0398\",\"HEAD\":\"Again\",\
         \"byline\":\"Associated Press Writer\"}",
    );
    check(
        "<DOC>\n<DOCNO>\nWSJ870324-0001\n</DOCNO>\n<HL>\nMill Hires:\n@ A Report</HL>\n<DD> 03/24/87</DD>\n\
         <SO> WALL STREET JOURNAL (J)</SO>\n<LP>\nOne.</LP>\n<TEXT>\nTwo.</TEXT>\n</DOC>",
        "1 [Mill Hires: @ A Report] One.¶¶Two. (1987-03-24) @WALL STREET JOURNAL (J) id=WSJ870324-0001 {\"DD\":\"03/24/87\"}",
    );
    check(
        "<DOC><DOCNO> LA010189-0001 </DOCNO><DATE>\n<P>\nJanuary 1, 1989, Sunday, Home Edition\n</P>\n</DATE>\
         <HEADLINE><P>MILL</P></HEADLINE><TEXT><P>\nOne.\n</P>\n<P>\nTwo.\n</P></TEXT><SUBJECT><P>MILLS; KENT</P></SUBJECT></DOC>",
        "1 [MILL] One.¶¶Two. (January 1, 1989) @Los Angeles Times #MILLS #KENT id=LA010189-0001 \
         {\"DATE\":\"January 1, 1989, Sunday, Home Edition\"}",
    );
    check(
        "<DOC id=\"APW_ENG_20101231.0001\" type=\"story\" >\n<HEADLINE>\nMill hires\n</HEADLINE>\n<TEXT>\n<P>\nOne.\n</P>\n</TEXT>\n</DOC>",
        "1 [Mill hires] One. (2010-12-31) @AP id=APW_ENG_20101231.0001 {\"type\":\"story\"}",
    );
}

#[test]
fn a_document_without_its_end_is_refused_and_the_next_is_read() {
    check(
        "<DOC><DOCNO>1</DOCNO><TEXT>One.\n<DOC><DOCNO>2</DOCNO><TEXT>a < b <c> Two.</TEXT></DOC>\n<DOC><DOCNO>3</DOCNO></DOC>",
        "1 ! <DOC> is not closed: found the next <DOC>\n2 a < b <c> Two. id=2\n\
         3 ! expected an article, found a <DOC> with neither headline nor text",
    );
    check_format_limited(
        "trec",
        format!("<DOC>{}</DOC>", "x".repeat(600_000)).as_bytes(),
        1024,
        "1 ! record is longer than 1 KiB; it was skipped",
    );
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(<DOC>|<DOC |<TEXT>|</TEXT>|<P>|<b_enamex type=\"PERSON\">|<e_enamex>|</ENAMEX>|<HL>|[a<>/=\"é\n]){0,30}") {
        parts_of(&text);
    }
}
