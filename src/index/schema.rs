//! The fields of the index: the only list of them.
//!
//! Field types are Tantivy's own, so that any Tantivy program can open the index. Text that is
//! searched by word is indexed under Tantivy's tokenizer name `default`: a plain Tantivy program
//! that parses a query for it cuts and lower-cases words as we do (it does not take accents off).

use tantivy::schema::{
    DateOptions, DateTimePrecision, FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// Version of the fields and their meaning. An index of another version is refused with a
/// message, never guessed at.
///
/// 1: words of headline and body, names, dates (dateline 0.1 before its release).
/// 2: the lead, marks of sentences, paragraphs and printed case, and scripts without spaces by
///    the letter (dateline 0.1 before its release).
/// 3: dates of change, of the crawl and of the dateline, its places, the agency, the member of a
///    container (dateline 0.1 before its release).
/// 4: people, places and organisations found in the text (dateline 0.1 before its release).
/// 5: a signature of the text and the commit that added the article, for stories (dateline 0.1).
pub const SCHEMA_VERSION: u32 = 5;

/// Tokenizer of running text: see [`crate::words`].
pub const WORD_TOKENIZER: &str = "default";

/// Tokenizer of the marks of a body: sentences, paragraphs and printed case, each a term such as
/// [`crate::words::SENTENCE_MARK`] at the position of its word.
pub const MARKS_TOKENIZER: &str = "dateline_marks";

/// Tokenizer of the marks of a headline, which is one sentence and no paragraph.
pub const HEADLINE_MARKS_TOKENIZER: &str = "dateline_headline_marks";

/// Tokenizer of whole names: one term a value, its folded words joined by a space.
pub const NAME_TOKENIZER: &str = "dateline_name";

/// The fields of the index. A pair is the name as a whole and its words.
#[derive(Clone, Debug)]
pub struct Fields {
    /// u64, indexed, fast, stored: see [`super::ArticleId`].
    pub id: Field,
    /// The source's own id. Not fast.
    pub source_id: NameField,
    /// String, indexed, fast, stored: the file that the article was read from.
    pub path: Field,
    /// Text: the words of the path, and those of the member.
    pub path_words: Field,
    /// Stored: the path inside its container, where the article stood in one.
    pub member: Field,
    /// u64, fast, stored: number of the record in its file, counted from 1.
    pub record: Field,
    /// String, indexed, fast, stored: name of the input format.
    pub format: Field,
    /// Text with positions, stored: the headline that the source printed.
    pub headline: Field,
    /// Stored: the headline that was derived from the first sentence.
    pub headline_derived: Field,
    /// Text with positions, stored: the running text.
    pub body: Field,
    /// Text: the marks of the headline's words, at the positions of [`headline`](Self::headline).
    pub headline_marks: Field,
    /// Text: the marks of the body's words, at the positions of [`body`](Self::body).
    pub body_marks: Field,
    /// Text without positions, for ranking: the words of the first paragraph of the body once more,
    /// where it is not the only one.
    pub lead: Field,
    /// u64, fast: number of words in the first paragraph of the body that has a word.
    pub lead_words: Field,
    /// u64, fast, stored: number of words in the body.
    pub words: Field,
    /// u64, fast: number of words in the headline.
    pub headline_words: Field,
    /// Date, fast, indexed: the first instant of the date of publication as civil time, for
    /// other programs. Missing outside the years 1678 to 2261, which Tantivy's dates cannot hold.
    pub published: Field,
    /// i64, fast: first and last civil minute since 1970-01-01T00:00 that the date covers.
    pub published_first: Field,
    /// See [`published_first`](Self::published_first).
    pub published_last: Field,
    /// Stored: the date with its precision as ISO 8601, for example `2025-04`.
    pub published_iso: Field,
    /// Stored: the date as printed.
    pub published_raw: Field,
    /// String, indexed, stored: where the date was found.
    pub published_origin: Field,
    /// When the article was last changed.
    pub updated: StoredDate,
    /// When a crawler fetched the article.
    pub crawled: StoredDate,
    /// The day that the dateline names.
    pub dateline_date: StoredDate,
    /// The dateline as printed.
    pub dateline: NameField,
    /// The places that the dateline names.
    pub dateline_places: NameField,
    /// The news agency.
    pub agency: NameField,
    /// Authors.
    pub byline: NameField,
    /// The publication.
    pub source: NameField,
    /// The section or desk.
    pub section: NameField,
    /// People that the source names.
    pub people: NameField,
    /// Places that the source names.
    pub places: NameField,
    /// Organisations that the source names.
    pub orgs: NameField,
    /// People found in the text, in all their spellings. Neither stored nor fast.
    pub found_people: NameField,
    /// Places found in the text.
    pub found_places: NameField,
    /// Organisations found in the text.
    pub found_orgs: NameField,
    /// What the article names, given or found: each entity once, under the name of the article.
    pub entity_names: EntityNames,
    /// Stored: every entity with its spellings, see `index/stored_entities.rs`.
    pub entities: Field,
    /// Subjects.
    pub topics: NameField,
    /// String, indexed, fast, stored: code of the language.
    pub lang: Field,
    /// String, stored: `yes` if the source stated the language.
    pub lang_given: Field,
    /// The address. Not fast.
    pub url: NameField,
    /// String, indexed: names of the fields that are not empty.
    pub filled: Field,
    /// Stored: the source's other fields, a JSON object.
    pub extra: Field,
    /// Bytes, fast: the sample of the text's shingles, a [`crate::enrich::Signature`]. None for a short
    /// text.
    pub signature: Field,
    /// u64, fast: number of the commit that added the article in this form.
    pub generation: Field,
}

/// A field that holds names: as a whole for facets and whole-name matches, and by word.
#[derive(Clone, Copy, Debug)]
pub struct NameField {
    /// Indexed as one folded term a value, fast as printed, stored as printed.
    pub whole: Field,
    /// Text with positions.
    pub words: Field,
}

/// For facets and counts: strings, fast only.
#[derive(Clone, Copy, Debug)]
pub struct EntityNames {
    /// People.
    pub people: Field,
    /// Places.
    pub places: Field,
    /// Organisations.
    pub orgs: Field,
}

/// A date that is shown and not searched. All three are stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredDate {
    /// The date with its precision as ISO 8601, for example `2025-04`.
    pub iso: Field,
    /// The date as printed.
    pub raw: Field,
    /// Where the date was found.
    pub origin: Field,
}

