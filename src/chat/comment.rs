//! The comment at the end of an entry that says which message it came from, so that a second import knows it.
//! `<!-- slack C0INCIDENT 1773525570.041899 4f0c8a9b12 -->`: the chat, what names the message in it, and a hash of what
//! was written, which tells whether somebody changed it since.

use std::fmt::{self, Display};

/// Which message an entry came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A message of a Slack export: the channel's id and the message's `ts`.
    Slack {
        /// Letters and digits.
        channel: String,
        /// As exported.
        ts: String,
    },
    /// A line of a pasted chat: a hash of its stamp, author and text.
    Pasted(String),
}

impl Origin {
    /// The origin of a pasted message.
    #[must_use]
    pub fn pasted(stamp: &str, author: &str, text: &str) -> Self {
        Self::Pasted(hash(&[stamp, author, text]))
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slack { channel, ts } => write!(f, "slack {channel} {ts}"),
            Self::Pasted(hash) => write!(f, "chat {hash}"),
        }
    }
}

/// The comment of an entry whose item, without it, is `item`.
pub(super) fn comment(origin: &Origin, item: &str) -> String {
    format!("<!-- {origin} {} -->", fingerprint(item))
}

/// What a comment says: the origin, and the fingerprint of what was written where it has one.
pub(super) fn read(comment: &str) -> Option<(Origin, Option<&str>)> {
    let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?;
    let mut words = inner.split_whitespace();
    let origin = match words.next()? {
        "slack" => Origin::Slack { channel: words.next()?.to_owned(), ts: words.next()?.to_owned() },
        "chat" => Origin::Pasted(words.next()?.to_owned()),
        _ => return None,
    };
    let fingerprint = words.next();
    words.next().is_none().then_some((origin, fingerprint))
}

/// Tells whether an item is as it was written: its mark, its indentation and its line breaks do not count.
pub(super) fn fingerprint(item: &str) -> String {
    let item = item.trim();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let text =
        item.strip_prefix(['-', '*', '+']).or_else(|| item.get(digits..)?.strip_prefix(['.', ')'])).unwrap_or(item);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    hash(&lines)
}

/// Ten hexadecimal digits: enough among the messages of one incident.
fn hash(parts: &[&str]) -> String {
    const DIGITS: usize = 10;
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().chars().take(DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_read_as_it_was_written() {
        let origin = Origin::Slack { channel: "C0".to_owned(), ts: "1.000002".to_owned() };
        let written = comment(&origin, "- a\n  b");
        assert_eq!(read(&written), Some((origin.clone(), Some(fingerprint("a\r\nb").as_str()))));
        assert_eq!(read("<!-- slack C0 1.000002 -->"), Some((origin, None)));
        let pasted = Origin::pasted("09:32", "ana", "x");
        assert_eq!(read(&comment(&pasted, "- x")).map(|(origin, _)| origin), Some(pasted));
        for other in ["<!-- slack -->", "<!-- note -->", "<!-- chat a b c -->", "slack C0 1"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn only_words_change_a_fingerprint() {
        assert_eq!(fingerprint("- a\n  b"), fingerprint("  * a\r\n    b  \r\n"));
        assert_eq!(fingerprint("12. a"), fingerprint("- a"));
        assert_ne!(fingerprint("- a"), fingerprint("- b"));
    }
}
