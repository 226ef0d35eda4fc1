//! Rules of the group `description`: what happened, how it was found, how it ended.
