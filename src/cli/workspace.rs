//! Where a command works: the configuration, the incident folder, and how messages name its files.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::archive::{self, Archive};
use crate::config::{self, Config, FILE_NAME};

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
    /// How messages name the incident folder: relative to the current folder where it lies inside.
    pub prefix: String,
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
            Some(path) => read_config(path, current)?,
            None => Config::default(),
        };
        let folder = match incidents {
            Some(folder) => current.join(folder),
            None => root.join(&config.archive.incidents),
        };
        let folder = folder.canonicalize().unwrap_or(folder);
        let prefix = name_of(&folder, current);
        Ok(Self { root, config, config_path, incidents: folder, prefix })
    }

    /// Reads the archive.
    pub fn load(&self) -> Result<Archive, Failure> {
        archive::load(&self.incidents, &self.prefix, &self.config).map_err(|error| Failure::usage(error.to_string()))
    }
}

/// Messages name the configuration as the user would: relative to where they stand.
fn read_config(path: &Path, current: &Path) -> Result<Config, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("{}: cannot be read: {error}", path.display())))?;
    config::parse(&name_of(path, current), &text).map_err(|error| Failure::usage(error.to_string()))
}

/// `recount.toml` in `folder` or above it, but not above the repository the folder lies in.
fn nearest_config(folder: &Path) -> Option<PathBuf> {
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

/// `path` relative to `current` where it lies inside, with `/` between its parts; empty for `current` itself.
fn name_of(path: &Path, current: &Path) -> String {
    let current = current.canonicalize().unwrap_or_else(|_| current.to_owned());
    let shown = path.strip_prefix(&current).unwrap_or(path);
    let shown = shown.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}
