//! What the general scanner has to know of a language. Most languages of reviews differ in this alone.

/// Where a comment may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Anywhere outside of quotes.
    Anywhere,
    /// At the start of a line or after a blank: `a#b` is a word.
    AfterBlank,
    /// At the start of a line.
    LineStart,
}

/// How a quoted text begins and ends.
#[derive(Debug, Clone, Copy)]
pub struct Quote {
    /// The mark on both sides.
    pub mark: &'static str,
    /// A backslash takes the character after it along.
    pub escapes: bool,
    /// It may go on in the next line.
    pub lines: bool,
    /// It is a character: a few bytes or none (`'a` of Rust is a lifetime).
    pub short: bool,
}

impl Quote {
    const fn new(mark: &'static str, escapes: bool, lines: bool) -> Self {
        Self { mark, escapes, lines, short: false }
    }
}

/// `"…"` with escapes, on one line.
pub const DOUBLE: Quote = Quote::new("\"", true, false);
/// `'…'` with escapes, on one line.
pub const SINGLE: Quote = Quote::new("'", true, false);
/// `'c'`.
pub const CHARACTER: Quote = Quote { mark: "'", escapes: true, lines: false, short: true };
/// `"…"` with escapes, over lines.
pub const DOUBLE_LINES: Quote = Quote::new("\"", true, true);
/// `'…'` as it stands, over lines.
pub const SINGLE_LINES: Quote = Quote::new("'", false, true);
/// `"""…"""`.
pub const TRIPLE_DOUBLE: Quote = Quote::new("\"\"\"", true, true);
/// `'''…'''`.
pub const TRIPLE_SINGLE: Quote = Quote::new("'''", true, true);
/// A template between backticks, with escapes.
pub const TEMPLATE: Quote = Quote::new("`", true, true);
/// Raw text between backticks.
pub const BACKTICK: Quote = Quote::new("`", false, true);

/// Which texts that begin with `<<WORD` and end with a line `WORD` there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heredocs {
    /// None.
    No,
    /// `<<WORD` and `<<-WORD`.
    All,
    /// `<<-WORD` and `<<~WORD` alone: `<<` is an operator.
    Marked,
}

/// A language for the general scanner.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, told by name in a table")]
pub struct Language {
    /// What begins a comment up to the end of the line.
    pub comments: &'static [(&'static str, At)],
    /// What comments are held between.
    pub blocks: &'static [(&'static str, &'static str)],
    /// Quotes, longer marks first.
    pub quotes: &'static [Quote],
    /// Words of the language, sorted; in lower case where case does not count.
    pub keywords: &'static [&'static str],
    /// Words that are values, sorted likewise.
    pub values: &'static [&'static str],
    /// Keywords and values may be written in any case.
    pub any_case: bool,
    /// What words hold beside letters, digits and `_`.
    pub joins: &'static [u8],
    /// What begins a variable, an annotation, a symbol.
    pub sigils: &'static [u8],
    /// What follows a key, where keys are marked.
    pub keys: &'static [u8],
    /// After what a statement begins, and with it perhaps a key.
    pub fresh_after: &'static [u8],
    /// The first word of a statement is a word of the language, if one of these follows; `None`: never.
    pub leads: Option<&'static [u8]>,
    /// A word before `(` is a name.
    pub calls: bool,
    /// Options as commands have them: `--name`.
    pub options: bool,
    /// `[section]` on a line of its own.
    pub sections: bool,
    /// Numbers hold `-` and `:`, as dates and times do.
    pub dates: bool,
    /// Texts that begin with `<<WORD`.
    pub heredocs: Heredocs,
}

/// A language of which nothing is known.
pub const PLAIN: Language = Language {
    comments: &[],
    blocks: &[],
    quotes: &[],
    keywords: &[],
    values: &[],
    any_case: false,
    joins: b"",
    sigils: b"",
    keys: b"",
    fresh_after: b"",
    leads: None,
    calls: false,
    options: false,
    sections: false,
    dates: false,
    heredocs: Heredocs::No,
};
