//! What a rule is: a name, a default level, when in an incident's life it asks, and a pure function.

use chrono::{DateTime, Utc};

use super::finding::Findings;
use super::levels::{self, Selection};
use super::prose::Prose;
use super::suppression::Judged;
use super::team_words::Vocabulary;
use super::template::Template;
use super::work_tree::WorkTree;
use crate::archive::Archive;
use crate::config::{Config, Level};
use crate::incident::{Gate, Incident};

/// One rule. Its file's `//!` comment is its public page.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// `group/name`, stable for ever.
    pub name: &'static str,
    /// Level unless the configuration says otherwise.
    pub level: Level,
    /// One line for lists of rules.
    pub summary: &'static str,
    /// When in the life of an incident it asks.
    pub applies: Applies,
    /// The question itself.
    pub check: Check,
    /// The rule's own source file (`include_str!`), whose `//!` lines are the page.
    pub source: &'static str,
}

impl Rule {
    /// The part before the slash.
    #[must_use]
    pub fn group(&self) -> &'static str {
        self.name.split_once('/').map_or(self.name, |(group, _)| group)
    }

    /// The part after the slash.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.split_once('/').map_or(self.name, |(_, name)| name)
    }
}

/// From which point in the life of an incident a rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// Always, also during an outage.
    Always,
    /// From `resolved` on, as an error at once.
    FromResolved,
    /// From `resolved` on: a warning until the review is due, then at its own level.
    WhenReviewed,
    /// Only once the status is `reviewed` or `closed`, or where there is no status.
    FromReviewed,
    /// Only for `closed`.
    Closed,
}

impl Applies {
    /// When it asks, as the end of a sentence.
    #[must_use]
    pub fn asked(self) -> &'static str {
        match self {
            Self::Always => "always, also during an incident",
            Self::FromResolved => "from `resolved` on",
            Self::WhenReviewed => "from `resolved` on: a warning until the review is due",
            Self::FromReviewed => "once the status is `reviewed` or `closed`, or where there is none",
            Self::Closed => "when the status is `closed`",
        }
    }

    /// The level a rule of `level` has for an incident at `gate`, or `None` where it does not ask.
    #[must_use]
    pub fn level_at(self, level: Level, gate: Gate, review_overdue: bool) -> Option<Level> {
        let asks = match self {
            Self::Always => true,
            Self::FromResolved | Self::WhenReviewed => gate >= Gate::AwaitingReview,
            Self::FromReviewed => gate >= Gate::Complete,
            Self::Closed => gate == Gate::Closed,
        };
        if !asks || level == Level::Off {
            return None;
        }
        let eased = self == Self::WhenReviewed && gate == Gate::AwaitingReview && !review_overdue;
        Some(if eased { Level::Warning } else { level })
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One incident by itself; runs in parallel.
    Incident(fn(&Incident, &Context<'_>, &mut Findings)),
    /// One incident and the author's own prose in it: words in code and quotations are not theirs.
    Prose(fn(&Incident, &Prose<'_>, &Context<'_>, &mut Findings)),
    /// The whole archive: for what only shows between incidents. The engine sets the level of each finding
    /// afterwards, by the file it is about.
    Archive(fn(&Archive, &Context<'_>, &mut Findings)),
    /// One incident and what became of its suppressions; runs after all the others.
    Suppression(fn(&Incident, &[Judged], &mut Findings)),
}

/// What a rule may know besides the incident.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The rules that the command line names.
    pub selection: &'a Selection,
    /// The instant the lint is asked about, UTC; never read from the clock inside.
    pub as_of: DateTime<Utc>,
    /// The words that the configuration adds or allows; the engine fills them in, once for a lint.
    pub vocabulary: &'a Vocabulary,
    /// What the texts themselves do not say.
    pub work_tree: &'a WorkTree,
    /// How the sections of a new incident look.
    pub template: &'a Template,
}

impl<'a> Context<'a> {
    /// Every rule that the configuration leaves on, and nothing known besides the texts.
    #[must_use]
    pub fn new(config: &'a Config, as_of: DateTime<Utc>) -> Self {
        static EVERY_RULE: Selection = Selection { select: Vec::new(), ignore: Vec::new() };
        static UNKNOWN: WorkTree = WorkTree::UNKNOWN;
        static NO_WORDS: Vocabulary = Vocabulary::EMPTY;
        Self {
            config,
            selection: &EVERY_RULE,
            as_of,
            vocabulary: &NO_WORDS,
            work_tree: &UNKNOWN,
            template: Template::built_in(),
        }
    }

    /// The level of a rule in a file, before the gate of the status.
    #[must_use]
    pub fn level_in(&self, rule: &Rule, path: &str) -> Level {
        levels::level_in(rule.name, rule.level, path, self.config, self.selection)
    }
}
