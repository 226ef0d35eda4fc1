//! `recount.toml`: what an archive is called, where its incidents are, how it counts and how strict it is.
//! Reading and defaults; what the values mean is the business of the floors above.

mod decode;
mod holidays;
mod level;
mod load;
mod pattern;
mod per_path;
mod settings;
mod table;

pub use holidays::{NotHolidays, days as holidays};
pub use level::{Level, Levels};
pub use load::{ConfigError, FILE_NAME, Mistake, parse};
pub use pattern::Pattern;
pub use per_path::{PathLevels, PerPath};
pub use settings::{
    ArchiveSettings, CommandSettings, Config, HistorySettings, LintOptions, LintSettings, ReviewSettings,
    ServiceRepository, SiteSettings, WordLists,
};
