//! `recount actions`: the corrective actions of the whole archive, with what the commits say of each.

mod row;
mod table;
mod written;

use std::io::{IsTerminal as _, Write as _};

use clap::{Args, ValueEnum};

use super::Surroundings;
use super::as_of::instant;
use super::failure::Failure;
use super::progress::Progress;
use super::publish::recount;
use row::Row;

/// Arguments of `recount actions`.
#[derive(Debug, Args)]
pub struct ActionsArgs {
    /// Only open actions whose due day has passed; exit code 1 when there are some
    #[arg(long)]
    overdue: bool,
    /// Only actions of these owners, separated by commas
    #[arg(long, value_name = "HANDLE", value_delimiter = ',')]
    owner: Vec<String>,
    /// Also actions that are done or dropped
    #[arg(long, conflicts_with = "overdue")]
    all: bool,
    /// Tell as if it were this time: RFC 3339, or a day, which is taken at its end; now unless given
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Table, value_name = "FORMAT")]
    output_format: Format,
}

/// How actions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for the terminal
    Table,
    /// A JSON array with the whole ledger
    Json,
    /// For spreadsheets
    Csv,
    /// A table for a chat or an issue
    Markdown,
}

/// Prints the actions asked for, the most pressing first.
pub fn run(args: &ActionsArgs, here: &Surroundings) -> Result<u8, Failure> {
    let zone = here.workspace.config.archive.timezone;
    let as_of = match &args.as_of {
        Some(text) => instant(text, zone).map_err(Failure::usage)?,
        None => here.now,
    };
    let progress = Progress::start(here.quiet);
    let recounted = recount(&here.workspace, &progress)?;
    drop(progress);
    let wanted = |row: &Row| {
        let owned = args.owner.is_empty()
            || args.owner.iter().any(|owner| row.owners.iter().any(|of| is_same_handle(owner, of)));
        let stands = if args.overdue { row.is_overdue() } else { args.all || row.state.is_open() };
        owned && stands
    };
    let mut rows = row::rows(&recounted.archive, &recounted.timelines, as_of, zone);
    rows.retain(wanted);
    let text = match args.output_format {
        Format::Table => {
            let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
            table::write(&rows, color, std::io::stdout().is_terminal())
        }
        Format::Json => written::json(&rows),
        Format::Csv => written::csv(&rows),
        Format::Markdown => written::markdown(&rows),
    };
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(u8::from(args.overdue && !rows.is_empty()))
}

fn is_same_handle(asked: &str, owner: &str) -> bool {
    asked.trim().trim_start_matches('@').eq_ignore_ascii_case(owner)
}
