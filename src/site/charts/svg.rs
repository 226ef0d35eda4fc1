//! The SVG of a chart: shapes with classes, escaped text, no style of its own.

use super::{Html, Named};
use crate::site::html::push_escaped;

/// Where a text stands from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The place is its beginning.
    Start,
    /// The place is its middle.
    Middle,
    /// The place is its end.
    End,
}

/// An SVG under construction. `x` and widths are percent of its width, `y` and heights pixels.
#[derive(Debug)]
pub struct Svg {
    body: String,
}

impl Svg {
    /// An SVG that is named by its title and description.
    #[must_use]
    pub fn new(named: Named<'_>) -> Self {
        let mut body = String::new();
        for (tag, text) in [("title", named.title), ("desc", named.description)] {
            body.push_str(&format!("<{tag} id=\"{}-{tag}\">", named.id));
            push_escaped(&mut body, text);
            body.push_str(&format!("</{tag}>\n"));
        }
        Self { body }
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, u32), to: (f64, u32)) {
        let ((x1, y1), (x2, y2)) = ((number(from.0), from.1), (number(to.0), to.1));
        self.body.push_str(&format!("<line class=\"{class}\" x1=\"{x1}%\" y1=\"{y1}\" x2=\"{x2}%\" y2=\"{y2}\"/>\n"));
    }

    /// A rectangle from its upper left corner.
    pub fn rectangle(&mut self, class: &str, at: (f64, f64), width: f64, height: f64) {
        let (x, y, width, height) = (number(at.0), number(at.1), number(width), number(height));
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}%\" y=\"{y}\" width=\"{width}%\" height=\"{height}\"/>\n"
        ));
    }

    /// A text on its baseline.
    pub fn text(&mut self, class: &str, at: (f64, u32), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.body.push_str(&format!("<text{class} x=\"{}%\" y=\"{}\"{anchor}>", number(at.0), at.1));
        push_escaped(&mut self.body, text);
        self.body.push_str("</text>\n");
    }

    /// A path whose own coordinates run from 0 to `units` over the width, and in pixels over the height.
    pub fn path(&mut self, class: &str, at: (f64, u32), size: (f64, u32), units: u32, path: &str) {
        let (x, width) = (number(at.0), number(size.0));
        let (y, height) = (at.1, size.1);
        self.body.push_str(&format!(
            "<svg x=\"{x}%\" y=\"{y}\" width=\"{width}%\" height=\"{height}\" viewBox=\"0 0 {units} {height}\" \
             preserveAspectRatio=\"none\"><path class=\"{class}\" d=\"{path}\"/></svg>\n"
        ));
    }

    /// The finished SVG.
    #[must_use]
    pub fn finish(self, id: &str, height: u32) -> Html {
        Html::trusted(format!(
            "<svg class=\"chart\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" width=\"100%\" \
             height=\"{height}\">\n{}</svg>",
            self.body
        ))
    }
}

/// Two decimals at most.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Where a text of an axis is anchored, so that those at its ends stay inside.
#[must_use]
pub fn anchor(fraction: f64) -> Anchor {
    if fraction < 0.05 {
        Anchor::Start
    } else if fraction > 0.95 {
        Anchor::End
    } else {
        Anchor::Middle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_decimals_at_most() {
        assert_eq!([0.0, 12.0, 12.5, 12.346, 100.0].map(number), ["0", "12", "12.5", "12.35", "100"]);
    }

    #[test]
    fn text_is_escaped_everywhere() {
        let named = Named { id: "x", title: "<b>", description: "a & b" };
        let mut svg = Svg::new(named);
        svg.text("name", (0.0, 14), Anchor::End, "</text><script>");
        insta::assert_snapshot!(svg.finish("x", 20).as_str(), @r#"
        <svg class="chart" role="img" aria-labelledby="x-title x-desc" width="100%" height="20">
        <title id="x-title">&lt;b&gt;</title>
        <desc id="x-desc">a &amp; b</desc>
        <text class="name" x="0%" y="14" text-anchor="end">&lt;/text&gt;&lt;script&gt;</text>
        </svg>
        "#);
    }
}
