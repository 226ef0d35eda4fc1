//! Owners of corrective actions, people and teams: the list of all, and a page for each with what they answer for.
//! Actions alone, never a count of incidents per person and never a ranking: the list is in the order of the alphabet.

use serde::Serialize;

use super::Site;
use super::action_board::{self, Column};
use super::action_rows::{self, ActionRow};
use super::head::Head;
use super::open_actions::{self, OpenAction};
use crate::incident::Action;
use crate::site::address;
use crate::site::published::{Entry, Group};

/// Open actions shown on an owner's page, the first that are due; the calendar has all.
const OPEN: usize = 100;

/// Finished actions shown on an owner's page, the newest incident's first.
const FINISHED: usize = 50;

/// What `owners.html` gets.
#[derive(Debug, Serialize)]
pub struct OwnerIndex {
    pub head: Head,
    pub owners: Vec<OwnerRow>,
}

/// One owner.
#[derive(Debug, Serialize)]
pub struct OwnerRow {
    pub name: String,
    pub href: String,
    pub open: usize,
    pub overdue: usize,
}

/// What `owner.html` gets.
#[derive(Debug, Serialize)]
pub struct OwnerPage {
    pub head: Head,
    pub name: String,
    pub columns: Vec<Column>,
    pub open: usize,
    pub overdue: usize,
    /// Done and dropped ones.
    pub finished: Vec<ActionRow>,
    /// How many open ones are not shown.
    pub more_open: usize,
    /// How many finished ones are not shown.
    pub more_finished: usize,
}

/// Fills the list of all owners.
#[must_use]
pub fn index(site: &Site<'_>) -> OwnerIndex {
    let row = |group: &Group| {
        let open = open(site, group);
        let overdue = open_actions::overdue(&open);
        OwnerRow { name: group.name.clone(), href: address::encoded(&group.page), open: open.len(), overdue }
    };
    let owners: Vec<OwnerRow> = site.published.owners.values().map(row).collect();
    let description = format!("{} people and teams who own corrective actions.", owners.len());
    OwnerIndex { head: Head::new(site, "owners/index.html", "Owners", &description, "actions"), owners }
}

/// Fills the page of one owner.
#[must_use]
pub fn page(site: &Site<'_>, group: &Group) -> OwnerPage {
    let description = format!("Corrective actions that {} owns.", group.name);
    let head = Head::new(site, &group.page, &group.name, &description, "actions");
    let open = open(site, group);
    let mut columns = action_board::columns(site, &head.root, &open, 0..OPEN);
    columns.retain(|column| column.total > 0);
    let finished: Vec<_> = owned(site, group).filter(|(_, action)| !action.state.is_open()).collect();
    let row = |(entry, action): &(&Entry<'_>, &Action)| {
        action_rows::row(site, entry, action, &site.links(&head.root, entry.incident.source.path()))
    };
    OwnerPage {
        name: group.name.clone(),
        open: open.len(),
        overdue: open_actions::overdue(&open),
        columns,
        more_open: open.len().saturating_sub(OPEN),
        more_finished: finished.len().saturating_sub(FINISHED),
        finished: finished.iter().take(FINISHED).map(row).collect(),
        head,
    }
}

/// The open actions of an owner, in the order in which they are due.
fn open(site: &Site<'_>, group: &Group) -> Vec<OpenAction> {
    let name = group.name.to_lowercase();
    let mut open = open_actions::of(&site.published, group.members.iter().copied(), site.today);
    open.retain(|open| is_owner(open.action(&site.published), &name));
    open
}

/// The actions of an owner with their incidents, the newest incident first.
fn owned<'s, 'a>(site: &'s Site<'a>, group: &'s Group) -> impl Iterator<Item = (&'s Entry<'a>, &'s Action)> {
    let name = group.name.to_lowercase();
    let entries = group.members.iter().filter_map(|&index| site.published.entries.get(index));
    entries
        .flat_map(|entry| entry.incident.actions.iter().map(move |action| (entry, action)))
        .filter(move |(_, action)| is_owner(action, &name))
}

/// Whether `name`, in lower case, owns `action`.
fn is_owner(action: &Action, name: &str) -> bool {
    action.owners.iter().any(|owner| owner.value.trim().to_lowercase() == name)
}
