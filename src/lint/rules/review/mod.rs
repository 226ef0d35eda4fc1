//! Rules of the group `review`: the blameless meeting, who is there, and its deadline.

pub mod before_resolution;
pub mod commander_absent;
pub mod late;
pub mod missing;
pub mod no_rest;
pub mod overdue;
pub mod responder_absent;

use crate::incident::Review;
use crate::lint::rules::declared::same_handle;

/// True when the review names `handle` as an attendee or as its facilitator.
fn was_there(review: &Review, handle: &str) -> bool {
    review.attendees.iter().chain(&review.facilitator).any(|present| same_handle(&present.value, handle))
}

/// Where the attendees stand; the review itself where none is named.
fn attendees_span(review: &Review) -> crate::text::Span {
    match (review.attendees.first(), review.attendees.last()) {
        (Some(first), Some(last)) => crate::text::Span::new(first.span.start(), last.span.end()),
        _ => review.span,
    }
}
