//! What mails give.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::super::super::tests::{check_format, check_format_limited};
use super::super::super::{Likeness, ReadOptions, read_stream};
use super::super::format_named;
use super::{looks_like_eml, looks_like_mbox};

#[track_caller]
fn check(mail: &str, expected: &str) {
    check_format("eml", mail.as_bytes(), expected);
    let crlf = mail.replace('\n', "\r\n");
    check_format("eml", crlf.as_bytes(), expected);
}

const HEAD: &str = "From: Jane Doe <jane@post.example>\nSubject: The hall\nMessage-ID: <1@post.example>\n";

/// What the headers above give around a text.
fn article(text: &str, rest: &str) -> String {
    format!(
        "1 [The hall] {text} by Jane Doe @post.example id=1@post.example \
         {{\"From\":\"Jane Doe <jane@post.example>\"{rest}}}"
    )
}

#[test]
fn a_message_is_an_article() {
    check(
        "Received: from a by b; Mon, 4 Mar 2019 08:00:01 +0000\nFrom: =?iso-8859-1?Q?J=E9r=F4me_Doe?= <j@post.example>\n\
         To: desk@post.example, John Roe <john@post.example>\nSubject: =?utf-8?B?VGhlIGjDpGxs?=\n opened\n\
         Date: Mon, 4 Mar 2019 08:00:00 +0000 (GMT)\nMessage-ID: <1@post.example>\nList-Id: The Daily <daily.post.example>\n\
         Keywords: town, hall\n\nThe hall opened.\n\nIt is big.\n",
        "1 [The häll opened] The hall opened.¶¶It is big. (Mon, 4 Mar 2019 08:00:00 +0000 (GMT)) by Jérôme Doe @The Daily \
         #town #hall id=1@post.example {\"From\":\"Jérôme Doe <j@post.example>\",\
         \"To\":\"desk@post.example, John Roe <john@post.example>\",\"List-ID\":\"The Daily <daily.post.example>\"}",
    );
}

#[test]
fn transfer_encodings_and_charsets_are_taken_off() {
    let part = |headers: &str, text: &str| format!("{HEAD}MIME-Version: 1.0\n{headers}\n\n{text}\n");
    check(
        &part(
            "Content-Type: text/plain; charset=iso-8859-2\nContent-Transfer-Encoding: quoted-printable",
            "Wa=B3=EAsa=\n came.",
        ),
        &article("Wałęsa came.", ""),
    );
    check(
        &part(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64",
            "VGhlIGjDpGxs",
        ),
        &article("The häll", ""),
    );
    check(
        &part(
            "Content-Type: text/html; charset=utf-8",
            "<p>One.</p><style>p {}</style><p>Two.</p>",
        ),
        &article("One.¶¶Two.", ""),
    );
}

#[test]
fn letters_of_no_declared_charset_are_read_and_marked() {
    check_format(
        "eml",
        b"From: J\xe9r\xf4me <j@post.example>\nSubject: Le caf\xe9\n\nLe caf\xe9 est tr\xe8s bon.\n",
        "1 [Le café] Le café est très bon. by Jérôme @post.example {\"From\":\"Jérôme <j@post.example>\"} \
         (read as windows-1252: no valid UTF-8 at byte 6) (read as windows-1252: no valid UTF-8 at byte 7)",
    );
}

fn parts(kind: &str, parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--b\n{part}\n")).collect();
    format!("{HEAD}MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=b\n\n{parts}--b--\n")
}

#[test]
fn the_plain_text_is_taken_unless_it_only_points_to_the_html() {
    let plain = "Content-Type: text/plain\n\nThe hall opened.";
    let html = "Content-Type: text/html\n\n<p>The hall opened.</p>";
    check(&parts("alternative", &[plain, html]), &article("The hall opened.", ""));
    let html = "Content-Type: text/html\n\n<p>The hall opened on Monday.</p><p>It is as big as two halls.</p>";
    check(
        &parts("alternative", &["Content-Type: text/plain\n\nSee the HTML.", html]),
        &article("The hall opened on Monday.¶¶It is as big as two halls.", ""),
    );
}

#[test]
fn attachments_are_named_and_not_read() {
    check(
        &parts(
            "mixed",
            &[
                "Content-Type: text/plain\n\nThe hall.",
                "Content-Type: application/pdf; name=\"plan.pdf\"\nContent-Disposition: attachment\n\nJVBERi0x",
                "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nNot read.",
            ],
        ),
        &article(
            "The hall.",
            ",\"attachments\":[\"plan.pdf (application/pdf)\",\"a.txt (text/plain)\"]",
        ),
    );
}

#[test]
fn a_message_in_a_message_is_an_article_of_its_own() {
    let inner = "Content-Type: message/rfc822\n\nFrom: John <john@post.example>\nSubject: Inner\n\nInside.";
    check(
        &parts("mixed", &["Content-Type: text/plain\n\nSee below.", inner]),
        &format!(
            "{}\n2 [Inner] Inside. by John @post.example \
             {{\"From\":\"John <john@post.example>\",\"attached to\":\"1@post.example\"}}",
            article("See below.", "")
        ),
    );
    let many = format!("{HEAD}{}", "Content-Type: message/rfc822\n\n".repeat(501));
    check(
        &many,
        "1 ! cannot read the message: it holds more than 500 messages with their own type",
    );
}

