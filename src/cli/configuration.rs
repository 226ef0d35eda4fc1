//! Reads `recount.toml` and the files it names. What it may say is the business of `config`; which rules there are,
//! of `lint`: here the two meet.

use std::path::Path;

use super::failure::Failure;
use super::paths::below;
use crate::config::{self, Config, ConfigError};
use crate::lint::registry;
use crate::text::Span;

/// Largest holiday file that is read, in bytes.
const MAX_HOLIDAYS: u64 = 4 * 1024 * 1024;

/// Reads the configuration at `path`, which messages name as a user in `current` would.
pub fn read(path: &Path, current: &Path) -> Result<Config, Failure> {
    let current = current.canonicalize().unwrap_or_else(|_| current.to_owned());
    let name = below(path, &current).unwrap_or_else(|| path.to_string_lossy().into_owned());
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("{}: cannot be read: {error}", path.display())))?;
    let mut config = config::parse(&name, &text).map_err(|error| Failure::usage(error.to_string()))?;
    let mut mistakes = unknown_rules(&config);
    if let Some(file) = &config.review.holidays_file {
        match holidays(&path.with_file_name(&file.value)) {
            Ok(days) => config.review.holidays.extend(days),
            Err(reason) => mistakes.push((file.span, format!("`{}` {reason}", file.value))),
        }
    }
    if mistakes.is_empty() {
        Ok(config)
    } else {
        Err(Failure::usage(ConfigError::mistakes(&name, &text, mistakes).to_string()))
    }
}

/// Levels of rules that there are not.
fn unknown_rules(config: &Config) -> Vec<(Span, String)> {
    let levels = config.lint.per_path.all().map(|entry| &entry.rules).chain([&config.lint.rules]);
    let named = levels.flat_map(|levels| levels.iter().map(|(rule, level)| (rule, level.span)));
    let mut unknown: Vec<_> = named.filter_map(|(rule, span)| Some((span, registry::unknown(rule)?))).collect();
    unknown.sort();
    unknown
}

fn holidays(path: &Path) -> Result<Vec<chrono::NaiveDate>, String> {
    let unreadable = |error: std::io::Error| format!("cannot be read: {error}");
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_HOLIDAYS {
        return Err(format!("is larger than {} MiB", MAX_HOLIDAYS / 1024 / 1024));
    }
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    config::holidays(&text).map_err(|error| format!("holds no list of holidays: {error}"))
}
