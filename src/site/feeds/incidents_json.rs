//! `incidents.json`: everything published of the model, for programs.
//!
//! The top is an object: `$schema` (`incidents.schema.json`, which says all of this to programs), `version` (1; it changes when a field changes its meaning or goes), `title`, `as_of` (RFC 3339,
//! UTC) and `incidents`, sorted by file path. Absent values are `null`, absent lists empty. Times are RFC 3339 in UTC,
//! days `YYYY-MM-DD`. The fields of an incident are documented on the struct below, in their order.

use chrono::{NaiveDate, Utc};
use serde::Serialize;

use crate::incident::{Action, EntryTime, Incident, Moment, Phase};
use crate::site::address;
use crate::site::moments;
use crate::site::pages::Site;
use crate::site::published::Entry;
use crate::text::Spanned;

/// Changes when a field changes its meaning or goes; a new field does not change it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Export<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: u32,
    title: &'a str,
    as_of: String,
    incidents: Vec<ExportedIncident<'a>>,
}

/// One incident.
#[derive(Serialize)]
struct ExportedIncident<'a> {
    /// Stable id, unique in the archive unless the linter says otherwise.
    id: Option<&'a str>,
    /// Never empty.
    title: &'a str,
    /// Where the title was found: `front matter`, `heading`, `file name`.
    title_from: &'static str,
    /// Path of the file in the repository.
    file: &'a str,
    /// Address of the page, relative to this file.
    page: String,
    /// Date of the incident as far as it is known: `2026-03-04`, `2026-03` or `2026`.
    date: Option<String>,
    /// Where the day was found.
    date_from: Option<&'static str>,
    /// `investigating` … `closed`.
    status: Option<&'static str>,
    /// Label of the archive's scale, as written.
    severity: Option<&'a str>,
    /// From 1, the worst; `null` for a label not on the scale.
    severity_rank: Option<usize>,
    /// `outage`, `degradation`, …
    r#type: Option<&'static str>,
    /// `internal`, `external`, `both`.
    scope: Option<&'static str>,
    /// `public` or `internal`.
    visibility: &'static str,
    services: Vec<&'a str>,
    tags: Vec<&'a str>,
    started_at: Option<String>,
    detected_at: Option<String>,
    acknowledged_at: Option<String>,
    mitigated_at: Option<String>,
    resolved_at: Option<String>,
    /// Times that were not declared, in the order of an incident's life.
    inferred: Vec<ExportedInferred>,
    /// `alert`, `human`, `customer`.
    detection_method: Option<&'static str>,
    detection_source: Option<&'a str>,
    channel: Option<&'a str>,
    commanders: Vec<ExportedTurn<'a>>,
    responders: Vec<ExportedResponder<'a>>,
    communications: Vec<ExportedCommunication<'a>>,
    review: Option<ExportedReview<'a>>,
    /// Ids of related incidents, as written.
    related: Vec<&'a str>,
    contributing_factors: Vec<ExportedFactor<'a>>,
    actions: Vec<ExportedAction<'a>>,
    /// Entries of the Timeline section, as written.
    timeline: Vec<ExportedEntry<'a>>,
    /// The linter still asks for something.
    review_incomplete: bool,
}

#[derive(Serialize)]
struct ExportedInferred {
    /// The key under which it would be declared.
    time: &'static str,
    /// As exactly as it is known.
    at: String,
    /// Whether `at` is an instant.
    zoned: bool,
    /// Where it was found.
    from: &'static str,
}

#[derive(Serialize)]
struct ExportedTurn<'a> {
    name: &'a str,
    from: Option<String>,
}

#[derive(Serialize)]
struct ExportedResponder<'a> {
    name: &'a str,
    role: Option<&'static str>,
}

#[derive(Serialize)]
struct ExportedCommunication<'a> {
    at: Option<String>,
    audience: Option<&'a str>,
    channel: Option<&'a str>,
    by: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ExportedReview<'a> {
    held_at: Option<String>,
    facilitator: Option<&'a str>,
    attendees: Vec<&'a str>,
}

#[derive(Serialize)]
struct ExportedFactor<'a> {
    /// `technical`, `process`, `organizational`, `human`, `external`.
    kind: Option<&'static str>,
    /// Markdown.
    text: &'a str,
}

#[derive(Serialize)]
struct ExportedAction<'a> {
    /// Inline Markdown.
    description: &'a str,
    owners: Vec<&'a str>,
    due: Option<NaiveDate>,
    /// `P0` to `P9`.
    priority: Option<String>,
    /// `open`, `in-progress`, `done`, `dropped`.
    state: &'static str,
    done_at: Option<NaiveDate>,
    dropped_reason: Option<&'a str>,
    tracker: Option<&'a str>,
}

#[derive(Serialize)]
struct ExportedEntry<'a> {
    /// As exactly as it is known: an instant, a time without zone, a day, or a time without day.
    at: String,
    /// Whether `at` is an instant.
    zoned: bool,
    kind: Option<&'a str>,
    /// Inline Markdown.
    text: &'a str,
    actor: Option<&'a str>,
}

