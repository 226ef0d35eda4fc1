//! The severity scale of an archive: its labels, worst first.

/// The labels an archive uses for severity, worst first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityScale {
    labels: Vec<String>,
}

impl SeverityScale {
    /// A scale of the given labels, worst first.
    #[must_use]
    pub fn new(labels: Vec<String>) -> Self {
        Self { labels }
    }

    /// The labels, worst first.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Rank of a label from 1 (worst), compared without regard to case; `None` for a label not on the scale.
    #[must_use]
    pub fn rank(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|l| l.eq_ignore_ascii_case(label.trim())).map(|i| i + 1)
    }
}

impl Default for SeverityScale {
    /// SEV1 to SEV5.
    fn default() -> Self {
        Self { labels: (1..=5).map(|n| format!("SEV{n}")).collect() }
    }
}
