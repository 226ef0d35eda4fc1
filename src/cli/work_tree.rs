//! What the linter may know of the work tree besides the incidents' texts; only what a rule that is on asks for.

use std::path::PathBuf;

use super::failure::Failure;
use super::workspace::Workspace;
use crate::archive::Archive;
use crate::history::{self, CommitId};
use crate::lint::{Backdated, Holds, Repository, Selection, WorkTree, is_on, registry};
use crate::timeline::Timeline;

/// Digits of a commit's id in messages.
const SHORT_ID: usize = 9;

/// What rules ask of the work tree. `timelines` are in the order of the archive's incidents, or none were recounted.
pub fn work_tree(
    workspace: &Workspace,
    selection: &Selection,
    archive: &Archive,
    timelines: &[Timeline],
) -> Result<WorkTree, Failure> {
    let holds = asks("links/broken", workspace, selection).then(|| holds(workspace.base.clone()));
    let Some(shallow) = history::is_shallow(&workspace.incidents) else {
        return Ok(WorkTree { holds, repository: None });
    };
    let mut repository = Repository { shallow, ..Repository::default() };
    if asks("history/uncommitted", workspace, selection) {
        let files = archive.incidents().iter().map(|incident| incident.source.path());
        repository.uncommitted = history::uncommitted(&workspace.incidents, files)
            .map_err(|error| Failure::usage(format!("history/uncommitted: {error}")))?;
    }
    for (incident, timeline) in archive.incidents().iter().zip(timelines) {
        let told = |(key, commit): &(&'static str, CommitId)| Backdated {
            key,
            commit: commit.to_hex_with_len(SHORT_ID).to_string(),
        };
        let changes: Vec<Backdated> = timeline.backdated.iter().map(told).collect();
        if !changes.is_empty() {
            repository.backdated.insert(incident.source.path().to_owned(), changes);
        }
    }
    Ok(WorkTree { repository: Some(repository), holds })
}

/// Asks for files and folders below `base`, which is canonical. What a symbolic link has outside of it is not held: a
/// text must not tell what else is on this disk.
fn holds(base: PathBuf) -> Holds {
    Box::new(move |path| base.join(path).canonicalize().is_ok_and(|real| real.starts_with(&base)))
}

/// Whether a rule of this name may find something.
pub fn asks(rule: &str, workspace: &Workspace, selection: &Selection) -> bool {
    registry::find(rule).is_some_and(|rule| is_on(rule.name, rule.level, &workspace.config, selection))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    #[cfg(unix)]
    fn files_are_held_below_the_base_and_not_through_a_link_out_of_it() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let base = folder.path().canonicalize().expect("it is there").join("base");
        fs::create_dir_all(base.join("docs")).expect("a folder can be made");
        fs::write(base.join("docs/a b.md"), "").expect("a file can be written");
        fs::write(folder.path().join("outside.md"), "").expect("a file can be written");
        for (to, name) in [("../outside.md", "out.md"), ("docs/a b.md", "in.md"), ("nowhere.md", "dangling.md")] {
            std::os::unix::fs::symlink(to, base.join(name)).expect("a link can be made");
        }
        let holds = holds(base);
        assert!(["docs", "docs/a b.md", "in.md"].iter().all(|path| holds(path)));
        assert!(
            !["docs/b.md", "out.md", "dangling.md", "/etc", "../outside.md", "a\0b"].iter().any(|path| holds(path))
        );
    }
}
