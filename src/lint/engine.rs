//! Runs the rules over an archive: levels of the configuration, the gate of the status, one sorted list.
//! What a rule asks is its own business; how findings look is the reports'.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::business_days::ReviewDeadline;
use super::finding::{Finding, Findings};
use super::fix::Safety;
use super::levels::{self, Selection};
use super::prose::Prose;
use super::registry;
use super::rule::{Check, Context, Rule};
use super::suppression::{self, Asked};
use super::team_words::Vocabulary;
use crate::archive::Archive;
use crate::config::Level;
use crate::incident::{Gate, Incident};

/// Rules and groups that ask for what front matter declares. Where it is missing or cannot be read, `front-matter/missing`
/// or `front-matter/syntax` says so once, and these are silent: one message for one cause.
const ASKING_FRONT_MATTER: [&str; 6] = ["id", "times/missing", "command", "responders", "comms", "review"];

/// What a lint of an archive found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lint {
    /// Every finding, sorted by path, place and rule.
    pub findings: Vec<Finding>,
    /// The paths of the files that were looked at, sorted, the unreadable ones included.
    pub files: Vec<String>,
    /// How many findings were left out because the baseline records them.
    pub known: usize,
}

impl Lint {
    /// Findings that fail the lint.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.count(Level::Error)
    }

    /// Findings that do not.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.count(Level::Warning)
    }

    /// Findings that recount can fix with this safety.
    #[must_use]
    pub fn fixable(&self, safety: Safety) -> usize {
        let fixes = self.findings.iter().filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    }

    /// Files with at least one finding.
    #[must_use]
    pub fn files_with_findings(&self) -> usize {
        self.findings.iter().map(|finding| finding.path.as_str()).collect::<BTreeSet<_>>().len()
    }

    /// The same lint of only those files whose path `selects` says yes to; before a baseline is looked at.
    #[must_use]
    pub fn only(self, selects: impl Fn(&str) -> bool) -> Self {
        let files = self.files.into_iter().filter(|path| selects(path)).collect();
        let findings = self.findings.into_iter().filter(|finding| selects(&finding.path)).collect();
        Self { findings, files, known: self.known }
    }

    fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}

/// Runs every rule that the configuration and the selection leave on.
#[must_use]
pub fn lint(archive: &Archive, context: &Context<'_>) -> Lint {
    run(registry::RULES, archive, context)
}

/// Runs the given rules.
#[must_use]
pub fn run(rules: &[Rule], archive: &Archive, context: &Context<'_>) -> Lint {
    let vocabulary = Vocabulary::of(context.config);
    let context = &Context { vocabulary: &vocabulary, ..*context };
    let rules = on(rules, context);
    let (each, between) = rayon::join(|| of_each(&rules, archive, context), || of_archive(&rules, archive, context));
    together(&rules, each.into_iter().flatten().chain(between).collect(), archive, context)
}

/// What is found in each incident by itself, in the order of the archive's incidents: what of a lint needs no second
/// look while the others change.
#[must_use]
pub fn each(archive: &Archive, context: &Context<'_>) -> Vec<Vec<Finding>> {
    let vocabulary = Vocabulary::of(context.config);
    let context = &Context { vocabulary: &vocabulary, ..*context };
    of_each(&on(registry::RULES, context), archive, context)
}

/// What is found in one incident by itself.
#[must_use]
pub fn alone(incident: &Incident, context: &Context<'_>) -> Vec<Finding> {
    let vocabulary = Vocabulary::of(context.config);
    let context = &Context { vocabulary: &vocabulary, ..*context };
    of_incident(&on(registry::RULES, context), incident, context)
}

/// The lint of an archive of which is known what [`each`] or [`alone`] found.
#[must_use]
pub fn with(each: Vec<Vec<Finding>>, archive: &Archive, context: &Context<'_>) -> Lint {
    let vocabulary = Vocabulary::of(context.config);
    let context = &Context { vocabulary: &vocabulary, ..*context };
    let rules = on(registry::RULES, context);
    let between = of_archive(&rules, archive, context);
    together(&rules, each.into_iter().flatten().chain(between).collect(), archive, context)
}

/// Those that the configuration and the selection leave on.
fn on<'r>(rules: &'r [Rule], context: &Context<'_>) -> Vec<&'r Rule> {
    let is_on = |rule: &&Rule| levels::is_on(rule.name, rule.level, context.config, context.selection);
    rules.iter().filter(is_on).collect()
}

fn of_each(rules: &[&Rule], archive: &Archive, context: &Context<'_>) -> Vec<Vec<Finding>> {
    archive.incidents().par_iter().map(|incident| of_incident(rules, incident, context)).collect()
}

/// What remains of the findings, in their order.
fn together(rules: &[&Rule], mut findings: Vec<Finding>, archive: &Archive, context: &Context<'_>) -> Lint {
    sort(&mut findings);
    let asked = |name: &str, incident: &Incident| asked(name, rules, incident, context);
    let (mut findings, judged) = suppression::apply(findings, archive, asked);
    if !judged.is_empty() {
        findings.extend(of_suppressions(rules, &judged, context));
        sort(&mut findings);
    }
    Lint { findings, files: files(archive), known: 0 }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (&a.path, a.span, a.rule, &a.message).cmp(&(&b.path, b.span, b.rule, &b.message)));
}

