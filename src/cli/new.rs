//! `recount new`: the next incident file, from the template.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::{eprintln, println};
use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use clap::Args;

use super::failure::Failure;
use super::workspace::Workspace;
use crate::adopt::IdShape;
use crate::archive::Archive;
use crate::history;
use crate::incident::file_name::slug;
use crate::incident::front_matter::scalar;
use crate::lint::Template;

/// The built-in template; a `_template.md` in the incident folder takes its place.
pub use crate::lint::template::BUILT_IN as TEMPLATE;

/// Arguments of `recount new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What happened, as a headline: "Elevated 500s from the API"
    title: String,
    /// Severity label of the archive's scale; the middle of it unless given
    #[arg(long, value_name = "LABEL")]
    severity: Option<String>,
    /// Handle of the incident commander; yours unless given
    #[arg(long, value_name = "HANDLE")]
    commander: Option<String>,
    /// When it began, RFC 3339; now unless given
    #[arg(long, value_name = "TIME")]
    started_at: Option<DateTime<Utc>>,
    /// Do not open the editor
    #[arg(long)]
    no_edit: bool,
}

/// Writes the file and, on a terminal, opens `$EDITOR`.
pub fn run(args: &NewArgs, workspace: &Workspace, now: DateTime<Utc>) -> Result<u8, Failure> {
    let archive = workspace.load()?;
    let path = create(args, workspace, &archive, now)?;
    println!("{}", path.strip_prefix(std::env::current_dir().unwrap_or_default()).unwrap_or(&path).display());
    if !args.no_edit && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        edit(&path);
    }
    Ok(0)
}

/// Writes a new incident and returns its path. Never writes over a file.
pub fn create(
    args: &NewArgs,
    workspace: &Workspace,
    archive: &Archive,
    now: DateTime<Utc>,
) -> Result<PathBuf, Failure> {
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Failure::usage("an incident needs a title: recount new \"Elevated 500s from the API\""));
    }
    let started = args.started_at.unwrap_or(now);
    let id = next_id(&workspace.config.archive.id_format, started.year(), archive);
    let severity = severity(args, workspace)?;
    let commander = args.commander.clone().unwrap_or_else(|| own_handle(&workspace.root));
    let template = template(&workspace.incidents)?;
    let text = fill(
        &template,
        &[
            ("id", &id),
            ("title", &scalar(&title)),
            ("severity", &scalar(&severity)),
            ("commander", &scalar(commander.trim_start_matches('@'))),
            ("started_at", &started.to_rfc3339_opts(SecondsFormat::Secs, true)),
            ("date", &started.format("%Y-%m-%d").to_string()),
        ],
    );
    let folder = workspace.incidents.join(started.year().to_string());
    let path = folder.join(format!("{}-{}.md", started.format("%Y-%m-%d"), slug(&title)));
    write_new(&folder, &path, &text)?;
    Ok(path)
}

fn severity(args: &NewArgs, workspace: &Workspace) -> Result<String, Failure> {
    let labels = &workspace.config.archive.severities;
    match &args.severity {
        None => Ok(labels.get(labels.len() / 2).cloned().unwrap_or_default()),
        Some(label) => labels.iter().find(|known| known.eq_ignore_ascii_case(label)).cloned().ok_or_else(|| {
            Failure::usage(format!("`{label}` is not a severity of this archive; known are {}", labels.join(", ")))
        }),
    }
}

fn template(incidents: &Path) -> Result<String, Failure> {
    let own = incidents.join("_template.md");
    match std::fs::read_to_string(&own) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(TEMPLATE.to_owned()),
        Err(error) => Err(Failure::usage(format!("{}: cannot be read: {error}", own.display()))),
    }
}

/// The sections of the template, for reviews that lack some; recount's where the archive's own cannot be read.
pub fn sections(workspace: &Workspace) -> Template {
    let own = template(&workspace.incidents);
    own.map_or_else(|_| Template::built_in().clone(), |text| Template::own(&text, &workspace.config))
}

/// Puts each value in place of its `{{key}}`.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (key, value)| text.replace(&format!("{{{{{key}}}}}"), value))
}

fn write_new(folder: &Path, path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        let hint = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "it is there already; give the incident another title".to_owned(),
            _ => error.to_string(),
        };
        Failure::usage(format!("{}: cannot be written: {hint}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = std::fs::File::create_new(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// The id after the highest of the year, in the archive's format.
#[must_use]
pub fn next_id(format: &str, year: i32, archive: &Archive) -> String {
    let shape = IdShape::of_year(format, year);
    let highest = archive.ids().keys().filter_map(|id| shape.number(id)).max().unwrap_or(0);
    shape.id(highest.saturating_add(1))
}

/// The user's handle: `user.name` of Git, else the login.
fn own_handle(root: &Path) -> String {
    let name = history::user_name(root).or_else(|| std::env::var("USER").ok()).unwrap_or_default();
    let handle = slug(&name).replace('-', ".");
    if handle.is_empty() { "unassigned".to_owned() } else { handle }
}

/// Opens `$VISUAL` or `$EDITOR`; a failure is only said, the file is there.
fn edit(path: &Path) {
    let Some(editor) = std::env::var("VISUAL").or_else(|_| std::env::var("EDITOR")).ok().filter(|e| !e.is_empty())
    else {
        return;
    };
    let mut words = editor.split_whitespace();
    let Some(program) = words.next() else { return };
    match std::process::Command::new(program).args(words).arg(path).status() {
        Ok(status) if status.success() => {}
        Ok(status) => eprintln!("warning: {editor} ended with {status}; the incident is written"),
        Err(error) => eprintln!("warning: {editor} could not be opened: {error}; the incident is written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Reading, read};
    use crate::text::SourceText;

    fn archive(ids: &[&str]) -> Archive {
        let read_one =
            |id: &&str| read(SourceText::new(format!("{id}.md"), format!("---\nid: {id}\n---\n")), &Reading::default());
        Archive::new(ids.iter().map(read_one).collect(), Vec::new())
    }

    #[test]
    fn the_next_id_follows_the_highest_of_its_year() {
        let archive = archive(&["INC-2026-002", "INC-2026-014", "INC-2025-999", "other"]);
        assert_eq!(next_id("INC-{year}-{number:03}", 2026, &archive), "INC-2026-015");
        assert_eq!(next_id("INC-{year}-{number:03}", 2027, &archive), "INC-2027-001");
        assert_eq!(next_id("PM{number}", 2026, &archive), "PM1");
    }

    #[test]
    fn the_filled_template_reads_without_a_problem() {
        let values = [
            ("id", "INC-2026-001"),
            ("title", "Disk full"),
            ("severity", "SEV3"),
            ("commander", "ana.ruiz"),
            ("started_at", "2026-03-04T09:12:00Z"),
        ];
        let text = fill(TEMPLATE, &values);
        let incident = read(SourceText::new("a.md", text), &Reading::default());
        assert_eq!(incident.problems, []);
        assert_eq!(incident.commanders.len(), 1);
    }
}
