//! Charts as inline SVG: plain geometry, numbers in, markup out. Nothing here knows of incidents. Widths are in percent
//! and heights in pixels, so that a chart takes whatever width there is and its text keeps its size.

pub mod bars;
pub mod columns;
pub mod dots;
pub mod scale;
pub mod steps;
mod svg;

use super::html::Html;

/// How a chart introduces itself to somebody who does not see it.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Prefix of its ids, unique on the page.
    pub id: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What it shows, in words and numbers.
    pub description: &'a str,
}
