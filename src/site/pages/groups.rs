//! Services and tags: the list of all, and a page for each.

use serde::Serialize;

use super::Site;
use super::action_rows::{self, ActionRow};
use super::head::Head;
use super::incident_rows::{self, IncidentRow};
use crate::site::address;
use crate::site::moments::ShownTime;
use crate::site::published::Group;

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
    pub rows: Vec<IncidentRow>,
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
    let mut open: Vec<_> = group
        .members
        .iter()
        .filter_map(|&index| site.published.entries.get(index))
        .flat_map(|entry| entry.incident.actions.iter().map(move |action| (entry, action)))
        .filter(|(_, action)| action.state.is_open())
        .collect();
    open.sort_by_key(|(_, action)| {
        let due = action.due.as_ref().map(|due| due.value);
        (due.is_none(), due)
    });
    let actions = open
        .into_iter()
        .map(|(entry, action)| {
            action_rows::row(site, entry, action, &site.links(&head.root, entry.incident.source.path()))
        })
        .collect();
    GroupPage {
        kind: word,
        index_href: format!("{folder}/index.html"),
        index_title,
        name: group.name.clone(),
        rows: incident_rows::rows(site, group.members.iter().copied()),
        actions,
        head,
    }
}
