//! Whether a section says anything: comments and stand-ins (`TODO`, `n/a`) are not words of an author.

use super::phrases::words;

/// Stand-ins an author leaves to be filled in.
const STAND_INS: &[&str] =
    &["add", "fill", "here", "in", "na", "n", "a", "tba", "tbc", "tbd", "todo", "to", "be", "done", "wip"];

/// `text` without its HTML comments; one that is never closed runs to the end.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// True when `text` holds words beyond comments and stand-ins.
#[must_use]
pub fn is_written(text: &str) -> bool {
    words(&without_comments(text)).any(|word| !STAND_INS.contains(&&*word.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_stand_ins_are_not_writing() {
        for text in ["", " \n", "<!-- Say what happened -->", "TODO", "_TBD_", "n/a", "<!-- open", "to be done"] {
            assert!(!is_written(text), "{text}");
        }
        assert!(is_written("<!-- hint --> The queue stopped."));
    }
}
