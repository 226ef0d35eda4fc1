//! Who wrote: names by the ids of an export. What else a profile holds is not looked at.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{list, text};

/// Names by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    known: BTreeMap<String, Person>,
}

/// Somebody, with the names that are not empty in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Person {
    /// As displayed, the real one, the account's.
    pub names: Vec<String>,
    /// A program.
    pub is_bot: bool,
}

/// A longer name is no name.
const LONGEST: usize = 120;

/// The people of `users.json`.
pub fn people(bytes: &[u8]) -> Result<People, String> {
    let known = list(bytes)?.iter().filter_map(|value| Some((text(value, "id")?.to_owned(), person(value)))).collect();
    Ok(People { known })
}

impl People {
    pub(super) fn get(&self, id: &str) -> Option<&Person> {
        self.known.get(id)
    }

    /// Adds those of another file.
    pub fn extend(&mut self, other: Self) {
        self.known.extend(other.known);
    }
}

/// A person of `users.json`, or of the copy of a profile that a message carries.
pub(super) fn person(value: &Value) -> Person {
    let profile = value.get("profile").unwrap_or(value);
    let names = [
        text(profile, "display_name"),
        text(value, "real_name").or_else(|| text(profile, "real_name")),
        text(value, "name"),
    ];
    let names = names.into_iter().flatten().filter(|name| !name.trim().is_empty());
    let names = names.map(|name| name.chars().take(LONGEST).collect()).collect();
    Person { names, is_bot: value.get("is_bot").and_then(Value::as_bool).unwrap_or(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_as_displayed_then_real_then_of_the_account() {
        let people = people(
            r#"[{"id":"U1","name":"ana.costa","real_name":"Ana Costa","profile":{"display_name":"ana"}},
                {"id":"U2","name":"ben","profile":{"display_name":"","real_name":"Ben O","email":"x@y.de"}},
                {"id":"U3","name":"hook","is_bot":true},{"id":7},"x"]"#
                .as_bytes(),
        )
        .expect("a list");
        let names = |id: &str| people.get(id).map(|person| person.names.join("|")).unwrap_or_default();
        assert_eq!(
            [names("U1"), names("U2"), names("U3"), names("U4")],
            ["ana|Ana Costa|ana.costa", "Ben O|ben", "hook", ""]
        );
        assert!(people.get("U3").is_some_and(|person| person.is_bot));
    }
}
