//! What kind of address an author wrote as the target of a link or picture, and which path of the repository a path
//! means. Whether anything is there is asked elsewhere.

/// The kinds of address an author can write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget<'d> {
    /// `http:`, `https:`; an address without scheme gets `https:`.
    Web(String),
    /// `mailto:`.
    Mail(String),
    /// Of the same page, without its `#`.
    Fragment(&'d str),
    /// A path as written, still percent-encoded, and a fragment with its `#`.
    Path(&'d str, &'d str),
    /// Another scheme, or characters that no address has.
    Refused,
}

impl<'d> LinkTarget<'d> {
    /// The kind of address that `destination` is.
    #[must_use]
    pub fn of(destination: &'d str) -> Self {
        // Browsers drop tabs and line breaks inside an address and blanks around it, before they look for a scheme.
        if destination.contains(|c: char| c.is_control()) || destination.contains('\\') {
            return Self::Refused;
        }
        let destination = destination.trim();
        if let Some(host) = destination.strip_prefix("//") {
            return Self::Web(format!("https://{host}"));
        }
        if let Some(fragment) = destination.strip_prefix('#') {
            return Self::Fragment(fragment);
        }
        let scheme = destination.split_once(':').filter(|(scheme, _)| !scheme.contains(['/', '?', '#']));
        let Some((scheme, rest)) = scheme else {
            let (path, fragment) = destination.find('#').map_or((destination, ""), |at| destination.split_at(at));
            return Self::Path(path.split('?').next().unwrap_or(""), fragment);
        };
        match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if rest.starts_with("//") => Self::Web(destination.to_owned()),
            "mailto" => Self::Mail(destination.to_owned()),
            _ => Self::Refused,
        }
    }
}

/// The repository path that `path` means in a file of `folder` (without trailing slash, empty at the top); empty for the
/// top itself, `None` where it leads out of the repository or cannot be read.
#[must_use]
pub fn resolved(folder: &str, path: &str) -> Option<String> {
    let path = percent_decoded(path)?;
    let (from, path) = match path.strip_prefix('/') {
        Some(path) => ("", path),
        None => (folder, path.as_str()),
    };
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let sound = parts.iter().all(|part| !part.contains(['\\', ':']));
    sound.then(|| parts.join("/"))
}

/// The text in which `%XX` is decoded; `None` where that is not UTF-8 or holds control characters.
#[must_use]
pub fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        match (first, tail) {
            (b'%', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                let value = hex(*high).unwrap_or(0) * 16 + hex(*low).unwrap_or(0);
                bytes.push(u8::try_from(value).unwrap_or(0));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart_by_their_scheme() {
        assert_eq!(LinkTarget::of("//x.example/a"), LinkTarget::Web("https://x.example/a".to_owned()));
        assert_eq!(LinkTarget::of("a/b:c.md?x#y"), LinkTarget::Path("a/b:c.md", "#y"));
        assert_eq!(LinkTarget::of("#y"), LinkTarget::Fragment("y"));
        assert_eq!(LinkTarget::of("javascript:x"), LinkTarget::Refused);
    }

    #[test]
    fn a_path_is_decoded_and_never_leaves_the_repository() {
        assert_eq!(resolved("incidents/2026", "../a%20b.png").as_deref(), Some("incidents/a b.png"));
        assert_eq!(resolved("incidents", "/docs/./x").as_deref(), Some("docs/x"));
        assert_eq!(resolved("incidents", "..").as_deref(), Some(""));
        assert_eq!(resolved("incidents", "../../etc/passwd"), None);
        assert_eq!(resolved("incidents", "%2e%2e/%2e%2e/x"), None);
        assert_eq!(resolved("", "a%00b"), None);
    }
}
