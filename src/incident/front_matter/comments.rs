//! Where the comments of a front matter stand. What they say is not read here.

use granit_parser::{Event, Parser};

use crate::text::Span;

/// The comments of `yaml`, which begins at byte `offset` of its file, in their order: each from its `#` to the end
/// of its line. A `#` in a scalar is none. Behind a mistake in the YAML every `#` after a blank is taken for one.
#[must_use]
pub fn comments(yaml: &str, offset: usize) -> Vec<Span> {
    let scalars = scalars(yaml);
    let mut found = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let text = line.trim_end();
        let begins = |index: usize| index == 0 || text.get(..index).is_some_and(|head| head.ends_with([' ', '\t']));
        let hash = text.match_indices('#').map(|(index, _)| index).find(|&index| {
            let inside = |scalar: &Span| scalar.start() <= at + index && at + index < scalar.end();
            let before = scalars.partition_point(|scalar| scalar.start() <= at + index);
            begins(index) && !before.checked_sub(1).and_then(|last| scalars.get(last)).is_some_and(inside)
        });
        if let Some(index) = hash {
            found.push(Span::new(at + index, at + text.len()).shifted(offset));
        }
        at += line.len();
    }
    found
}

/// Where scalars stand that can hold a `#`: quoted ones, and text over several lines.
fn scalars(yaml: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for event in Parser::new_from_str(yaml) {
        let Ok((event, span)) = event else { break };
        if matches!(event, Event::Scalar(..)) {
            let (start, end) = (span.start.byte_offset().unwrap_or(0), span.end.byte_offset().unwrap_or(0));
            spans.push(Span::new(start, end));
        }
    }
    spans.sort_unstable();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(yaml: &str) -> Vec<&str> {
        comments(yaml, 0).iter().map(|span| &yaml[span.range()]).collect()
    }

    #[test]
    fn a_comment_stands_alone_or_behind_a_value_and_not_in_one() {
        assert_eq!(said("# one\na: 1 # two\r\n  # three\nb: x#y\n"), ["# one", "# two", "# three"]);
        assert_eq!(said("a: \"x # no\" # yes\nb: 'it''s # no'\nc: #none\n"), ["# yes", "#none"]);
        assert_eq!(said("a: |\n  text\n  # no\nb: 1\n"), Vec::<&str>::new());
        assert_eq!(said("a: >-\n  text # no\n\n  # no\n# yes\nb: 1\n"), ["# yes"]);
        assert_eq!(said("a: \"open # no\n  # no\"\nb: [x, # yes\n  y]\n"), ["# yes"]);
        assert_eq!(said("a: plain # yes\n"), ["# yes"]);
    }

    #[test]
    fn behind_a_mistake_comments_are_still_found() {
        assert_eq!(said("a: 1\n  - b: : c\n# still\n"), ["# still"]);
        assert_eq!(said(""), Vec::<&str>::new());
    }
}
