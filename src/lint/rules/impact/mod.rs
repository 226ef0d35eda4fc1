//! Rules of the group `impact`: whom the incident reached, how many, and for how long.

pub mod vague;
mod vocabulary;
