//! Text of a file, made harmless for a terminal: it may colour, move or reorder nothing.

use std::borrow::Cow;

/// One line: control characters become their pictures, those that reorder text and line breaks become visible.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| picture(c) == c) { Cow::Borrowed(text) } else { text.chars().map(picture).collect() }
}

/// A character as it may reach a terminal.
#[must_use]
pub fn picture(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{7f}' => '␡',
        // The block "Control Pictures" has one for each.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        // C1 controls, line separators, and the marks, embeddings, overrides and isolates of bidirectional text.
        '\u{80}'..='\u{9f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_or_colours_passes() {
        assert_eq!(line("a\u{1b}[31mb\tc\r\nd\u{9b}e\u{202e}f\u{7f}"), "a␛[31mb c  d\u{fffd}e\u{fffd}f␡");
        assert!(matches!(line("plain — é 日本"), Cow::Borrowed(_)));
    }
}
