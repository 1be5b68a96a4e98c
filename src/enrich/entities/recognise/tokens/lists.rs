//! Endings and abbreviations that decide where a token ends.

/// True for what stands behind the apostrophe of `it's`, `they're`, `DON'T`.
pub(super) fn is_contraction(letters: &str) -> bool {
    const ENDINGS: [&str; 7] = ["s", "re", "ve", "ll", "d", "t", "m"];
    ENDINGS.iter().any(|ending| letters.eq_ignore_ascii_case(ending))
}

/// Abbreviations that keep their full stop and end no sentence.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "St", "Sgt", "Adm", "Rev", "Prof", "Jr", "Sr",
    "Maj", "Capt", "Corp", "Inc", "Co", "Ltd", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "Bros", "Cos",
    "Calif", "Mass", "Conn", "Fla", "Ala", "Ariz", "Pa", "Va", "Md", "Mich", "Ill", "Wis", "Minn", "Tenn", "Ore",
    "Wash", "Colo", "Ga", "Ky", "Tex", "Okla", "Nev", "Mo", "Kan", "Miss", "Ark", "Del", "Hon", "Messrs", "Mt", "Ft",
    "Brig", "Cmdr", "Pvt", "Cpl", "Supt", "Insp", "Pte", "La", "Vt", "Ind", "Neb", "Wyo", "Mont", "Que", "Ont",
];

/// What stands behind a place and a hyphen, so that the place ends at the hyphen: `Rome-based`.
pub(super) const COMPOUND_ENDINGS: &[&str] = &[
    "area", "backed", "based", "bloc", "born", "bound", "bred", "built", "class", "day", "down", "era", "facing",
    "flag", "funded", "going", "held", "hit", "home", "in", "known", "led", "less", "level", "like", "linked",
    "listed", "long", "loving", "made", "minded", "month", "off", "old", "on", "only", "out", "over", "owned", "plus",
    "proof", "raised", "ready", "region", "ruled", "run", "shaped", "side", "size", "sized", "style", "styled", "term",
    "than", "time", "to", "town", "trade", "type", "up", "ward", "week", "wide", "win", "won", "year",
];
