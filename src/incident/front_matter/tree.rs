//! YAML text to the tree of nodes, in one pass over the parser's events, within a budget.
//! Anchors, aliases, tags and second documents are refused: a review needs none of them, and
//! untrusted input could use them to grow without bound.

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::node::{Node, NodeValue};
use crate::incident::model::{Problem, ProblemKind};
use crate::text::{Span, Spanned};

/// Deepest nesting of lists and mappings; the format needs four.
const MAX_DEPTH: usize = 24;
/// Most nodes of one front matter; a long incident has a few hundred.
const MAX_NODES: usize = 20_000;

/// Reads `yaml`, which begins at byte `offset` of its file. `None` when it is empty or cannot be read;
/// what is wrong is added to `problems`.
pub fn parse(yaml: &str, offset: usize, problems: &mut Vec<Problem>) -> Option<Node> {
    let mut builder = Builder { yaml, offset, open: Vec::new(), root: None, nodes: 0, problems };
    let options = granit_parser::options! {
        disallow_directives: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(yaml, options) {
        let outcome = match event {
            Ok((event, span)) => {
                let span = builder.span(span.start.byte_offset(), span.end.byte_offset());
                builder.accept(event, span)
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                Err((sentence(&error.kind().to_string()), builder.line_rest(at)))
            }
        };
        if let Err((message, span)) = outcome {
            builder.problems.push(Problem { kind: ProblemKind::FrontMatterSyntax { message }, span });
            // What was read before the mistake is kept: the top-level keys above it still count.
            return builder.rescue();
        }
    }
    builder.root
}

type Refusal = (String, Span);

struct Builder<'a> {
    yaml: &'a str,
    offset: usize,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    problems: &'a mut Vec<Problem>,
}

/// A list or mapping that is not closed yet.
struct Open {
    start: usize,
    flow: bool,
    inner: Inner,
}

enum Inner {
    List(Vec<Node>),
    /// `duplicate` is the index of the problem with the key whose value comes next.
    Map {
        entries: Vec<(Spanned<String>, Node)>,
        key: Option<Spanned<String>>,
        duplicate: Option<usize>,
    },
}

impl Builder<'_> {
    /// A span of the YAML as a span of the file, trailing blanks and line breaks cut off.
    fn span(&self, start: Option<usize>, end: Option<usize>) -> Span {
        let start = start.unwrap_or(0).min(self.yaml.len());
        let end = end.unwrap_or(start).clamp(start, self.yaml.len());
        let covered = self.yaml.get(start..end).unwrap_or("");
        Span::new(start, start + covered.trim_end().len()).shifted(self.offset)
    }

    /// From `at` to the end of its line, for errors that name only a point.
    fn line_rest(&self, at: usize) -> Span {
        let at = at.min(self.yaml.len());
        let at = (0..=at).rev().find(|&i| self.yaml.is_char_boundary(i)).unwrap_or(0);
        let rest = &self.yaml[at..];
        let line = rest.lines().next().unwrap_or("").trim_end();
        Span::new(at, at + line.len()).shifted(self.offset)
    }

    fn accept(&mut self, event: Event<'_>, span: Span) -> Result<(), Refusal> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_properties(anchor, tag.is_some(), span)?;
                let plain = style == ScalarStyle::Plain;
                let value = match text.as_ref() {
                    "" | "~" | "null" | "Null" | "NULL" if plain => NodeValue::Null,
                    text => NodeValue::Scalar(text.to_owned()),
                };
                self.add(Node { value, span })
            }
            Event::SequenceStart(style, anchor, tag) => {
                refuse_properties(anchor, tag.is_some(), span)?;
                self.refuse_complex_key(span)?;
                self.open.push(Open {
                    start: span.start(),
                    flow: style == StructureStyle::Flow,
                    inner: Inner::List(Vec::new()),
                });
                self.within_depth(span)
            }
            Event::MappingStart(style, anchor, tag) => {
                refuse_properties(anchor, tag.is_some(), span)?;
                self.refuse_complex_key(span)?;
                let inner = Inner::Map { entries: Vec::new(), key: None, duplicate: None };
                self.open.push(Open { start: span.start(), flow: style == StructureStyle::Flow, inner });
                self.within_depth(span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(("aliases (`*name`) are not accepted here; write the value out".to_owned(), span))
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(("a second document begins here; one front matter holds one".to_owned(), span))
            }
            _ => Ok(()),
        }
    }

    fn within_depth(&self, span: Span) -> Result<(), Refusal> {
        if self.open.len() > MAX_DEPTH {
            return Err((format!("lists and mappings are nested deeper than {MAX_DEPTH} levels"), span));
        }
        Ok(())
    }

    fn refuse_complex_key(&self, span: Span) -> Result<(), Refusal> {
        match self.open.last().map(|open| &open.inner) {
            Some(Inner::Map { key: None, .. }) => Err(("a key must be text, not a list or mapping".to_owned(), span)),
            _ => Ok(()),
        }
    }

    fn close(&mut self, end: Span) -> Result<(), Refusal> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let node = open.into_node(end.end());
        self.add(node)
    }

    fn add(&mut self, node: Node) -> Result<(), Refusal> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err((format!("the front matter holds more than {MAX_NODES} values"), node.span));
        }
        match self.open.last_mut().map(|open| &mut open.inner) {
            None => self.root = Some(node),
            Some(Inner::List(items)) => items.push(node),
            Some(Inner::Map { entries, key, duplicate, .. }) => match key.take() {
                None => {
                    let text = match node.value {
                        NodeValue::Scalar(text) => text,
                        _ => String::new(),
                    };
                    if let Some((first, _)) = entries.iter().find(|(known, _)| known.value == text) {
                        let kind = ProblemKind::DuplicateKey { key: text.clone(), first: first.span, repeated: None };
                        *duplicate = Some(self.problems.len());
                        self.problems.push(Problem { kind, span: node.span });
                    }
                    *key = Some(Spanned::new(text, node.span));
                }
                Some(key) => {
                    // The first of duplicate keys counts; the second is a problem already.
                    let Some(problem) = duplicate.take() else {
                        entries.push((key, node));
                        return Ok(());
                    };
                    let same = entries.iter().any(|(known, value)| known.value == key.value && value.says_as(&node));
                    if let Some(ProblemKind::DuplicateKey { repeated, .. }) =
                        self.problems.get_mut(problem).map(|problem| &mut problem.kind)
                        && same
                    {
                        *repeated = Some(Span::new(key.span.start(), node.span.end().max(key.span.end())));
                    }
                }
            },
        }
        Ok(())
    }

    /// The tree as far as it was read before a mistake.
    fn rescue(mut self) -> Option<Node> {
        let end = self.offset + self.yaml.len();
        while let Some(open) = self.open.pop() {
            let node = open.into_node(end);
            if self.add(node).is_err() {
                return None;
            }
        }
        self.root
    }
}

