//! `recount similar ID | --text TEXT`: have we seen this before?

mod outlining;
mod written;

use std::io::{Read as _, Write as _};

use clap::{Args, ValueEnum};

use super::Surroundings;
use super::failure::Failure;
use super::incident_named::find_among;
use super::progress::Progress;
use crate::likeness::{Outlines, Related};

/// The most text that is read from the standard input, in bytes.
const MOST_TEXT: u64 = 1024 * 1024;

/// Arguments of `recount similar`.
#[derive(Debug, Args)]
pub struct SimilarArgs {
    /// Id of the incident, or the path of its file
    #[arg(value_name = "ID", required_unless_present = "text", conflicts_with = "text")]
    incident: Option<String>,
    /// A text to compare with: an alert, a symptom, a message; `-` reads it from the standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    text: Option<String>,
    /// How many to show at most
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 5)]
    limit: usize,
    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    output_format: Format,
}

/// How they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal
    Text,
    /// For programs
    Json,
}

/// Prints the incidents that are most like the one that is named.
pub fn run(args: &SimilarArgs, here: &Surroundings) -> Result<u8, Failure> {
    let progress = Progress::start(here.quiet);
    progress.step("Reading incidents");
    let outlines = outlining::outlines(&here.workspace)?;
    let related = related(args, here, &outlines)?;
    drop(progress);
    let text = match args.output_format {
        Format::Text => {
            let color = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
            written::text(outlines.list(), &related, color)
        }
        Format::Json => written::json(outlines.list(), &related),
    };
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(0)
}

fn related(args: &SimilarArgs, here: &Surroundings, outlines: &Outlines) -> Result<Vec<Related>, Failure> {
    let Some(text) = &args.text else {
        let wanted = args.incident.as_deref().unwrap_or("");
        let names: Vec<(Option<&str>, &str)> =
            outlines.list().iter().map(|outline| (outline.id.as_deref(), outline.path.as_str())).collect();
        return Ok(outlines.similar_to(find_among(&names, wanted, &here.workspace)?, args.limit));
    };
    let mut read = Vec::new();
    if text == "-" {
        let input = std::io::stdin().take(MOST_TEXT).read_to_end(&mut read);
        input.map_err(|error| Failure::usage(format!("the standard input cannot be read: {error}")))?;
    } else {
        read.extend_from_slice(text.as_bytes());
    }
    let text = String::from_utf8_lossy(&read);
    if !text.chars().any(char::is_alphabetic) {
        return Err(Failure::usage("the text to compare with has no words; `--text \"queue out of memory\"` has"));
    }
    Ok(outlines.similar_to_text(&text, args.limit))
}
