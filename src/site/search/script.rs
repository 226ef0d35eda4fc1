//! Data as a classic script: one call that hands it to `search-index.js`.

use serde_json::Value;

/// `recountSearch.load("name", data);` as UTF-8.
pub(super) fn call(name: &str, data: &Value) -> Vec<u8> {
    // The two line separators end a string literal in engines older than ES2019.
    let data = data.to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("recountSearch.load(\"{name}\",{data});\n").into_bytes()
}

/// Names the content of all `scripts`, so that a page never mixes shards of two builds.
pub(super) fn version<'a>(scripts: impl Iterator<Item = &'a Vec<u8>>) -> String {
    let mut hasher = blake3::Hasher::new();
    for script in scripts {
        hasher.update(&u64::try_from(script.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(script);
    }
    hasher.finalize().to_hex().chars().take(12).collect()
}
