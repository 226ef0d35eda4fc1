//! One action with its incident and its record, and the order in which actions press.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use crate::archive::Archive;
use crate::incident::{Action, ActionState, Incident, body};
use crate::lint::report::neutral;
use crate::timeline::{ActionRecord, Recorded, Timeline};

/// One corrective action. Its keys are those of the JSON.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Id of the incident, or the path of its file.
    pub incident: String,
    /// Its title.
    pub title: String,
    /// Path of the file as messages name it.
    pub path: String,
    /// Line of the action there, from 1.
    pub line: usize,
    /// What will be done, as plain text.
    pub action: String,
    /// Where it stands.
    #[serde(serialize_with = "as_word")]
    pub state: ActionState,
    /// Handles of its owners.
    pub owners: Vec<String>,
    /// `P1`
    pub priority: Option<String>,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// Days since that day, for an open action; negative while there is time.
    pub days_overdue: Option<i64>,
    /// Label of its ticket.
    pub ticket: Option<String>,
    /// Address of its ticket.
    pub ticket_url: Option<String>,
    /// The day it was completed, as the file says.
    pub done_at: Option<NaiveDate>,
    /// Days from the commit that wrote it down to its completion, or to the day asked about.
    pub days_open: Option<i64>,
    /// The commit that wrote it down.
    pub added: Option<Entry>,
    /// Every day it was ever due, oldest first.
    pub dues: Vec<Due>,
    /// The commit that ticked it.
    pub completed: Option<Entry>,
}

/// A day an action was due, and the commit that said so.
#[derive(Debug, Clone, Serialize)]
pub struct Due {
    /// The day.
    pub due: NaiveDate,
    /// The commit.
    #[serde(flatten)]
    pub said: Entry,
}

/// A commit of the ledger.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// When it was committed, RFC 3339.
    pub at: String,
    /// Its author.
    pub by: String,
    /// Its id.
    pub commit: String,
}

impl Entry {
    fn of(recorded: &Recorded) -> Self {
        Self {
            at: recorded.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            by: recorded.by.clone(),
            commit: recorded.commit.to_string(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde calls")]
fn as_word<S: Serializer>(state: &ActionState, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(state.as_str())
}

impl Row {
    /// True for an open action whose due day has passed.
    pub fn is_overdue(&self) -> bool {
        self.days_overdue.is_some_and(|days| days > 0)
    }
}

/// Every action of the archive: the open ones first, by due day and urgency. `timelines` are in the order of the
/// incidents; `zone` is where days begin and end, UTC unless set.
pub fn rows(archive: &Archive, timelines: &[Timeline], as_of: DateTime<Utc>, zone: Option<Tz>) -> Vec<Row> {
    let zone = zone.unwrap_or(Tz::UTC);
    let today = as_of.with_timezone(&zone).date_naive();
    let mut rows: Vec<Row> = archive
        .incidents()
        .iter()
        .zip(timelines)
        .flat_map(|(incident, timeline)| {
            let unrecorded = ActionRecord::default();
            let records = timeline.ledger.iter().cloned().chain(std::iter::repeat(unrecorded));
            incident.actions.iter().zip(records).map(|(action, record)| row(incident, action, &record, today, zone))
        })
        .collect();
    // Stable: what presses equally stays as the archive has it.
    rows.sort_by_key(|row| {
        (!row.state.is_open(), row.due.unwrap_or(NaiveDate::MAX), row.priority.clone().unwrap_or("P~".to_owned()))
    });
    rows
}

fn row(incident: &Incident, action: &Action, record: &ActionRecord, today: NaiveDate, zone: Tz) -> Row {
    let due = action.due.as_ref().map(|due| due.value);
    let done_at = action.done_at.as_ref().map(|done| done.value);
    let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days();
    Row {
        incident: neutral::line(incident.name()).into_owned(),
        title: neutral::line(&incident.title.text).into_owned(),
        path: incident.source.path().to_owned(),
        line: incident.source.position(action.span.start()).line,
        action: neutral::line(&body::plain(&action.description.value)).into_owned(),
        state: action.state,
        owners: action.owners.iter().map(|owner| owner.value.clone()).collect(),
        priority: action.priority.as_ref().map(|priority| priority.value.to_string()),
        due,
        days_overdue: due.filter(|_| action.state.is_open()).map(|due| days(due, today)),
        ticket: action.tracker.as_ref().map(|tracker| tracker.value.label.clone()),
        ticket_url: action.tracker.as_ref().and_then(|tracker| tracker.value.url.clone()),
        done_at,
        days_open: record.days_open(action, today, zone),
        added: record.added.as_ref().map(Entry::of),
        dues: record.dues.iter().map(|(due, said)| Due { due: *due, said: Entry::of(said) }).collect(),
        completed: record.completed.as_ref().map(Entry::of),
    }
}
