//! From the workspace to the files of the site, in memory: what `build` writes and `serve` serves.

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
use crate::history::{self, History};
use crate::lint::wording::count;
use crate::lint::{self, Context, Lint, Selection};
use crate::site::{self, Audience, Files, SiteInput};
use crate::timeline::{self, Timeline};

/// A site in memory, and what a command says about it.
pub struct Published {
    /// Files by path under the site's root.
    pub files: Files,
    /// Incidents read, the restricted ones included.
    pub incidents: usize,
    /// Incidents with lint errors.
    pub incomplete: usize,
    /// What the linter says of them.
    pub lint: Lint,
    /// What a reader of the terminal should know: a shallow clone, no repository, no incidents.
    pub notices: Vec<String>,
}

/// The archive with everything that Git knows of it.
pub struct Recounted {
    /// Incidents, each dated: by its first commit where nothing else says.
    pub archive: Archive,
    /// What Git remembers; `None` outside a repository.
    pub history: Option<History>,
    /// One timeline an incident, in the order of [`Archive::incidents`].
    pub timelines: Vec<Timeline>,
    /// See [`Published::notices`].
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
    Ok(Recounted { archive, history: walked.map(|(history, _)| history), timelines, notices })
}

/// Incidents that nothing else dates get the day of their first commit, said as such.
fn date_by_first_commit(archive: &mut Archive, history: &History, prefix: &str) {
    archive.date_undated(|path| {
        let commit = history.first_commit(history.file(below(path, prefix))?)?;
        Some(commit.committed_at.with_timezone(&Utc).date_naive())
    });
}

/// Renders the whole site as of `as_of`; by default the time of the last commit, so that the same commit
/// gives the same bytes.
pub fn publish(workspace: &Workspace, as_of: Option<DateTime<Utc>>, progress: &Progress) -> Result<Published, Failure> {
    let Recounted { archive, history, timelines, notices } = recount(workspace, progress)?;
    let as_of = as_of.or_else(|| last_commit(history.as_ref())).unwrap_or_else(|| latest_day(&archive));
    progress.step("Linting");
    let work_tree = work_tree(workspace, &Selection::default(), &archive, &timelines)?;
    let context = Context { work_tree: &work_tree, ..Context::new(&workspace.config, as_of) };
    let lint = lint::lint(&archive, &context);
    let errors = lint.findings.iter().filter(|finding| finding.level == Level::Error);
    let incomplete: BTreeSet<String> = errors.map(|finding| finding.path.clone()).collect();
    progress.step("Rendering pages");
    let forge = workspace.forge();
    let input = SiteInput {
        forge: forge.as_ref(),
        archive: &archive,
        config: &workspace.config,
        root: &workspace.root,
        base: &workspace.base,
        folder: &workspace.folder,
        audience: Audience::Internal,
        timelines: &timelines,
        history: history.as_ref(),
        incomplete: &incomplete,
        as_of,
    };
    let files = site::render(&input).map_err(|error| Failure::usage(error.to_string()))?;
    Ok(Published { files, incidents: archive.incidents().len(), incomplete: incomplete.len(), lint, notices })
}

fn last_commit(history: Option<&History>) -> Option<DateTime<Utc>> {
    history?.head_committed_at.map(|at| at.with_timezone(&Utc))
}

/// Without commits, the newest incident is the newest thing that is known.
fn latest_day(archive: &Archive) -> DateTime<Utc> {
    let days = archive.incidents().iter().filter_map(|incident| incident.date).map(|date| date.day);
    days.max().and_then(|day| day.and_hms_opt(0, 0, 0)).map(|at| at.and_utc()).unwrap_or_default()
}
