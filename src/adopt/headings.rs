//! Headings that the default names of sections do not know: those that clearly mean a section, and those that recur.

use std::collections::{BTreeMap, BTreeSet};

use crate::incident::{Aliases, Incident, SectionKind};

/// From this many documents on a heading recurs.
const RECURS: usize = 2;
/// A longer heading is a sentence, in bytes.
const MAX_HEADING: usize = 80;
/// Sections whose sub-headings are entries, groups or factors.
const READ_AS_LISTS: [SectionKind; 3] =
    [SectionKind::Timeline, SectionKind::ActionItems, SectionKind::ContributingFactors];

/// A heading, and in how many documents it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As the configuration compares it: lower case, without numbering and punctuation.
    pub text: String,
    /// How many documents have it.
    pub documents: usize,
}

/// What is proposed for `[sections]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headings {
    /// Headings that clearly mean a section, in the order of the template; most frequent first.
    pub sections: Vec<(SectionKind, Vec<Heading>)>,
    /// Headings of two or more documents that a person has to decide on, most frequent first.
    pub undecided: Vec<Heading>,
}

/// Counts the headings of all reviews that `aliases` does not know.
pub(super) fn headings(reviews: &[Incident], aliases: &Aliases) -> Headings {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for review in reviews {
        for heading in unknown(review) {
            *met.entry(heading).or_default() += 1;
        }
    }
    let mut all: Vec<Heading> = met.into_iter().map(|(text, documents)| Heading { text, documents }).collect();
    all.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.text.cmp(&b.text)));
    let mut found = Headings::default();
    for kind in SectionKind::ALL {
        let likely = |heading: &Heading| aliases.likely_section(&heading.text) == Some(kind);
        let (of_kind, rest): (Vec<Heading>, Vec<Heading>) = all.into_iter().partition(likely);
        all = rest;
        if !of_kind.is_empty() {
            found.sections.push((kind, of_kind));
        }
    }
    found.undecided = all.into_iter().filter(|heading| heading.documents >= RECURS).collect();
    found
}

/// The headings of one review that mean no section and stand in none that is read as a list, each once.
fn unknown(review: &Incident) -> BTreeSet<String> {
    let open = unknown_outside(review, &READ_AS_LISTS);
    let compared = open.into_iter().map(Aliases::compared);
    compared.filter(|heading| !heading.is_empty() && heading.len() <= MAX_HEADING).collect()
}

/// The headings of a review that mean no section and stand in none of `kinds`, each once, in their order.
#[must_use]
pub fn unknown_outside<'i>(review: &'i Incident, kinds: &[SectionKind]) -> Vec<&'i str> {
    let mut headings = Vec::new();
    let mut seen = BTreeSet::new();
    // Sections come in order: one stands in another where that began before and has not ended yet.
    let mut within_until = 0;
    for section in &review.sections {
        match section.kind {
            Some(kind) if kinds.contains(&kind) => within_until = within_until.max(section.content.end()),
            None if section.heading.span.start() >= within_until && seen.insert(section.heading.value.as_str()) => {
                headings.push(section.heading.value.as_str());
            }
            _ => {}
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    #[test]
    fn headings_that_contain_a_known_name_are_sections_and_others_that_recur_are_left_open() {
        let texts = [
            "# A\n\n## Summary\n\nx\n\n## Our action items\n\n- x\n\n### Weather\n\n- y\n\n## Stats\n\n1\n",
            "# B\n\n## 2. Our action items:\n\n- x\n\n## Stats\n\n2\n\n## Once\n\nx\n",
        ];
        let reviews = texts.map(|text| read(SourceText::new("a.md", text), &Reading::default()));
        let found = headings(&reviews, &Aliases::default());
        let heading = |text: &str| Heading { text: text.to_owned(), documents: 2 };
        assert_eq!(found.sections, [(SectionKind::ActionItems, vec![heading("our action items")])]);
        assert_eq!(found.undecided, [heading("stats")]);
    }
}
