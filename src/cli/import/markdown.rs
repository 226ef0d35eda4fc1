//! `recount import markdown`: native front matter for the reviews of an archive, shown as a difference or written.

use std::path::PathBuf;

use anstream::eprintln;
use clap::Args;

use super::super::diff::print_diff;
use super::super::failure::Failure;
use super::super::publish::date_by_first_commit;
use super::super::writable::writable;
use super::super::{Surroundings, WARNING, atomic};
use crate::adopt::{self, Native};
use crate::archive::Archive;
use crate::history;
use crate::incident::{Incident, ProblemKind};
use crate::lint::baseline;
use crate::lint::report::neutral;
use crate::lint::unified_diff::unified_diff;
use crate::lint::wording::count;

/// Arguments of `recount import markdown`.
#[derive(Debug, Args)]
pub struct MarkdownArgs {
    /// Reviews or folders of the archive; all unless given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the files; without it the difference is shown and nothing is written
    #[arg(long)]
    write: bool,
}

/// What was done, or would be.
#[derive(Default)]
struct Done {
    changed: usize,
    unchanged: usize,
    left: usize,
    failed: bool,
    diff: String,
}

impl Done {
    fn write(&mut self, incident: &Incident, text: &str, archive: &Archive, here: &Surroundings) {
        match replace(incident, text, archive, here) {
            Ok(()) => self.changed += 1,
            Err(why) => {
                self.failed = true;
                eprintln!("error: {}: {why}", neutral::line(incident.source.path()));
            }
        }
    }
}

/// Shows or writes the front matter that each review lacks.
pub fn run(args: &MarkdownArgs, here: &Surroundings) -> Result<u8, Failure> {
    let workspace = &here.workspace;
    let named = args.paths.iter().map(|path| {
        workspace.name_of(path).ok_or_else(|| {
            let why = if path.exists() { "not in the incident folder" } else { "no such file" };
            Failure::usage(format!("{}: {why} `{}`", path.display(), workspace.shown()))
        })
    });
    let named: Vec<String> = named.collect::<Result<_, _>>()?;
    let archive = dated(here)?;
    let ids = adopt::assign(&archive, &workspace.config.archive.id_format);
    let mut done = Done::default();
    let asked = archive.incidents().iter().filter(|incident| covers(&named, incident.source.path()));
    for incident in asked {
        let id = ids.get(incident.source.path());
        if incident.id.is_none() && id.is_none() {
            warn(incident, "it has no date, and its id needs a year: give it an `id:`");
        }
        match whole(incident).map_or_else(Native::Left, |()| adopt::native(incident, id)) {
            Native::Unchanged => done.unchanged += 1,
            Native::Left(reason) => {
                done.left += 1;
                warn(incident, &format!("left as it is: {reason}"));
            }
            Native::Added(text) if args.write => done.write(incident, &text, &archive, here),
            Native::Added(text) => {
                done.changed += 1;
                done.diff.push_str(&unified_diff(incident.source.path(), incident.source.text(), &text));
            }
        }
    }
    print_diff(&done.diff);
    if !here.quiet {
        say(&done, args, here);
    }
    Ok(if done.failed { 2 } else { 0 })
}

/// The archive, with the days that only its commits know.
fn dated(here: &Surroundings) -> Result<Archive, Failure> {
    let workspace = &here.workspace;
    let mut archive = workspace.load()?;
    if archive.incidents().iter().any(|incident| incident.date.is_none()) {
        let walked = history::read(&workspace.incidents, &workspace.incidents, workspace.cache.as_ref());
        if let Some((history, _)) = walked.map_err(|error| Failure::usage(error.to_string()))? {
            date_by_first_commit(&mut archive, &history, &workspace.folder);
        }
    }
    Ok(archive)
}

fn covers(named: &[String], path: &str) -> bool {
    let below = |name: &String| path.strip_prefix(name.as_str()).is_some_and(|p| p.is_empty() || p.starts_with('/'));
    named.is_empty() || named.iter().any(|name| name.is_empty() || below(name))
}

/// Bytes that are no text would not come back as they were.
fn whole(incident: &Incident) -> Result<(), String> {
    let broken = incident.problems.iter().any(|problem| problem.kind == ProblemKind::InvalidUtf8);
    if broken { Err("it is not UTF-8".to_owned()) } else { Ok(()) }
}

/// Replaces the file where it still is as it was read.
fn replace(incident: &Incident, text: &str, archive: &Archive, here: &Surroundings) -> Result<(), String> {
    let path = incident.source.path();
    writable(path, archive, here)?;
    let file = here.workspace.base.join(path);
    atomic::write(&file, text.as_bytes()).map_err(|error| format!("cannot be written: {error}"))
}

fn warn(incident: &Incident, message: &str) {
    let path = neutral::line(incident.source.path());
    eprintln!("{}warning{}: {path}: {message}", WARNING.render(), WARNING.render_reset());
}

fn say(done: &Done, args: &MarkdownArgs, here: &Surroundings) {
    let did = if args.write { "Added" } else { "Would add" };
    let left = if done.left > 0 { format!(", {} left alone", done.left) } else { String::new() };
    eprintln!("{did} front matter to {}; {} as they should be{left}.", count(done.changed, "review"), done.unchanged);
    if done.changed == 0 {
        return;
    }
    if !args.write {
        eprintln!("`recount import markdown --write` writes it; every `confirm` and every question is for a person.");
        return;
    }
    eprintln!("Look for `confirm` and for questions in the front matter: they are for a person to settle.");
    let beside =
        here.workspace.config_path.as_deref().and_then(std::path::Path::parent).unwrap_or(&here.workspace.base);
    if beside.join(baseline::FILE_NAME).is_file() {
        eprintln!("Reviews are known by their ids now: `recount lint --baseline rewrite` records what they lack anew.");
    }
}
