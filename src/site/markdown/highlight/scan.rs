//! The general scanner: one pass over the bytes of a piece of code, by what [`Language`] says.
//! Delimiters are ASCII, and bytes beyond are letters, so that places never cut a character.

use std::ops::Range;

use super::language::{At, Heredocs, Language, Quote};
use super::marks::{Kind, Marks};
use super::words::{contains, is_number};

/// Marks a part of the code as `language`.
pub fn mark(marks: &mut Marks<'_>, part: Range<usize>, language: &Language) {
    let Some(text) = marks.code().get(part.clone()) else { return };
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        text,
        offset: part.start,
        at: 0,
        fresh: true,
        unclosed_until: vec![0; language.quotes.len()],
        heredoc: None,
        language,
        marks,
    };
    while scanner.at < scanner.bytes.len() {
        scanner.step();
    }
}

/// True for what words are made of in every language.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

struct Scanner<'s, 'c> {
    text: &'s str,
    bytes: &'s [u8],
    /// Where the part begins in the code.
    offset: usize,
    at: usize,
    /// A statement begins here: what comes next may be a key.
    fresh: bool,
    /// For each quote: before this place it was looked for and does not close.
    unclosed_until: Vec<usize>,
    /// The word that ends the text which begins in the next line.
    heredoc: Option<&'s str>,
    language: &'s Language,
    marks: &'s mut Marks<'c>,
}

impl Scanner<'_, '_> {
    fn step(&mut self) {
        let byte = self.bytes[self.at];
        if byte == b'\n' {
            self.at += 1;
            self.fresh |= self.language.fresh_after.contains(&b'\n');
            self.heredoc_body();
        } else if byte.is_ascii_whitespace() {
            self.at += 1;
        } else if !(self.comment()
            || self.section()
            || self.quoted()
            || self.heredoc()
            || self.option()
            || self.sigil())
        {
            if byte.is_ascii_digit() {
                self.number();
            } else if self.joins(byte) {
                self.word();
            } else {
                self.at += 1;
                self.fresh = self.language.fresh_after.contains(&byte);
            }
        }
    }

    fn joins(&self, byte: u8) -> bool {
        is_word(byte) || self.language.joins.contains(&byte)
    }

    fn before(&self) -> Option<u8> {
        self.at.checked_sub(1).map(|at| self.bytes[at])
    }

    /// Only blanks stand before in this line, as far as a few columns tell.
    fn is_line_start(&self) -> bool {
        let before = &self.bytes[self.at.saturating_sub(64)..self.at];
        before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t')).is_none_or(|byte| *byte == b'\n')
    }

