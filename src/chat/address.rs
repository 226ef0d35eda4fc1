//! Addresses of the web without what lets somebody in: tokens, signatures, passwords.

use crate::contacts::addresses_and_numbers;

/// An address that may be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The address; no blanks, quotes, brackets or control characters in it.
    pub url: String,
    /// Something was taken out.
    pub stripped: bool,
}

/// Parameters that let in whoever knows them, in lower case.
const SECRET: [&str; 34] = [
    "access_key",
    "access_token",
    "accesskey",
    "api-key",
    "api_key",
    "apikey",
    "auth",
    "auth_token",
    "authorization",
    "awsaccesskeyid",
    "client_secret",
    "code",
    "credential",
    "credentials",
    "id_token",
    "jwt",
    "key-pair-id",
    "passwd",
    "password",
    "policy",
    "private_token",
    "pwd",
    "refresh_token",
    "secret",
    "session",
    "session_id",
    "sessionid",
    "sid",
    "sig",
    "sign",
    "signature",
    "ticket",
    "token",
    "x-api-key",
];
/// Beginnings of such parameters: those of the clouds' signed addresses.
const SECRET_BEGINNINGS: [&str; 3] = ["x-amz-", "x-goog-", "x-oss-"];
/// A longer address is no address that somebody reads.
const LONGEST: usize = 4096;

/// `url` without its secrets; `None` where it is not of the schemes `http` and `https`.
pub(super) fn clean(url: &str) -> Option<Address> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let scheme = ["http", "https"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    if url.len() > LONGEST {
        return None;
    }
    let (rest, fragment) = rest.split_once('#').map_or((rest, None), |(rest, fragment)| (rest, Some(fragment)));
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
    let (authority, path) = rest.find(['/', '\\']).map_or((rest, ""), |slash| rest.split_at(slash));
    let host = authority.rsplit('@').next().unwrap_or(authority);
    if !host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let mut stripped = host.len() < authority.len();
    let is_file = is_of_chat(host) && (path.starts_with("/files") || host.to_ascii_lowercase().starts_with("files"));
    let mut parameters: Vec<&str> = query.into_iter().flat_map(|query| query.split('&')).collect();
    let all = parameters.len();
    parameters.retain(|parameter| !is_file && !parameter.is_empty() && !is_secret(parameter));
    stripped |= query.is_some_and(|query| !query.is_empty()) && parameters.len() < all;
    let fragment = fragment.filter(|fragment| {
        let lets_in = fragment.split(['&', '?']).any(|parameter| parameter.contains('=') && is_secret(parameter));
        stripped |= lets_in;
        !lets_in
    });
    let path = without_contacts(path, &mut stripped);
    let mut cleaned = format!("{scheme}://{host}{path}");
    if !parameters.is_empty() {
        cleaned.push('?');
        cleaned.push_str(&parameters.join("&"));
    }
    if let Some(fragment) = fragment {
        cleaned.push('#');
        cleaned.push_str(&without_contacts(fragment, &mut stripped));
    }
    let url = encoded(&cleaned);
    // What only shows when all is put together is not written at all.
    addresses_and_numbers(&url).is_empty().then_some(Address { url, stripped })
}

/// True for hosts of Slack, where the query of a file lets in whoever has the address.
fn is_of_chat(host: &str) -> bool {
    host.to_ascii_lowercase().split(['.', ':']).any(|label| matches!(label, "slack" | "slack-files" | "slack-edge"))
}

/// True for `name=value` that lets in, or leads to a person.
fn is_secret(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = decoded(name).to_ascii_lowercase();
    let value = decoded(value);
    SECRET.contains(&name.as_str())
        || SECRET_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || name.ends_with("token")
        || name.ends_with("secret")
        || ["xox", "eyJ", "ghp_", "AKIA"].iter().any(|beginning| value.starts_with(beginning))
        || value.contains("://") && value.contains(['=', '@'])
        || !addresses_and_numbers(&value).is_empty()
        || !addresses_and_numbers(&format!("{name}={value}")).is_empty()
}

/// The characters that `%` hides, those beyond ASCII left as they are.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii);
        if let Some(byte) = byte {
            out.push(char::from(byte));
            rest = &after[2..];
        } else {
            out.push('%');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

fn without_contacts(text: &str, stripped: &mut bool) -> String {
    let plain = decoded(text);
    if addresses_and_numbers(&plain).is_empty() && addresses_and_numbers(text).is_empty() {
        return text.to_owned();
    }
    *stripped = true;
    let mut out = String::new();
    let mut told = 0;
    for contact in addresses_and_numbers(&plain) {
        out.push_str(&plain[told..contact.range.start]);
        out.push_str("removed");
        told = contact.range.end;
    }
    out + &plain[told..]
}

/// What would end an address in Markdown or move its reader, as `%` and its bytes.
fn encoded(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        let harmful = c.is_whitespace()
            || c.is_control()
            || super::characters::is_hidden(c)
            || matches!(c, '<' | '>' | '"' | '`' | '\\' | '(' | ')' | '{' | '}' | '|' | '^' | '*' | '\'' | '~');
        if harmful {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// True for a text that is an address itself.
pub(super) fn is_web(text: &str) -> bool {
    bare(text).is_some_and(|address| address.len() == text.len())
}

/// The bare address that `text` begins with, without the punctuation of the sentence around it.
pub(super) fn bare(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
    let end = text
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`') || super::characters::is_atom(c)
        })
        .unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let shorter = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~', '”', '…', ']', '|']);
        let unopened = shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if unopened { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == address.len() {
            break;
        }
        address = shorter;
    }
    (address.len() > scheme.len()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lets_in_is_left_out() {
        for (url, cleaned) in [
            (
                "https://files.slack.example.invalid/files-pri/T-F/heap.png?t=xoxe-FAKE",
                "https://files.slack.example.invalid/files-pri/T-F/heap.png",
            ),
            ("https://team.slack.com/files/U/F/a.png?x=1&y=2", "https://team.slack.com/files/U/F/a.png"),
            ("https://a.example/x?from=1&to=now", "https://a.example/x?from=1&to=now"),
            ("https://a.example/x?from=1&Token=abc&to=now", "https://a.example/x?from=1&to=now"),
            ("https://b.example/o?X-Amz-Signature=1&X-Amz-Date=2", "https://b.example/o"),
            ("https://ana:pw@b.example/o", "https://b.example/o"),
            ("https://b.example/o#access_token=1&x=2", "https://b.example/o"),
            ("https://b.example/o?mail=ana%40firm.de&y=1", "https://b.example/o?y=1"),
            ("https://b.example/u/ana@firm.de/x", "https://b.example/u/removed/x"),
            ("https://b.example/a(b)<c>", "https://b.example/a%28b%29%3Cc%3E"),
            ("HTTPS://b.example", "https://b.example"),
        ] {
            assert_eq!(clean(url).map(|address| address.url).as_deref(), Some(cleaned), "{url}");
        }
        assert!(clean("https://a.example/x?from=1").is_some_and(|address| !address.stripped));
    }

    #[test]
    fn other_schemes_are_no_addresses() {
        for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "//x.example", "x"] {
            assert_eq!(clean(url), None, "{url}");
        }
    }

    #[test]
    fn a_bare_address_ends_before_the_sentence_goes_on() {
        assert_eq!(bare("https://a.example/x. Then"), Some("https://a.example/x"));
        assert_eq!(bare("https://a.example/(x))"), Some("https://a.example/(x)"));
        assert_eq!(bare("ftp://a.example"), None);
    }
}
