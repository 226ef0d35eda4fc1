//! What reached the main line of a repository in given periods: merges, reverts, commits and tags. Which incident a
//! change may explain is not known here.

mod change;
mod commits;
mod periods;
mod tags;

use std::path::Path;

use gix_object::Kind;

use super::commit_bytes::{CommitBytes, not_a_commit};
use super::error::HistoryError;
use super::people::People;
use super::repository::Repository;
use commits::Walk;

pub use change::{Mainline, MainlineChange, MainlineKind, Wanted};
pub use periods::Periods;

/// Reads what reached the main line (HEAD) of the repository at `folder`. `None` where there is no repository.
pub fn mainline(folder: &Path, wanted: &Wanted<'_>) -> Result<Option<Mainline>, HistoryError> {
    let Some(repository) = Repository::discover(folder)? else { return Ok(None) };
    let (Some(head), Some(begin)) = (repository.head()?, wanted.periods.begin()) else {
        return Ok(Some(Mainline::default()));
    };
    let objects = repository.objects();
    let mut buffer = Vec::new();
    let bytes = objects.read(head, Kind::Commit, &mut buffer)?;
    let root = CommitBytes::parse(bytes).ok_or_else(|| not_a_commit(head))?.tree;
    let people = People::new(repository.work_tree(), &objects, root);
    let walk = Walk { repository: &repository, objects: &objects, people: &people, wanted };
    let mut line = walk.commits(head, begin)?;
    // The newest was found first.
    line.changes.reverse();
    line.changes.extend(tags::tags(&repository, &objects, &people, wanted)?);
    line.changes.sort_by_key(|change| change.at);
    Ok(Some(line))
}
