//! Addresses in feeds, which may stand relative to the address of the feed.

/// Returns an address made absolute by the one that it stands relative to. What cannot be made
/// absolute stays as it is.
pub(super) fn absolute(address: &str, base: Option<&str>) -> String {
    let address = address.trim();
    let Some(base) = base.filter(|base| scheme_end(base).is_some()) else {
        return address.to_owned();
    };
    if address.is_empty() || scheme_end(address).is_some() {
        return address.to_owned();
    }
    let Some(scheme) = base.find("://") else {
        return address.to_owned();
    };
    if let Some(rest) = address.strip_prefix("//") {
        return format!("{}{rest}", &base[..scheme + 3]);
    }
    let host = scheme + 3;
    let host_end = base[host..].find(['/', '?', '#']).map_or(base.len(), |at| host + at);
    let base_path = base[host_end..].split(['?', '#']).next().unwrap_or_default();
    let path = match address.chars().next() {
        Some('/') => address.to_owned(),
        Some('?' | '#') => format!("{base_path}{address}"),
        _ => {
            let folder = base_path.rfind('/').map_or("/", |end| &base_path[..=end]);
            format!("{folder}{address}")
        }
    };
    format!("{}{}", &base[..host_end], without_dots(&path))
}

/// True for an address that a reader can follow.
pub(super) fn is_web_address(address: &str) -> bool {
    let begins = |scheme: &str| {
        let start = address.trim_start().get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    begins("http://") || begins("https://")
}

/// The length of `https` in `https:…`.
fn scheme_end(address: &str) -> Option<usize> {
    let end = address.find(':')?;
    let scheme = &address[..end];
    let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_scheme.then_some(end)
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let (path, behind) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    if !path.split('/').any(|part| matches!(part, "." | "..")) {
        return format!("{path}{behind}");
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if path.ends_with("/.") || path.ends_with("/..") {
        parts.push("");
    }
    format!("/{}{behind}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: &str) {
        assert_eq!(
            absolute(address, Some("https://example.org/blog/feed.xml?a=/b")),
            expected
        );
    }

    #[test]
    fn relative_addresses_become_absolute() {
        check("http://a.example/b", "http://a.example/b");
        check("mailto:a@example.org", "mailto:a@example.org");
        check("//a.example/b", "https://a.example/b");
        check("/b", "https://example.org/b");
        check("b/c?d=.", "https://example.org/blog/b/c?d=.");
        check("../b", "https://example.org/b");
        check("./b/..", "https://example.org/blog/");
        check("../../../b", "https://example.org/b");
        check("?p=1", "https://example.org/blog/feed.xml?p=1");
        check("#p", "https://example.org/blog/feed.xml#p");
        check("", "");
        assert_eq!(absolute("b", Some("https://example.org")), "https://example.org/b");
        assert_eq!(absolute(" /b ", Some("/c")), "/b");
        assert_eq!(absolute("/b", None), "/b");
    }
}
