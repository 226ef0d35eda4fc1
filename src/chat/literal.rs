//! Text that somebody wrote, as Markdown that says exactly that and nothing else.

/// Appends `text`, which stands within one line. `begins` where the line begins with it, `follows` is what comes after.
pub(super) fn push(out: &mut String, text: &str, begins: bool, follows: Option<char>) {
    let mut before: Option<char> = if begins { None } else { out.chars().next_back() };
    let mut rest = text;
    if begins {
        rest = line_start(out, rest);
        before = before.or_else(|| out.chars().next_back());
    }
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            // A backslash before it would not hide it from those who look for tags.
            '<' => out.push_str("&lt;"),
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()) => out.push_str("\\&"),
            // Within a word it marks nothing.
            '_' if before.is_some_and(char::is_alphanumeric) && next.or(follows).is_some_and(char::is_alphanumeric) => {
                out.push('_');
            }
            '!' if next.is_none() && follows.is_some() => out.push_str("\\!"),
            '\\' | '`' | '*' | '_' | '~' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
        before = Some(c);
    }
}

/// Appends what would begin a block at the start of a line, so that it does not; returns the rest of `text`.
fn line_start<'a>(out: &mut String, text: &'a str) -> &'a str {
    let first = text.chars().next();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(first, Some('#' | '+' | '-' | '=' | '>')) || text.starts_with(":-") {
        out.push('\\');
        out.push_str(&text[..1]);
        return &text[1..];
    }
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        out.push_str(&text[..digits]);
        out.push('\\');
        out.push_str(&text[digits..=digits]);
        return &text[digits + 1..];
    }
    text
}

/// The whole of a text within a line.
pub(super) fn inside(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push(&mut out, text, false, None);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, text, true, None);
        out
    }

    #[test]
    fn markup_becomes_literal() {
        assert_eq!(
            inside("<img onerror=x> a*b_c_ [d](e) `f` ~g~ |h| \\i"),
            "&lt;img onerror=x> a\\*b_c\\_ \\[d\\](e) \\`f\\` \\~g\\~ \\|h\\| \\\\i"
        );
        assert_eq!(inside("AT&T &amp; &#8211;"), "AT\\&T \\&amp; \\&#8211;");
        assert_eq!(inside("invoice_rollup_v2"), "invoice_rollup_v2");
    }

    #[test]
    fn no_block_begins_at_a_line() {
        for (text, expected) in [
            ("# x", "\\# x"),
            ("- x", "\\- x"),
            ("---", "\\---"),
            ("> x", "\\> x"),
            ("1. x", "1\\. x"),
            ("12) x", "12\\) x"),
            ("===", "\\==="),
            (":-: ", "\\:-: "),
            (":tada: x", ":tada: x"),
            ("12 x", "12 x"),
            ("2026-03-14", "2026-03-14"),
        ] {
            assert_eq!(line(text), expected);
        }
    }
}
