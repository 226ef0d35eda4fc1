//! The bench on which rules are tried: the bad and good examples of their pages, run.
//!
//! **Markers.** A line of spaces and carets stands under the text a finding must underline, and may go on with
//! words the finding's message must contain:
//!
//! ```markdown
//! severity: SEV9
//!           ^^^^ not on the scale
//! ```
//!
//! Columns are characters. Several markers may stand under one line, one a line. A span over several lines is
//! marked on its first line only; an empty span is one caret. Marker lines are taken out before the text is read.
//!
//! **Fragments.** An example may be a part of a document:
//! - it begins with `---`, or its fence says `whole`: it stands as it is;
//! - it begins with a key (`commanders:`): its keys replace those of [`DEFAULT`]'s front matter, up to the first
//!   heading; what follows is treated like the next case;
//! - it begins with a heading (`## Impact`): its sections replace those of the same heading in [`DEFAULT`], and
//!   come first.
//!
//! **Bytes.** A replacement character (U+FFFD) stands for a byte that is not UTF-8.
//!
//! **Fences.** ```` ```markdown beside ```` is another file beside the example before it;
//! `as-of:2026-03-06T12:00:00Z` asks the rule at that instant instead of [`AS_OF`];
//! `directory:ana.ruiz,team-payments` is the archive's directory; `uncommitted` and `backdated:resolved_at` say what
//! Git knows of the file; `files:incidents/graph.png,runbook.md` are the files of the work tree beside the incidents,
//! without which nobody can be asked for files; `file:.git/shallow` is that file of a shallow clone, and no incident.

use std::collections::BTreeSet;
use std::convert::Infallible;

use chrono::{DateTime, Utc};

use crate::archive::{self, Archive};
use crate::config::{Config, Level};
use crate::incident::{self, Reading, Times};
use crate::lint::documentation::{Page, PageExample};
use crate::lint::engine;
use crate::lint::fixing::{self, Fixed};
use crate::lint::{Backdated, Check, Context, Finding, Holds, Repository, Rule, Safety, WorkTree, registry};
use crate::text::{SourceText, Span, Spanned};

/// When examples are linted unless they say otherwise: well after [`DEFAULT`]'s review.
pub const AS_OF: &str = "2026-03-20T12:00:00Z";

