//! The board of open corrective actions: overdue, due within 14 days, later, without a date.

use serde::Serialize;

use super::Site;
use super::action_rows::{self, ActionRow};
use super::head::Head;
use crate::incident::Action;
use crate::site::address;
use crate::site::published::Entry;

/// What `actions.html` gets.
#[derive(Debug, Serialize)]
pub struct ActionBoard {
    pub head: Head,
    pub columns: Vec<Column>,
    pub open: usize,
    pub overdue: usize,
    /// Every owner of an open action, sorted, for the filter.
    pub owners: Vec<String>,
    /// Somebody owns an action: there is a page of owners.
    pub has_owners: bool,
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
    let columns = columns(site, &address::root(path), action_rows::open(site));
    let mut owners: Vec<String> = columns
        .iter()
        .flat_map(|column| &column.actions)
        .flat_map(|action| action.owners.iter().map(|owner| owner.name.clone()))
        .collect();
    owners.sort();
    owners.dedup();
    let (open, overdue) = counts(&columns);
    let description = format!("{open} open corrective actions, {overdue} of them overdue.");
    ActionBoard {
        head: Head::new(site, path, "Corrective actions", &description, "actions"),
        columns,
        open,
        overdue,
        owners,
        has_owners: !site.published.owners.is_empty(),
    }
}

/// How many actions there are, and how many of them are overdue.
#[must_use]
pub fn counts(columns: &[Column]) -> (usize, usize) {
    let open = columns.iter().map(|column| column.actions.len()).sum();
    (open, columns.first().map_or(0, |column| column.actions.len()))
}

/// Open actions by when they are due, shown on a page that is `root` below the site's root.
pub fn columns<'a: 's, 's>(
    site: &Site<'_>,
    root: &str,
    open: impl Iterator<Item = (&'s Entry<'a>, &'s Action)>,
) -> Vec<Column> {
    let mut columns = [
        ("overdue", "Overdue", Vec::new()),
        ("soon", "Due within 14 days", Vec::new()),
        ("later", "Later", Vec::new()),
        ("undated", "No date", Vec::new()),
    ];
    let soon = action_rows::soon(site.today);
    for (entry, action) in open {
        let due = action.due.as_ref().map(|due| due.value);
        let column = match due {
            Some(due) if due < site.today => 0,
            Some(due) if due <= soon => 1,
            Some(_) => 2,
            None => 3,
        };
        columns[column].2.push((due, entry, action));
    }
    let filled = columns.into_iter().map(|(id, heading, mut actions)| {
        // Stable: equal days keep the order of the incidents, newest first.
        actions.sort_by_key(|(due, _, _)| *due);
        let row = |(_, entry, action): (_, &Entry<'_>, &Action)| {
            action_rows::row(site, entry, action, &site.links(root, entry.incident.source.path()))
        };
        Column { id, heading, actions: actions.into_iter().map(row).collect() }
    });
    filled.collect()
}
