//! TOML between `+++` lines to the same tree as YAML: other generators write it, and its values are kept as written.

use toml::de::{DeTable, DeValue};

use super::node::{Node, NodeValue};
use crate::incident::model::{Problem, ProblemKind};
use crate::text::{Span, Spanned};

/// Most nodes of one front matter, as for YAML. The parser itself bounds the depth.
const MAX_NODES: usize = 20_000;

/// Reads `toml`, which begins at byte `offset` of its file. What is wrong is added to `problems`, and what can be read
/// beside it is kept.
pub fn parse(toml: &str, offset: usize, problems: &mut Vec<Problem>) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    for error in errors.iter().take(10) {
        let at = error.span().map_or(0, |span| span.start).min(toml.len());
        let line = toml.get(at..).unwrap_or("").lines().next().unwrap_or("").trim_end().len();
        let message = error.message().trim_end_matches('.').replace('\n', "; ");
        let span = Span::new(at, at + line).shifted(offset);
        problems.push(Problem { kind: ProblemKind::FrontMatterSyntax { message }, span });
    }
    let mut builder = Builder { toml, offset, nodes: 0 };
    let node = builder.table(table.get_ref(), Span::new(0, toml.len()).shifted(offset));
    if builder.nodes > MAX_NODES {
        let message = format!("the front matter holds more than {MAX_NODES} values");
        problems.push(Problem { kind: ProblemKind::FrontMatterSyntax { message }, span: Span::at(offset) });
        return None;
    }
    (!toml.trim().is_empty()).then_some(node)
}

struct Builder<'a> {
    toml: &'a str,
    offset: usize,
    nodes: usize,
}

impl Builder<'_> {
    fn table(&mut self, table: &DeTable<'_>, span: Span) -> Node {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        for (key, value) in table {
            let place = Span::from(key.span()).shifted(self.offset);
            entries.push((Spanned::new(key.get_ref().to_string(), place), self.value(value)));
            if self.nodes > MAX_NODES {
                break;
            }
        }
        entries.sort_by_key(|(key, _)| key.span);
        Node { value: NodeValue::Map(entries), span }
    }

    fn value(&mut self, value: &toml::Spanned<DeValue<'_>>) -> Node {
        self.nodes += 1;
        let span = Span::from(value.span()).shifted(self.offset);
        let written = || self.toml.get(value.span()).unwrap_or("").to_owned();
        let value = match value.get_ref() {
            DeValue::String(text) => NodeValue::Scalar(text.to_string()),
            DeValue::Array(items) => {
                let nodes = items.iter().map(|item| self.value(item)).collect();
                NodeValue::List(nodes)
            }
            DeValue::Table(table) => return self.table(table, span),
            // Numbers, days and words stay as they are written: `1.10` is not `1.1`.
            _ => NodeValue::Scalar(written()),
        };
        Node { value, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_text_and_their_place() {
        let toml = "title = \"Queue \\\"full\\\"\"\nweight = 1.10\ndate = 2023-09-02T10:00:00Z\ntags = [\"a\", 'b']\n[extra]\nx = true\n";
        let mut problems = Vec::new();
        let Some(Node { value: NodeValue::Map(entries), .. }) = parse(toml, 4, &mut problems) else { panic!("a map") };
        assert!(problems.is_empty());
        let told: Vec<String> =
            entries.iter().map(|(key, node)| format!("{}@{} {:?}", key.value, key.span.start(), node.text())).collect();
        assert_eq!(
            told,
            [
                "title@4 Some(\"Queue \\\"full\\\"\")",
                "weight@29 Some(\"1.10\")",
                "date@43 Some(\"2023-09-02T10:00:00Z\")",
                "tags@71 None",
                "extra@90 None"
            ]
        );
    }

    #[test]
    fn a_mistake_is_said_and_the_rest_is_kept() {
        let mut problems = Vec::new();
        let node = parse("title = \"Down\"\ndate = nope nope\n", 4, &mut problems);
        assert!(matches!(&problems[0].kind, ProblemKind::FrontMatterSyntax { .. }), "{problems:?}");
        assert!(node.is_some());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic_and_spans_stay_inside(toml in "([a-z]{1,3} ?= ?[\\[\\]\"'0-9a-z.,{}-]{0,9}\n|\\[[a-z]\\]\n|\\PC{0,9}){0,6}") {
            fn inside(node: &Node, end: usize) {
                assert!(node.span.end() <= end);
                match &node.value {
                    NodeValue::Map(entries) => entries.iter().for_each(|(_, node)| inside(node, end)),
                    NodeValue::List(items) => items.iter().for_each(|node| inside(node, end)),
                    _ => {}
                }
            }
            if let Some(node) = parse(&toml, 4, &mut Vec::new()) {
                inside(&node, 4 + toml.len());
            }
        }
    }
}
