//! The timeline as Markdown and as JSON.

use chrono::{SecondsFormat, Utc};
use serde::Serialize;

use super::text::{clean, text};
use crate::history::{CommitId, Forge};
use crate::incident::{EntryTime, Incident, Moment, body};
use crate::timeline::{Durations, Event, EventKind, Provenance, Timeline, When, offset};

/// Digits of a commit's id that a reader is shown.
const SHORT_ID: usize = 8;

#[derive(Serialize)]
struct Document<'a> {
    incident: &'a str,
    title: &'a str,
    path: &'a str,
    durations: Seconds,
    events: Vec<Entry<'a>>,
    notices: Vec<&'a str>,
}

/// Whole seconds; `null` where a time is not recorded.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the keys of the JSON")]
struct Seconds {
    to_detect: Option<i64>,
    to_acknowledge: Option<i64>,
    to_mitigate: Option<i64>,
    to_resolve: Option<i64>,
}

impl Seconds {
    fn of(durations: &Durations) -> Self {
        let seconds = |delta: Option<chrono::TimeDelta>| delta.map(|delta| delta.num_seconds());
        Self {
            to_detect: seconds(durations.to_detect),
            to_acknowledge: seconds(durations.to_acknowledge),
            to_mitigate: seconds(durations.to_mitigate),
            to_resolve: seconds(durations.to_resolve),
        }
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    source: &'static str,
    kind: &'a str,
    /// When it happened, as exactly as is known: RFC 3339, without an offset where none is stated, or a day.
    occurred_at: Option<String>,
    /// When a commit recorded it, RFC 3339; it dates the recording, not the occurrence.
    recorded_at: Option<String>,
    /// Seconds from the start of the incident to the occurrence.
    offset: Option<i64>,
    text: String,
    actor: Option<&'a str>,
    line: Option<usize>,
    /// Of a change around the incident: the repository it was made in.
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
    /// Of a change around the incident: nothing changed between it and the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_before_start: Option<bool>,
    commit: Option<String>,
    url: Option<String>,
}

impl<'a> Entry<'a> {
    fn of(event: &'a Event, zero: Option<Moment>, forge: Option<&Forge>) -> Self {
        let commit = event.provenance.commit().map(|commit| commit.to_string());
        let (occurred_at, recorded_at) = match event.when {
            When::Occurred(time) => (Some(written(time)), None),
            When::Recorded(at) => (None, Some(rfc3339(at))),
        };
        let offset = match event.when {
            When::Occurred(EntryTime::Exact(at)) => zero.map(|zero| (at - zero).num_seconds()),
            _ => None,
        };
        let (repository, url) = match &event.provenance {
            Provenance::Changed { repository, url, .. } => (Some(repository.as_str()), url.clone()),
            _ => (None, commit.as_ref().and_then(|commit| forge.map(|forge| forge.commit(commit)))),
        };
        Self {
            source: event.provenance.source(),
            kind: event.kind.word(),
            occurred_at,
            recorded_at,
            offset,
            text: if event.is_around() { event.text.clone() } else { body::plain(&event.text) },
            actor: event.actor.as_deref(),
            line: match event.provenance {
                Provenance::Declared { line } => Some(line),
                _ => None,
            },
            repository,
            last_before_start: match event.kind {
                EventKind::Change { last_before_start, .. } => Some(last_before_start),
                _ => None,
            },
            url,
            commit,
        }
    }
}

fn rfc3339(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn written(time: EntryTime) -> String {
    match time {
        EntryTime::Exact(at) => rfc3339(at),
        EntryTime::Unzoned(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        EntryTime::Day(day) => day.to_string(),
        EntryTime::Clock(at) => at.format("%H:%M:%S").to_string(),
    }
}

/// One JSON object: the incident, its durations in seconds, its events in order.
pub fn json(incident: &Incident, timeline: &Timeline, forge: Option<&Forge>) -> String {
    let document = Document {
        incident: incident.name(),
        title: &incident.title.text,
        path: incident.source.path(),
        durations: Seconds::of(&Durations::of(&incident.times)),
        events: timeline.events.iter().map(|event| Entry::of(event, timeline.zero, forge)).collect(),
        notices: timeline.notices.iter().chain(&timeline.change_notices).map(String::as_str).collect(),
    };
    // Texts and numbers in structs: there is nothing that could fail.
    serde_json::to_string_pretty(&document).unwrap_or_else(|_| "{}".to_owned()) + "\n"
}

/// A table of time, event and source; commits are links where the forge is known.
pub fn markdown(incident: &Incident, timeline: &Timeline, forge: Option<&Forge>) -> String {
    let mut out = format!("## {} {}\n\n", cell(incident.name()), cell(&incident.title.text));
    out.push_str("| Time (UTC) | T | Event | Who | Source |\n|---|---|---|---|---|\n");
    for event in &timeline.events {
        let (time, since) = match event.when {
            When::Occurred(EntryTime::Exact(at)) => (utc(at), timeline.zero.map(|zero| offset(zero, at))),
            When::Occurred(time) => (written(time).replace('T', " "), None),
            When::Recorded(at) => (utc(at), None),
        };
        let source = source(&event.provenance, forge);
        let text = cell(&text(event));
        let (since, actor) = (since.unwrap_or_default(), cell(event.actor.as_deref().unwrap_or("")));
        out.push_str(&format!("| {time} | {since} | **{}**: {text} | {actor} | {source} |\n", cell(event.kind.word())));
    }
    for notice in timeline.notices.iter().chain(&timeline.change_notices) {
        out.push_str(&format!("\n> {}\n", cell(notice)));
    }
    out
}

/// Where an event is known from; a commit is a link where the forge is known.
fn source(provenance: &Provenance, forge: Option<&Forge>) -> String {
    let linked = |id: &CommitId, url: Option<String>| {
        let short = id.to_hex_with_len(SHORT_ID);
        url.map_or(format!("`{short}`"), |url| format!("[{short}]({url})"))
    };
    match provenance {
        Provenance::Declared { line } => format!("declared, line {line}"),
        Provenance::Noted { commit } | Provenance::Recorded { commit } => {
            let url = forge.map(|forge| forge.commit(&commit.to_string()));
            format!("{}, {}", provenance.source(), linked(commit, url))
        }
        Provenance::Changed { repository, commit, url } => {
            format!("{}, {} {}", provenance.source(), cell(repository), linked(commit, url.clone()))
        }
    }
}

fn utc(at: Moment) -> String {
    at.with_timezone(&Utc).format("%Y-%m-%d %H:%M").to_string()
}

/// Text that is only text in a Markdown table.
fn cell(text: &str) -> String {
    clean(text).chars().flat_map(|c| "\\`*_[]<>|&~#!".contains(c).then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;
    use crate::timeline::{self, EventKind};

    fn recounted() -> (Incident, Timeline) {
        let text = "---\nid: INC-1\ntitle: \"a | *b*\"\nstarted_at: 2026-03-04T09:12:00Z\n\
                    resolved_at: 2026-03-04T12:02:00+01:00\n---\n\n## Timeline\n\n- 09:17Z detection: `x` <b> (ana)\n";
        let incident = read(SourceText::new("incidents/a.md", text), &Reading::default());
        let mut timeline = timeline::recount(&incident, None, &[]);
        timeline.events.push(Event {
            when: When::Recorded(Moment::parse_from_rfc3339("2026-03-05T09:00:00Z").expect("a time")),
            kind: EventKind::Edited,
            text: "Edited: typo".to_owned(),
            actor: Some("Ana Ruiz".to_owned()),
            provenance: Provenance::Recorded { commit: CommitId::null(gix_hash::Kind::Sha1) },
        });
        (incident, timeline)
    }

    #[test]
    fn markdown_is_a_table_in_which_texts_are_texts() {
        let (incident, timeline) = recounted();
        let forge = Forge::new("https://example.com/a/b", "main", None);
        insta::assert_snapshot!(markdown(&incident, &timeline, forge.as_ref()), @r#"
        ## INC-1 a \| b

        | Time (UTC) | T | Event | Who | Source |
        |---|---|---|---|---|
        | 2026-03-04 09:12 | T+00:00 | **started**: Started |  | declared, line 4 |
        | 2026-03-04 09:17 | T+00:05 | **detection**: x \<b\> | ana | declared, line 10 |
        | 2026-03-04 11:02 | T+01:50 | **resolved**: Resolved |  | declared, line 5 |
        | 2026-03-05 09:00 |  | **edited**: Edited: typo | Ana Ruiz | recorded, [00000000](https://example.com/a/b/commit/0000000000000000000000000000000000000000) |
        "#);
    }

    #[test]
    fn json_keeps_occurred_and_recorded_apart() {
        let (incident, timeline) = recounted();
        insta::assert_snapshot!(json(&incident, &timeline, None), @r#"
        {
          "incident": "INC-1",
          "title": "a | b",
          "path": "incidents/a.md",
          "durations": {
            "to_detect": null,
            "to_acknowledge": null,
            "to_mitigate": null,
            "to_resolve": 6600
          },
          "events": [
            {
              "source": "declared",
              "kind": "started",
              "occurred_at": "2026-03-04T09:12:00Z",
              "recorded_at": null,
              "offset": 0,
              "text": "Started",
              "actor": null,
              "line": 4,
              "commit": null,
              "url": null
            },
            {
              "source": "declared",
              "kind": "detection",
              "occurred_at": "2026-03-04T09:17:00Z",
              "recorded_at": null,
              "offset": 300,
              "text": "x <b>",
              "actor": "ana",
              "line": 10,
              "commit": null,
              "url": null
            },
            {
              "source": "declared",
              "kind": "resolved",
              "occurred_at": "2026-03-04T12:02:00+01:00",
              "recorded_at": null,
              "offset": 6600,
              "text": "Resolved",
              "actor": null,
              "line": 5,
              "commit": null,
              "url": null
            },
            {
              "source": "recorded",
              "kind": "edited",
              "occurred_at": null,
              "recorded_at": "2026-03-05T09:00:00Z",
              "offset": null,
              "text": "Edited: typo",
              "actor": "Ana Ruiz",
              "line": null,
              "commit": "0000000000000000000000000000000000000000",
              "url": null
            }
          ],
          "notices": []
        }
        "#);
    }
}
