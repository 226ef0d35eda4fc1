//! The incident itself: everything one file declares.

use super::words::words;
use super::{
    Action, Command, Dated, EntryTime, Factor, Inferred, Moment, Origin, Phase, Problem, ProblemKind, Responder,
    Section, SectionKind, Status, TimelineEntry, Titled,
};
use crate::text::{SourceText, Span, Spanned};

/// One incident review: its file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// The file's text; `source.path()` is relative to the repository's root (or to where recount was run).
    pub source: SourceText,
    /// Between the `---` lines; `None` where there is no front matter.
    pub front_matter: Option<Span>,
    /// After the front matter.
    pub body: Span,
    /// Never empty: front matter, first H1, else the file name.
    pub title: Titled,
    /// `None` only where nothing in the file or its name says.
    pub date: Option<Dated>,
    /// Stable id, unique in the archive.
    pub id: Option<Spanned<String>>,
    /// The title as declared in front matter.
    pub declared_title: Option<Spanned<String>>,
    /// Where it stands.
    pub status: Option<Spanned<Status>>,
    /// A label of the archive's scale, as written.
    pub severity: Option<Spanned<String>>,
    /// What kind of incident.
    pub incident_type: Option<Spanned<IncidentType>>,
    /// Whom it affected.
    pub scope: Option<Spanned<Scope>>,
    /// Who may read it; absent means internal.
    pub visibility: Option<Spanned<Visibility>>,
    /// Affected services, order as written.
    pub services: Vec<Spanned<String>>,
    /// Tags, order as written.
    pub tags: Vec<Spanned<String>>,
    /// When it started, was detected, acknowledged, mitigated, resolved.
    pub times: Times,
    /// What the document tells of its times without declaring them.
    pub inferred: Inferred,
    /// How it was found.
    pub detection: Option<Detection>,
    /// The chat channel.
    pub channel: Option<Spanned<String>>,
    /// Turns of command, order as written.
    pub commanders: Vec<Command>,
    /// Who worked on it, order as written.
    pub responders: Vec<Responder>,
    /// What was told to whom, order as written.
    pub communications: Vec<Communication>,
    /// The legal questions of a security incident.
    pub legal: Option<Checklist>,
    /// The marketing questions of a security incident.
    pub marketing: Option<Checklist>,
    /// The review meeting.
    pub review: Option<Review>,
    /// Ids of related incidents, order as written.
    pub related: Vec<Spanned<String>>,
    /// The user's own `x-…` keys, order as written.
    pub extras: Vec<Extra>,
    /// What the author says in their own words, in order: the text of the body without code, block quotes, HTML,
    /// addresses of links and markup. Words between quotation marks are still in it.
    pub own_words: Vec<Span>,
    /// Every section of the body in order, sub-sections after their parent.
    pub sections: Vec<Section>,
    /// Entries of the Timeline section, order as written.
    pub timeline: Vec<TimelineEntry>,
    /// Contributing factors, order as written.
    pub factors: Vec<Factor>,
    /// Corrective actions, front matter's first, then the section's, order as written.
    pub actions: Vec<Action>,
    /// What could not be read as the format asks, in file order.
    pub problems: Vec<Problem>,
}

impl Incident {
    /// The id where there is one, else the file's path: what messages and pages call it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.id.as_ref().map_or_else(|| self.source.path(), |id| id.value.as_str())
    }

    /// The first section of `kind`.
    #[must_use]
    pub fn section(&self, kind: SectionKind) -> Option<&Section> {
        self.sections.iter().find(|section| section.kind == Some(kind))
    }

    /// True when the front matter is there and could be read to its end: only then does an absent key mean
    /// that nobody wrote it.
    #[must_use]
    pub fn front_matter_is_whole(&self) -> bool {
        let broken = |problem: &Problem| matches!(problem.kind, ProblemKind::FrontMatterSyntax { .. });
        self.front_matter.is_some() && !self.problems.iter().any(broken)
    }

    /// True when a key of the front matter is there in some form that could not be read: misspelt, or with a
    /// value that another finding speaks of.
    #[must_use]
    pub fn has_problem_with(&self, wanted: &str) -> bool {
        self.problems.iter().any(|problem| match &problem.kind {
            ProblemKind::UnknownKey { nearest, within, .. } => within.is_empty() && *nearest == Some(wanted),
            ProblemKind::InvalidValue { key, .. } | ProblemKind::TimestampZone { key } => key == wanted,
            _ => false,
        })
    }

    /// Who may read it; internal unless declared otherwise.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        self.visibility.as_ref().map_or(Visibility::Internal, |v| v.value)
    }

    /// The time of `phase` as far as it is known, and where it was found: declared, else inferred.
    #[must_use]
    pub fn time(&self, phase: Phase) -> Option<(EntryTime, Origin)> {
        let (_, declared) = self.times.in_order()[phase as usize];
        let declared = declared.map(|at| (EntryTime::Exact(at.value), Origin::FrontMatter));
        declared.or_else(|| self.inferred.time(phase).map(|time| (time.at, time.origin)))
    }

    /// True for a list item below (or above the first) timeline entry that is a heading or a paragraph: it tells more
    /// of that entry, and needs no time of its own.
    #[must_use]
    pub fn tells_more_of_an_entry(&self, item: Span) -> bool {
        let above = self.timeline.partition_point(|entry| entry.span.start() < item.start());
        let near = self.timeline.get(above.saturating_sub(1));
        self.is_list_item(item) && near.is_some_and(|entry| !self.is_list_item(entry.span))
    }

    fn is_list_item(&self, span: Span) -> bool {
        let line = self.source.line_span(self.source.position(span.start()).line);
        let text = self.source.slice(line).trim_start_matches(['>', ' ', '\t']);
        let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
        text.starts_with(['-', '*', '+', '|']) || (number.len() < text.len() && number.starts_with(['.', ')']))
    }

    /// The earliest zoned time the file knows: the start, else detection, else the first exact timeline entry.
    #[must_use]
    pub fn began(&self) -> Option<Moment> {
        let times = &self.times;
        times.started.as_ref().or(times.detected.as_ref()).map(|at| at.value).or_else(|| {
            self.timeline.iter().find_map(|entry| match entry.stamp.value.at {
                EntryTime::Exact(at) => Some(at),
                _ => None,
            })
        })
    }
}

