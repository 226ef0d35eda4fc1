//! The archive as a whole: its incidents in order, and the index of their ids.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::incident::{self, Dated, Incident, Origin, Precision, Reading};
use crate::text::SourceText;

/// Every incident of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Archive {
    incidents: Vec<Incident>,
    unreadable: Vec<Unreadable>,
    by_id: BTreeMap<String, Vec<usize>>,
}

/// A file that looked like an incident and could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unreadable {
    /// Its path as messages name it.
    pub path: String,
    /// Why, and what to do about it.
    pub reason: String,
}

impl Archive {
    /// An archive of `incidents` in any order; they are sorted by path.
    #[must_use]
    pub fn new(mut incidents: Vec<Incident>, mut unreadable: Vec<Unreadable>) -> Self {
        incidents.sort_by(|a, b| a.source.path().cmp(b.source.path()));
        unreadable.sort();
        Self { by_id: ids(&incidents), incidents, unreadable }
    }

    /// The archive with this incident, in place of the one whose file has its path.
    #[must_use]
    pub fn with(self, incident: Incident) -> Self {
        let path = incident.source.path().to_owned();
        let others = self.incidents.into_iter().filter(|other| other.source.path() != path);
        let unreadable = self.unreadable.into_iter().filter(|file| file.path != path).collect();
        Self::new(others.chain([incident]).collect(), unreadable)
    }

    /// Puts the incident in the place of the one whose file has its path; false, and nothing, where there is none such.
    #[must_use]
    pub fn replace(&mut self, incident: Incident) -> bool {
        let Some(place) = self.position(incident.source.path()).and_then(|at| self.incidents.get_mut(at)) else {
            return false;
        };
        let has_same_id = place.id.as_ref().map(|id| &id.value) == incident.id.as_ref().map(|id| &id.value);
        *place = incident;
        if !has_same_id {
            self.by_id = ids(&self.incidents);
        }
        true
    }

    /// The archive with the texts that `text_of` gives for the paths of some of its files.
    #[must_use]
    pub fn rewritten<'t>(&self, text_of: impl Fn(&str) -> Option<&'t str>, reading: &Reading) -> Self {
        let read = |old: &Incident| {
            let path = old.source.path();
            let Some(text) = text_of(path) else { return old.clone() };
            let incident = incident::read(SourceText::new(path, text), reading);
            // A day that only the history knows stays.
            Incident { date: incident.date.or(old.date), ..incident }
        };
        Self::new(self.incidents.iter().map(read).collect(), self.unreadable.clone())
    }

    /// Dates each incident that has no date by what `day` knows of its path: its first commit.
    pub fn date_undated(&mut self, day: impl Fn(&str) -> Option<NaiveDate>) {
        for incident in self.incidents.iter_mut().filter(|incident| incident.date.is_none()) {
            incident.date = day(incident.source.path()).map(|day| Dated {
                day,
                precision: Precision::Day,
                origin: Origin::FirstCommit,
            });
        }
    }

    /// Every incident, sorted by path.
    #[must_use]
    pub fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    /// Files that could not be read, sorted by path.
    #[must_use]
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Ids with the indices of the incidents that carry them, sorted; more than one index is a duplicate.
    #[must_use]
    pub fn ids(&self) -> &BTreeMap<String, Vec<usize>> {
        &self.by_id
    }

    /// The incident of the file `path`, as messages name it.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&Incident> {
        self.position(path).map(|at| &self.incidents[at])
    }

    /// Where the incident of the file `path` stands among all.
    #[must_use]
    pub fn position(&self, path: &str) -> Option<usize> {
        self.incidents.binary_search_by(|incident| incident.source.path().cmp(path)).ok()
    }

    /// The first incident with this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Incident> {
        self.by_id.get(id).and_then(|indices| indices.first()).map(|&index| &self.incidents[index])
    }
}

fn ids(incidents: &[Incident]) -> BTreeMap<String, Vec<usize>> {
    let mut ids: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, incident) in incidents.iter().enumerate() {
        if let Some(id) = &incident.id {
            ids.entry(id.value.clone()).or_default().push(index);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::read_bytes;

    #[test]
    fn an_incident_takes_the_place_of_the_one_of_its_file_and_is_found_by_its_new_id() {
        let incident =
            |name: &str, id: &str| read_bytes(name, format!("---\nid: {id}\n---\n").into_bytes(), &Reading::default());
        let mut archive = Archive::new(vec![incident("b.md", "B"), incident("a.md", "A")], Vec::new());
        assert!(archive.replace(incident("b.md", "C")));
        assert_eq!(archive.ids().keys().collect::<Vec<_>>(), ["A", "C"]);
        assert_eq!(archive.by_id("C").map(|incident| incident.source.path()), Some("b.md"));
        assert!(!archive.replace(incident("c.md", "D")));
        assert_eq!(archive, Archive::new(archive.incidents().to_vec(), Vec::new()));
    }
}
