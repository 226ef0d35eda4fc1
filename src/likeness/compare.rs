//! Two incidents side by side: how close they are, and why.

use std::sync::Arc;

use hashbrown::HashMap;
use serde::Serialize;

use super::outline::Outline;

/// Points of a link that somebody wrote: more than any number of shared names.
const LINKED: f32 = 1_000.0;
/// Points of a shared service, tag or factor that few others have.
const SERVICE: f32 = 30.0;
const TAG: f32 = 20.0;
const FACTOR: f32 = 60.0;
/// Points of two texts that are the same.
const TEXT: f32 = 120.0;
/// Texts that have less in common are not alike; what reviews have in common for being reviews stays below it.
const ALIKE: f32 = 0.12;
/// Words that are named as the reason.
const WORDS: usize = 3;

/// Why an incident is related.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
pub enum Reason {
    /// The review links to it.
    LinkedFrom,
    /// It links to the review.
    LinksHere,
    /// Services of both, as written.
    Services(Vec<String>),
    /// Contributing factors of both.
    Factors(Vec<String>),
    /// Tags of both, as written.
    Tags(Vec<String>),
    /// Texts that are alike, with the words that tell so.
    Text(Vec<String>),
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counted = |one: &str, names: &[String]| {
            let plural = if names.len() == 1 { "" } else { "s" };
            format!("{one}{plural}: {}", names.join(", "))
        };
        match self {
            Self::LinkedFrom => f.write_str("linked from this review"),
            Self::LinksHere => f.write_str("links to this review"),
            Self::Services(names) => f.write_str(&counted("same service", names)),
            Self::Factors(names) => f.write_str(&counted("shares the factor", names)),
            Self::Tags(names) => f.write_str(&counted("same tag", names)),
            Self::Text(words) => write!(f, "similar text: {}", words.join(", ")),
        }
    }
}

/// An incident that is related to another, or to a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Its index among the outlines.
    pub index: usize,
    /// The higher, the closer.
    pub points: f32,
    /// The weightiest kinds first.
    pub reasons: Vec<Reason>,
    /// The texts are alike, and [`Related::name_words`] says by which words.
    alike: bool,
}

/// In how many incidents each service, tag and factor stands, by lower-case name.
#[derive(Debug, Default)]
pub struct Rarity {
    services: HashMap<String, u32>,
    tags: HashMap<String, u32>,
    /// Factors by the number of their name.
    factors: HashMap<u32, u32>,
    ids: HashMap<String, usize>,
}

impl Rarity {
    /// Counts the names of all outlines.
    #[must_use]
    pub fn of(outlines: &[Arc<Outline>]) -> Self {
        let mut rarity = Self::default();
        for (index, outline) in outlines.iter().enumerate() {
            for (names, counts) in [(&outline.services, &mut rarity.services), (&outline.tags, &mut rarity.tags)] {
                for name in names {
                    *counts.entry(name.to_lowercase()).or_insert(0) += 1;
                }
            }
            for name in outline.factors.iter().filter_map(|factor| factor.name) {
                *rarity.factors.entry(name).or_insert(0) += 1;
            }
            if let Some(id) = &outline.id {
                rarity.ids.entry(id.clone()).or_insert(index);
            }
        }
        rarity
    }

    /// What `there` has to do with `here`; `None` where there is nothing to say.
    #[must_use]
    pub fn compare(&self, here: &Outline, there: &Outline, index: usize) -> Option<Related> {
        let mut related = Related { index, points: 0.0, reasons: Vec::new(), alike: false };
        let names = |outline: &Outline, other: &Outline| outline.related.iter().any(|id| other.id.as_ref() == Some(id));
        if names(here, there) && self.ids.get(there.id.as_deref().unwrap_or("")) == Some(&index) {
            related.add(LINKED, Reason::LinkedFrom);
        }
        if names(there, here) {
            related.add(LINKED, Reason::LinksHere);
        }
        shared(&self.services, SERVICE, [&here.services, &there.services], &mut related, Reason::Services);
        self.factors(here, there, &mut related);
        shared(&self.tags, TAG, [&here.tags, &there.tags], &mut related, Reason::Tags);
        let alike = here.likeness(there);
        if alike >= ALIKE {
            related.points += alike * TEXT;
            related.alike = true;
        }
        (related.alike || !related.reasons.is_empty()).then_some(related)
    }

