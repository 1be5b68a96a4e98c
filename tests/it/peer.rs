//! Queries in Lucene's signs (`+a -b "c d"`), counted by a plain Tantivy index and written in our
//! language. The bench `counts` uses this file too.

use dateline::index::{OpenIndex, from_document, tokenizers};
use dateline::words::{fold, words};
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexSettings, IndexWriter, Searcher, TantivyDocument, Term};

/// A word, or the words of a phrase, with the sign before it.
pub struct Clause {
    pub occur: Occur,
    pub words: Vec<String>,
}

/// Reads a query of words and quoted phrases, each with `+`, `-` or nothing before it.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (occur, unsigned) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
            (Some(unsigned), _) => (Occur::Must, unsigned),
            (_, Some(unsigned)) => (Occur::MustNot, unsigned),
            _ => (Occur::Should, rest),
        };
        let (clause, behind) = match unsigned.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap(),
            None => unsigned.split_once(' ').unwrap_or((unsigned, "")),
        };
        found.push(Clause {
            occur,
            words: words(clause).map(|word| word.text.to_owned()).collect(),
        });
        rest = behind.trim_start();
    }
    found
}

/// Writes clauses in our language: exact words in the body. Where there is a `+`, the words
/// without a sign are optional, as in Lucene; read it with words side by side as OR.
pub fn as_ours(clauses: &[Clause]) -> String {
    let written: Vec<String> = clauses
        .iter()
        .map(|clause| {
            let sign = match clause.occur {
                Occur::Must => "+",
                Occur::MustNot => "NOT ",
                Occur::Should => "",
            };
            match clause.words.as_slice() {
                [word] => format!("{sign}={word}"),
                words => format!("{sign}\"{}\"", words.join(" ")),
            }
        })
        .collect();
    let is_negated = clauses.iter().any(|clause| clause.occur == Occur::MustNot);
    match is_negated {
        true => format!("body:({})", written.join(" AND ")),
        false => format!("body:({})", written.join(" ")),
    }
}

/// A plain Tantivy index of one field, with our tokenizer.
pub struct Plain {
    searcher: Searcher,
    body: Field,
}

impl Plain {
    /// An index of the bodies of all articles of another.
    pub fn of_bodies(index: &OpenIndex) -> Plain {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("default")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
        let plain = Index::builder()
            .schema(schema.build())
            .settings(IndexSettings::default())
            .tokenizers(tokenizers())
            .create_in_ram()
            .unwrap();
        let mut writer: IndexWriter = plain.writer_with_num_threads(1, 64 << 20).unwrap();
        let ours = index.reader.searcher();
        for segment in ours.segment_readers() {
            let store = segment.get_store_reader(10).unwrap();
            for stored in store.iter::<TantivyDocument>(segment.alive_bitset()) {
                let article = from_document(&stored.unwrap(), &index.fields);
                let mut document = TantivyDocument::new();
                document.add_text(body, &article.article.body);
                writer.add_document(document).unwrap();
            }
        }
        writer.commit().unwrap();
        let searcher = plain.reader().unwrap().searcher();
        assert_eq!(searcher.num_docs(), ours.num_docs());
        Plain { searcher, body }
    }

    /// The number of articles that match. A phrase behind `-` is counted by difference: Tantivy's
    /// own exclusion of a phrase trips over an assertion in debug builds.
    pub fn count(&self, clauses: &[Clause]) -> u64 {
        let part = |clause: &Clause| (clause.occur, self.query(&clause.words));
        let (phrases, others): (Vec<&Clause>, Vec<&Clause>) = clauses
            .iter()
            .partition(|clause| clause.occur == Occur::MustNot && clause.words.len() > 1);
        let rest = || others.iter().map(|clause| part(clause)).collect::<Vec<_>>();
        let without = self.count_of(rest());
        if phrases.is_empty() {
            return without;
        }
        let any = BooleanQuery::union(phrases.iter().map(|phrase| self.query(&phrase.words)).collect());
        let mut with = rest();
        with.push((Occur::Must, Box::new(any)));
        without - self.count_of(with)
    }

    fn count_of(&self, parts: Vec<(Occur, Box<dyn Query>)>) -> u64 {
        self.searcher.search(&BooleanQuery::new(parts), &Count).unwrap() as u64
    }

    fn query(&self, words: &[String]) -> Box<dyn Query> {
        let term = |word: &String| Term::from_field_text(self.body, &fold(word));
        match words {
            [word] => Box::new(TermQuery::new(term(word), IndexRecordOption::Basic)),
            words => Box::new(PhraseQuery::new(words.iter().map(term).collect())),
        }
    }
}
