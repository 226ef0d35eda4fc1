//! What leads to a person: e-mail addresses, public IP addresses, telephone numbers in international form.
//! What is reserved for examples, for private networks or for roles leads to nobody.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter, memchr3_iter};

/// Something that leads to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: ContactKind,
}

/// The kinds of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactKind {
    /// `somebody@somewhere`.
    Email,
    /// Of the public internet.
    Ipv4,
    /// Of the public internet.
    Ipv6,
    /// With its country's code.
    Telephone,
}

impl ContactKind {
    /// With its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "an e-mail address",
            Self::Ipv4 => "a public IPv4 address",
            Self::Ipv6 => "a public IPv6 address",
            Self::Telephone => "a telephone number",
        }
    }

    /// What to write in its place.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Email => "write who it was by their part in it; where the form matters, `user@example.com`",
            Self::Ipv4 => "write whose it was, or the host's name; where the form matters, `192.0.2.1`",
            Self::Ipv6 => "write whose it was, or the host's name; where the form matters, `2001:db8::1`",
            Self::Telephone => "write who it was by their part in it",
        }
    }
}

/// The longest address and the longest number that are looked at.
const LONGEST: usize = 320;

/// Whose contacts are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Those that lead to a person.
    Persons,
    /// Also those of roles and programs, and those kept for examples.
    Everybodys,
}

/// Every contact of `text` that leads to a person, in order and without overlap.
#[must_use]
pub fn contacts(text: &str) -> Vec<Contact> {
    let mut found: Vec<Contact> = Vec::new();
    for token in tokens(text) {
        found.extend(of_token(text, token, Whose::Persons));
    }
    found.extend(memchr_iter(b'+', text.as_bytes()).filter_map(|at| telephone(text, at, Whose::Persons)));
    in_order(found)
}

/// Every e-mail address and telephone number of `text`, whoever it leads to, in order and without overlap: what is not
/// copied from a chat. Numbers are known by their country's code, or by the three groups of North America.
#[must_use]
pub fn addresses_and_numbers(text: &str) -> Vec<Contact> {
    let is_sought = |contact: &Contact| matches!(contact.kind, ContactKind::Email | ContactKind::Telephone);
    let mut found: Vec<Contact> = tokens(text)
        .filter_map(|token| of_token(text, token, Whose::Everybodys))
        .filter(is_sought)
        .chain(memchr_iter(b'+', text.as_bytes()).filter_map(|at| telephone(text, at, Whose::Everybodys)))
        .collect();
    found.extend(national_numbers(text));
    in_order(found)
}

fn in_order(mut found: Vec<Contact>) -> Vec<Contact> {
    found.sort_by_key(|contact| contact.range.start);
    found.dedup_by(|next, last| next.range.start < last.range.end);
    found
}

/// `415-233-0199`, `415.233.0199`, `(415) 233-0199`: numbers of North America without their country's code.
fn national_numbers(text: &str) -> Vec<Contact> {
    let bytes = text.as_bytes();
    let digits =
        |at: usize, count: usize| bytes.get(at..at + count).is_some_and(|run| run.iter().all(u8::is_ascii_digit));
    let ends = |at: usize| !bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let mut found = Vec::new();
    for dash in memchr2_iter(b'-', b'.', bytes) {
        // The last group and the one before it, then the area's code with or without brackets.
        if !(digits(dash + 1, 4) && ends(dash + 5) && dash >= 7 && digits(dash - 3, 3)) {
            continue;
        }
        let separator = bytes[dash - 4];
        let bracketed = dash >= 9 && separator == b' ' && bytes[dash - 5] == b')' && digits(dash - 8, 3);
        let start = if bracketed && bytes[dash - 9] == b'(' {
            dash - 9
        } else if separator == bytes[dash] && digits(dash - 7, 3) {
            dash - 7
        } else {
            continue;
        };
        let free = start == 0 || !(bytes[start - 1].is_ascii_alphanumeric() || b"-./_=".contains(&bytes[start - 1]));
        if free {
            found.push(Contact { range: start..dash + 5, kind: ContactKind::Telephone });
        }
    }
    found
}

