//! A source file as text: its lines, byte spans into it, and the line and column a reader sees.
//! Nothing here knows what the text means.

use std::ops::Range;

/// A half-open range of byte offsets into one [`SourceText`], whose size [`SourceText::MAX_BYTES`] bounds: half the
/// room of a `Range`, because an archive holds one for everything that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span of `start..end`; an end before the start is taken as empty.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: offset(start), end: offset(end.max(start)) }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Offset of the first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Offset just past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// True when no byte is covered.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `offset` lies inside.
    #[must_use]
    pub fn contains(self, offset: usize) -> bool {
        self.range().contains(&offset)
    }

    /// The same span `by` bytes further on: a span of a slice becomes a span of the whole.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }

    /// From the same start to another end.
    #[must_use]
    pub fn ending(self, end: usize) -> Self {
        Self::new(self.start(), end)
    }

    /// The span as a range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value and where in the file it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Converts the value and keeps the place.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// A place as editors and compilers count it: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// The text of one file with its line starts; valid UTF-8 by construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    path: String,
    text: String,
    line_starts: Vec<u32>,
}

impl SourceText {
    /// The largest file that is read, in bytes: a review is prose, and 4 MiB is a thousand pages.
    pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

    /// Wraps `text`; `path` is how messages name the file (relative, `/`-separated).
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut line_starts = Vec::with_capacity(breaks.clone().count() + 1);
        line_starts.push(0);
        line_starts.extend(breaks.filter_map(|at| u32::try_from(at + 1).ok()));
        Self { path: path.into(), text, line_starts }
    }

    /// How messages name the file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under `span`, or `""` where the span does not fit this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Number of lines; an empty file has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// Line of a byte offset, from 1; unlike [`Self::position`] it takes no longer on a long line.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        self.line_starts.partition_point(|&start| start as usize <= offset).max(1)
    }

    /// Line and column of a byte offset; an offset past the end is the end. A byte order mark has no column, as in
    /// every editor.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_of(offset);
        let start = self.line_starts[line - 1] as usize;
        let before = self.text.get(start..offset).unwrap_or("");
        let before = if line == 1 { before.trim_start_matches('\u{feff}') } else { before };
        let column = before.chars().count() + 1;
        Position { line, column }
    }

    /// The span of a line counted from 1, without its line break; empty past the last line.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|i| self.line_starts.get(i)) else {
            return Span::at(self.text.len());
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |&next| next as usize);
        let line_text = self.text.get(start as usize..end).unwrap_or("");
        Span::new(start as usize, start as usize + line_text.trim_end_matches(['\n', '\r']).len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let source = SourceText::new("a.md", "é1\r\nzwei\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(2), Position { line: 1, column: 2 });
        assert_eq!(source.position(5), Position { line: 2, column: 1 });
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
        assert_eq!(source.slice(source.line_span(1)), "é1");
        assert_eq!(source.slice(source.line_span(2)), "zwei");
        assert_eq!(source.line_span(9), Span::at(10));
        assert_eq!(SourceText::new("a.md", "\u{feff}é1").position(5), Position { line: 1, column: 2 });
    }
}
