//! `recount timeline ID`: what happened, in one list.

use std::fmt::Write as _;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};
use chrono::Utc;
use clap::Args;

use super::Surroundings;
use super::failure::Failure;
use super::progress::Progress;
use super::publish::{Recounted, recount};
use crate::archive::Archive;
use crate::history::CommitId;
use crate::incident::{EntryTime, Incident, Moment, body};
use crate::nearest;
use crate::timeline::{self, Durations, Event, EventKind, Provenance, Timeline, When, humanize};

/// Arguments of `recount timeline`.
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// Id of the incident, or the path of its file
    #[arg(value_name = "ID")]
    incident: String,
}

/// Prints the timeline.
pub fn run(args: &TimelineArgs, here: &Surroundings) -> Result<u8, Failure> {
    let progress = Progress::start(here.quiet);
    let Recounted { archive, timelines, .. } = recount(&here.workspace, &progress)?;
    drop(progress);
    let index = find(&archive, &args.incident)?;
    let (Some(incident), Some(timeline)) = (archive.incidents().get(index), timelines.get(index)) else {
        return Err(Failure::usage(format!("there is no incident `{}`", args.incident)));
    };
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let text = render(incident, timeline, color);
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(0)
}

/// The incident of that id, in any case, or of that path.
fn find(archive: &Archive, wanted: &str) -> Result<usize, Failure> {
    let incidents = archive.incidents();
    let by_id = |incident: &Incident| incident.id.as_ref().is_some_and(|id| id.value.eq_ignore_ascii_case(wanted));
    let by_path = |incident: &Incident| incident.source.path() == wanted.trim_start_matches("./");
    incidents.iter().position(by_id).or_else(|| incidents.iter().position(by_path)).ok_or_else(|| {
        let ids: Vec<&str> = archive.ids().keys().map(String::as_str).collect();
        let hint = match nearest::nearest(wanted, &ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name it by its id, or by the path of its file".to_owned(),
        };
        Failure::usage(format!("there is no incident `{wanted}`; {hint}"))
    })
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const NOTED: Style = AnsiColor::Cyan.on_default();
const RECORDED: Style = AnsiColor::Blue.on_default();
const DECLARED: Style = AnsiColor::Green.on_default();

/// The timeline as text: header, one line an event, notices. Deterministic; styled only with `color`.
#[must_use]
pub fn render(incident: &Incident, timeline: &Timeline, color: bool) -> String {
    let mut out = String::new();
    let paint = |style: Style, text: &str| {
        if color { format!("{}{text}{}", style.render(), style.render_reset()) } else { text.to_owned() }
    };
    let title = clean(&incident.title.text);
    let _ = writeln!(out, "{} {title}", paint(BOLD, &clean(incident.name())));
    let _ = writeln!(out, "{}\n", paint(DIM, &durations(incident)));
    let rows: Vec<Row> = timeline.events.iter().map(|event| Row::of(event, timeline.zero)).collect();
    let width = |column: fn(&Row) -> &str| rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
    let (offset, time, source) = (width(|row| &row.offset), width(|row| &row.time), width(|row| row.source));
    for row in &rows {
        let style = match row.source {
            "declared" => DECLARED,
            "noted" => NOTED,
            _ => RECORDED,
        };
        let source = paint(style, &format!("{:source$}", row.source));
        let head = format!("{:>offset$}  {:time$}", row.offset, row.time);
        let _ = writeln!(out, "{head}  {source}  {}  {}", row.text, paint(DIM, &row.provenance));
    }
    if rows.is_empty() {
        out.push_str("Nothing is declared, noted or recorded.\n");
    }
    for notice in &timeline.notices {
        let _ = writeln!(out, "\n{}", paint(DIM, notice));
    }
    out
}

fn durations(incident: &Incident) -> String {
    let durations = Durations::of(&incident.times);
    let shown = [
        ("to detect", durations.to_detect),
        ("to acknowledge", durations.to_acknowledge),
        ("to mitigate", durations.to_mitigate),
        ("to resolve", durations.to_resolve),
    ];
    let told = shown.map(|(name, delta)| format!("{name} {}", delta.map_or("not recorded".to_owned(), humanize)));
    told.join(" · ")
}

struct Row {
    offset: String,
    time: String,
    source: &'static str,
    text: String,
    provenance: String,
}

impl Row {
    fn of(event: &Event, zero: Option<Moment>) -> Self {
        let (offset, time) = match event.when {
            When::Occurred(EntryTime::Exact(at)) => (zero.map(|zero| timeline::offset(zero, at)), utc(at)),
            When::Occurred(EntryTime::Unzoned(at)) => (None, at.format("%Y-%m-%d %H:%M (no zone)").to_string()),
            When::Occurred(EntryTime::Day(day)) => (None, day.to_string()),
            When::Occurred(EntryTime::Clock(at)) => (None, at.format("%H:%M (no day)").to_string()),
            // A recording has no place on the incident's own clock.
            When::Recorded(at) => (None, utc(at)),
        };
        let kind = match &event.kind {
            EventKind::Entry(Some(kind)) => format!("{kind}: "),
            _ => String::new(),
        };
        let text = format!("{kind}{}", body::plain(&event.text));
        let (source, place) = match &event.provenance {
            Provenance::Declared { line } => ("declared", format!("line {line}")),
            Provenance::Noted { commit } => ("noted", short(*commit)),
            Provenance::Recorded { commit } => ("recorded", short(*commit)),
        };
        let actor = event.actor.as_deref().map(|actor| format!("{}, ", clean(actor))).unwrap_or_default();
        Self {
            offset: offset.unwrap_or_default(),
            time,
            source,
            text: clean(&text),
            provenance: format!("({actor}{place})"),
        }
    }
}

fn utc(at: Moment) -> String {
    at.with_timezone(&Utc).format("%Y-%m-%d %H:%M UTC").to_string()
}

fn short(commit: CommitId) -> String {
    commit.to_string().chars().take(8).collect()
}

/// Text of files and commits as the terminal may show it: no control characters, one line.
fn clean(text: &str) -> String {
    let shown = |c: char| if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) { ' ' } else { c };
    text.chars().map(shown).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
