//! Reads the repositories of services that the configuration names, and says which cannot be read.

use std::path::Path;

use rayon::prelude::*;

use super::failure::Failure;
use super::workspace::Workspace;
use crate::archive::Archive;
use crate::config::{ConfigError, ServiceRepository};
use crate::history::{self, Forge, Mainline, Wanted};
use crate::timeline::{self, ServiceHistory};

/// What reached the main lines of the services' repositories around the archive's incidents, in the order of the
/// configuration.
pub fn read(workspace: &Workspace, archive: &Archive) -> Result<Vec<ServiceHistory>, Failure> {
    let repositories = &workspace.config.history.repositories;
    refuse_every_edit(workspace, repositories)?;
    let read = |repository: &ServiceRepository| {
        let folder = workspace.root.join(&repository.path.value);
        let incidents = archive.incidents().iter();
        let periods =
            timeline::periods(incidents.filter(|incident| timeline::concerns(&repository.services, incident)));
        let components = |path: &String| path.split('/').map(|name| name.as_bytes().to_vec()).collect();
        let paths: Vec<Vec<Vec<u8>>> = repository.paths.iter().map(components).collect();
        let tags = |name: &str| repository.tags.as_ref().is_none_or(|pattern| pattern.matches(name));
        let wanted = Wanted { paths: &paths, tags: &tags, periods: &periods };
        ServiceHistory {
            name: repository.name.clone(),
            services: repository.services.clone(),
            forge: forge(repository, &folder),
            mainline: mainline(&repository.path.value, &folder, &wanted),
        }
    };
    Ok(repositories.par_iter().map(read).collect())
}

/// A checkout without the services' repositories is no mistake: its pages say what they do not know.
fn mainline(path: &str, folder: &Path, wanted: &Wanted<'_>) -> Result<Mainline, String> {
    if !folder.is_dir() {
        return Err(format!("there is no folder {path}"));
    }
    match history::mainline(folder, wanted) {
        Ok(Some(mainline)) => Ok(mainline),
        Ok(None) => Err(format!("{path} is no Git repository")),
        Err(error) => Err(error.to_string()),
    }
}

fn forge(repository: &ServiceRepository, folder: &Path) -> Option<Forge> {
    let template = repository.commit_url.as_deref();
    let remote = history::remote(folder).and_then(|remote| Forge::of_remote(&remote, "HEAD", None));
    // With an address of its own for commits it does not matter where the repository itself is.
    let forge = remote.or_else(|| Forge::new(template?, "HEAD", None))?;
    Some(forge.with_commit_url(template))
}

/// In the repository of the incidents every edit of a review would be a change: there the paths that count are named.
fn refuse_every_edit(workspace: &Workspace, repositories: &[ServiceRepository]) -> Result<(), Failure> {
    let own = repositories.iter().filter(|repository| {
        let folder = workspace.root.join(&repository.path.value);
        repository.paths.is_empty() && folder.is_dir() && history::is_same_repository(&folder, &workspace.incidents)
    });
    let message = "this is the repository of the incidents, and their edits are no changes around them; \
                   name what counts: `paths = [\"src\", \"deploy\"]`";
    let mistakes: Vec<_> = own.map(|repository| (repository.path.span, message.to_owned())).collect();
    let Some(path) = workspace.config_path.as_deref().filter(|_| !mistakes.is_empty()) else { return Ok(()) };
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let text = std::fs::read_to_string(path).unwrap_or_default();
    Err(Failure::usage(ConfigError::mistakes(&name, &text, mistakes).to_string()))
}
