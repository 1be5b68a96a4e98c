//! [`StoredArticle`]: an article as it comes back from the index.

use std::fmt;

use crate::article::Article;

/// An article as it comes back from the index.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// Its id in this and every other index.
    pub id: ArticleId,
    /// Where it was read from: a path that can be opened from the current folder, or `-`.
    pub path: String,
    /// Number of the record in the file, counted from 1.
    pub record: u64,
    /// Name of the input format.
    pub format: String,
    /// Number of words in the body.
    pub words: u64,
    /// The article itself. [`given_dates`](Article::given_dates) and
    /// [`problems`](Article::problems) are not stored and stand empty.
    pub article: Article,
}

/// A stable id of an article: XXH3 (64 bits) of its identity, which is the source's id, else the
/// canonical address, else path and record number. Printed as 16 hexadecimal digits; any unique
/// beginning of them names the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

impl fmt::Display for ArticleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}