#[test]
fn a_message_whose_parts_cannot_be_told_apart_is_given_as_it_stands() {
    check(
        "Subject: The hall\nContent-Type: multipart/mixed; boundary=b\n\nIt opened.--b--\nAnd closed.\n",
        "1 [The hall] It opened.--b--¶And closed. \
         (the parts of the message cannot be told apart: it is given as it stands)",
    );
    check(
        "Date: Mon, 4 Mar 2019 08:00:00 Z\n\nOpen: the hall.",
        "1 Open: the hall. (Mon, 4 Mar 2019 08:00:00 Z)",
    );
    check("Subject: The hall", "1 [The hall] ");
}

#[test]
fn letters_in_encoded_words_are_of_their_charset() {
    check_format(
        "eml",
        b"Subject: =?iso-8859-1?Q?Fr\xf6sche?=\n\nQuak.\n",
        "1 [Fr\u{f6}sche] Quak.",
    );
}

#[test]
fn what_says_nothing_is_refused() {
    check(
        "From: jane@post.example\nTo: a@post.example\n\n",
        "1 ! no text: header lines only",
    );
    check("Subject: The hall\n\n", "1 [The hall] ");
}

#[test]
fn an_mbox_is_read_message_by_message() {
    let mbox = "From jane@post.example Mon Mar  4 08:00:00 2019\nFrom: jane@post.example\nSubject: One\nMessage-ID: <1>\n\n\
                It is.\n>From here on it is one.\n>>From: twice\nFrom the north it came.\n\n\
                From john@post.example Mon Mar  4 09:00:00 2019\nSubject: Two\nDate: Mon, 4 Mar 2019 09:00:00 +0000\n\nIt is too.\n";
    check_format(
        "mbox",
        mbox.as_bytes(),
        "1 [One] It is.¶From here on it is one.¶>>From: twice¶From the north it came. by jane@post.example @post.example id=1 \
         {\"From\":\"jane@post.example\",\"mbox\":\"From jane@post.example Mon Mar  4 08:00:00 2019\"}\n\
         2 [Two] It is too. (Mon, 4 Mar 2019 09:00:00 +0000)",
    );
    check_format(
        "mbox",
        b"Subject: One\n\nWithout a line before it.",
        "1 [One] Without a line before it.",
    );
}

#[test]
fn a_message_that_is_too_long_is_refused_and_the_next_is_read() {
    let separator = "From jane@post.example Mon Mar  4 08:00:00 2019\n";
    let mbox = format!(
        "{separator}Subject: One\n\n{}\n\n{separator}Subject: Two\n\nIt is.\n",
        "x\n".repeat(2000)
    );
    check_format_limited(
        "mbox",
        mbox.as_bytes(),
        1024,
        "1 ! message is longer than 1 KiB; it was skipped\n2 [Two] It is. {\"mbox\":\"From jane@post.example Mon Mar  4 08:00:00 2019\"}",
    );
}

#[test]
fn mail_is_told_from_text_with_header_lines() {
    let eml = |head: &[u8]| looks_like_eml(head, true);
    assert_eq!(
        eml(b"Subject: A\r\nFrom: b\r\nMessage-ID: <1>\r\n\r\n"),
        Likeness::Certain
    );
    assert_eq!(eml(b"Title: A\nDate: 2019\n\nMessage-ID: <1>"), Likeness::None);
    assert_eq!(eml(b"Subject: A\nplain words\nMessage-ID: <1>\n"), Likeness::None);
    let mbox = |head: &[u8]| looks_like_mbox(head, true);
    assert_eq!(
        mbox(b"From a@b Mon Mar  4 08:00:00 2019\nSubject: A\n"),
        Likeness::Certain
    );
    assert_eq!(mbox(b"From a to b at 08:00 it rained.\nAnd on.\n"), Likeness::None);
}

proptest! {
    #[test]
    fn any_bytes_end(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "(From a@b Mon Mar  4 08:00:00 2019\n|Subject: |From: |=\\?utf-8\\?[QBx]\\?|\\?=|Content-Type: |multipart/(mixed|digest|alternative)|\
             message/rfc822|text/(plain|html)|; boundary=b\n|; charset=(utf-7|x|gb2312)|Content-Transfer-Encoding: (base64|quoted-printable)\n|\
             --b\n|--b--\n|\n|\r\n|=[0-9A-F]|a|<|\u{e9}){0,40}".prop_map(String::into_bytes),
        ],
        format in prop_oneof![Just("eml"), Just("mbox")],
    ) {
        let options = ReadOptions { format: format_named(format), ..ReadOptions::default() };
        let mut last = 0;
        let _ = read_stream(bytes.as_slice(), "-", &options, &mut |_, record, _| {
            assert!(record > last);
            last = record;
            ControlFlow::Continue(())
        });
    }
}
