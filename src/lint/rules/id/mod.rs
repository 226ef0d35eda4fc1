//! Rules of the group `id`: the identity of an incident in the archive.
