//! Contributing factors that stand in several incidents, gathered in groups.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashbrown::HashMap;

use super::outline::Outline;
use super::outlined_factor::{OutlinedFactor, lacks};

/// So many groups with one word are looked at, the latest first: the work stays in proportion.
const LOOKED_AT: usize = 64;

/// A factor that stands in several incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorGroup {
    /// Its name, else the text it was first met with.
    pub label: String,
    /// The incidents by index, each with the index of its factor, in the order of the archive; one of an incident.
    pub members: Vec<(usize, usize)>,
}

/// The factors that stand in at least two incidents, those of the most incidents first, then by label. A factor joins
/// the group whose first member it is the same as, so that a chain of small differences does not make one of all.
#[must_use]
pub fn groups(outlines: &[Arc<Outline>]) -> Vec<FactorGroup> {
    let mut frequencies: HashMap<u32, u32> = HashMap::new();
    for term in outlines.iter().flat_map(|outline| &outline.factors).flat_map(|factor| &factor.terms) {
        *frequencies.entry(*term).or_insert(0) += 1;
    }
    let mut found = Found::default();
    // The oldest first: groups are named as they were first met.
    for (index, outline) in outlines.iter().enumerate().rev() {
        for (place, factor) in outline.factors.iter().enumerate() {
            found.add(factor, (index, place), &frequencies);
        }
    }
    let mut groups: Vec<FactorGroup> = found.groups.into_iter().map(|(_, group)| group).collect();
    for group in &mut groups {
        group.members.sort_unstable();
        group.members.dedup_by_key(|(incident, _)| *incident);
    }
    groups.retain(|group| group.members.len() > 1);
    groups.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then_with(|| a.label.cmp(&b.label)));
    groups
}

/// Groups under construction.
#[derive(Default)]
struct Found<'a> {
    groups: Vec<(&'a OutlinedFactor, FactorGroup)>,
    by_name: HashMap<u32, usize>,
    by_term: HashMap<u32, Vec<Met>>,
}

/// A group by what is enough to tell its first member from most factors.
#[derive(Clone, Copy)]
struct Met {
    group: usize,
    bits: u64,
    may_lack: usize,
}

impl<'a> Found<'a> {
    fn add(&mut self, factor: &'a OutlinedFactor, member: (usize, usize), frequencies: &HashMap<u32, u32>) {
        let named = factor.name.and_then(|name| self.by_name.get(&name).copied());
        // Two factors that share four in five of their terms share one of so many of their rarest.
        let mut rarest = factor.terms.clone();
        rarest.sort_by_cached_key(|term| (frequencies.get(term).copied().unwrap_or(0), *term));
        rarest.truncate(factor.may_lack() + 1);
        let group = named.or_else(|| {
            let near = rarest.iter().filter_map(|term| self.by_term.get(term));
            let near = near.flat_map(|groups| groups.iter().rev().take(LOOKED_AT));
            let mut near = near.filter(|met| lacks(met.bits, factor.bits) <= met.may_lack).map(|met| met.group);
            near.find(|group| self.groups.get(*group).is_some_and(|(first, _)| first.is(factor)))
        });
        let group = group.unwrap_or_else(|| {
            let met = Met { group: self.groups.len(), bits: factor.bits, may_lack: factor.may_lack() };
            self.groups.push((factor, FactorGroup { label: factor.label.clone(), members: Vec::new() }));
            for term in rarest {
                self.by_term.entry(term).or_default().push(met);
            }
            met.group
        });
        if let Some(name) = factor.name {
            self.by_name.entry(name).or_insert(group);
        }
        if let Some((_, group)) = self.groups.get_mut(group) {
            group.members.push(member);
        }
    }
}

impl FactorGroup {
    /// The incidents that have the factor, by index.
    #[must_use]
    pub fn incidents(&self) -> BTreeSet<usize> {
        self.members.iter().map(|(incident, _)| *incident).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::outlines::Outlines;
    use super::*;
    use crate::archive::{read_bytes, reading};
    use crate::config::Config;
    use crate::incident::Incident;

    fn grouped(archive: &[&[&str]]) -> Vec<String> {
        let files = archive.iter().enumerate().map(|(n, factors)| {
            let text = format!("## Contributing factors\n\n- {}\n", factors.join("\n- "));
            read_bytes(&format!("{n}.md"), text.into_bytes(), &reading(&Config::default()))
        });
        let incidents: Vec<Incident> = files.collect();
        let outlines = Outlines::of(&incidents.iter().collect::<Vec<_>>());
        let shown = |group: FactorGroup| format!("{} {:?}", group.label, group.members);
        groups(outlines.list()).into_iter().map(shown).collect()
    }

    #[test]
    fn one_name_is_one_factor_whatever_follows_it() {
        let found = grouped(&[
            &["(technical) Retry storm: clients asked again at once", "(process) Alert gap: nobody saw it"],
            &["**Retry storms:** no backoff"],
            &["(human) alert gap: the page went to nobody"],
        ]);
        assert_eq!(found, ["Retry storms [(0, 0), (1, 0)]", "alert gap [(0, 1), (2, 0)]"]);
    }

    #[test]
    fn nearly_the_same_words_are_one_factor_and_few_words_only_when_all_are_shared() {
        let found = grouped(&[
            &["The memory limit of the queue was lowered by a configuration change no test covers.", "Memory leak"],
            &["The queue's memory limit was lowered by a configuration change that no test covers."],
            &["Memory leaks"],
            &["Disk leak"],
        ]);
        assert_eq!(
            found,
            [
                "Memory leaks [(0, 1), (2, 0)]",
                "The queue's memory limit was lowered by a configuration change that no test… [(0, 0), (1, 0)]"
            ]
        );
    }

    #[test]
    fn a_factor_that_an_incident_has_twice_is_not_recurring() {
        assert!(grouped(&[&["Alert gap: one", "Alert gap: two"]]).is_empty());
    }
}
