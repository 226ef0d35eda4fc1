//! Rules of the group `factors`: the conditions that together made the incident.
