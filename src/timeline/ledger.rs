//! The action ledger: what the commits say of each corrective action, from the day it was written down to the day it
//! was ticked. A commit dates the recording; what the file itself states (`done 2026-03-11`) is the action's own.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::action_changes::matched;
use super::recorded::Recording;
use crate::cache::moment;
use crate::history::{Change, CommitId};
use crate::incident::facts::ActionFact;
use crate::incident::{Action, ActionState, Moment};

/// What is recorded of one action.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ActionRecord {
    /// When it was first written down; `None` while it is not committed, or where that lies beyond a shallow edge.
    pub added: Option<Recorded>,
    /// Every day it was ever due, oldest first, with the commit that said so.
    pub dues: Vec<(NaiveDate, Recorded)>,
    /// When it was ticked; `None` for one that is not done.
    pub completed: Option<Recorded>,
}

/// A commit, as far as the ledger tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// When it was committed.
    #[serde(with = "moment")]
    pub at: Moment,
    /// Its author's name.
    pub by: String,
    /// Its id.
    pub commit: CommitId,
}

impl ActionRecord {
    /// Whole days from the commit that wrote the action down to its completion, or to `today` while it is open; `zone` is
    /// where days begin and end. `None` where its beginning is not recorded, or was recorded when it was done already,
    /// and for one that was dropped.
    #[must_use]
    pub fn days_open(&self, action: &Action, today: NaiveDate, zone: Tz) -> Option<i64> {
        let day = |recorded: &Recorded| recorded.at.with_timezone(&zone).date_naive();
        let added = self.added.as_ref()?;
        let days = |ended: NaiveDate| ended.signed_duration_since(day(added)).num_days();
        match action.state {
            ActionState::Open | ActionState::InProgress => Some(days(today).max(0)),
            ActionState::Done => {
                let done_at = action.done_at.as_ref().map(|done| done.value);
                let ticked = || self.completed.as_ref().filter(|completed| completed.commit != added.commit).map(day);
                done_at.or_else(ticked).map(days).filter(|days| *days >= 0)
            }
            ActionState::Dropped => None,
        }
    }
}

/// The record of each of `actions`, in their order. `recordings` are the versions of the file, oldest first.
pub fn ledger(recordings: &[Recording<'_>], actions: &[Action]) -> Vec<ActionRecord> {
    let mut before: &[ActionFact] = &[];
    let mut records: Vec<ActionRecord> = Vec::new();
    for recording in recordings {
        let Some(facts) = &recording.facts else { continue };
        records = matched(before, &facts.actions)
            .into_iter()
            .zip(&facts.actions)
            .map(|(index, now)| {
                let was = index.and_then(|index| Some((before.get(index)?, records.get(index)?.clone())));
                next(was, now, recording)
            })
            .collect();
        before = &facts.actions;
    }
    let now: Vec<ActionFact> = actions.iter().map(ActionFact::of).collect();
    let found = matched(before, &now);
    found.into_iter().map(|index| index.and_then(|i| records.get(i).cloned()).unwrap_or_default()).collect()
}

/// The record after a version in which the action is `now`.
fn next(was: Option<(&ActionFact, ActionRecord)>, now: &ActionFact, recording: &Recording<'_>) -> ActionRecord {
    let commit = recording.commit;
    let recorded = || Recorded { at: commit.committed_at, by: commit.author.clone(), commit: commit.id };
    let (was_done, mut record) = if let Some((was, record)) = was {
        (was.state == ActionState::Done, record)
    } else {
        let is_known = recording.version.change != Change::AtShallowEdge;
        (false, ActionRecord { added: is_known.then(recorded), ..ActionRecord::default() })
    };
    if let Some(due) = now.due
        && record.dues.last().is_none_or(|(last, _)| *last != due)
    {
        record.dues.push((due, recorded()));
    }
    match now.state {
        ActionState::Done if !was_done => record.completed = Some(recorded()),
        ActionState::Done => {}
        _ => record.completed = None,
    }
    record
}
