//! Who held command when: the declared turns with their ends.

use crate::incident::{Incident, Moment};

/// One turn of command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Handle of the commander.
    pub name: String,
    /// When it began: as declared, else at acknowledgement (the short form).
    pub from: Option<Moment>,
    /// When it ended: where the next begins, else at resolution; `None` while it goes on or nothing says.
    pub until: Option<Moment>,
}

/// The turns of command in the order declared.
#[must_use]
pub fn command_turns(incident: &Incident) -> Vec<Turn> {
    let times = &incident.times;
    let acknowledged = times.acknowledged.as_ref().map(|at| at.value);
    let resolved = times.resolved.as_ref().map(|at| at.value);
    let declared = |i: usize| incident.commanders.get(i).and_then(|turn| turn.from.as_ref()).map(|at| at.value);
    let turn = |(i, command): (usize, &crate::incident::Command)| Turn {
        name: command.name.value.clone(),
        from: declared(i).or(if i == 0 { acknowledged } else { None }),
        until: if i + 1 < incident.commanders.len() { declared(i + 1) } else { resolved },
    };
    incident.commanders.iter().enumerate().map(turn).collect()
}
