//! Text in XML: escaped, and without the characters that XML 1.0 does not allow at all.

/// Appends `text` so that it is text in XML content and in quoted attributes alike.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
}

/// Appends `<name>text</name>` on a line of its own, `text` escaped.
pub fn push_element(out: &mut String, indent: &str, name: &str, text: &str) {
    out.push_str(indent);
    out.push('<');
    out.push_str(name);
    out.push('>');
    push_escaped(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text_and_forbidden_characters_are_replaced() {
        let mut out = String::new();
        push_escaped(&mut out, "a<b>&\"'\u{1}\u{ffff}é\u{1f600}]]>");
        assert_eq!(out, "a&lt;b&gt;&amp;&quot;&apos;\u{fffd}\u{fffd}é\u{1f600}]]&gt;");
    }
}
