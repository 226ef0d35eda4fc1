//! `recount theme`: the files of the default theme, to look at and to copy.

use std::path::PathBuf;

use anstream::println;
use clap::{Args, Subcommand};

use super::failure::Failure;
use super::init::write_if_absent;
use super::workspace::Workspace;
use crate::nearest::nearest;
use crate::site::theme;

/// Arguments of `recount theme`.
#[derive(Debug, Args)]
pub struct ThemeArgs {
    #[command(subcommand)]
    command: ThemeCommand,
}

#[derive(Debug, Subcommand)]
enum ThemeCommand {
    /// List the files of the theme, and which of them are yours
    List,
    /// Copy files of the default theme into your theme's folder, to change them; what is there is kept
    Eject(EjectArgs),
}

#[derive(Debug, Args)]
struct EjectArgs {
    /// Files as `recount theme list` names them, such as `templates/incident.html`; all of them unless given
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// Folder to copy them to; the configuration's `theme`, or `theme` beside it, unless given
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &ThemeArgs, workspace: &Workspace) -> Result<u8, Failure> {
    let configured = workspace.config.site.theme.as_deref();
    match &args.command {
        ThemeCommand::List => {
            let own = configured.map(|folder| workspace.root.join(folder));
            for (name, _) in theme::default_files() {
                let is_own = own.as_ref().is_some_and(|folder| folder.join(&name).is_file());
                println!("{name}{}", if is_own { "  (yours)" } else { "" });
            }
        }
        ThemeCommand::Eject(eject) => {
            let folder = eject.to.clone().unwrap_or_else(|| workspace.root.join(configured.unwrap_or("theme")));
            self::eject(&eject.files, &folder)?;
            if eject.to.is_none() && configured.is_none() {
                println!("\nNext: `theme = \"theme\"` under `[site]` in recount.toml makes the archive use it.");
            }
        }
    }
    Ok(0)
}

fn eject(names: &[String], folder: &std::path::Path) -> Result<(), Failure> {
    let all: Vec<(String, Vec<u8>)> = theme::default_files().collect();
    let known: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    if let Some(unknown) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let hint = nearest(unknown, &known)
            .map_or("`recount theme list` names them all".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Failure::usage(format!("the theme has no file `{unknown}`; {hint}")));
    }
    for (name, bytes) in all.iter().filter(|(name, _)| names.is_empty() || names.contains(name)) {
        let written = write_if_absent(&folder.join(name), bytes)?;
        println!("{} {name}", if written { "  wrote" } else { "   kept" });
    }
    Ok(())
}
