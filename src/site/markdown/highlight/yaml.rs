//! YAML: keys by line, values by their look. Plain text is the rule here, so the general scanner does not fit.

use super::marks::{Kind, Marks};
use super::words::{contains, is_number};

/// Words that are values, in lower case.
const VALUES: &[&str] = &["false", "no", "null", "off", "on", "true", "yes", "~"];

/// Marks the lines of YAML.
pub fn mark(marks: &mut Marks<'_>) {
    let code = marks.code();
    let mut start = 0;
    // The indentation of the key whose text stands in the lines below.
    let mut block: Option<usize> = None;
    let mut quote = None;
    for line in code.split_inclusive('\n') {
        let text = line.trim_end();
        let indent = text.len() - text.trim_start().len();
        if block.is_some_and(|outer| text.is_empty() || indent > outer) {
            marks.add(start + indent, start + text.len(), Kind::Text);
        } else {
            let mut scanner = Line { text, start, at: indent, marks, quote, flow: quote.is_some() };
            scanner.scan();
            quote = scanner.quote;
            block = (quote.is_none() && opens_block(text)).then_some(indent);
        }
        start += line.len();
    }
}

/// True if a line ends with the mark of a text below: `|`, `>-`, `|2+`.
fn opens_block(line: &str) -> bool {
    let last = line.rsplit([' ', '\t']).next().unwrap_or("");
    let more = last.strip_prefix(['|', '>']);
    last.len() < line.len()
        && more.is_some_and(|more| more.len() <= 2 && more.bytes().all(|b| b"+-123456789".contains(&b)))
}

struct Line<'s, 'c> {
    text: &'s str,
    /// Where the line begins in the code.
    start: usize,
    at: usize,
    marks: &'s mut Marks<'c>,
    /// The quote that is open at the end of the line.
    quote: Option<u8>,
    /// Keys of a whole line are past.
    flow: bool,
}

impl Line<'_, '_> {
    fn scan(&mut self) {
        if self.text == "---" || self.text == "..." {
            return self.take(3, Kind::Keyword);
        }
        if let Some(quote) = self.quote {
            self.quoted(quote, self.at);
        }
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            let after_blank = self.at == 0 || self.text.as_bytes()[self.at - 1].is_ascii_whitespace();
            match byte {
                b'#' if after_blank => self.take(self.text.len(), Kind::Comment),
                b'"' | b'\'' => self.quoted(byte, self.at + 1),
                b'{' | b'}' | b'[' | b']' | b',' => (self.at, self.flow) = (self.at + 1, true),
                byte if byte.is_ascii_whitespace() => self.at += 1,
                b'-' | b'?' | b':' if self.rest().get(1).is_none_or(u8::is_ascii_whitespace) => self.at += 1,
                _ => self.plain(),
            }
        }
    }

    fn rest(&self) -> &[u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn take(&mut self, end: usize, kind: Kind) {
        self.marks.add(self.start + self.at, self.start + end, kind);
        self.at = end;
    }

    /// A quoted text whose inside begins at `inner`; it may go on in the next line.
    fn quoted(&mut self, quote: u8, inner: usize) {
        let bytes = self.text.as_bytes();
        let mut end = inner;
        while end < bytes.len() && bytes[end] != quote {
            end += if bytes[end] == b'\\' && quote == b'"' { 2 } else { 1 };
        }
        self.quote = (end >= bytes.len()).then_some(quote);
        let end = (end + 1).min(bytes.len());
        let is_key = self.quote.is_none() && is_colon(&bytes[end..]);
        self.take(end, if is_key { Kind::Name } else { Kind::Text });
        self.flow |= is_key;
    }

    /// A key, or a word of a plain text.
    fn plain(&mut self) {
        let rest = self.rest();
        let mut key = None;
        let mut word = rest.len();
        for (n, &byte) in rest.iter().enumerate() {
            let ends = byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | b'{' | b'}');
            if word == rest.len() && ends {
                word = n;
            }
            if is_colon(&rest[n..]) {
                key = Some(n);
            }
            // Only the first key of a line has blanks in it.
            let comment = byte == b'#' && n > 0 && rest[n - 1].is_ascii_whitespace();
            if key.is_some() || comment || (word < rest.len() && self.flow) {
                break;
            }
        }
        self.flow = true;
        if let Some(key) = key {
            return self.take(self.at + key, Kind::Name);
        }
        let end = self.at + word.max(1);
        let text = self.text.as_bytes()[self.at..end].strip_suffix(b":").unwrap_or(&self.text.as_bytes()[self.at..end]);
        match text {
            [b'&' | b'*' | b'!', _, ..] => self.take(end, Kind::Keyword),
            [b'|' | b'>', ..] if end == self.text.len() && opens_block(self.text) => self.take(end, Kind::Keyword),
            text if self.is_whole(end) && (contains(VALUES, text, true) || is_number(text, true)) => {
                self.take(end, Kind::Value);
            }
            _ => self.at = end,
        }
    }

    /// The word up to `end` is a whole value: nothing but an end or a comment follows.
    fn is_whole(&self, end: usize) -> bool {
        let before = self.text.as_bytes()[..self.at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
        let after = self.text.as_bytes()[end..].iter().find(|byte| !byte.is_ascii_whitespace());
        let starts = before.is_none_or(|byte| b":-?[{,".contains(byte));
        starts && after.is_none_or(|byte| b",]}#".contains(byte))
    }
}

/// A colon that ends a key.
fn is_colon(bytes: &[u8]) -> bool {
    bytes.first() == Some(&b':') && bytes.get(1).is_none_or(u8::is_ascii_whitespace)
}
