//! The board of open corrective actions, in pages: overdue, due within 14 days, later, without a date.

use std::ops::Range;

use serde::Serialize;

use super::Site;
use super::action_rows::ActionRow;
use super::head::Head;
use super::open_actions::{self, Due, OpenAction};
use super::paging::Paging;
use crate::site::address;

/// What `actions.html` gets.
#[derive(Debug, Serialize)]
pub struct ActionBoard {
    pub head: Head,
    pub columns: Vec<Column>,
    pub open: usize,
    pub overdue: usize,
    /// Every owner of an open action, sorted, for the filter; empty where there are several pages.
    pub owners: Vec<String>,
    /// Somebody owns an action: there is a page of owners.
    pub has_owners: bool,
    pub paging: Paging,
}

/// One part of the board.
#[derive(Debug, Serialize)]
pub struct Column {
    pub id: &'static str,
    pub heading: &'static str,
    /// How many there are in all.
    pub total: usize,
    /// Those on this page.
    pub actions: Vec<ActionRow>,
    /// Where it begins, from the site's root, when that is a page after this one.
    pub begins: Option<String>,
}

/// How many pages the board has: at least one.
#[must_use]
pub fn count(site: &Site<'_>) -> usize {
    site.open_actions.len().div_ceil(site.page_size()).max(1)
}

/// Where page `number` lies in the site.
#[must_use]
pub fn path(number: usize) -> String {
    if number == 1 { "actions/index.html".to_owned() } else { format!("actions/pages/{number}/index.html") }
}

/// Fills page `number` of the board, counted from 1.
#[must_use]
pub fn page(site: &Site<'_>, number: usize) -> ActionBoard {
    let (actions, rows, pages) = (&site.open_actions, site.page_size(), count(site));
    let start = (number - 1).saturating_mul(rows).min(actions.len());
    let shown = start..(start + rows).min(actions.len());
    let mut columns = columns(site, &address::root(&path(number)), actions, shown.clone());
    for (column, due) in columns.iter_mut().zip(Due::ALL) {
        let first = actions.partition_point(|action| action.due < due);
        column.begins = (column.total > 0 && first >= shown.end).then(|| path(first / rows + 1));
    }
    if number > 1 {
        columns.retain(|column| !column.actions.is_empty());
    }
    let overdue = open_actions::overdue(actions);
    let description = format!("{} open corrective actions, {overdue} of them overdue.", actions.len());
    let title =
        if number == 1 { "Corrective actions".to_owned() } else { format!("Corrective actions, page {number}") };
    ActionBoard {
        head: Head::new(site, &path(number), &title, &description, "actions"),
        owners: if pages == 1 { owners(site) } else { Vec::new() },
        columns,
        open: actions.len(),
        overdue,
        has_owners: !site.published.owners.is_empty(),
        paging: Paging::new(number, pages, path),
    }
}

fn owners(site: &Site<'_>) -> Vec<String> {
    let actions = site.open_actions.iter().map(|open| open.action(&site.published));
    let mut owners: Vec<String> = actions.flat_map(|action| &action.owners).map(|owner| owner.value.clone()).collect();
    owners.sort();
    owners.dedup();
    owners
}

/// The parts of `open`, which is sorted, with the rows of those `shown` on a page that is `root` below the site's root.
#[must_use]
pub fn columns(site: &Site<'_>, root: &str, open: &[OpenAction], shown: Range<usize>) -> Vec<Column> {
    let column = |due: Due| {
        let all = open.partition_point(|action| action.due < due)..open.partition_point(|action| action.due <= due);
        let here = all.start.max(shown.start)..all.end.min(shown.end);
        let actions = open.get(here).unwrap_or_default().iter().map(|action| action.row(site, root)).collect();
        Column { id: due.id(), heading: due.heading(), total: all.len(), actions, begins: None }
    };
    Due::ALL.map(column).into()
}
