//! Rules of the group `section`: the sections of a review.
