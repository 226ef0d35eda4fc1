//! Rules of the group `links`: where links lead, and what stands for a picture where it cannot be seen.

pub mod broken;
pub mod image_alt;
mod written_links;
