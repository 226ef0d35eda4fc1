//! `recount.toml`: what an archive is called, where its incidents are, how it counts and how strict it is.
//! Reading and defaults; what the values mean is the business of the floors above.

mod decode;
mod level;
mod load;
mod settings;
mod table;

pub use level::Level;
pub use load::{ConfigError, FILE_NAME, Mistake, parse};
pub use settings::{ArchiveSettings, CommandSettings, Config, LintSettings, ReviewSettings, SiteSettings};
