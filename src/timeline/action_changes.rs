//! What became of the corrective actions from one version of a file to the next. An action whose text was edited is
//! the same action, not one dropped and one added.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::incident::facts::ActionFact;
use crate::incident::{ActionState, Priority};

/// Two descriptions this much alike are the same action, edited.
const SAME_ACTION: f64 = 0.6;

/// A list of more is compared by equal text alone: likeness costs the product of the lengths.
const MAX_COMPARED: usize = 200;

/// One change of one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionChange {
    /// The action's description, as it is after the change.
    pub action: String,
    /// What changed.
    pub what: What,
}

/// What changed about an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// It is new.
    Added,
    /// It was done.
    Completed,
    /// It was done or dropped, and is open again.
    Reopened,
    /// It was given up, and says so.
    Dropped,
    /// It is no longer in the file.
    TakenOut,
    /// Other owners answer for it; handles joined by a comma, empty for none.
    Reassigned {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// It is due on another day, or has none any more, or its first.
    DueMoved {
        /// Before.
        from: Option<NaiveDate>,
        /// After.
        to: Option<NaiveDate>,
    },
    /// It is more or less urgent.
    PriorityChanged {
        /// Before.
        from: Option<Priority>,
        /// After.
        to: Option<Priority>,
    },
}

/// Every change between two versions' actions, in the order of the later version; what is gone comes last.
pub fn changes(before: &[ActionFact], after: &[ActionFact]) -> Vec<ActionChange> {
    let mut changes = Vec::new();
    let earlier = matched(before, after);
    for (now, index) in after.iter().zip(&earlier) {
        let was = index.and_then(|index| before.get(index));
        for what in of_one(was, now) {
            changes.push(ActionChange { action: now.description.clone(), what });
        }
    }
    let kept: BTreeSet<usize> = earlier.into_iter().flatten().collect();
    let gone = before.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    changes.extend(gone.map(|(_, action)| ActionChange { action: action.description.clone(), what: What::TakenOut }));
    changes
}

fn of_one(was: Option<&ActionFact>, now: &ActionFact) -> Vec<What> {
    let mut changes = Vec::new();
    if was.is_none() {
        changes.push(What::Added);
    }
    let before = was.map_or(ActionState::Open, |was| was.state);
    match (before, now.state) {
        (ActionState::Done, ActionState::Done) | (ActionState::Dropped, ActionState::Dropped) => {}
        (_, ActionState::Done) => changes.push(What::Completed),
        (_, ActionState::Dropped) => changes.push(What::Dropped),
        (ActionState::Done | ActionState::Dropped, _) => changes.push(What::Reopened),
        _ => {}
    }
    let Some(was) = was else { return changes };
    if was.owners != now.owners {
        changes.push(What::Reassigned { from: was.owners.join(", "), to: now.owners.join(", ") });
    }
    if was.due != now.due {
        changes.push(What::DueMoved { from: was.due, to: now.due });
    }
    if was.priority != now.priority {
        changes.push(What::PriorityChanged { from: was.priority, to: now.priority });
    }
    changes
}

/// For each action of `after` the index in `before` of what it was: the same text, else the most alike.
pub fn matched(before: &[ActionFact], after: &[ActionFact]) -> Vec<Option<usize>> {
    let mut taken = BTreeSet::new();
    let mut found: Vec<Option<usize>> = after
        .iter()
        .map(|now| {
            let same =
                |(i, earlier): &(usize, &ActionFact)| !taken.contains(i) && earlier.description == now.description;
            let (i, _) = before.iter().enumerate().find(same)?;
            taken.insert(i);
            Some(i)
        })
        .collect();
    if before.len() > MAX_COMPARED || after.len() > MAX_COMPARED {
        return found;
    }
    for (slot, now) in found.iter_mut().zip(after).filter(|(slot, _)| slot.is_none()) {
        let alike = |earlier: &ActionFact| strsim::sorensen_dice(&earlier.description, &now.description);
        let free =
            before.iter().enumerate().filter(|(i, _)| !taken.contains(i)).map(|(i, earlier)| (i, alike(earlier)));
        let best = free.filter(|(_, alike)| *alike >= SAME_ACTION).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((i, _)) = best {
            taken.insert(i);
            *slot = Some(i);
        }
    }
    found
}

