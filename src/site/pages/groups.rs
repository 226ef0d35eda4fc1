//! Services and tags: the list of all, and a page for each.

use serde::Serialize;

use super::Site;
use super::action_rows::ActionRow;
use super::head::Head;
use super::incident_rows::{self, IncidentRow};
use super::open_actions;
use crate::site::address;
use crate::site::moments::ShownTime;
use crate::site::published::Group;

/// Incidents shown on a page, the newest; the archive shows all.
const INCIDENTS: usize = 60;

/// Open actions shown on a page, the first that are due; the board shows all.
const ACTIONS: usize = 30;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `services:`
    Service,
    /// `tags:`
    Tag,
}

impl Kind {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Service => ("Service", "Services", "services"),
            Self::Tag => ("Tag", "Tags", "tags"),
        }
    }
}

/// What `groups.html` gets.
#[derive(Debug, Serialize)]
pub struct GroupIndex {
    pub head: Head,
    pub kind: &'static str,
    pub groups: Vec<GroupRow>,
}

/// One service or tag.
#[derive(Debug, Serialize)]
pub struct GroupRow {
    pub name: String,
    pub href: String,
    pub incidents: usize,
    pub open_actions: usize,
    pub latest: Option<ShownTime>,
}

/// What `group.html` gets.
#[derive(Debug, Serialize)]
pub struct GroupPage {
    pub head: Head,
    /// `Service` or `Tag`.
    pub kind: &'static str,
    pub index_href: String,
    pub index_title: &'static str,
    pub name: String,
    /// How many incidents it has.
    pub total: usize,
    /// The newest of them.
    pub rows: Vec<IncidentRow>,
    /// The archive with these incidents alone, from the site's root.
    pub archive_href: String,
    /// How many of their actions are open.
    pub open: usize,
    /// The first that are due.
    pub actions: Vec<ActionRow>,
}

/// Fills the list of all services or tags.
#[must_use]
pub fn index(site: &Site<'_>, kind: Kind) -> GroupIndex {
    let (_, title, folder) = kind.words();
    let groups = match kind {
        Kind::Service => &site.published.services,
        Kind::Tag => &site.published.tags,
    };
    let groups: Vec<GroupRow> = groups.values().map(|group| group_row(site, group)).collect();
    let description = format!("{} {folder} of the archive, each with its incidents.", groups.len());
    let head = Head::new(site, &format!("{folder}/index.html"), title, &description, folder);
    GroupIndex { head, kind: kind.words().0, groups }
}

fn group_row(site: &Site<'_>, group: &Group) -> GroupRow {
    let members = || group.members.iter().filter_map(|&index| site.published.entries.get(index));
    GroupRow {
        name: group.name.clone(),
        href: address::encoded(&group.page),
        incidents: group.members.len(),
        open_actions: members().flat_map(|e| &e.incident.actions).filter(|action| action.state.is_open()).count(),
        latest: members().next().and_then(|entry| incident_rows::started(entry.incident)),
    }
}

/// Fills the page of one service or tag.
#[must_use]
pub fn page(site: &Site<'_>, kind: Kind, group: &Group) -> GroupPage {
    let (word, index_title, folder) = kind.words();
    let description = format!("Incidents of the {} {}.", word.to_lowercase(), group.name);
    let head = Head::new(site, &group.page, &group.name, &description, folder);
    let open = open_actions::of(&site.published, group.members.iter().copied(), site.today);
    let filter = word.to_lowercase();
    GroupPage {
        kind: word,
        index_href: format!("{folder}/index.html"),
        index_title,
        name: group.name.clone(),
        total: group.members.len(),
        rows: incident_rows::rows(site, group.members.iter().copied().take(INCIDENTS)),
        archive_href: format!("incidents/index.html?{filter}={}", address::encoded(&group.name)),
        open: open.len(),
        actions: open_actions::rows(site, &open, ACTIONS, &head.root),
        head,
    }
}
