//! What secrets look like. One automaton finds where one may begin; each shape then reads a bounded stretch from there.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is, with its article.
    pub kind: &'static str,
}

/// How a secret that begins in a known way goes on.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// `-----BEGIN … PRIVATE KEY-----` and the key.
    PrivateKey,
    /// A prefix, then at least `least` and at most `most` characters that `alphabet` holds.
    Token { kind: &'static str, least: usize, most: usize, alphabet: fn(u8) -> bool },
    /// Three parts in base64, the first two of them JSON.
    WebToken,
    /// `Authorization: Bearer …`.
    Header,
    /// `scheme://user:password@host`.
    Address,
    /// `password = …`.
    Assignment,
}

/// How far a token, an address or a value is read.
const LONGEST: usize = 4096;
/// How far the first line of a private key is read, and how far its end is looked for.
const LONGEST_HEADER: usize = 80;
const LONGEST_KEY: usize = 16 * 1024;
/// How far the word between `Authorization` and its value is read.
const LONGEST_SCHEME: usize = 16;
/// The shortest value that is taken for a secret behind a word such as `password`.
const SHORTEST_VALUE: usize = 16;

const fn token(kind: &'static str, least: usize, most: usize, alphabet: fn(u8) -> bool) -> Shape {
    Shape::Token { kind, least, most, alphabet }
}

const GITHUB: Shape = token("a token of GitHub", 36, 255, |byte| byte.is_ascii_alphanumeric());
const AWS: Shape = token("an access key of AWS", 16, 16, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
const STRIPE: Shape = token("a key of Stripe", 16, 255, |byte| byte.is_ascii_alphanumeric());
const SLACK: Shape = token("a token of Slack", 16, 255, |byte| byte.is_ascii_alphanumeric() || byte == b'-');

/// How secrets begin. Words are found in any case, the beginnings of tokens only as they stand here.
const BEGINNINGS: &[(&str, Shape)] = &[
    ("-----BEGIN ", Shape::PrivateKey),
    ("AKIA", AWS),
    ("ASIA", AWS),
    ("ghp_", GITHUB),
    ("gho_", GITHUB),
    ("ghu_", GITHUB),
    ("ghs_", GITHUB),
    ("ghr_", GITHUB),
    ("github_pat_", token("a token of GitHub", 22, 255, |byte| byte.is_ascii_alphanumeric() || byte == b'_')),
    ("glpat-", token("a token of GitLab", 20, 255, is_url_safe)),
    ("xoxb-", SLACK),
    ("xoxa-", SLACK),
    ("xoxp-", SLACK),
    ("xoxr-", SLACK),
    ("xoxs-", SLACK),
    ("sk_live_", STRIPE),
    ("rk_live_", STRIPE),
    ("AIza", token("an API key of Google", 35, 35, is_url_safe)),
    ("eyJ", Shape::WebToken),
    ("authorization", Shape::Header),
    ("://", Shape::Address),
    ("password", Shape::Assignment),
    ("passwd", Shape::Assignment),
    ("passphrase", Shape::Assignment),
    ("secret", Shape::Assignment),
    ("token", Shape::Assignment),
    ("api_key", Shape::Assignment),
    ("api-key", Shape::Assignment),
    ("apikey", Shape::Assignment),
    ("access_key", Shape::Assignment),
    ("access-key", Shape::Assignment),
];

static AUTOMATON: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(BEGINNINGS.iter().map(|(beginning, _)| beginning))
        .expect("a short list of words is below the two billion that the automaton can hold")
});

/// Every secret of `text`, in order and without overlap.
#[must_use]
pub fn secrets(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    let mut end = 0;
    for begun in AUTOMATON.find_overlapping_iter(text) {
        let Some((beginning, shape)) = BEGINNINGS.get(begun.pattern().as_usize()) else { continue };
        if begun.start() < end {
            continue;
        }
        let exact = text.get(begun.range()) == Some(beginning);
        let secret = match shape {
            Shape::PrivateKey if exact => private_key(text, begun.start()),
            Shape::Token { kind, least, most, alphabet } if exact => {
                known_token(text, begun.range(), (*least, *most), *alphabet).map(|range| Secret { range, kind })
            }
            Shape::WebToken if exact => web_token(text, begun.start()),
            Shape::Header => header(text, begun.end()),
            Shape::Address => address(text, begun.end()),
            Shape::Assignment => assignment(text, begun.end()),
            Shape::PrivateKey | Shape::Token { .. } | Shape::WebToken => None,
        };
        if let Some(secret) = secret.filter(|secret| secret.range.start >= end) {
            end = secret.range.end;
            found.push(secret);
        }
    }
    found
}

