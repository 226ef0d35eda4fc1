//! `recount.toml`: what an archive is called, where its incidents are, how it counts and how strict it is.
//! Reading and defaults; what the values mean is the business of the floors above.

mod level;
mod settings;

pub use level::Level;
pub use settings::{ArchiveSettings, Config, LintSettings, ReviewSettings, SiteSettings};