impl Open {
    /// A block ends with its last value; only a flow collection has a bracket of its own.
    fn into_node(self, end: usize) -> Node {
        let (value, last) = match self.inner {
            Inner::List(items) => {
                let last = items.last().map(|item| item.span.end());
                (NodeValue::List(items), last)
            }
            Inner::Map { entries, .. } => {
                let last = entries.last().map(|(_, value)| value.span.end());
                (NodeValue::Map(entries), last)
            }
        };
        let end = if self.flow { end } else { last.unwrap_or(end) };
        Node { value, span: Span::new(self.start, end) }
    }
}

fn refuse_properties(anchor: usize, tagged: bool, span: Span) -> Result<(), Refusal> {
    if anchor != 0 {
        return Err(("anchors (`&name`) are not accepted here; write the value out".to_owned(), span));
    }
    if tagged {
        return Err(("tags (`!name`) are not accepted here; write the plain value".to_owned(), span));
    }
    Ok(())
}

/// The parser's message as a sentence without its full stop.
fn sentence(message: &str) -> String {
    message.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> (Option<Node>, Vec<Problem>) {
        let mut problems = Vec::new();
        let node = parse(yaml, 0, &mut problems);
        (node, problems)
    }

    fn syntax(yaml: &str) -> (String, Span) {
        let (_, problems) = read(yaml);
        match problems.into_iter().next() {
            Some(Problem { kind: ProblemKind::FrontMatterSyntax { message }, span }) => (message, span),
            other => panic!("expected a syntax problem of {yaml:?}, got {other:?}"),
        }
    }

    fn entries(node: Option<Node>) -> Vec<(Spanned<String>, Node)> {
        match node.map(|n| n.value) {
            Some(NodeValue::Map(entries)) => entries,
            other => panic!("expected a mapping, got {other:?}"),
        }
    }

    #[test]
    fn every_value_keeps_its_text_and_its_place() {
        let yaml = "a: 1.10\nb: 'no'\nc: [x, \"y z\"]\nd:\n  e: |\n    one\n    two\n";
        let (node, problems) = read(yaml);
        assert_eq!(problems, []);
        let entries = entries(node);
        assert_eq!(entries[0].1.text(), Some("1.10"));
        assert_eq!(&yaml[entries[0].1.span.range()], "1.10");
        assert_eq!(&yaml[entries[1].1.span.range()], "'no'");
        assert_eq!(&yaml[entries[2].1.span.range()], "[x, \"y z\"]");
        assert_eq!(&yaml[entries[3].0.span.range()], "d");
        let NodeValue::Map(inner) = &entries[3].1.value else { panic!("a mapping") };
        assert_eq!(inner[0].1.text(), Some("one\ntwo\n"));
    }

    #[test]
    fn the_first_of_two_equal_keys_counts_and_the_second_is_a_problem() {
        let (node, problems) = read("a: 1\na: 2\nb: 3\n");
        let entries = entries(node);
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].1.text(), Some("1"));
        assert_eq!(
            problems[0].kind,
            ProblemKind::DuplicateKey { key: "a".to_owned(), first: Span::new(0, 1), repeated: None }
        );
        assert_eq!(problems[0].span, Span::new(5, 6));
    }

    #[test]
    fn anchors_aliases_tags_and_second_documents_are_refused() {
        assert!(syntax("a: &x [1]\nb: *x\n").0.contains("anchors"));
        assert!(syntax("a: !!int 3\n").0.contains("tags"));
        assert!(syntax("a: 1\n--- \nb: 2\n").0.contains("second document"));
        assert!(syntax("? [a]\n: b\n").0.contains("key must be text"));
    }

    #[test]
    fn a_mistake_keeps_what_stands_above_it() {
        let (node, problems) = read("id: INC-1\ntitle: \"open\nstatus: x\n");
        assert_eq!(problems.len(), 1);
        assert_eq!(entries(node)[0].1.text(), Some("INC-1"));
    }

    #[test]
    fn nesting_is_bounded() {
        let (_, problems) = read(&("[".repeat(5_000)));
        assert_eq!(problems.len(), 1);
        let deep = (0..200).fold(String::new(), |yaml, i| yaml + &" ".repeat(i) + "a:\n");
        let (_, problems) = read(&deep);
        assert_eq!(problems.len(), 1);
    }

    /// What another library reads from the same text, every scalar being a string.
    fn as_oracle(node: &Node) -> serde_yaml::Value {
        match &node.value {
            NodeValue::Null => serde_yaml::Value::Null,
            NodeValue::Scalar(text) => serde_yaml::Value::String(text.clone()),
            NodeValue::List(items) => serde_yaml::Value::Sequence(items.iter().map(as_oracle).collect()),
            NodeValue::Map(entries) => {
                let pairs = entries.iter().map(|(key, value)| (key.value.clone().into(), as_oracle(value)));
                serde_yaml::Value::Mapping(pairs.collect())
            }
        }
    }

    fn value() -> impl proptest::strategy::Strategy<Value = serde_yaml::Value> {
        use proptest::prelude::*;
        let text = prop_oneof![
            "[a-z ]{0,12}",
            "[ -~]{0,16}",
            // The two separators break lines in YAML 1.1, which the other library writes, and not in 1.2.
            "[^\\pC\\p{Zl}\\p{Zp}]{0,8}",
            "[a-z:#\n -]{0,24}",
            Just("no".to_owned()),
            Just("1.10".to_owned()),
            Just("2026-03-04T09:12:00Z".to_owned()),
        ];
        let leaf = text.clone().prop_map(serde_yaml::Value::String);
        leaf.prop_recursive(4, 40, 5, move |inner| {
            let pairs = proptest::collection::vec(("[a-z_]{1,8}", inner.clone()), 0..5);
            prop_oneof![
                proptest::collection::vec(inner, 0..5).prop_map(serde_yaml::Value::Sequence),
                pairs.prop_map(|pairs| {
                    serde_yaml::Value::Mapping(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
                }),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn what_another_library_writes_is_read_back(value in value()) {
            let yaml = serde_yaml::to_string(&value).expect("texts, lists and mappings can be written");
            let (node, problems) = read(&yaml);
            proptest::prop_assert_eq!(&problems, &[], "{}", yaml);
            proptest::prop_assert_eq!(node.as_ref().map(as_oracle), Some(value), "{}", yaml);
        }

        #[test]
        fn what_both_read_both_read_alike(yaml in "([a-z]{1,3}: ?[a-z\"'|>~# -]{0,6}\n( {2,4}[a-z-]{1,4}(: [a-z]{1,3})?\n){0,3}){1,4}") {
            let (node, problems) = read(&yaml);
            let oracle = serde_yaml::from_str::<serde_yaml::Value>(&yaml);
            if let (Some(node), true, Ok(oracle)) = (node, problems.is_empty(), oracle) {
                proptest::prop_assert_eq!(texts(as_oracle(&node)), texts(oracle), "{}", yaml);
            }
        }
    }

    /// A value with the types that YAML gives to plain scalars undone: `true` and `1` are texts.
    fn texts(value: serde_yaml::Value) -> serde_yaml::Value {
        use serde_yaml::Value;
        match value {
            Value::Sequence(items) => Value::Sequence(items.into_iter().map(texts).collect()),
            Value::Mapping(pairs) => Value::Mapping(pairs.into_iter().map(|(k, v)| (texts(k), texts(v))).collect()),
            Value::Bool(flag) => Value::String(flag.to_string()),
            Value::Number(number) => Value::String(number.to_string()),
            other => other,
        }
    }
}
