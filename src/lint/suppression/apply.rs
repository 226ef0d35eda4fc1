//! Takes away the findings that suppressions cover, and says of each suppression what it did.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Covers, Suppression, find};
use crate::archive::Archive;
use crate::incident::Incident;
use crate::lint::Finding;
use crate::text::Span;

/// A suppression, and what became of each rule that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The comment.
    pub suppression: Suppression,
    /// One for each of [`Suppression::rules`].
    pub verdicts: Vec<Verdict>,
}

/// What became of a name in a suppression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It silenced something.
    Used,
    /// There was nothing to silence.
    Unused,
    /// Nobody asked: the rule is off, was not selected, or does not ask yet.
    NotAsked,
    /// No rule and no group is called so; the one that is probably meant.
    Unknown(Option<&'static str>),
    /// It names a rule about suppressions, which listens to none.
    Itself,
}

/// Whether a rule, or a group of rules, was asked of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It was.
    Yes,
    /// It is off, was not selected, or does not ask yet.
    No,
    /// There is none of that name; the one that is probably meant.
    Unknown(Option<&'static str>),
}

/// The suppressions of one incident.
pub type JudgedIncident<'a> = (&'a Incident, Vec<Judged>);

/// Takes the findings out that a suppression covers; `findings` are sorted by path and span, and stay so.
/// `asked` says whether a rule or group was asked of an incident. Incidents without suppressions are left out of
/// the second list.
#[must_use]
pub fn apply(
    findings: Vec<Finding>,
    archive: &Archive,
    asked: impl Fn(&str, &Incident) -> Asked,
) -> (Vec<Finding>, Vec<JudgedIncident<'_>>) {
    let suppressed: Vec<(&Incident, Vec<Suppression>)> = archive
        .incidents()
        .par_iter()
        .map(|incident| (incident, find(incident)))
        .filter(|(_, suppressions)| !suppressions.is_empty())
        .collect();
    let mut silenced = vec![false; findings.len()];
    let mut judged = Vec::with_capacity(suppressed.len());
    for (incident, suppressions) in suppressed {
        let path = incident.source.path();
        let first = findings.partition_point(|finding| finding.path.as_str() < path);
        let end = findings.partition_point(|finding| finding.path.as_str() <= path);
        let mut places = Places::of(findings.get(first..end).unwrap_or_default());
        let judge = |suppression: Suppression| {
            let verdict = |name: &str| verdict(name, &suppression.covers, &mut places, asked(name, incident));
            let verdicts = suppression.rules.iter().map(|name| name.value.as_str()).map(verdict).collect();
            Judged { suppression, verdicts }
        };
        judged.push((incident, suppressions.into_iter().map(judge).collect()));
        for index in places.silenced() {
            if let Some(silent) = silenced.get_mut(first + index) {
                *silent = true;
            }
        }
    }
    let kept = findings.into_iter().zip(silenced).filter_map(|(finding, silent)| (!silent).then_some(finding));
    (kept.collect(), judged)
}

fn verdict(name: &str, covers: &Covers, places: &mut Places, asked: Asked) -> Verdict {
    let group = name.split_once('/').map_or(name, |(group, _)| group);
    if let Asked::Unknown(near) = asked {
        Verdict::Unknown(near)
    } else if group == "suppression" {
        Verdict::Itself
    } else if places.silence(name, covers) {
        Verdict::Used
    } else if asked == Asked::Yes {
        Verdict::Unused
    } else {
        Verdict::NotAsked
    }
}

/// Where the findings of one file begin, rule by rule.
struct Places {
    rules: BTreeMap<&'static str, Found>,
}

/// The findings of one rule. How many suppressions cover the n-th is the sum of `steps` up to the n-th: so a file
/// with many of both takes no longer than to read them.
struct Found {
    /// Where they begin, ascending.
    offsets: Vec<usize>,
    /// Their indices among the findings of the file.
    indices: Vec<usize>,
    /// One more than there are findings.
    steps: Vec<isize>,
}

impl Places {
    /// Of findings that are sorted by span.
    fn of(findings: &[Finding]) -> Self {
        let mut rules: BTreeMap<&'static str, Found> = BTreeMap::new();
        for (index, finding) in findings.iter().enumerate() {
            let of_rule = rules.entry(finding.rule).or_insert_with(|| Found {
                offsets: Vec::new(),
                indices: Vec::new(),
                steps: vec![0],
            });
            of_rule.offsets.push(finding.span.start());
            of_rule.indices.push(index);
            of_rule.steps.push(0);
        }
        Self { rules }
    }

    /// Silences the findings of a rule or group that are covered; false where there are none.
    fn silence(&mut self, name: &str, covers: &Covers) -> bool {
        let span = match covers {
            Covers::Lines(span) => *span,
            Covers::File => Span::new(0, usize::MAX),
            Covers::Nothing(_) => return false,
        };
        let mut any = false;
        let is_meant = |rule: &str| rule == name || rule.split_once('/').is_some_and(|(group, _)| group == name);
        for (_, of_rule) in self.rules.iter_mut().filter(|(rule, _)| is_meant(rule)) {
            let first = of_rule.offsets.partition_point(|&start| start < span.start());
            let end = of_rule.offsets.partition_point(|&start| start <= span.end());
            if first < end {
                of_rule.steps[first] += 1;
                of_rule.steps[end] -= 1;
                any = true;
            }
        }
        any
    }

    /// Indices of the findings that were silenced.
    fn silenced(&self) -> impl Iterator<Item = usize> + '_ {
        self.rules.values().flat_map(|of_rule| {
            let covered = of_rule.steps.iter().scan(0, |sum, step| {
                *sum += step;
                Some(*sum > 0)
            });
            of_rule.indices.iter().zip(covered).filter(|(_, covered)| *covered).map(|(&index, _)| index)
        })
    }
}
