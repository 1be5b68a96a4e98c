//! Another Tantivy program can open the index and search it.

use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::Value;
use tantivy::{Index, TantivyDocument};

use crate::env::Env;

#[test]
fn plain_tantivy_opens_the_index_parses_queries_and_reads_the_stored_text() {
    let env = Env::with_sample_corpus();
    env.out(&["index", "sample_corpus"]);
    let index = Index::open_in_dir(env.path("sample_corpus/.dateline")).unwrap();
    let schema = index.schema();
    let (headline, body) = (schema.get_field("headline").unwrap(), schema.get_field("body").unwrap());
    let parser = QueryParser::for_index(&index, vec![headline, body]);
    let searcher = index.reader().unwrap().searcher();
    let query = parser.parse_query("crimea AND zelensky").unwrap();
    let (count, best) = searcher
        .search(&query, &(Count, TopDocs::with_limit(1).order_by_score()))
        .unwrap();
    assert_eq!(count as u64, env.count("=crimea AND =zelensky", "sample_corpus"));
    let document: TantivyDocument = searcher.doc(best[0].1).unwrap();
    assert!(document.get_first(body).unwrap().as_str().unwrap().contains("Crimea"));

    let dates = parser
        .parse_query("published:[2025-04-25T00:00:00Z TO 2025-04-26T00:00:00Z}")
        .unwrap();
    assert_eq!(
        searcher.search(&dates, &Count).unwrap() as u64,
        env.count("date:2025-04-25", "sample_corpus")
    );
}
