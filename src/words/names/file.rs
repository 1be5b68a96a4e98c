//! The names file of an archive: which names are one, which are none, and what some are. Plain text,
//! a line a statement, applied when an archive is asked and never when it is indexed.
//!
//! ```text
//! # people
//! Volodymyr Zelensky = Zelenskyy = V. Zelensky     one and the same, the first is shown
//! person: Mrs Dalloway = Clarissa Dalloway         the same, and they are people
//! org: Gazprom                                     is an organisation, whatever it was taken for
//! ignore person: Reuters Staff                     is no person
//! ignore: Read More                                is nothing at all
//! ```
//! `src/docs/names.md` describes it for those who write it.

use std::collections::HashMap;
use std::path::Path;

use super::distance::edits;
use super::error::{NamesFileError, Problem};
use super::places::usual_place_name;
use crate::article::EntityKind;
use crate::words::{fold_name, is_word_char};

/// Largest names file, in bytes. One of a million names has half of that.
pub const MOST_BYTES: u64 = 64 << 20;

/// What a names file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesFile {
    /// The lines that say which names are one, or what a name is.
    lines: Vec<NameLine>,
    /// By folded name, its line.
    by_name: HashMap<String, usize>,
    /// By folded name, what is ignored under it, with the line that says so.
    ignored: HashMap<String, Vec<(Option<EntityKind>, usize)>>,
}

/// Names that are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameLine {
    /// What they are; `None` where the line does not say.
    pub kind: Option<EntityKind>,
    /// The names as written, the one to be shown first; at least one.
    pub names: Vec<String>,
    /// The same, folded: words with single spaces between them.
    pub folded: Vec<String>,
    /// Number of the line in the file, counted from 1.
    pub number: usize,
}

impl NamesFile {
    /// Reads a names file.
    ///
    /// # Errors
    /// [`NamesFileError`] for a file that cannot be read, is no text or has a line that cannot be
    /// understood. Then nothing of it is applied.
    pub fn read(path: &Path) -> Result<NamesFile, NamesFileError> {
        let unreadable = |source| NamesFileError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
        if bytes > MOST_BYTES {
            return Err(NamesFileError::TooLarge {
                path: path.to_owned(),
                bytes,
            });
        }
        let text = std::fs::read(path).map_err(unreadable)?;
        let text = String::from_utf8(text).map_err(|error| NamesFileError::NotUtf8 {
            path: path.to_owned(),
            line: 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count(),
        })?;
        NamesFile::parse(&text).map_err(|problem| NamesFileError::Line {
            path: path.to_owned(),
            problem: Box::new(problem),
        })
    }

