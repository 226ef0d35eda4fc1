//! Rules of the group `privacy`: what a review must not carry to its readers, be they colleagues or the public.

pub mod secret;
mod secret_shapes;
