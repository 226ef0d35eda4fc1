//! What is said of a page while it is served: what the linter found in its incident, and why the archive could not be
//! read anew. JSON for the script of served pages.

use serde::Serialize;

use crate::lint::Lint;

/// Of more findings than these a page shows the first, and the number of all.
const SHOWN: usize = 50;

#[derive(Serialize, Default)]
struct Remarks<'l> {
    /// Why what is shown is not the newest.
    failure: Option<&'l str>,
    /// The file of the page's incident.
    file: Option<&'l str>,
    errors: usize,
    warnings: usize,
    /// Those of the incident, in the order of its lines.
    findings: Vec<Remark<'l>>,
}

#[derive(Serialize)]
struct Remark<'l> {
    level: &'static str,
    rule: &'static str,
    line: usize,
    column: usize,
    message: &'l str,
    help: Option<&'l str>,
}

/// Nothing to say.
pub fn none() -> Vec<u8> {
    of(&Lint::default(), None, None)
}

/// What is to be said of the page of `file`.
pub fn of(lint: &Lint, file: Option<&str>, failure: Option<&str>) -> Vec<u8> {
    let found: Vec<_> = lint.findings.iter().filter(|finding| Some(finding.path.as_str()) == file).collect();
    let errors = found.iter().filter(|finding| finding.level == crate::config::Level::Error).count();
    let findings = found.iter().take(SHOWN).map(|finding| Remark {
        level: finding.level.as_str(),
        rule: finding.rule,
        line: finding.start.line,
        column: finding.start.column,
        message: &finding.message,
        help: finding.help.as_deref(),
    });
    let remarks = Remarks { failure, file, errors, warnings: found.len() - errors, findings: findings.collect() };
    // Texts, numbers and lists: there is nothing that could fail.
    serde_json::to_vec(&remarks).unwrap_or_default()
}