    /// Reads the text of a names file.
    ///
    /// ```
    /// use dateline::article::EntityKind;
    /// use dateline::words::names::NamesFile;
    ///
    /// let file = NamesFile::parse("Volodymyr Zelensky = Zelenskyy\nignore person: Reuters Staff\n")?;
    /// let zelensky = (EntityKind::Person, "Volodymyr Zelensky".to_owned());
    /// assert_eq!(file.canonical(EntityKind::Person, "Zelenskyy"), Some(zelensky));
    /// assert_eq!(file.canonical(EntityKind::Person, "Reuters Staff"), None);
    /// # Ok::<(), dateline::words::names::Problem>(())
    /// ```
    ///
    /// # Errors
    /// The first [`Problem`].
    pub fn parse(text: &str) -> Result<NamesFile, Problem> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut file = NamesFile::default();
        for (number, line) in (1..).zip(text.lines()) {
            file.add(line, number)?;
        }
        Ok(file)
    }

    /// True if it says nothing.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.ignored.is_empty()
    }

    /// Returns what a name of an article is to be listed as: its kind and the name to be shown.
    /// `None` if it is to be ignored. A place that the file does not know is listed under its usual English
    /// name (US, U.S. and America as United States); every other name stays as it is.
    pub fn canonical(&self, kind: EntityKind, name: &str) -> Option<(EntityKind, String)> {
        let folded = fold_name(name);
        if self.ignores(kind, &folded) {
            return None;
        }
        let Some(line) = self.line_of(&folded) else {
            let usual = (kind == EntityKind::Place).then(|| usual_place_name(name)).flatten();
            return Some((kind, usual.unwrap_or(name).to_owned()));
        };
        let kind = line.kind.unwrap_or(kind);
        let (shown, shown_folded) = line.names.first().zip(line.folded.first())?;
        (!self.ignores(kind, shown_folded)).then(|| (kind, shown.clone()))
    }

    /// The line that a folded name stands in.
    pub fn line_of(&self, folded: &str) -> Option<&NameLine> {
        self.by_name.get(folded).and_then(|at| self.lines.get(*at))
    }

    fn ignores(&self, kind: EntityKind, folded: &str) -> bool {
        let ignored = self.ignored.get(folded);
        ignored.is_some_and(|kinds| kinds.iter().any(|(other, _)| other.is_none_or(|other| other == kind)))
    }

    fn add(&mut self, text: &str, number: usize) -> Result<(), Problem> {
        let problem = |at: &str, message: String, hint: &str| Problem::new(text, number, at, message, hint);
        let pieces = super::pieces::cut(text).map_err(|at| {
            let hint = "write the quote behind the name, or leave both out";
            problem(at, "a quote is never closed".to_owned(), hint)
        })?;
        let (before, names) = (pieces.before_colon, pieces.names);
        if before.is_none() && names.iter().all(|name| name.is_empty()) && names.len() < 2 {
            return Ok(());
        }
        let statement = match before {
            Some(before) => read_statement(before).ok_or_else(|| unknown_statement(text, number, before))?,
            None => Statement::Names(None),
        };
        let mut line = NameLine {
            kind: match statement {
                Statement::Names(kind) | Statement::Ignore(kind) => kind,
            },
            names: Vec::new(),
            folded: Vec::new(),
            number,
        };
        for name in &names {
            if !name.contains(is_word_char) {
                let found = match name.is_empty() {
                    true => "nothing".to_owned(),
                    false => format!("`{name}`"),
                };
                let message = format!("expected a name, found {found}");
                return Err(problem(name, message, "such as Volodymyr Zelensky = Zelenskyy"));
            }
            let folded = fold_name(name);
            // Two spellings that differ in case or accents are one for every search.
            if !line.folded.contains(&folded) {
                line.names.push((*name).to_owned());
                line.folded.push(folded);
            }
        }
        if statement == Statement::Names(None) && names.len() < 2 {
            let first = names.first().copied().unwrap_or_default();
            let hint = format!(
                "write another spelling behind it, such as {first} = …, or what it is, such as person: {first}, \
                 or ignore: {first}"
            );
            return Err(problem(first, format!("nothing is said of `{first}`"), &hint));
        }
        match statement {
            Statement::Ignore(kind) => self.ignore(line, kind, text),
            Statement::Names(_) => self.join(line, text),
        }
    }

    fn join(&mut self, line: NameLine, text: &str) -> Result<(), Problem> {
        for (name, folded) in line.names.iter().zip(&line.folded) {
            if let Some(earlier) = self.line_of(folded) {
                let message = format!("`{name}` stands in line {} already", earlier.number);
                let hint = "write all spellings of a name into one line";
                return Err(Problem::new(text, line.number, name, message, hint));
            }
        }
        for folded in &line.folded {
            self.by_name.insert(folded.clone(), self.lines.len());
        }
        self.lines.push(line);
        Ok(())
    }

    fn ignore(&mut self, line: NameLine, kind: Option<EntityKind>, text: &str) -> Result<(), Problem> {
        for (name, folded) in line.names.iter().zip(&line.folded) {
            let kinds = self.ignored.entry(folded.clone()).or_default();
            if let Some((_, earlier)) = kinds.iter().find(|(other, _)| *other == kind || other.is_none()) {
                let message = format!("`{name}` is ignored by line {earlier} already");
                return Err(Problem::new(
                    text,
                    line.number,
                    name,
                    message,
                    "leave out one of the two",
                ));
            }
            kinds.push((kind, line.number));
        }
        Ok(())
    }
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    /// Its names are one, and of this kind.
    Names(Option<EntityKind>),
    /// Its names are none of this kind, or none at all.
    Ignore(Option<EntityKind>),
}

/// What stands before a colon.
fn read_statement(before: &str) -> Option<Statement> {
    let lower = before.to_lowercase();
    let mut words = lower.split_whitespace();
    let statement = match (words.next()?, words.next()) {
        ("ignore", None) => Statement::Ignore(None),
        ("ignore", Some(kind)) => Statement::Ignore(Some(EntityKind::from_name(kind)?)),
        (kind, None) => Statement::Names(Some(EntityKind::from_name(kind)?)),
        (_, Some(_)) => return None,
    };
    words.next().is_none().then_some(statement)
}

/// What others call the kinds.
const KINDS_ELSEWHERE: &[(&[&str], &str)] = &[
    (&["people", "persons", "per", "name", "man", "woman"], "person"),
    (
        &["places", "location", "loc", "geo", "city", "country", "town"],
        "place",
    ),
    (
        &["orgs", "organisation", "organization", "company", "agency", "party"],
        "org",
    ),
    (&["ignored", "skip", "remove", "delete", "drop", "not"], "ignore"),
];

fn unknown_statement(text: &str, number: usize, before: &str) -> Problem {
    let lower = before.to_lowercase();
    let last = lower.split_whitespace().next_back().unwrap_or_default();
    let known = KINDS_ELSEWHERE.iter().find(|(names, kind)| {
        names.contains(&last) || (last.len() > 2 && (kind.starts_with(last) || last.starts_with(kind)))
    });
    let nearly = ["person", "place", "org", "ignore"]
        .into_iter()
        .find(|kind| edits(kind, last) <= 1);
    let meant = match known.map(|(_, kind)| *kind).or(nearly) {
        Some(kind) => format!("did you mean `{kind}:`? "),
        None => String::new(),
    };
    let hint = format!(
        "{meant}before a colon stands person, place, org or ignore; a name with a colon in it is put into quotes"
    );
    Problem::new(text, number, before, format!("`{before}` is no kind of name"), &hint)
}
