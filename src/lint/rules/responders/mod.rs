//! Rules of the group `responders`: who worked on the incident.

pub mod missing;
