//! The facts of a version of a file that history tells of: status, severity, visibility, times, command, review,
//! actions, and which sections say something.
//! Reads only the parts that differ from the version before: a file has many versions, and most of them
//! change one line. Gives what a whole reading gives.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::body::{self, Aliases};
use super::front_matter::{self, Notation};
use super::model::{Action, ActionState, Moment, Priority, Section, SectionKind, Status, Times, Visibility};
use crate::text::{SourceText, Span};

/// What one version of a file declares.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// `status`
    pub status: Option<Status>,
    /// `severity`, as written
    pub severity: Option<String>,
    /// `visibility`
    pub visibility: Option<Visibility>,
    /// The times of the front matter that are set, by key, in the order of an incident's life.
    pub times: Vec<(&'static str, Moment)>,
    /// Handles of the commanders, in the order written.
    pub commanders: Vec<String>,
    /// `review.held_at`
    pub review_held: Option<Moment>,
    /// Corrective actions, front matter's first.
    pub actions: Vec<ActionFact>,
    /// The sections with text in them.
    pub written: BTreeSet<SectionKind>,
}

/// What is told of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionFact {
    /// Its description as plain text.
    pub description: String,
    /// Where it stands.
    pub state: ActionState,
    /// Handles of its owners, in the order written.
    pub owners: Vec<String>,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// How urgent it is.
    pub priority: Option<Priority>,
}

/// Reads the versions of one file, oldest first, each in the light of the one before.
#[derive(Debug)]
pub struct FactsReader<'a> {
    aliases: &'a Aliases,
    declared_part: String,
    declared: Facts,
    action_part: String,
    listed: Vec<ActionFact>,
    skeleton: String,
    written: BTreeSet<SectionKind>,
}

/// Keys whose values are facts.
const KEYS: [&str; 11] = [
    "status",
    "severity",
    "visibility",
    "started_at",
    "detected_at",
    "acknowledged_at",
    "mitigated_at",
    "resolved_at",
    "commanders",
    "review",
    "action_items",
];

impl<'a> FactsReader<'a> {
    /// A reader that has read no version yet.
    #[must_use]
    pub fn new(aliases: &'a Aliases) -> Self {
        Self {
            aliases,
            declared_part: String::new(),
            declared: Facts::default(),
            action_part: String::new(),
            listed: Vec::new(),
            skeleton: String::new(),
            written: BTreeSet::new(),
        }
    }

    /// The facts of the next version.
    pub fn read(&mut self, text: &str) -> Facts {
        let source = SourceText::new("", text);
        let halves = front_matter::split(&source);
        let declared_part = halves
            .front_matter
            .filter(|_| halves.notation == Notation::Yaml)
            .map(|yaml| declared_part(source.slice(yaml)))
            .unwrap_or_default();
        if declared_part != self.declared_part {
            self.declared = declared(&declared_part);
            self.declared_part = declared_part;
        }
        let action_part = action_part(source.slice(halves.body), self.aliases);
        if action_part != self.action_part {
            self.listed = listed(&action_part, self.aliases);
            self.action_part = action_part;
        }
        let skeleton = skeleton(source.slice(halves.body));
        if skeleton != self.skeleton {
            self.written = written_in(&skeleton, self.aliases);
            self.skeleton = skeleton;
        }
        let mut facts = self.declared.clone();
        facts.written.clone_from(&self.written);
        facts.actions.extend(self.listed.iter().cloned());
        facts
    }
}

/// The lines of the top-level keys that are facts, with what is nested below them.
fn declared_part(yaml: &str) -> String {
    let mut part = String::new();
    let mut inside = false;
    for line in yaml.split_inclusive('\n') {
        let nested = line.starts_with([' ', '\t', '#', '\n', '\r', '-', ']', '}']);
        if !nested {
            // A quoted key, a space before the colon, a mapping in braces: rare, and read as a whole.
            let key = line.split(':').next().unwrap_or(line).trim_end_matches(['\r', '\n']);
            if !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
                return yaml.to_owned();
            }
            inside = KEYS.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
        }
        if inside {
            part.push_str(line);
        }
    }
    part
}

fn declared(part: &str) -> Facts {
    let source = SourceText::new("", part);
    let declared = front_matter::read(&source, Span::new(0, part.len()), Notation::Yaml, None, false);
    Facts {
        status: declared.status.map(|status| status.value),
        severity: declared.severity.map(|severity| severity.value),
        visibility: declared.visibility.map(|visibility| visibility.value),
        times: set(&declared.times),
        commanders: declared.commanders.into_iter().map(|turn| turn.name.value).collect(),
        review_held: declared.review.and_then(|review| review.held_at).map(|at| at.value),
        actions: declared.actions.iter().map(ActionFact::of).collect(),
        written: BTreeSet::new(),
    }
}

