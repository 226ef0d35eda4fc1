//! Native front matter for a review that was written for other tools: lines are added, and no other byte changes.

use chrono::{NaiveDateTime, SecondsFormat};

use super::ids::{Assigned, IdOrigin};
use crate::incident::body::plain;
use crate::incident::front_matter::{self, Halves, Notation, list, scalar};
use crate::incident::{EntryTime, Incident, Origin, Phase, Times};
use crate::text::SourceText;

/// What becomes of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Native {
    /// Nothing is missing that could be said.
    Unchanged,
    /// The text with the lines added.
    Added(String),
    /// It is left alone, for this reason.
    Left(String),
}

/// A line that can be added.
struct Line {
    key: &'static str,
    text: String,
    /// A comment that asks a person; nothing is declared by it.
    asks: bool,
}

/// The review with the keys that its front matter lacks and that its document tells. `id` is its id, where it has none.
#[must_use]
pub fn native(incident: &Incident, id: Option<&Assigned>) -> Native {
    let source = &incident.source;
    let halves = front_matter::split(source);
    if let Some(reason) = closed(&halves) {
        return Native::Left(reason.to_owned());
    }
    let keys = match halves.front_matter {
        None => Vec::new(),
        Some(span) => match front_matter::keys(source, span) {
            Some(keys) => keys,
            None => return Native::Left("its front matter cannot be read as lines of keys".to_owned()),
        },
    };
    let written = halves.front_matter.map_or("", |span| source.slice(span));
    let is_there = |line: &Line| {
        let comment = format!("# {}:", line.key);
        let asked = line.asks && written.lines().any(|written| written.trim_start().starts_with(&comment));
        asked || keys.iter().any(|key| key.value == line.key)
    };
    let lines: Vec<Line> = lines(incident, id).into_iter().filter(|line| !is_there(line)).collect();
    if lines.is_empty() {
        return Native::Unchanged;
    }
    let indent = keys.first().map_or(0, |key| source.position(key.span.start()).column - 1);
    let text = with_lines(source, &halves, &lines, &" ".repeat(indent));
    if front_matter::adds_only(source, &SourceText::new(source.path(), text.as_str())) {
        Native::Added(text)
    } else {
        Native::Left("lines at the end of its front matter would change what it says".to_owned())
    }
}

/// Why front matter cannot be added to.
fn closed(halves: &Halves) -> Option<&'static str> {
    match (halves.notation, halves.unclosed.is_some(), halves.front_matter) {
        (Notation::Toml, _, Some(_)) | (Notation::Toml, true, _) => {
            Some("its front matter is TOML; recount writes YAML")
        }
        (_, true, _) => Some("its front matter has no closing line"),
        _ => None,
    }
}

/// The text with the lines before the closing fence, or with fences of their own at the top.
fn with_lines(source: &SourceText, halves: &Halves, lines: &[Line], indent: &str) -> String {
    let text = source.text();
    let first_line = text.split_inclusive('\n').next().unwrap_or("");
    let line_break = if first_line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let added: Vec<String> = lines.iter().map(|line| format!("{indent}{}{line_break}", line.text)).collect();
    let added = added.concat();
    if let Some(span) = halves.front_matter {
        let (before, after) = text.split_at(span.end());
        return format!("{before}{added}{after}");
    }
    let (mark, body) = text.split_at(halves.body.start());
    format!("{mark}---{line_break}{added}---{line_break}{body}")
}

/// Everything that the document tells, in the order of the template.
fn lines(incident: &Incident, id: Option<&Assigned>) -> Vec<Line> {
    let declared = |key: &'static str, value: String| Line { key, text: format!("{key}: {value}"), asks: false };
    let inferred = |key: &'static str, value: String, from: &str| {
        declared(key, format!("{value}  # inferred from the {from}: confirm"))
    };
    let mut lines = Vec::new();
    if let Some(Assigned { id, origin }) = id {
        let from = match origin {
            IdOrigin::FileName => "file name",
            IdOrigin::Numbered => "order of dates",
        };
        lines.push(inferred("id", scalar(id), from));
    }
    let title = &incident.title;
    // A declared title is Markdown: one that would be read otherwise stays in its heading.
    if plain(&title.text) == title.text && !title.text.contains(char::is_control) {
        lines.push(match title.origin {
            // The heading is what the author calls it.
            Origin::FrontMatter | Origin::Heading => declared("title", scalar(&title.text)),
            origin => inferred("title", scalar(&title.text), origin.as_str()),
        });
    }
    if let Some(severity) = &incident.severity {
        lines.push(declared("severity", scalar(&severity.value)));
    }
    for (key, values) in [("services", &incident.services), ("tags", &incident.tags)] {
        if !values.is_empty() {
            lines.push(declared(key, list(values.iter().map(|value| value.value.as_str()))));
        }
    }
    for (phase, key) in Phase::ALL.into_iter().zip(Times::KEYS) {
        let Some(time) = incident.inferred.time(phase) else { continue };
        let asks =
            |text: String, question: &str| Line { key, text: format!("# {key}: {text} ({question})"), asks: true };
        lines.push(match time.at {
            EntryTime::Exact(at) => inferred(key, at.to_rfc3339_opts(SecondsFormat::Secs, true), time.origin.as_str()),
            EntryTime::Unzoned(at) => asks(local(at), "which zone?"),
            EntryTime::Day(day) => asks(day.to_string(), "at which time?"),
            EntryTime::Clock(clock) => asks(clock.format("%H:%M").to_string(), "on which day?"),
        });
    }
    lines
}