/// The runs of characters that addresses are made of, of a length that an address can have, and only those that
/// hold what makes one.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.get(from..).unwrap_or(&[]).iter().take_while(|byte| belongs(**byte));
    let mut read = 0;
    // Every byte of an archive passes here: the marks are looked for, and the run around one is read once.
    memchr3_iter(b'@', b'.', b':', bytes).filter_map(move |mark| {
        if mark < read {
            return None;
        }
        let before = bytes.get(read..mark).unwrap_or(&[]).iter().rev().take_while(|byte| belongs(**byte)).count();
        let token = mark - before..mark + run(mark).count();
        read = token.end;
        // One `@`, or two of what parts an IP address.
        let marks = run(mark).map(|byte| match byte {
            b'@' => 2,
            b'.' | b':' => 1,
            _ => 0,
        });
        (token.len() <= LONGEST && marks.sum::<usize>() >= 2).then_some(token)
    })
}

/// Letters beyond ASCII belong to a token, so that no address begins in the middle of a word.
fn belongs(byte: u8) -> bool {
    // Asked of every byte of an archive: looked up, not computed.
    const BELONGS: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0u8;
        loop {
            table[byte as usize] = byte.is_ascii_alphanumeric()
                || !byte.is_ascii()
                || matches!(byte, b'.' | b':' | b'_' | b'%' | b'+' | b'-' | b'@');
            if byte == u8::MAX {
                break;
            }
            byte += 1;
        }
        table
    };
    BELONGS[usize::from(byte)]
}

fn of_token(text: &str, token: Range<usize>, whose: Whose) -> Option<Contact> {
    let written = text.get(token.clone())?;
    let trimmed = written.trim_start_matches(['.', '-', '+', '_', ':']).trim_end_matches(['.', '-', '_', '+', '%']);
    // `::` begins an address of the local host at most.
    let start = token.end - (written.trim_start_matches(['.', '-', '+', '_', ':']).len());
    if trimmed.contains('@') {
        return email(text, start, trimmed, whose);
    }
    let (range, kind) = if let Some(length) = public_ipv4(trimmed) {
        let versioned = follows_a_version_word(text, start) || is_in_a_path(text, start);
        (start..start + length, (!versioned).then_some(ContactKind::Ipv4)?)
    } else {
        (start..start + public_ipv6(trimmed)?, ContactKind::Ipv6)
    };
    Some(Contact { range, kind })
}

/// `token` has an `@`; it begins at `at`.
fn email(text: &str, at: usize, token: &str, whose: Whose) -> Option<Contact> {
    // What stands behind `://` is a user of a server, and its password another rule's business.
    if text.get(..at).is_some_and(|before| before.ends_with("//")) {
        return None;
    }
    let (before, after) = token.split_once('@')?;
    let local = before.rsplit(':').next().unwrap_or(before).trim_start_matches(['.', '_', '%', '+', '-']);
    let domain = after.split([':', '@']).next().unwrap_or(after).trim_end_matches(['.', '-', '_']);
    let is_local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let sound = !after.contains('@')
        && local.starts_with(|c: char| c.is_ascii_alphanumeric())
        && local.chars().all(is_local)
        && domain.split('.').all(is_label);
    let (name, host) = (local.to_ascii_lowercase(), domain.to_ascii_lowercase());
    let is_out = match whose {
        Whose::Persons => is_of_nobody(&name, &host),
        // `git@host:path` is a repository.
        Whose::Everybodys => !is_a_mail_domain(&host) || (name == "git" && after.contains(':')),
    };
    if !sound || is_out {
        return None;
    }
    let start = at + before.len() - local.len();
    Some(Contact { range: start..start + local.len() + 1 + domain.len(), kind: ContactKind::Email })
}

