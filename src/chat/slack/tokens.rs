//! The tokens of Slack's text (`<@U123>`, `<https://…|label>`) as atoms, and its three entities as what they stand for.

use chrono::DateTime;

use super::channels::Channel;
use super::people::People;
use crate::chat::address;
use crate::chat::atoms::{Atom, Atoms, removed};
use crate::chat::characters::is_atom;
use crate::contacts::ContactKind;

/// A longer token is text.
const LONGEST: usize = 8192;

/// What ids in a text mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    /// Who is who.
    pub people: &'a People,
    /// What is called how.
    pub channels: &'a [Channel],
}

/// The text without tokens: each is an atom, or the words it stands for.
pub(super) fn resolved(text: &str, names: Names<'_>, atoms: &mut Atoms) -> String {
    // No message may hold the characters of atoms before there are any.
    let text = atoms.harmless(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let inner = after.find('>').and_then(|end| after.get(..end)).filter(|inner| is_token(inner));
        if let Some(inner) = inner {
            flush(&mut plain, &mut out, atoms);
            token(inner, names, &mut out, atoms);
            rest = &after[inner.len() + 1..];
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain.push_str(rest);
    flush(&mut plain, &mut out, atoms);
    out
}

/// Text between tokens: its entities first, then what may not be copied.
fn flush(plain: &mut String, out: &mut String, atoms: &mut Atoms) {
    let scrubbed = atoms.scrubbed(&unescaped(plain));
    out.push_str(&scrubbed);
    plain.clear();
}

fn is_token(inner: &str) -> bool {
    let begins = inner.starts_with(['@', '#', '!']) || inner.contains(':');
    begins && inner.len() <= LONGEST && inner.len() > 1 && !inner.contains(['<', '\n'])
}

/// The three entities that Slack writes, each once: `&amp;lt;` is `&lt;`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = [("amp;", '&'), ("lt;", '<'), ("gt;", '>')].into_iter().find(|(name, _)| after.starts_with(name));
        if let Some((name, c)) = entity {
            out.push(c);
            rest = &after[name.len()..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Writes what one token says.
fn token(inner: &str, names: Names<'_>, out: &mut String, atoms: &mut Atoms) {
    let (target, label) = inner.split_once('|').map_or((inner, None), |(target, label)| (target, Some(label)));
    let label = label.map(|label| atoms.label(&unescaped(label))).filter(|label| !label.is_empty());
    let words = |words: String, out: &mut String, atoms: &mut Atoms| {
        // Behind a word it would be the rest of an e-mail address.
        let touches = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-') || is_atom(c);
        if words.starts_with('@') && out.ends_with(touches) {
            out.push(' ');
        }
        atoms.push(out, Atom::words(&words));
    };
    if let Some(id) = target.strip_prefix('@') {
        let name = named(id, names, atoms).or(label).unwrap_or_else(|| {
            atoms.remark("somebody who is not in users.json is written by id");
            atoms.label(id)
        });
        words(format!("@{}", name.trim_start_matches('@')), out, atoms);
    } else if let Some(id) = target.strip_prefix('#') {
        let known = names.channels.iter().find(|channel| channel.id == id).map(|channel| channel.name.clone());
        let name = label.or(known).unwrap_or_else(|| id.to_owned());
        let name = atoms.label(&name);
        words(format!("#{}", name.trim_start_matches('#')), out, atoms);
    } else if let Some(command) = target.strip_prefix('!') {
        let said = command_words(command, label, atoms);
        words(said, out, atoms);
    } else {
        link(&unescaped(target), label, out, atoms);
    }
}

/// The name that is shown for a person.
fn named(id: &str, names: Names<'_>, atoms: &mut Atoms) -> Option<String> {
    let name = names.people.get(id)?.names.first()?;
    Some(atoms.label(name)).filter(|name| !name.is_empty())
}

/// `here`, `subteam^S123`, `date^1392734382^{date_num}^https://…`.
fn command_words(command: &str, label: Option<String>, atoms: &mut Atoms) -> String {
    let mut parts = command.split('^');
    let name = parts.next().unwrap_or("");
    match name {
        "date" => label.unwrap_or_else(|| {
            let seconds = parts.next().and_then(|seconds| seconds.parse().ok());
            let at = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
            at.map_or_else(
                || {
                    atoms.remark("a date without a text could not be read and was left out");
                    "(date)".to_owned()
                },
                |at| at.format("%Y-%m-%d %H:%M:%S UTC").to_string(),
            )
        }),
        "subteam" => {
            let id = parts.next().unwrap_or("group");
            let name = label.unwrap_or_else(|| atoms.label(id));
            format!("@{}", name.trim_start_matches('@'))
        }
        "here" | "channel" | "everyone" => format!("@{name}"),
        other => match label {
            Some(label) => label,
            None => format!("@{}", atoms.label(other)),
        },
    }
}

/// A link where the scheme allows one, else its words.
fn link(target: &str, label: Option<String>, out: &mut String, atoms: &mut Atoms) {
    let scheme = target.split(':').next().unwrap_or("").to_ascii_lowercase();
    let person = match scheme.as_str() {
        "mailto" => Some(ContactKind::Email),
        "tel" | "sms" | "facetime" => Some(ContactKind::Telephone),
        _ => None,
    };
    if let Some(kind) = person {
        // The label is most often the address, which is taken out of it already.
        match label.filter(|label| label != target && !label.contains(removed(kind))) {
            Some(label) if kind == ContactKind::Email || label.chars().any(char::is_alphabetic) => {
                atoms.remark("an e-mail address or phone number behind a text was removed");
                atoms.push(out, Atom::words(&label));
            }
            _ => atoms.push_removed(out, kind),
        }
        return;
    }
    match address::clean(target) {
        Some(address) => {
            atoms.stripped(&address);
            // A label that is the address may hold what was taken out of it.
            let label = label.filter(|label| label != target && !address::is_web(label));
            atoms.push(out, Atom::link(&address, label.as_deref()));
        }
        None if matches!(scheme.as_str(), "http" | "https") => {
            atoms.remark("an address that cannot be written was removed");
            atoms.push(out, Atom::words(label.as_deref().unwrap_or("[address removed]")));
        }
        None => {
            let scheme = atoms.label(&scheme);
            atoms.remark(format!("a link with the scheme `{scheme}` was written as text without its target"));
            let words = label.unwrap_or_else(|| atoms.label(target));
            atoms.push(out, Atom::words(&words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::markup::{Block, blocks};
    use crate::chat::slack::people::people;

    fn shown(text: &str) -> (String, Vec<String>) {
        let people = people(
            r#"[{"id":"U1","name":"ana.costa","profile":{"display_name":"ana"}},
                {"id":"U2","profile":{"display_name":"<img src=x onerror=alert(1)>\u202e"}},
                {"id":"U3","profile":{"display_name":"me@firm.de"}}]"#
                .as_bytes(),
        )
        .expect("people");
        let channels = [Channel { name: "general".to_owned(), id: "C1".to_owned() }];
        let mut atoms = Atoms::default();
        let text = resolved(text, Names { people: &people, channels: &channels }, &mut atoms);
        let lines = match blocks(&text, &atoms, true).as_slice() {
            [Block::Lines(lines)] => lines.join("|"),
            other => format!("{other:?}"),
        };
        (lines, atoms.remarks)
    }

    #[test]
    fn tokens_say_what_people_saw() {
        for (text, expected) in [
            ("<@U1> x", "@ana x"),
            ("<@U9> x", "@U9 x"),
            ("x<@U1>www.x.example", "x @anawww.x.example"),
            ("<@U9|old> x", "@old x"),
            ("<#C1> and <#C2|inc> and <#C3>", "#general and #inc and #C3"),
            ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
            ("<!subteam^S1|@sre-oncall> <!subteam^S2>", "@sre-oncall @S2"),
            ("see <!date^1392734382^{date_num} {time_secs}|18 Feb>", "see 18 Feb"),
            ("see <!date^1392734382^{date_num}>", "see 2014-02-18 14:39:42 UTC"),
            ("<https://a.example/x?a=1&amp;b=2|this>", "[this](https://a.example/x?a=1&amp;b=2)"),
            ("<https://a.example/x>", "<https://a.example/x>"),
            ("<https://a.example/x?t=xoxe-1|https://a.example/x?t=xoxe-1>", "<https://a.example/x>"),
            ("<mailto:a@b.de|a@b.de> <mailto:a@b.de|Ana>", "\\[e-mail removed\\] Ana"),
            ("<mailto:a@b.de|a@b.de>(x) [y](z)", "\\[e-mail removed\\](x) \\[y\\](z)"),
            ("<tel:+49302312504|030 2312504>", "\\[phone number removed\\]"),
            ("p99 &gt; 2s &amp;&amp; &lt;b&gt; 5 < 6 &#8211; &amp;lt;", "p99 > 2s && &lt;b> 5 &lt; 6 \\&#8211; \\&lt;"),
        ] {
            assert_eq!(shown(text).0, expected, "{text}");
        }
    }

    #[test]
    fn hostile_names_and_links_come_out_as_text() {
        assert_eq!(shown("<@U2> x").0, "@&lt;img src=x onerror=alert(1)> x");
        assert_eq!(shown("<@U3> x").0, "@\\[e-mail removed\\] x");
        let (text, remarks) = shown("<javascript:alert(1)|click>");
        assert_eq!(text, "click");
        assert_eq!(remarks, ["a link with the scheme `javascript` was written as text without its target"]);
        assert_eq!(
            shown("<https://a.example|](javascript:alert(1))>").0,
            "[\\](javascript:alert(1))](https://a.example)"
        );
    }
}
