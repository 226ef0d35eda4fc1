//! The related incidents of every incident of an archive, without comparing each with each: candidates come from what
//! is named by both, and from the words that tell most.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashbrown::HashMap;

use super::compare::{Rarity, Related, sort};
use super::factors::{FactorGroup, groups};
use super::outline::Outline;
use super::outlines::Outlines;

/// How many neighbours in time of one service, tag, factor or word are looked at; keeps a popular one cheap.
const NEIGHBOURS: usize = 32;
/// How many of an incident's words are looked up, those that tell most of it.
const WORDS: usize = 16;
/// How many of the candidates with the most in common are compared in full.
const COMPARED: usize = 16;

/// What is looked up to find an incident's relatives.
#[derive(Debug)]
pub struct Nearby {
    outlines: Outlines,
    rarity: Rarity,
    /// Indices of incidents by service and by tag, lower case.
    named: HashMap<String, Vec<usize>>,
    /// Indices of incidents by the ids that they name.
    mentions: HashMap<String, Vec<usize>>,
    ids: HashMap<String, usize>,
    /// Incidents by term, each with its share.
    terms: HashMap<u32, Vec<(usize, u16)>>,
    groups: Vec<FactorGroup>,
    /// The groups of each incident.
    groups_of: HashMap<usize, Vec<usize>>,
}

impl Nearby {
    /// Prepares the outlines, which are in the order of time.
    #[must_use]
    pub fn of(outlines: Outlines) -> Self {
        let list = outlines.list();
        let ((rarity, groups), terms) = rayon::join(|| (Rarity::of(list), groups(list)), || by_term(list));
        let mut nearby = Self {
            rarity,
            named: HashMap::new(),
            mentions: HashMap::new(),
            ids: HashMap::new(),
            terms,
            groups,
            groups_of: HashMap::new(),
            outlines: Outlines::default(),
        };
        for (index, outline) in list.iter().enumerate() {
            for name in &outline.services {
                nearby.named.entry(format!("service {}", name.to_lowercase())).or_default().push(index);
            }
            for name in &outline.tags {
                nearby.named.entry(format!("tag {}", name.to_lowercase())).or_default().push(index);
            }
            for id in &outline.related {
                nearby.mentions.entry(id.clone()).or_default().push(index);
            }
            if let Some(id) = &outline.id {
                nearby.ids.entry(id.clone()).or_insert(index);
            }
        }
        for (number, group) in nearby.groups.iter().enumerate() {
            for (incident, _) in &group.members {
                nearby.groups_of.entry(*incident).or_default().push(number);
            }
        }
        nearby.outlines = outlines;
        nearby
    }

    /// The outlines, in their order.
    #[must_use]
    pub fn outlines(&self) -> &[Arc<Outline>] {
        self.outlines.list()
    }

    /// The factors that stand in several incidents, those of the most first.
    #[must_use]
    pub fn recurring_factors(&self) -> &[FactorGroup] {
        &self.groups
    }

    /// The incidents related to the one at `index`, the closest first; of equal ones the nearest in time.
    #[must_use]
    pub fn related(&self, index: usize, most: usize) -> Vec<Related> {
        let list = self.outlines.list();
        let Some(here) = list.get(index) else { return Vec::new() };
        let candidates = self.candidates(index);
        let compared = candidates.into_iter().filter_map(|other| self.rarity.compare(here, list.get(other)?, other));
        let mut related: Vec<Related> = compared.collect();
        sort(&mut related, |other| other.abs_diff(index));
        related.truncate(most);
        for found in &mut related {
            if let Some(there) = list.get(found.index) {
                found.name_words(here, there);
            }
        }
        related
    }

    /// Whom it is worth comparing with.
    fn candidates(&self, index: usize) -> BTreeSet<usize> {
        let Some(here) = self.outlines.list().get(index) else { return BTreeSet::new() };
        let mut found: BTreeSet<usize> = here.related.iter().filter_map(|id| self.ids.get(id)).copied().collect();
        found.extend(here.id.as_deref().and_then(|id| self.mentions.get(id)).into_iter().flatten());
        let mut points: Vec<(usize, f32)> = Vec::new();
        let services = here.services.iter().map(|name| format!("service {}", name.to_lowercase()));
        let tags = here.tags.iter().map(|name| format!("tag {}", name.to_lowercase()));
        for members in services.chain(tags).filter_map(|name| self.named.get(&name)) {
            #[expect(clippy::cast_precision_loss, reason = "a count needs no more than a float's precision")]
            let each = 1.0 / members.len() as f32;
            points.extend(near(members, |other| *other, index).iter().map(|other| (*other, each)));
        }
        for group in self.groups_of.get(&index).into_iter().flatten().filter_map(|group| self.groups.get(*group)) {
            points.extend(near(&group.members, |(other, _)| *other, index).iter().map(|(other, _)| (*other, 1.0)));
        }
        let mut telling = here.terms().to_vec();
        telling.sort_unstable_by_key(|(term, share)| (std::cmp::Reverse(*share), *term));
        for (term, share) in telling.iter().take(WORDS) {
            let Some(members) = self.terms.get(term).filter(|members| members.len() > 1) else { continue };
            let each = |their: u16| f32::from(*share) * f32::from(their) / 65_535.0 / 65_535.0 * 4.0;
            let near = near(members, |(other, _)| *other, index);
            points.extend(near.iter().map(|(other, their)| (*other, each(*their))));
        }
        points.sort_unstable_by_key(|(other, _)| *other);
        let mut sums: Vec<(usize, f32)> = points
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, points)| points).sum())))
            .collect();
        sums.retain(|(other, _)| *other != index);
        if sums.len() > COMPARED {
            // Whole order, so that which are compared does not depend on how they are selected.
            let order = |a: &(usize, f32), b: &(usize, f32)| {
                b.1.total_cmp(&a.1).then_with(|| (a.0.abs_diff(index), a.0).cmp(&(b.0.abs_diff(index), b.0)))
            };
            sums.select_nth_unstable_by(COMPARED, order);
            sums.truncate(COMPARED);
        }
        found.extend(sums.into_iter().map(|(other, _)| other));
        found.remove(&index);
        found
    }
}

