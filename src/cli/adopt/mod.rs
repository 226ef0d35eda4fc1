//! `recount adopt`: looks at reviews that are there already, proposes a configuration for them, and says what was read.

mod json;
mod place;
mod text;
mod totals;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::paths::below;
use super::publish::date_by_first_commit;
use super::workspace::Workspace;
use super::{Surroundings, WARNING, configuration, init, lint};
use crate::adopt::{self, Difference, Proposal, Survey};
use crate::archive::Archive;
use crate::config::{self, FILE_NAME};
use crate::history;
use crate::lint::baseline;
use crate::lint::wording::count;
use place::Place;
use totals::Totals;

/// Arguments of `recount adopt`.
#[derive(Debug, Args)]
pub struct AdoptArgs {
    /// Repository or folder to look at
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// Write recount.toml and the lint baseline; without it nothing is written. Documents are never touched
    #[arg(long)]
    write: bool,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    output_format: Format,
}

/// How the report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A few lines a document, for people
    Text,
    /// For programs
    Json,
}

/// All that is told.
struct Report {
    place: Place,
    survey: Survey,
    proposal: Proposal,
    /// The proposed configuration.
    text: String,
    /// The configuration that is there; where it can be read, what the proposal says otherwise.
    there: Option<Result<Vec<Difference>, String>>,
    /// The archive as the proposal has it read.
    archive: Archive,
    totals: Totals,
}

/// Looks, tells and, where it is asked to, writes.
pub fn run(args: &AdoptArgs, quiet: bool, epoch: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<u8, Failure> {
    let place = Place::of(&args.path)?;
    let (survey, files) = place.survey()?;
    if survey.reviews.is_empty() {
        let nothing = format!("nothing under `{}` looks like an incident review", args.path.display());
        if args.write {
            return Err(Failure::usage(format!("{nothing}; `recount init` sets up an archive of its own")));
        }
        eprintln!("{}warning{}: {nothing}", WARNING.render(), WARNING.render_reset());
        return Ok(0);
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let proposal = adopt::propose(&survey, &place.name, &files);
    let text = adopt::text(&proposal);
    let config = config::parse(FILE_NAME, &text).map_err(|error| Failure::usage(error.to_string()))?;
    let there = place.config.as_ref().map(|path| {
        let there = configuration::read(path, &place.root).map_err(|failure| failure.to_string())?;
        Ok(adopt::differences(&there, &config))
    });
    let here = surroundings(Workspace::of(place.root.clone(), config, None, None), quiet, epoch, now);
    let (mut archive, found) = lint::whole(&here)?;
    date(&mut archive, &here.workspace)?;
    let totals = Totals::of(&archive, &found);
    let report = Report { place, survey, proposal, text, there, archive, totals };
    let told = match args.output_format {
        Format::Text => text::written(&report),
        Format::Json => json::written(&report),
    };
    // A reader that closed the pipe has seen enough.
    drop(anstream::stdout().lock().write_all(told.as_bytes()));
    if args.write {
        write(&report, quiet, epoch, now)?;
    } else if !quiet {
        say_next(&report);
    }
    Ok(0)
}

fn surroundings(workspace: Workspace, quiet: bool, epoch: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Surroundings {
    Surroundings { workspace, quiet, epoch, now }
}

/// Days that only the commits know.
fn date(archive: &mut Archive, workspace: &Workspace) -> Result<(), Failure> {
    if archive.incidents().iter().all(|incident| incident.date.is_some()) {
        return Ok(());
    }
    let walked = history::read(&workspace.incidents, &workspace.incidents, None);
    if let Some((history, _)) = walked.map_err(|error| Failure::usage(error.to_string()))? {
        date_by_first_commit(archive, &history, &workspace.folder);
    }
    Ok(())
}

/// Writes the configuration and the baseline, never over one that is there.
fn write(report: &Report, quiet: bool, epoch: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), Failure> {
    let place = &report.place;
    if let Some(path) = &place.config {
        let path = shown(path);
        return Err(Failure::usage(format!(
            "{path} is there already and is not replaced; take over from the proposal what it lacks"
        )));
    }
    let recorded = place.root.join(baseline::FILE_NAME);
    if recorded.exists() {
        let path = shown(&recorded);
        return Err(Failure::usage(format!("{path} is there already and is not replaced; nothing was written")));
    }
    let path = place.root.join(FILE_NAME);
    if !init::write_if_absent(&path, report.text.as_bytes())? {
        return Err(Failure::usage(format!("{} is there already and is not replaced", shown(&path))));
    }
    let workspace = Workspace::find(&place.root, Some(&path), None)?;
    let here = surroundings(workspace, true, epoch, now);
    let (archive, found) = lint::whole(&here)?;
    let recorded = lint::record(&found, &archive, &here)?;
    if !quiet {
        let recorded = count(recorded, "finding");
        eprintln!("Wrote {}, and {} beside it with {recorded}.", shown(&path), baseline::FILE_NAME);
        say_next(report);
    }
    Ok(())
}

/// The path from the current folder where the file lies below it.
fn shown(path: &Path) -> String {
    let current = std::env::current_dir().and_then(|current| current.canonicalize()).ok();
    current.and_then(|current| below(path, &current)).unwrap_or_else(|| path.display().to_string())
}

/// What to do next, in two lines.
fn say_next(report: &Report) {
    if report.place.config.is_some() {
        eprintln!("Next: take over into {FILE_NAME} what you want of the proposal;");
        eprintln!("      `recount build` publishes the archive, `recount lint` says what each review still needs.");
    } else {
        let written = report.place.root.join(FILE_NAME).exists();
        let first =
            if written { "`recount serve` shows" } else { "`recount adopt --write` keeps this, `recount serve` shows" };
        eprintln!("Next: {first} the archive, `recount build` publishes it;");
        eprintln!("      `recount import markdown` adds native front matter, `recount lint` fails on what is new.");
    }
}
