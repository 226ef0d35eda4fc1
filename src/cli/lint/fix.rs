//! `recount lint --fix` and `--diff`: makes the fixes that rules offer in the files, or shows what they would be.

use std::collections::BTreeMap;

use anstream::eprintln;
use clap::Args;

use super::super::diff::print_diff;
use super::super::failure::Failure;
use super::super::writable::writable;
use super::super::{Surroundings, WARNING, atomic};
use crate::archive::{self, Archive};
use crate::lint::fixing::{self, Fixed};
use crate::lint::report::neutral;
use crate::lint::unified_diff::unified_diff;
use crate::lint::wording::count;
use crate::lint::{Lint, Safety};

/// The part of `recount lint`'s arguments that fixes.
#[derive(Debug, Clone, Args)]
pub struct FixArgs {
    /// Write into the files what can only have been meant one way, and say what is left
    #[arg(long, conflicts_with_all = ["add_ignore", "baseline", "stdin_filename", "diff"])]
    fix: bool,
    /// With `--fix` or `--diff`, also what is a guess: look at it before you commit it
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what `--fix` would change as a unified diff and write nothing; exit with 1 where there is something
    #[arg(long, conflicts_with_all = ["add_ignore", "baseline", "stdin_filename", "output_file", "statistics"])]
    diff: bool,
}

impl FixArgs {
    /// True where files are to be written.
    pub fn writes(&self) -> bool {
        self.fix
    }

    /// True where only the difference is asked for.
    pub fn shows(&self) -> bool {
        self.diff
    }

    fn safety(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }
}

type Relint<'a> = dyn Fn(&Archive) -> Result<Lint, Failure> + 'a;

/// What is left after fixing.
pub struct Rest {
    /// What is still found.
    pub lint: Lint,
    /// The archive with its new texts.
    pub archive: Archive,
    /// A fixed file could not be written.
    pub failed: bool,
}

/// Prints what would be changed; true where that is something.
pub fn show(
    args: &FixArgs,
    lint: &Lint,
    archive: &Archive,
    here: &Surroundings,
    relint: &Relint<'_>,
) -> Result<bool, Failure> {
    let fixed = fix(args, lint, archive, here, relint)?;
    let mut diff = String::new();
    for (path, fixed) in &fixed.texts {
        let before = archive.by_path(path).map_or("", |incident| incident.source.text());
        diff.push_str(&unified_diff(path, before, &fixed.text));
    }
    print_diff(&diff);
    say("Would fix", fixed.count(), fixed.texts.len(), &fixed.left, here);
    Ok(!diff.is_empty())
}

/// Writes the fixes into the files, says so, and returns what is left.
pub fn write(
    args: &FixArgs,
    lint: &Lint,
    archive: &Archive,
    here: &Surroundings,
    relint: &Relint<'_>,
) -> Result<Rest, Failure> {
    let mut fixed = fix(args, lint, archive, here, relint)?;
    let mut failed = BTreeMap::new();
    for (path, fixed) in &fixed.texts {
        // Looking again took a while: the file is to be as it was read still.
        let written = writable(path, archive, here).and_then(|()| {
            let file = here.workspace.base.join(path);
            atomic::write(&file, fixed.text.as_bytes()).map_err(|error| format!("cannot be written: {error}"))
        });
        if let Err(why) = written {
            failed.insert(path.clone(), why);
        }
    }
    if !failed.is_empty() {
        fixed.texts.retain(|path, _| !failed.contains_key(path));
        let text_of = |path: &str| fixed.texts.get(path).map(|fixed| fixed.text.as_str());
        fixed.archive = archive.rewritten(text_of, &archive::reading(&here.workspace.config));
        fixed.left = relint(&fixed.archive)?;
    }
    for (path, why) in &failed {
        eprintln!("error: {}: {why}", neutral::line(path));
    }
    say("Fixed", fixed.count(), fixed.texts.len(), &fixed.left, here);
    Ok(Rest { lint: fixed.left, archive: fixed.archive, failed: !failed.is_empty() })
}

/// Files that could not be written as they were read are left, and named.
fn fix(
    args: &FixArgs,
    lint: &Lint,
    archive: &Archive,
    here: &Surroundings,
    relint: &Relint<'_>,
) -> Result<Fixed, Failure> {
    let mut refused: BTreeMap<&str, String> = BTreeMap::new();
    for finding in lint.findings.iter().filter(|it| it.fix.as_ref().is_some_and(|fix| fix.safety <= args.safety())) {
        if !refused.contains_key(finding.path.as_str())
            && let Err(why) = writable(&finding.path, archive, here)
        {
            refused.insert(&finding.path, why);
        }
    }
    for (path, why) in &refused {
        let path = neutral::line(path);
        eprintln!("{}warning{}: nothing is fixed in {path}: {why}", WARNING.render(), WARNING.render_reset());
    }
    let reading = archive::reading(&here.workspace.config);
    fixing::fix(lint, archive, &reading, args.safety(), |path| !refused.contains_key(path), relint)
}

fn say(what: &str, findings: usize, files: usize, left: &Lint, here: &Surroundings) {
    if here.quiet {
        return;
    }
    let more = left.fixable(Safety::Unsafe);
    let more = if more > 0 { format!("; {more} more with --unsafe-fixes") } else { String::new() };
    eprintln!("{what} {} in {}{more}.", count(findings, "finding"), count(files, "file"));
}
