//! Rows of corrective actions: an incident's table, the first page and the board all show the same.

use chrono::NaiveDate;
use serde::Serialize;

use super::Site;
use crate::incident::{Action, ActionState};
use crate::site::address;
use crate::site::html::Html;
use crate::site::links::Links;
use crate::site::markdown;
use crate::site::moments::{self, ShownTime};
use crate::site::published::Entry;

/// One corrective action.
#[derive(Debug, Clone, Serialize)]
pub struct ActionRow {
    pub description: Html,
    pub owners: Vec<OwnerLink>,
    /// Their handles, joined by `|`, for the filter.
    pub owner_names: String,
    pub due: Option<ShownTime>,
    /// `12 days overdue`, `due in 3 days`, `due today`; only for open actions.
    pub due_note: Option<String>,
    pub overdue: bool,
    pub priority: Option<String>,
    pub state: &'static str,
    /// What the commits say of it: how long it has been open, or was; the days it was due before. Sentences without a
    /// full stop.
    pub recorded: Vec<String>,
    pub done_at: Option<ShownTime>,
    pub dropped_reason: Option<Html>,
    pub group: Option<String>,
    pub tracker: Option<ShownTracker>,
    pub incident: IncidentLink,
}

/// An owner: a person or a team.
#[derive(Debug, Clone, Serialize)]
pub struct OwnerLink {
    pub name: String,
    /// From the site's root, encoded.
    pub href: Option<String>,
}

/// The ticket of an action.
#[derive(Debug, Clone, Serialize)]
pub struct ShownTracker {
    pub label: String,
    /// `None` where there is no address or it may not be linked.
    pub href: Option<String>,
}

/// The incident an action belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentLink {
    /// From the site's root, encoded.
    pub href: String,
    pub id: Option<String>,
    pub title: String,
}

impl IncidentLink {
    /// The link to a published incident.
    #[must_use]
    pub fn of(entry: &Entry<'_>) -> Self {
        Self {
            href: address::encoded(&entry.page),
            id: entry.incident.id.as_ref().map(|id| id.value.clone()),
            title: entry.incident.title.text.clone(),
        }
    }
}

/// The row of `action`, whose text is shown on the page that `links` belongs to.
#[must_use]
pub fn row(site: &Site<'_>, entry: &Entry<'_>, action: &Action, links: &Links<'_>) -> ActionRow {
    let due = action.due.as_ref().map(|due| due.value);
    let days = due.filter(|_| action.state.is_open()).map(|due| days_until(site.today, due));
    ActionRow {
        description: markdown::inline_of(
            &action.description.value,
            entry.incident.source.slice(entry.incident.body),
            links,
        ),
        owners: action.owners.iter().map(|owner| owner_link(site, &owner.value)).collect(),
        owner_names: action.owners.iter().map(|owner| owner.value.as_str()).collect::<Vec<_>>().join("|"),
        due: due.map(moments::day),
        due_note: days.map(due_note),
        overdue: days.is_some_and(|days| days < 0),
        priority: action.priority.as_ref().map(|priority| priority.value.to_string()),
        state: state(action.state),
        recorded: recorded(site, entry, action),
        done_at: action.done_at.as_ref().map(|day| moments::day(day.value)),
        dropped_reason: action.dropped_reason.as_ref().map(|reason| markdown::inline(&reason.value, links)),
        group: action.group.clone(),
        tracker: action.tracker.as_ref().map(|tracker| ShownTracker {
            label: tracker.value.label.clone(),
            href: tracker.value.url.as_deref().and_then(|url| links.href(url)).map(|href| href.address),
        }),
        incident: IncidentLink::of(entry),
    }
}

fn owner_link(site: &Site<'_>, name: &str) -> OwnerLink {
    let group = site.published.owners.get(&name.trim().to_lowercase());
    OwnerLink { name: name.to_owned(), href: group.map(|group| address::encoded(&group.page)) }
}

/// What the commits say of an action.
fn recorded(site: &Site<'_>, entry: &Entry<'_>, action: &Action) -> Vec<String> {
    let place = entry.incident.actions.iter().position(|other| std::ptr::eq(other, action));
    let record = place.and_then(|place| entry.timeline?.ledger.get(place));
    let Some(record) = record else { return Vec::new() };
    let zone = site.config.archive.timezone.unwrap_or(chrono_tz::Tz::UTC);
    let open = record.days_open(action, site.today, zone).map(|days| match (action.state, days) {
        (ActionState::Done, 0) => "done on the same day".to_owned(),
        (ActionState::Done, _) => format!("done after {}", count_days(days)),
        (_, 0) => "just added".to_owned(),
        _ => format!("open for {}", count_days(days)),
    });
    let before: Vec<String> = record
        .dues
        .split_last()
        .map(|(_, before)| before)
        .unwrap_or_default()
        .iter()
        .map(|(due, _)| due.to_string())
        .collect();
    let moved = (!before.is_empty()).then(|| format!("was due {}", before.join(", then ")));
    open.into_iter().chain(moved).collect()
}

fn count_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Days from `today` to `due`; negative when it is past.
#[must_use]
pub fn days_until(today: NaiveDate, due: NaiveDate) -> i64 {
    due.signed_duration_since(today).num_days()
}

fn due_note(days: i64) -> String {
    match days {
        ..0 => format!("{} overdue", count_days(-days)),
        0 => "due today".to_owned(),
        _ => format!("in {}", count_days(days)),
    }
}

fn state(state: ActionState) -> &'static str {
    match state {
        ActionState::Open => "open",
        ActionState::InProgress => "in progress",
        ActionState::Done => "done",
        ActionState::Dropped => "dropped",
    }
}
