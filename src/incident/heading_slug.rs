//! The fragment by which a heading is linked to, as forges derive it from the heading's words.
//! That no two headings of one page share one is the business of whoever writes the page.

/// `Where we got lucky!` is `where-we-got-lucky`: lower case, blanks as `-`, of the rest only letters, digits, `-`
/// and `_`.
#[must_use]
pub fn heading_slug(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_what_forges_make_of_a_heading() {
        assert_eq!(heading_slug(" Where we got lucky! "), "where-we-got-lucky");
        assert_eq!(heading_slug("1. Cause & effect: `a_b`"), "1-cause--effect-a_b");
        assert_eq!(heading_slug("Größe 障害"), "größe-障害");
        assert_eq!(heading_slug("!!"), "");
    }
}
