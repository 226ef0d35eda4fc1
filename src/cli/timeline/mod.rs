//! `recount timeline ID`: what happened, in one list.

mod text;
mod written;

use std::io::{IsTerminal as _, Write as _};

use clap::{Args, ValueEnum};

use super::Surroundings;
use super::failure::Failure;
use super::incident_named::find;
use super::progress::Progress;
use super::publish::{Recounted, recount};
use crate::timeline::Provenance;
use text::Look;

/// Arguments of `recount timeline`.
#[derive(Debug, Args)]
pub struct TimelineArgs {
    /// Id of the incident, or the path of its file
    #[arg(value_name = "ID")]
    incident: String,
    /// Only events known from these sources, separated by commas
    #[arg(long, value_enum, value_name = "SOURCE", value_delimiter = ',')]
    source: Vec<Source>,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    output_format: Format,
}

/// How the timeline is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for the terminal
    Text,
    /// A table to paste into a review, a chat or an issue
    Markdown,
    /// For programs
    Json,
}

/// Where events are known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Source {
    /// The file says so
    Declared,
    /// A `TL:` commit says so
    Noted,
    /// A commit changed the file so
    Recorded,
    /// What reached the main lines of the services' repositories
    Changes,
}

impl Source {
    fn of(provenance: &Provenance) -> Self {
        match provenance {
            Provenance::Declared { .. } => Self::Declared,
            Provenance::Noted { .. } => Self::Noted,
            Provenance::Recorded { .. } => Self::Recorded,
            Provenance::Changed { .. } => Self::Changes,
        }
    }
}

/// Prints the timeline.
pub fn run(args: &TimelineArgs, here: &Surroundings) -> Result<u8, Failure> {
    let progress = Progress::start(here.quiet);
    let Recounted { archive, timelines, .. } = recount(&here.workspace, &progress)?;
    drop(progress);
    let index = find(&archive, &args.incident, &here.workspace)?;
    let (Some(incident), Some(timeline)) = (archive.incidents().get(index), timelines.get(index)) else {
        return Err(Failure::usage(format!("there is no incident `{}`", args.incident)));
    };
    let mut timeline = timeline.clone();
    if !args.source.is_empty() {
        timeline.events.retain(|event| args.source.contains(&Source::of(&event.provenance)));
        if !args.source.contains(&Source::Changes) {
            timeline.change_notices.clear();
        }
    }
    let forge = here.workspace.forge();
    let text = match args.output_format {
        Format::Text => text::render(incident, &timeline, look()),
        Format::Markdown => written::markdown(incident, &timeline, forge.as_ref()),
        Format::Json => written::json(incident, &timeline, forge.as_ref()),
    };
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(0)
}

fn look() -> Look {
    let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    // What is piped keeps one line an event.
    let width = std::io::stdout().is_terminal().then(terminal_width);
    Look { color, width }
}

/// Columns of the terminal as the shell tells, else what fits most.
fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}
