//! Related incidents, each with the reason why it is shown. Links that somebody wrote come first, in either direction;
//! then those that share services and tags, the rarer the more they count.

use serde::Serialize;

use crate::incident::Incident;
use crate::site::address;
use crate::site::moments::ShownTime;
use crate::site::pages::Site;
use crate::site::pages::incident_rows::{self, ShownSeverity};
use crate::site::published::Group;
use crate::text::Spanned;

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

/// Points of a link that somebody wrote: more than any number of shared names.
const LINKED: usize = 1_000_000;

/// The incidents related to the published incident `index`, the closest first.
#[must_use]
pub fn of(site: &Site<'_>, index: usize) -> Vec<Related> {
    let published = &site.published;
    let incident = published.entries[index].incident;
    let mut points: Vec<(usize, usize)> = Vec::new();
    points
        .extend(linked_from(site, incident).into_iter().chain(linking_to(site, incident)).map(|other| (other, LINKED)));
    for name in &incident.services {
        share(published.services.get(&name.value.trim().to_lowercase()), index, 30, &mut points);
    }
    for name in &incident.tags {
        share(published.tags.get(&name.value.trim().to_lowercase()), index, 20, &mut points);
    }
    points.sort_unstable();
    let mut scores: Vec<(usize, usize)> = points
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| (same[0].0, same.iter().map(|(_, points)| points).sum()))
        .filter(|(other, _)| *other != index)
        .collect();
    // Equal scores: the one nearest in time.
    scores.sort_unstable_by_key(|(other, points)| (std::cmp::Reverse(*points), other.abs_diff(index), *other));
    scores.truncate(MOST);
    scores.into_iter().map(|(other, _)| related(site, index, other)).collect()
}

/// Incidents that `incident` names under `related:`.
fn linked_from(site: &Site<'_>, incident: &Incident) -> Vec<usize> {
    let mut linked: Vec<usize> =
        incident.related.iter().filter_map(|id| site.published.ids.get(id.value.as_str()).copied()).collect();
    linked.sort_unstable();
    linked.dedup();
    linked
}

/// Incidents that name `incident` under `related:`.
fn linking_to(site: &Site<'_>, incident: &Incident) -> Vec<usize> {
    incident.id.as_ref().map(|id| site.mentions(id.value.as_str()).to_vec()).unwrap_or_default()
}

/// Gives points to what `group` shares with `index`: `weight` where there are few, less where there are many.
fn share(group: Option<&Group>, index: usize, weight: usize, points: &mut Vec<(usize, usize)>) {
    let Some(group) = group else { return };
    let each = (weight * 4 / (3 + group.members.len())).max(1);
    let here = group.members.partition_point(|&other| other < index);
    let from = here.saturating_sub(NEIGHBOURS / 2);
    points.extend(group.members[from..].iter().take(NEIGHBOURS).map(|&other| (other, each)));
}

fn related(site: &Site<'_>, index: usize, other: usize) -> Related {
    let entry = &site.published.entries[other];
    let (here, incident) = (site.published.entries[index].incident, entry.incident);
    let mut reasons: Vec<String> = Vec::new();
    if linked_from(site, here).contains(&other) {
        reasons.push("linked from this review".to_owned());
    }
    if linking_to(site, here).contains(&other) {
        reasons.push("links to this review".to_owned());
    }
    reasons.extend(shared("service", "services", &here.services, &incident.services));
    reasons.extend(shared("tag", "tags", &here.tags, &incident.tags));
    Related {
        href: address::encoded(&entry.page),
        id: incident.id.as_ref().map(|id| id.value.clone()),
        title: incident.title.text.clone(),
        severity: incident_rows::severity(site, incident),
        started: incident_rows::started(incident),
        reason: reasons.join("; "),
    }
}

/// `same service: api`, `same tags: queue, capacity`.
fn shared(one: &str, many: &str, here: &[Spanned<String>], there: &[Spanned<String>]) -> Option<String> {
    let key = |name: &Spanned<String>| name.value.trim().to_lowercase();
    let others: Vec<String> = there.iter().map(key).collect();
    let names: Vec<&str> =
        here.iter().filter(|name| others.contains(&key(name))).map(|name| name.value.trim()).collect();
    match names.len() {
        0 => None,
        1 => Some(format!("same {one}: {}", names[0])),
        _ => Some(format!("same {many}: {}", names.join(", "))),
    }
}
