//! Characters that need a second look: those that stand for finished pieces of text, and those that nobody sees.

/// The first atom: a plane of private use.
pub(super) const FIRST_ATOM: u32 = 0xF_0000;
/// The last: what is beyond stands as text.
pub(super) const LAST_ATOM: u32 = 0xF_FFFD;

/// True for the character of an atom.
pub(super) fn is_atom(c: char) -> bool {
    (FIRST_ATOM..=LAST_ATOM).contains(&u32::from(c))
}

/// True for characters that nobody sees and that reorder or hide others.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{e0000}'..='\u{e007f}')
}
