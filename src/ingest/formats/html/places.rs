//! Where a block stands in a page, as far as elements and their classes tell.

use super::tree::{Node, attribute, name};

/// Marks of a place. Those of an element hold for all that stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place(u16);

impl Place {
    /// A heading, `h1` to `h6`.
    pub const HEADING: Place = Place(1);
    /// An item of a list.
    pub const ITEM: Place = Place(2);
    /// A cell of a table.
    pub const CELL: Place = Place(4);
    /// A caption, or a figure around one.
    pub const CAPTION: Place = Place(8);
    /// Navigation, a footer, a bar at the side.
    pub const FRAME: Place = Place(16);
    /// A box that advertises something: other articles, letters, sharing.
    pub const BOX: Place = Place(32);
    /// Names of authors, dates, credits.
    pub const CREDIT: Place = Place(64);
    /// The element that by its mark holds the text of the article.
    pub const ARTICLE_BODY: Place = Place(128);
    /// A paragraph element.
    pub const PARAGRAPH: Place = Place(256);
    /// Comments of readers.
    pub const COMMENTS: Place = Place(512);
    /// `<article>` or `<main>`.
    pub const ARTICLE: Place = Place(1024);
    /// A quotation.
    pub const QUOTE: Place = Place(2048);

    /// Text whose line ends are kept, `<pre>`.
    pub const KEPT_LINES: Place = Place(4096);

    /// Marks that come from classes, too, which anybody may choose.
    pub const MARKS_BY_CLASS: &[Place] = &[Place::CAPTION, Place::FRAME, Place::BOX, Place::CREDIT, Place::COMMENTS];

    /// True if this place has a mark of the other.
    pub fn is(self, other: Place) -> bool {
        self.0 & other.0 != 0
    }

    /// The marks of both.
    pub fn with(self, other: Place) -> Place {
        Place(self.0 | other.0)
    }

    /// The marks of this place that the other does not have.
    pub fn without(self, other: Place) -> Place {
        Place(self.0 & !other.0)
    }

    /// The marks that both have.
    pub fn common(self, other: Place) -> Place {
        Place(self.0 & other.0)
    }
}

/// Words of classes and ids, and what an element that has one is.
const WORDS: &[(&str, Place)] = &[
    ("caption", Place::CAPTION),
    ("imagecaption", Place::CAPTION),
    ("credit", Place::CAPTION),
    ("copyright", Place::CREDIT),
    ("photo", Place::CAPTION),
    ("gallery", Place::CAPTION),
    ("nav", Place::FRAME),
    ("navbar", Place::FRAME),
    ("navigation", Place::FRAME),
    ("menu", Place::FRAME),
    ("breadcrumb", Place::FRAME),
    ("breadcrumbs", Place::FRAME),
    ("footer", Place::FRAME),
    ("sidebar", Place::FRAME),
    ("skip", Place::FRAME),
    ("related", Place::BOX),
    ("recommended", Place::BOX),
    ("recommendation", Place::BOX),
    ("recommendations", Place::BOX),
    ("promo", Place::BOX),
    ("newsletter", Place::BOX),
    ("subscribe", Place::BOX),
    ("subscription", Place::BOX),
    ("social", Place::BOX),
    ("share", Place::BOX),
    ("sharing", Place::BOX),
    ("cookie", Place::BOX),
    ("cookies", Place::BOX),
    ("consent", Place::BOX),
    ("advert", Place::BOX),
    ("advertisement", Place::BOX),
    ("advertising", Place::BOX),
    ("sponsored", Place::BOX),
    ("outbrain", Place::BOX),
    ("taboola", Place::BOX),
    ("readmore", Place::BOX),
    ("teaser", Place::BOX),
    ("teasers", Place::BOX),
    ("trending", Place::BOX),
    ("popular", Place::BOX),
    ("byline", Place::CREDIT),
    ("author", Place::CREDIT),
    ("authors", Place::CREDIT),
    ("dateline", Place::CREDIT),
    ("timestamp", Place::CREDIT),
    ("tags", Place::CREDIT),
    ("comments", Place::COMMENTS),
    ("comment", Place::COMMENTS),
    ("disqus", Place::COMMENTS),
    ("respond", Place::COMMENTS),
];

/// The place of an element inside another.
pub(super) fn place_of(node: Node<'_>, around: Place) -> Place {
    let own = match name(node) {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Place::HEADING,
        "li" => Place::ITEM,
        "td" | "th" => Place::CELL,
        "figcaption" | "figure" | "caption" => Place::CAPTION,
        "nav" | "footer" | "aside" | "menu" => Place::FRAME,
        "p" => Place::PARAGRAPH,
        "article" | "main" => Place::ARTICLE,
        "address" => Place::CREDIT,
        "blockquote" => Place::QUOTE,
        "pre" => Place::KEPT_LINES,
        "html" | "body" => return around,
        _ => Place::default(),
    };
    let mut place = around.with(own);
    for key in ["class", "id", "itemprop", "role"] {
        let Some(value) = attribute(node, key) else {
            continue;
        };
        if key == "itemprop" && value.eq_ignore_ascii_case("articleBody") {
            place = place.with(Place::ARTICLE_BODY);
            continue;
        }
        for word in value.split(|letter: char| !letter.is_alphanumeric()) {
            if let Some((_, mark)) = WORDS.iter().find(|(other, _)| word.eq_ignore_ascii_case(other)) {
                place = place.with(*mark);
            }
        }
    }
    place
}
