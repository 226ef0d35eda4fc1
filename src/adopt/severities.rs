//! The severity labels of an archive: from front matter and from labelled lines, worst first.

use std::collections::BTreeMap;

use crate::incident::Incident;

/// Labels of a line that states the severity, in lower case.
const NAMES: [&str; 5] = ["severity", "incident severity", "severity level", "sev", "sev level"];
/// Well-known words with their rank.
const WORDS: [(&str, u32); 16] = [
    ("critical", 1),
    ("blocker", 1),
    ("emergency", 1),
    ("severe", 1),
    ("high", 2),
    ("major", 2),
    ("serious", 2),
    ("medium", 3),
    ("moderate", 3),
    ("normal", 3),
    ("low", 4),
    ("minor", 4),
    ("trivial", 5),
    ("none", 6),
    ("info", 6),
    ("informational", 6),
];
/// A longer label is a sentence, in bytes.
const MAX_LABEL: usize = 24;
/// More labels are no scale.
const MAX_LABELS: usize = 12;

/// The labels that are met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Severities {
    /// Worst first where `ranked`, else in the order of the alphabet.
    pub labels: Vec<String>,
    /// Documents that carry one.
    pub documents: usize,
    /// Every label carries a number or a well-known word.
    pub ranked: bool,
}

/// The labels of all reviews; `None` where there are none, or too many for a scale.
pub(super) fn severities(reviews: &[Incident]) -> Option<Severities> {
    // By the label in lower case: how often each spelling was met.
    let mut met: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut documents = 0;
    for label in reviews.iter().filter_map(label_of) {
        documents += 1;
        *met.entry(label.to_lowercase()).or_default().entry(label).or_default() += 1;
    }
    if met.is_empty() || met.len() > MAX_LABELS {
        return None;
    }
    let spelling = |spellings: BTreeMap<String, usize>| {
        let most = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        most.map(|(label, _)| label)
    };
    let mut labels: Vec<String> = met.into_values().filter_map(spelling).collect();
    let ranked = labels.iter().all(|label| rank(label).is_some());
    labels.sort_by_cached_key(|label| (rank(label).filter(|_| ranked), label.to_lowercase()));
    Some(Severities { labels, documents, ranked })
}

fn label_of(review: &Incident) -> Option<String> {
    let declared = review.severity.as_ref().and_then(|severity| label(&severity.value));
    declared.or_else(|| review.source.slice(review.body).lines().find_map(labelled))
}

/// The label of a line such as `- **Severity**: SEV-2 (major)` or `| Severity | high |`.
fn labelled(line: &str) -> Option<String> {
    let line =
        line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '>' | '|' | '#' | '_'));
    let (name, value) = line.split_once([':', '|'])?;
    let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    NAMES.contains(&name.as_str()).then(|| label(value)).flatten()
}

/// The label without markup and without what explains it.
fn label(text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(['(', ',', ';', '|', '*', '_', '`', '<', '/', '.', ':', '\n']).unwrap_or(text.len());
    let label = text.get(..end)?;
    let label = label.split(" - ").next()?.split(" – ").next()?.trim();
    let fits = !label.is_empty() && label.len() <= MAX_LABEL && label.split_whitespace().count() <= 2;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    (fits && label.chars().all(is_word)).then(|| label.to_owned())
}

/// A number in the label, else the rank of a well-known word; smaller is worse.
fn rank(label: &str) -> Option<u32> {
    let number: String = label.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let by_word = || {
        let mut words = label.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.find_map(|word| WORDS.iter().find(|(known, _)| *known == word).map(|(_, rank)| *rank))
    };
    number.parse().ok().or_else(by_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn of(texts: &[&str]) -> Option<(Vec<String>, bool)> {
        let review =
            |text: &&str| read(SourceText::new("a.md", *text), &Reading { adopted: true, ..Reading::default() });
        let reviews: Vec<Incident> = texts.iter().map(review).collect();
        severities(&reviews).map(|found| (found.labels, found.ranked))
    }

    #[test]
    fn labels_come_from_front_matter_and_lines_and_stand_worst_first() {
        let found = of(&[
            "---\nsev: SEV-3\n---\n",
            "# A\n\n**Severity:** SEV-1 (all down)\n",
            "| Severity | sev-3 |\n",
            "- Severity: `SEV-10`",
        ]);
        let labels = ["SEV-1", "SEV-3", "SEV-10"].map(str::to_owned).to_vec();
        assert_eq!(found, Some((labels, true)));
        let words = of(&["Severity: low", "Severity: Critical", "Severity: Major outage"]);
        assert_eq!(words, Some((["Critical", "Major outage", "low"].map(str::to_owned).to_vec(), true)));
    }

    #[test]
    fn labels_without_a_known_order_are_in_that_of_the_alphabet() {
        assert_eq!(of(&["Severity: purple", "Severity: amber"]), Some((vec!["amber".into(), "purple".into()], false)));
        assert_eq!(of(&["Severity of this was not known to anybody", "Severity: it was rather bad that day"]), None);
    }
}