/// True for addresses of roles and programs, for reserved names, and for what only looks like an address.
fn is_of_nobody(local: &str, domain: &str) -> bool {
    /// RFC 2606, RFC 6761, RFC 6762 and what ICANN keeps for private use.
    const RESERVED: [&str; 8] = ["example", "internal", "invalid", "lan", "local", "localdomain", "localhost", "test"];
    /// Programs, and lists that many people read.
    const MANY: [&str; 5] =
        ["googlegroups.com", "groups.io", "gserviceaccount.com", "calendar.google.com", "noreply.github.com"];
    let Some((name, top)) = domain.rsplit_once('.') else { return true };
    let second = name.rsplit('.').next().unwrap_or(name);
    let is_below = |known: &str| domain == known || domain.strip_suffix(known).is_some_and(|d| d.ends_with('.'));
    !is_a_mail_domain(domain)
        || RESERVED.contains(&top)
        || (second == "example" && ["com", "org", "net", "edu"].contains(&top))
        || MANY.iter().any(|known| is_below(known))
        || is_a_role(local)
}

/// True for what a mailbox can be at; names of files, such as pictures for dense screens (`logo@2x.png`), are not.
fn is_a_mail_domain(domain: &str) -> bool {
    const FILES: [&str; 8] = ["gif", "html", "jpeg", "jpg", "json", "md", "png", "svg"];
    domain.rsplit_once('.').is_some_and(|(_, top)| {
        top.chars().count() >= 2 && top.chars().all(char::is_alphabetic) && !FILES.contains(&top)
    })
}

/// True for mailboxes of roles, groups and programs, and for what stands where a name would.
fn is_a_role(local: &str) -> bool {
    /// Words that stand between `.`, `-`, `_`: the names of RFC 2142 and its like.
    const WORDS: [&str; 62] = [
        "abuse",
        "accounts",
        "admin",
        "administrator",
        "admins",
        "app",
        "billing",
        "bot",
        "build",
        "ci",
        "contact",
        "contacts",
        "dev",
        "developers",
        "devops",
        "donotreply",
        "email",
        "engineering",
        "everyone",
        "feedback",
        "firstname",
        "foo",
        "ftp",
        "git",
        "group",
        "groups",
        "hello",
        "help",
        "helpdesk",
        "hg",
        "hostmaster",
        "info",
        "jobs",
        "lastname",
        "legal",
        "list",
        "me",
        "name",
        "noc",
        "office",
        "oncall",
        "ops",
        "postmaster",
        "press",
        "privacy",
        "reply",
        "root",
        "sales",
        "service",
        "services",
        "someone",
        "sre",
        "staff",
        "status",
        "svn",
        "sysadmin",
        "system",
        "team",
        "teams",
        "user",
        "username",
        "webmaster",
    ];
    /// Words long enough to be known within others.
    const PARTS: [&str; 11] = [
        "alert",
        "daemon",
        "incident",
        "management",
        "monitor",
        "noreply",
        "notification",
        "operations",
        "platform",
        "security",
        "support",
    ];
    let mut words = local.split(['.', '-', '_', '+']);
    words.any(|word| WORDS.contains(&word)) || PARTS.iter().any(|part| local.contains(part))
}

