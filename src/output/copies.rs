//! The copies of a hit in words: `and 26 copies in 19 sources`, and each of them on a line.

use super::names::{date, file_and_record, headline, short_id};
use super::sanitize;
use super::summary::grouped;
use crate::index::StoredArticle;
use crate::search::{Hit, HitStory};

/// Returns how many copies of a hit the answer holds; `None` if it holds none.
pub(super) fn copies(hit: &Hit) -> Option<String> {
    let story = hit.story.as_ref().filter(|story| story.copies > 0)?;
    let copies = match story.copies {
        1 => "and 1 copy".to_owned(),
        copies => format!("and {} copies", grouped(copies)),
    };
    Some(match story.sources {
        0 => copies,
        1 => format!("{copies} in 1 source"),
        sources => format!("{copies} in {} sources", grouped(sources)),
    })
}

/// Returns two lines for each copy that was asked for: date, source and headline, if it is another one; id
/// and file.
pub(super) fn copy_lines(hit: &Hit) -> Vec<[String; 2]> {
    let others = hit.story.as_ref().map_or(&[][..], |story: &HitStory| &story.others);
    others.iter().map(|other| copy_line(other, &hit.article)).collect()
}

fn copy_line(copy: &StoredArticle, lead: &StoredArticle) -> [String; 2] {
    let article = &copy.article;
    let title = |article: &StoredArticle| headline(article.article.headline.as_ref(), &[]).text().to_owned();
    let mut parts = vec![date(article.published.as_ref())];
    parts.extend(article.source.as_deref().map(|source| sanitize(source).into_owned()));
    let own = title(copy);
    if own != title(lead) {
        parts.push(own);
    }
    let path = file_and_record(copy);
    [parts.join("   "), format!("{}  {}", short_id(copy.id), sanitize(&path))]
}
