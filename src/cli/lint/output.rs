//! How `recount lint` says what it found, and where it goes.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::eprintln;
use clap::{Args, ValueEnum};

use super::super::WARNING;
use super::super::failure::Failure;
use super::output_file;
use crate::archive::Archive;
use crate::lint::{Lint, report};

/// GitHub takes 1 MiB a step: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
const STEP_SUMMARY_BYTES: u64 = 1024 * 1024;

/// The part of `recount lint`'s arguments that says how to report.
#[derive(Debug, Clone, Args)]
pub struct OutputArgs {
    /// How to say it
    #[arg(long, value_enum, default_value_t = OutputFormat::Full, value_name = "FORMAT")]
    pub output_format: OutputFormat,
    /// Write the report to this file instead of stdout
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Count the findings of each rule instead of listing them
    #[arg(long)]
    statistics: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// With the line, the underline, why and how to fix it
    Full,
    /// One line each
    Concise,
    /// By file, in columns
    Grouped,
    /// A JSON array
    Json,
    /// One JSON object a line
    JsonLines,
    /// Annotations of GitHub Actions, and its job summary
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// JUnit test results
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// The Diagnostic Format of reviewdog
    Rdjson,
}

/// Prints the report, or writes it to the file asked for.
pub fn print(lint: &Lint, archive: &Archive, args: &OutputArgs) -> Result<(), Failure> {
    let to_terminal = args.output_file.is_none();
    let color = to_terminal && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    if to_terminal && !args.statistics && args.output_format == OutputFormat::Full {
        print_pieces(report::full::pieces(lint, archive, color));
        return Ok(());
    }
    let text = if args.statistics {
        statistics(lint, args.output_format)?
    } else {
        report(lint, archive, args.output_format, color)
    };
    match &args.output_file {
        Some(file) => output_file::write(file, text.as_bytes())
            .map_err(|error| Failure::usage(format!("--output-file {}: {error}", file.display())))?,
        None => print_pieces(std::iter::once(text)),
    }
    if args.output_format == OutputFormat::Github
        && let Some(page) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|page| !page.is_empty())
        && let Err(error) = append_step_summary(&page, lint)
    {
        // What was found is said: the page of the run is one more place for it.
        let page = Path::new(&page).display();
        eprintln!("{}warning{}: GITHUB_STEP_SUMMARY {page}: {error}", WARNING.render(), WARNING.render_reset());
    }
    Ok(())
}

fn print_pieces(mut pieces: impl Iterator<Item = String>) {
    let mut stdout = io::stdout().lock();
    // A reader that closed the pipe has seen enough.
    let _ = pieces.try_for_each(|piece| stdout.write_all(piece.as_bytes()));
}

fn report(lint: &Lint, archive: &Archive, format: OutputFormat, color: bool) -> String {
    match format {
        OutputFormat::Full => report::full::report(lint, archive, color),
        OutputFormat::Concise => report::concise::report(lint),
        OutputFormat::Grouped => report::grouped::report(lint),
        OutputFormat::Json => report::json::report(lint, archive),
        OutputFormat::JsonLines => report::json_lines::report(lint, archive),
        OutputFormat::Github => report::github::report(lint),
        OutputFormat::Gitlab => report::gitlab::report(lint, archive),
        OutputFormat::Junit => report::junit::report(lint),
        OutputFormat::Sarif => report::sarif::report(lint, archive),
        OutputFormat::Rdjson => report::rdjson::report(lint, archive),
    }
}

fn statistics(lint: &Lint, format: OutputFormat) -> Result<String, Failure> {
    match format {
        OutputFormat::Full | OutputFormat::Concise | OutputFormat::Grouped => Ok(report::statistics::table(lint)),
        OutputFormat::Json => Ok(report::statistics::json(lint)),
        _ => {
            let name = format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            Err(Failure::usage(format!(
                "--statistics counts findings and `--output-format {name}` lists them; \
                 use `full`, `concise`, `grouped` or `json`"
            )))
        }
    }
}

/// Adds the table to the page of the run, after what other commands of the step wrote there.
fn append_step_summary(page: &OsStr, lint: &Lint) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(page)?;
    let room = STEP_SUMMARY_BYTES.saturating_sub(file.metadata()?.len());
    file.write_all(report::github_summary::report(lint, usize::try_from(room).unwrap_or(0)).as_bytes())
}
