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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn turns(front_matter: &str) -> Vec<String> {
        let incident = read(SourceText::new("a.md", format!("---\n{front_matter}---\n")), &Reading::default());
        let shown = |at: Option<Moment>| at.map_or("-".to_owned(), |at| at.format("%H:%M").to_string());
        let tell = |turn: Turn| format!("{} {} {}", turn.name, shown(turn.from), shown(turn.until));
        command_turns(&incident).into_iter().map(tell).collect()
    }

    #[test]
    fn the_short_form_commands_from_acknowledgement_to_resolution() {
        let text = "acknowledged_at: 2026-03-04T09:18:00Z\nresolved_at: 2026-03-04T11:02:00Z\ncommanders: [ana.ruiz]\n";
        assert_eq!(turns(text), ["ana.ruiz 09:18 11:02"]);
        assert_eq!(turns("commanders: [ana.ruiz]\n"), ["ana.ruiz - -"]);
    }

    #[test]
    fn the_next_turn_ends_the_one_before_and_the_last_is_open_until_resolution() {
        let text = "commanders:\n  - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }\n  - { name: li.wei, from: 2026-03-04T10:30:00Z }\n";
        assert_eq!(turns(text), ["ana.ruiz 09:18 10:30", "li.wei 10:30 -"]);
    }
}
