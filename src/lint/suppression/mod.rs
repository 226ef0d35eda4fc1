//! Suppressions: comments in a review that silence findings, each with its reason.
//! What the comments say, where they stand and what they cover; the rules of the group `suppression` judge them.

mod apply;
mod comment;
mod insertion;
mod markdown;
mod silence;
mod yaml;

pub use apply::{Asked, Judged, JudgedIncident, Verdict, apply};
pub use insertion::{Inserted, insert, unfit};
pub use silence::silence;

use crate::incident::Incident;
use crate::text::{Span, Spanned};

/// A comment that is meant to silence findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment with its marks.
    pub comment: Span,
    /// The keyword it has or was meant to have: `recount-ignore` or `recount-ignore-file`.
    pub keyword: &'static str,
    /// Names of rules and groups as written; empty where it names none.
    pub rules: Vec<Spanned<String>>,
    /// Why; never blank.
    pub reason: Option<String>,
    /// What it covers.
    pub covers: Covers,
}

/// What a suppression covers. A finding is covered where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// These lines, from the beginning of the first to the end of the last.
    Lines(Span),
    /// The whole file.
    File,
    /// Nothing, and why.
    Nothing(Flaw),
}

/// Why a suppression covers nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// The keyword is misspelt; here it is as written.
    Misspelt(Spanned<String>),
    /// It is about the whole file and does not stand at its top.
    NotAtTop,
    /// No line with text follows.
    NothingFollows,
}

impl Suppression {
    fn new(comment: Span, said: comment::Said, covers: Covers) -> Self {
        let covers = said.misspelt.map_or(covers, |word| Covers::Nothing(Flaw::Misspelt(word)));
        Self { comment, keyword: said.keyword, rules: said.rules, reason: said.reason, covers }
    }
}

/// The suppressions of an incident, in the order of the file.
#[must_use]
pub fn find(incident: &Incident) -> Vec<Suppression> {
    let mut found = incident.front_matter.map(|span| yaml::find(incident, span)).unwrap_or_default();
    found.extend(markdown::find(incident));
    found
}

/// What stands below a comment that has its line for itself.
#[derive(Debug, Clone, Copy)]
struct Target {
    /// Its first line.
    number: usize,
    /// Its lines.
    lines: Span,
}

/// The last target that was looked for: comments that stand together share it, however many they are.
#[derive(Debug, Default)]
struct Targets {
    last: Option<(usize, Option<Target>)>,
}

impl Targets {
    /// The target from line `after` on; comments are asked about in the order of the file.
    fn below(&mut self, after: usize, find: impl FnOnce() -> Option<Target>) -> Option<Span> {
        let known =
            self.last.filter(|(from, target)| *from <= after && target.is_none_or(|target| after <= target.number));
        let (_, target) = *self.last.insert(known.unwrap_or_else(|| (after, find())));
        target.map(|target| target.lines)
    }
}

#[cfg(test)]
mod tests;