/// The whole export.
#[must_use]
pub fn export(site: &Site<'_>) -> Vec<u8> {
    let mut entries: Vec<&Entry<'_>> = site.published.entries.iter().collect();
    entries.sort_by_key(|entry| entry.incident.source.path());
    let export = Export {
        schema: "incidents.schema.json",
        version: VERSION,
        title: &site.config.archive.title,
        as_of: moments::iso(site.as_of),
        incidents: entries.into_iter().map(|entry| incident(site, entry)).collect(),
    };
    // Strings, numbers and lists alone: there is nothing in it that JSON cannot hold.
    let mut bytes = serde_json::to_vec(&export).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn incident<'a>(site: &Site<'_>, entry: &Entry<'a>) -> ExportedIncident<'a> {
    let incident: &'a Incident = entry.incident;
    let [started_at, detected_at, acknowledged_at, mitigated_at, resolved_at] =
        incident.times.in_order().map(|(_, at)| time(at));
    let detection = incident.detection.as_ref();
    ExportedIncident {
        id: text(incident.id.as_ref()),
        title: &incident.title.text,
        title_from: incident.title.origin.as_str(),
        file: incident.source.path(),
        page: address::encoded(&entry.page),
        date: incident.date.map(|date| date.written()),
        date_from: incident.date.map(|date| date.origin.as_str()),
        status: incident.status.as_ref().map(|word| word.value.as_str()),
        severity: text(incident.severity.as_ref()),
        severity_rank: incident.severity.as_ref().and_then(|label| site.scale.rank(&label.value)),
        r#type: incident.incident_type.as_ref().map(|word| word.value.as_str()),
        scope: incident.scope.as_ref().map(|word| word.value.as_str()),
        visibility: incident.visibility().as_str(),
        services: texts(&incident.services),
        tags: texts(&incident.tags),
        started_at,
        detected_at,
        acknowledged_at,
        mitigated_at,
        resolved_at,
        inferred: inferred(incident),
        detection_method: detection.and_then(|found| found.method.as_ref()).map(|word| word.value.as_str()),
        detection_source: detection.and_then(|found| text(found.source.as_ref())),
        channel: text(incident.channel.as_ref()),
        commanders: incident
            .commanders
            .iter()
            .map(|turn| ExportedTurn { name: &turn.name.value, from: time(turn.from.as_ref()) })
            .collect(),
        responders: incident
            .responders
            .iter()
            .map(|who| ExportedResponder {
                name: &who.name.value,
                role: who.role.as_ref().map(|role| role.value.as_str()),
            })
            .collect(),
        communications: incident
            .communications
            .iter()
            .map(|message| ExportedCommunication {
                at: time(message.at.as_ref()),
                audience: text(message.audience.as_ref()),
                channel: text(message.channel.as_ref()),
                by: text(message.by.as_ref()),
                note: text(message.note.as_ref()),
            })
            .collect(),
        review: incident.review.as_ref().map(|review| ExportedReview {
            held_at: time(review.held_at.as_ref()),
            facilitator: text(review.facilitator.as_ref()),
            attendees: texts(&review.attendees),
        }),
        related: texts(&incident.related),
        contributing_factors: incident
            .factors
            .iter()
            .map(|factor| ExportedFactor {
                kind: factor.kind.as_ref().map(|kind| kind.value.as_str()),
                text: &factor.text.value,
            })
            .collect(),
        actions: incident.actions.iter().map(action).collect(),
        timeline: incident
            .timeline
            .iter()
            .map(|entry| ExportedEntry {
                at: moments::entry(entry.stamp.value.at, None).datetime,
                zoned: matches!(entry.stamp.value.at, EntryTime::Exact(_)),
                kind: text(entry.kind.as_ref()),
                text: &entry.text.value,
                actor: text(entry.actor.as_ref()),
            })
            .collect(),
        review_incomplete: entry.incomplete,
    }
}

fn inferred(incident: &Incident) -> Vec<ExportedInferred> {
    let told = incident.times.in_order().into_iter().zip(Phase::ALL).filter_map(|((key, declared), phase)| {
        let time = incident.inferred.time(phase).filter(|_| declared.is_none())?;
        Some(ExportedInferred {
            time: key,
            at: moments::entry(time.at, None).datetime,
            zoned: matches!(time.at, EntryTime::Exact(_)),
            from: time.origin.as_str(),
        })
    });
    told.collect()
}

fn action(action: &Action) -> ExportedAction<'_> {
    ExportedAction {
        description: &action.description.value,
        owners: texts(&action.owners),
        due: action.due.as_ref().map(|day| day.value),
        priority: action.priority.as_ref().map(|priority| priority.value.to_string()),
        state: action.state.as_str(),
        done_at: action.done_at.as_ref().map(|day| day.value),
        dropped_reason: text(action.dropped_reason.as_ref()),
        tracker: action.tracker.as_ref().map(|tracker| tracker.value.label.as_str()),
    }
}

fn text(value: Option<&Spanned<String>>) -> Option<&str> {
    value.map(|value| value.value.as_str())
}

fn texts(values: &[Spanned<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

fn time(at: Option<&Spanned<Moment>>) -> Option<String> {
    at.map(|at| moments::iso(at.value.with_timezone(&Utc)))
}