/// A key of which enough stands there to be one: a header alone, or with `…` below it, gives nothing away.
fn private_key(text: &str, start: usize) -> Option<Secret> {
    const ENOUGH: usize = 40;
    let header = within(text, start, LONGEST_HEADER);
    let (header, _) = header.split_once('\n').or_else(|| header.split_once("\\n"))?;
    if !header.trim_end().ends_with("PRIVATE KEY-----") {
        return None;
    }
    let rest = within(text, start, LONGEST_KEY);
    let body = rest.get(header.len()..)?;
    let body = body.split("-----").next().unwrap_or(body);
    let longest = body.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '/' | '=')).map(str::len).max();
    let end = start + header.len() + body.len();
    longest.is_some_and(|longest| longest >= ENOUGH).then_some(Secret { range: start..end, kind: "a private key" })
}

fn known_token(
    text: &str,
    beginning: Range<usize>,
    (least, most): (usize, usize),
    alphabet: fn(u8) -> bool,
) -> Option<Range<usize>> {
    if !begins_a_word(text, beginning.start) {
        return None;
    }
    let token = run(text, beginning.end, alphabet);
    let range = beginning.start..beginning.end + token.len();
    let whole = text.get(range.clone()).unwrap_or("");
    let known = (least..=most).contains(&token.len()) && !is_placeholder(whole) && distinct(token) >= 6;
    known.then_some(range)
}

fn web_token(text: &str, start: usize) -> Option<Secret> {
    if !begins_a_word(text, start) {
        return None;
    }
    let token = run(text, start, |byte| is_url_safe(byte) || byte == b'.').trim_end_matches('.');
    let parts: Vec<&str> = token.split('.').take(4).collect();
    let [head, claims, signature] = parts.as_slice() else { return None };
    let signed = head.len() >= 12 && claims.starts_with("eyJ") && claims.len() >= 12 && signature.len() >= 16;
    signed.then(|| Secret { range: start..start + token.len(), kind: "a JSON Web Token" })
}

/// `at` is behind the word `Authorization`.
fn header(text: &str, at: usize) -> Option<Secret> {
    let at = at + skipped(text, at, |byte| b"\"' \t:=".contains(&byte));
    let (scheme, _) = within(text, at, LONGEST_SCHEME).split_once(' ')?;
    if !["bearer", "basic", "token"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let start = at + scheme.len() + skipped(text, at + scheme.len(), |byte| byte == b' ');
    let value = run(text, start, |byte| byte.is_ascii_alphanumeric() || b"._~+/=-".contains(&byte));
    let shown = value.len() >= SHORTEST_VALUE && !is_placeholder(value) && distinct(value) >= 8;
    shown.then(|| Secret { range: start..start + value.len(), kind: "the value of an `Authorization` header" })
}

/// `at` is behind `://`.
fn address(text: &str, at: usize) -> Option<Secret> {
    let authority = run(text, at, |byte| byte > b' ' && !b"/?#\"'`<>|\\".contains(&byte));
    let (user_info, host) = authority.rsplit_once('@')?;
    let (user, password) = user_info.split_once(':')?;
    let start = at + user.len() + 1;
    let secret = !password.is_empty() && host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let secret = secret && !is_placeholder(password) && !password.eq_ignore_ascii_case(user);
    secret.then(|| Secret { range: start..start + password.len(), kind: "a password in an address" })
}

/// `at` is behind a word such as `password`.
fn assignment(text: &str, at: usize) -> Option<Secret> {
    const LONGEST_NAME: usize = 40;
    let name = within(text, at, LONGEST_NAME);
    let name = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-').len();
    let mark = at + name + skipped(text, at + name, |byte| b"\"'` \t*".contains(&byte));
    let sign = skipped(text, mark, |byte| b":=>".contains(&byte));
    let start = mark + sign + skipped(text, mark + sign, |byte| b"\"'` \t*".contains(&byte));
    let value = run(text, start, |byte| byte.is_ascii_graphic() && !b"\"'`,;:=()[]{}<>|".contains(&byte));
    let value = value.trim_end_matches(['.', '*', '!', '?']);
    let follows = text.as_bytes().get(start + value.len());
    // What goes on in brackets or another script is a call, a template or a word.
    let ends = follows.is_none_or(|byte| byte.is_ascii() && !b"([{<".contains(byte));
    let secret = (1..=3).contains(&sign) && ends && looks_random(value) && !is_placeholder(value);
    secret.then(|| Secret { range: start..start + value.len(), kind: "a password or token" })
}

/// True for what nobody would choose as a name: long, of many different characters, letters and digits mixed within one
/// part. Names of things (`team-payments-2021`, `kube-system/default-token-x7k2p`), paths, addresses and ids parted
/// by hyphens are not.
fn looks_random(value: &str) -> bool {
    const SHORTEST_PART: usize = 12;
    const LEAST_BITS: f64 = 3.2;
    let starts_a_path = value.starts_with(['/', '.', '$', '%', '@', '#', '~']);
    let is_mixed = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        part.len() >= SHORTEST_PART && digits >= 2 && part.bytes().filter(u8::is_ascii_alphabetic).count() >= 2
    };
    value.len() >= SHORTEST_VALUE
        && !starts_a_path
        && value.split(['-', '_', '.', '/']).any(is_mixed)
        && bits(value) >= LEAST_BITS
}

