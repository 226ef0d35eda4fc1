//! From the workspace to all that its site is made of: what `build` writes and `serve` serves.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::failure::Failure;
use super::progress::Progress;
use super::recounting::{self, below};
use super::service_repositories;
use super::work_tree::work_tree;
use super::workspace::Workspace;
use crate::archive::Archive;
use crate::config::Level;
use crate::history::{self, Blobs, Forge, History};
use crate::lint::wording::count;
use crate::lint::{self, Context, Lint, Selection};
use crate::site::{Audience, SiteInput};
use crate::timeline::{self, ServiceHistory, Timeline};

/// A recounted and linted archive: all that its site is made of.
pub struct Publication {
    pub recounted: Recounted,
    /// The instant it is shown as of.
    pub as_of: DateTime<Utc>,
    /// What the linter says of it.
    pub lint: Lint,
    /// Paths of the reviews with lint errors.
    pub incomplete: BTreeSet<String>,
    forge: Option<Forge>,
}

/// The archive with everything that Git knows of it.
pub struct Recounted {
    /// Incidents, each dated: by its first commit where nothing else says.
    pub archive: Archive,
    /// What Git remembers; `None` outside a repository.
    pub history: Option<History>,
    /// One timeline an incident, in the order of [`Archive::incidents`].
    pub timelines: Vec<Timeline>,
    /// Where the contents of its commits are; `None` outside a repository.
    pub blobs: Option<Blobs>,
    /// What reached the services while incidents went on.
    pub around: Vec<ServiceHistory>,
    /// What a reader of the terminal should know: a shallow clone, no repository, no incidents.
    pub notices: Vec<String>,
}

/// Reads files and history side by side, and recounts every timeline.
pub fn recount(workspace: &Workspace, progress: &Progress) -> Result<Recounted, Failure> {
    progress.step("Reading incidents and history");
    let (archive, walked) = rayon::join(
        || workspace.load(),
        || history::read(&workspace.incidents, &workspace.incidents, workspace.cache.as_ref()),
    );
    let mut archive = archive?;
    let walked = walked.map_err(|error| Failure::usage(error.to_string()))?;
    let mut notices = Vec::new();
    if archive.incidents().is_empty() {
        notices.push(format!("no incidents in `{}`; `recount new \"Title\"` writes one", workspace.shown()));
    }
    match &walked {
        None => notices.push("not in a Git repository: timelines hold only what the files declare".to_owned()),
        Some((history, _)) if history.shallow => notices.push(
            "this clone is shallow: history before its edge is unknown; `git fetch --unshallow` brings it".to_owned(),
        ),
        Some((history, _)) if history.head.is_none() => {
            notices.push("the repository has no commits yet: timelines hold only what the files declare".to_owned());
        }
        Some(_) => {}
    }
    let around = service_repositories::read(workspace, &archive)?;
    progress.step("Recounting timelines");
    let timelines = match &walked {
        Some((history, blobs)) => {
            date_by_first_commit(&mut archive, history, &workspace.folder);
            recounting::with_history(archive.incidents(), history, blobs, &around, workspace)
        }
        None => archive.incidents().par_iter().map(|incident| timeline::recount(incident, None, &around)).collect(),
    };
    let missing: usize = timelines.iter().map(|timeline| timeline.missing).sum();
    if missing > 0 {
        let versions = count(missing, "version");
        notices.push(format!(
            "this clone is partial, and the contents of {versions} are not here: what changed with them is unknown; \
             `git fetch --refetch --no-filter` brings them"
        ));
    }
    let (history, blobs) = walked.unzip();
    Ok(Recounted { archive, history, timelines, blobs, around, notices })
}

/// Incidents that nothing else dates get the day of their first commit, said as such.
pub fn date_by_first_commit(archive: &mut Archive, history: &History, prefix: &str) {
    archive.date_undated(|path| {
        let commit = history.first_commit(history.file(below(path, prefix))?)?;
        Some(commit.committed_at.with_timezone(&Utc).date_naive())
    });
}

/// Reads, recounts and lints the archive as of `as_of`; by default the time of the last commit, so that the same
/// commit gives the same bytes.
pub fn prepare(
    workspace: &Workspace,
    as_of: Option<DateTime<Utc>>,
    progress: &Progress,
) -> Result<Publication, Failure> {
    let recounted = recount(workspace, progress)?;
    let last_commit = || recounted.history.as_ref()?.head_committed_at.map(|at| at.with_timezone(&Utc));
    let as_of = as_of.or_else(last_commit).unwrap_or_else(|| latest_day(&recounted.archive));
    progress.step("Linting");
    let lint = lint(workspace, &recounted, as_of, |context| lint::lint(&recounted.archive, context))?;
    Ok(Publication::new(workspace, recounted, as_of, lint))
}

impl Publication {
    /// Of an archive and what the linter says of it.
    pub fn new(workspace: &Workspace, recounted: Recounted, as_of: DateTime<Utc>, lint: Lint) -> Self {
        Self { incomplete: incomplete(&lint), forge: workspace.forge(), recounted, as_of, lint }
    }

    /// Another lint than before.
    pub fn relint(&mut self, lint: Lint) {
        self.incomplete = incomplete(&lint);
        self.lint = lint;
    }

    /// What the site is rendered from.
    pub fn site<'a>(&'a self, workspace: &'a Workspace) -> SiteInput<'a> {
        SiteInput {
            forge: self.forge.as_ref(),
            archive: &self.recounted.archive,
            config: &workspace.config,
            root: &workspace.root,
            base: &workspace.base,
            folder: &workspace.folder,
            audience: Audience::Internal,
            timelines: &self.recounted.timelines,
            history: self.recounted.history.as_ref(),
            incomplete: &self.incomplete,
            as_of: self.as_of,
            outlines: None,
        }
    }
}

/// Asks the linter about the archive, which gets to know what the repository says.
pub fn lint<T>(
    workspace: &Workspace,
    recounted: &Recounted,
    as_of: DateTime<Utc>,
    ask: impl FnOnce(&Context<'_>) -> T,
) -> Result<T, Failure> {
    let work_tree = work_tree(workspace, &Selection::default(), &recounted.archive, &recounted.timelines)?;
    Ok(ask(&Context { work_tree: &work_tree, ..Context::new(&workspace.config, as_of) }))
}

/// The paths of the reviews with errors.
fn incomplete(lint: &Lint) -> BTreeSet<String> {
    let errors = lint.findings.iter().filter(|finding| finding.level == Level::Error);
    errors.map(|finding| finding.path.clone()).collect()
}

/// Without commits, the newest incident is the newest thing that is known.
fn latest_day(archive: &Archive) -> DateTime<Utc> {
    let days = archive.incidents().iter().filter_map(|incident| incident.date).map(|date| date.day);
    days.max().and_then(|day| day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc()).unwrap_or_default()
}