/// A complete, reviewed incident: what fragments are completed with.
pub const DEFAULT: &str = "\
---
id: INC-2026-014
title: Elevated 500s from the API
status: reviewed
severity: SEV2
type: outage
scope: external
visibility: internal
services: [api, message-queue]
tags: [queue, capacity]
started_at: 2026-03-04T09:12:00Z
detected_at: 2026-03-04T09:17:00Z
acknowledged_at: 2026-03-04T09:18:00Z
mitigated_at: 2026-03-04T09:32:00Z
resolved_at: 2026-03-04T11:02:00Z
detection: { method: alert, source: \"API blackbox check\" }
channel: \"#inc-2026-014\"
commanders:
  - { name: ana.ruiz, from: 2026-03-04T09:18:00Z }
  - name: li.wei
    from: 2026-03-04T10:30:00Z
    handoff:
      progress: Queue restarted, error rate back to normal.
      current_steps: Replaying 1,204 dead letters.
      involved: [sam.okafor, team-payments]
responders:
  - { name: sam.okafor, role: remediation }
communications:
  - { at: 2026-03-04T09:25:00Z, audience: customers, channel: status page, by: kim.lee, note: Investigating elevated errors }
review:
  held_at: 2026-03-05T10:00:00Z
  facilitator: ana.ruiz
  attendees: [ana.ruiz, li.wei, sam.okafor]
---

## Description
On its 5 minute check interval, our monitoring alerted the on-call engineer that the API answered 38 % of
requests with 500. The message queue had reached its memory limit and refused writes. It took 5 minutes to
discover and 20 minutes to mitigate, by restarting the queue with the old limit.

## Impact
2,300 customers could not complete 4,112 payments for 20 minutes.

## Timeline
- 09:12Z the queue reaches its memory limit
- 09:17Z detection: blackbox check pages the on-call engineer
- 09:32Z mitigation: message queue restarted (sam.okafor)

## Contributing factors
- (technical) The queue's memory limit was lowered by a configuration change that no test covers.
- (organizational) New hardware was not in this year's budget, so the queue ran close to its limit.

## Action items
- [x] Alert on queue depth above 10,000 messages — @team-payments, due 2026-03-11, P1, [PAY-311](https://example.com/PAY-311)
- [ ] Load-test the queue at twice the peak before each limit change — @sam.okafor, due 2026-04-01, P1

## Lessons learned
The queue's limit and its alert were changed in different places; they now stand side by side.
";

/// A place a marker points at, in a file of the example.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    path: String,
    line: usize,
    /// First column and the one after the last, in characters from 1.
    columns: (usize, usize),
    words: String,
}

/// Runs the examples of a rule's page; panics with what differs.
pub fn prove(rule: &Rule) {
    let page = Page::of(rule);
    let (bad, good) = (page.bad(), page.good());
    assert!(!bad.is_empty() && !good.is_empty(), "{} needs a bad and a good example", rule.name);
    for files in archives(&bad) {
        let expected = prove_in_every_dress(rule, &files);
        assert!(expected > 0, "{}: a bad example needs a marker line:\n{}", rule.name, files[0].text);
    }
    for files in archives(&good) {
        let expected = prove_in_every_dress(rule, &files);
        assert_eq!(expected, 0, "{}: a good example has a marker line:\n{}", rule.name, files[0].text);
    }
}

/// Runs one rule on one marked example with default settings; panics where findings and markers differ.
/// Without a marker it proves that the rule has nothing to say.
pub fn assert_example(rule: &Rule, example: &str) {
    prove_in_every_dress(rule, &[PageExample { info: "markdown".into(), text: example.to_owned() }]);
}

/// What one rule says of one example, with default settings at [`AS_OF`]. Markers are taken out.
pub fn run(rule: &Rule, example: &str) -> Vec<Finding> {
    run_with(rule, &[example], &Config::default(), AS_OF)
}

/// What one rule says of several files beside each other (`incidents/1.md`, `incidents/2.md`, …).
pub fn run_with(rule: &Rule, examples: &[&str], config: &Config, as_of: &str) -> Vec<Finding> {
    let files: Vec<(String, String)> = examples
        .iter()
        .enumerate()
        .map(|(n, text)| (path(n), complete(&take_markers("", text).0, text.starts_with("---")).0))
        .collect();
    let archive = archive_of(&files, config);
    findings(rule, &archive, &Context::new(config, instant(as_of)))
}

/// What becomes of a whole text when one rule is fixed in it.
pub fn fix_with(rule: &Rule, text: &str, config: &Config, safety: Safety) -> Fixed {
    let archive = archive_of(&[(path(0), text.to_owned())], config);
    let context = Context::new(config, instant(AS_OF));
    let look = |archive: &Archive| Ok::<_, Infallible>(engine::run(&[*rule], archive, &context));
    let Ok(lint) = look(&archive);
    let Ok(fixed) = fixing::fix(&lint, &archive, &archive::reading(config), safety, |_| true, look);
    fixed
}

/// The text when one rule is fixed in it, with default settings; as it was where nothing can be fixed.
pub fn fixed(rule: &Rule, text: &str, safety: Safety) -> String {
    let texts = fix_with(rule, text, &Config::default(), safety).texts;
    texts.into_values().next().map_or_else(|| text.to_owned(), |fixed| fixed.text)
}

/// What one rule says of an archive, with default settings at [`AS_OF`].
pub fn run_archive(rule: &Rule, archive: &Archive) -> Vec<Finding> {
    findings(rule, archive, &Context::new(&Config::default(), instant(AS_OF)))
}

/// What one rule says. A rule about suppressions needs the others, whose findings they silence.
fn findings(rule: &Rule, archive: &Archive, context: &Context<'_>) -> Vec<Finding> {
    let one = [*rule];
    let rules = if matches!(rule.check, Check::Suppression(_)) { registry::RULES } else { &one };
    let found = engine::run(rules, archive, context).findings;
    found.into_iter().filter(|finding| finding.rule == rule.name).collect()
}

/// Reads one example, completed, as the archive would.
pub fn read(example: &str) -> incident::Incident {
    let text = complete(&take_markers("", example).0, example.starts_with("---")).0;
    incident::read(SourceText::new(path(0), text), &Reading::default())
}

/// A text with its fragment's place: the completed text, and by how many lines the fragment's two
/// halves moved (its keys, then its sections).
fn complete(fragment: &str, whole: bool) -> (String, Moved) {
    if whole {
        return (fragment.to_owned(), Moved::default());
    }
    let lines: Vec<&str> = fragment.lines().collect();
    let split = lines.iter().position(|line| line.starts_with('#')).unwrap_or(lines.len());
    let (keys, sections) = lines.split_at(split);
    let mut text = vec!["---".to_owned()];
    text.extend(keys.iter().filter(|line| !line.is_empty()).map(|line| (*line).to_owned()));
    let replaced: BTreeSet<&str> = keys.iter().filter_map(|line| top_key(line)).collect();
    let (front_matter, body) = DEFAULT.trim_start_matches("---\n").split_once("---\n").expect("the default is whole");
    let mut kept = true;
    for line in front_matter.lines() {
        kept = top_key(line).map_or(kept, |key| !replaced.contains(key));
        if kept {
            text.push(line.to_owned());
        }
    }
    text.extend(["---".to_owned(), String::new()]);
    let moved = Moved { keys: 1, sections: text.len().cast_signed() - split.cast_signed(), split };
    text.extend(sections.iter().map(|line| (*line).to_owned()));
    text.push(String::new());
    let replaced: BTreeSet<String> = sections.iter().filter_map(|line| heading(line)).collect();
    let mut kept = true;
    for line in body.lines().skip_while(|line| line.is_empty()) {
        kept = heading(line).map_or(kept, |heading| !replaced.contains(&heading));
        if kept {
            text.push(line.to_owned());
        }
    }
    (text.join("\n") + "\n", moved)
}

/// By how many lines the halves of a fragment moved when it was completed.
#[derive(Default, Clone, Copy)]
struct Moved {
    keys: isize,
    sections: isize,
    /// Lines of the fragment before its first heading.
    split: usize,
}

impl Moved {
    fn line(self, line: usize) -> usize {
        line.saturating_add_signed(if line <= self.split { self.keys } else { self.sections })
    }
}

fn top_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    (!key.starts_with([' ', '-', '#'])).then_some(key)
}

