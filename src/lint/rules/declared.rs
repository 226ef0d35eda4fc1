//! What rules ask of the front matter: whether a key is there and failed to be read (another finding
//! speaks of that), and whether two handles are one.

use crate::incident::{Incident, ProblemKind};

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
