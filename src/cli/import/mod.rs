//! `recount import`: timeline entries from where an incident was talked about.

mod export;
mod slack;
mod target;
mod text;
mod told;

use clap::Subcommand;

use super::Surroundings;
use super::failure::Failure;

/// Where entries come from.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// From an incident's channel in a Slack export: messages that begin with `TL:` or the like
    Slack(slack::SlackArgs),
    /// From a pasted chat: lines such as `[09:32] ana: TL queue restarted`
    Text(text::TextArgs),
}

/// Runs one of them.
pub fn run(command: &ImportCommand, here: &Surroundings) -> Result<u8, Failure> {
    match command {
        ImportCommand::Slack(args) => slack::run(args, here),
        ImportCommand::Text(args) => text::run(args, here),
    }
}