fn heading(line: &str) -> Option<String> {
    line.starts_with('#').then(|| line.trim_start_matches('#').trim().to_lowercase())
}

/// Parts a marked text into the text and its markers; lines are of the text without markers.
fn take_markers(path: &str, marked: &str) -> (String, Vec<Expected>) {
    let mut text = String::new();
    let mut markers = Vec::new();
    let mut line = 0;
    for marked_line in marked.lines() {
        let caret_line = marked_line.trim_start_matches(' ');
        if caret_line.starts_with('^') && line > 0 {
            let start = marked_line.len() - caret_line.len() + 1;
            let words = caret_line.trim_start_matches('^');
            let columns = (start, start + caret_line.len() - words.len());
            markers.push(Expected { path: path.to_owned(), line, columns, words: words.trim().to_owned() });
        } else {
            line += 1;
            text.push_str(marked_line);
            text.push('\n');
        }
    }
    (text, markers)
}

/// Parts a page's examples into archives: `beside` joins the file before.
fn archives(examples: &[PageExample]) -> Vec<Vec<PageExample>> {
    let mut archives: Vec<Vec<PageExample>> = Vec::new();
    for example in examples {
        match archives.last_mut() {
            Some(last) if has_word(example, "beside") => last.push(example.clone()),
            _ => archives.push(vec![example.clone()]),
        }
    }
    archives
}

/// What follows a key in a fence (`as-of:…`, `as-of=…`).
fn word_after<'e>(example: &'e PageExample, key: &str) -> Option<&'e str> {
    example.info.split_whitespace().find_map(|part| part.strip_prefix(key)?.strip_prefix([':', '=']))
}

fn has_word(example: &PageExample, word: &str) -> bool {
    example.info.split_whitespace().any(|part| part == word)
}

/// How the bytes of an example look on somebody's disk: its findings and their spans are the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dress {
    /// As the page shows it.
    Plain,
    /// With a byte order mark, and `\r\n` at the end of each line.
    Windows,
}

/// Proves one archive of examples as every editor may have saved it, and gives the number of markers.
fn prove_in_every_dress(rule: &Rule, examples: &[PageExample]) -> usize {
    let markers = prove_files(rule, examples, Dress::Windows);
    assert_eq!(markers, prove_files(rule, examples, Dress::Plain));
    markers
}

/// Proves one archive of examples and gives the number of markers.
fn prove_files(rule: &Rule, examples: &[PageExample], dress: Dress) -> usize {
    let mut config = Config::default();
    if rule.level == Level::Off {
        // A rule that is off by default has examples all the same.
        config.lint.rules.insert(rule.name.to_owned(), Spanned::new(Level::Warning, Span::default()));
    }
    let directory = examples.iter().find_map(|example| word_after(example, "directory"));
    config.archive.directory = directory.into_iter().flat_map(|list| list.split(',')).map(str::to_owned).collect();
    let mut expected = Vec::new();
    let mut files = Vec::new();
    let mut as_of = AS_OF;
    let mut repository = Repository::default();
    for (n, example) in examples.iter().enumerate() {
        if let Some(file) = word_after(example, "file") {
            repository.shallow = true;
            expected.extend(take_markers(file, &example.text).1);
            continue;
        }
        if has_word(example, "uncommitted") {
            repository.uncommitted.insert(path(n));
        }
        if let Some(key) = word_after(example, "backdated") {
            let (key, _) =
                Times::default().in_order().into_iter().find(|(known, _)| *known == key).expect("a time's key");
            repository.backdated.insert(path(n), vec![Backdated { key, commit: "4b825dc".to_owned() }]);
        }
        let (text, markers) = take_markers(&path(n), &example.text);
        let (text, moved) = complete(&text, text.starts_with("---") || has_word(example, "whole"));
        expected.extend(markers.into_iter().map(|marker| Expected { line: moved.line(marker.line), ..marker }));
        let dressed = if dress == Dress::Windows { format!("\u{feff}{}", text.replace('\n', "\r\n")) } else { text };
        files.push((path(n), dressed));
        as_of = word_after(example, "as-of").unwrap_or(as_of);
    }
    let archive = archive_of(&files, &config);
    let holds = examples.iter().find_map(|example| word_after(example, "files")).map(|list| holding(list, &files));
    let work_tree = WorkTree { repository: Some(repository), holds };
    let context = Context { work_tree: &work_tree, ..Context::new(&config, instant(as_of)) };
    let found = findings(rule, &archive, &context);
    compare(rule, &archive, &expected, &found);
    expected.len()
}

