//! The headline of a page.

use super::super::super::clean::clean;
use super::super::super::entities::decode_entities;
use super::choice::letters;
use super::head::Head;
use super::json_ld::Described;
use crate::article::join_lines;

/// The name of a site behind a title is no longer.
const MAX_SITE_CHARS: usize = 30;

/// The headline, and whether the page states it as one.
pub(super) struct Found {
    /// The text.
    pub text: String,
    /// False if it is the heading or the title of the page, in want of a better one.
    pub is_stated: bool,
}

/// The headline: as JSON-LD states it, else the title of the page without the site's name, else
/// the heading.
pub(super) fn headline(head: &Head, described: &Described, source: Option<&str>) -> Option<Found> {
    let plain = |text: &str| {
        let text = join_lines(&clean(&without_tags(&decode_entities(text))));
        (!text.is_empty()).then_some(text)
    };
    let cut = |title: &str| plain(title).map(|title| without_site(&title, source).to_owned());
    let whole = |title: &str| plain(title).map(|title| without_source(&title, source).to_owned());
    let stated = described
        .text("headline")
        .and_then(whole)
        .or_else(|| head.first(&["og:title", "twitter:title"]).and_then(cut));
    let is_stated = stated.is_some();
    let text = stated
        .or_else(|| head.headings.iter().find_map(|heading| plain(heading)))
        .or_else(|| described.text("name").and_then(plain))
        .or_else(|| head.first(&["dc.title", "title"]).and_then(cut))
        .or_else(|| head.title.as_deref().and_then(cut))?;
    Some(Found { text, is_stated })
}

/// The headline of a page that states none: what stands above the text and in the title, too. The
/// heading of an old page is often the name of the site. `found` is one of the `lines` or none.
pub(super) fn headline_above<'a>(
    found: Option<&'a str>,
    title: Option<&str>,
    lines: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let title = letters(title.unwrap_or_default());
    let size = |text: &str| letters(text).chars().count();
    let in_title = lines.filter(|line| {
        let letters = letters(line);
        // Single words such as "News" stand in many titles.
        title.contains(&letters) && size(line) * 3 >= title.chars().count()
    });
    in_title.max_by_key(|line| size(line)).or(found).map(join_lines)
}

/// A headline without the name of the publication behind it, if nothing else can be meant.
fn without_source<'title>(title: &'title str, source: Option<&str>) -> &'title str {
    let cut = without_site(title, source);
    let site = title.get(cut.len()..).unwrap_or_default();
    let is_source = source.is_some_and(|source| letters(site) == letters(source));
    if is_source { cut } else { title }
}

/// A title without ` | Daily Post` or ` - Daily Post` behind it.
fn without_site<'title>(title: &'title str, source: Option<&str>) -> &'title str {
    let cuts = [" | ", " - ", " – ", " — ", " :: ", " » ", "_", "｜"].iter();
    let last = cuts.filter_map(|cut| Some((title.rfind(cut)?, cut.len()))).max();
    let Some((at, length)) = last else {
        return title;
    };
    let (kept, site) = (&title[..at], title[at + length..].trim());
    let is_source = source.is_some_and(|source| source.eq_ignore_ascii_case(site));
    match (is_source || site.chars().count() <= MAX_SITE_CHARS) && !kept.trim().is_empty() {
        true => kept.trim(),
        false => title,
    }
}

/// A text without the few tags that stand in headlines: `<i>`, `<br/>`.
pub(super) fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let is_tag = tag
            .get(1..)
            .is_some_and(|inside| inside.starts_with(|letter: char| letter == '/' || letter.is_ascii_alphabetic()));
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => {
                let name = tag.get(1..end).unwrap_or_default();
                if name.starts_with("br") || name.starts_with('p') || name.starts_with("/p") {
                    kept.push(' ');
                }
                rest = tag.get(end + 1..).unwrap_or_default();
            }
            None => {
                kept.push('<');
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_cut_off_a_title() {
        assert_eq!(without_site("Harbour opens | Daily Post", None), "Harbour opens");
        assert_eq!(
            without_site("Harbour - a story - Daily Post", None),
            "Harbour - a story"
        );
        assert_eq!(without_site("Harbour-side walks", None), "Harbour-side walks");
        let source = Some("Daily Post");
        assert_eq!(without_source("Harbour opens - Daily Post", source), "Harbour opens");
        assert_eq!(
            without_source("Harbour opens - a story", source),
            "Harbour opens - a story"
        );
        let long = "Harbour - which was built in the nineteenth century";
        assert_eq!(without_site(long, None), long);
        assert_eq!(without_site(" - Daily Post", None), " - Daily Post");
    }

    #[test]
    fn the_headline_of_an_old_page_stands_above_its_text() {
        let title = Some("Harbour blog: Harbour stays open");
        let above = |lines: &[&'static str]| headline_above(Some("Harbour blog"), title, lines.iter().copied());
        assert_eq!(
            above(&["Harbour blog", "Harbour stays open", "News"]).as_deref(),
            Some("Harbour stays open")
        );
        assert_eq!(above(&["Blog", "Weather"]).as_deref(), Some("Harbour blog"));
        assert_eq!(headline_above(None, None, ["News"].into_iter()), None);
    }

    #[test]
    fn tags_are_taken_out_of_a_headline() {
        assert_eq!(without_tags("A <i>long</i> day<br/>ends"), "A long day ends");
        assert_eq!(without_tags("1 < 2 <3"), "1 < 2 <3");
    }
}
