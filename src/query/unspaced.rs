//! Scripts that are written without spaces between words, in which a searcher's word is mostly a
//! part of a longer run.

/// True for a letter of Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese, or a mark on one.
pub(super) fn is_unspaced(letter: char) -> bool {
    let is_script = matches!(letter,
        '\u{0E00}'..='\u{0EFF}' // Thai, Lao.
        | '\u{1000}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' // Burmese.
        | '\u{1780}'..='\u{17FF}' // Khmer.
        | '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' // Hangul.
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' // Kana, Bopomofo.
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' // Han.
        | '\u{FF66}'..='\u{FFDC}' // Half-width kana and Hangul.
    );
    is_script && !letter.is_numeric()
}