/// The five times of an incident, each an instant with its offset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// When it began to hurt.
    pub started: Option<Spanned<Moment>>,
    /// When somebody or something noticed.
    pub detected: Option<Spanned<Moment>>,
    /// When a human took it on.
    pub acknowledged: Option<Spanned<Moment>>,
    /// When it stopped hurting.
    pub mitigated: Option<Spanned<Moment>>,
    /// When it was over.
    pub resolved: Option<Spanned<Moment>>,
}

impl Times {
    /// The keys of the five in front matter, in the order of an incident's life.
    pub const KEYS: [&'static str; 5] = ["started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at"];

    /// Key and time of each of the five, in the order of an incident's life.
    #[must_use]
    pub fn in_order(&self) -> [(&'static str, Option<&Spanned<Moment>>); 5] {
        let [started, detected, acknowledged, mitigated, resolved] = Self::KEYS;
        [
            (started, self.started.as_ref()),
            (detected, self.detected.as_ref()),
            (acknowledged, self.acknowledged.as_ref()),
            (mitigated, self.mitigated.as_ref()),
            (resolved, self.resolved.as_ref()),
        ]
    }
}

words! {
    /// What kind of incident it is.
    IncidentType {
        /// Something did not work at all.
        Outage = "outage",
        /// Something worked badly.
        Degradation = "degradation",
        /// Confidentiality, integrity or an attacker.
        Security = "security",
        /// Data was lost, wrong or exposed by accident.
        Data = "data",
        /// A release did harm.
        Release = "release",
        /// Nobody was hurt, this time.
        NearMiss = "near-miss",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// Whom the incident affected.
    Scope {
        /// People of the organization.
        Internal = "internal",
        /// Customers.
        External = "external",
        /// Both.
        Both = "both",
    }
}

words! {
    /// Who may read the incident.
    Visibility {
        /// Everybody.
        Public = "public",
        /// People of the organization.
        Internal = "internal",
        /// Linted, never published.
        Restricted = "restricted",
    }
}

words! {
    /// What noticed the incident.
    DetectionMethod {
        /// Monitoring.
        Alert = "alert",
        /// Somebody of the organization.
        Human = "human",
        /// A customer.
        Customer = "customer",
    }
}

words! {
    /// An answer to a checklist question.
    Answer {
        /// Asked and dealt with.
        Done = "done",
        /// Asked; does not apply.
        NotApplicable = "not-applicable",
        /// Asked; not yet answered.
        Pending = "pending",
    }
}

/// How the incident was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    /// What noticed it.
    pub method: Option<Spanned<DetectionMethod>>,
    /// Which alert, dashboard, person or ticket.
    pub source: Option<Spanned<String>>,
    /// The whole value.
    pub span: Span,
}

/// One message to the outside of the response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Communication {
    /// When it went out.
    pub at: Option<Spanned<Moment>>,
    /// To whom: `customers`, `executives`, …
    pub audience: Option<Spanned<String>>,
    /// By which way.
    pub channel: Option<Spanned<String>>,
    /// Who sent it.
    pub by: Option<Spanned<String>>,
    /// What it said.
    pub note: Option<Spanned<String>>,
    /// The whole entry.
    pub span: Span,
}

/// The questions one department asks of a security incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// Answered questions, order as written.
    pub items: Vec<ChecklistItem>,
    /// The whole mapping.
    pub span: Span,
}

impl Checklist {
    /// Questions of the legal checklist.
    pub const LEGAL: [&'static str; 3] = ["regulatory", "contractual", "insurance"];
    /// Questions of the marketing checklist.
    pub const MARKETING: [&'static str; 3] = ["data_exposure", "zero_day", "special_messaging"];
}

/// One answered question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChecklistItem {
    /// One of [`Checklist::LEGAL`] or [`Checklist::MARKETING`].
    pub question: Spanned<String>,
    /// The answer; `None` where it could not be read.
    pub answer: Option<Spanned<Answer>>,
    /// Who answered.
    pub by: Option<Spanned<String>>,
    /// When.
    pub at: Option<Spanned<Moment>>,
    /// With what remark.
    pub note: Option<Spanned<String>>,
}

/// The blameless post-incident meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// When it was held.
    pub held_at: Option<Spanned<Moment>>,
    /// Who led it.
    pub facilitator: Option<Spanned<String>>,
    /// Who was there, order as written.
    pub attendees: Vec<Spanned<String>>,
    /// The whole mapping.
    pub span: Span,
}

/// One of the user's own `x-…` keys: kept and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The key, `x-` included.
    pub key: Spanned<String>,
    /// The value as the file writes it.
    pub value: Spanned<String>,
}
