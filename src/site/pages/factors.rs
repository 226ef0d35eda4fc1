//! Contributing factors that came back: each with its kinds, its incidents and what is still open against it.

use serde::Serialize;

use super::Site;
use super::action_rows::IncidentLink;
use super::head::Head;
use super::incident_rows;
use crate::incident::FactorKind;
use crate::likeness::FactorGroup;
use crate::site::moments::ShownTime;
use crate::site::slug::Slugs;

/// Most factors on the page.
const MOST: usize = 100;
/// Most incidents shown of one.
const INCIDENTS: usize = 12;

/// What `factors.html` gets.
#[derive(Debug, Serialize)]
pub struct FactorsPage {
    pub head: Head,
    pub factors: Vec<RecurringFactor>,
    /// How many factors come back, those that are not shown included.
    pub recurring: usize,
    /// How many factors the published incidents name.
    pub all: usize,
}

/// A factor of several incidents.
#[derive(Debug, Serialize)]
pub struct RecurringFactor {
    /// Its place on the page.
    pub anchor: String,
    pub label: String,
    /// The kinds that were written before it, in the order of the vocabulary; empty where none was.
    pub kinds: Vec<&'static str>,
    /// How many incidents name it.
    pub count: usize,
    /// Open corrective actions of those incidents.
    pub open_actions: usize,
    /// The latest of them.
    pub incidents: Vec<FactorIncident>,
}

/// An incident that names the factor.
#[derive(Debug, Serialize)]
pub struct FactorIncident {
    pub incident: IncidentLink,
    pub severity: Option<incident_rows::ShownSeverity>,
    pub started: Option<ShownTime>,
}

/// Fills the page.
#[must_use]
pub fn page(site: &Site<'_>) -> FactorsPage {
    let groups = site.nearby.recurring_factors();
    let all = site.published.entries.iter().map(|entry| entry.incident.factors.len()).sum();
    let description = format!("{} contributing factors that several incidents name.", groups.len());
    FactorsPage {
        head: Head::new(site, "factors/index.html", "Recurring factors", &description, "insights"),
        factors: recurring(site, MOST),
        recurring: groups.len(),
        all,
    }
}

/// The factors of the most incidents, at most so many.
#[must_use]
pub fn recurring(site: &Site<'_>, most: usize) -> Vec<RecurringFactor> {
    let mut slugs = Slugs::default();
    let groups = site.nearby.recurring_factors().iter().take(most);
    groups.map(|group| factor(site, group, slugs.assign(&group.label, "factor"))).collect()
}

fn factor(site: &Site<'_>, group: &FactorGroup, anchor: String) -> RecurringFactor {
    let entries = || group.members.iter().filter_map(|(index, _)| site.published.entries.get(*index));
    let stated: Vec<FactorKind> = group
        .members
        .iter()
        .filter_map(|(index, place)| site.published.entries.get(*index)?.incident.factors.get(*place)?.kind.as_ref())
        .map(|kind| kind.value)
        .collect();
    RecurringFactor {
        anchor,
        label: group.label.clone(),
        kinds: FactorKind::ALL.iter().filter(|kind| stated.contains(kind)).map(|kind| kind.as_str()).collect(),
        count: group.members.len(),
        open_actions: entries()
            .flat_map(|entry| &entry.incident.actions)
            .filter(|action| action.state.is_open())
            .count(),
        incidents: entries()
            .take(INCIDENTS)
            .map(|entry| FactorIncident {
                incident: IncidentLink::of(entry),
                severity: incident_rows::severity(site, entry.incident),
                started: incident_rows::started(entry.incident),
            })
            .collect(),
    }
}
