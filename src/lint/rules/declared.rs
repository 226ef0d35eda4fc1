//! What the front matter lets a rule ask: whether it can be read at all, whether a key failed to be
//! read (another finding speaks of that), and where to point when a key is absent.

use crate::incident::{Incident, ProblemKind};
use crate::text::Span;

/// True when there is front matter and it could be read: only then is a key's absence a lack of its own.
#[must_use]
pub fn is_readable(incident: &Incident) -> bool {
    incident.front_matter.is_some()
        && !incident.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::FrontMatterSyntax { .. }))
}

/// True when `key` is there in some form that could not be read: misspelt, or of the wrong shape.
#[must_use]
pub fn is_misread(incident: &Incident, key: &str) -> bool {
    incident.problems.iter().any(|problem| match &problem.kind {
        ProblemKind::UnknownKey { nearest, within, .. } => within.is_empty() && *nearest == Some(key),
        ProblemKind::InvalidValue { key: path, .. } | ProblemKind::TimestampZone { key: path } => is_within(path, key),
        ProblemKind::MissingKey { within, .. } => is_within(within, key),
        _ => false,
    })
}

/// True when `path` (`commanders[0].from`) is `key` or something inside it.
fn is_within(path: &str, key: &str) -> bool {
    path.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Where to point when a key of the front matter is absent: its opening `---`.
#[must_use]
pub fn opening(incident: &Incident) -> Span {
    incident.source.line_span(1)
}

/// True when two handles name the same person or team.
#[must_use]
pub fn same_handle(one: &str, other: &str) -> bool {
    let bare = |handle: &str| handle.trim().trim_start_matches('@').to_lowercase();
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_within_its_key_and_not_within_a_longer_one() {
        assert!(is_within("commanders[0].from", "commanders"));
        assert!(is_within("review.held_at", "review"));
        assert!(!is_within("reviewers", "review"));
    }

    #[test]
    fn handles_compare_without_at_sign_and_case() {
        assert!(same_handle("@Ana.Ruiz", "ana.ruiz "));
        assert!(!same_handle("ana", "ana.ruiz"));
    }
}