/// Returns the schema of version [`SCHEMA_VERSION`] and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let stored_text = words_text().set_stored();
    let fields = Fields {
        id: builder.add_u64_field("id", INDEXED | FAST | STORED),
        source_id: name_field(&mut builder, "source_id", IsFast::No),
        path: builder.add_text_field("path", STRING | FAST | STORED),
        path_words: builder.add_text_field("path_words", words_text()),
        member: builder.add_text_field("member", STORED),
        record: builder.add_u64_field("record", FAST | STORED),
        format: builder.add_text_field("format", STRING | FAST | STORED),
        headline: builder.add_text_field("headline", stored_text.clone()),
        headline_derived: builder.add_text_field("headline_derived", STORED),
        body: builder.add_text_field("body", stored_text),
        headline_marks: builder.add_text_field("headline_marks", marks_text(HEADLINE_MARKS_TOKENIZER)),
        body_marks: builder.add_text_field("body_marks", marks_text(MARKS_TOKENIZER)),
        lead: builder.add_text_field("lead", lead_text()),
        lead_words: builder.add_u64_field("lead_words", FAST),
        words: builder.add_u64_field("words", FAST | STORED),
        headline_words: builder.add_u64_field("headline_words", FAST),
        published: builder.add_date_field(
            "published",
            DateOptions::from(INDEXED | FAST).set_precision(DateTimePrecision::Seconds),
        ),
        published_first: builder.add_i64_field("published_first", FAST),
        published_last: builder.add_i64_field("published_last", FAST),
        published_iso: builder.add_text_field("published_iso", STORED),
        published_raw: builder.add_text_field("published_raw", STORED),
        published_origin: builder.add_text_field("published_origin", STRING | STORED),
        updated: stored_date(&mut builder, "updated"),
        crawled: stored_date(&mut builder, "crawled"),
        dateline_date: stored_date(&mut builder, "dateline_date"),
        dateline: name_field(&mut builder, "dateline", IsFast::Yes),
        dateline_places: name_field(&mut builder, "dateline_place", IsFast::Yes),
        agency: name_field(&mut builder, "agency", IsFast::Yes),
        byline: name_field(&mut builder, "byline", IsFast::Yes),
        source: name_field(&mut builder, "source", IsFast::Yes),
        section: name_field(&mut builder, "section", IsFast::Yes),
        people: name_field(&mut builder, "people", IsFast::Yes),
        places: name_field(&mut builder, "places", IsFast::Yes),
        orgs: name_field(&mut builder, "orgs", IsFast::Yes),
        found_people: found_field(&mut builder, "found_people"),
        found_places: found_field(&mut builder, "found_places"),
        found_orgs: found_field(&mut builder, "found_orgs"),
        entity_names: EntityNames {
            people: builder.add_text_field("entity_people", fast_names()),
            places: builder.add_text_field("entity_places", fast_names()),
            orgs: builder.add_text_field("entity_orgs", fast_names()),
        },
        entities: builder.add_text_field("entities", STORED),
        topics: name_field(&mut builder, "topics", IsFast::Yes),
        lang: builder.add_text_field("lang", STRING | FAST | STORED),
        lang_given: builder.add_text_field("lang_given", STORED),
        url: name_field(&mut builder, "url", IsFast::No),
        filled: builder.add_text_field("filled", STRING),
        extra: builder.add_text_field("extra", STORED),
        signature: builder.add_bytes_field("signature", FAST),
        generation: builder.add_u64_field("generation", FAST),
    };
    (builder.build(), fields)
}

fn stored_date(builder: &mut SchemaBuilder, name: &str) -> StoredDate {
    let mut part = |part: &str| builder.add_text_field(&format!("{name}_{part}"), STORED);
    StoredDate {
        iso: part("iso"),
        raw: part("raw"),
        origin: part("origin"),
    }
}

fn words_text() -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WORD_TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    )
}

/// For ranking: where in the lead a word stands, the body's positions say.
fn lead_text() -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(WORD_TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqs),
    )
}

fn marks_text(tokenizer: &str) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IsFast {
    Yes,
    No,
}

fn name_field(builder: &mut SchemaBuilder, name: &str, is_fast: IsFast) -> NameField {
    let mut whole = whole_names().set_stored();
    if is_fast == IsFast::Yes {
        whole = whole.set_fast("raw");
    }
    pair(builder, name, whole)
}

/// Names that are found in the text: which of them are one entity is stored elsewhere.
fn found_field(builder: &mut SchemaBuilder, name: &str) -> NameField {
    pair(builder, name, whole_names())
}

fn fast_names() -> TextOptions {
    TextOptions::default().set_fast("raw")
}

fn whole_names() -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(NAME_TOKENIZER)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic),
    )
}

fn pair(builder: &mut SchemaBuilder, name: &str, whole: TextOptions) -> NameField {
    NameField {
        whole: builder.add_text_field(name, whole),
        words: builder.add_text_field(&format!("{name}_words"), words_text()),
    }
}
