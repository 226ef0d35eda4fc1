//! Related incidents as a page shows them, each with the reason why.

use serde::Serialize;

use crate::likeness::Related as Found;
use crate::site::address;
use crate::site::moments::ShownTime;
use crate::site::pages::Site;
use crate::site::pages::incident_rows::{self, ShownSeverity};

/// How many are shown.
const MOST: usize = 5;

/// A related incident.
#[derive(Debug, Serialize)]
pub struct Related {
    pub href: String,
    pub id: Option<String>,
    pub title: String,
    pub severity: Option<ShownSeverity>,
    pub started: Option<ShownTime>,
    /// `linked from this review; same service: api`.
    pub reason: String,
}

/// The incidents related to the published incident `index`, the closest first.
#[must_use]
pub fn of(site: &Site<'_>, index: usize) -> Vec<Related> {
    site.nearby.related(index, MOST).iter().filter_map(|found| related(site, found)).collect()
}

fn related(site: &Site<'_>, found: &Found) -> Option<Related> {
    let entry = site.published.entries.get(found.index)?;
    let reasons: Vec<String> = found.reasons.iter().map(ToString::to_string).collect();
    Some(Related {
        href: address::encoded(&entry.page),
        id: entry.incident.id.as_ref().map(|id| id.value.clone()),
        title: entry.incident.title.text.clone(),
        severity: incident_rows::severity(site, entry.incident),
        started: incident_rows::started(entry.incident),
        reason: reasons.join("; "),
    })
}
