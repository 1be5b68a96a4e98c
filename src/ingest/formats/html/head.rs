//! What a page says about its article outside of the text: one walk over the tree, that all
//! fields are then read from.

use scraper::Html;

use super::tree::{MAX_LINE_BYTES, Node, attribute, has_attribute, has_word, line, name, raw_text};

/// Metadata of a page, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The language that the page states of itself.
    pub lang: Option<String>,
    /// The text of `<title>`.
    pub title: Option<String>,
    /// The address that the page states of itself.
    pub canonical: Option<String>,
    /// Names in small letters and contents of `<meta name>` and `<meta property>`.
    pub metas: Vec<(String, String)>,
    /// Names and values of microdata that are of the article itself or of a part of it.
    pub properties: Vec<(String, String)>,
    /// `datetime` of each `<time>`, those marked as the date of publication first.
    pub times: Vec<String>,
    /// Texts of elements that by their class show the date, not far from the headline.
    pub shown_dates: Vec<String>,
    /// The text of each `<h1>`.
    pub headings: Vec<String>,
    /// Names of links and elements marked as the author, and of those whose class says so.
    pub authors: Vec<String>,
    /// Texts of elements whose class says that they are the byline.
    pub bylines: Vec<String>,
    /// What stands in scripts of JSON-LD.
    pub json_ld: Vec<String>,
    /// What stands in scripts that hold the whole page as data.
    pub page_data: Vec<String>,
}

/// Bytes of a script that are read. The data of a page may be some megabytes.
const MAX_SCRIPT_BYTES: usize = 8 << 20;

/// More of one kind are of no use: a page of an archive may have thousands of `<time>`.
const MAX_VALUES: usize = 400;

impl Head {
    /// The contents of a name of `<meta>`, in the order of the page.
    pub fn contents<'head>(&'head self, name: &'head str) -> impl Iterator<Item = &'head str> {
        let found = self.metas.iter().filter(move |(other, _)| other == name);
        found.map(|(_, content)| content.as_str())
    }

    /// The first content of the first of the names that has one.
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|&name| self.metas.iter().find(|(other, _)| other == name))
            .map(|(_, content)| content.as_str())
    }

    /// The values of a name of microdata.
    pub fn values<'head>(&'head self, name: &'head str) -> impl Iterator<Item = &'head str> {
        let found = self.properties.iter().filter(move |(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Collects the metadata of a page.
pub(super) fn read_head(page: &Html) -> Head {
    let mut head = Head::default();
    for node in page.tree.root().descendants() {
        match name(node) {
            "" => {}
            "html" => {
                head.lang = attribute(node, "lang")
                    .or(attribute(node, "xml:lang"))
                    .map(str::to_owned);
            }
            // Pictures in SVG have titles, too.
            "title" if head.title.is_none() && node.parent().is_some_and(|parent| name(parent) != "svg") => {
                head.title = line(node);
            }
            "meta" => read_meta(&mut head, node),
            "link" if has_word(node, "rel", "canonical") && head.canonical.is_none() => {
                head.canonical = attribute(node, "href").map(str::to_owned);
            }
            "script" => read_script(&mut head, node),
            element => read_element(&mut head, node, element),
        }
    }
    head
}

fn read_meta(head: &mut Head, node: Node<'_>) {
    let Some(content) = attribute(node, "content").filter(|content| content.len() <= MAX_LINE_BYTES) else {
        return;
    };
    for key in ["name", "property", "http-equiv"] {
        if let Some(names) = attribute(node, key) {
            push(&mut head.metas, (names.to_ascii_lowercase(), content.to_owned()));
        }
    }
    if let Some(property) = attribute(node, "itemprop") {
        push(
            &mut head.properties,
            (property.to_ascii_lowercase(), content.to_owned()),
        );
        if attribute(node, "name").is_none() && attribute(node, "property").is_none() {
            push(&mut head.metas, (property.to_ascii_lowercase(), content.to_owned()));
        }
    }
}

fn read_script(head: &mut Head, node: Node<'_>) {
    let size: usize = node
        .children()
        .filter_map(|text| text.value().as_text())
        .map(|text| text.len())
        .sum();
    if size > MAX_SCRIPT_BYTES {
        return;
    }
    let kind = attribute(node, "type").unwrap_or_default().to_ascii_lowercase();
    if kind.contains("ld+json") {
        push(&mut head.json_ld, raw_text(node));
    } else if attribute(node, "id") == Some("__NEXT_DATA__") {
        push(&mut head.page_data, raw_text(node));
    } else if attribute(node, "src").is_none() {
        let script = raw_text(node);
        if script.contains("__next_f.push(") {
            push(&mut head.page_data, script);
        }
    }
}

fn read_element(head: &mut Head, node: Node<'_>, element: &str) {
    if element == "time" {
        let is_published = has_attribute(node, "pubdate")
            || attribute(node, "datetime").is_some() && has_word(node, "itemprop", "datePublished");
        if let Some(stated) = attribute(node, "datetime") {
            match is_published {
                true => head.times.insert(0, stated.to_owned()),
                false => push(&mut head.times, stated.to_owned()),
            }
        } else if let Some(shown) = line(node) {
            push(&mut head.shown_dates, shown);
        }
    }
    if element == "h1"
        && let Some(heading) = line(node)
    {
        push(&mut head.headings, heading);
    }
    if let Some(properties) = attribute(node, "itemprop") {
        let value = ["content", "datetime"]
            .iter()
            .find_map(|key| attribute(node, key).map(str::to_owned));
        if let Some(value) = value.or_else(|| line(node)) {
            for property in properties.split_ascii_whitespace() {
                push(&mut head.properties, (property.to_ascii_lowercase(), value.clone()));
            }
        }
    }
    if has_word(node, "rel", "author")
        && let Some(author) = line(node)
    {
        push(&mut head.authors, author);
    }
    let Some(class) = attribute(node, "class").or(attribute(node, "id")) else {
        return;
    };
    let class = class.to_ascii_lowercase();
    if class.contains("byline")
        && let Some(byline) = line(node)
    {
        push(&mut head.bylines, byline);
    }
    if ["date", "publish", "posted", "timestamp"]
        .iter()
        .any(|word| class.contains(word))
        && !class.contains("update")
        && let Some(shown) = line(node)
        && shown.len() <= 100
    {
        push(&mut head.shown_dates, shown);
    }
}

fn push<T>(list: &mut Vec<T>, value: T) {
    if list.len() < MAX_VALUES {
        list.push(value);
    }
}
