//! The markup of chats (`*bold*`, `_italic_`, `~struck~`, code, quotations) as Markdown, line by line. Whatever is not
//! markup is literal.

use super::atoms::{Atoms, removed};
use super::literal;
use crate::contacts::addresses_and_numbers;
use crate::incident::body::is_stamped;

/// What a message consists of; lines are Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// Running text.
    Lines(Vec<String>),
    /// A quotation.
    Quote(Vec<String>),
    /// A block of code, verbatim.
    Code(String),
}

/// Stands before a line that would be read as an entry of its own: nobody sees it.
pub(super) const GUARD: &str = "&zwnj;";

/// Blocks of `text`, which may hold atoms. `quotes`: a `>` begins a quotation, as it does in what Slack exports.
pub(super) fn blocks(text: &str, atoms: &Atoms, quotes: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("```")
        && let Some((code, behind)) = after.split_once("```")
        && !code.trim().is_empty()
    {
        running(before, atoms, quotes, &mut blocks);
        blocks.push(Block::Code(code_lines(&atoms.plain(code))));
        rest = behind;
    }
    running(rest, atoms, quotes, &mut blocks);
    blocks
}

/// Lines of code without blank ones around and blanks behind.
fn code_lines(code: &str) -> String {
    let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Adds text without blocks of code.
fn running(text: &str, atoms: &Atoms, quotes: bool, blocks: &mut Vec<Block>) {
    let mut all_quoted = false;
    for line in text.lines() {
        let line = line.trim();
        let (line, is_quote) = match line.strip_prefix(">>>") {
            Some(rest) if quotes => {
                all_quoted = true;
                (rest.trim(), true)
            }
            _ => match line.strip_prefix('>').filter(|_| quotes) {
                Some(rest) => (rest.trim(), true),
                None => (line, all_quoted),
            },
        };
        if line.is_empty() {
            continue;
        }
        let line = self::line(line, atoms);
        match blocks.last_mut() {
            Some(Block::Quote(lines)) if is_quote => lines.push(line),
            Some(Block::Lines(lines)) if !is_quote => lines.push(line),
            _ if is_quote => blocks.push(Block::Quote(vec![line])),
            _ => blocks.push(Block::Lines(vec![line])),
        }
    }
}

/// One line as Markdown that can stand anywhere in an item.
fn line(text: &str, atoms: &Atoms) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut writer = Writer { atoms, out: String::with_capacity(text.len() + 16) };
    writer.inline(&chars, None, None, &[]);
    guarded(writer.out.trim().to_owned())
}

/// The line, guarded where it would be read as the beginning of an entry.
pub(super) fn guarded(line: String) -> String {
    if is_stamped(&line) { format!("{GUARD}{line}") } else { line }
}

/// Text as one literal line: what is written where markup cannot be trusted.
pub(super) fn flat(text: &str, atoms: &Atoms) -> String {
    let plain = atoms.plain(text).replace("```", " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut out = String::new();
    literal::push(&mut out, &words.join(" "), true, None);
    // Last, so that no mark hides one.
    for contact in addresses_and_numbers(&out).into_iter().rev() {
        out.replace_range(contact.range, &literal::inside(removed(contact.kind)));
    }
    format!("{GUARD}{out}")
}

const MARKS: [(char, &str); 3] = [('*', "**"), ('_', "_"), ('~', "~~")];

struct Writer<'a> {
    atoms: &'a Atoms,
    out: String,
}

