//! Ids of headings and other places on one page, each only once.

use std::collections::BTreeMap;

use crate::incident::heading_slug;

/// Characters of an id that come from its heading.
const LONGEST: usize = 100;

/// The ids of one page.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    /// Each id with the number its next double is tried with, so that ten thousand equal headings stay cheap.
    taken: BTreeMap<String, usize>,
}

impl Ids {
    /// Ids the page itself uses, so that no heading gets one of them.
    #[must_use]
    pub fn reserving(ids: &[&str]) -> Self {
        Self { taken: ids.iter().map(|&id| (id.to_owned(), 1)).collect() }
    }

    /// The id of a heading as forges write it (`Where we got lucky!` is `where-we-got-lucky`), with `-1`, `-2`, …
    /// from the second on.
    pub fn of_heading(&mut self, text: &str) -> String {
        let mut id: String = heading_slug(text).chars().take(LONGEST).collect();
        if !id.starts_with(char::is_alphabetic) {
            id.insert_str(0, "s-");
        }
        self.unique(id)
    }

    /// `id`, or `id-1`, `id-2`, … where it is taken.
    pub fn unique(&mut self, id: String) -> String {
        let Some(&(mut n)) = self.taken.get(&id) else {
            self.taken.insert(id.clone(), 1);
            return id;
        };
        let mut candidate = format!("{id}-{n}");
        while self.taken.contains_key(&candidate) {
            n += 1;
            candidate = format!("{id}-{n}");
        }
        self.taken.insert(id, n + 1);
        self.taken.insert(candidate.clone(), 1);
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_as_forges_write_them_and_unique() {
        let mut ids = Ids::reserving(&["timeline"]);
        let all: Vec<String> = ["Where we got lucky!", "Timeline", "1. Cause", "!!", "Where we got lucky", "Größe"]
            .iter()
            .map(|text| ids.of_heading(text))
            .collect();
        assert_eq!(all, ["where-we-got-lucky", "timeline-1", "s-1-cause", "s-", "where-we-got-lucky-1", "größe"]);
    }
}
