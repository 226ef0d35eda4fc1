//! Colours for code, at build time: a piece of code becomes marks (a place and what stands there), marks become
//! spans with a class. Every scanner goes over its text once, never back, so that no code can hold a build up.
//! Why this is our own: `docs/decisions/0010-highlighting.md`.

mod console;
mod diff;
mod language;
mod languages;
mod marks;
mod scan;
// Lists to read in a glance: one word a line would be pages.
#[rustfmt::skip]
mod vocabulary;
mod words;
mod yaml;

use marks::Marks;

use crate::site::html::push_escaped;

/// Longer code, in bytes, stays plain: nobody reads it for its colours.
const LONGEST: usize = 32 * 1024;

/// How many spans a page may hold: each costs 23 bytes, and a page stays a page.
const SPANS_OF_A_PAGE: usize = 1_500;

/// Writes the code of one page.
#[derive(Debug)]
pub struct Painter {
    spans_left: usize,
}

impl Default for Painter {
    fn default() -> Self {
        Self { spans_left: SPANS_OF_A_PAGE }
    }
}

impl Painter {
    /// Writes `code` as text, in colours where `name` is a language known here and the page has room for them.
    pub fn push(&mut self, out: &mut String, name: &str, code: &str) {
        let mut marks = Marks::of(code, self.spans_left);
        if code.len() <= LONGEST {
            mark(&mut marks, name);
        }
        let marks = marks.into_vec();
        self.spans_left -= marks.len().min(self.spans_left);
        let mut written = 0;
        for mark in marks {
            push_escaped(out, &code[written..mark.start]);
            out.push_str("<span class=\"");
            out.push_str(mark.kind.class());
            out.push_str("\">");
            push_escaped(out, &code[mark.start..mark.end]);
            out.push_str("</span>");
            written = mark.end;
        }
        push_escaped(out, &code[written..]);
    }
}

/// Marks code in the language that people call `name`; none for an unknown one.
fn mark(marks: &mut Marks<'_>, name: &str) {
    let whole = 0..marks.code().len();
    match name.to_ascii_lowercase().as_str() {
        "diff" | "patch" | "udiff" => diff::mark(marks),
        "yaml" | "yml" | "eyaml" => yaml::mark(marks),
        "console" | "shell-session" | "shellsession" | "terminal" => console::mark(marks),
        "sh" | "bash" | "shell" | "zsh" | "ksh" if console::is_session(marks.code()) => console::mark(marks),
        name => {
            if let Some(language) = languages::named(name) {
                scan::mark(marks, whole, language);
            }
        }
    }
}

#[cfg(test)]
mod tests;