impl ActionChange {
    /// The change in a sentence without a full stop.
    pub fn sentence(&self) -> String {
        let action = &self.action;
        match &self.what {
            What::Added => format!("Action added: {action}"),
            What::Completed => format!("Action completed: {action}"),
            What::Reopened => format!("Action reopened: {action}"),
            What::Dropped => format!("Action dropped: {action}"),
            What::TakenOut => format!("Action taken out: {action}"),
            What::Reassigned { from, to } if from.is_empty() => format!("Action assigned to {to}: {action}"),
            What::Reassigned { from, to } if to.is_empty() => format!("Action no longer assigned to {from}: {action}"),
            What::Reassigned { from, to } => format!("Action reassigned from {from} to {to}: {action}"),
            What::DueMoved { from: Some(from), to: Some(to) } => {
                format!("Action due moved from {from} to {to}: {action}")
            }
            What::DueMoved { to: Some(to), .. } => format!("Action due set to {to}: {action}"),
            What::DueMoved { .. } => format!("Action no longer has a due date: {action}"),
            What::PriorityChanged { from, to } => {
                let said = |priority: &Option<Priority>| priority.map_or("none".to_owned(), |it| it.to_string());
                format!("Action priority {} → {}: {action}", said(from), said(to))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(description: &str) -> ActionFact {
        ActionFact {
            description: description.to_owned(),
            state: ActionState::Open,
            owners: vec!["ana".to_owned()],
            due: NaiveDate::from_ymd_opt(2026, 3, 11),
            priority: Some(Priority(2)),
        }
    }

    fn said(before: &[ActionFact], after: &[ActionFact]) -> Vec<String> {
        changes(before, after).iter().map(ActionChange::sentence).collect()
    }

    #[test]
    fn every_change_of_one_action_is_told() {
        let before = action("Alert on queue depth");
        let after = ActionFact {
            description: "Alert on queue depth above 10,000".to_owned(),
            state: ActionState::Done,
            owners: vec!["li".to_owned(), "kim".to_owned()],
            due: NaiveDate::from_ymd_opt(2026, 4, 1),
            priority: None,
        };
        assert_eq!(
            said(std::slice::from_ref(&before), std::slice::from_ref(&after)),
            [
                "Action completed: Alert on queue depth above 10,000",
                "Action reassigned from ana to li, kim: Alert on queue depth above 10,000",
                "Action due moved from 2026-03-11 to 2026-04-01: Alert on queue depth above 10,000",
                "Action priority P2 → none: Alert on queue depth above 10,000",
            ]
        );
        assert_eq!(said(&[after], &[before])[0], "Action reopened: Alert on queue depth");
    }

    #[test]
    fn owners_and_days_are_set_and_taken_away() {
        let none = ActionFact { owners: Vec::new(), due: None, ..action("Alert") };
        assert_eq!(
            said(std::slice::from_ref(&none), &[action("Alert")]),
            ["Action assigned to ana: Alert", "Action due set to 2026-03-11: Alert"]
        );
        assert_eq!(
            said(&[action("Alert")], &[none]),
            ["Action no longer assigned to ana: Alert", "Action no longer has a due date: Alert"]
        );
    }

    #[test]
    fn an_action_is_dropped_with_words_or_taken_out_without() {
        let dropped = ActionFact { state: ActionState::Dropped, ..action("Alert on queue depth") };
        assert_eq!(said(&[action("Alert on queue depth")], &[dropped]), ["Action dropped: Alert on queue depth"]);
        assert_eq!(said(&[action("Alert on queue depth")], &[]), ["Action taken out: Alert on queue depth"]);
        assert_eq!(
            said(&[action("Alert on queue depth")], &[action("Renew every certificate")]),
            ["Action added: Renew every certificate", "Action taken out: Alert on queue depth"]
        );
    }

    #[test]
    fn actions_that_change_places_are_still_themselves() {
        let (one, two) = (action("Write the runbook"), action("Alert on queue depth"));
        assert_eq!(
            matched(&[one.clone(), two.clone()], &[two, action("Write the runbook for it")]),
            [Some(1), Some(0)]
        );
        assert_eq!(matched(&[one.clone(), one.clone()], &[one.clone(), one]), [Some(0), Some(1)]);
    }
}