/// Shannon's entropy of one character of `value`, in bits.
#[expect(clippy::cast_precision_loss, reason = "a value is at most a few thousand bytes long")]
fn bits(value: &str) -> f64 {
    let mut counts = [0usize; 256];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let total = value.len() as f64;
    let share = |&count: &usize| count as f64 / total;
    counts.iter().filter(|count| **count > 0).map(share).map(|share| -share * share.log2()).sum()
}

/// True for what stands where a secret would: `***`, `<token>`, `your-token-here`, `xxxx`, `$PASSWORD`.
fn is_placeholder(value: &str) -> bool {
    const WHOLE: [&str; 14] = [
        "pass",
        "password",
        "passwd",
        "pwd",
        "pw",
        "secret",
        "token",
        "apikey",
        "api_key",
        "user",
        "test",
        "foo",
        "bar",
        "credentials",
    ];
    const PARTS: [&str; 14] = [
        "example",
        "xxx",
        "***",
        "...",
        "…",
        "placeholder",
        "changeme",
        "change-me",
        "redacted",
        "removed",
        "dummy",
        "your",
        "<",
        "{",
    ];
    let lower = value.to_ascii_lowercase();
    WHOLE.contains(&lower.as_str())
        || PARTS.iter().any(|part| lower.contains(part))
        || lower.starts_with(['$', '%'])
        || distinct(&lower) <= 1
        || "abcdefghijklmnopqrstuvwxyz0123456789".contains(&lower)
}

/// How many different bytes `value` has.
fn distinct(value: &str) -> usize {
    let mut seen = [false; 256];
    value.bytes().for_each(|byte| {
        if let Some(seen) = seen.get_mut(usize::from(byte)) {
            *seen = true;
        }
    });
    seen.iter().filter(|seen| **seen).count()
}

fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// True where nothing before `at` belongs to the same word: what is inside of one, say of an image in base64, is chance.
fn begins_a_word(text: &str, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    before.is_none_or(|byte| !is_url_safe(*byte) && *byte != b'/' && *byte != b'+')
}

/// The bytes from `at` on that `belongs` takes, at most [`LONGEST`].
fn run(text: &str, at: usize, belongs: fn(u8) -> bool) -> &str {
    text.get(at..at + skipped(text, at, belongs)).unwrap_or("")
}

/// How many bytes from `at` on `belongs` takes, at most [`LONGEST`].
fn skipped(text: &str, at: usize, belongs: fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    rest.iter().take(LONGEST).take_while(|byte| belongs(**byte)).count()
}

