//! `recount lint --baseline`: reads and writes the file beside `recount.toml`, and says what became of it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use clap::{Args, ValueEnum};

use super::super::failure::Failure;
use super::super::paths::below;
use super::super::{Surroundings, WARNING, atomic};
use super::selection::SelectedFiles;
use crate::archive::Archive;
use crate::config::Level;
use crate::lint::baseline::{About, Baseline, Entry, FILE_NAME, Unreadable, fingerprinted};
use crate::lint::wording::count;
use crate::lint::{Context, Lint, Selection, level_in, registry};

/// Larger is no baseline, in bytes: a finding takes about a hundred.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The part of `recount lint`'s arguments that is about the baseline.
#[derive(Debug, Clone, Args)]
pub struct BaselineArgs {
    /// Record what is found now in recount-baseline.json, so that only what is new is said
    #[arg(long, value_enum, value_name = "WHAT")]
    baseline: Option<BaselineMode>,
}

/// What happens to the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BaselineMode {
    /// Write the file; where it exists, only take off what is fixed
    Write,
    /// Record everything found now, also what is new
    Rewrite,
    /// Lint as if there were no baseline
    Ignore,
}

/// What is new, and how many of the recorded findings are fixed.
pub struct Looked {
    /// What the baseline does not record, in the files asked for.
    pub lint: Lint,
    /// How many of `recorded` were looked for and are not found any more.
    pub fixed: usize,
    /// How many findings the baseline records.
    pub recorded: usize,
}

/// Takes the findings out that the baseline records, and those of files that were not asked for.
pub fn leave_new(
    args: &BaselineArgs,
    lint: Lint,
    archive: &Archive,
    context: &Context<'_>,
    files: &SelectedFiles,
    here: &Surroundings,
) -> Result<Looked, Failure> {
    let place = place(here);
    let old = match args.baseline {
        Some(BaselineMode::Ignore) => return Ok(Looked { lint: files.narrow(lint), fixed: 0, recorded: 0 }),
        mode => read(&place, mode == Some(BaselineMode::Rewrite) && files.is_whole())?,
    };
    if old.is_none() && args.baseline.is_none() {
        return Ok(Looked { lint: files.narrow(lint), fixed: 0, recorded: 0 });
    }
    let all = lint.findings.clone();
    let narrowed = files.narrow(lint);
    let (findings, keys) = fingerprinted(all, archive, |path| files.covers(path));
    let looked_at = |entry: &Entry| is_looked_at(entry, archive, context, files);
    let mut baseline = old.clone().unwrap_or_default();
    let records = args.baseline == Some(BaselineMode::Rewrite) || old.is_none();
    if records {
        baseline.retain(|_, entry| !looked_at(entry));
        baseline.record(findings.iter().zip(&keys));
    }
    let comparison = baseline.compare(findings, keys);
    let fixed = baseline.fixed(&comparison.known, looked_at);
    let recorded = baseline.len();
    if args.baseline.is_some() {
        baseline.retain(|key, _| !fixed.contains(key));
        write(&place, &baseline)?;
        let news = if records { None } else { Some((fixed.len(), comparison.new.len())) };
        say_written(&baseline, news, here);
    }
    let fixed = if args.baseline.is_some() { 0 } else { fixed.len() };
    let lint = Lint { findings: comparison.new, files: narrowed.files, known: comparison.known.len() };
    Ok(Looked { lint, fixed, recorded })
}

/// Writes a baseline of all that was found, and returns how much it records.
pub fn record(lint: &Lint, archive: &Archive, here: &Surroundings) -> Result<usize, Failure> {
    let (findings, keys) = fingerprinted(lint.findings.clone(), archive, |_| true);
    let mut baseline = Baseline::default();
    baseline.record(findings.iter().zip(&keys));
    write(&place(here), &baseline)?;
    Ok(baseline.len())
}

/// Beside `recount.toml`; without one at the top of the work tree that holds the incidents.
fn place(here: &Surroundings) -> PathBuf {
    let workspace = &here.workspace;
    let folder = if workspace.config_path.is_some() { &workspace.root } else { &workspace.base };
    folder.join(FILE_NAME)
}

