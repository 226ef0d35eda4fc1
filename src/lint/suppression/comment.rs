//! What a comment says: `recount-ignore actions/due, links: the vendor owns the date`.
//! Where it stands and what it covers is not decided here.

use crate::text::{Span, Spanned};

/// Silences a line, a block or a key.
pub const LINE: &str = "recount-ignore";
/// Silences a whole file.
pub const FILE: &str = "recount-ignore-file";
/// A file without these bytes has no suppression, not even a misspelt one.
pub const MARK: &str = "recount";
/// How near a word must be to a keyword to be taken for a slip of the finger.
const NEAR_ENOUGH: f64 = 0.8;

/// A comment that is meant to silence something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The keyword it has, or is near.
    pub keyword: &'static str,
    /// The keyword as written, where it is misspelt.
    pub misspelt: Option<Spanned<String>>,
    /// Names of rules and groups as written.
    pub rules: Vec<Spanned<String>>,
    /// Why; never blank.
    pub reason: Option<String>,
}

/// Reads the inside of a comment, which begins at byte `offset` of its file; `None` where it is meant for others.
#[must_use]
pub fn read(inside: &str, offset: usize) -> Option<Said> {
    let start = inside.len() - inside.trim_start().len();
    let text = inside.trim();
    let word = text.split_whitespace().next()?;
    let keyword = keyword(word)?;
    let at = offset + start;
    let misspelt = (keyword != word).then(|| Spanned::new(word.to_owned(), Span::new(at, at + word.len())));
    let rest = text.get(word.len()..).unwrap_or("");
    let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Said {
        keyword,
        misspelt,
        rules: rules(names, at + word.len()),
        reason: (!reason.is_empty()).then_some(reason),
    })
}

/// The keyword that `word` is, or was meant to be.
fn keyword(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    if !lower.starts_with(MARK) || lower == MARK {
        return None;
    }
    let near = |keyword: &str| strsim::normalized_damerau_levenshtein(&lower, keyword);
    let best = if near(FILE) > near(LINE) { FILE } else { LINE };
    (near(best) >= NEAR_ENOUGH).then_some(best)
}

/// The first word between each two commas: what follows it is not a name, and no reason without its colon.
fn rules(names: &str, offset: usize) -> Vec<Spanned<String>> {
    let mut found = Vec::new();
    let mut at = offset;
    for part in names.split(',') {
        if let Some(name) = part.split_whitespace().next() {
            let start = at + (part.len() - part.trim_start().len());
            found.push(Spanned::new(name.to_owned(), Span::new(start, start + name.len())));
        }
        at += part.len() + 1;
    }
    found
}

/// The comment that silences `rules` for `reason`, without its marks.
#[must_use]
pub fn write<'r>(keyword: &str, rules: impl IntoIterator<Item = &'r str>, reason: &str) -> String {
    let rules: Vec<&str> = rules.into_iter().collect();
    format!("{keyword} {}: {reason}", rules.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(inside: &str) -> String {
        let Some(said) = read(inside, 0) else { return "nothing".to_owned() };
        let rules: Vec<&str> = said.rules.iter().map(|rule| &inside[rule.span.range()]).collect();
        assert_eq!(rules, said.rules.iter().map(|rule| rule.value.as_str()).collect::<Vec<_>>());
        let misspelt = said.misspelt.map(|word| format!(" ({})", word.value)).unwrap_or_default();
        format!("{}{misspelt} {rules:?} {}", said.keyword, said.reason.as_deref().unwrap_or("-"))
    }

    #[test]
    fn rules_stand_before_the_colon_and_the_reason_behind_it() {
        assert_eq!(
            said(" recount-ignore actions/due: vendor: owns it "),
            r#"recount-ignore ["actions/due"] vendor: owns it"#
        );
        assert_eq!(said("recount-ignore-file a/b ,  links:\n x\n y"), r#"recount-ignore-file ["a/b", "links"] x y"#);
        assert_eq!(said("recount-ignore actions/due"), r#"recount-ignore ["actions/due"] -"#);
        assert_eq!(said("recount-ignore actions/due -- vendor"), r#"recount-ignore ["actions/due"] -"#);
        assert_eq!(said("recount-ignore : "), "recount-ignore [] -");
        assert_eq!(said("recount-ignore"), "recount-ignore [] -");
    }

    #[test]
    fn a_slip_of_the_finger_is_a_suppression_that_was_meant() {
        assert_eq!(said("recount-ignre a/b: x"), r#"recount-ignore (recount-ignre) ["a/b"] x"#);
        assert_eq!(said("Recount-Ignore a/b: x"), r#"recount-ignore (Recount-Ignore) ["a/b"] x"#);
        assert_eq!(said("recount_ignore a/b: x"), r#"recount-ignore (recount_ignore) ["a/b"] x"#);
        assert_eq!(said("recount-ingore-file a/b: x"), r#"recount-ignore-file (recount-ingore-file) ["a/b"] x"#);
        for other in ["recount the votes", "recounted", "", "TODO recount-ignore", "recount-build"] {
            assert_eq!(said(other), "nothing", "{other}");
        }
    }
}
