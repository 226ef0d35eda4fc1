//! `recount import`: what other tools know of incidents into the files of the archive, one file a source.

mod export;
mod markdown;
mod slack;
mod target;
mod text;
mod told;

use clap::Subcommand;

use super::Surroundings;
use super::failure::Failure;

/// What is imported.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// From an incident's channel in a Slack export: messages that begin with `TL:` or the like
    Slack(slack::SlackArgs),
    /// From a pasted chat: lines such as `[09:32] ana: TL queue restarted`
    Text(text::TextArgs),
    /// Native front matter for reviews that lack some, from what each document tells; moves no text
    Markdown(markdown::MarkdownArgs),
}

/// Runs one of them.
pub fn run(command: &ImportCommand, here: &Surroundings) -> Result<u8, Failure> {
    match command {
        ImportCommand::Slack(args) => slack::run(args, here),
        ImportCommand::Text(args) => text::run(args, here),
        ImportCommand::Markdown(args) => markdown::run(args, here),
    }
}
