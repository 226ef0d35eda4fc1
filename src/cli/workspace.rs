//! Where a command works: the configuration, the incident folder, and how messages name its files.

use std::path::{Path, PathBuf};

use super::configuration;
use super::failure::Failure;
use super::paths::below;
use crate::archive::{self, Archive};
use crate::cache::Cache;
use crate::config::{Config, FILE_NAME};
use crate::history::{self, Forge, ForgeKind};

/// The place a command works in.
#[derive(Debug)]
pub struct Workspace {
    /// Folder of the configuration, or the current one where there is no configuration. Absolute.
    pub root: PathBuf,
    /// Settings, or their defaults.
    pub config: Config,
    /// The configuration file, where there is one. Absolute.
    pub config_path: Option<PathBuf>,
    /// The incident folder. Absolute.
    pub incidents: PathBuf,
    /// What files are named from, wherever recount runs: the work tree of the repository that holds the
    /// incidents; outside of one the root, or the incident folder where that lies elsewhere. Absolute.
    pub base: PathBuf,
    /// The name of the incident folder: its path below [`Workspace::base`], empty where they are one.
    pub folder: String,
    /// The incident folder that the command line names instead of the configuration. Absolute.
    pub named: Option<PathBuf>,
    /// What was computed before; `None` where nothing is kept.
    pub cache: Option<Cache>,
}

impl Workspace {
    /// Finds the configuration in `current` or a folder above it; `incidents` overrides its folder.
    pub fn find(current: &Path, config: Option<&Path>, incidents: Option<&Path>) -> Result<Self, Failure> {
        let config_path = match config {
            Some(path) if !path.is_file() => {
                return Err(Failure::usage(format!("{}: no such configuration file", path.display())));
            }
            Some(path) => Some(current.join(path)),
            None => nearest_config(current),
        };
        let root = config_path.as_deref().and_then(Path::parent).unwrap_or(current).to_owned();
        let config = match &config_path {
            Some(path) => configuration::read(path, current)?,
            None => Config::default(),
        };
        let named = incidents.map(|folder| current.join(folder));
        Ok(Self::of(root, config, config_path, named))
    }

    /// The place that a configuration makes of the folder `root`, be it written there or not.
    pub fn of(root: PathBuf, mut config: Config, config_path: Option<PathBuf>, named: Option<PathBuf>) -> Self {
        let incidents = named.clone().unwrap_or_else(|| root.join(&config.archive.incidents));
        let incidents = incidents.canonicalize().unwrap_or(incidents);
        let base = base(&incidents, &root);
        let folder = below(&incidents, &base).unwrap_or_default();
        if let Some(beside) = root.canonicalize().ok().and_then(|root| below(&root, &base)) {
            config.lint.per_path.set_folder(beside);
        }
        Self { root, config, config_path, incidents, base, folder, named, cache: None }
    }

    /// The same place with the configuration as it is now.
    pub fn again(&self) -> Result<Self, Failure> {
        let found = Self::find(&self.root, self.config_path.as_deref(), self.named.as_deref())?;
        Ok(Self { cache: self.cache.clone(), ..found })
    }

    /// Reads the archive.
    pub fn load(&self) -> Result<Archive, Failure> {
        archive::load(&self.incidents, &self.folder, &self.config).map_err(|error| Failure::usage(error.to_string()))
    }

    /// The forge that shows the repository: the configuration's, else what the remote `origin` tells.
    pub fn forge(&self) -> Option<Forge> {
        let site = &self.config.site;
        let kind = site.forge.as_deref().and_then(ForgeKind::named);
        let forge = match &site.repository_url {
            Some(url) => Forge::new(url, &site.branch, kind),
            None => Forge::of_remote(&history::remote(&self.incidents)?, &site.branch, kind),
        };
        forge.map(|forge| forge.with_commit_url(site.commit_url.as_deref()))
    }

    /// How files are named that the user gave by `path`; `None` where there is none such in the incident folder.
    pub fn name_of(&self, path: &Path) -> Option<String> {
        let real = path.canonicalize().ok()?;
        real.starts_with(&self.incidents).then(|| below(&real, &self.base))?
    }

    /// How a file in the incident folder is named by `path`, be it there or not.
    pub fn name_of_new(&self, path: &Path) -> Option<String> {
        self.name_of(path).or_else(|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let real = folder.canonicalize().ok()?.join(path.file_name()?);
            real.starts_with(&self.incidents).then(|| below(&real, &self.base))?
        })
    }

    /// The incident folder as a user would type it.
    pub fn shown(&self) -> &str {
        if self.folder.is_empty() { "." } else { &self.folder }
    }
}

/// See [`Workspace::base`].
fn base(incidents: &Path, root: &Path) -> PathBuf {
    let within = |folder: PathBuf| folder.canonicalize().ok().filter(|folder| incidents.starts_with(folder));
    history::work_tree(incidents)
        .and_then(within)
        .or_else(|| within(root.to_owned()))
        .unwrap_or_else(|| incidents.to_owned())
}

/// `recount.toml` in `folder` or above it, but not above the repository the folder lies in.
pub fn nearest_config(folder: &Path) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let candidate = folder.join(FILE_NAME);
        if candidate.is_file() {
            return Some(candidate);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
