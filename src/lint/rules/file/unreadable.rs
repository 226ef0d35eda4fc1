//! # file/unreadable
//! A file that looks like an incident review cannot be read.
//!
//! ## Why
//! A review that nobody can open teaches nobody. The Google SRE book ("Postmortem Culture: Learning from
//! Failure") asks that every review be kept where everyone can read it; a file that is skipped in silence
//! would be missed only when somebody needs it.
//!
//! ## What it reports
//! A file under the incidents folder that is too large, is not text in UTF-8, or that the operating system
//! does not let recount read. Where only some bytes are wrong, the first of them is underlined.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! The dashboard showed caf� menus only.
//!                         ^ not UTF-8
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! The dashboard showed café menus only.
//! ```
//!
//! ## Fix
//! Save the file as UTF-8 text. If it is not an incident review, move it out of the incidents folder or let
//! its name begin with `_`.

use crate::archive::Archive;
use crate::config::Level;
use crate::incident::ProblemKind;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "file/unreadable",
    level: Level::Error,
    summary: "a file that looks like an incident cannot be read",
    applies: Applies::Always,
    check: Check::Archive(check),
    source: include_str!("unreadable.rs"),
};

fn check(archive: &Archive, _: &Context<'_>, findings: &mut Findings) {
    for file in archive.unreadable() {
        findings
            .add_file(&file.path, format!("this file {}", file.reason), "not read")
            .help("if it is not an incident review, move it away or let its name begin with `_`");
    }
    for incident in archive.incidents() {
        let Some(problem) = incident.problems.iter().find(|p| p.kind == ProblemKind::InvalidUtf8) else { continue };
        // The whole rest of the file may be meant: the first replacement is enough to find it.
        let first = incident.source.slice(problem.span).chars().next().map_or(0, char::len_utf8);
        let span = Span::new(problem.span.start(), problem.span.start() + first);
        findings
            .add(incident, span, "the file holds bytes that are not UTF-8", "not UTF-8 from here on")
            .help("save the file as UTF-8");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Unreadable;
    use crate::lint::rules::testing;

    #[test]
    fn a_file_that_was_not_read_is_a_finding_at_its_beginning() {
        let file = Unreadable { path: "incidents/big.md".into(), reason: "is larger than 4 MiB".into() };
        let found = testing::run_archive(&RULE, &Archive::new(Vec::new(), vec![file]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "this file is larger than 4 MiB");
        assert_eq!((found[0].start.line, found[0].start.column), (1, 1));
    }
}