    /// Factors of both, each by its name here.
    fn factors(&self, here: &Outline, there: &Outline, related: &mut Related) {
        let mut labels: Vec<String> = Vec::new();
        for factor in here.factors.iter().filter(|factor| there.factors.iter().any(|other| factor.is(other))) {
            if !labels.contains(&factor.label) {
                let named = factor.name.and_then(|name| self.factors.get(&name)).copied();
                related.points += worth(FACTOR, named.unwrap_or(2));
                labels.push(factor.label.clone());
            }
        }
        if !labels.is_empty() {
            related.reasons.push(Reason::Factors(labels));
        }
    }
}

/// Names of both count the more, the fewer others have them.
fn shared(
    counts: &HashMap<String, u32>,
    most: f32,
    [here, there]: [&Vec<String>; 2],
    related: &mut Related,
    reason: impl Fn(Vec<String>) -> Reason,
) {
    let mut names: Vec<String> = Vec::new();
    for name in here {
        let is_new = names.iter().all(|other| !is_same(other, name));
        if is_new && there.iter().any(|other| is_same(other, name)) {
            related.points += worth(most, counts.get(&name.to_lowercase()).copied().unwrap_or(2));
            names.push(name.clone());
        }
    }
    if !names.is_empty() {
        related.reasons.push(reason(names));
    }
}

/// In any case.
fn is_same(one: &str, other: &str) -> bool {
    one == other || one.eq_ignore_ascii_case(other) || (!one.is_ascii() && one.to_lowercase() == other.to_lowercase())
}

/// What is shared by few counts most, what by very many next to nothing.
#[expect(clippy::cast_precision_loss, reason = "counts need no more than a float's precision")]
fn worth(most: f32, incidents: u32) -> f32 {
    (most * 10.0 / (8.0 + incidents as f32)).max(1.0)
}

impl Related {
    /// Adds the reason that the texts are alike, where they are: the words that are telling for both. It is asked for
    /// those that are shown alone. Words of the name of a shared service, factor or tag are no news.
    pub fn name_words(&mut self, here: &Outline, there: &Outline) {
        if !std::mem::take(&mut self.alike) {
            return;
        }
        let said: Vec<String> = self
            .reasons
            .iter()
            .flat_map(|reason| match reason {
                Reason::Services(names) | Reason::Factors(names) | Reason::Tags(names) => names.as_slice(),
                _ => &[],
            })
            .map(|name| name.to_lowercase())
            .collect();
        let mut telling: Vec<String> = Vec::new();
        for word in there.words_in_common(here) {
            let lower = word.to_lowercase();
            let is_new = telling.iter().all(|other| !lower.starts_with(other.as_str()) && !other.starts_with(&lower));
            if is_new && !said.iter().any(|name| name.contains(&lower)) {
                telling.push(lower);
            }
        }
        telling.truncate(WORDS);
        if !telling.is_empty() {
            self.reasons.push(Reason::Text(telling));
        }
    }

    fn add(&mut self, points: f32, reason: Reason) {
        self.points += points;
        self.reasons.push(reason);
    }
}

/// The closest first; of equal ones that with the smaller distance, then by index.
pub fn sort(related: &mut [Related], distance: impl Fn(usize) -> usize) {
    related.sort_by(|a, b| {
        b.points.total_cmp(&a.points).then_with(|| (distance(a.index), a.index).cmp(&(distance(b.index), b.index)))
    });
}