/// The length of the public address that `token` is, a port behind it left out.
fn public_ipv4(token: &str) -> Option<usize> {
    /// Resolvers that everybody uses: they tell nothing of anybody.
    const RESOLVERS: [[u8; 4]; 5] =
        [[1, 0, 0, 1], [8, 8, 4, 4], [9, 9, 9, 9], [149, 112, 112, 112], [208, 67, 222, 222]];
    /// Four numbers below this are a version: of addresses one in four thousand is like that.
    const SMALL: u8 = 32;
    let address = token.split(':').next().unwrap_or(token);
    let port = token.get(address.len()..).unwrap_or("").trim_start_matches(':').trim_end_matches(':');
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let ip: Ipv4Addr = address.parse().ok()?;
    let reserved = match ip.octets() {
        // A last number of nought is a network, or a version.
        [.., 0]
        | [0 | 10 | 127 | 224..=255, ..]
        | [100, 64..=127, ..]
        | [169, 254, ..]
        | [172, 16..=31, ..]
        | [192, 168, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18 | 19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => true,
        octets => octets.iter().all(|octet| *octet < SMALL) || RESOLVERS.contains(&octets),
    };
    (!reserved).then_some(address.len())
}

/// The length of the public address that `token` is: one of `2000::/3`, which is all that was ever given out, without
/// the ranges for documentation.
fn public_ipv6(token: &str) -> Option<usize> {
    let address = token.split('%').next().unwrap_or(token);
    let address = if address.ends_with("::") { address } else { address.trim_end_matches(':') };
    let ip: Ipv6Addr = address.parse().ok()?;
    let [first, second, ..] = ip.segments();
    let resolver = (first, second) == (0x2001, 0x4860) || (first, second) == (0x2606, 0x4700);
    let documentation = (first, second) == (0x2001, 0xdb8) || (first == 0x3fff && second < 0x1000);
    let public = (0x2000..0x4000).contains(&first) && !documentation && !resolver;
    public.then_some(address.len())
}

/// True where the word before `at` says that a version follows.
fn follows_a_version_word(text: &str, at: usize) -> bool {
    const WORDS: [&str; 9] = ["version", "versions", "release", "releases", "build", "firmware", "driver", "v", "ver"];
    const REACH: usize = 24;
    let before = text.as_bytes().get(at.saturating_sub(REACH)..at).unwrap_or(&[]);
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
    let gap = before.iter().rev().take_while(|byte| b" \t.:=`*\"'".contains(byte)).count();
    let word: Vec<u8> = before.iter().rev().skip(gap).take_while(is_letter).map(u8::to_ascii_lowercase).collect();
    let word: Vec<u8> = word.into_iter().rev().collect();
    WORDS.iter().any(|known| known.as_bytes() == word)
}

/// True behind a single `/`: a folder of that name is a version.
fn is_in_a_path(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with('/') && !before.ends_with("//"))
}

/// The telephone number that begins with the `+` at `at`: a country's code, then groups of digits.
fn telephone(text: &str, at: usize, whose: Whose) -> Option<Contact> {
    /// Digits that a number has, its country's code included; E.164 allows no more.
    const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
    let before = text.get(..at)?.chars().next_back();
    if before.is_some_and(|c| !c.is_whitespace() && !"(:\"'`|[<,;*_/>".contains(c)) {
        return None;
    }
    let rest = text.as_bytes().get(at + 1..)?;
    if !rest.first().is_some_and(|byte| (b'1'..=b'9').contains(byte)) {
        return None;
    }
    let (mut groups, mut gap, mut end): (Vec<usize>, usize, usize) = (vec![0], 0, 0);
    for (n, byte) in rest.iter().enumerate().take(LONGEST) {
        match byte {
            b'0'..=b'9' => {
                if gap > 0 {
                    groups.push(0);
                }
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
                (gap, end) = (0, n + 1);
            }
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' if gap < 2 => gap += 1,
            _ => break,
        }
    }
    let range = at..at + 1 + end;
    let number = text.get(range.clone())?;
    let digits: usize = groups.iter().sum();
    let follows = text.get(range.end..)?.chars().next();
    // `+1 555 01…` is kept for films; a code has one to three digits; a date and an IP address are none.
    let compact = groups.len() == 1 && digits >= 11;
    let grouped = groups.len() > 1 && groups.first().is_some_and(|code| *code <= 3);
    let quantity = groups.len() > 1 && groups.iter().skip(1).all(|group| *group == 3) && digits < 11;
    let sound = DIGITS.contains(&digits)
        && (compact || grouped)
        && !quantity
        && (whose == Whose::Everybodys || !is_reserved(number))
        && number.get(1..)?.parse::<Ipv4Addr>().is_err()
        && !follows.is_some_and(|c| c.is_alphanumeric() || c == '%');
    sound.then_some(Contact { range, kind: ContactKind::Telephone })
}