/// Incidents by term, each with its share.
fn by_term(list: &[Arc<Outline>]) -> HashMap<u32, Vec<(usize, u16)>> {
    let mut terms: HashMap<u32, Vec<(usize, u16)>> = HashMap::new();
    for (index, outline) in list.iter().enumerate() {
        for (term, share) in outline.terms() {
            terms.entry(*term).or_default().push((index, *share));
        }
    }
    terms
}

/// The members nearest to `index`.
fn near<T>(members: &[T], place: impl Fn(&T) -> usize, index: usize) -> &[T] {
    let here = members.partition_point(|member| place(member) < index);
    let from = here.saturating_sub(NEIGHBOURS / 2);
    members.get(from..members.len().min(from + NEIGHBOURS)).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::super::compare::Reason;
    use super::*;
    use crate::archive::{read_bytes, reading};
    use crate::config::Config;
    use crate::incident::Incident;

    fn nearby(reviews: &[&str]) -> (Outlines, Nearby) {
        let config = Config::default();
        let read =
            |(n, text): (usize, &&str)| read_bytes(&format!("{n}.md"), text.as_bytes().to_vec(), &reading(&config));
        let incidents: Vec<Incident> = reviews.iter().enumerate().map(read).collect();
        let outlines = Outlines::of(&incidents.iter().collect::<Vec<_>>());
        (outlines.clone(), Nearby::of(outlines))
    }

    const REVIEWS: [&str; 6] = [
        "---\nid: A-1\nservices: [api]\nrelated: [A-4]\n---\n\n## Description\n\nThe broker ran out of memory.\n",
        "---\nid: A-2\nservices: [Api, web]\n---\n\n## Contributing factors\n\n- Alert gap: none\n",
        "---\nid: A-3\ntags: [dns]\n---\n\n## Contributing factors\n\n- Alert gaps: the page went nowhere\n",
        "---\nid: A-4\ntags: [DNS]\n---\n\n## Description\n\nA name was not found.\n",
        "---\nid: A-5\n---\n\n## Description\n\nThe broker's memory was too small for the backlog.\n",
        "---\nid: A-6\n---\n\n## Description\n\nSomething else entirely.\n",
    ];

    #[test]
    fn each_incident_has_the_relatives_that_comparing_with_all_would_give() {
        let (outlines, nearby) = nearby(&REVIEWS);
        let mut pairs = 0;
        for index in 0..REVIEWS.len() {
            let sorted = |mut related: Vec<Related>| {
                related.sort_by_key(|related| related.index);
                related
            };
            let (found, all) = (sorted(nearby.related(index, 9)), sorted(outlines.similar_to(index, 9)));
            assert_eq!(found, all, "{index}");
            pairs += found.len();
        }
        assert_eq!(pairs, 10, "five pairs, each from both sides");
    }

    #[test]
    fn a_link_comes_before_what_is_shared_and_counts_in_both_directions() {
        let (_, nearby) = nearby(&REVIEWS);
        let reasons = |index: usize| {
            let related = nearby.related(index, 9);
            let told = |related: &Related| {
                let reasons: Vec<String> = related.reasons.iter().map(ToString::to_string).collect();
                format!("{} {}", related.index, reasons.join("; "))
            };
            related.iter().map(told).collect::<Vec<_>>()
        };
        assert_eq!(reasons(0), ["3 linked from this review", "1 same service: api", "4 similar text: memory, broker"]);
        assert_eq!(reasons(3), ["0 links to this review", "2 same tag: DNS"]);
        assert_eq!(reasons(2), ["1 shares the factor: Alert gaps", "3 same tag: dns"]);
    }

    #[test]
    fn an_id_in_the_text_is_a_link_and_its_letters_are_no_likeness() {
        let review = |id: &str, text: &str| format!("---\nid: {id}\n---\n\n## Description\n\n{text}\n");
        let reviews = [
            review("INC-2026-001", "As in INC-2026-002: the disk was full."),
            review("INC-2026-002", "Certificates expired."),
            review("INC-2026-003", "Unlike INC-2026-009, a name was not found."),
        ];
        let (_, nearby) = nearby(&[&reviews[0], &reviews[1], &reviews[2]]);
        let reasons =
            |index| nearby.related(index, 9).into_iter().map(|found| (found.index, found.reasons)).collect::<Vec<_>>();
        assert_eq!(reasons(0), [(1, vec![Reason::LinkedFrom])]);
        assert_eq!(reasons(1), [(0, vec![Reason::LinksHere])]);
        assert_eq!(reasons(2), []);
    }

    #[test]
    fn a_name_that_all_share_costs_no_comparison_with_all() {
        let review = "---\nservices: [api]\n---\n\n## Description\n\nSame words.\n";
        let (_, nearby) = nearby(&[review; 200]);
        assert!(nearby.candidates(100).len() <= COMPARED);
        assert_eq!(nearby.related(100, 2).iter().map(|r| r.index).collect::<Vec<_>>(), [99, 101]);
    }
}
