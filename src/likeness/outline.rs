//! An incident in little: what it is compared by, and what is shown of it beside another.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::outlined_factor::{OutlinedFactor, outlined};
use super::vocabulary::Vocabulary;
use super::wording::{Counted, Seen};
use crate::incident::Incident;

/// So many of its most telling terms stand for a text.
const TELLING: usize = 40;
/// What a weight of 1 is in an outline.
const UNIT: f32 = 65_535.0;

/// What is compared of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Path of its file, as messages name it.
    pub path: String,
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// The day it began.
    pub day: Option<NaiveDate>,
    /// Severity as labelled.
    pub severity: Option<String>,
    /// Services as written, trimmed.
    pub services: Vec<String>,
    /// Tags as written, trimmed.
    pub tags: Vec<String>,
    /// Ids of incidents that it names as related, or in its text; and other words of that form.
    pub related: Vec<String>,
    /// Contributing factors, in the order of the file.
    pub factors: Vec<OutlinedFactor>,
    /// The most telling terms by number, each with its share of the text: together of length 1.
    terms: Vec<(u32, u16)>,
    /// How each of the terms is written, parted by blanks.
    shown: String,
}

/// The ids under `related:`, and the words of the text that may be ids: the site links those that are.
fn named(incident: &Incident) -> Vec<String> {
    let is_id = |word: &str| {
        word.contains(['-', '_']) && word.starts_with(char::is_alphabetic) && word.bytes().any(|b| b.is_ascii_digit())
    };
    let text = incident.own_words.iter().flat_map(|words| incident.source.slice(*words).split_whitespace());
    // Most words have no digit, and are looked at no further.
    let text = text.filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
    let text = text.flat_map(|word| word.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')));
    let mut ids: Vec<String> = Vec::new();
    for id in incident.related.iter().map(|id| id.value.as_str()).chain(text.filter(|word| is_id(word))) {
        let is_own = incident.id.as_ref().is_some_and(|own| own.value == id);
        if !is_own && ids.iter().all(|other| other != id) {
            ids.push(id.to_owned());
        }
    }
    ids
}

impl Outline {
    /// The outline of an incident whose terms were counted.
    #[must_use]
    pub fn of<'a>(incident: &'a Incident, counted: &[Counted], vocabulary: &Vocabulary, seen: &mut Seen<'a>) -> Self {
        let trimmed = |name: &str| name.trim().to_owned();
        let mut outline = Self {
            path: incident.source.path().to_owned(),
            id: incident.id.as_ref().map(|id| id.value.clone()),
            title: incident.title.text.clone(),
            day: incident.date.map(|date| date.day),
            severity: incident.severity.as_ref().map(|label| label.value.clone()),
            services: incident.services.iter().map(|name| trimmed(&name.value)).collect(),
            tags: incident.tags.iter().map(|name| trimmed(&name.value)).collect(),
            related: named(incident),
            factors: incident.factors.iter().map(|factor| outlined(incident, factor, seen)).collect(),
            ..Self::default()
        };
        outline.set_terms(counted, vocabulary, seen);
        outline
    }

    /// The outline of a text that is of no incident.
    #[must_use]
    pub fn of_text(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut outline = Self::default();
        let mut seen = Seen::default();
        let counted = seen.text(text);
        outline.set_terms(&counted, vocabulary, &seen);
        outline
    }

    /// What the incident is called: its id, else its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.path)
    }

    /// Its terms with their shares, by number.
    #[must_use]
    pub fn terms(&self) -> &[(u32, u16)] {
        &self.terms
    }

    /// How alike two texts are, 0 to 1: the cosine of their terms.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share of 65,535")]
    pub fn likeness(&self, other: &Self) -> f32 {
        let sum: u32 = self.shared(other).map(|(product, _)| product).sum();
        (sum as f32 / UNIT).min(1.0)
    }

    /// The words that make two texts alike, the most telling first, as written here.
    #[must_use]
    pub fn words_in_common(&self, other: &Self) -> Vec<&str> {
        let mut shared: Vec<(u32, usize)> = self.shared(other).collect();
        shared.sort_by_key(|(product, place)| (std::cmp::Reverse(*product), *place));
        let written: Vec<&str> = self.shown.split(' ').collect();
        shared.iter().filter_map(|(_, place)| written.get(*place).copied()).collect()
    }

    /// What each term of both adds to their likeness, and its place here.
    fn shared(&self, other: &Self) -> impl Iterator<Item = (u32, usize)> {
        let mut theirs = other.terms.iter().peekable();
        self.terms.iter().enumerate().filter_map(move |(place, (term, share))| {
            while theirs.next_if(|(their, _)| their < term).is_some() {}
            let (_, their_share) = theirs.next_if(|(their, _)| their == term)?;
            Some((u32::from(*share) * u32::from(*their_share) / 65_535, place))
        })
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share between 0 and 1")]
    fn set_terms(&mut self, counted: &[Counted], vocabulary: &Vocabulary, seen: &Seen<'_>) {
        let mut weighed: Vec<(f32, &Counted)> =
            counted.iter().map(|counted| (vocabulary.weight(counted), counted)).collect();
        if weighed.len() > TELLING {
            // A whole order, so that which ones stay does not depend on how they are selected.
            weighed
                .select_nth_unstable_by(TELLING, |(a, one), (b, other)| b.total_cmp(a).then(one.term.cmp(&other.term)));
            weighed.truncate(TELLING);
        }
        weighed.sort_by_key(|(_, counted)| counted.term);
        let length = weighed.iter().map(|(weight, _)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        self.terms = weighed.iter().map(|(w, counted)| (counted.term, (w / length * UNIT) as u16)).collect();
        self.shown = weighed.iter().map(|(_, counted)| seen.written(counted)).collect::<Vec<_>>().join(" ");
    }
}
