//! Rules of the group `review`: the blameless meeting and its deadline.
