//! What was read of all documents together.

use crate::adopt::not_understood;
use crate::archive::Archive;
use crate::incident::{EntryTime, Incident, Phase};
use crate::lint::Lint;

/// The sums of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    pub documents: usize,
    pub unreadable: usize,
    pub dated: usize,
    /// With a start and an end.
    pub timed: usize,
    pub entries: usize,
    pub zoned: usize,
    pub not_understood: usize,
    pub actions: usize,
    pub owned: usize,
    pub factors: usize,
    pub errors: usize,
    pub warnings: usize,
}

impl Totals {
    /// Of an archive and what the linter says of it.
    pub fn of(archive: &Archive, lint: &Lint) -> Self {
        let mut totals = Self {
            documents: archive.incidents().len(),
            unreadable: archive.unreadable().len(),
            errors: lint.errors(),
            warnings: lint.warnings(),
            ..Self::default()
        };
        for incident in archive.incidents() {
            totals.dated += usize::from(incident.date.is_some());
            let timed = [Phase::Started, Phase::Resolved].iter().all(|phase| incident.time(*phase).is_some());
            totals.timed += usize::from(timed);
            totals.entries += incident.timeline.len();
            totals.zoned += zoned(incident);
            totals.not_understood += not_understood(incident).len();
            totals.actions += incident.actions.len();
            totals.owned += owned(incident);
            totals.factors += incident.factors.len();
        }
        totals
    }
}

/// Timeline entries whose zone is known.
pub fn zoned(incident: &Incident) -> usize {
    incident.timeline.iter().filter(|entry| matches!(entry.stamp.value.at, EntryTime::Exact(_))).count()
}

/// Actions with an owner.
pub fn owned(incident: &Incident) -> usize {
    incident.actions.iter().filter(|action| !action.owners.is_empty()).count()
}