/// The times that are there.
fn set(times: &Times) -> Vec<(&'static str, Moment)> {
    times.in_order().into_iter().filter_map(|(key, time)| Some((key, time?.value))).collect()
}

fn listed(part: &str, aliases: &Aliases) -> Vec<ActionFact> {
    if part.is_empty() {
        return Vec::new();
    }
    let source = SourceText::new("", part);
    body::read(&source, Span::new(0, part.len()), aliases, None, None).actions.iter().map(ActionFact::of).collect()
}

impl ActionFact {
    /// What is told of `action`.
    #[must_use]
    pub fn of(action: &Action) -> Self {
        Self {
            description: body::plain(&action.description.value),
            state: action.state,
            owners: action.owners.iter().map(|owner| owner.value.clone()).collect(),
            due: action.due.as_ref().map(|due| due.value),
            priority: action.priority.as_ref().map(|priority| priority.value),
        }
    }
}

/// What decides which sections say something: headings, and of the text between them one letter. The whole body where
/// a bold label or an underlined heading may head a section too.
fn skeleton(body: &str) -> String {
    let mut skeleton = String::new();
    let mut fence: Option<&str> = None;
    let (mut in_comment, mut told, mut blank_before) = (false, false, true);
    for line in body.lines() {
        let trimmed = line.trim_start();
        if let Some(mark) = fence {
            if trimmed.starts_with(mark) {
                fence = None;
            }
            continue;
        }
        let underline =
            !blank_before && !trimmed.is_empty() && trimmed.trim_end().bytes().all(|b| matches!(b, b'=' | b'-'));
        let indented = line.len() > trimmed.len() && trimmed.starts_with('#');
        if underline || indented || in_comment || trimmed.starts_with("**") || trimmed.starts_with("__") {
            return body.to_owned();
        }
        blank_before = trimmed.is_empty();
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes)
            && line.get(hashes..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        {
            skeleton.push_str(line);
            skeleton.push_str("\n\n");
            (told, blank_before) = (false, true);
            continue;
        }
        if let Some((before, comment)) = trimmed.split_once("<!--") {
            in_comment = !comment.trim_end().ends_with("-->") || !before.is_empty();
            continue;
        }
        fence = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        if !told && !trimmed.is_empty() {
            skeleton.push_str("x\n\n");
            told = true;
        }
    }
    if in_comment { body.to_owned() } else { skeleton }
}

fn written_in(body: &str, aliases: &Aliases) -> BTreeSet<SectionKind> {
    let source = SourceText::new("", body);
    let sections = body::read(&source, Span::new(0, body.len()), aliases, None, None).sections;
    written(&source, &sections)
}

/// The kinds of section with text in them, or below their sub-headings; comments are none.
fn written(source: &SourceText, sections: &[Section]) -> BTreeSet<SectionKind> {
    let told: Vec<Span> =
        sections.iter().map(|section| section.own_content).filter(|own| says_something(source.slice(*own))).collect();
    let inside = |section: &Section| {
        told.iter().any(|own| own.start() >= section.content.start() && own.end() <= section.content.end())
    };
    sections.iter().filter_map(|section| section.kind.filter(|_| inside(section))).collect()
}

fn says_something(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        if !before.trim().is_empty() {
            return true;
        }
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    !rest.trim().is_empty()
}

