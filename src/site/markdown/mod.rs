//! Markdown to HTML that can be put on a page without fear: raw HTML is shown as text, links and pictures lead
//! only where [`Links`] lets them, nothing carries a style or a script. What a section means is not known here.

mod alerts;
mod blocks;
mod code;
mod highlight;
mod ids;
mod picture;
mod raw;
mod references;
mod writer;

pub use blocks::{Blocks, plain};
pub use ids::Ids;
pub use writer::{Heading, Writer};

use pulldown_cmark::{Options, Parser, TextMergeStream};

use crate::site::html::Html;
use crate::site::links::Links;

/// The dialect: what forges render, without smart punctuation, so that text is shown as it was written.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// Renders a phrase (`description` of an action, text of an event): inline markup only, blocks are joined by spaces.
#[must_use]
pub fn inline(text: &str, links: &Links<'_>) -> Html {
    let mut ids = Ids::default();
    let mut writer = Writer::new(links, &mut ids, 1);
    writer.inline(TextMergeStream::new(Parser::new_ext(text, options())));
    writer.take(1)
}

/// Renders a phrase of `document`, whose links may be defined anywhere in it: `[issue][alerts]`.
#[must_use]
pub fn inline_of(text: &str, document: &str, links: &Links<'_>) -> Html {
    // After an open fence the definitions would be code.
    if !text.contains("][") || text.contains("```") {
        return inline(text, links);
    }
    let is_definition = |line: &&str| {
        line.contains("]: ") && line.trim_start().starts_with('[') && !line.trim_start().starts_with("[^")
    };
    let definitions: Vec<&str> = document.lines().filter(is_definition).collect();
    inline(&format!("{text}\n\n{}", definitions.join("\n")), links)
}

#[cfg(test)]
mod tests;
