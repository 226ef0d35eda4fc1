//! The channels of an export, and the one that is meant.

use serde_json::Value;

use super::{is_id, list, text};
use crate::nearest;

/// A channel of an export.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Channel {
    /// As people call it, without `#`; also the name of its folder.
    pub name: String,
    /// `C0INCIDENT`.
    pub id: String,
}

/// What a name finds among the channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<'c> {
    /// This one.
    One(&'c Channel),
    /// More than one: their ids tell them apart.
    Several(Vec<&'c Channel>),
    /// None; all there are, the nearest first.
    None(Vec<&'c Channel>),
}

/// The channels of `channels.json` or `groups.json`, and what is wrong with others. Direct messages are none.
pub fn channels(bytes: &[u8]) -> Result<(Vec<Channel>, Vec<String>), String> {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for (at, value) in list(bytes)?.iter().enumerate() {
        match channel(value) {
            Some(channel) => found.push(channel),
            None => wrong.push(format!("entry {}: no channel with an id and a name that a folder can have", at + 1)),
        }
    }
    Ok((found, wrong))
}

fn channel(value: &Value) -> Option<Channel> {
    let (id, name) = (text(value, "id")?, text(value, "name")?);
    (is_id(id) && is_folder_name(name)).then(|| Channel { name: name.to_owned(), id: id.to_owned() })
}

/// True for names that stay within the folder they are put to.
pub(super) fn is_folder_name(name: &str) -> bool {
    const LONGEST: usize = 200;
    let harmful = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '\0');
    !name.starts_with('.') && !name.ends_with(['.', ' ']) && name.len() <= LONGEST && !name.contains(harmful)
}

/// The channel of that name or id, with or without `#`, in any case.
#[must_use]
pub fn choose<'c>(channels: &'c [Channel], wanted: &str) -> Choice<'c> {
    let name = wanted.strip_prefix('#').unwrap_or(wanted);
    let all = |is: &dyn Fn(&Channel) -> bool| channels.iter().filter(|channel| is(channel)).collect::<Vec<_>>();
    let passes = [
        all(&|channel| channel.id == name),
        all(&|channel| channel.name == name),
        all(&|channel| channel.id.eq_ignore_ascii_case(name) || channel.name.to_lowercase() == name.to_lowercase()),
    ];
    match passes.into_iter().find(|found| !found.is_empty()) {
        Some(found) if found.len() == 1 => Choice::One(found[0]),
        Some(found) => Choice::Several(found),
        None => {
            let distance = |channel: &&Channel| strsim::damerau_levenshtein(name, &channel.name);
            let mut others: Vec<&Channel> = channels.iter().collect();
            others.sort_by(|one, other| one.name.cmp(&other.name));
            // Comparing costs the product of the lengths.
            if name.len() <= 200 {
                others.sort_by_key(distance);
            }
            // What begins alike is nearer than what is as short.
            let names: Vec<&str> = others.iter().map(|channel| channel.name.as_str()).collect();
            let near = nearest::nearest(name, &names).map(str::to_owned);
            others.sort_by_key(|channel| near.as_deref() != Some(channel.name.as_str()));
            Choice::None(others)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> (Vec<Channel>, usize) {
        let (found, wrong) = channels(json.as_bytes()).expect("a list");
        (found, wrong.len())
    }

    #[test]
    fn names_that_leave_the_export_are_no_channels() {
        let (found, wrong) = read(
            r#"[{"id":"C01","name":"general"},{"id":"C02","name":"../x"},{"id":"C03","name":"a/b"},{"id":"C04"},
               {"id":"C05","name":".."},{"id":"-->","name":"x"},{"id":"C06","name":"c:x"},7,{"id":"C07","name":"é"}]"#,
        );
        assert_eq!(found.iter().map(|channel| channel.name.as_str()).collect::<Vec<_>>(), ["general", "é"]);
        assert_eq!(wrong, 7);
        assert!(channels(b"{}").is_err() && channels(b"[").is_err());
    }

    #[test]
    fn a_channel_is_found_by_name_and_id_and_the_nearest_comes_first() {
        let (all, _) = read(
            r#"[{"id":"C01","name":"general"},{"id":"C02","name":"inc-42"},{"id":"C03","name":"Twin"},
               {"id":"C04","name":"twin"}]"#,
        );
        for wanted in ["inc-42", "#inc-42", "INC-42", "C02", "c02"] {
            assert!(matches!(choose(&all, wanted), Choice::One(channel) if channel.id == "C02"), "{wanted}");
        }
        assert!(matches!(choose(&all, "TWIN"), Choice::Several(found) if found.len() == 2));
        assert!(matches!(choose(&all, "inc-43"), Choice::None(others) if others[0].id == "C02" && others.len() == 4));
    }
}
