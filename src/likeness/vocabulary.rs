//! How telling a term is: one that stands in few incidents says more than one that stands in many.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::wording::Counted;

/// In how many incidents each term stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    incidents: u32,
    /// Terms of at least two incidents, sorted; any other is of one at most.
    found_in: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// Counts the terms of all incidents, each list without doubles.
    #[must_use]
    pub fn of<'a>(wordings: impl IntoIterator<Item = &'a Vec<Counted>>) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut incidents: u32 = 0;
        for counted in wordings {
            incidents = incidents.saturating_add(1);
            for counted in counted {
                *counts.entry(counted.term).or_insert(0) += 1;
            }
        }
        let mut found_in: Vec<(u32, u32)> = counts.into_iter().filter(|(_, incidents)| *incidents > 1).collect();
        found_in.sort_unstable();
        Self { incidents, found_in }
    }

    /// How telling it is that a text has this term: tf-idf, the frequency by its logarithm.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts need no more than a float's precision")]
    pub fn weight(&self, counted: &Counted) -> f32 {
        let place = self.found_in.binary_search_by_key(&counted.term, |(term, _)| *term);
        let found_in = place.ok().and_then(|place| self.found_in.get(place)).map_or(1, |(_, incidents)| *incidents);
        let rarity = ((self.incidents as f32 + 1.0) / (found_in as f32 + 0.5)).ln().max(0.0);
        (1.0 + (counted.count.max(1) as f32).ln()) * rarity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_term_weighs_more_than_a_common_one_and_one_of_all_next_to_nothing() {
        let counted = |term| Counted { term, count: 1, piece: 0 };
        let wordings = [vec![counted(1), counted(2)], vec![counted(1), counted(2)], vec![counted(1)], vec![counted(1)]];
        let vocabulary = Vocabulary::of(&wordings);
        let [all, half, none] = [1, 2, 3].map(|term| vocabulary.weight(&counted(term)));
        assert!(all < half && half < none, "{all} {half} {none}");
        assert!(all < 0.2, "{all}");
        assert!(vocabulary.weight(&Counted { count: 5, ..counted(2) }) > half);
    }
}
