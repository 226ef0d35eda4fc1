//! # links/image-alt
//! A picture has no text for those who cannot see it.
//!
//! ## Why
//! A graph without words is nothing to a reader whose eyes are a screen reader, to the search, and to everyone once the
//! file is lost. The *Web Content Accessibility Guidelines* 2.2 ask for a text that serves the same purpose (1.1.1,
//! <https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html>).
//!
//! ## What it reports
//! A picture in Markdown whose alternative text is empty, the name of a file, or the word that editors put there when a
//! picture is pasted (`image`, `alt text`). Pictures in HTML are left alone.
//!
//! ## Bad
//! ```markdown
//! ## Impact
//! ![](graph.png)
//! ^^^^^^^^^^^^^^ no alternative text
//! ![Screenshot_2026-03-04.png](shot.png)
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the name of a file
//! ```
//!
//! ## Good
//! ```markdown
//! ## Impact
//! ![Errors a minute rise from 10 to 4,000 at 09:12Z and fall at 09:32Z](graph.png)
//! ```
//!
//! ## Fix
//! Write what the picture shows, in the words you would use on the telephone.

use super::written_links::written_links;
use crate::config::Level;
use crate::incident::Incident;
use crate::lint::{Applies, Check, Context, Findings, Rule};
use crate::text::Span;

/// See the page above.
pub const RULE: Rule = Rule {
    name: "links/image-alt",
    level: Level::Warning,
    summary: "a picture has no text for those who cannot see it",
    applies: Applies::WhenReviewed,
    check: Check::Incident(check),
    source: include_str!("image_alt.rs"),
};

/// Beyond this many in one file another one teaches nothing.
const LIMIT: usize = 20;

fn check(incident: &Incident, _: &Context<'_>, findings: &mut Findings) {
    let body = incident.source.slice(incident.body);
    if memchr::memmem::find(body.as_bytes(), b"![").is_none() {
        return;
    }
    let written = written_links(body);
    let pictures = written.links.iter().filter(|link| link.is_picture);
    let lacking = pictures.filter_map(|picture| Some((picture, lack(&picture.words, &picture.destination)?)));
    for (picture, lack) in lacking.take(LIMIT) {
        let span = Span::from(picture.whole.clone()).shifted(incident.body.start());
        findings
            .add(incident, span, lack, "what does it show?")
            .help("write what the picture shows: `![errors a minute rise from 10 to 4,000 at 09:12Z](…)`");
    }
}

/// What the alternative text lacks.
fn lack(alternative: &str, destination: &str) -> Option<&'static str> {
    const PICTURES: [&str; 8] = [".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"];
    const PASTED: [&str; 6] = ["alt", "alt text", "image", "image.png", "img", "picture"];
    let text = alternative.trim().to_lowercase();
    let file = destination.split(['?', '#']).next().unwrap_or(destination).rsplit('/').next().unwrap_or(destination);
    let file = file.to_lowercase();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    // One word may say what a picture shows, and be the name of its file for that.
    let is_coined = text.contains(['_', '-']) || text.chars().any(|c| c.is_ascii_digit());
    if text.is_empty() {
        Some("this picture has no alternative text")
    } else if PICTURES.iter().any(|ending| text.ends_with(ending)) || (text == stem && is_coined) {
        Some("the alternative text of this picture is the name of a file")
    } else {
        PASTED.contains(&text.as_str()).then_some("the alternative text of this picture says that it is one")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::testing::assert_example;

    #[test]
    fn a_name_of_a_file_is_no_text_and_a_word_is() {
        assert!(lack("IMG_1234", "shots/img_1234.jpg?raw=true").is_some());
        assert!(lack("Image", "https://example.com/a").is_some());
        assert_eq!(lack("timeline", "timeline.svg"), None);
        assert_eq!(lack("memory of pod-7 over time", "a.png"), None);
    }

    #[test]
    fn code_is_no_picture_and_a_picture_in_a_link_is() {
        assert_example(&RULE, "## Impact\n`![](a.png)` [![](b.png)](c.md)\n              ^^^^^^^^^^ no alternative\n");
    }
}
