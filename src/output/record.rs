//! Pages, hits and articles as the records of [`wire`](super::wire).

use std::ops::Range;

use super::facets::facet_records;
use super::marks::{Marked, whole_letters};
use super::wire::{
    ArticleFields, ArticleRecord, CopyRecord, EntityRecord, HeadlineRecord, HighlightRecord, HitRecord, LanguageRecord,
    PageRecord, PositionRecord, PublishedRecord, SnippetRecord, SpellingRecord, SpellingsRecord, StoryRecord,
    SuggestionRecord, WIRE_VERSION, WordRecord,
};
use super::{Matches, Style};
use crate::article::{Entity, Headline, Published, TextPart};
use crate::index::StoredArticle;
use crate::query::Field;
use crate::search::{Hit, HitStory, OtherSpellings, Page, Passage, Suggestion, UnknownWord};

/// Returns a page as a document.
pub fn page_record<'a>(page: &'a Page, style: &'a Style) -> PageRecord<'a> {
    PageRecord {
        v: WIRE_VERSION,
        query: &style.query,
        read_as: &page.read_as,
        notes: &page.notes,
        found: page.found,
        undated: page.undated,
        stories: page.stories,
        offset: page.offset,
        took_ms: style
            .took
            .then(|| u64::try_from(page.took.as_millis()).unwrap_or(u64::MAX)),
        hits: page.hits.iter().map(|hit| hit_record(hit, style)).collect(),
        facets: facet_records(&page.facets),
        suggestions: suggestion_records(&page.unknown_words),
        spellings: spellings_records(&page.spellings),
    }
}

/// Returns the words that were looked for in other spellings as records.
pub(super) fn spellings_records(spellings: &[OtherSpellings]) -> Vec<SpellingsRecord<'_>> {
    spellings.iter().map(spellings_record).collect()
}

fn spellings_record(spellings: &OtherSpellings) -> SpellingsRecord<'_> {
    let words = spellings.words.iter().map(|(word, articles)| WordRecord {
        word,
        articles: *articles,
    });
    SpellingsRecord {
        typed: &spellings.typed,
        field: spellings.field.map(Field::name),
        alone: &spellings.alone,
        words: words.collect(),
        more_words: spellings.more,
    }
}

/// Returns the words that no article holds as records.
pub(super) fn suggestion_records<'a>(unknown: &'a [UnknownWord]) -> Vec<SuggestionRecord<'a>> {
    let word = |suggestion: &'a Suggestion| WordRecord {
        word: &suggestion.word,
        articles: suggestion.articles,
    };
    let record = |unknown: &'a UnknownWord| SuggestionRecord {
        typed: &unknown.typed,
        field: unknown.field.map(Field::name),
        words: unknown.suggestions.iter().map(word).collect(),
    };
    unknown.iter().map(record).collect()
}

/// Returns a hit as a record.
pub fn hit_record<'a>(hit: &'a Hit, style: &Style) -> HitRecord<'a> {
    let matches = Matches {
        headline: &hit.headline_matches,
        body: &hit.body_matches,
    };
    let body = &hit.article.article.body;
    HitRecord {
        v: WIRE_VERSION,
        rank: hit.rank,
        score: hit.score,
        article: article_fields(&hit.article, style.bodies),
        story: hit.story.as_ref().map(story_record),
        snippets: hit
            .passages
            .iter()
            .map(|passage| snippet_record(body, passage, &hit.body_matches))
            .collect(),
        highlights: highlight_records(&hit.article, matches),
    }
}

/// Returns a whole article, with its body, as a record.
pub fn article_record<'a>(article: &'a StoredArticle, matches: Matches<'_>) -> ArticleRecord<'a> {
    ArticleRecord {
        v: WIRE_VERSION,
        article: article_fields(article, true),
        highlights: highlight_records(article, matches),
    }
}

fn article_fields(stored: &StoredArticle, with_body: bool) -> ArticleFields<'_> {
    let article = &stored.article;
    ArticleFields {
        id: stored.id.to_string(),
        source_id: article.id.as_deref(),
        headline: article.headline.as_ref().map(headline_record),
        published: article.published.as_ref().map(published_record),
        updated: article.updated.as_ref().map(published_record),
        crawled: article.crawled.as_ref().map(published_record),
        source: article.source.as_deref(),
        byline: &article.byline,
        section: article.section.as_deref(),
        lang: article.lang.as_ref().map(|lang| LanguageRecord {
            code: &lang.code,
            given: lang.given,
        }),
        url: article.url.as_deref(),
        path: &stored.path,
        member: article.member.as_deref(),
        record: stored.record,
        format: &stored.format,
        people: &article.people,
        places: &article.places,
        orgs: &article.orgs,
        entities: article.entities.iter().map(entity_record).collect(),
        topics: &article.topics,
        dateline: article.dateline.as_deref(),
        dateline_places: &article.dateline_places,
        dateline_date: article.dateline_date.as_ref().map(published_record),
        agency: article.agency.as_deref(),
        words: stored.words,
        extra: &article.extra,
        body: with_body.then_some(article.body.as_str()),
    }
}

