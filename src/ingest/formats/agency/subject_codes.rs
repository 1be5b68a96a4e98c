//! The subjects of the IPTC that agencies give as numbers only.

/// The seventeen fields of the IPTC subject codes by their first two digits, as the IPTC names
/// them: <https://cv.iptc.org/newscodes/subjectcode/>. The fourteen hundred subjects below them
/// stay numbers where a source does not name them.
const FIELDS: &[(&str, &str)] = &[
    ("01", "arts, culture and entertainment"),
    ("02", "crime, law and justice"),
    ("03", "disaster and accident"),
    ("04", "economy, business and finance"),
    ("05", "education"),
    ("06", "environmental issue"),
    ("07", "health"),
    ("08", "human interest"),
    ("09", "labour"),
    ("10", "lifestyle and leisure"),
    ("11", "politics"),
    ("12", "religion and belief"),
    ("13", "science and technology"),
    ("14", "social issue"),
    ("15", "sport"),
    ("16", "unrest, conflicts and war"),
    ("17", "weather"),
];

/// The field of a subject code of eight digits, such as `15054000`, with a prefix or without.
pub(super) fn field_of_subject_code(code: &str) -> Option<&'static str> {
    let digits = code.rsplit(':').next()?.trim();
    let is_code = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (_, name) = FIELDS.iter().find(|(first, _)| is_code && digits.starts_with(first))?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits_name_their_field() {
        assert_eq!(field_of_subject_code("15054000"), Some("sport"));
        assert_eq!(
            field_of_subject_code("subj:04016014"),
            Some("economy, business and finance")
        );
        assert_eq!(field_of_subject_code("1505400"), None);
        assert_eq!(field_of_subject_code("99000000"), None);
    }
}
