//! What incidents have in common: links that somebody wrote, services, tags, contributing factors and words. It answers
//! "have we seen this before?" for the site and the terminal alike. No page and no output lives here.

mod compare;
mod factors;
mod nearby;
mod outline;
mod outlined_factor;
mod outlines;
mod vocabulary;
mod wording;

pub use compare::{Reason, Related};
pub use factors::{FactorGroup, groups};
pub use nearby::Nearby;
pub use outline::Outline;
pub use outlined_factor::{MEANINGFUL, OutlinedFactor, are_alike, bits, shared_at_least};
pub use outlines::Outlines;
pub use wording::Seen;