    /// The place where the line ends.
    fn line_end(&self, from: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[from..]).map_or(self.bytes.len(), |length| from + length)
    }

    /// The first byte after blanks, a few columns on at most.
    fn next_visible(&self, from: usize) -> Option<u8> {
        self.bytes[from..].iter().take(64).copied().find(|byte| !matches!(byte, b' ' | b'\t'))
    }

    /// Marks from here to `end` and goes there.
    fn take(&mut self, end: usize, kind: Kind) {
        self.marks.add(self.offset + self.at, self.offset + end, kind);
        self.at = end;
    }

    fn comment(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        for (open, at) in self.language.comments {
            let here = rest.starts_with(open.as_bytes())
                && match at {
                    At::Anywhere => true,
                    At::AfterBlank => self.before().is_none_or(|byte| byte.is_ascii_whitespace() || byte == b';'),
                    At::LineStart => self.is_line_start(),
                };
            if here {
                self.take(self.line_end(self.at), Kind::Comment);
                return true;
            }
        }
        for (open, close) in self.language.blocks {
            if rest.starts_with(open.as_bytes()) {
                let inner = self.at + open.len();
                let end = memchr::memmem::find(&self.bytes[inner..], close.as_bytes());
                self.take(end.map_or(self.bytes.len(), |end| inner + end + close.len()), Kind::Comment);
                return true;
            }
        }
        false
    }

    /// `[section]`, on a line of its own.
    fn section(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let first = rest.iter().take(3).find(|byte| **byte != b'[');
        let names = first.is_some_and(|byte| is_word(*byte) && !byte.is_ascii_digit());
        if !self.language.sections || rest[0] != b'[' || !names || !self.is_line_start() {
            return false;
        }
        let line = &self.bytes[self.at..self.line_end(self.at)];
        let Some(close) = memchr::memrchr(b']', line) else { return false };
        self.take(self.at + close + 1, Kind::Keyword);
        true
    }

    fn quoted(&mut self) -> bool {
        let language = self.language;
        for (n, quote) in language.quotes.iter().enumerate() {
            if !self.bytes[self.at..].starts_with(quote.mark.as_bytes()) || self.at < self.unclosed_until[n] {
                continue;
            }
            match self.close(quote) {
                Ok(end) => {
                    let is_key = self.is_key(end);
                    self.take(end, if is_key { Kind::Name } else { Kind::Text });
                    self.fresh = false;
                    return true;
                }
                Err(looked) => self.unclosed_until[n] = looked,
            }
        }
        false
    }

    /// The end of the quoted text that begins here, or how far was looked in vain.
    fn close(&self, quote: &Quote) -> Result<usize, usize> {
        /// Bytes of the longest character: `'\u{10ffff}'`.
        const CHARACTER: usize = 12;
        let mark = quote.mark.as_bytes();
        let mut at = self.at + mark.len();
        let limit = if quote.short { (at + CHARACTER).min(self.bytes.len()) } else { self.bytes.len() };
        while at < limit {
            match self.bytes[at] {
                b'\\' if quote.escapes => at += 2,
                b'\n' if !quote.lines => return Err(at),
                _ if self.bytes[at..].starts_with(mark) && (!quote.short || self.is_character(at)) => {
                    return Ok(at + mark.len());
                }
                _ => at += 1,
            }
        }
        Err(if quote.short { self.at + 1 } else { self.bytes.len() })
    }

    /// What stands between the quote that opens here and the one at `end` is a single character.
    fn is_character(&self, end: usize) -> bool {
        let inner = self.text.get(self.at + 1..end).unwrap_or("");
        inner.starts_with('\\') || inner.chars().count() == 1
    }

    /// A key ends at `end`: what follows keys follows here.
    fn is_key(&self, end: usize) -> bool {
        self.fresh
            && self.next_visible(end).is_some_and(|byte| self.language.keys.contains(&byte))
            && !self.bytes[end..].starts_with(b"==")
            && !self.bytes[end..].starts_with(b" ==")
    }

    /// Remembers the word of `<<WORD`. The text itself begins in the next line.
    fn heredoc(&mut self) -> bool {
        let rest = self.text.get(self.at..).and_then(|rest| rest.strip_prefix("<<"));
        let Some(rest) = rest.filter(|rest| !rest.starts_with('<')) else { return false };
        let word = rest.strip_prefix(['-', '~']);
        let marked = word.is_some() || self.language.heredocs == Heredocs::All;
        if self.language.heredocs == Heredocs::No || !marked {
            return false;
        }
        let word = word.unwrap_or(rest).trim_start_matches(['\'', '"', '\\']);
        let length = word.bytes().take_while(|byte| is_word(*byte)).count();
        if length == 0 || word.as_bytes()[0].is_ascii_digit() {
            return false;
        }
        self.heredoc = Some(&word[..length]);
        let end = self.bytes.len() - word.len() + length;
        let closing_quote = usize::from(matches!(self.bytes.get(end), Some(b'\'' | b'"')));
        self.take(end + closing_quote, Kind::Text);
        true
    }

    /// The lines of a text that was begun in the line before.
    fn heredoc_body(&mut self) {
        let Some(word) = self.heredoc.take() else { return };
        let mut end = self.at;
        while end < self.bytes.len() {
            let line_end = self.line_end(end);
            let line = self.bytes[end..line_end].trim_ascii();
            end = (line_end + 1).min(self.bytes.len());
            if line == word.as_bytes() {
                end = line_end;
                break;
            }
        }
        self.take(end, Kind::Text);
    }

    /// `-n` and `--name`.
    fn option(&mut self) -> bool {
        let starts = self.bytes[self.at] == b'-'
            && self.language.options
            && self.before().is_some_and(|byte| byte.is_ascii_whitespace());
        if !starts {
            return false;
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| is_word(**byte) || **byte == b'-').count();
        if !rest[..length].iter().any(u8::is_ascii_alphabetic) {
            return false;
        }
        self.take(self.at + length, Kind::Name);
        self.fresh = false;
        true
    }

    /// `$name`, `${name}`, `$1`, `@name`, `:name`.
    fn sigil(&mut self) -> bool {
        let sigil = self.bytes[self.at];
        let repeated = self.before() == Some(sigil) || self.before().is_some_and(is_word);
        if !self.language.sigils.contains(&sigil) || (sigil != b'$' && repeated) {
            return false;
        }
        let rest = &self.bytes[self.at + 1..];
        let word = rest.iter().take_while(|byte| is_word(**byte)).count();
        let length = match rest.first() {
            Some(b'{') if sigil == b'$' => rest.iter().take(80).position(|byte| *byte == b'}').map_or(0, |end| end + 1),
            Some(b'?' | b'#' | b'@' | b'*' | b'!' | b'$') if sigil == b'$' => 1,
            Some(byte) if byte.is_ascii_digit() && sigil != b'$' => 0,
            _ => word,
        };
        if length == 0 {
            return false;
        }
        self.take(self.at + 1 + length, Kind::Name);
        self.fresh = false;
        true
    }

    fn number(&mut self) {
        let language = self.language;
        let rest = &self.bytes[self.at..];
        let more =
            |byte: u8| self.joins(byte) || byte == b'.' || (language.dates && matches!(byte, b'-' | b':' | b'+'));
        let length = rest.iter().take_while(|byte| more(**byte)).count();
        // The last point ends a sentence, or begins a range.
        let length = length - rest[..length].iter().rev().take_while(|byte| matches!(byte, b'.' | b':' | b'-')).count();
        let end = self.at + length.max(1);
        if self.is_key(end) {
            self.take(end, Kind::Name);
        } else if is_number(&self.bytes[self.at..end], language.dates) {
            self.take(end, Kind::Value);
        }
        self.at = end;
        self.fresh = false;
    }

    fn word(&mut self) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take_while(|byte| self.joins(**byte)).count();
        let end = self.at + length;
        let kind = self.kind_of_word(&rest[..length], end);
        if let Some(kind) = kind {
            self.take(end, kind);
        }
        self.at = end;
        // A key may follow a word of the language: `export NAME=value`.
        self.fresh &= kind == Some(Kind::Keyword) && self.language.leads.is_none();
    }

    fn kind_of_word(&self, word: &[u8], end: usize) -> Option<Kind> {
        let language = self.language;
        if self.is_key(end) {
            return Some(Kind::Name);
        }
        let is_member = self.before() == Some(b'.');
        if !is_member && contains(language.keywords, word, language.any_case) {
            return Some(Kind::Keyword);
        }
        if !is_member && contains(language.values, word, language.any_case) {
            return Some(Kind::Value);
        }
        let next = self.next_visible(end).unwrap_or(b'\n');
        if self.fresh && language.leads.is_some_and(|follow| follow.is_empty() || follow.contains(&next)) {
            return Some(Kind::Keyword);
        }
        (language.calls && self.bytes.get(end) == Some(&b'(')).then_some(Kind::Name)
    }
}
