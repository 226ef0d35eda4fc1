//! # history/shallow
//! The clone is shallow: the beginning of the history is missing.
//!
//! ## Why
//! Who opened an incident, and when its severity, commanders and actions changed, is known from the commits. A clone
//! that was cut off has lost the first of them, and a timeline built from it would pass for whole. Git's documentation
//! of `git clone --depth` calls such a history truncated; CI services clone that way unless told otherwise.
//!
//! ## What it reports
//! A repository with a `shallow` file, once for the archive. It is about what `recount build` and `recount timeline`
//! can tell: where CI only lints, turn it off.
//!
//! ## Bad
//! ```text file:.git/shallow
//! 4b825dc642cb6eb9a060e54bf8d69288fbee4904
//! ^ shallow
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! Nobody was hurt, and the history is whole.
//! ```
//!
//! ## Fix
//! `git fetch --unshallow`; in GitHub Actions `fetch-depth: 0` for `actions/checkout`, in GitLab CI `GIT_DEPTH: 0`.

use crate::archive::Archive;
use crate::config::Level;
use crate::lint::{Applies, Check, Context, Findings, Rule};

/// See the page above.
pub const RULE: Rule = Rule {
    name: "history/shallow",
    level: Level::Warning,
    summary: "the clone is shallow: the beginning of the history is missing",
    applies: Applies::Always,
    check: Check::Archive(check),
    source: include_str!("shallow.rs"),
};

fn check(_: &Archive, context: &Context<'_>, findings: &mut Findings) {
    if context.work_tree.repository.as_ref().is_some_and(|repository| repository.shallow) {
        findings
            .add_file(".git/shallow", "this clone is shallow: what was recorded before its edge is not known", "")
            .help(
                "bring the rest with `git fetch --unshallow` (GitHub Actions: `fetch-depth: 0`, GitLab CI: \
                 `GIT_DEPTH: 0`), or turn `history/shallow` off where only the lint runs",
            );
    }
}
