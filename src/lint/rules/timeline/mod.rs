//! Rules of the group `timeline`: what happened when.
