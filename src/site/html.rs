//! HTML that was built by us, kept apart from text by its type: a template escapes every string except [`Html`].
//! There is no other way past the escaping, so no template needs (or may use) a `safe` filter.

use serde::{Serialize, Serializer};

/// A finished piece of HTML: balanced, escaped, without scripts, styles or foreign addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// Takes HTML from one of this crate's writers. Never call it on text somebody wrote.
    pub(in crate::site) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// The text, escaped.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        push_escaped(&mut out, text);
        Self(out)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Html {
    /// Hands Tera a string that is marked as markup; any other serializer gets the markup as text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// Appends `text` so that it is text in HTML content and in quoted attributes alike. Control characters
/// that HTML forbids become U+FFFD.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_content_and_in_attributes() {
        assert_eq!(
            Html::text("<b a=\"1\" c='2'>&\u{0}").as_str(),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;\u{fffd}"
        );
    }

    #[test]
    fn a_template_escapes_strings_and_leaves_html() {
        #[derive(Serialize)]
        struct Page {
            text: String,
            html: Html,
        }
        let mut tera = tera::Tera::default();
        tera.add_raw_template("t.html", "{{ p.text }}|{{ p.html }}").unwrap();
        let mut context = tera::Context::new();
        context.insert("p", &Page { text: "<i>".to_owned(), html: Html::trusted("<i>".to_owned()) });
        assert_eq!(tera.render("t.html", &context).unwrap(), "&lt;i&gt;|<i>");
    }
}
