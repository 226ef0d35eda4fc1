//! Rules of the group `command`: who commanded, without overlap or gap.
