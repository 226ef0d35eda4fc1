//! What stands behind a stamp: the kind of event, the actor, and the text without its indentation.

use super::scan::{slice, trim};
use crate::text::{Span, Spanned};

/// Words that stand before the colon of an entry and say what kind of event it is.
const KINDS: [&str; 18] = [
    "start",
    "detection",
    "acknowledgement",
    "investigation",
    "diagnosis",
    "decision",
    "action",
    "communication",
    "escalation",
    "handoff",
    "mitigation",
    "resolution",
    "change",
    "deploy",
    "update",
    "observation",
    "note",
    "review",
];
/// Longest word with its marks that is looked at as a kind, in bytes.
const MAX_KIND: usize = 24;
/// Longest handle, in bytes.
const MAX_HANDLE: usize = 60;
/// Last parts of dotted names that are files and hosts, not people.
const NOT_PEOPLE: [&str; 16] =
    ["com", "org", "net", "io", "dev", "md", "yaml", "yml", "json", "toml", "py", "go", "rs", "sh", "js", "svc"];

/// The word before the colon, where it is a known kind, and where the text behind it begins.
pub(super) fn kind(text: &str, span: Span) -> Option<(Spanned<String>, usize)> {
    let written = slice(text, span);
    let colon = written.bytes().take(MAX_KIND).position(|byte| byte == b':')?;
    let word = written.get(..colon)?;
    let bare = word.trim().trim_matches(['*', '_', '`']);
    let known = KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(bare))?;
    let start = span.start() + written.find(bare)?;
    let rest = written.get(colon + 1..)?.trim_start_matches(['*', '_', '`']).trim_start();
    let kind = Spanned::new((*known).to_owned(), Span::new(start, start + bare.len()));
    Some((kind, span.end() - rest.len()))
}

/// A kind as a cell of its own.
pub(super) fn whole_kind(text: &str, span: Span) -> Option<Spanned<String>> {
    let span = trim(text, span);
    let bare = slice(text, span).trim_matches(['*', '_', '`']);
    let known = KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(bare))?;
    Some(Spanned::new((*known).to_owned(), span))
}

/// A handle in parentheses at the end of `span`, and where the text before it ends. `kind_stated`: the entry is
/// of the native shape, in which a single word may be a handle.
pub(super) fn actor_behind(text: &str, span: Span, kind_stated: bool) -> Option<(Spanned<String>, usize)> {
    let written = slice(text, span).trim_end().trim_end_matches('.');
    let inner = written.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let actor = handle(text, Span::new(span.start() + open + 1, span.start() + inner.len()), kind_stated)?;
    let before = inner.get(..open)?.trim_end();
    Some((actor, span.start() + before.len()))
}

/// `@handle:` or `@handle did` before the text, and where the text behind it begins.
pub(super) fn actor_before(text: &str, span: Span) -> Option<(Spanned<String>, usize)> {
    let written = slice(text, span);
    let name = written.strip_prefix('@')?;
    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    let rest = name.get(length..)?;
    let parted = rest.strip_prefix(':').or_else(|| rest.strip_prefix(" - ")).or_else(|| rest.strip_prefix(" – "));
    let rest = parted.or_else(|| rest.strip_prefix(' ').filter(|rest| begins_with_a_deed(rest)))?;
    let actor = handle(text, Span::new(span.start(), span.start() + 1 + length), true)?;
    Some((actor, span.end() - rest.trim_start().len()))
}

/// True where a word follows that may say what somebody did, and not with whom.
fn begins_with_a_deed(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.len() > 1 && word.starts_with(|c: char| c.is_lowercase()) && !matches!(word, "and" | "or" | "with" | "as")
}

/// A handle, without its `@`: `@li`, `sam.okafor`, `team-payments`; a plain or hyphenated word only where `plain`.
fn handle(text: &str, span: Span, plain: bool) -> Option<Spanned<String>> {
    let span = trim(text, span);
    let written = slice(text, span);
    let name = written.strip_prefix('@').unwrap_or(written);
    let mentioned = name.len() < written.len();
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'/'));
    if !letters || name.is_empty() || name.len() > MAX_HANDLE || (name.contains('/') && !mentioned) {
        return None;
    }
    let lower = name.bytes().all(|b| !b.is_ascii_uppercase());
    let parts_are_names = name.split(['.', '_']).all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    let last = name.rsplit('.').next().unwrap_or("");
    let dotted = name.contains(['.', '_']) && parts_are_names && !NOT_PEOPLE.contains(&last) && lower;
    let team = name.starts_with("team-") || name.ends_with("-team") || name.ends_with("-oncall");
    let word = plain && lower && parts_are_names && !name.contains('.');
    (mentioned || dotted || team || word).then(|| Spanned::new(name.to_owned(), span))
}

/// The lines under `span` without the indentation they share, ends trimmed. A span that begins a line takes part
/// with the indentation before it; one that begins inside a line leaves that line as it is.
pub(super) fn dedent(text: &str, span: Span) -> String {
    let span = trim(text, span);
    let markdown = slice(text, span);
    if !markdown.contains('\n') {
        return markdown.trim_end_matches('\\').trim_end().to_owned();
    }
    let before = text.get(..span.start()).unwrap_or("");
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let blank = before.len() - before.trim_end_matches([' ', '\t']).len();
    let begins_line = before.len() == blank || before[..before.len() - blank].ends_with('\n');
    let first = begins_line.then_some(blank);
    let further = markdown.lines().skip(1).filter(|line| !line.trim().is_empty()).map(indentation);
    let shared = further.chain(first).min().unwrap_or(0);
    let mut lines = String::with_capacity(markdown.len() + blank);
    for (i, line) in markdown.lines().enumerate() {
        match (i, first) {
            (0, Some(first)) => lines.extend(std::iter::repeat_n(' ', first - shared)),
            (0, None) => {}
            _ => lines.push('\n'),
        }
        lines.push_str(if i == 0 { line } else { line.get(shared..).unwrap_or("") }.trim_end());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(text: &str, kind_stated: bool) -> Option<String> {
        actor_behind(text, Span::new(0, text.len()), kind_stated).map(|(actor, _)| actor.value)
    }

    #[test]
    fn handles_are_told_from_remarks() {
        assert_eq!(actor("restarted (sam.okafor)", false).as_deref(), Some("sam.okafor"));
        assert_eq!(actor("restarted (@Sam)", false).as_deref(), Some("Sam"));
        assert_eq!(actor("restarted (team-payments)", false).as_deref(), Some("team-payments"));
        assert_eq!(actor("restarted (kim)", true).as_deref(), Some("kim"));
        for remark in ["(kim)", "(re-run)", "(v1.2)", "(see below)", "(config.yaml)", "(AWS)", "()", "(1.5)"] {
            assert_eq!(actor(&format!("restarted {remark}"), false), None, "{remark}");
        }
    }

    #[test]
    fn further_lines_lose_the_indentation_they_share() {
        let dedent = |text: &str| super::dedent(text, Span::new(0, text.len()));
        assert_eq!(super::dedent("- a\n  - b\n    c\r\n", Span::new(2, 17)), "a\n- b\n  c");
        assert_eq!(dedent("  - a\n\n    b"), "- a\n\n  b");
        assert_eq!(dedent("  a\\"), "a");
    }
}