/// The baseline; `None` where there is none, or a corrupt one that `replaced` says is written anew.
fn read(place: &Path, replaced: bool) -> Result<Option<Baseline>, Failure> {
    let name = shown(place);
    let cannot = |why: String| Failure::usage(format!("{name}: {why}"));
    match fs::metadata(place) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot(format!("cannot be read: {error}"))),
        Ok(metadata) if metadata.len() > MAX_BYTES => return Err(cannot("too large to be a baseline".to_owned())),
        Ok(_) => {}
    }
    let bytes = fs::read(place).map_err(|error| cannot(format!("cannot be read: {error}")))?;
    match Baseline::parse(&String::from_utf8_lossy(&bytes)) {
        Ok(baseline) => Ok(Some(baseline)),
        Err(Unreadable::Newer(version)) => Err(cannot(format!(
            "written by a newer recount (version {version}); update recount, or lint with `--baseline ignore`"
        ))),
        Err(Unreadable::Corrupt(..)) if replaced => Ok(None),
        Err(Unreadable::Corrupt(line, why)) => Err(Failure::usage(format!(
            "{name}:{line}: {why}; repair it (a merge may have left its marks), or record everything anew with \
             `recount lint --baseline rewrite`"
        ))),
    }
}

fn write(place: &Path, baseline: &Baseline) -> Result<(), Failure> {
    let text = baseline.to_text();
    if fs::read(place).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    atomic::write(place, text.as_bytes())
        .map_err(|error| Failure::usage(format!("{}: cannot be written: {error}", shown(place))))
}

/// The path from the current folder where the file lies below it.
fn shown(place: &Path) -> String {
    let current = std::env::current_dir().ok();
    current.and_then(|current| below(place, &current)).unwrap_or_else(|| place.display().to_string())
}

/// True where the rule was asked of the file that the entry is about, or would have been were both still there.
fn is_looked_at(entry: &Entry, archive: &Archive, context: &Context<'_>, files: &SelectedFiles) -> bool {
    let path = match &entry.about {
        About::Incident(id) => archive.by_id(id).map(|incident| incident.source.path()),
        About::Path(path) => Some(path.as_str()),
    };
    if !path.map_or(files.is_whole(), |path| files.covers(path)) {
        return false;
    }
    let Some(rule) = registry::find(&entry.rule) else { return *context.selection == Selection::default() };
    let level = |selection| level_in(rule.name, rule.level, path.unwrap_or(""), context.config, selection);
    // A rule that the configuration turned off finds nothing any more; one that was not selected may.
    level(context.selection) != Level::Off || level(&Selection::default()) == Level::Off
}

/// Says how much of the baseline is fixed, where something is.
pub fn say_fixed(looked: &Looked, here: &Surroundings) {
    let Looked { fixed, recorded, .. } = *looked;
    if fixed > 0 && !here.quiet {
        let (are, them) = if fixed == 1 { ("is", "it") } else { ("are", "them") };
        let recorded = count(recorded, "recorded finding");
        eprintln!("{fixed} of the {recorded} {are} fixed: `recount lint --baseline write` takes {them} off");
    }
}

/// `news`: how many were taken off, and how many new ones were not recorded.
fn say_written(baseline: &Baseline, news: Option<(usize, usize)>, here: &Surroundings) {
    let recorded = count(baseline.len(), "finding");
    match news {
        _ if here.quiet => {}
        None => eprintln!("Recorded {recorded} in {FILE_NAME}."),
        Some((fixed, _)) => eprintln!("Took {} off {FILE_NAME}; it records {recorded}.", count(fixed, "fixed finding")),
    }
    if let Some((_, new)) = news.filter(|(_, new)| *new > 0) {
        let are = if new == 1 { "is" } else { "are" };
        eprintln!(
            "{}warning{}: {} {are} not recorded: fix what is new, or record it with `recount lint --baseline rewrite`",
            WARNING.render(),
            WARNING.render_reset(),
            count(new, "new finding"),
        );
    }
}
