//! The page of an incident.

mod changes;
mod document_history;
mod facts;
mod phases;
mod related;
mod response;
mod sections;
mod timeline_rows;

use std::collections::BTreeSet;

use serde::Serialize;

use self::changes::ChangesPart;
use self::document_history::DocumentHistory;
use self::facts::{Badge, Fact, Property};
use self::phases::Phases;
use self::related::Related;
use self::response::{ChecklistRow, CommunicationRow, ResponderRow, ReviewFacts, Turn};
use self::sections::{ContentsItem, SectionPart};
use self::timeline_rows::TimelinePart;
use super::Site;
use super::action_rows::{self, ActionRow, IncidentLink};
use super::head::Head;
use super::linked_data;
use crate::site::address;
use crate::site::html::Html;
use crate::site::markdown::{Blocks, Ids, Writer};
use crate::site::published::Entry;

/// Ids the page uses itself.
const OWN_IDS: [&str; 17] = [
    "main",
    "q",
    "contents",
    "contents-heading",
    "facts",
    "phases",
    "timeline",
    "changes",
    "action-items",
    "communications",
    "command",
    "review",
    "checklist",
    "related",
    "document-history",
    "notes",
    "theme",
];

/// What `incident.html` gets.
#[derive(Debug, Serialize)]
pub struct IncidentPage {
    pub head: Head,
    pub id: Option<String>,
    pub title: String,
    pub badges: Vec<Badge>,
    pub incomplete: bool,
    /// The first sentences of the description, plain.
    pub summary: String,
    pub facts: Vec<Fact>,
    pub properties: Vec<Property>,
    pub phases: Option<Phases>,
    pub sections: Vec<SectionPart>,
    pub timeline: Option<TimelinePart>,
    pub changes: Option<ChangesPart>,
    pub actions: Vec<ActionRow>,
    /// Which columns of the action table have anything in them.
    pub action_columns: ActionColumns,
    /// The action sections as written, where the table does not hold all of their text.
    pub actions_written: Option<Html>,
    pub communications: Vec<CommunicationRow>,
    pub turns: Vec<Turn>,
    pub responders: Vec<ResponderRow>,
    pub review: Option<ReviewFacts>,
    pub checklist: Vec<ChecklistRow>,
    pub related: Vec<Related>,
    pub newer: Option<IncidentLink>,
    pub older: Option<IncidentLink>,
    pub history: Option<DocumentHistory>,
    pub footnotes: Html,
    pub contents: Vec<ContentsItem>,
    /// Repository path of the file.
    pub file: String,
    pub edit_href: Option<String>,
    pub file_href: Option<String>,
    pub history_href: Option<String>,
}

/// Columns of the action table that are shown.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ActionColumns {
    pub due: bool,
    pub priority: bool,
    pub tracker: bool,
}

/// Fills the page of the published incident `index`; also the pictures it shows, as repository paths.
#[must_use]
pub fn page(site: &Site<'_>, index: usize) -> (IncidentPage, BTreeSet<String>) {
    let entry = &site.published.entries[index];
    let incident = entry.incident;
    let path = incident.source.path();
    let root = address::root(&entry.page);
    let links = site.links(&root, path);
    let blocks = Blocks::parse(incident.source.slice(incident.body), incident.body.start());
    let mut ids = Ids::reserving(&OWN_IDS);
    let mut writer = Writer::new(&links, &mut ids, 1);

    let body = sections::parts(incident, &blocks, &mut writer);
    writer.footnotes(&blocks);
    let footnotes = writer.take(2);
    let actions: Vec<ActionRow> =
        incident.actions.iter().map(|action| action_rows::row(site, entry, action, &links)).collect();
    let timeline = timeline_rows::part(site, entry, &links, body.timeline_written);
    let history = document_history::of(site, entry);
    let mut page = IncidentPage {
        head: head(site, entry, &body.summary),
        id: incident.id.as_ref().map(|id| id.value.clone()),
        title: incident.title.text.clone(),
        badges: facts::badges(site, entry),
        incomplete: entry.incomplete,
        facts: facts::cards(incident, &actions),
        properties: facts::properties(site, incident),
        phases: phases::of(incident),
        sections: body.sections,
        timeline,
        changes: changes::part(site, entry),
        action_columns: ActionColumns {
            due: actions.iter().any(|action| action.due.is_some()),
            priority: actions.iter().any(|action| action.priority.is_some()),
            tracker: actions.iter().any(|action| action.tracker.is_some()),
        },
        actions,
        actions_written: body.actions_written,
        communications: response::communications(incident, &links),
        turns: response::turns(incident, &links),
        responders: response::responders(incident),
        review: response::review(site, incident),
        checklist: response::checklist(incident, &links),
        related: related::of(site, index),
        newer: index.checked_sub(1).and_then(|index| neighbour(site, index)),
        older: neighbour(site, index + 1),
        history,
        footnotes,
        contents: Vec::new(),
        file: path.to_owned(),
        edit_href: site.forge.as_ref().map(|forge| forge.edit(path)),
        file_href: site.forge.as_ref().map(|forge| forge.file(path)),
        history_href: site.forge.as_ref().map(|forge| forge.history(path)),
        summary: body.summary,
    };
    page.contents = contents(&page);
    (page, links.into_pictures())
}

fn head(site: &Site<'_>, entry: &Entry<'_>, summary: &str) -> Head {
    let incident = entry.incident;
    let title = match &incident.id {
        Some(id) => format!("{}: {}", id.value, incident.title.text),
        None => incident.title.text.clone(),
    };
    let description = if summary.is_empty() { format!("Incident review: {title}.") } else { summary.to_owned() };
    Head {
        kind: "article",
        picture: super::picture::picture(site, Some(entry), &title),
        linked_data: Some(linked_data::incident(site, entry, &description)),
        ..Head::new(site, &entry.page, &title, &description, "incidents")
    }
}

fn neighbour(site: &Site<'_>, index: usize) -> Option<IncidentLink> {
    site.published.entries.get(index).map(IncidentLink::of)
}

/// The parts of the page that have a heading, in order.
fn contents(page: &IncidentPage) -> Vec<ContentsItem> {
    let own = |shown: bool, id: &str, text: &str| {
        shown.then(|| ContentsItem { id: id.to_owned(), text: text.to_owned(), children: Vec::new() })
    };
    let sections = page.sections.iter().filter_map(SectionPart::contents);
    let rest = [
        own(page.timeline.is_some(), "timeline", "Timeline"),
        own(page.changes.is_some(), "changes", "What changed around it"),
        own(!page.actions.is_empty() || page.actions_written.is_some(), "action-items", "Corrective actions"),
        own(!page.communications.is_empty(), "communications", "Communications"),
        own(!page.turns.is_empty() || !page.responders.is_empty(), "command", "Command and responders"),
        own(page.review.is_some(), "review", "Review"),
        own(!page.checklist.is_empty(), "checklist", "Security checklist"),
        own(!page.related.is_empty(), "related", "Related incidents"),
        own(page.history.is_some(), "document-history", "Document history"),
    ];
    own(page.phases.is_some(), "phases", "Phases")
        .into_iter()
        .chain(sections)
        .chain(rest.into_iter().flatten())
        .collect()
}