/// A work tree of the incidents and of the files that `list` names, parted by commas.
fn holding(list: &str, incidents: &[(String, String)]) -> Holds {
    let listed = list.split(',').map(str::to_owned);
    let files: BTreeSet<String> = listed.chain(incidents.iter().map(|(path, _)| path.clone())).collect();
    Box::new(move |path| files.contains(path))
}

fn compare(rule: &Rule, archive: &Archive, expected: &[Expected], found: &[Finding]) {
    let mut left: Vec<&Finding> = found.iter().collect();
    let mut problems = Vec::new();
    for marker in expected {
        let hit = left.iter().position(|finding| {
            (finding.path.as_str(), finding.start.line, columns(archive, finding))
                == (marker.path.as_str(), marker.line, marker.columns)
                && finding.message.contains(&marker.words)
        });
        match hit {
            Some(index) => drop(left.remove(index)),
            None => problems.push(format!("expected and not found: {marker:?}")),
        }
    }
    problems.extend(left.iter().map(|f| {
        format!("found and not expected: {}:{}:{:?}: {}", f.path, f.start.line, columns(archive, f), f.message)
    }));
    let texts: Vec<_> =
        archive.incidents().iter().map(|i| format!("== {}\n{}", i.source.path(), i.source.text())).collect();
    assert!(problems.is_empty(), "{}:\n{}\n{}", rule.name, problems.join("\n"), texts.concat());
}

/// The columns a finding underlines on its first line.
fn columns(archive: &Archive, finding: &Finding) -> (usize, usize) {
    let start = finding.start.column;
    let end = if finding.end.line == finding.start.line {
        finding.end.column
    } else {
        let incident = archive.incidents().iter().find(|incident| incident.source.path() == finding.path);
        incident.map_or(start, |i| i.source.slice(i.source.line_span(finding.start.line)).chars().count() + 1)
    };
    (start, end.max(start + 1))
}

fn archive_of(files: &[(String, String)], config: &Config) -> Archive {
    let reading = Reading { zone: config.archive.timezone, ..Reading::default() };
    let read = |(path, text): &(String, String)| archive::read_bytes(path, bytes(text), &reading);
    Archive::new(files.iter().map(read).collect(), Vec::new())
}

/// The bytes of an example; a replacement character stands for a byte that is not UTF-8.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for (n, part) in text.split(char::REPLACEMENT_CHARACTER).enumerate() {
        if n > 0 {
            bytes.push(0xff);
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

fn path(n: usize) -> String {
    format!("incidents/{}.md", n + 1)
}

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("an example's instant is RFC 3339").with_timezone(&Utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_taken_out_and_counted_in_characters() {
        let (text, markers) = take_markers("a.md", "é: xy\n   ^^ two words\n b\n ^\n");
        assert_eq!(text, "é: xy\n b\n");
        assert_eq!(markers[0].columns, (4, 6));
        assert_eq!((markers[0].line, markers[0].words.as_str()), (1, "two words"));
        assert_eq!((markers[1].line, markers[1].columns), (2, (2, 3)));
    }

    #[test]
    fn keys_and_sections_of_a_fragment_replace_those_of_the_default() {
        let (text, moved) = complete("commanders: [kim.lee]\n\n## Impact\nNobody.\n", false);
        assert!(text.starts_with("---\ncommanders: [kim.lee]\nid: INC-2026-014\n"));
        assert_eq!(text.matches("commanders:").count(), 1);
        assert!(!text.contains("li.wei\n") && !text.contains("2,300 customers"));
        let line = |n: usize| text.lines().nth(n - 1).unwrap();
        assert_eq!(line(moved.line(1)), "commanders: [kim.lee]");
        assert_eq!(line(moved.line(4)), "Nobody.");
    }
}
