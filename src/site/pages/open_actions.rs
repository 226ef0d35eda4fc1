//! Open corrective actions in the order in which they are due: the board, the first page, services, tags and owners all
//! show them so.

use chrono::{NaiveDate, TimeDelta};

use super::Site;
use super::action_rows::{self, ActionRow};
use crate::incident::Action;
use crate::site::published::Published;

/// When an open action is due, seen from the day the site is shown as of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Its day is past.
    Overdue,
    /// Within 14 days.
    Soon,
    /// After that.
    Later,
    /// No day is given.
    Undated,
}

impl Due {
    /// Every part of the board, in its order.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Soon, Self::Later, Self::Undated];

    fn of(day: Option<NaiveDate>, today: NaiveDate) -> Self {
        let soon = today.checked_add_signed(TimeDelta::days(14)).unwrap_or(today);
        match day {
            Some(day) if day < today => Self::Overdue,
            Some(day) if day <= soon => Self::Soon,
            Some(_) => Self::Later,
            None => Self::Undated,
        }
    }

    /// Its anchor.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Later => "later",
            Self::Undated => "undated",
        }
    }

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Soon => "Due within 14 days",
            Self::Later => "Later",
            Self::Undated => "No date",
        }
    }
}

/// One open action, by its places: that of its incident among the published ones, and its own in the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenAction {
    /// When it is due.
    pub due: Due,
    day: Option<NaiveDate>,
    /// The index of its incident.
    pub entry: usize,
    action: usize,
}

impl OpenAction {
    /// The action itself.
    #[must_use]
    pub fn action<'a>(self, published: &Published<'a>) -> &'a Action {
        &published.entries[self.entry].incident.actions[self.action]
    }

    /// Its row on a page that is `root` below the site's root.
    #[must_use]
    pub fn row(self, site: &Site<'_>, root: &str) -> ActionRow {
        let entry = &site.published.entries[self.entry];
        let links = site.links(root, entry.incident.source.path());
        action_rows::row(site, entry, self.action(&site.published), &links)
    }
}

/// The open actions of some published incidents as of `today`; those of equal days in the order of `entries`.
#[must_use]
pub fn of(published: &Published<'_>, entries: impl Iterator<Item = usize>, today: NaiveDate) -> Vec<OpenAction> {
    let mut open = Vec::new();
    for (index, entry) in entries.filter_map(|index| Some((index, published.entries.get(index)?))) {
        for (place, action) in entry.incident.actions.iter().enumerate().filter(|(_, action)| action.state.is_open()) {
            let day = action.due.as_ref().map(|due| due.value);
            open.push(OpenAction { due: Due::of(day, today), day, entry: index, action: place });
        }
    }
    open.sort_by_key(|action| (action.due, action.day));
    open
}

/// How many of `open`, which is sorted, are overdue.
#[must_use]
pub fn overdue(open: &[OpenAction]) -> usize {
    open.partition_point(|action| action.due == Due::Overdue)
}

/// The rows of the first `most` of `open`.
#[must_use]
pub fn rows(site: &Site<'_>, open: &[OpenAction], most: usize, root: &str) -> Vec<ActionRow> {
    open.iter().take(most).map(|action| action.row(site, root)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_overdue_from_the_day_after_its_own() {
        let day = |day: &str| Some(day.parse().unwrap());
        let today = "2026-03-04".parse().unwrap();
        let due = [day("2026-03-03"), day("2026-03-04"), day("2026-03-18"), day("2026-03-19"), None];
        assert_eq!(due.map(|day| Due::of(day, today).id()), ["overdue", "soon", "soon", "later", "undated"]);
    }
}
