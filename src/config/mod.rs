//! `recount.toml`: what an archive is called, where its incidents are, how it counts and how strict it is.
//! Reading and defaults; what the values mean is the business of the floors above.

mod checked;
mod colours;
mod decode;
mod document_files;
mod holidays;
mod level;
mod load;
mod pattern;
mod per_path;
mod settings;
mod site;
mod table;

pub use colours::{DEFAULT_COLOURS, Shades};
pub use document_files::DocumentFiles;
pub use holidays::{NotHolidays, days as holidays};
pub use level::{Level, Levels};
pub use load::{ConfigError, FILE_NAME, Mistake, parse};
pub use pattern::Pattern;
pub use per_path::{PathLevels, PerPath};
pub use settings::{
    ArchiveSettings, CommandSettings, Config, HistorySettings, LintOptions, LintSettings, ReviewSettings,
    ServiceRepository, WordLists,
};
pub use site::SiteSettings;