/// From the first heading of an action section to the last line such a section can reach. The whole body
/// where no plain heading names one, because a bold label or an underlined heading may.
fn action_part(body: &str, aliases: &Aliases) -> String {
    let mut first = None;
    let mut end = body.len();
    let mut level = 0;
    let mut titled = false;
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start();
        if let Some(mark) = fence {
            if trimmed.starts_with(mark) {
                fence = None;
            }
            continue;
        }
        fence = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        titled |= first.is_none() && trimmed.starts_with("==");
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        if !(1..=6).contains(&hashes) || !line[hashes..].starts_with([' ', '\t']) {
            continue;
        }
        let heading = line[hashes..].trim().trim_end_matches('#').trim_end();
        let names_actions = aliases.section(heading) == Some(super::model::SectionKind::ActionItems);
        titled |= first.is_none() && hashes == 1;
        if names_actions && hashes == 1 {
            return body.to_owned(); // whether it is the title depends on the other headings
        }
        if names_actions {
            if first.is_none() {
                first = Some(start);
                level = hashes;
            }
            end = body.len();
            level = level.min(hashes);
        } else if first.is_some() && hashes <= level && end == body.len() {
            end = start;
        }
    }
    match first {
        // A title above the part keeps the first H1 inside it from being taken for one.
        Some(start) => format!("{}{}", if titled { "# .\n\n" } else { "" }, body.get(start..end).unwrap_or(body)),
        None if body.contains("**") || body.contains("__") || body.contains("\n--") || body.contains("\n==") => {
            body.to_owned()
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use proptest::prelude::*;

    fn whole(text: &str) -> Facts {
        let incident = read(SourceText::new("a.md", text), &Reading::default());
        Facts {
            status: incident.status.as_ref().map(|status| status.value),
            severity: incident.severity.as_ref().map(|severity| severity.value.clone()),
            visibility: incident.visibility.as_ref().map(|visibility| visibility.value),
            times: set(&incident.times),
            commanders: incident.commanders.iter().map(|turn| turn.name.value.clone()).collect(),
            review_held: incident.review.as_ref().and_then(|review| review.held_at.as_ref()).map(|at| at.value),
            actions: incident.actions.iter().map(ActionFact::of).collect(),
            written: written(&incident.source, &incident.sections),
        }
    }

    const VERSION: &str = "---\nid: INC-1\nstatus: resolved\nseverity: SEV2\ncommanders:\n  - ana.ruiz\n- { name: li.wei }\n\
                           tags: [a]\naction_items:\n  - description: One\n    status: done\n---\n\n## Impact\n\n- x\n\n\
                           ## Action items\n\n### Process\n\n- [x] Two — @a.b\n\n```\n## Not a heading\n```\n\n- [ ] Three\n\n## Lessons\n\n- y\n";

    #[test]
    fn the_parts_give_what_a_whole_reading_gives() {
        let aliases = Aliases::default();
        let label = "---\nstatus: closed\n---\n\n**Action items**\n\n- One\n";
        let setext = "---\nstatus: closed\n---\n\nAction items\n------------\n\n- One\n\nOther\n-----\n\n- no\n";
        let quoted = "---\n\"status\": closed\nseverity : SEV1\n---\n";
        let braces = "---\n{ status: closed, severity: SEV1 }\n---\n";
        for text in
            [VERSION, label, setext, quoted, braces, "", "# T\n\n## Actions\n- a\n# Next\n- b\n## Actions\n- c\n"]
        {
            assert_eq!(FactsReader::new(&aliases).read(text), whole(text), "{text}");
        }
    }

    #[test]
    fn a_version_is_read_the_same_whatever_was_read_before() {
        let aliases = Aliases::default();
        let mut reader = FactsReader::new(&aliases);
        let versions = [VERSION.to_owned(), VERSION.replace("SEV2", "SEV1"), VERSION.replace("[ ] Three", "[x] Three")];
        for version in versions {
            assert_eq!(reader.read(&version), whole(&version));
        }
    }

    /// Pieces of a file of which any selection, in order, is one that somebody could have written.
    const PIECES: [&str; 20] = [
        "status: resolved\n",
        "severity: \"SEV2\"  # was worse\n",
        "started_at: 2026-03-04T09:12:00Z\nresolved_at: \"2026-03-04T10:12:00+02:00\"\n",
        "x-note: |\n  status: closed\n\n  severity: SEV1\n",
        "commanders:\n- ana.ruiz\n# then\n- name: li.wei\n  handoff:\n    progress: |\n        status: closed\n    current_steps: '# none'\n",
        "tags: [status,\n  severity]\n",
        "action_items:\n  - description: One\n    status: done\n  - Two\n",
        "---\n",
        "# Title\n\nWords with `## Actions` in them.\n\n",
        "## Impact\n\n- x\n\n",
        "visibility: public\nreview:\n  held_at: 2026-03-05T10:00:00Z\n",
        "## Description\n\n<!-- Say what happened. -->\n\n### Detail\n\n",
        "#### Deep\n\nMore words.\n\n",
        "**Root cause**\n\nA limit.\n\n",
        "Lessons learned\n---------------\n\n<!-- none\nyet -->\n\n",
        "## Follow-ups (2)\n\n- [ ] Three — @a.b, due 2026-03-11\n- ~~Four~~\n\n",
        "### Process improvements\n\n1. Five\n   more of five\n\n",
        "```\n## Action items\n- no\n```\n\n",
        "## Action items ##\n\n| Action | Owner |\n|---|---|\n| Six | @c.d |\n\n",
        "## Lessons learned\n\n- y\n",
    ];

    proptest! {
        #[test]
        fn versions_read_by_their_parts_are_as_read_whole(versions in prop::collection::vec(any::<u32>(), 1..6)) {
            let aliases = Aliases::default();
            let mut reader = FactsReader::new(&aliases);
            for chosen in versions {
                let body = PIECES.iter().enumerate().filter(|(i, piece)| chosen >> i & 1 == 1 || **piece == "---\n");
                let text = body.fold("---\n".to_owned(), |text, (_, piece)| text + piece);
                prop_assert_eq!(reader.read(&text), whole(&text), "{}", text);
            }
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "(---\n)?(\\PC|\n|#|-| |:|\\[|\\]){0,120}") {
            FactsReader::new(&Aliases::default()).read(&text);
        }
    }
}
