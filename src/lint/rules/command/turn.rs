//! A turn of command with its beginning and end worked out: the next one's `from` ends it, resolution the last.

use crate::incident::{Command, Incident, Moment};

/// One commander's turn.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// The entry of the file.
    pub command: &'a Command,
    /// Its `from`; for the first without one, acknowledgement.
    pub from: Option<Moment>,
    /// The next turn's `from`; for the last, resolution.
    pub until: Option<Moment>,
}

/// The turns of an incident in the order written.
#[must_use]
pub fn turns(incident: &Incident) -> Vec<Turn<'_>> {
    let times = &incident.times;
    let from = |index: usize| {
        let declared = incident.commanders.get(index)?.from.as_ref();
        let acknowledged = if index == 0 { times.acknowledged.as_ref() } else { None };
        declared.or(acknowledged).map(|at| at.value)
    };
    let last = incident.commanders.len().saturating_sub(1);
    incident
        .commanders
        .iter()
        .enumerate()
        .map(|(index, command)| Turn {
            command,
            from: from(index),
            until: if index == last { times.resolved.as_ref().map(|at| at.value) } else { from(index + 1) },
        })
        .collect()
}
