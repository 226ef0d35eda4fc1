//! The report for people: a few lines a document, the proposed configuration, and the totals.

use super::Report;
use super::totals::{Totals, owned, zoned};
use crate::adopt::{self, NotUnderstood, not_understood};
use crate::config::FILE_NAME;
use crate::incident::{EntryTime, Incident, Origin, Phase, SectionKind, Times};
use crate::lint::report::neutral;
use crate::lint::wording::count;

/// Lines of one document that were not understood and are shown.
const SHOWN: usize = 3;
/// What is shown of a title or heading, in characters.
const LONGEST: usize = 100;
/// Headings of one document that are shown.
const HEADINGS: usize = 8;

/// The whole report.
pub fn written(report: &Report) -> String {
    let mut text = String::new();
    for incident in report.archive.incidents() {
        text.push_str(&document(incident));
        text.push('\n');
    }
    for file in report.archive.unreadable() {
        text.push_str(&format!("{}\n  {}\n\n", neutral::line(&file.path), neutral::line(&file.reason)));
    }
    text.push_str(&configuration(report));
    text.push_str(&totals(&report.totals));
    if !report.survey.elsewhere.is_empty() {
        let paths: Vec<_> = report.survey.elsewhere.iter().map(|path| neutral::line(path)).collect();
        text.push_str(&format!("elsewhere     {}\n", paths.join(", ")));
    }
    text
}

fn configuration(report: &Report) -> String {
    match &report.there {
        None => format!("The proposed {FILE_NAME}:\n\n{}\n", indented(&report.text)),
        Some(Ok(differences)) if differences.is_empty() => {
            format!("{FILE_NAME} is there and says all that would be proposed.\n\n")
        }
        Some(Ok(differences)) => {
            let lines = differences.iter().map(|it| {
                format!("  {}: {}, proposed {}\n", it.key, neutral::line(&it.there), neutral::line(&it.proposed))
            });
            format!("{FILE_NAME} is there; the proposal differs in:\n{}\n", lines.collect::<String>())
        }
        Some(Err(why)) => {
            format!("{FILE_NAME} is there and cannot be read:\n{why}\n\nThe proposal:\n\n{}\n", indented(&report.text))
        }
    }
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("  {}\n", neutral::line(line)) };
    text.lines().map(line).collect()
}

/// A document in a few lines.
fn document(incident: &Incident) -> String {
    let mut lines = vec![neutral::line(incident.source.path()).into_owned()];
    let title = format!("{} ({})", short(&incident.title.text), incident.title.origin.as_str());
    let date = match incident.date {
        Some(date) => format!("{} ({})", date.written(), date.origin.as_str()),
        None => "no date".to_owned(),
    };
    lines.push(format!("  {title} · {date}"));
    lines.push(format!(
        "  {} · {}",
        moment(incident, Phase::Started, "start"),
        moment(incident, Phase::Resolved, "end")
    ));
    let (entries, zoned) = (incident.timeline.len(), zoned(incident));
    let entries = match entries {
        0 => "no timeline entries".to_owned(),
        1 => format!("1 timeline entry ({zoned} zoned)"),
        _ => format!("{entries} timeline entries ({zoned} zoned)"),
    };
    let actions = count(incident.actions.len(), "action");
    let actions = if incident.actions.is_empty() { actions } else { format!("{actions} ({} owned)", owned(incident)) };
    lines.push(format!("  {entries} · {actions} · {}", count(incident.factors.len(), "factor")));
    lines.push(format!("  sections: {}", sections(incident)));
    let unclear = not_understood(incident);
    for it in unclear.iter().take(SHOWN) {
        lines.push(format!("  {}", not_understood_line(incident, it)));
    }
    if unclear.len() > SHOWN {
        lines.push(format!("  … and {} not understood", count(unclear.len() - SHOWN, "more line")));
    }
    lines.join("\n") + "\n"
}

fn not_understood_line(incident: &Incident, it: &NotUnderstood) -> String {
    format!(
        "{}:{}:{}: \"{}\": {}; accepted: `{}`",
        neutral::line(incident.source.path()),
        it.position.line,
        it.position.column,
        neutral::line(&it.text),
        neutral::line(&it.reason),
        neutral::line(&it.accepted),
    )
}

/// The beginning of a text, safe for a terminal.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => neutral::line(&text[..end]).into_owned() + "…",
        None => neutral::line(text).into_owned(),
    }
}

/// `start 2021-03-31 12:06 UTC (timeline)`
fn moment(incident: &Incident, phase: Phase, name: &str) -> String {
    let Some((at, origin)) = incident.time(phase) else { return format!("no {name}") };
    let declared = incident.times.in_order()[phase as usize].1.is_some();
    let from = match origin {
        _ if declared => format!("declared as {}", Times::KEYS[phase as usize]),
        Origin::FrontMatter => "front matter".to_owned(),
        origin => format!("inferred from the {}", origin.as_str()),
    };
    format!("{name} {} ({from})", written_time(at))
}

/// A time as far as it is known.
pub fn written_time(at: EntryTime) -> String {
    match at {
        EntryTime::Exact(at) => at.format("%Y-%m-%d %H:%M %:z").to_string().replace("+00:00", "UTC"),
        EntryTime::Unzoned(at) => at.format("%Y-%m-%d %H:%M, no zone").to_string(),
        EntryTime::Day(day) => day.to_string(),
        EntryTime::Clock(at) => at.format("%H:%M, no day").to_string(),
    }
}

fn sections(incident: &Incident) -> String {
    let known: Vec<&str> =
        SectionKind::ALL.into_iter().filter(|kind| incident.section(*kind).is_some()).map(SectionKind::key).collect();
    let unknown = adopt::unknown_outside(incident, &SectionKind::ALL);
    let mut text = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    if !unknown.is_empty() {
        let shown: Vec<String> =
            unknown.iter().take(HEADINGS).map(|heading| format!("\"{}\"", short(heading))).collect();
        let more = unknown.len().saturating_sub(HEADINGS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        text.push_str(&format!(" · not known: {}{more}", shown.join(", ")));
    }
    text
}

fn totals(totals: &Totals) -> String {
    let mut text = format!(
        "documents     {}, {} dated, {} with start and end\n\
         timeline      {} entries read, {} with a zone\n\
         actions       {}, {} with an owner\n\
         factors       {}\n\
         not read      {}\n\
         lint          {}, {}; the baseline records them, so that only what is new fails\n",
        totals.documents,
        totals.dated,
        totals.timed,
        totals.entries,
        totals.zoned,
        totals.actions,
        totals.owned,
        totals.factors,
        count(totals.not_understood, "line"),
        count(totals.errors, "error"),
        count(totals.warnings, "warning"),
    );
    if totals.unreadable > 0 {
        text.push_str(&format!("unreadable    {}\n", count(totals.unreadable, "file")));
    }
    text
}
