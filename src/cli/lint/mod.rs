//! `recount lint`: what each review still needs.

mod baseline;
mod fix;
mod ignore;
mod output;
mod output_file;
mod reading;
mod selection;

use anstream::eprintln;
use clap::{Args, ValueEnum};

use super::as_of::instant;
use super::failure::Failure;
use super::{Surroundings, WARNING};
use crate::archive::Archive;
use crate::lint::{self, Context, Lint, Selection};
use baseline::BaselineArgs;
pub use baseline::record;
use fix::{FixArgs, Rest};
use ignore::IgnoreArgs;
use output::OutputArgs;
use selection::SelectionArgs;

/// Arguments of `recount lint`.
#[derive(Debug, Clone, Args)]
pub struct LintArgs {
    #[command(flatten)]
    selection: SelectionArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    baseline: BaselineArgs,
    #[command(flatten)]
    ignore: IgnoreArgs,
    #[command(flatten)]
    fix: FixArgs,
    /// From which level on the exit code is 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "LEVEL")]
    fail_on: FailOn,
    /// Exit with 0 whatever is found, as with `--fail-on never`
    #[arg(long, conflicts_with = "fail_on")]
    exit_zero: bool,
    /// Lint as if it were this time: RFC 3339, or a day, which is taken at its end; now unless given
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
}

impl LintArgs {
    fn fail_on(&self) -> FailOn {
        if self.exit_zero { FailOn::Never } else { self.fail_on }
    }
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// The same as `warning`: whatever is found
    Any,
    /// Nothing
    Never,
}

/// Lints the archive, prints what was found in the files asked for, and returns the exit code.
pub fn run(args: &LintArgs, here: &Surroundings) -> Result<u8, Failure> {
    let workspace = &here.workspace;
    let as_of = match &args.as_of {
        Some(text) => instant(text, workspace.config.archive.timezone).map_err(Failure::usage)?,
        None => here.now,
    };
    let selection = args.selection.rules()?;
    let (archive, work_tree) = reading::read(workspace, &selection, here.quiet)?;
    let archive = args.selection.with_stdin(archive, workspace)?;
    if archive.incidents().is_empty() && archive.unreadable().is_empty() && !here.quiet {
        let folder = workspace.shown();
        eprintln!("{}warning{}: no incidents in `{folder}`", WARNING.render(), WARNING.render_reset());
    }
    let template = super::new::sections(workspace);
    let known = Context::new(&workspace.config, as_of);
    let context = Context { selection: &selection, work_tree: &work_tree, template: &template, ..known };
    let files = args.selection.files(&archive, workspace)?;
    let look = |archive: &Archive| {
        baseline::leave_new(&args.baseline, lint::lint(archive, &context), archive, &context, &files, here)
    };
    let looked = look(&archive)?;
    baseline::say_fixed(&looked, here);
    let relint = |archive: &Archive| Ok(look(archive)?.lint);
    if args.fix.shows() {
        let changes = fix::show(&args.fix, &looked.lint, &archive, here, &relint)?;
        return Ok(u8::from(changes && !args.exit_zero));
    }
    if args.fix.writes() {
        let Rest { lint, archive, failed } = fix::write(&args.fix, &looked.lint, &archive, here, &relint)?;
        output::print(&lint, &archive, &args.output)?;
        return Ok(if failed { 2 } else { exit_code(&lint, args.fail_on()) });
    }
    let mut lint = looked.lint;
    match args.ignore.reason()? {
        Some(reason) => lint = ignore::silence(reason, &lint, &archive, here, &relint)?,
        None => output::print(&lint, &archive, &args.output)?,
    }
    let code = exit_code(&lint, args.fail_on());
    // The process ends here: to take an archive apart piece by piece is time that nobody gets back.
    std::mem::forget((archive, lint));
    Ok(code)
}

/// The whole archive and what every rule finds in it, without a baseline: for those who adopt an archive.
pub fn whole(here: &Surroundings) -> Result<(Archive, Lint), Failure> {
    let selection = Selection::default();
    let (archive, work_tree) = reading::read(&here.workspace, &selection, here.quiet)?;
    let template = super::new::sections(&here.workspace);
    let known = Context::new(&here.workspace.config, here.now);
    let context = Context { selection: &selection, work_tree: &work_tree, template: &template, ..known };
    let lint = lint::lint(&archive, &context);
    Ok((archive, lint))
}

/// 0 or 1, by what was found.
#[must_use]
pub fn exit_code(lint: &Lint, fail_on: FailOn) -> u8 {
    let failing = match fail_on {
        FailOn::Error => lint.errors(),
        FailOn::Warning | FailOn::Any => lint.errors() + lint.warnings(),
        FailOn::Never => 0,
    };
    u8::from(failing > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Level;
    use crate::lint::Findings;

    #[test]
    fn the_exit_code_is_one_from_the_level_asked_for() {
        let of = |level| {
            let mut findings = Findings::new("file/unreadable", level);
            findings.add_file("a.md", "", "");
            Lint { findings: findings.into_vec(), files: vec!["a.md".to_owned()], known: 0 }
        };
        let codes = |lint: &Lint| [FailOn::Error, FailOn::Warning, FailOn::Never].map(|on| exit_code(lint, on));
        assert_eq!(codes(&of(Level::Error)), [1, 1, 0]);
        assert_eq!(codes(&of(Level::Warning)), [0, 1, 0]);
        assert_eq!(codes(&Lint::default()), [0, 0, 0]);
    }
}
