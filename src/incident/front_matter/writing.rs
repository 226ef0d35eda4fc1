//! Front matter that is written: a value as YAML, the keys that are there, and the proof that an edit only added some.

use super::fence::split;
use super::node::{Node, NodeValue};
use super::tree;
use crate::text::{SourceText, Span, Spanned};

/// A key and its value.
type Entry = (Spanned<String>, Node);

/// A text as YAML: plain where it is safe, quoted otherwise.
#[must_use]
pub fn scalar(text: &str) -> String {
    let safe_start = text.chars().next().is_some_and(char::is_alphabetic);
    let safe = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-' | '/' | '(' | ')'));
    let word = !matches!(text.to_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off");
    if safe_start && safe && word && !text.ends_with(' ') {
        return text.to_owned();
    }
    // YAML takes no control character between single quotes.
    let text: String = text.chars().map(|c| if c.is_control() || c == '\u{feff}' { ' ' } else { c }).collect();
    format!("'{}'", text.replace('\'', "''"))
}

/// Texts as a YAML list in one line.
#[must_use]
pub fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    format!("[{}]", texts.into_iter().map(scalar).collect::<Vec<_>>().join(", "))
}

/// The keys at the top of YAML front matter, in their order; `None` where it cannot be read as lines of keys.
#[must_use]
pub fn keys(source: &SourceText, span: Span) -> Option<Vec<Spanned<String>>> {
    let in_braces = source.slice(span).trim_start().starts_with('{');
    let entries = entries(source, span).filter(|_| !in_braces)?;
    Some(entries.into_iter().map(|(key, _)| key).collect())
}

/// True where `after` is `before` with further keys in its front matter, and says all that `before` said.
#[must_use]
pub fn adds_only(before: &SourceText, after: &SourceText) -> bool {
    let (old, new) = (split(before), split(after));
    let Some(written) = new.front_matter.and_then(|span| entries(after, span)) else { return false };
    let there = match old.front_matter {
        Some(span) => entries(before, span),
        None => Some(Vec::new()),
    };
    let Some(there) = there else { return false };
    let same = |(old, new): (&Entry, &Entry)| old.0.value == new.0.value && old.1.says_as(&new.1);
    there.len() <= written.len()
        && there.iter().zip(&written).all(same)
        && before.slice(old.body) == after.slice(new.body)
}

/// The entries of front matter without a mistake.
fn entries(source: &SourceText, span: Span) -> Option<Vec<Entry>> {
    let mut problems = Vec::new();
    let root = tree::parse(source.slice(span), span.start(), &mut problems);
    if !problems.is_empty() {
        return None;
    }
    match root.map(|node| node.value) {
        None | Some(NodeValue::Null) => Some(Vec::new()),
        Some(NodeValue::Map(entries)) => Some(entries),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_yaml_would_misread_is_quoted() {
        assert_eq!(scalar("Elevated 500s from the API"), "Elevated 500s from the API");
        assert_eq!(scalar("it's: bad #1"), "'it''s: bad #1'");
        assert_eq!(scalar("no"), "'no'");
        assert_eq!(scalar("500s"), "'500s'");
        assert_eq!(list(["api", "a, b"]), "[api, 'a, b']");
    }

    #[test]
    fn keys_are_those_of_lines_that_can_be_read() {
        let keys = |yaml: &str| {
            let source = SourceText::new("a.md", yaml);
            let keys = super::keys(&source, Span::new(0, yaml.len()))?;
            Some(keys.into_iter().map(|key| key.value).collect::<Vec<_>>())
        };
        assert_eq!(keys("a: 1\nb:\n  c: 2\n"), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(keys("# nothing\n"), Some(Vec::new()));
        for closed in ["{a: 1}\n", "text\n", "a: [\n", "a: 1\na: 2\n"] {
            assert_eq!(keys(closed), None, "{closed}");
        }
    }

    #[test]
    fn an_edit_that_changes_a_value_or_the_body_is_seen() {
        let adds = |before: &str, after: &str| adds_only(&SourceText::new("a", before), &SourceText::new("a", after));
        assert!(adds("---\na: 1\n---\nx", "---\na: 1\nid: 2\n---\nx"));
        assert!(adds("x", "---\nid: 2\n---\nx"));
        assert!(!adds("---\na: 1\n---\nx", "---\na: 2\nid: 2\n---\nx"));
        assert!(!adds("---\na: 1\n---\nx", "---\na: 1\nid: 2\n---\ny"));
    }
}
