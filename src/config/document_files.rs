//! `include` and `exclude` of `[archive]`: which files of the incident folder are reviews.

use super::pattern::Pattern;

/// Patterns of paths below the incident folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentFiles {
    /// These files alone, whatever they end in; none: whatever is named like a review.
    pub include: Vec<Pattern>,
    /// Never these.
    pub exclude: Vec<Pattern>,
}

impl DocumentFiles {
    /// Whether the patterns say that the file at `path`, relative to the incident folder and `/`-separated, is a review;
    /// `None` where its name decides.
    #[must_use]
    pub fn decide(&self, path: &str) -> Option<bool> {
        let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(path));
        if any(&self.exclude) {
            return Some(false);
        }
        (!self.include.is_empty()).then(|| any(&self.include))
    }

    /// Whether a pattern of `include` names a folder that is called so, letter by letter.
    #[must_use]
    pub fn names_folder(&self, name: &str) -> bool {
        self.include.iter().any(|pattern| pattern.as_str().split('/').any(|part| part == name))
    }
}
