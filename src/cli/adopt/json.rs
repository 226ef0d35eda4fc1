//! The report for programs.

use serde_json::{Value, json};

use super::Report;
use super::totals::{owned, zoned};
use crate::adopt::{not_understood, unknown_outside};
use crate::incident::{EntryTime, Incident, Phase, SectionKind, Times};

/// The whole report as one object.
pub fn written(report: &Report) -> String {
    let totals = &report.totals;
    let documents: Vec<Value> = report.archive.incidents().iter().map(document).collect();
    let unreadable: Vec<Value> =
        report.archive.unreadable().iter().map(|file| json!({ "path": file.path, "reason": file.reason })).collect();
    let value = json!({
        "version": 1,
        "configuration": configuration(report),
        "documents": documents,
        "unreadable": unreadable,
        "elsewhere": report.survey.elsewhere,
        "totals": {
            "documents": totals.documents,
            "dated": totals.dated,
            "with_start_and_end": totals.timed,
            "timeline_entries": totals.entries,
            "zoned_entries": totals.zoned,
            "not_understood": totals.not_understood,
            "actions": totals.actions,
            "owned_actions": totals.owned,
            "factors": totals.factors,
            "errors": totals.errors,
            "warnings": totals.warnings,
        },
    });
    format!("{value:#}\n")
}

fn configuration(report: &Report) -> Value {
    let proposal = &report.proposal;
    let (exists, differences, mistake) = match &report.there {
        None => (false, None, None),
        Some(Ok(differences)) => (true, Some(differences), None),
        Some(Err(why)) => (true, None, Some(why)),
    };
    let differences: Option<Vec<Value>> = differences
        .map(|all| all.iter().map(|it| json!({ "key": it.key, "there": it.there, "proposed": it.proposed })).collect());
    let zone = proposal.timezone.map(|zone| {
        json!({
            "name": zone.zone.name(),
            "sure": zone.sure,
            "agree": zone.agree,
            "state": zone.state,
            "of": zone.timed,
        })
    });
    json!({
        "text": report.text,
        "title": proposal.title,
        "incidents": proposal.incidents,
        "include": proposal.patterns.include,
        "exclude": proposal.patterns.exclude,
        "timezone": zone,
        "id_format": proposal.id_format.as_ref().map(|met| &met.value),
        "severities": proposal.severities.as_ref().map(|met| &met.value),
        "exists": exists,
        "differences": differences,
        "mistake": mistake,
    })
}

fn document(incident: &Incident) -> Value {
    let known: Vec<&str> =
        SectionKind::ALL.into_iter().filter(|kind| incident.section(*kind).is_some()).map(SectionKind::key).collect();
    let unclear: Vec<Value> = not_understood(incident)
        .into_iter()
        .map(|it| {
            json!({
                "line": it.position.line,
                "column": it.position.column,
                "text": it.text,
                "reason": it.reason,
                "accepted": it.accepted,
            })
        })
        .collect();
    json!({
        "path": incident.source.path(),
        "id": incident.id.as_ref().map(|id| &id.value),
        "title": { "text": incident.title.text, "from": incident.title.origin.as_str() },
        "date": incident.date.map(|date| json!({ "day": date.written(), "from": date.origin.as_str() })),
        "start": time(incident, Phase::Started),
        "end": time(incident, Phase::Resolved),
        "timeline_entries": incident.timeline.len(),
        "zoned_entries": zoned(incident),
        "actions": incident.actions.len(),
        "owned_actions": owned(incident),
        "factors": incident.factors.len(),
        "sections": known,
        "unknown_headings": unknown_outside(incident, &SectionKind::ALL),
        "not_understood": unclear,
    })
}

fn time(incident: &Incident, phase: Phase) -> Option<Value> {
    let (at, origin) = incident.time(phase)?;
    let declared = incident.times.in_order()[phase as usize].1.is_some();
    let (at, zoned) = match at {
        EntryTime::Exact(at) => (at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true), true),
        EntryTime::Unzoned(at) => (at.format("%Y-%m-%dT%H:%M:%S").to_string(), false),
        EntryTime::Day(day) => (day.to_string(), false),
        EntryTime::Clock(at) => (at.format("%H:%M").to_string(), false),
    };
    let key = declared.then(|| Times::KEYS[phase as usize]);
    Some(json!({ "at": at, "zoned": zoned, "declared": key, "from": origin.as_str() }))
}
