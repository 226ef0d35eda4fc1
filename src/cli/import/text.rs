//! `recount import text FILE`: timeline entries from a pasted chat.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use chrono::NaiveDate;
use chrono_tz::Tz;
use clap::Args;

use super::super::Surroundings;
use super::super::failure::Failure;
use super::target::{Target, TargetArgs};
use crate::chat::{Tally, pasted};

/// The most text that is read, in bytes.
const MOST_TEXT: u64 = 16 * 1024 * 1024;

/// Arguments of `recount import text`.
#[derive(Debug, Args)]
pub struct TextArgs {
    /// File with the pasted chat; `-` reads it from the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    target: TargetArgs,
    /// Day of its first line; the incident's unless given
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Zone of its times, such as `Europe/Berlin`; the archive's `timezone` unless given, else of no known zone
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<Tz>,
}

/// A zone by its name in the IANA's database.
pub fn zone(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| format!("`{name}` is no zone of the IANA's database, such as `Europe/Berlin` or `UTC`"))
}

/// Reads the chat and puts its notes into the incident's file.
pub fn run(args: &TextArgs, here: &Surroundings) -> Result<u8, Failure> {
    let target = Target::find(&args.target, here)?;
    let incident = target.incident()?;
    let day = args.date.or_else(|| incident.date.filter(|_| incident.began().is_none()).map(|date| date.day));
    let zone = args.zone.or(here.workspace.config.archive.timezone);
    let options = pasted::Options { day, began: incident.began(), zone };
    let mut tally = Tally::default();
    let items = pasted::notes(&read(args)?, options, &mut tally);
    let name = if args.file.as_os_str() == "-" { "the pasted chat".into() } else { args.file.display().to_string() };
    target.take(&items, &tally, &name, here)
}

fn read(args: &TextArgs) -> Result<String, Failure> {
    let name = args.file.display();
    let failed = |error: io::Error| Failure::usage(format!("{name}: cannot be read: {error}"));
    let mut bytes = Vec::new();
    if args.file.as_os_str() == "-" {
        io::stdin().lock().take(MOST_TEXT + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        File::open(&args.file).map_err(failed)?.take(MOST_TEXT + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > MOST_TEXT {
        return Err(Failure::usage(format!("{name}: more than {} MiB: is it a chat?", MOST_TEXT / 1024 / 1024)));
    }
    String::from_utf8(bytes).map_err(|_| Failure::usage(format!("{name}: it is not UTF-8; save it as UTF-8 text")))
}
