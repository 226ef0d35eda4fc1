//! The commands, one file each: arguments in, text and exit code out. The only floor that prints.

mod actions;
mod adopt;
mod as_of;
mod atomic;
mod build;
mod configuration;
mod diff;
mod failure;
mod import;
mod incident_named;
mod init;
mod lint;
mod new;
mod note;
mod paths;
mod progress;
mod publish;
mod recounting;
mod rule;
mod schema;
mod serve;
mod service_repositories;
mod similar;
mod theme;
mod timeline;
mod work_tree;
mod workspace;
mod writable;

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::eprintln;
use chrono::{DateTime, Utc};
use clap::{CommandFactory, Parser, Subcommand};
use etcetera::BaseStrategy as _;

use crate::cache::Cache;
use failure::Failure;
use workspace::Workspace;

/// Turns a Git repository of incident reviews into a learning archive: lints each review, recounts
/// its timeline from the file and from the commit history, and publishes a searchable site.
#[derive(Debug, Parser)]
#[command(
    name = "recount",
    version,
    max_term_width = 100,
    after_help = "Start here:\n  \
        recount init                    a configuration, a template and a first incident\n  \
        recount adopt                   the same for reviews that are there already\n  \
        recount new \"API answers 500s\"  the next incident file\n  \
        recount lint                    what each review still needs; exit code 1 when something is missing\n  \
        recount serve                   the archive at http://127.0.0.1:8000, rebuilt as you type\n  \
        recount build                   the archive as a folder of static files\n\n\
        Exit codes: 0 no errors, 1 errors found, 2 could not run."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Configuration file; `recount.toml` here or in a folder above unless given
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the incidents; the configuration's, or `incidents`, unless given
    #[arg(long, global = true, value_name = "FOLDER")]
    incidents: Option<PathBuf>,
    /// Folder in which the commits' meaning is kept between runs; in the user's cache folder unless given
    #[arg(long, global = true, value_name = "FOLDER", conflicts_with = "no_cache")]
    cache_dir: Option<PathBuf>,
    /// Keep nothing, and use nothing that was kept
    #[arg(long, global = true)]
    no_cache: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// Say less: no progress and no summary on stderr. The exit code stays the same
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up an archive: configuration, template, first incident, CI workflow
    Init(init::InitArgs),
    /// Look at reviews that are there already, and propose a configuration for them
    Adopt(adopt::AdoptArgs),
    /// Write the next incident file from the template
    New(new::NewArgs),
    /// Say what each review still needs
    #[command(visible_alias = "check")]
    Lint(lint::LintArgs),
    /// Write the archive as a folder of static files
    Build(build::BuildArgs),
    /// Serve the archive while you write, rebuilt on every change
    Serve(serve::ServeArgs),
    /// Recount what happened: declared, noted and recorded events in one list
    Timeline(timeline::TimelineArgs),
    /// Note what happened, as a commit without changes
    Note(note::NoteArgs),
    /// Take over what other tools know of incidents
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// List the corrective actions, with what the commits say of each
    Actions(actions::ActionsArgs),
    /// Find incidents like this one, or like a text: have we seen this before?
    Similar(similar::SimilarArgs),
    /// List or copy the files of the theme, to change what the site looks like
    Theme(theme::ThemeArgs),
    /// Explain a rule, or list them all
    Rule(rule::RuleArgs),
    /// Print the JSON Schema of the front matter, for editors
    Schema,
}

/// What every command may ask of its surroundings.
struct Surroundings {
    workspace: Workspace,
    quiet: bool,
    /// `SOURCE_DATE_EPOCH`, where set.
    epoch: Option<DateTime<Utc>>,
    /// The instant of the run, UTC: `SOURCE_DATE_EPOCH` where set, else the clock.
    now: DateTime<Utc>,
}

/// Runs the command of `arguments` (the program's name first) and returns the exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for, and go to stdout; a closed pipe is no failure.
            let _ = error.print();
            return u8::from(error.use_stderr()) * 2;
        }
    };
    match arguments.color {
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{}error{}: {failure}", ERROR.render(), ERROR.render_reset());
            2
        }
    }
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

fn dispatch(arguments: &Arguments) -> Result<u8, Failure> {
    let epoch = epoch()?;
    let now = epoch.unwrap_or_else(Utc::now);
    match &arguments.command {
        Command::Init(args) => return init::run(args, now),
        Command::Rule(args) => return rule::run(args),
        Command::Adopt(_) if arguments.config.is_some() || arguments.incidents.is_some() => {
            return Err(Failure::usage("`recount adopt` proposes these: give the folder to look at as its PATH"));
        }
        Command::Adopt(args) => return adopt::run(args, arguments.quiet, epoch, now),
        _ => {}
    }
    let current = std::env::current_dir().map_err(|error| Failure::usage(format!("the current folder: {error}")))?;
    let mut workspace = Workspace::find(&current, arguments.config.as_deref(), arguments.incidents.as_deref())?;
    workspace.cache = cache(arguments);
    let here = Surroundings { workspace, quiet: arguments.quiet, epoch, now };
    match &arguments.command {
        Command::New(args) => new::run(args, &here.workspace, here.now),
        Command::Lint(args) => lint::run(args, &here),
        Command::Build(args) => build::run(args, &here),
        Command::Serve(args) => serve::run(args, &here),
        Command::Timeline(args) => timeline::run(args, &here),
        Command::Note(args) => note::run(args, &here),
        Command::Import(command) => import::run(command, &here),
        Command::Actions(args) => actions::run(args, &here),
        Command::Similar(args) => similar::run(args, &here),
        Command::Theme(args) => theme::run(args, &here.workspace),
        Command::Schema => Ok(schema::run(&here.workspace)),
        Command::Init(_) | Command::Rule(_) | Command::Adopt(_) => Ok(0),
    }
}

/// Where results are kept; `None` where they shall not be, or the user has no cache folder.
fn cache(arguments: &Arguments) -> Option<Cache> {
    if arguments.no_cache {
        return None;
    }
    let users = || Some(etcetera::choose_base_strategy().ok()?.cache_dir().join("recount"));
    arguments.cache_dir.clone().or_else(users).map(Cache::new)
}

/// `SOURCE_DATE_EPOCH` in seconds: <https://reproducible-builds.org/specs/source-date-epoch/>.
fn epoch() -> Result<Option<DateTime<Utc>>, Failure> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = text.trim().parse().ok();
    let instant = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    instant.map(Some).ok_or_else(|| {
        Failure::usage(format!("SOURCE_DATE_EPOCH is `{text}`; it is a whole number of seconds since 1970"))
    })
}

/// The command line as clap knows it: for manuals and tests.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}
