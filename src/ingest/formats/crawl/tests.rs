//! What crawls give.
