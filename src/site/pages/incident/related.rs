//! Related incidents, each with the reason why it is shown. Links that somebody wrote come first, in either direction;
//! then those that share services and tags, the rarer the more they count.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::address;
use crate::site::moments::ShownTime;
use crate::site::pages::Site;
use crate::site::pages::incident_rows::{self, ShownSeverity};
use crate::site::published::Group;

/// How many are shown.
const MOST: usize = 5;
/// How many neighbours in time of one service or tag are looked at; keeps a popular service cheap.
const NEIGHBOURS: usize = 200;

/// A related incident.
#[derive(Debug, Serialize)]
pub struct Related {
    pub href: String,
    pub id: Option<String>,
    pub title: String,
    pub severity: Option<ShownSeverity>,
    pub started: Option<ShownTime>,
    /// `linked from this review`, `same service: api`.
    pub reason: String,
}

#[derive(Default)]
struct Score {
    points: usize,
    links: Vec<&'static str>,
    services: Vec<String>,
    tags: Vec<String>,
}

/// The incidents related to the published incident `index`, the closest first.
#[must_use]
pub fn of(site: &Site<'_>, index: usize) -> Vec<Related> {
    let published = &site.published;
    let incident = published.entries[index].incident;
    let mut scores: BTreeMap<usize, Score> = BTreeMap::new();
    for id in &incident.related {
        if let Some(&other) = published.ids.get(id.value.as_str()) {
            let score = scores.entry(other).or_default();
            score.points += 1000;
            score.links.push("linked from this review");
        }
    }
    if let Some(id) = &incident.id {
        for &other in site.mentions(id.value.as_str()) {
            let score = scores.entry(other).or_default();
            score.points += 1000;
            score.links.push("links to this review");
        }
    }
    for name in &incident.services {
        share(published.services.get(&name.value.trim().to_lowercase()), index, 30, &mut scores, |score, name| {
            score.services.push(name);
        });
    }
    for name in &incident.tags {
        share(published.tags.get(&name.value.trim().to_lowercase()), index, 20, &mut scores, |score, name| {
            score.tags.push(name);
        });
    }
    scores.remove(&index);
    let mut best: Vec<(usize, Score)> = scores.into_iter().collect();
    // Equal scores: the one nearest in time.
    best.sort_by_key(|(other, score)| (std::cmp::Reverse(score.points), other.abs_diff(index), *other));
    best.truncate(MOST);
    best.into_iter().map(|(other, score)| related(site, other, &score)).collect()
}

/// Adds points to everything `group` shares with `index`: `weight` where there are few, less where there are many.
fn share(
    group: Option<&Group>,
    index: usize,
    weight: usize,
    scores: &mut BTreeMap<usize, Score>,
    note: impl Fn(&mut Score, String),
) {
    let Some(group) = group else { return };
    let points = (weight * 4 / (3 + group.members.len())).max(1);
    let here = group.members.partition_point(|&other| other < index);
    let from = here.saturating_sub(NEIGHBOURS / 2);
    for &other in group.members[from..].iter().take(NEIGHBOURS) {
        let score = scores.entry(other).or_default();
        score.points += points;
        note(score, group.name.clone());
    }
}

fn related(site: &Site<'_>, index: usize, score: &Score) -> Related {
    let entry = &site.published.entries[index];
    let incident = entry.incident;
    let mut reasons: Vec<String> = score.links.iter().map(|&reason| reason.to_owned()).collect();
    for (one, many, names) in [("service", "services", &score.services), ("tag", "tags", &score.tags)] {
        match names.len() {
            0 => {}
            1 => reasons.push(format!("same {one}: {}", names.join(", "))),
            _ => reasons.push(format!("same {many}: {}", names.join(", "))),
        }
    }
    Related {
        href: address::encoded(&entry.page),
        id: incident.id.as_ref().map(|id| id.value.clone()),
        title: incident.title.text.clone(),
        severity: incident_rows::severity(site, incident),
        started: incident_rows::started(incident),
        reason: reasons.join("; "),
    }
}
