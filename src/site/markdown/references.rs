//! Addresses and ids of incidents that stand bare in running text: people paste them, and forges link them.

/// A piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Text(&'t str),
    /// `https://…` or `http://…`.
    Address(&'t str),
    /// The id of an incident.
    Id(&'t str),
}

/// `text` in pieces that together are all of it. `is_id` says which words are ids.
pub fn pieces(text: &str, is_id: impl Fn(&str) -> bool) -> Vec<Piece<'_>> {
    // Most text has neither: an id has a hyphen or an underscore and a digit.
    let may_hold_id = text.contains(['-', '_']) && text.bytes().any(|byte| byte.is_ascii_digit());
    if !may_hold_id && !text.contains("://") {
        return vec![Piece::Text(text)];
    }
    let mut pieces = Vec::new();
    let (mut told, mut at) = (0, 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(is_word)).map(|ahead| at + ahead) {
        let rest = text.get(start..).unwrap_or("");
        let word = rest.get(..rest.find(|c| !is_word(c)).unwrap_or(rest.len())).unwrap_or("");
        let address = address(rest);
        let found = if address.is_empty() {
            is_id_like(word)
                .then(|| word.trim_end_matches(['-', '_']))
                .filter(|id| is_id(id))
                .map(|id| (Piece::Id(id), id.len()))
        } else {
            Some((Piece::Address(address), address.len()))
        };
        at = start + word.len().max(1);
        if let Some((piece, length)) = found {
            pieces.extend(text.get(told..start).filter(|before| !before.is_empty()).map(Piece::Text));
            pieces.push(piece);
            told = start + length;
            at = at.max(told);
        }
    }
    pieces.extend(text.get(told..).filter(|rest| !rest.is_empty()).map(Piece::Text));
    pieces
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

fn is_id_like(word: &str) -> bool {
    word.contains(['-', '_']) && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The address that `text` begins with, as forges cut it: up to a blank, without the punctuation of the sentence around
/// it; a closing parenthesis belongs to it where it was opened in it. Empty where there is none.
fn address(text: &str) -> &str {
    let Some(scheme) = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme)) else { return "" };
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`'))
        .unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or("");
    loop {
        let shorter = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~', '”', '…']);
        let unopened = shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if unopened { shorter.get(..shorter.len() - 1).unwrap_or("") } else { shorter };
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    let host = address.get(scheme.len()..).unwrap_or("");
    if host.starts_with(|c: char| c.is_alphanumeric() || c == '[') { address } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let is_id = |word: &str| matches!(word, "INC-2026-001" | "pm_2021-04");
        let tell = |piece: Piece<'_>| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Address(address) => format!("<{address}>"),
            Piece::Id(id) => format!("[{id}]"),
        };
        pieces(text, is_id).into_iter().map(tell).collect()
    }

    #[test]
    fn addresses_and_ids_are_cut_from_the_sentence_around_them() {
        assert_eq!(
            told("like INC-2026-001, or INC-2026-0012 (see pm_2021-04)."),
            "like [INC-2026-001], or INC-2026-0012 (see [pm_2021-04])."
        );
        assert_eq!(told("INC-2026-001- and xINC-2026-001"), "[INC-2026-001]- and xINC-2026-001");
        assert_eq!(
            told("(https://a.example/x_(y)), http://b.example/?q=1."),
            "(<https://a.example/x_(y)>), <http://b.example/?q=1>."
        );
        assert_eq!(told("https://a.example/INC-2026-001!"), "<https://a.example/INC-2026-001>!");
        assert_eq!(told("xhttps://a.example, https:// and https://.x"), "xhttps://a.example, https:// and https://.x");
        assert_eq!(told("no address, 1-2"), "no address, 1-2");
    }

    proptest::proptest! {
        #[test]
        fn the_pieces_are_all_of_the_text(text in "(?s)(https?://|INC-2026-001|[a-z().,_é -]|.){0,40}") {
            let joined: String = pieces(&text, |word| word == "INC-2026-001").into_iter().map(|piece| match piece {
                Piece::Text(text) | Piece::Address(text) | Piece::Id(text) => text,
            }).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
