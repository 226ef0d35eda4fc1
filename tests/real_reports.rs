//! Reviews of real archives, not part of this repository: what the readers make of them, against labels
//! that a script made. Skipped with a message where the archives are absent.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use recount::incident::{Incident, Reading, SectionKind, read};
use recount::text::SourceText;

/// The folder of the real archives, or `None` with a message.
fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("RECOUNT_SHARED").map(PathBuf::from);
    let shared = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let real = shared.join("data/real");
    if real.is_dir() {
        return Some(real);
    }
    eprintln!("skipped: no real archives at {} (set RECOUNT_SHARED)", real.display());
    None
}

/// The rows of a table of labels, comments left out, each as its fields.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("the labels are beside the archives");
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Every labelled document, read once.
fn documents(real: &Path, rows: &[Vec<String>]) -> BTreeMap<(String, String), Incident> {
    let mut documents = BTreeMap::new();
    for row in rows {
        let key = (row[0].clone(), row[1].clone());
        documents.entry(key).or_insert_with(|| {
            let text = std::fs::read_to_string(real.join(&row[0]).join(&row[1])).expect("a labelled document");
            read(SourceText::new(row[1].as_str(), text), &Reading::default())
        });
    }
    documents
}

#[test]
fn most_stamped_lines_become_entries_with_their_time() {
    let Some(real) = shared() else { return };
    let rows = rows(&real.join("timeline-lines.tsv"));
    let documents = documents(&real, &rows);
    let (mut found, mut missed) = (0, Vec::new());
    for row in &rows {
        let incident = &documents[&(row[0].clone(), row[1].clone())];
        let line = row[4].trim();
        let text = incident.source.text();
        let covered = text.match_indices(line).any(|(start, _)| {
            let end = start + line.len();
            let touches = |entry: &recount::incident::TimelineEntry| {
                start <= entry.stamp.span.start() && entry.stamp.span.end() <= end
            };
            // A line that is only a day is read when the entries below it carry that day.
            incident.timeline.iter().any(touches)
                || row[3] == "date"
                    && incident.timeline.iter().any(|entry| entry.span.start() > end && entry.stamp.value.date_carried)
        });
        if covered { found += 1 } else { missed.push(format!("{} [{} {}] {line}", row[1], row[2], row[3])) }
    }
    println!("{found} of {} stamped lines; missed:\n{}", rows.len(), missed.join("\n"));
    assert!(found * 100 >= rows.len() * 97, "{found} of {}", rows.len());
}

#[test]
fn headings_mean_the_sections_that_a_reader_would_say() {
    let Some(real) = shared() else { return };
    let rows = rows(&real.join("headings.tsv"));
    let documents = documents(&real, &rows);
    let (mut same, mut different) = (0, Vec::new());
    for row in &rows {
        let incident = &documents[&(row[0].clone(), row[1].clone())];
        let line: usize = row[2].parse().expect("a line number");
        let at =
            |section: &&recount::incident::Section| incident.source.position(section.heading.span.start()).line == line;
        let kind = incident.sections.iter().find(at).and_then(|section| section.kind).map_or("-", SectionKind::key);
        // The labels have coarser names, several where a heading may mean either, and fewer kinds than we know.
        let labels: Vec<&str> = row[5].split(',').collect();
        let known =
            [("factors", "contributing-factors"), ("actions", "action-items"), ("people", "attendees"), ("stats", "-")];
        let agrees = labels.contains(&kind) || known.iter().any(|(label, key)| *key == kind && labels.contains(label));
        let finer = ["resolution", "detection", "references", "attendees", "conference-notes"];
        if agrees || labels == ["-"] && finer.contains(&kind) {
            same += 1;
        } else {
            different.push(format!("{}:{line} {} \"{}\": {kind}, labelled {}", row[1], row[3], row[4], row[5]));
        }
    }
    println!("{same} of {} headings; different:\n{}", rows.len(), different.join("\n"));
    assert!(same * 100 >= rows.len() * 97, "{same} of {}", rows.len());
}

#[test]
fn every_document_has_a_title_and_a_date_of_its_own() {
    let Some(real) = shared() else { return };
    let documents = documents(&real, &rows(&real.join("headings.tsv")));
    let undated: Vec<&str> =
        documents.values().filter(|incident| incident.date.is_none()).map(|i| i.source.path()).collect();
    let untitled = documents.values().filter(|incident| incident.title.text.trim().is_empty()).count();
    assert_eq!((untitled, undated), (0, Vec::new()));
}
