//! The file that entries go into: found, merged with them, shown or written.

use clap::Args;

use super::super::diff::print_diff;
use super::super::failure::Failure;
use super::super::incident_named::find;
use super::super::writable::writable;
use super::super::{Surroundings, atomic, new};
use super::told;
use crate::archive::{self, Archive};
use crate::chat::{Item, Tally, merge};
use crate::incident::{Incident, SectionKind};
use crate::lint::report::neutral;
use crate::lint::unified_diff::unified_diff;

/// The part of an import's arguments that says where entries go.
#[derive(Debug, Args)]
pub struct TargetArgs {
    /// The incident whose timeline it is: its id, or the path of its file
    #[arg(long = "incident", value_name = "ID")]
    incident: Option<String>,
    /// Print what would change as a unified diff and write nothing
    #[arg(long)]
    diff: bool,
}

/// The incident that entries go into, among the others.
pub struct Target {
    archive: Archive,
    index: usize,
    diff: bool,
}

impl Target {
    /// Finds the incident.
    pub fn find(args: &TargetArgs, here: &Surroundings) -> Result<Self, Failure> {
        let Some(wanted) = &args.incident else {
            return Err(Failure::usage(
                "whose timeline is it? name the incident by its id, or by the path of its file: \
                 `--incident INC-2026-014`",
            ));
        };
        let archive = here.workspace.load()?;
        let index = find(&archive, wanted, &here.workspace)?;
        Ok(Self { archive, index, diff: args.diff })
    }

    /// The incident as it is.
    pub fn incident(&self) -> Result<&Incident, Failure> {
        self.archive.incidents().get(self.index).ok_or_else(|| Failure::usage("the incident is not there any more"))
    }

    /// Puts `items` into the file, tells what became of each message of `from`, and returns the exit code.
    pub fn take(&self, items: &[Item], tally: &Tally, from: &str, here: &Surroundings) -> Result<u8, Failure> {
        let incident = self.incident()?;
        let path = incident.source.path();
        let template = new::sections(&here.workspace);
        let name = template.section(SectionKind::Timeline).map_or("Timeline", |section| section.heading.as_str());
        let reading = archive::reading(&here.workspace.config);
        let merged = merge(incident, &reading, items, name)
            .map_err(|why| Failure::usage(format!("{}: {why}; nothing was written", neutral::line(path))))?;
        if self.diff {
            print_diff(&unified_diff(path, incident.source.text(), &merged.text));
        } else if !merged.is_unchanged() {
            let file = here.workspace.base.join(path);
            writable(path, &self.archive, here)
                .and_then(|()| {
                    atomic::write(&file, merged.text.as_bytes()).map_err(|error| format!("cannot be written: {error}"))
                })
                .map_err(|why| Failure::usage(format!("{}: nothing was written: {why}", neutral::line(path))))?;
        }
        told::tell(tally, &merged, from, path, self.diff, here.quiet);
        Ok(u8::from(tally.losses.iter().any(|loss| loss.fails)))
    }
}
