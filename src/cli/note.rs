//! `recount note ID TEXT`: a timeline note as a commit without changes.

use anstream::{eprintln, println};
use chrono::SecondsFormat;
use clap::Args;

use super::as_of::instant;
use super::failure::Failure;
use super::incident_named::find;
use super::{Surroundings, WARNING};
use crate::history;

/// Arguments of `recount note`.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// Id of the incident, or the path of its file
    #[arg(value_name = "ID")]
    incident: String,
    /// What happened, in a line
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    /// When it happened, RFC 3339; the time of the commit unless given
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

/// Writes the note and says where it is.
pub fn run(args: &NoteArgs, here: &Surroundings) -> Result<u8, Failure> {
    let archive = here.workspace.load()?;
    let index = find(&archive, &args.incident, &here.workspace)?;
    let incident = archive.incidents().get(index).and_then(|incident| incident.id.as_ref());
    let Some(id) = incident else {
        return Err(Failure::usage(format!(
            "`{}` has no id that a commit could name; add `id:` to its front matter, or commit a change of the file \
             with a subject that begins with `TL:`",
            args.incident
        )));
    };
    let text = args.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Failure::usage(
            "the note says nothing; write what happened: `recount note ID \"queue restarted\"`",
        ));
    }
    let subject = match &args.at {
        None => format!("TL: {text}"),
        Some(at) => {
            let zone = here.workspace.config.archive.timezone;
            let at = instant(at, zone).map_err(|error| Failure::usage(format!("--at: {error}")))?;
            format!("TL {} {text}", at.to_rfc3339_opts(SecondsFormat::Secs, true))
        }
    };
    let message = format!("{subject}\n\nIncident: {}\n", id.value);
    let written = history::commit_empty(&here.workspace.incidents, &message)
        .map_err(|error| Failure::usage(error.to_string()))?;
    println!("{} {subject}", written.commit);
    if written.branch.is_none() {
        eprintln!(
            "{}warning{}: HEAD is detached: the note is on no branch; `git switch -c notes` keeps it",
            WARNING.render(),
            WARNING.render_reset()
        );
    }
    Ok(0)
}
