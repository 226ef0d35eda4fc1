//! Text with atoms: what is not text but stands in it (a link, a name, something that was taken out) is one character
//! of a range that no message may hold, so that markup can be read around it.

use super::address::{self, Address};
use super::characters::{FIRST_ATOM, LAST_ATOM, is_atom, is_hidden};
use super::literal;
use crate::contacts::{ContactKind, addresses_and_numbers};

/// Something that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    /// Within code.
    pub plain: String,
    /// Elsewhere.
    pub markdown: String,
}

impl Atom {
    /// Words that say only themselves.
    pub(super) fn words(text: &str) -> Self {
        Self { plain: text.to_owned(), markdown: literal::inside(text) }
    }

    /// A link; without a label, or with the address as its label, the address itself.
    pub(super) fn link(address: &Address, label: Option<&str>) -> Self {
        let url = &address.url;
        let label = label.map(str::trim).filter(|label| !label.is_empty() && label != url);
        match label {
            None => Self { plain: url.clone(), markdown: format!("<{url}>") },
            Some(label) => {
                // In the target of a link entities are read, in an address of its own they are not.
                let target = url.replace('&', "&amp;");
                Self { plain: format!("{label} ({url})"), markdown: format!("[{}]({target})", literal::inside(label)) }
            }
        }
    }

    fn removed(kind: ContactKind) -> Self {
        // Before a bracket it would be a link's label, were it not literal.
        Self::words(removed(kind))
    }
}

/// What stands in the place of something that was taken out.
pub(super) fn removed(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Telephone => "[phone number removed]",
        _ => "[e-mail removed]",
    }
}

/// Atoms of one message, and what was done to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Atoms {
    atoms: Vec<Atom>,
    /// What was removed or not understood, each thing once.
    pub remarks: Vec<String>,
}

impl Atoms {
    /// Notes what was removed or not understood.
    pub(super) fn remark(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.remarks.contains(&what) {
            self.remarks.push(what);
        }
    }

    /// Puts an atom at the end of `text`.
    pub(super) fn push(&mut self, text: &mut String, atom: Atom) {
        let code = u32::try_from(self.atoms.len()).ok().map(|at| FIRST_ATOM + at).filter(|code| *code <= LAST_ATOM);
        if let Some(c) = code.and_then(char::from_u32) {
            self.atoms.push(atom);
            text.push(c);
        } else {
            text.push_str(&atom.plain);
        }
    }

    /// The atom that `c` stands for.
    pub(super) fn get(&self, c: char) -> Option<&Atom> {
        self.atoms.get(usize::try_from(u32::from(c).checked_sub(FIRST_ATOM)?).ok()?)
    }

    /// `text` with the atoms as plain words.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self.get(c) {
                Some(atom) => out.push_str(&atom.plain),
                None => out.push(c),
            }
        }
        out
    }

    /// `text` without characters that move, hide or end something. Line breaks are kept, tabs become blanks.
    pub(super) fn harmless(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut removed = false;
        for c in text.chars() {
            match c {
                '\n' => out.push('\n'),
                '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' => out.push(' '),
                c if c.is_control() || is_hidden(c) || is_atom(c) => removed = true,
                c => out.push(c),
            }
        }
        if removed {
            self.remark("characters that control or hide others were removed");
        }
        out
    }

    /// `text` with links for bare addresses of the web, and without addresses and numbers of people.
    pub(super) fn scrubbed(&mut self, text: &str) -> String {
        let linked = self.linked(text);
        let mut out = String::with_capacity(linked.len());
        let mut told = 0;
        for contact in addresses_and_numbers(&linked) {
            out.push_str(&linked[told..contact.range.start]);
            self.push_removed(&mut out, contact.kind);
            told = contact.range.end;
        }
        out.push_str(&linked[told..]);
        out
    }

    /// Puts the words at the end of `out` that stand for an address or a number.
    pub(super) fn push_removed(&mut self, out: &mut String, kind: ContactKind) {
        self.remark(match kind {
            ContactKind::Telephone => "a phone number was removed",
            _ => "an e-mail address was removed",
        });
        self.push(out, Atom::removed(kind));
    }

    /// A name or label: one line of plain text, nothing in it that leads to a person or lets in.
    pub(super) fn label(&mut self, text: &str) -> String {
        let line = self.harmless(text).replace('\n', " ");
        let scrubbed = self.scrubbed(&line);
        self.plain(&scrubbed).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn linked(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("://") {
            // The scheme begins where its letters do.
            let letters = rest[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            let start = at - letters;
            let Some(url) = address::bare(&rest[start..]) else {
                out.push_str(&rest[..at + 3]);
                rest = &rest[at + 3..];
                continue;
            };
            out.push_str(&rest[..start]);
            if let Some(address) = address::clean(url) {
                self.stripped(&address);
                self.push(&mut out, Atom::link(&address, None));
            } else {
                self.remark("an address that cannot be written was removed");
                self.push(&mut out, Atom::words("[address removed]"));
            }
            rest = &rest[start + url.len()..];
        }
        out.push_str(rest);
        out
    }

    /// Says so where something was taken out of an address.
    pub(super) fn stripped(&mut self, address: &Address) {
        if address.stripped {
            self.remark("what lets somebody in, or leads to a person, was removed from an address");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, Vec<String>) {
        let mut atoms = Atoms::default();
        let harmless = atoms.harmless(text);
        let scrubbed = atoms.scrubbed(&harmless);
        (atoms.plain(&scrubbed), atoms.remarks)
    }

    #[test]
    fn addresses_and_numbers_of_people_are_replaced_and_said() {
        assert_eq!(
            shown("by ana@firm.de, +49 30 2312504 2 or https://x.example/?token=1&a=2.").0,
            "by [e-mail removed], [phone number removed] or https://x.example/?a=2."
        );
        assert_eq!(shown("by ana@firm.de").1, ["an e-mail address was removed"]);
        assert!(shown("nothing to see").1.is_empty());
    }

    #[test]
    fn characters_that_reorder_are_gone() {
        let (text, remarks) = shown("a\u{202e}b\u{0}c\u{f0000}d\te");
        assert_eq!(text, "abcd e");
        assert_eq!(remarks.len(), 1);
    }

    #[test]
    fn a_label_is_literal() {
        let address = address::clean("https://x.example/a?b=1&c=2").expect("an address");
        let markdown = |label: &str| Atom::link(&address, Some(label)).markdown;
        assert_eq!(markdown("](javascript:x"), "[\\](javascript:x](https://x.example/a?b=1&amp;c=2)");
        assert_eq!(markdown("https://x.example/a?b=1&c=2"), "<https://x.example/a?b=1&c=2>");
    }
}