/// True for the numbers that the plans of North America and Britain keep for fiction.
fn is_reserved(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 11 && digits.starts_with('1') && digits.get(4..9) == Some("55501"))
        || digits.starts_with("447700900")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        contacts(text).into_iter().map(|contact| &text[contact.range]).collect()
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        for (text, address) in [
            ("mailto:ana.ruiz@firm.de?subject=x", "ana.ruiz@firm.de"),
            ("<ana+inc@mail.firm.co.uk>.", "ana+inc@mail.firm.co.uk"),
            ("by ana@firm.de: restarted", "ana@firm.de"),
            ("ssh://x and `81.2.69.160:443`", "81.2.69.160"),
            ("81.2.69.160/32, 10.0.0.1", "81.2.69.160"),
            ("https://81.2.69.160/index.html", "81.2.69.160"),
            ("+81.2.69.160", "81.2.69.160"),
            ("[2a02:8010:6500::1]:443", "2a02:8010:6500::1"),
            ("2a02:8010:6500::/48", "2a02:8010:6500::"),
            ("tel:+493023125042", "+493023125042"),
            ("(+44 20 7946 0018)", "+44 20 7946 0018"),
            ("call +1 (415) 233-0199.", "+1 (415) 233-0199"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
    }

    #[test]
    fn what_leads_to_nobody_is_left_alone() {
        for harmless in [
            "user@example.com, a@b.example, root@web.prod.internal, me@localhost, x@y.test, a@mail.example.org",
            "noreply@firm.de, no-reply@firm.de, git@github.com:team/repo.git, security@firm.de",
            "builder@project.iam.gserviceaccount.com, logo@2x.png, package@1.2.3, image@sha256:0a1b, @ana.ruiz",
            "https://ana:secret@db.firm.de/x",
            "0.0.0.0/0 10.1.2.3 127.0.0.1 100.64.0.1 169.254.169.254 172.31.0.1 192.168.1.1 192.0.2.1 198.51.100.7",
            "stopped (1.2.3.4), done by on-call-team@googlegroups.com",
            "203.0.113.9 224.0.0.1 255.255.255.255 8.8.8.8",
            "v1.2.3.4, version 1.2.3.4, version: `81.2.69.160`, 1.2.3.4.5, 1.20.3, chart-1.2.3.4, x:1.2.3.4",
            "| ftnliu.exe | 3.1.3.27 | and Linux 2.6.26.6, and 61.4.95.0",
            "PayIncidentManagement@firm.co.uk, platforms@firm.de, cloud-platform-bot@firm.de, my-name@firm.de",
            "gcp-organization-admins@firm.org",
            "/opt/agent/81.2.69.160/bin 01.02.03.04 999.1.1.1",
            "::1 fe80::1 fd00::1 2001:db8::1 std::fs::read dead::beef 09:12:00 2026:03:04 ff02::1",
            "+10 000 000 requests, +02:00, +2026-03-04 09:12, +100 %, 1+493023125042, +1 212 555 0142",
            "+1,234,567,890 and +1234567890 bytes",
        ] {
            assert_eq!(found(harmless), Vec::<&str>::new(), "{harmless}");
        }
    }

    #[test]
    fn what_is_not_copied_is_found_whoever_it_leads_to() {
        let found = |text: &str| -> Vec<String> {
            addresses_and_numbers(text).into_iter().map(|contact| text[contact.range].to_owned()).collect()
        };
        for (text, address) in [
            ("sent (status@example.invalid)", "status@example.invalid"),
            ("user@example.com", "user@example.com"),
            ("ask sre-oncall@firm.de.", "sre-oncall@firm.de"),
            ("a:_ana@firm.de~", "ana@firm.de"),
            ("call 415-233-0199 now", "415-233-0199"),
            ("call (415) 233-0199", "(415) 233-0199"),
            ("+1 212 555 0142", "+1 212 555 0142"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
        for harmless in [
            "git@github.com:team/repo.git logo@2x.png @ana 81.2.69.160 2026-03-14 22:08",
            "1773525570.041899 id-415-233-0199 415-233-01990 192.168.100.1000 https://db.firm.de/415.233.0199",
        ] {
            assert_eq!(found(harmless), Vec::<String>::new(), "{harmless}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_what_is_found_stands_in_it(
            text in "(?s)([0-9]{1,4}|[.:@+ ]|[a-z]{1,5}|com|é|::|//|.){0,60}",
        ) {
            let mut end = 0;
            let every = addresses_and_numbers(&text);
            prop_assert!(every.iter().all(|contact| !text[contact.range.clone()].is_empty()));
            for contact in contacts(&text) {
                prop_assert!(contact.range.start >= end && !text[contact.range.clone()].is_empty());
                end = contact.range.end;
            }
        }
    }
}
