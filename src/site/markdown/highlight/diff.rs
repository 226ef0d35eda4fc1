//! Changes between files: what came in, what went out, where.

use super::marks::{Kind, Marks};

/// Marks the lines of a diff.
pub fn mark(marks: &mut Marks<'_>) {
    let mut start = 0;
    let mut was_old_name = false;
    let mut lines = marks.code().split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        // `--- a` may be a line `-- a` that went out: the name of the old file has the new one's below.
        let is_old_name = line.starts_with("--- ") && lines.peek().is_some_and(|next| next.starts_with("+++ "));
        let kind = match line.as_bytes().first() {
            _ if is_old_name || was_old_name => Some(Kind::Name),
            Some(b'+' | b'>') => Some(Kind::Inserted),
            Some(b'-' | b'<') => Some(Kind::Deleted),
            Some(b'@') => Some(Kind::Keyword),
            _ if is_header(line) => Some(Kind::Comment),
            _ => None,
        };
        if let Some(kind) = kind {
            marks.add(start, start + line.trim_end_matches('\n').len(), kind);
        }
        was_old_name = is_old_name;
        start += line.len();
    }
}

/// What Git says of a file before its lines.
fn is_header(line: &str) -> bool {
    ["diff ", "index ", "new file", "deleted file", "similarity ", "rename ", "old mode", "new mode", "\\ No newline"]
        .iter()
        .any(|start| line.starts_with(start))
}
