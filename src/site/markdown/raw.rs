//! Raw HTML that stands in Markdown: it is shown as text, but for line breaks and comments.

/// `<br>` in any of its forms.
pub fn is_line_break(html: &str) -> bool {
    let name = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    name.eq_ignore_ascii_case("br")
}

/// The HTML without its comments; one that is not closed hides the rest.
pub fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        let comment = &rest[start + 4..];
        rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    out.push_str(rest);
    out
}