/// At most `length` bytes of `text` from `start` on.
fn within(text: &str, start: usize, length: usize) -> &str {
    let mut end = text.len().min(start.saturating_add(length));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        secrets(text).into_iter().map(|secret| (secret.kind, &text[secret.range])).collect()
    }

    /// Put together here, so that no program that searches sources for secrets takes them for some.
    fn joined(parts: &[&str]) -> String {
        parts.concat()
    }

    #[test]
    fn tokens_are_known_by_how_they_begin() {
        let body = "q7Rt0vXz41LmPw9sKd2eUo5HbYc8JnGf3iTa";
        for (beginning, length, kind) in [
            ("ghp_", 36, "a token of GitHub"),
            ("ghs_", 36, "a token of GitHub"),
            ("github_pat_", 36, "a token of GitHub"),
            ("glpat-", 20, "a token of GitLab"),
            ("xoxb-", 30, "a token of Slack"),
            ("sk_live_", 24, "a key of Stripe"),
            ("AIza", 35, "an API key of Google"),
        ] {
            let token = joined(&[beginning, &body[..length]]);
            assert_eq!(found(&format!("see `{token}`.")), [(kind, token.as_str())]);
            assert_eq!(found(&format!("see x{token}.")), [], "inside of a word it is chance");
            assert_eq!(found(&format!("see {beginning}short.")), []);
        }
        let key = joined(&["AKIA", "QYL7K3M2ZP5RT8WX"]);
        assert_eq!(found(&format!("{key},")), [("an access key of AWS", key.as_str())]);
        assert_eq!(found(&joined(&["AKIA", "IOSFODNN7EXAMPLE"])), []);
        assert_eq!(found(&key.to_lowercase()), []);
    }

    #[test]
    fn a_private_key_is_one_when_it_is_there() {
        let header = joined(&["-----BEGIN RSA ", "PRIVATE KEY-----"]);
        let body = "MIIEpAIBAAKCAQEA".repeat(4);
        let key = format!("{header}\n{body}\n");
        assert_eq!(found(&format!("{key}-----END RSA PRIVATE KEY-----\n")), [("a private key", key.as_str())]);
        assert_eq!(found(&format!("{header}\n...\n-----END RSA PRIVATE KEY-----\n")), []);
        assert_eq!(found(&format!("the file begins with {header}")), []);
        assert_eq!(found(&format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----")), []);
    }

    #[test]
    fn web_tokens_and_headers() {
        let token = joined(&["eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0In0", ".SflKxwRJSMeKKF2QT4fwpM"]);
        assert_eq!(found(&format!("got {token}.")), [("a JSON Web Token", token.as_str())]);
        assert_eq!(found("eyJhbGciOiJIUzI1NiJ9 is the head of a token"), []);
        let kind = "the value of an `Authorization` header";
        assert_eq!(found("-H 'Authorization: Basic YmlsbGluZzpXaW50ZXIyMDE5'"), [(kind, "YmlsbGluZzpXaW50ZXIyMDE5")]);
        assert_eq!(found("Authorization: Bearer $TOKEN, Authorization: Bearer <a token of the service>"), []);
        assert_eq!(found("authorization token handling was slow"), []);
    }

    #[test]
    fn passwords_in_addresses() {
        let kind = "a password in an address";
        assert_eq!(found("amqp://app:s3cr3t!@queue:5672/v"), [(kind, "s3cr3t!")]);
        for harmless in [
            "https://user:pass@db.example.com",
            "https://user:password@db",
            "https://app:***@db",
            "https://app:<token>@db",
            "https://app:xxxx@db",
            "https://app:$PASSWORD@db",
            "https://app:{{ password }}@db",
            "https://example.com:8080/a@b",
            "https://example.com/x:y@z",
            "git@example.com:team/repo.git and ssh://git@example.com:22/x",
        ] {
            assert_eq!(found(harmless), [], "{harmless}");
        }
    }

    #[test]
    fn values_behind_words_count_when_they_look_random() {
        let kind = "a password or token";
        for (text, value) in [
            ("password = q7Rt0vXz41LmPw9sKd2e", "q7Rt0vXz41LmPw9sKd2e"),
            ("\"api_key\": \"0a1b2c3d4e5f60718293a4b5c6d7e8f9\",", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
            ("?token=q7Rt0vXz41LmPw9sKd2e&x=1", "q7Rt0vXz41LmPw9sKd2e&x"),
            ("**Token:** `q7Rt0vXz41LmPw9sKd2e`.", "q7Rt0vXz41LmPw9sKd2e"),
            ("AWS_SECRET_ACCESS_KEY=wJ4lrXUt8FEMI7K3MDENGbPxRfiCYzPQLKEY", "wJ4lrXUt8FEMI7K3MDENGbPxRfiCYzPQLKEY"),
        ] {
            assert_eq!(found(text), [(kind, value)], "{text}");
        }
        for harmless in [
            "secret: kube-system/default-token-x7k2p",
            "token: team-payments-production-2021",
            "the token: 2021-03-04T10:00:00.000Z",
            "secret = https://vault.example.com/v1/secret/data/q7Rt0vXz41LmPw9sKd2e",
            "password: ${DATABASE_PASSWORD_2021}",
            "token = generate_token_v2_2021(16)",
            "tokens per second: 12345678901234567890",
            "token: 123e4567-e89b-12d3-a456-426614174000",
            "password: your-password-q7Rt0vXz41LmPw9sKd2e",
            "secrets were rotated by q7Rt0vXz41LmPw9sKd2e",
            "secretName: letsencrypt-certificate-for-everything",
        ] {
            assert_eq!(found(harmless), [], "{harmless}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_what_is_found_stands_in_it(
            text in "(?s)(token[=: ]|://|:|@|eyJ|-----BEGIN |PRIVATE KEY-----|\\n|é|[A-Za-z0-9]{1,20}|.){0,60}",
        ) {
            let mut end = 0;
            for secret in secrets(&text) {
                prop_assert!(secret.range.start >= end && !text[secret.range.clone()].is_empty());
                end = secret.range.end;
            }
        }
    }
}
