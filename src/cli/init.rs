//! `recount init`: a configuration, a template, a first incident and a CI workflow.

use std::path::{Path, PathBuf};

use anstream::println;
use chrono::{DateTime, Utc};
use clap::Args;

use super::failure::Failure;
use super::new::TEMPLATE;
use crate::config::FILE_NAME;

const CONFIGURATION: &str = include_str!("starter/recount.toml");
const WORKFLOW: &str = include_str!("starter/recount.yml");
const FIRST_INCIDENT: &str = include_str!("starter/first-incident.md");
const IGNORED_OUTPUT: &str = "/public/\n";

/// Arguments of `recount init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to set up; the current one unless given
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Leave out the GitHub workflow
    #[arg(long)]
    no_ci: bool,
}

/// Writes what is not there yet; touches nothing that is.
pub fn run(args: &InitArgs, now: DateTime<Utc>) -> Result<u8, Failure> {
    let day = now.date_naive();
    let first = fill_dates(FIRST_INCIDENT, now);
    let name = format!("incidents/{}/{}-example-queue-restart.md", day.format("%Y"), day.format("%Y-%m-%d"));
    let mut files = vec![
        (FILE_NAME.to_owned(), CONFIGURATION.to_owned()),
        ("incidents/_template.md".to_owned(), TEMPLATE.to_owned()),
        (".gitignore".to_owned(), IGNORED_OUTPUT.to_owned()),
    ];
    if !has_documents(&args.folder.join("incidents")) {
        files.push((name, first));
    }
    if !args.no_ci {
        files.push((".github/workflows/recount.yml".to_owned(), WORKFLOW.to_owned()));
    }
    for (name, text) in files {
        let written = write_if_absent(&args.folder.join(&name), text.as_bytes())?;
        println!("{} {name}", if written { "  wrote" } else { "   kept" });
    }
    println!("\nNext: `recount lint` says what a review still needs, `recount serve` shows the archive.");
    Ok(0)
}

fn has_documents(folder: &Path) -> bool {
    crate::archive::discover(folder, "", &crate::config::DocumentFiles::default())
        .is_ok_and(|found| !found.documents.is_empty())
}

/// The example happened yesterday, and was reviewed three hours after.
fn fill_dates(text: &str, now: DateTime<Utc>) -> String {
    let day = now.date_naive();
    let due = day + chrono::Days::new(21);
    text.replace("{{year}}", &day.format("%Y").to_string())
        .replace("{{date}}", &day.pred_opt().unwrap_or(day).to_string())
        .replace("{{due}}", &due.to_string())
}

/// Writes a file that is not there yet; false where it is.
pub fn write_if_absent(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let failed = |error: std::io::Error| Failure::usage(format!("{}: cannot be written: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    match std::fs::File::create_new(path) {
        Ok(mut file) => std::io::Write::write_all(&mut file, bytes).map(|()| true).map_err(failed),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error)),
    }
}
