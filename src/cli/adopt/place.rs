//! Where an archive is adopted: what is looked into, and where its configuration lies or would lie.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::super::failure::Failure;
use super::super::paths::below;
use super::super::workspace::nearest_config;
use crate::adopt::{Likeness, Survey, Surveyed, likeness};
use crate::archive::{self, Candidates};
use crate::history;
use crate::incident::{ProblemKind, Reading};

/// The place of an archive.
pub struct Place {
    /// The folder that is looked into. Absolute.
    folder: PathBuf,
    /// The folder of the configuration: where one is; else the top of the repository, so that it is found from
    /// everywhere in it; else the folder that is looked into. Absolute.
    pub root: PathBuf,
    /// The configuration that is there.
    pub config: Option<PathBuf>,
    /// What the repository or the folder is called.
    pub name: String,
}

impl Place {
    /// The place of the folder that the user gave.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let folder = path.canonicalize().map_err(|_| Failure::usage(format!("{}: no such folder", path.display())))?;
        if !folder.is_dir() {
            return Err(Failure::usage(format!("{}: a file; give the folder that holds the reviews", path.display())));
        }
        let config = nearest_config(&folder);
        let top = || history::work_tree(&folder)?.canonicalize().ok().filter(|top| folder.starts_with(top));
        let root = config.as_deref().and_then(Path::parent).map(Path::to_owned);
        let root = root.or_else(top).unwrap_or_else(|| folder.clone());
        Ok(Self { name: name(&root), folder, root, config })
    }

    /// Reads whatever may be a review, and finds the folder that holds the reviews. Beside it, all files of that
    /// folder, relative to it and sorted.
    pub fn survey(&self) -> Result<(Survey, Vec<String>), Failure> {
        let within = below(&self.folder, &self.root).unwrap_or_default();
        let found = archive::candidates(&self.folder, &within).map_err(|error| Failure::usage(error.to_string()))?;
        let Candidates { documents, others } = found;
        let reading = Reading { adopted: true, ..Reading::default() };
        let surveyed = documents.par_iter().filter_map(|(name, path)| {
            let incident = archive::read(name, path, &reading).ok()?;
            let is_text = !incident.problems.iter().any(|problem| problem.kind == ProblemKind::InvalidUtf8);
            let likeness = if is_text { likeness(&incident, &self.name) } else { Likeness::Other };
            // What is no review is not kept in memory.
            (likeness > Likeness::Other).then_some(Surveyed { incident, likeness })
        });
        let survey = Survey::of(surveyed.collect(), &within);
        let names = documents.into_iter().map(|(name, _)| name).chain(others);
        let prefix = if survey.folder.is_empty() { String::new() } else { format!("{}/", survey.folder) };
        let mut files: Vec<String> = names.filter_map(|name| name.strip_prefix(&prefix).map(str::to_owned)).collect();
        files.sort();
        Ok((survey, files))
    }
}

/// The last part of the remote's address, else the folder's name.
fn name(root: &Path) -> String {
    let remote = history::remote(root).filter(|url| url.contains("://") || url.contains('@'));
    let named = remote.as_deref().and_then(|url| {
        let last = url.trim_end_matches('/').rsplit(['/', ':']).next()?;
        let last = last.strip_suffix(".git").unwrap_or(last);
        (!last.is_empty()).then(|| last.to_owned())
    });
    named.unwrap_or_else(|| root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
}
