//! What a Slack export holds, from its bytes: channels, people, the messages of a day.
//! Slack publishes no schema of it: whatever is not as expected is told, and the rest is read.

mod channels;
mod messages;
mod people;
mod rich_text;
mod tokens;

pub use channels::{Channel, Choice, channels, choose};
pub use messages::{Messages, Options, messages, notes};
pub use people::{People, people};

use serde_json::Value;

/// The text of a key, where it is one and not empty.
fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().filter(|text| !text.is_empty())
}

/// The objects of a file that is a list.
fn list(bytes: &[u8]) -> Result<Vec<Value>, String> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Array(list)) => Ok(list),
        Ok(_) => Err("it is no list".to_owned()),
        Err(error) => Err(format!("it is no JSON: {error}")),
    }
}

/// True for ids as Slack gives them: they stand in comments of files.
fn is_id(id: &str) -> bool {
    (2..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
