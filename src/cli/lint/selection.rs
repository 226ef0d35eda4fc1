//! Which rules and files `recount lint` is asked about.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::super::failure::Failure;
use super::super::workspace::Workspace;
use crate::archive::{self, Archive};
use crate::history;
use crate::lint::{Lint, Selection, registry};
use crate::text::SourceText;

/// The part of `recount lint`'s arguments that selects.
#[derive(Debug, Clone, Args)]
pub struct SelectionArgs {
    /// Files or folders to lint; the whole archive unless given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Only these rules or groups, separated by commas; a rule that is off is on when named
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules or groups; of a rule and its group the rule counts
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Only incidents changed since this branch, tag or commit was left, and what is not committed yet
    #[arg(long, value_name = "REF")]
    since: Option<String>,
    /// Lint the text on standard input as if it were this file of the archive, for editors
    #[arg(long, value_name = "PATH", conflicts_with_all = ["paths", "since"])]
    stdin_filename: Option<PathBuf>,
}

impl SelectionArgs {
    /// The rules asked for. A name that no rule has is a mistake: it would select nothing, and pass.
    pub fn rules(&self) -> Result<Selection, Failure> {
        for name in self.select.iter().chain(&self.ignore) {
            if name != Selection::ALL
                && let Some(mistake) = registry::unknown(name)
            {
                return Err(Failure::usage(mistake));
            }
        }
        Ok(Selection { select: self.select.clone(), ignore: self.ignore.clone() })
    }

    /// The archive with standard input in the place of the file it is said to be.
    pub fn with_stdin(&self, archive: Archive, workspace: &Workspace) -> Result<Archive, Failure> {
        let Some(path) = &self.stdin_filename else { return Ok(archive) };
        let name = Self::stdin_name(path, workspace)?;
        let mut bytes = Vec::new();
        let unreadable = |why: String| Failure::usage(format!("standard input {why}"));
        std::io::stdin()
            .lock()
            .take(SourceText::MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(format!("cannot be read: {error}")))?;
        if bytes.len() as u64 > SourceText::MAX_BYTES {
            return Err(unreadable(format!("is larger than {} MiB", SourceText::MAX_BYTES / (1024 * 1024))));
        }
        Ok(archive.with(archive::read_bytes(&name, bytes, &archive::reading(&workspace.config))))
    }

    fn stdin_name(path: &Path, workspace: &Workspace) -> Result<String, Failure> {
        workspace.name_of_new(path).ok_or_else(|| {
            let folder = workspace.shown();
            Failure::usage(format!("--stdin-filename {}: not in the incident folder `{folder}`", path.display()))
        })
    }

    /// The files asked for.
    pub fn files(&self, archive: &Archive, workspace: &Workspace) -> Result<SelectedFiles, Failure> {
        let asked = match &self.stdin_filename {
            Some(path) => Asked(vec![Self::stdin_name(path, workspace)?]),
            None => Asked::of(&self.paths, workspace)?,
        };
        let changed = self.since.as_ref().map(|reference| changed(reference, archive, workspace)).transpose()?;
        Ok(SelectedFiles { asked, changed })
    }
}

/// The files asked for, by the path that messages name.
pub struct SelectedFiles {
    asked: Asked,
    changed: Option<BTreeSet<String>>,
}

impl SelectedFiles {
    /// True for a file that was asked for.
    pub fn covers(&self, path: &str) -> bool {
        self.asked.covers(path) && self.changed.as_ref().is_none_or(|changed| changed.contains(path))
    }

    /// True where the whole archive was asked for.
    pub fn is_whole(&self) -> bool {
        self.asked.0.is_empty() && self.changed.is_none()
    }

    /// What was found in the files asked for. The whole archive was looked at, so that what shows only between
    /// files is exact.
    pub fn narrow(&self, lint: Lint) -> Lint {
        if self.is_whole() { lint } else { lint.only(|path| self.covers(path)) }
    }
}

fn changed(reference: &str, archive: &Archive, workspace: &Workspace) -> Result<BTreeSet<String>, Failure> {
    let incidents = archive.incidents().iter().map(|incident| incident.source.path());
    let unreadable = archive.unreadable().iter().map(|file| file.path.as_str());
    history::changed_since(&workspace.incidents, reference, incidents.chain(unreadable))
        .map_err(|error| Failure::usage(format!("--since {reference}: {error}")))
}

/// The files that were asked for, as messages name them; all where none were.
struct Asked(Vec<String>);

impl Asked {
    /// Every path must be there: a mistyped one that lints nothing would pass.
    fn of(paths: &[PathBuf], workspace: &Workspace) -> Result<Self, Failure> {
        let named = |path: &PathBuf| {
            workspace.name_of(path).ok_or_else(|| {
                let why = if path.exists() {
                    format!("not in the incident folder `{}`", workspace.shown())
                } else {
                    "no such file".to_owned()
                };
                Failure::usage(format!("{}: {why}", path.display()))
            })
        };
        Ok(Self(paths.iter().map(named).collect::<Result<_, _>>()?))
    }

    fn covers(&self, path: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|asked| covers(asked, path))
    }
}

fn covers(asked: &str, path: &str) -> bool {
    asked.is_empty() || path.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
