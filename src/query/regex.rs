//! The syntax of a regular expression, as far as it can be told without building it.
//!
//! What passes here may still be refused when its automaton is built; what is refused here is
//! refused with its place.

use std::ops::Range;

/// What is wrong with an expression.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RegexFault {
    /// The place, in letters of the expression.
    pub(super) place: Range<usize>,
    /// What is wrong.
    pub(super) fault: &'static str,
    /// What to write instead.
    pub(super) hint: &'static str,
}

/// Finds what is plainly wrong with an expression: brackets without a partner, nothing to repeat,
/// anchors.
pub(super) fn fault_of_regex(letters: &[char]) -> Option<RegexFault> {
    let fault = |place, fault, hint| Some(RegexFault { place, fault, hint });
    let literally = "for the sign itself write a backslash before it";
    let mut open = Vec::new();
    // Whether something stands before that can be repeated.
    let mut is_repeatable = false;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' => {
                at = end_of_escape(letters, at);
                is_repeatable = true;
            }
            '[' => match end_of_class(letters, at) {
                Some(end) => {
                    at = end;
                    is_repeatable = true;
                }
                None => return fault(at..at + 1, "this bracket is never closed", literally),
            },
            ']' => return fault(at..at + 1, "this bracket closes nothing", literally),
            '(' => {
                open.push(at);
                is_repeatable = false;
                if letters.get(at + 1) == Some(&'?') {
                    at += 1;
                }
            }
            ')' if open.pop().is_none() => return fault(at..at + 1, "this bracket closes nothing", literally),
            ')' => is_repeatable = true,
            '|' => is_repeatable = false,
            '*' | '+' | '?' | '{' if !is_repeatable => {
                return fault(
                    at..at + 1,
                    "there is nothing to repeat",
                    "`.*` stands for any run of letters",
                );
            }
            '{' => match end_of_count(letters, at) {
                Some(end) => at = end,
                None => return fault(at..at + 1, "expected a count such as {2} or {1,3}", literally),
            },
            '^' | '$' => {
                let hint = "leave it out: the expression matches whole words anyway";
                return fault(at..at + 1, "there is no beginning and no end to mark", hint);
            }
            '*' | '+' | '?' => {}
            _ => is_repeatable = true,
        }
        at += 1;
    }
    open.pop()
        .and_then(|at| fault(at..at + 1, "this bracket is never closed", literally))
}

/// Where an escape such as `\.` or `\p{Greek}` ends.
fn end_of_escape(letters: &[char], backslash: usize) -> usize {
    let is_property = matches!(letters.get(backslash + 1), Some('p' | 'P' | 'x' | 'u' | 'U'));
    let end = letters.iter().skip(backslash).position(|letter| *letter == '}');
    match (is_property && letters.get(backslash + 2) == Some(&'{'), end) {
        (true, Some(length)) => backslash + length,
        _ => backslash + 1,
    }
}

/// Where `[a-z]` ends; a `]` directly behind the beginning is one of its letters.
fn end_of_class(letters: &[char], start: usize) -> Option<usize> {
    let mut at = start + 1;
    if letters.get(at) == Some(&'^') {
        at += 1;
    }
    if letters.get(at) == Some(&']') {
        at += 1;
    }
    loop {
        match letters.get(at)? {
            '\\' => at += 2,
            // `[[:alpha:]]`
            '[' => at = end_of_class(letters, at)? + 1,
            ']' => return Some(at),
            _ => at += 1,
        }
    }
}

/// Where `{2}`, `{2,}` or `{1,3}` ends.
fn end_of_count(letters: &[char], start: usize) -> Option<usize> {
    let end = start + letters[start..].iter().position(|letter| *letter == '}')?;
    let count: String = letters[start + 1..end].iter().collect();
    let (least, most) = count.split_once(',').unwrap_or((&count, &count));
    let least: u32 = least.parse().ok()?;
    match most {
        "" => Some(end),
        _ => most.parse().ok().filter(|most: &u32| *most >= least).map(|_| end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters at fault and what is said of them; nothing for an expression without fault.
    #[track_caller]
    fn check(expression: &str, expected: Option<(&str, &str)>) {
        let letters: Vec<char> = expression.chars().collect();
        let found = fault_of_regex(&letters);
        let found = found.map(|fault| (letters[fault.place].iter().collect::<String>(), fault.fault));
        assert_eq!(
            found.as_ref().map(|(place, fault)| (place.as_str(), *fault)),
            expected,
            "{expression}"
        );
    }

    #[test]
    fn what_is_right_passes() {
        for expression in [
            "zelens(k|s)y{1,2}",
            "[a-z]+",
            "[]a]*",
            "[^]a]?",
            "[[:alpha:]0]",
            "(?:a|b)c",
            r"\(a\)",
            r"a\/b",
            r"\p{Greek}+",
            r"[\p{L}0]\x{61}*",
            "a{2,}",
            "()",
            "(a|)",
            "крим.*",
            "a*?",
        ] {
            check(expression, None);
        }
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        check("a(b", Some(("(", "this bracket is never closed")));
        check("a)b", Some((")", "this bracket closes nothing")));
        check("a[b", Some(("[", "this bracket is never closed")));
        check("[]", Some(("[", "this bracket is never closed")));
        check("a]", Some(("]", "this bracket closes nothing")));
        check("*stan", Some(("*", "there is nothing to repeat")));
        check("a|+b", Some(("+", "there is nothing to repeat")));
        check("({2})", Some(("{", "there is nothing to repeat")));
        check("a{x}", Some(("{", "expected a count such as {2} or {1,3}")));
        check("a{3,1}", Some(("{", "expected a count such as {2} or {1,3}")));
        check("a{99999999999}", Some(("{", "expected a count such as {2} or {1,3}")));
        check("^a", Some(("^", "there is no beginning and no end to mark")));
        check("a$", Some(("$", "there is no beginning and no end to mark")));
    }
}
