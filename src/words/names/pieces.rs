//! A line of a names file to its pieces: what stands before a colon, and the names between `=` signs.
//! In quotes no sign has a meaning; a `#` at the beginning of a line or behind a space begins a
//! comment.

/// The pieces of a line, trimmed, without their quotes.
#[derive(Debug, PartialEq, Eq)]
pub struct Pieces<'a> {
    /// What stands before the first colon, if there is one.
    pub before_colon: Option<&'a str>,
    /// The names; one that is empty if nothing stands there.
    pub names: Vec<&'a str>,
}

/// Cuts a line.
///
/// # Errors
/// The rest of the line from a quote on that is never closed.
pub fn cut(line: &str) -> Result<Pieces<'_>, &str> {
    let mut before_colon = None;
    let mut names = Vec::new();
    let mut start = 0;
    let mut end = line.len();
    let mut letters = line.char_indices();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        // Inside a name a quote is an ordinary sign: Six "C" Ltd.
        let is_opening = letter == '"' && line.get(start..at).is_some_and(|text| text.trim().is_empty());
        if is_opening && !letters.any(|(_, letter)| letter == '"') {
            return Err(line.get(at..).unwrap_or_default());
        }
        match letter {
            '#' if before.is_whitespace() => {
                end = at;
                break;
            }
            ':' if before_colon.is_none() && names.is_empty() => {
                before_colon = line.get(start..at).map(str::trim);
                start = at + 1;
            }
            '=' => {
                names.push(piece(line, start, at));
                start = at + 1;
            }
            _ => {}
        }
        before = letter;
    }
    names.push(piece(line, start, end));
    Ok(Pieces { before_colon, names })
}

fn piece(line: &str, start: usize, end: usize) -> &str {
    let text = line.get(start..end).unwrap_or_default().trim();
    let unquoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    unquoted.unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, before_colon: Option<&str>, names: &[&str]) {
        let names = names.to_vec();
        assert_eq!(cut(line), Ok(Pieces { before_colon, names }), "{line}");
    }

    #[test]
    fn a_line_is_cut_at_its_colon_and_its_signs() {
        check("A B = C", None, &["A B", "C"]);
        check("person: A = B=C  # a note", Some("person"), &["A", "B", "C"]);
        check("# all of it", None, &[""]);
        check("  ", None, &[""]);
        check("C# = D", None, &["C#", "D"]);
        check("A =", None, &["A", ""]);
    }

    #[test]
    fn quotes_take_every_sign() {
        check(
            "\"Ukraine: War = Peace #1\" = B",
            None,
            &["Ukraine: War = Peace #1", "B"],
        );
        check("Six \"C\" Ltd = B", None, &["Six \"C\" Ltd", "B"]);
        assert_eq!(cut("A = \"B"), Err("\"B"));
    }
}
