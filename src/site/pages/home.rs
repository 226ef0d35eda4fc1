//! The first page: search, the latest incidents, what is open, what is due.

use serde::Serialize;

use super::Site;
use super::action_rows::ActionRow;
use super::factors::{self, RecurringFactor};
use super::head::Head;
use super::incident_rows::{self, IncidentRow};
use super::linked_data;
use super::open_actions;
use super::review_due::{self, DueReview};

/// Rows of each list; the rest is one link away.
const LATEST: usize = 8;
/// Recurring factors; all of them have a page.
const FACTORS: usize = 5;

/// What `home.html` gets.
#[derive(Debug, Serialize)]
pub struct Home {
    pub head: Head,
    pub total: usize,
    pub ongoing: Vec<IncidentRow>,
    /// The newest that are over.
    pub latest: Vec<IncidentRow>,
    /// Overdue first, then by day; at most eight.
    pub actions: Vec<ActionRow>,
    pub open_actions: usize,
    pub overdue_actions: usize,
    pub reviews: Vec<DueReview>,
    pub due_reviews: usize,
    pub incomplete: usize,
    /// Contributing factors that came back, those of the most incidents first.
    pub factors: Vec<RecurringFactor>,
}

/// Fills the first page.
#[must_use]
pub fn page(site: &Site<'_>) -> Home {
    let entries = &site.published.entries;
    let ongoing = |index: &usize| incident_rows::is_ongoing(entries[*index].incident);
    let mut reviews = review_due::reviews(site);
    let due_reviews = reviews.len();
    reviews.truncate(LATEST);
    let archive = &site.config.archive;
    let head = Head {
        linked_data: linked_data::home(site),
        ..Head::new(site, "index.html", &archive.title, &archive.description, "home")
    };
    Home {
        total: entries.len(),
        ongoing: incident_rows::rows(site, (0..entries.len()).filter(ongoing)),
        latest: incident_rows::rows(site, (0..entries.len()).filter(|index| !ongoing(index)).take(LATEST)),
        actions: open_actions::rows(site, &site.open_actions, LATEST, &head.root),
        open_actions: site.open_actions.len(),
        overdue_actions: open_actions::overdue(&site.open_actions),
        reviews,
        due_reviews,
        factors: factors::recurring(site, FACTORS),
        incomplete: entries.iter().filter(|entry| entry.incomplete).count(),
        head,
    }
}
