//! The outlines of an archive, to be asked.

use std::sync::Arc;

use hashbrown::HashMap;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::compare::{Rarity, Related, sort};
use super::outline::Outline;
use super::vocabulary::Vocabulary;
use super::wording::{Counted, Seen};
use crate::incident::Incident;

/// Tables of words seen, each for as many incidents: few, for every one meets most words of the archive anew, and more
/// than there are cores, for they take unequal time.
const CHUNKS: usize = 12;

/// The outlines of incidents, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlines {
    vocabulary: Vocabulary,
    list: Vec<Arc<Outline>>,
}

impl Outlines {
    /// Outlines all incidents.
    #[must_use]
    pub fn of<'i>(incidents: &[&'i Incident]) -> Self {
        let size = incidents.len().div_ceil(CHUNKS).max(1);
        let chunks: Vec<(Seen<'i>, Vec<Vec<Counted>>)> = incidents
            .par_chunks(size)
            .map(|chunk| {
                let mut seen = Seen::default();
                let counted = chunk.iter().map(|incident| seen.incident(incident)).collect();
                (seen, counted)
            })
            .collect();
        let vocabulary = Vocabulary::of(chunks.iter().flat_map(|(_, counted)| counted));
        let list: Vec<Vec<Arc<Outline>>> = chunks
            .into_par_iter()
            .zip(incidents.par_chunks(size))
            .map(|((mut seen, counted), chunk)| {
                let both = chunk.iter().zip(counted);
                let outline = |(incident, counted): (&&'i Incident, Vec<Counted>)| {
                    Arc::new(Outline::of(incident, &counted, &vocabulary, &mut seen))
                };
                both.map(outline).collect()
            })
            .collect();
        Self { vocabulary, list: list.into_iter().flatten().collect() }
    }

    /// The outlines, in the order of the incidents.
    #[must_use]
    pub fn list(&self) -> &[Arc<Outline>] {
        &self.list
    }

    /// Puts an incident in the place of the one of the same file, or after all others. How telling words are stays as it
    /// was counted: one review changes that little.
    pub fn replace(&mut self, incident: &Incident) {
        let mut seen = Seen::default();
        let counted = seen.incident(incident);
        let outline = Arc::new(Outline::of(incident, &counted, &self.vocabulary, &mut seen));
        match self.list.iter_mut().find(|other| other.path == outline.path) {
            Some(place) => *place = outline,
            None => self.list.push(outline),
        }
    }

    /// The outlines of these incidents alone, in their order; one that has none yet gets it.
    #[must_use]
    pub fn of_these(&self, incidents: &[&Incident]) -> Self {
        let by_path: HashMap<&str, &Arc<Outline>> =
            self.list.iter().map(|outline| (outline.path.as_str(), outline)).collect();
        let outline = |incident: &&Incident| {
            if let Some(outline) = by_path.get(incident.source.path()) {
                return Arc::clone(outline);
            }
            let mut seen = Seen::default();
            let counted = seen.incident(incident);
            Arc::new(Outline::of(incident, &counted, &self.vocabulary, &mut seen))
        };
        Self { vocabulary: self.vocabulary.clone(), list: incidents.iter().map(outline).collect() }
    }

    /// Keeps the outlines of these files alone.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.list.retain(|outline| keep(&outline.path));
    }

    /// The incidents related to the one at `index`, the closest first.
    #[must_use]
    pub fn similar_to(&self, index: usize, most: usize) -> Vec<Related> {
        self.list.get(index).map_or_else(Vec::new, |here| self.closest(here, Some(index), most))
    }

    /// The incidents whose text is like `text`, the closest first.
    #[must_use]
    pub fn similar_to_text(&self, text: &str, most: usize) -> Vec<Related> {
        self.closest(&Outline::of_text(text, &self.vocabulary), None, most)
    }

    fn closest(&self, here: &Outline, index: Option<usize>, most: usize) -> Vec<Related> {
        let rarity = Rarity::of(&self.list);
        let others = self.list.par_iter().enumerate().filter(|(other, _)| Some(*other) != index);
        let mut related: Vec<Related> =
            others.filter_map(|(other, there)| rarity.compare(here, there, other)).collect();
        // Of equal ones the latest first: without a day last.
        let day = |index: usize| self.list.get(index).and_then(|outline| outline.day);
        related.sort_by_key(|related| std::cmp::Reverse(day(related.index)));
        sort(&mut related, |_| 0);
        related.truncate(most);
        for found in &mut related {
            if let Some(there) = self.list.get(found.index) {
                found.name_words(here, there);
            }
        }
        related
    }
}
