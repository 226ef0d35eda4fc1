//! How `recount lint` says what it found, and where it goes.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::archive::Archive;
use crate::lint::{Lint, report};

/// The part of `recount lint`'s arguments that says how to report.
#[derive(Debug, Clone, Args)]
pub struct OutputArgs {
    /// How to say it
    #[arg(long, value_enum, default_value_t = OutputFormat::Full, value_name = "FORMAT")]
    pub output_format: OutputFormat,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// With the line, the underline, why and how to fix it
    Full,
    /// One line each
    Concise,
    /// A JSON array
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// Prints the report.
pub fn print(lint: &Lint, archive: &Archive, args: &OutputArgs) {
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let text = report(lint, archive, args.output_format, color);
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

fn report(lint: &Lint, archive: &Archive, format: OutputFormat, color: bool) -> String {
    match format {
        OutputFormat::Full => report::full::report(lint, archive, color),
        OutputFormat::Concise => report::concise::report(lint),
        OutputFormat::Json => report::json::report(lint),
        OutputFormat::Github => report::github::report(lint),
    }
}
