//! Inline Markdown to plain text.
/// Plain text of inline Markdown.
#[must_use]
pub fn plain(markdown: &str) -> String {
    markdown.to_owned()
}
