//! A finding: what a rule has to say about a place in a file. Data, never an `Err`.

use super::fix::Fix;
use crate::config::Level;
use crate::incident::Incident;
use crate::text::{Position, SourceText, Span};

/// What a rule found, ready to be sorted and reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `group/name` of the rule.
    pub rule: &'static str,
    /// Error or warning; `Off` never gets this far.
    pub level: Level,
    /// Path of the file as messages name it.
    pub path: String,
    /// The incident's id, where it has one.
    pub incident: Option<String>,
    /// What is underlined.
    pub span: Span,
    /// Where `span` starts.
    pub start: Position,
    /// Where `span` ends.
    pub end: Position,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What the underline says, a few words.
    pub label: String,
    /// How to fix it, one sentence or more.
    pub help: Option<String>,
    /// Other places that matter, in this file or another.
    pub related: Vec<Label>,
    /// What stands under `span` is repeated nowhere: not in a report, not in a fingerprint.
    pub confidential: bool,
    /// What recount itself can do about it.
    pub fix: Option<Fix>,
}

/// A second place a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Path of the file as messages name it.
    pub path: String,
    /// What is underlined there.
    pub span: Span,
    /// Where `span` starts.
    pub start: Position,
    /// What the underline says.
    pub text: String,
}

/// Where a rule puts what it finds. Fills in rule, level and positions, so a rule states only its case.
#[derive(Debug)]
pub struct Findings {
    rule: &'static str,
    level: Level,
    found: Vec<Finding>,
}

impl Findings {
    /// An empty collection for one rule at one level.
    #[must_use]
    pub fn new(rule: &'static str, level: Level) -> Self {
        Self { rule, level, found: Vec::new() }
    }

    /// Adds a finding at `span` of the incident's file: `message` says what is wrong, `label` is
    /// what the underline says. Returns it so that help, related places or another level can be set.
    pub fn add(
        &mut self,
        incident: &Incident,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Finding {
        let source = &incident.source;
        self.found.push(Finding {
            rule: self.rule,
            level: self.level,
            path: source.path().to_owned(),
            incident: incident.id.as_ref().map(|id| id.value.clone()),
            span,
            start: source.position(span.start()),
            end: source.position(span.end()),
            message: message.into(),
            label: label.into(),
            help: None,
            related: Vec::new(),
            confidential: false,
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Adds a finding about a file as a whole, one that could not be read; it stands at the file's beginning.
    pub fn add_file(
        &mut self,
        path: impl Into<String>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Finding {
        let start = Position { line: 1, column: 1 };
        self.found.push(Finding {
            rule: self.rule,
            level: self.level,
            path: path.into(),
            incident: None,
            span: Span::at(0),
            start,
            end: start,
            message: message.into(),
            label: label.into(),
            help: None,
            related: Vec::new(),
            confidential: false,
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// What was found, in the order it was added.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

impl Finding {
    /// Says how to fix it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Keeps what stands under the underline out of every report.
    pub fn confidential(&mut self) -> &mut Self {
        self.confidential = true;
        self
    }

    /// Offers to do it, where there is something to do.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fix = fix.into();
        self
    }

    /// Points at a second place.
    pub fn related(&mut self, source: &SourceText, span: Span, text: impl Into<String>) -> &mut Self {
        self.related.push(Label {
            path: source.path().to_owned(),
            span,
            start: source.position(span.start()),
            text: text.into(),
        });
        self
    }
}
