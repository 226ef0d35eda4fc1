//! Rules of the group `privacy`: what a review must not carry to its readers, be they colleagues or the public.

pub mod names_in_public;
pub mod personal_data;
pub mod secret;
mod secret_shapes;
