//! Percent-encoding of paths for addresses.

/// `path` with everything but unreserved characters and `/` percent-encoded, for an `href`.
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_unreserved_characters_and_slashes_is_encoded() {
        assert_eq!(encoded("incidents/é b/index.html"), "incidents/%C3%A9%20b/index.html");
        assert_eq!(encoded("a?b#c%<>\"'"), "a%3Fb%23c%25%3C%3E%22%27");
    }
}
