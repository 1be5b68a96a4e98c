//! People, places and organisations of an article. `resolve` says which mentions name the same.

#[cfg_attr(not(test), expect(dead_code, reason = "nothing gives it mentions yet"))]
mod resolve;
