//! The settings of an archive and their defaults.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;

use super::document_files::DocumentFiles;
use super::level::Levels;
use super::pattern::Pattern;
use super::per_path::PerPath;
use super::site::SiteSettings;
use crate::text::Spanned;

/// Everything `recount.toml` can say, with defaults where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// `[archive]`
    pub archive: ArchiveSettings,
    /// `[sections]`: further headings for each section key; lower-case.
    pub sections: BTreeMap<String, Vec<String>>,
    /// `[command]`
    pub command: CommandSettings,
    /// `[review]`
    pub review: ReviewSettings,
    /// `[lint]`
    pub lint: LintSettings,
    /// `[history]`
    pub history: HistorySettings,
    /// `[site]`
    pub site: SiteSettings,
}

/// `[archive]`: what it is called and how its incidents are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveSettings {
    /// Name of the archive, on every page.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Folder of the incidents, relative to the configuration.
    pub incidents: String,
    /// Shape of ids: `{year}` and `{number}` or `{number:03}` are filled in by `recount new`.
    pub id_format: String,
    /// Severity labels, worst first.
    pub severities: Vec<String>,
    /// Zone of dates and of times that state none (IANA name); `None`: unspecified stays unspecified.
    pub timezone: Option<Tz>,
    /// Which files of that folder are reviews, where their names do not tell.
    pub files: DocumentFiles,
    /// The archive was written for other tools: their front matter is kept as it is, and is no finding.
    pub adopted: bool,
    /// Handles of the people and teams that can own an action; empty: owners are not checked.
    pub directory: Vec<String>,
}

impl Default for ArchiveSettings {
    fn default() -> Self {
        Self {
            title: "Incident reviews".to_owned(),
            description: "What happened, what we learned, and what we changed.".to_owned(),
            incidents: "incidents".to_owned(),
            id_format: "INC-{year}-{number:03}".to_owned(),
            severities: (1..=5).map(|n| format!("SEV{n}")).collect(),
            timezone: None,
            files: DocumentFiles::default(),
            adopted: false,
            directory: Vec::new(),
        }
    }
}

/// `[command]`: what a whole chain of command is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandSettings {
    /// Minutes after acknowledgement by which somebody must be in command.
    pub gap_minutes: u32,
    /// Hours in command after which relief is due.
    pub long_shift_hours: u32,
}

impl Default for CommandSettings {
    /// A quarter of an hour and a working day.
    fn default() -> Self {
        Self { gap_minutes: 15, long_shift_hours: 8 }
    }
}

/// `[review]`: when a review is due, by which calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSettings {
    /// Hours after resolution from which a review is late enough for a warning.
    pub warn_after_hours: u32,
    /// Business days after resolution by which it is due.
    pub due_after_business_days: u32,
    /// Days of the week on which nobody works.
    pub weekend: Vec<Weekday>,
    /// Further days on which nobody works.
    pub holidays: Vec<NaiveDate>,
    /// An iCalendar file with more of them, relative to the configuration; whoever reads files adds its days to
    /// `holidays`. The span is of the configuration.
    pub holidays_file: Option<Spanned<String>>,
}

impl Default for ReviewSettings {
    /// 24 hours and two business days, Saturday and Sunday off.
    fn default() -> Self {
        Self {
            warn_after_hours: 24,
            due_after_business_days: 2,
            weekend: vec![Weekday::Sat, Weekday::Sun],
            holidays: Vec::new(),
            holidays_file: None,
        }
    }
}

/// `[lint]`: levels of rules, and what some of them count with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LintSettings {
    /// `[lint.rules]`, for every file.
    pub rules: Levels,
    /// `[[lint.per-path]]`, for the files it names; of entries that name the same file the last one counts.
    pub per_path: PerPath,
    /// `[lint.options]`
    pub options: LintOptions,
    /// `[lint.words]`, by rule; only rules that judge by words.
    pub words: BTreeMap<String, WordLists>,
}

/// An entry of `[lint.words]`: words and phrases in lower case with straight apostrophes, `*` for any ending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordLists {
    /// What the rule looks for besides its own words.
    pub add: Vec<String>,
    /// What it lets pass.
    pub allow: Vec<String>,
}

/// `[lint.options]`: where teams really differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintOptions {
    /// Urgent open actions of one owner from which they contend (`actions/contended`).
    pub contended_actions: u32,
    /// Hours of rest between a hard response and its review (`review/no-rest`).
    pub rest_hours: u32,
    /// Hours that a timeline entry may lie before the start or after resolution (`timeline/outside`).
    pub timeline_margin_hours: u32,
    /// Further audiences of `communications` that are customers, in lower case (`comms/customers`).
    pub customer_audiences: Vec<String>,
    /// Beginnings of handles that are teams: nobody can attend for them (`review/responder-absent`).
    pub team_prefixes: Vec<String>,
}

impl Default for LintOptions {
    /// Three actions, the European Working Time Directive's eleven hours, a day; `team-…` is a team.
    fn default() -> Self {
        Self {
            contended_actions: 3,
            rest_hours: 11,
            timeline_margin_hours: 24,
            customer_audiences: Vec::new(),
            team_prefixes: vec!["team-".to_owned()],
        }
    }
}

/// `[history]`: where to look for what changed around an incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistorySettings {
    /// `[[history.repository]]`, in the order of the file.
    pub repositories: Vec<ServiceRepository>,
}

/// An entry of `[[history.repository]]`: the code or configuration of services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRepository {
    /// Its folder, relative to the configuration; it may lie beside this repository (`../payments`), and `.` is this
    /// one. The span is of the configuration.
    pub path: Spanned<String>,
    /// What its changes are called; by default the last part of the path.
    pub name: String,
    /// The services whose incidents its changes may explain, compared without regard to case; none: every incident's.
    pub services: Vec<String>,
    /// Files and folders whose changes count, relative to that repository's root; none: all.
    pub paths: Vec<String>,
    /// Names of the tags that count (`v*`); `None`: every tag.
    pub tags: Option<Pattern>,
    /// Address of a commit, `{commit}` in the place of its id, where the remote does not tell.
    pub commit_url: Option<String>,
}
