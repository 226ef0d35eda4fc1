//! A moment that somebody wrote down: an instant with the offset it was written in.

use chrono::{DateTime, FixedOffset};

/// An instant, kept with the UTC offset its author wrote (RFC 3339).
pub type Moment = DateTime<FixedOffset>;