fn files(archive: &Archive) -> Vec<String> {
    let incidents = archive.incidents().iter().map(|incident| incident.source.path());
    let unreadable = archive.unreadable().iter().map(|file| file.path.as_str());
    let mut files: Vec<String> = incidents.chain(unreadable).map(str::to_owned).collect();
    files.sort_unstable();
    files
}

/// Rules about suppressions run last, and listen to none.
fn of_suppressions(rules: &[&Rule], judged: &[suppression::JudgedIncident<'_>], context: &Context<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in rules {
        let Check::Suppression(check) = rule.check else { continue };
        for (incident, judged) in judged {
            let level = context.level_in(rule, incident.source.path());
            if level != Level::Off {
                let mut findings = Findings::new(rule.name, level);
                check(incident, judged, &mut findings);
                all.append(&mut findings.into_vec());
            }
        }
    }
    all
}

/// Whether the rule called `name` asked something of the incident; of a group, whether all its rules did that the
/// configuration leaves on.
fn asked(name: &str, rules: &[&Rule], incident: &Incident, context: &Context<'_>) -> Asked {
    if registry::unknown(name).is_some() {
        return Asked::Unknown(registry::nearest(name));
    }
    let standing = Standing::of(incident, context);
    let path = incident.source.path();
    let asks = |rule: &Rule| {
        rules.iter().any(|on| on.name == rule.name) && standing.level(rule, context.level_in(rule, path)).is_some()
    };
    if let Some(rule) = registry::find(name) {
        return if asks(rule) { Asked::Yes } else { Asked::No };
    }
    let everything = Selection::default();
    let unselected = Context { selection: &everything, ..*context };
    let group = registry::RULES.iter().filter(|rule| rule.group() == name);
    let is_on = |rule: &&Rule| standing.level(rule, unselected.level_in(rule, path)).is_some();
    let mut on = group.filter(is_on).peekable();
    if on.peek().is_some() && on.all(asks) { Asked::Yes } else { Asked::No }
}

/// Where an incident stands, as far as the rules' gate cares.
#[derive(Clone, Copy)]
struct Standing {
    gate: Gate,
    declares: bool,
    review_overdue: bool,
}

impl Standing {
    fn of(incident: &Incident, context: &Context<'_>) -> Self {
        let declares = incident.front_matter_is_whole();
        // A status that is there and cannot be read is a finding of its own: until it is corrected the
        // least is asked. No front matter at all is an old review, held to the whole.
        let unclear = incident.has_problem_with("status") || (!declares && incident.front_matter.is_some());
        let gate = match &incident.status {
            None if unclear => Gate::Ongoing,
            status => Gate::of(status.as_ref().map(|status| status.value)),
        };
        let review_overdue = gate == Gate::AwaitingReview
            && ReviewDeadline::of(incident, context.config).is_some_and(|due| due.is_overdue(context.as_of));
        Self { gate, declares, review_overdue }
    }

    /// The level of a rule, which is `level` before the gate of the status; `None` where it does not ask.
    fn level(self, rule: &Rule, level: Level) -> Option<Level> {
        let asks = |name: &&str| **name == *rule.name || **name == *rule.group();
        if !self.declares && ASKING_FRONT_MATTER.iter().any(asks) {
            return None;
        }
        rule.applies.level_at(level, self.gate, self.review_overdue)
    }
}

fn of_incident(rules: &[&Rule], incident: &Incident, context: &Context<'_>) -> Vec<Finding> {
    let standing = Standing::of(incident, context);
    let mut all = Vec::new();
    let prose = Prose::of(incident);
    for rule in rules {
        let level = context.level_in(rule, incident.source.path());
        let Some(level) = standing.level(rule, level) else { continue };
        let mut findings = Findings::new(rule.name, level);
        match rule.check {
            Check::Incident(check) => check(incident, context, &mut findings),
            Check::Prose(check) => check(incident, &prose, context, &mut findings),
            Check::Archive(_) | Check::Suppression(_) => {}
        }
        all.append(&mut findings.into_vec());
    }
    all
}

/// Rules over the whole archive do not know of gates: their findings pass the gate of the file they are about.
fn of_archive(rules: &[&Rule], archive: &Archive, context: &Context<'_>) -> Vec<Finding> {
    let found_by = |rule: &&Rule| {
        let Check::Archive(check) = rule.check else { return Vec::new() };
        let mut findings = Findings::new(rule.name, rule.level);
        check(archive, context, &mut findings);
        let mut found = findings.into_vec();
        found.retain_mut(|finding| {
            let level = context.level_in(rule, &finding.path);
            let standing = archive.by_path(&finding.path).map(|incident| Standing::of(incident, context));
            let asked = standing.map_or(Some(level), |s| rule.applies.level_at(level, s.gate, s.review_overdue));
            finding.level = asked.unwrap_or(Level::Off);
            finding.level != Level::Off
        });
        found
    };
    rules.par_iter().flat_map_iter(found_by).collect()
}
