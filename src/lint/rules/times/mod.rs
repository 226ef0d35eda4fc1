//! Rules of the group `times`: the five times of an incident.
