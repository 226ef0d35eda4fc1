//! Rules of the group `actions`: owned, dated, specific corrective actions.
