//! People, places and organisations: found in the text of an article.

pub mod recognise;