impl Writer<'_> {
    /// Writes `chars`, which stand between `before` and `after`; `open` are the marks they stand in.
    fn inline(&mut self, chars: &[char], before: Option<char>, after: Option<char>, open: &[char]) {
        // Marks that nothing closes from here on: looked for once.
        let mut unclosed: Vec<char> = Vec::new();
        let mut text = String::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            if let Some(atom) = self.atoms.get(c) {
                self.literal(&mut text, Some('['));
                self.out.push_str(&atom.markdown);
                at += 1;
                continue;
            }
            if unclosed.contains(&c) {
                text.push(c);
                at += 1;
                continue;
            }
            if c == '`' {
                match code_end(chars, at) {
                    Some(end) => {
                        self.literal(&mut text, Some('`'));
                        let code: String = chars[at + 1..end].iter().collect();
                        self.code(&code);
                        at = end + 1;
                        continue;
                    }
                    None => unclosed.push(c),
                }
            } else if let Some((_, markdown)) = MARKS.iter().find(|(mark, _)| *mark == c).filter(|_| !open.contains(&c))
            {
                let previous = if at == 0 { before } else { chars.get(at - 1).copied() };
                let opens = previous.is_none_or(|c| !c.is_alphanumeric())
                    && previous != Some(c)
                    && chars.get(at + 1).is_some_and(|next| !next.is_whitespace() && *next != c);
                if opens {
                    match closing(chars, at, after) {
                        Some(end) => {
                            self.literal(&mut text, Some(c));
                            self.out.push_str(markdown);
                            self.inline(&chars[at + 1..end], Some(c), Some(c), &[open, &[c]].concat());
                            self.out.push_str(markdown);
                            at = end + 1;
                            continue;
                        }
                        None => unclosed.push(c),
                    }
                }
            }
            text.push(c);
            at += 1;
        }
        self.literal(&mut text, after);
    }

    fn literal(&mut self, text: &mut String, follows: Option<char>) {
        let begins = self.out.is_empty();
        literal::push(&mut self.out, text, begins, follows);
        text.clear();
    }

    /// Code within a line; where readers of lines look for tags in it too, it is literal text.
    fn code(&mut self, code: &str) {
        let plain = self.atoms.plain(code);
        let plain = plain.trim();
        let lower = plain.to_ascii_lowercase();
        if plain.is_empty() || lower.contains("<br") || lower.contains("<!--") {
            let begins = self.out.is_empty();
            literal::push(&mut self.out, &format!("`{code}`"), begins, None);
            return;
        }
        let longest = plain.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let gap = if plain.starts_with('`') || plain.ends_with('`') { " " } else { "" };
        self.out.push_str(&format!("{fence}{gap}{plain}{gap}{fence}"));
    }
}

/// Where the code ends that the mark at `at` begins.
fn code_end(chars: &[char], at: usize) -> Option<usize> {
    let end = at + 1 + chars.get(at + 1..)?.iter().position(|c| *c == '`')?;
    // Marks that stand side by side enclose nothing.
    let doubled =
        chars.get(end + 1) == Some(&'`') || at.checked_sub(1).and_then(|before| chars.get(before)) == Some(&'`');
    (end > at + 1 && !doubled && chars[at + 1..end].iter().any(|c| !c.is_whitespace())).then_some(end)
}

/// Where the mark at `at` is closed: behind a word, and no word follows. Code is passed over.
fn closing(chars: &[char], at: usize, after: Option<char>) -> Option<usize> {
    let mark = chars[at];
    let mut i = at + 1;
    while let Some(&c) = chars.get(i) {
        if c == '`'
            && let Some(end) = code_end(chars, i)
        {
            i = end + 1;
            continue;
        }
        if c == mark && i > at + 1 {
            let next = chars.get(i + 1).copied().or(after.filter(|_| i + 1 == chars.len()));
            let behind_word = !chars[i - 1].is_whitespace() && chars[i - 1] != mark;
            if behind_word && next.is_none_or(|next| !next.is_alphanumeric() && next != mark) {
                return Some(i);
            }
        }
        i += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Block> {
        blocks(text, &Atoms::default(), true)
    }

    fn one(text: &str) -> String {
        match read(text).as_slice() {
            [Block::Lines(lines)] => lines.join("|"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_chats_mark_is_marked_in_markdown() {
        assert_eq!(one("*b* _i_ ~s~ `c*`"), "**b** _i_ ~~s~~ `c*`");
        assert_eq!(one("*_both_*, (_i_)."), "**_both_**, (_i_).");
        assert_eq!(one("a*b*c 2*3 snake_case_ _x"), "a\\*b\\*c 2\\*3 snake_case\\_ \\_x");
        assert_eq!(one("**markdown** __x__"), "\\*\\*markdown\\*\\* \\_\\_x\\_\\_");
        assert_eq!(one("*a `*` b*"), "**a `*` b**");
        assert_eq!(one("`` ` ``"), "\\`\\` \\` \\`\\`");
    }

    #[test]
    fn lines_quotations_and_code_are_told_apart() {
        assert_eq!(
            read("sent\n> \"We are\n> looking\"\n```\nTL: x\n  y\n```\nthen\n\nmore"),
            [
                Block::Lines(vec!["sent".into()]),
                Block::Quote(vec!["\"We are".into(), "looking\"".into()]),
                Block::Code("TL: x\n  y".into()),
                Block::Lines(vec!["then".into(), "more".into()]),
            ]
        );
        assert_eq!(read("a\n>>> b\nc"), [Block::Lines(vec!["a".into()]), Block::Quote(vec!["b".into(), "c".into()])]);
        assert_eq!(one("``` open"), "\\`\\`\\` open");
    }

    #[test]
    fn no_line_begins_an_entry_or_a_block() {
        assert_eq!(one("# a\n- b\n22:08 c\nHH:mm d"), "\\# a|\\- b|&zwnj;22:08 c|&zwnj;HH:mm d");
        assert_eq!(one("`<br>` 22:08 x"), "\\`&lt;br>\\` 22:08 x");
    }
}
