//! The board of open corrective actions: overdue, due within 14 days, later, without a date.

use serde::Serialize;

use super::Site;
use super::action_rows::{self, ActionRow};
use super::head::Head;
use crate::site::address;

/// What `actions.html` gets.
#[derive(Debug, Serialize)]
pub struct ActionBoard {
    pub head: Head,
    pub columns: Vec<Column>,
    pub open: usize,
    pub overdue: usize,
    /// Every owner of an open action, sorted, for the filter.
    pub owners: Vec<String>,
}

/// One part of the board.
#[derive(Debug, Serialize)]
pub struct Column {
    pub id: &'static str,
    pub heading: &'static str,
    pub actions: Vec<ActionRow>,
}

/// Fills the board.
#[must_use]
pub fn page(site: &Site<'_>) -> ActionBoard {
    let path = "actions/index.html";
    let root = address::root(path);
    let mut columns = [
        ("overdue", "Overdue", Vec::new()),
        ("soon", "Due within 14 days", Vec::new()),
        ("later", "Later", Vec::new()),
        ("undated", "No date", Vec::new()),
    ];
    let soon = action_rows::soon(site.today);
    for (entry, action) in action_rows::open(site) {
        let due = action.due.as_ref().map(|due| due.value);
        let column = match due {
            Some(due) if due < site.today => 0,
            Some(due) if due <= soon => 1,
            Some(_) => 2,
            None => 3,
        };
        columns[column].2.push((due, entry, action));
    }
    let columns: Vec<Column> = columns
        .into_iter()
        .map(|(id, heading, mut actions)| {
            // Stable: equal days keep the order of the incidents, newest first.
            actions.sort_by_key(|(due, _, _)| *due);
            let row = |(_, entry, action): (_, &crate::site::published::Entry<'_>, &crate::incident::Action)| {
                action_rows::row(site, entry, action, &site.links(&root, entry.incident.source.path()))
            };
            Column { id, heading, actions: actions.into_iter().map(row).collect() }
        })
        .collect();
    let mut owners: Vec<String> =
        columns.iter().flat_map(|column| &column.actions).flat_map(|action| action.owners.clone()).collect();
    owners.sort();
    owners.dedup();
    let open = columns.iter().map(|column| column.actions.len()).sum();
    let overdue = columns.first().map_or(0, |column| column.actions.len());
    let description = format!("{open} open corrective actions, {overdue} of them overdue.");
    ActionBoard {
        head: Head::new(site, path, "Corrective actions", &description, "actions"),
        columns,
        open,
        overdue,
        owners,
    }
}
