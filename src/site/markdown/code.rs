//! A block of code: coloured where its language is known, a diagram kept as its source.

use pulldown_cmark::CodeBlockKind;

use super::highlight::Painter;
use crate::site::html::push_escaped;

/// A block of code that is being read.
#[derive(Debug)]
pub struct Code {
    /// As the author named it; `""` for none.
    language: String,
    text: String,
}

impl Code {
    /// Begins a block.
    pub fn new(kind: &CodeBlockKind<'_>) -> Self {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        let is_name = language.chars().all(|c| c.is_ascii_alphanumeric() || "+-_#.".contains(c));
        Self { language: if is_name { language.to_owned() } else { String::new() }, text: String::new() }
    }

    /// Adds some of its text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes the whole block. A diagram stays its source: drawing it takes a script, which a theme may bring.
    pub fn write(&self, out: &mut String, painter: &mut Painter) {
        let is_diagram = self.language.eq_ignore_ascii_case("mermaid");
        if is_diagram {
            out.push_str("<figure class=\"diagram\"><figcaption>Diagram (Mermaid source)</figcaption>\n");
        }
        out.push_str("<pre tabindex=\"0\"><code");
        if !self.language.is_empty() {
            out.push_str(" class=\"language-");
            push_escaped(out, if is_diagram { "mermaid" } else { &self.language });
            out.push('"');
        }
        out.push('>');
        painter.push(out, &self.language, &self.text);
        out.push_str(if is_diagram { "</code></pre></figure>\n" } else { "</code></pre>\n" });
    }
}
