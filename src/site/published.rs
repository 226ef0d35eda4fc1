//! What of the archive is published, in which order and under which addresses. Everything above asks here which
//! incidents there are, so an incident that is not published is nowhere: not in pages, counts, feeds or links.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::links::{PageOfFile, PageOfId};
use super::slug::Slugs;
use crate::archive::Archive;
use crate::incident::{Incident, Visibility};
use crate::text::Spanned;
use crate::timeline::Timeline;

/// Who will read the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// People of the organization: everything but `visibility: restricted`.
    #[default]
    Internal,
    /// Everybody: `visibility: public` alone.
    Public,
}

impl Audience {
    /// True when people of this audience may read `incident`.
    #[must_use]
    pub fn may_read(self, incident: &Incident) -> bool {
        match self {
            Self::Internal => incident.visibility() != Visibility::Restricted,
            Self::Public => incident.visibility() == Visibility::Public,
        }
    }
}

/// One published incident.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its recounted timeline.
    pub timeline: Option<&'a Timeline>,
    /// Its review is not complete yet.
    pub incomplete: bool,
    /// Path of its page in the site.
    pub page: String,
}

/// A service, a tag or an owner and the incidents that name it.
#[derive(Debug)]
pub struct Group {
    /// As first written.
    pub name: String,
    /// Path of its page in the site.
    pub page: String,
    /// Indices into [`Published::entries`], newest first.
    pub members: Vec<usize>,
}

/// The published part of an archive.
#[derive(Debug)]
pub struct Published<'a> {
    /// Newest first; those without any date last; ties by path.
    pub entries: Vec<Entry<'a>>,
    /// Services by lower-case name.
    pub services: BTreeMap<String, Group>,
    /// Tags by lower-case name.
    pub tags: BTreeMap<String, Group>,
    /// Owners of corrective actions (people and teams) by lower-case handle, with the incidents of those actions.
    pub owners: BTreeMap<String, Group>,
    /// The page of every incident file of the archive; `None` where it is not published.
    pub pages: PageOfFile,
    /// Indices into `entries` by id; the first by path where an id is doubled.
    pub ids: BTreeMap<&'a str, usize>,
    /// The page of each of those ids.
    pub page_of_id: PageOfId,
    /// Who reads it.
    pub audience: Audience,
}

/// The instant an incident is dated by: when it began, else midnight UTC of its day.
#[must_use]
pub fn instant(incident: &Incident) -> Option<DateTime<Utc>> {
    incident
        .began()
        .map(|at| at.with_timezone(&Utc))
        .or_else(|| incident.date.and_then(|date| date.day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc()))
}

impl<'a> Published<'a> {
    /// Chooses, names and orders what `audience` may read. `timelines` is parallel to the archive's incidents;
    /// `incomplete` holds the paths of files whose review is not complete.
    #[must_use]
    pub fn new(
        archive: &'a Archive,
        timelines: &'a [Timeline],
        incomplete: &BTreeSet<String>,
        audience: Audience,
    ) -> Self {
        let incidents = archive.incidents();
        let slugs = slugs(incidents, audience);
        let mut pages = PageOfFile::new();
        let mut entries = Vec::new();
        for (index, (incident, slug)) in incidents.iter().zip(slugs).enumerate() {
            let path = incident.source.path();
            let page = slug.map(|slug| format!("incidents/{slug}/index.html"));
            pages.insert(path.to_owned(), page.clone());
            if let Some(page) = page {
                let incomplete = incomplete.contains(path);
                entries.push(Entry { incident, timeline: timelines.get(index), incomplete, page });
            }
        }
        entries.sort_by(|a, b| {
            // By the day that is shown: the first exact time of a timeline can be long after it.
            let at = |entry: &Entry<'_>| (entry.incident.date.map(|date| date.day), instant(entry.incident));
            at(b).cmp(&at(a)).then_with(|| a.incident.source.path().cmp(b.incident.source.path()))
        });
        let mut ids = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if let Some(id) = &entry.incident.id {
                let first = ids.entry(id.value.as_str()).or_insert(index);
                if entry.incident.source.path() < entries[*first].incident.source.path() {
                    *first = index;
                }
            }
        }
        let services = groups(&entries, "services", "service", |incident| names(&incident.services));
        let tags = groups(&entries, "tags", "tag", |incident| names(&incident.tags));
        let owners = groups(&entries, "owners", "owner", |incident| {
            incident.actions.iter().flat_map(|action| names(&action.owners)).collect()
        });
        let page_of_id =
            ids.iter().filter_map(|(id, index)| Some(((*id).to_owned(), entries.get(*index)?.page.clone())));
        let page_of_id = page_of_id.collect();
        Self { entries, services, tags, owners, pages, ids, page_of_id, audience }
    }
}

/// Slugs parallel to `incidents`, `None` where one is not published. Ids go first: they are what people link to.
fn slugs(incidents: &[Incident], audience: Audience) -> Vec<Option<String>> {
    let mut names = Slugs::default();
    let mut slugs = vec![None; incidents.len()];
    for with_id in [true, false] {
        for (slug, incident) in slugs.iter_mut().zip(incidents) {
            if incident.id.is_some() == with_id && audience.may_read(incident) {
                let name = incident.id.as_ref().map_or_else(|| stem(incident.source.path()), |id| &id.value);
                *slug = Some(names.assign(name, "incident"));
            }
        }
    }
    slugs
}

/// The file's name without ending; the folder's for an `index.md`.
fn stem(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.eq_ignore_ascii_case("index") && !folder.is_empty() {
        folder.rsplit('/').next().unwrap_or(folder)
    } else {
        stem
    }
}

fn names(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|name| name.value.as_str()).collect()
}

fn groups<'a>(
    entries: &[Entry<'a>],
    folder: &str,
    fallback: &str,
    names: impl Fn(&'a Incident) -> Vec<&'a str>,
) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for name in names(entry.incident) {
            let name = name.trim();
            if name.is_empty() {
                continue;
            }
            let group = groups.entry(name.to_lowercase()).or_insert_with(|| Group {
                name: name.to_owned(),
                page: String::new(),
                members: Vec::new(),
            });
            if group.members.last() != Some(&index) {
                group.members.push(index);
            }
        }
    }
    let mut slugs = Slugs::default();
    for group in groups.values_mut() {
        group.page = format!("{folder}/{}/index.html", slugs.assign(&group.name, fallback));
    }
    groups
}
