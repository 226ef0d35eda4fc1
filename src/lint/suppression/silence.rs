//! From findings to texts that lint clean: puts suppressions in, looks again, and moves what did not hold.
//! Where one comment can stand is the business of `insertion`; files are written elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::{Inserted, insert};
use crate::archive::Archive;
use crate::incident::Reading;
use crate::lint::{Finding, Lint};

/// How often comments are put in other places before a file is left as it came out.
const ATTEMPTS: usize = 3;

/// The new texts by path, with a suppression for everything that `lint` found in files that `writable` says yes to,
/// and what is still found with them. A comment may change what a text means; then it goes to the top of its file.
/// `relint` lints an archive as `lint` was made.
pub fn silence<E>(
    reason: &str,
    lint: &Lint,
    archive: &Archive,
    reading: &Reading,
    writable: impl Fn(&str) -> bool,
    relint: impl Fn(&Archive) -> Result<Lint, E>,
) -> Result<(BTreeMap<String, Inserted>, Lint), E> {
    let mut todo: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    // What is wrong with suppressions is not cured by another.
    for finding in lint.findings.iter().filter(|it| !is_of_suppressions(it) && writable(&it.path)) {
        todo.entry(&finding.path).or_default().push(finding);
    }
    let before: BTreeSet<(&str, &str, &str)> = lint.findings.iter().map(identity).collect();
    let mut whole_file: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    let mut attempt = 1;
    loop {
        let mut texts = BTreeMap::new();
        for (path, findings) in &todo {
            let Some(incident) = archive.by_path(path) else { continue };
            let wide = whole_file.get(path).cloned().unwrap_or_default();
            texts.insert((*path).to_owned(), insert(incident, findings, reason, &wide));
        }
        let left = relint(&archive.rewritten(|path| texts.get(path).map(|it| it.text.as_str()), reading))?;
        let mut moved = false;
        let old = |finding: &&Finding| is_of_suppressions(finding) && before.contains(&identity(finding));
        for finding in left.findings.iter().filter(|finding| !old(finding)) {
            let Some((path, findings)) = todo.get_key_value(finding.path.as_str()) else { continue };
            let rules: BTreeSet<&'static str> = findings.iter().map(|finding| finding.rule).collect();
            // Of a comment that silences nothing the name of the rule is underlined.
            let written = texts.get(*path).and_then(|it| it.text.get(finding.span.range())).unwrap_or("");
            let named = if is_of_suppressions(finding) { written } else { finding.rule };
            let wide = whole_file.entry(path).or_default();
            if attempt == 1
                && let Some(rule) = rules.get(named)
            {
                moved |= wide.insert(rule);
            } else {
                moved |= *wide != rules;
                *wide = rules;
            }
        }
        if !moved || attempt == ATTEMPTS {
            return Ok((texts, left));
        }
        attempt += 1;
    }
}

fn is_of_suppressions(finding: &Finding) -> bool {
    finding.rule.starts_with("suppression/")
}

fn identity(finding: &Finding) -> (&str, &str, &str) {
    (&finding.path, finding.rule, &finding.message)
}
