//! The timeline for the terminal: a header, a row an event, notices.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chrono::Utc;

use crate::history::CommitId;
use crate::incident::{EntryTime, Incident, Moment, Origin, Phase, body};
use crate::lint::report::neutral;
use crate::timeline::{self, Event, EventKind, Provenance, Timeline, When, elapsed, humanize};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const NOTED: Style = AnsiColor::Cyan.on_default();
const RECORDED: Style = AnsiColor::Blue.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default();
const DECLARED: Style = AnsiColor::Green.on_default();

/// How the timeline is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// With styles.
    pub color: bool,
    /// Columns to wrap texts to; `None` for one line an event.
    pub width: Option<usize>,
}

/// Texts are not wrapped to less than this, however narrow the terminal: the columns before them stay.
const NARROWEST: usize = 24;

/// The timeline as text: header, one row an event, notices.
pub fn render(incident: &Incident, timeline: &Timeline, look: Look) -> String {
    let mut out = String::new();
    let paint = |style: Style, text: &str| {
        if look.color && !text.is_empty() {
            format!("{}{text}{}", style.render(), style.render_reset())
        } else {
            text.to_owned()
        }
    };
    let title = clean(&incident.title.text);
    let _ = writeln!(out, "{} {title}", paint(BOLD, &clean(incident.name())));
    let _ = writeln!(out, "{}\n", paint(DIM, &durations(incident)));
    let rows: Vec<Row> = timeline.events.iter().map(|event| Row::of(event, timeline.zero)).collect();
    let width = |column: fn(&Row) -> &str| rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
    let (offset, time) = (width(|row| &row.offset), width(|row| &row.time));
    let (source, kind) = (width(|row| row.source), width(|row| &row.kind));
    let indent = offset + time + source + kind + 8;
    for row in &rows {
        let style = match row.source {
            "declared" => DECLARED,
            "noted" => NOTED,
            "changes" => CHANGED,
            _ => RECORDED,
        };
        let badge = paint(style, &format!("{:source$}", row.source));
        let _ = write!(out, "{:>offset$}  {:time$}  {badge}  {:kind$}  ", row.offset, row.time, row.kind);
        let columns = look.width.map(|width| width.saturating_sub(indent).max(NARROWEST));
        for (i, line) in wrapped(&row.text, &row.provenance, columns).into_iter().enumerate() {
            let (text, provenance) = line;
            let before = if i > 0 { " ".repeat(indent) } else { String::new() };
            let space = if text.is_empty() || provenance.is_empty() { "" } else { "  " };
            let _ = writeln!(out, "{before}{text}{space}{}", paint(DIM, provenance));
        }
    }
    if rows.is_empty() {
        out.push_str("Nothing is declared, noted or recorded.\n");
    }
    for notice in timeline.notices.iter().chain(&timeline.change_notices) {
        let _ = writeln!(out, "\n{}", paint(DIM, notice));
    }
    out
}

/// Lines of at most `columns` characters, broken between words: the text, and with its last line the
/// provenance where it fits, else on a line of its own.
fn wrapped<'r>(text: &'r str, provenance: &'r str, columns: Option<usize>) -> Vec<(String, &'r str)> {
    let columns = columns.unwrap_or(usize::MAX);
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        if length > 0 && length + 1 + word_length > columns {
            lines.push(String::new());
            length = 0;
        }
        if let Some(line) = lines.last_mut() {
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += word_length;
        }
    }
    if length > 0 && (length + 2).saturating_add(provenance.chars().count()) > columns {
        lines.push(String::new());
    }
    let last = lines.len() - 1;
    lines.into_iter().enumerate().map(|(i, line)| (line, if i == last { provenance } else { "" })).collect()
}

fn durations(incident: &Incident) -> String {
    let shown = [
        ("to detect", Phase::Started, Phase::Detected),
        ("to acknowledge", Phase::Detected, Phase::Acknowledged),
        ("to mitigate", Phase::Started, Phase::Mitigated),
        ("to resolve", Phase::Started, Phase::Resolved),
    ];
    let told = shown.map(|(name, from, to)| match elapsed(incident, from, to) {
        None => format!("{name} not recorded"),
        Some((length, Origin::FrontMatter)) => format!("{name} {}", humanize(length)),
        Some((length, origin)) => format!("{name} {} (inferred: {})", humanize(length), origin.as_str()),
    });
    told.join(" · ")
}

struct Row {
    offset: String,
    time: String,
    source: &'static str,
    kind: String,
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
        let place = match &event.provenance {
            Provenance::Declared { line } => format!("line {line}"),
            Provenance::Noted { commit } | Provenance::Recorded { commit } => short(*commit),
            Provenance::Changed { repository, commit, .. } => format!("{} {}", clean(repository), short(*commit)),
        };
        let actor = event.actor.as_deref().map(|actor| format!("{}, ", clean(actor))).unwrap_or_default();
        Self {
            offset: offset.unwrap_or_default(),
            time,
            source: event.provenance.source(),
            kind: clean(event.kind.word()),
            text: text(event),
            provenance: format!("({actor}{place})"),
        }
    }
}

