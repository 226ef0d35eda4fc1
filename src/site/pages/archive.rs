//! The archive: every incident in a table, newest first, in pages, by year.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::Site;
use super::head::Head;
use super::incident_rows::{self, IncidentRow};
use super::paging::Paging;

/// What `archive.html` gets.
#[derive(Debug, Serialize)]
pub struct ArchivePage {
    pub head: Head,
    pub total: usize,
    pub first: usize,
    pub last: usize,
    pub years: Vec<Year>,
    /// Every year of the archive with the page it begins on.
    pub jumps: Vec<Jump>,
    pub paging: Paging,
}

/// The rows of one year on this page.
#[derive(Debug, Serialize)]
pub struct Year {
    /// `2026`, or `No date`.
    pub name: String,
    pub id: String,
    pub rows: Vec<IncidentRow>,
}

/// A year and where it begins.
#[derive(Debug, Serialize)]
pub struct Jump {
    pub name: String,
    pub href: String,
    pub count: usize,
}

/// How many pages there are: at least one.
#[must_use]
pub fn count(site: &Site<'_>) -> usize {
    site.published.entries.len().div_ceil(site.page_size()).max(1)
}

/// Where page `number` lies in the site.
#[must_use]
pub fn path(number: usize) -> String {
    if number == 1 { "incidents/index.html".to_owned() } else { format!("incidents/pages/{number}/index.html") }
}

/// Fills page `number`, counted from 1.
#[must_use]
pub fn page(site: &Site<'_>, number: usize) -> ArchivePage {
    let total = site.published.entries.len();
    let count = count(site);
    let start = (number - 1).saturating_mul(site.page_size()).min(total);
    let end = (start + site.page_size()).min(total);
    let mut years: Vec<Year> = Vec::new();
    for row in incident_rows::rows(site, start..end) {
        let (name, id) = year(row.year);
        match years.last_mut() {
            Some(last) if last.name == name => last.rows.push(row),
            _ => years.push(Year { name, id, rows: vec![row] }),
        }
    }
    let title = if number == 1 { "Incidents".to_owned() } else { format!("Incidents, page {number}") };
    let description = format!("{total} incident reviews, newest first.");
    ArchivePage {
        head: Head::new(site, &path(number), &title, &description, "incidents"),
        total,
        first: if total == 0 { 0 } else { start + 1 },
        last: end,
        years,
        jumps: jumps(site),
        paging: Paging::new(number, count, path),
    }
}

fn year(year: Option<i32>) -> (String, String) {
    year.map_or_else(|| ("No date".to_owned(), "undated".to_owned()), |year| (year.to_string(), format!("y{year}")))
}

fn jumps(site: &Site<'_>) -> Vec<Jump> {
    use chrono::Datelike;
    let mut years: BTreeMap<Option<i32>, (usize, usize)> = BTreeMap::new();
    for (index, entry) in site.published.entries.iter().enumerate() {
        years.entry(entry.incident.date.map(|date| date.day.year())).or_insert((index, 0)).1 += 1;
    }
    let jump = |(at, (first, count)): (Option<i32>, (usize, usize))| {
        let (name, id) = year(at);
        Jump { name, href: format!("{}#{id}", path(first / site.page_size() + 1)), count }
    };
    years.into_iter().rev().map(jump).collect()
}

/// What the archive can be filtered by: the name in the address, and the label.
const FILTERS: [(&str, &str); 8] = [
    ("severity", "Severity"),
    ("status", "Status"),
    ("type", "Type"),
    ("service", "Service"),
    ("tag", "Tag"),
    ("year", "Year"),
    ("scope", "Scope"),
    ("owner", "Action owner"),
];

/// The rows of the whole archive for `archive.js`, which filters them: a classic script, because a page opened from
/// a disk may load nothing else. One array a row: the values of each filter, then the rest in the order of the names
/// here.
#[must_use]
pub fn rows_script(site: &Site<'_>) -> Vec<u8> {
    let one = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
    let mut script = format!("recountRows({},[\n", json!(FILTERS));
    for (n, entry) in site.published.entries.iter().enumerate() {
        let row = incident_rows::row(site, entry);
        let severity = row.severity.as_ref();
        let values: [Vec<String>; FILTERS.len()] = [
            one(severity.map(|severity| severity.label.clone())),
            one(row.status.map(str::to_owned)),
            one(row.kind.map(str::to_owned)),
            row.services.into_iter().map(|service| service.name).collect(),
            row.tags,
            one(row.year.map(|year| year.to_string())),
            one(row.scope.map(str::to_owned)),
            row.owners,
        ];
        let line = json!([
            values,
            row.href,
            row.id,
            row.title,
            severity.map(|severity| &severity.class),
            row.started.as_ref().map(|started| &started.datetime),
            row.started.as_ref().map(|started| &started.text),
            row.duration,
            row.open_actions,
            row.incomplete,
        ]);
        if n > 0 {
            script.push_str(",\n");
        }
        script.push_str(&line.to_string());
    }
    script.push_str("\n]);\n");
    script.into_bytes()
}