fn story_record(story: &HitStory) -> StoryRecord<'_> {
    StoryRecord {
        key: story.key.to_string(),
        copies: story.copies,
        sources: story.sources,
        others: story.others.iter().map(copy_record).collect(),
    }
}

/// Returns an article in short.
pub(super) fn copy_record(copy: &StoredArticle) -> CopyRecord<'_> {
    CopyRecord {
        id: copy.id.to_string(),
        headline: copy.article.headline.as_ref().map(headline_record),
        published: copy.article.published.as_ref().map(published_record),
        source: copy.article.source.as_deref(),
        path: &copy.path,
        record: copy.record,
    }
}

fn entity_record(entity: &Entity) -> EntityRecord<'_> {
    let spellings = entity.spellings.iter().map(|spelling| SpellingRecord {
        text: &spelling.text,
        mentions: spelling.mentions,
    });
    EntityRecord {
        kind: entity.kind.name(),
        name: &entity.name,
        given: entity.is_given,
        salience: entity.salience,
        mentions: entity.mentions(),
        first: entity.first.map(|first| PositionRecord {
            field: match first.part {
                TextPart::Headline => "headline",
                TextPart::Body => "body",
            },
            start: first.byte,
        }),
        spellings: spellings.collect(),
    }
}

fn headline_record(headline: &Headline) -> HeadlineRecord<'_> {
    HeadlineRecord {
        text: &headline.text,
        derived: headline.derived,
    }
}

fn published_record(published: &Published) -> PublishedRecord<'_> {
    PublishedRecord {
        value: published.to_iso(),
        precision: published.precision.name(),
        offset_minutes: published.offset_minutes,
        origin: published.origin.name(),
        raw: &published.raw,
    }
}

fn snippet_record(body: &str, passage: &Passage, matches: &[Range<usize>]) -> SnippetRecord {
    let range = whole_letters(body, passage.range.clone());
    let marked = Marked::cut(body, range.clone(), matches).on_one_line();
    let start_char = body[..range.start].chars().count();
    SnippetRecord {
        text: marked.text().to_owned(),
        html: html(&marked),
        start: range.start,
        end: range.end,
        start_char,
        end_char: start_char + body[range].chars().count(),
        cut_before: passage.cut_before,
        cut_after: passage.cut_after,
    }
}

/// Returns a text escaped for HTML, its matches marked.
pub(super) fn html(marked: &Marked) -> String {
    let mut html = String::with_capacity(marked.text().len() + 32);
    for (piece, is_match) in marked.pieces() {
        if is_match {
            html.push_str("<mark>");
        }
        for letter in piece.chars() {
            match letter {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                letter => html.push(letter),
            }
        }
        if is_match {
            html.push_str("</mark>");
        }
    }
    html
}

fn highlight_records(stored: &StoredArticle, matches: Matches<'_>) -> Vec<HighlightRecord> {
    let headline = stored.article.headline.as_ref().map_or("", |headline| &headline.text);
    let mut records = Vec::with_capacity(matches.headline.len() + matches.body.len());
    push_highlights("headline", headline, matches.headline, &mut records);
    push_highlights("body", &stored.article.body, matches.body, &mut records);
    records
}

/// Counts characters on from match to match, so that a body is walked once.
fn push_highlights(field: &'static str, text: &str, matches: &[Range<usize>], records: &mut Vec<HighlightRecord>) {
    let (mut at, mut at_char) = (0, 0);
    for found in matches {
        let found = whole_letters(text, found.clone());
        if found.start < at {
            (at, at_char) = (0, 0);
        }
        let start_char = at_char + text[at..found.start].chars().count();
        let end_char = start_char + text[found.clone()].chars().count();
        records.push(HighlightRecord {
            field,
            start: found.start,
            end: found.end,
            start_char,
            end_char,
        });
        (at, at_char) = (found.end, end_char);
    }
}

#[cfg(test)]
mod tests {
    // One match is a list of one range.
    #![allow(clippy::single_range_in_vec_init)]

    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::output::{explain::explanation_record, sample};

    const MANUAL: &str = include_str!("../docs/output.md");

    #[track_caller]
    fn check_html(body: &str, matches: &[Range<usize>], expected: &str) {
        let passage = Passage {
            range: 0..body.len(),
            cut_before: false,
            cut_after: false,
        };
        assert_eq!(snippet_record(body, &passage, matches).html, expected);
    }

