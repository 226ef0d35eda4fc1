//! What scanners find: places in the code, in order, and what stands there.

/// What a piece of code is. The page has one class for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A comment, or the prompt of a shell.
    Comment,
    /// A word of the language itself.
    Keyword,
    /// A quoted text.
    Text,
    /// A number, and words that are values: `true`, `null`.
    Value,
    /// What the author named: a key, a variable, an option, a call.
    Name,
    /// A line that came in.
    Inserted,
    /// A line that went out.
    Deleted,
}

impl Kind {
    /// Its class on the page.
    pub fn class(self) -> &'static str {
        match self {
            Self::Comment => "c",
            Self::Keyword => "k",
            Self::Text => "s",
            Self::Value => "v",
            Self::Name => "n",
            Self::Inserted => "i",
            Self::Deleted => "d",
        }
    }
}

/// A piece of code, in bytes, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// Collects marks in the order of the text. Neighbours of one kind become one.
#[derive(Debug)]
pub struct Marks<'c> {
    code: &'c str,
    most: usize,
    found: Vec<Mark>,
    overflown: bool,
}

impl<'c> Marks<'c> {
    /// Marks of `code`, at most `most`.
    pub fn of(code: &'c str, most: usize) -> Self {
        Self { code, most, found: Vec::new(), overflown: false }
    }

    /// The code.
    pub fn code(&self) -> &'c str {
        self.code
    }

    /// Marks a place after all others; one that is empty, overlaps or cuts a character is passed over.
    pub fn add(&mut self, start: usize, end: usize, kind: Kind) {
        let last_end = self.found.last().map_or(0, |mark| mark.end);
        if start >= end || start < last_end || !self.code.is_char_boundary(start) || !self.code.is_char_boundary(end) {
            return;
        }
        if let Some(last) = self.found.last_mut()
            && last.kind == kind
            && self.code.as_bytes()[last.end..start].iter().all(u8::is_ascii_whitespace)
        {
            last.end = end;
        } else if self.found.len() < self.most {
            self.found.push(Mark { start, end, kind });
        } else {
            self.overflown = true;
        }
    }

    /// The marks; none when there were too many, since half a colouring misleads.
    pub fn into_vec(self) -> Vec<Mark> {
        if self.overflown { Vec::new() } else { self.found }
    }
}
