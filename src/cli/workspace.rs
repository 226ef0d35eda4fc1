//! Where a command works: the configuration, the incident folder, and how messages name its files.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::archive::{self, Archive};
use crate::config::{self, Config, ConfigError, FILE_NAME};
use crate::history;
use crate::lint::registry;
use crate::text::Span;

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
        let incidents = match incidents {
            Some(folder) => current.join(folder),
            None => root.join(&config.archive.incidents),
        };
        let incidents = incidents.canonicalize().unwrap_or(incidents);
        let base = base(&incidents, &root);
        let folder = below(&incidents, &base).unwrap_or_default();
        Ok(Self { root, config, config_path, incidents, base, folder })
    }

    /// Reads the archive.
    pub fn load(&self) -> Result<Archive, Failure> {
        archive::load(&self.incidents, &self.folder, &self.config).map_err(|error| Failure::usage(error.to_string()))
    }

    /// How files are named that the user gave by `path`; `None` where there is none such in the incident folder.
    pub fn name_of(&self, path: &Path) -> Option<String> {
        let real = path.canonicalize().ok()?;
        real.starts_with(&self.incidents).then(|| below(&real, &self.base))?
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

/// `path` relative to `folder`, with `/` between its parts; `None` where it lies elsewhere.
fn below(path: &Path, folder: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?.to_string_lossy();
    Some(if cfg!(windows) { inside.replace('\\', "/") } else { inside.into_owned() })
}

/// Messages name the configuration as the user would: relative to where they stand.
fn read_config(path: &Path, current: &Path) -> Result<Config, Failure> {
    let current = current.canonicalize().unwrap_or_else(|_| current.to_owned());
    let name = below(path, &current).unwrap_or_else(|| path.to_string_lossy().into_owned());
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("{}: cannot be read: {error}", path.display())))?;
    let config = config::parse(&name, &text).map_err(|error| Failure::usage(error.to_string()))?;
    let unknown: Vec<(Span, String)> =
        config.lint.rules.iter().filter_map(|(rule, level)| Some((level.span, unknown_rule(rule)?))).collect();
    if unknown.is_empty() {
        Ok(config)
    } else {
        Err(Failure::usage(ConfigError::mistakes(&name, &text, unknown).to_string()))
    }
}

/// What is said where `[lint.rules]` names neither a rule nor a group.
fn unknown_rule(name: &str) -> Option<String> {
    if registry::find(name).is_some() || registry::is_group(name) {
        return None;
    }
    let hint = match registry::nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recount rule` lists them".to_owned(),
    };
    Some(format!("`{name}` is neither a rule nor a group of rules; {hint}"))
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