    #[test]
    fn a_snippet_is_escaped_and_marked() {
        check_html(
            "<b>R&D</b>\n \"it's\"",
            &[3..6],
            "&lt;b&gt;<mark>R&amp;D</mark>&lt;/b&gt; &quot;it&#39;s&quot;",
        );
    }

    #[test]
    fn offsets_count_bytes_and_characters_of_the_full_text() {
        let body = "Зеленський 🇺🇦 e\u{301}t Crimea. Зеленський";
        let first = body.find("Crimea").expect("it is there");
        let last = body.rfind("Зеленський").expect("it is there");
        let ranges = [0..20, first..first + 6, last..body.len()];
        let mut records = Vec::new();
        push_highlights("body", body, &ranges, &mut records);
        let letters: Vec<char> = body.chars().collect();
        let said: Vec<String> = records
            .iter()
            .map(|found| letters[found.start_char..found.end_char].iter().collect())
            .collect();
        assert_eq!(said, ["Зеленський", "Crimea", "Зеленський"]);
        let bytes: Vec<&str> = records.iter().map(|found| &body[found.start..found.end]).collect();
        assert_eq!(bytes, said);
    }

    #[test]
    fn matches_out_of_order_are_counted_right() {
        let mut records = Vec::new();
        push_highlights("body", "éab", &[3..4, 0..2], &mut records);
        let chars: Vec<(usize, usize)> = records.iter().map(|found| (found.start_char, found.end_char)).collect();
        assert_eq!(chars, [(2, 3), (0, 1)]);
    }

    #[test]
    fn a_snippet_lies_where_it_says() {
        for hit in [sample::crimea(), sample::three_passages()] {
            let body = &hit.article.article.body;
            for snippet in hit_record(&hit, &Style::default()).snippets {
                assert_eq!(
                    crate::article::join_lines(&body[snippet.start..snippet.end]),
                    snippet.text
                );
            }
        }
    }

    #[test]
    fn every_passage_is_a_snippet_with_its_own_marks() {
        let hit = sample::three_passages();
        let html: Vec<String> = hit_record(&hit, &Style::default())
            .snippets
            .into_iter()
            .map(|snippet| snippet.html)
            .collect();
        assert_eq!(
            html,
            [
                "Talks on <mark>Crimea</mark> began.",
                "<mark>Crimea</mark> is far away.",
                "They spoke of <mark>Crimea</mark> &amp; Kyiv",
            ]
        );
    }

    fn keys_of(value: &Value, keys: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    keys.insert(key.clone());
                    // What stands in `extra` is the source's.
                    if key != "extra" {
                        keys_of(value, keys);
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| keys_of(value, keys)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn the_manual_names_every_key() {
        let mut page = sample::page(vec![sample::crimea()]);
        page.unknown_words = sample::explanation().unknown_words;
        page.spellings = vec![sample::spellings()];
        page.hits[0].story = Some(HitStory {
            key: page.hits[0].article.id,
            copies: 1,
            sources: 1,
            others: vec![sample::crimea().article],
        });
        let style = Style {
            took: true,
            bodies: true,
            ..Style::default()
        };
        let mut keys = BTreeSet::new();
        for record in [
            serde_json::to_value(page_record(&page, &style)),
            serde_json::to_value(article_record(&page.hits[0].article, Matches::default())),
            serde_json::to_value(explanation_record(&sample::explanation(), &style)),
        ] {
            keys_of(&record.expect("a record is JSON"), &mut keys);
        }
        assert!(keys.len() > 40, "{keys:?}");
        for key in keys {
            assert!(
                MANUAL.contains(&format!("`{key}`")),
                "src/docs/output.md does not describe `{key}`"
            );
        }
    }

    #[test]
    fn the_manual_has_a_line_for_this_version() {
        assert!(MANUAL.contains(&format!("\n- {WIRE_VERSION}: ")));
    }

    #[test]
    fn the_version_comes_first() {
        let page = sample::page(vec![sample::crimea()]);
        let style = Style::default();
        for text in [
            serde_json::to_string(&page_record(&page, &style)),
            serde_json::to_string(&hit_record(&page.hits[0], &style)),
            serde_json::to_string(&article_record(&page.hits[0].article, Matches::default())),
        ] {
            assert!(text.expect("a record is JSON").starts_with(r#"{"v":1,"#));
        }
    }

    #[test]
    fn an_empty_article_has_the_same_keys_as_a_full_one() {
        let full = serde_json::to_value(hit_record(&sample::crimea(), &Style::default())).expect("a record is JSON");
        let empty = serde_json::to_value(hit_record(&sample::undated(), &Style::default())).expect("a record is JSON");
        let keys = |value: &Value| value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>());
        assert_eq!(keys(&full), keys(&empty));
    }
}
