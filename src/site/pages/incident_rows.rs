//! Rows of incident tables: the archive, the first page, services and tags all show the same.

use chrono::Datelike;
use serde::Serialize;

use super::Site;
use crate::incident::{Gate, Incident, Origin, Phase};
use crate::site::address;
use crate::site::moments::{self, ShownTime};
use crate::site::published::{Entry, Group};
use crate::timeline::{elapsed, humanize};

/// A severity as it is shown: always a word, with a class for its colour.
#[derive(Debug, Clone, Serialize)]
pub struct ShownSeverity {
    /// The label of the archive's scale.
    pub label: String,
    /// `sev-1` to `sev-4`; `sev-0` for a label not on the scale.
    pub class: String,
}

/// A name with the page that is about it.
#[derive(Debug, Clone, Serialize)]
pub struct NamedLink {
    /// What it is called.
    pub name: String,
    /// From the site's root, encoded.
    pub href: String,
}

/// One row.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentRow {
    pub href: String,
    pub id: Option<String>,
    pub title: String,
    pub severity: Option<ShownSeverity>,
    pub status: Option<&'static str>,
    pub kind: Option<&'static str>,
    pub scope: Option<&'static str>,
    pub services: Vec<NamedLink>,
    pub tags: Vec<String>,
    pub owners: Vec<String>,
    /// When it began, or its day.
    pub started: Option<ShownTime>,
    /// Where the day was found, when nobody declared it: `date from file name`.
    pub date_note: Option<String>,
    pub year: Option<i32>,
    /// Start to resolution, or `ongoing`; `None` when not recorded.
    pub duration: Option<String>,
    pub open_actions: usize,
    pub incomplete: bool,
}

/// The row of an entry.
#[must_use]
pub fn row(site: &Site<'_>, entry: &Entry<'_>) -> IncidentRow {
    let incident = entry.incident;
    let mut owners: Vec<String> =
        incident.actions.iter().flat_map(|action| &action.owners).map(|owner| owner.value.clone()).collect();
    owners.sort();
    owners.dedup();
    IncidentRow {
        href: address::encoded(&entry.page),
        id: incident.id.as_ref().map(|id| id.value.clone()),
        title: incident.title.text.clone(),
        severity: severity(site, incident),
        status: incident.status.as_ref().map(|status| status.value.as_str()),
        kind: incident.incident_type.as_ref().map(|kind| kind.value.as_str()),
        scope: incident.scope.as_ref().map(|scope| scope.value.as_str()),
        services: links(&site.published.services, &incident.services),
        tags: links(&site.published.tags, &incident.tags).into_iter().map(|tag| tag.name).collect(),
        owners,
        started: started(incident),
        date_note: date_note(incident),
        year: incident.date.map(|date| date.day.year()),
        duration: duration(incident),
        open_actions: incident.actions.iter().filter(|action| action.state.is_open()).count(),
        incomplete: entry.incomplete,
    }
}

/// Rows of some entries, in the given order.
#[must_use]
pub fn rows(site: &Site<'_>, indices: impl Iterator<Item = usize>) -> Vec<IncidentRow> {
    indices.filter_map(|index| site.published.entries.get(index)).map(|entry| row(site, entry)).collect()
}

/// The severity of an incident.
#[must_use]
pub fn severity(site: &Site<'_>, incident: &Incident) -> Option<ShownSeverity> {
    let label = incident.severity.as_ref()?.value.trim().to_owned();
    let class = format!("sev-{}", site.scale.rank(&label).map_or(0, |rank| rank.min(4)));
    Some(ShownSeverity { label, class })
}

/// Names with their pages, in the order written.
#[must_use]
pub fn links(
    groups: &std::collections::BTreeMap<String, Group>,
    names: &[crate::text::Spanned<String>],
) -> Vec<NamedLink> {
    let group = |name: &crate::text::Spanned<String>| groups.get(&name.value.trim().to_lowercase());
    names
        .iter()
        .filter_map(group)
        .map(|group| NamedLink { name: group.name.clone(), href: address::encoded(&group.page) })
        .collect()
}

/// When it started, else its day as far as anything says.
#[must_use]
pub fn started(incident: &Incident) -> Option<ShownTime> {
    match &incident.times.started {
        Some(at) => Some(moments::moment(at.value)),
        None => incident.date.map(moments::date),
    }
}

/// Where the day was found, unless it was declared.
#[must_use]
pub fn date_note(incident: &Incident) -> Option<String> {
    let date = incident.date?;
    (incident.times.started.is_none() && date.origin != Origin::FrontMatter)
        .then(|| format!("date from {}", date.origin.as_str()))
}

/// Start to resolution, for reading: "about" where a time was inferred, `ongoing` before the resolution; `None` where a
/// time of an incident that is over is unknown, or they are the wrong way round.
#[must_use]
pub fn duration(incident: &Incident) -> Option<String> {
    let ongoing = is_ongoing(incident) && incident.times.resolved.is_none();
    if ongoing {
        return Some("ongoing".to_owned());
    }
    let (length, origin) = elapsed(incident, Phase::Started, Phase::Resolved)?;
    let about = if origin == Origin::FrontMatter { "" } else { "about " };
    Some(format!("{about}{}", humanize(length)))
}

/// The status says that it still hurts, or may.
#[must_use]
pub fn is_ongoing(incident: &Incident) -> bool {
    let status = incident.status.as_ref().map(|status| status.value);
    Gate::of(status) == Gate::Ongoing
}
