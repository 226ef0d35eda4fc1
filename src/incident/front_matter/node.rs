//! The tree of the front matter: every node with its place. YAML's types are not decided here: a
//! scalar is its text, so that `1.10` stays `1.10` and `no` stays `no`.

use crate::text::{Span, Spanned};

/// A YAML node and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: NodeValue,
    /// Where it stands in the file; quotes included.
    pub span: Span,
}

/// The shapes a node can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeValue {
    /// Nothing, `~` or `null`, unquoted.
    Null,
    /// Text after YAML's escapes, quoted or not.
    Scalar(String),
    /// Items in order.
    List(Vec<Node>),
    /// Keys and values in order; the first of duplicate keys only.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Node {
    /// How a message calls the shape.
    #[must_use]
    pub fn shape(&self) -> &'static str {
        match self.value {
            NodeValue::Null => "nothing",
            NodeValue::Scalar(_) => "text",
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a mapping",
        }
    }

    /// True where both say the same, each in its place.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (NodeValue::Null, NodeValue::Null) => true,
            (NodeValue::Scalar(one), NodeValue::Scalar(two)) => one == two,
            (NodeValue::List(one), NodeValue::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.says_as(two))
            }
            (NodeValue::Map(one), NodeValue::Map(two)) => {
                let keys = one.iter().map(|(key, _)| &key.value).eq(two.iter().map(|(key, _)| &key.value));
                keys && one.iter().zip(two).all(|((_, one), (_, two))| one.says_as(two))
            }
            _ => false,
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar(text) => Some(text),
            _ => None,
        }
    }
}