/// What happened, in plain words.
pub fn text(event: &Event) -> String {
    let said = if event.is_around() { clean(&event.text) } else { clean(&body::plain(&event.text)) };
    match event.kind {
        EventKind::Change { last_before_start: true, .. } => format!("{said} (the last change before the start)"),
        _ => said,
    }
}

fn utc(at: Moment) -> String {
    at.with_timezone(&Utc).format("%Y-%m-%d %H:%M UTC").to_string()
}

fn short(commit: CommitId) -> String {
    commit.to_string().chars().take(8).collect()
}

/// Text of files and commits as the terminal may show it: nothing that moves or colours, one line.
pub fn clean(text: &str) -> String {
    neutral::line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    const FILE: &str = "---
id: INC-2026-014
title: Elevated 500s from the API
started_at: 2026-03-04T09:12:00Z
detected_at: 2026-03-04T09:17:00Z
acknowledged_at: 2026-03-04T09:18:00Z
mitigated_at: 2026-03-04T10:32:00+01:00
resolved_at: 2026-03-04T11:02:00Z
commanders:
  - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
  - { name: li.wei, from: 2026-03-04T10:30:00Z }
---

## Timeline

- 09:17Z detection: the blackbox check pages the on-call engineer, who finds half of all requests failing (ana.ruiz)
";

    fn incident(text: &str) -> Incident {
        read(SourceText::new("incidents/a.md", text), &Reading::default())
    }

    #[test]
    fn columns_are_aligned_and_every_event_says_where_it_is_known_from() {
        let incident = incident(FILE);
        let text = render(&incident, &timeline::recount(&incident, None, &[]), Look::default());
        insta::assert_snapshot!(text, @r"
        INC-2026-014 Elevated 500s from the API
        to detect 5 min · to acknowledge 1 min · to mitigate 20 min · to resolve 1 h 50 min

        T+00:00  2026-03-04 09:12 UTC  declared  started       Started  (line 4)
        T+00:05  2026-03-04 09:17 UTC  declared  detection     the blackbox check pages the on-call engineer, who finds half of all requests failing  (ana.ruiz, line 16)
        T+00:06  2026-03-04 09:18 UTC  declared  acknowledged  Acknowledged  (line 6)
        T+00:20  2026-03-04 09:32 UTC  declared  mitigated     Mitigated  (line 7)
        T+01:18  2026-03-04 10:30 UTC  declared  handoff       Command handed over from ana.ruiz to li.wei  (li.wei, line 11)
        T+01:50  2026-03-04 11:02 UTC  declared  resolved      Resolved  (line 8)
        ");
    }

    #[test]
    fn texts_are_wrapped_to_the_terminal() {
        let incident = incident(FILE);
        let look = Look { color: false, width: Some(90) };
        let text = render(&incident, &timeline::recount(&incident, None, &[]), look);
        insta::assert_snapshot!(text, @r"
        INC-2026-014 Elevated 500s from the API
        to detect 5 min · to acknowledge 1 min · to mitigate 20 min · to resolve 1 h 50 min

        T+00:00  2026-03-04 09:12 UTC  declared  started       Started  (line 4)
        T+00:05  2026-03-04 09:17 UTC  declared  detection     the blackbox check pages the
                                                               on-call engineer, who finds half of
                                                               all requests failing
                                                               (ana.ruiz, line 16)
        T+00:06  2026-03-04 09:18 UTC  declared  acknowledged  Acknowledged  (line 6)
        T+00:20  2026-03-04 09:32 UTC  declared  mitigated     Mitigated  (line 7)
        T+01:18  2026-03-04 10:30 UTC  declared  handoff       Command handed over from ana.ruiz
                                                               to li.wei  (li.wei, line 11)
        T+01:50  2026-03-04 11:02 UTC  declared  resolved      Resolved  (line 8)
        ");
        assert!(text.lines().skip(3).all(|line| line.chars().count() <= 90));
    }

    #[test]
    fn an_incident_without_times_says_that_nothing_is_known() {
        let incident = incident("# Something\n");
        let text = render(&incident, &timeline::recount(&incident, None, &[]), Look::default());
        insta::assert_snapshot!(text, @r"
        incidents/a.md Something
        to detect not recorded · to acknowledge not recorded · to mitigate not recorded · to resolve not recorded

        Nothing is declared, noted or recorded.
        ");
    }

    #[test]
    fn styles_are_there_only_when_asked_for_and_files_bring_none() {
        let title = "title: \"\\e[31mRed\\u202e text\"";
        let incident = incident(&FILE.replace("title: Elevated 500s from the API", title));
        let timeline = timeline::recount(&incident, None, &[]);
        let plain = render(&incident, &timeline, Look::default());
        assert!(plain.starts_with("INC-2026-014 ␛[31mRed\u{fffd} text\n"), "{plain}");
        let styled = render(&incident, &timeline, Look { color: true, width: None });
        assert!(styled.starts_with("\u{1b}[1mINC-2026-014\u{1b}[0m ␛[31mRed"), "{styled}");
    }
}