/// `2021-03-31T12:06`, with seconds where there are some.
fn local(at: NaiveDateTime) -> String {
    let layout = if at.format("%S").to_string() == "00" { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    at.format(layout).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::incident::{Reading, read};

    fn adopted(text: &str) -> Incident {
        let reading = Reading { adopted: true, ..Reading::default() };
        read(SourceText::new("2021-03-31-adfs.md", text), &reading)
    }

    fn added(text: &str) -> String {
        let id = Assigned { id: "PM2021-004".to_owned(), origin: IdOrigin::FileName };
        match native(&adopted(text), Some(&id)) {
            Native::Added(text) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_review_without_front_matter_gets_what_its_document_tells() {
        insta::assert_snapshot!(added("# ADFS: down\n\n## Timeline\n\n- 12:06 it expires\n- 12:30 UTC resolved\n"), @r"
        ---
        id: PM2021-004  # inferred from the file name: confirm
        title: 'ADFS: down'
        # started_at: 2021-03-31T12:06 (which zone?)
        resolved_at: 2021-03-31T12:30:00Z  # inferred from the timeline: confirm
        ---
        # ADFS: down

        ## Timeline

        - 12:06 it expires
        - 12:30 UTC resolved
        ");
    }

    #[test]
    fn front_matter_of_other_tools_keeps_its_bytes_and_gets_the_missing_keys() {
        let text =
            "\u{feff}---\r\nlayout: post   # theirs\r\naffected: [Login]\r\nsev: high\r\ntags:   [a]\r\n---\r\n# T\r\n";
        let after = added(text);
        assert_eq!(
            after,
            "\u{feff}---\r\nlayout: post   # theirs\r\naffected: [Login]\r\nsev: high\r\ntags:   [a]\r\n\
             id: PM2021-004  # inferred from the file name: confirm\r\ntitle: T\r\nseverity: high\r\n\
             services: [Login]\r\n---\r\n# T\r\n"
        );
    }

    #[test]
    fn a_second_time_nothing_is_added() {
        for text in ["# T\n\n## Timeline\n\n- 12:06 x\n", "---\ndate: 2021-03-31\n---\n", "---\n  a: 1\n---\nx", ""] {
            let after = added(text);
            assert_eq!(native(&adopted(&after), None), Native::Unchanged, "{after}");
        }
    }

    #[test]
    fn front_matter_that_cannot_be_added_to_is_left_alone() {
        for text in [
            "+++\na = 1\n+++\n",
            "+++\na = 1\n",
            "---\na: 1\n",
            "---\n{a: 1}\n---\n",
            "---\nhello\n---\n",
            "---\na: [\n---\n",
        ] {
            assert!(matches!(native(&adopted(text), None), Native::Left(_)), "{text}");
        }
    }

    fn front_matter() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            "[a-d]{1,3}: [ -~]{0,20}",
            "[a-d]: \\|[+-]?\n  [ -~]{0,12}",
            "# [ -~]{0,20}",
            "(  )?- [a-z]{1,4}",
            "[ -~]{0,24}",
        ];
        proptest::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn all_other_bytes_stay_and_the_body_is_read_as_it_was(
            mark in "\u{feff}?",
            head in proptest::option::of(front_matter()),
            body in "(#{1,3} [a-zA-Z ]{1,12}\n|[ -~é\t]{0,24}\n|## Timeline\n\n- 1[0-9]:[0-5][0-9] x\n|---\n){0,6}",
            carriage in any::<bool>(),
        ) {
            let text = head.map_or_else(|| format!("{mark}{body}"), |head| format!("{mark}---\n{head}\n---\n{body}"));
            let text = if carriage { text.replace('\n', "\r\n") } else { text };
            let before = adopted(&text);
            if let Native::Added(after) = native(&before, None) {
                // What was added is one piece.
                let same = text.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
                let rest = text.len() - same;
                prop_assert!(after.len() > text.len());
                prop_assert_eq!(&after.as_bytes()[after.len() - rest..], &text.as_bytes()[same..]);
                let read_again = adopted(&after);
                prop_assert_eq!(read_again.source.slice(read_again.body), before.source.slice(before.body));
                prop_assert_eq!(read_again.sections.len(), before.sections.len());
                prop_assert_eq!(read_again.timeline.len(), before.timeline.len());
                prop_assert_eq!(&read_again.title.text, &before.title.text);
                prop_assert_eq!(native(&read_again, None), Native::Unchanged);
            }
        }
    }
}
