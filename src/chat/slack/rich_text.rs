//! The text of a message that has none of its own: from its blocks, and of programs from their attachments, in the form
//! that a text has.

use serde_json::Value;

use super::text;

/// Blocks within blocks beyond this are not read.
const MAX_DEPTH: usize = 8;

/// What the blocks of a message say; with `attachments` what those say where the blocks say nothing.
pub(super) fn of(message: &Value, attachments: bool) -> String {
    let mut out = String::new();
    for block in values(message, "blocks") {
        match text(block, "type") {
            Some("rich_text") => elements(block, MAX_DEPTH, &mut out),
            _ => {
                if let Some(said) = block.get("text").and_then(|inner| text(inner, "text")) {
                    line(&mut out, said);
                }
            }
        }
    }
    if out.trim().is_empty() && attachments {
        for attachment in values(message, "attachments") {
            let said = ["text", "title", "fallback"].into_iter().find_map(|key| text(attachment, key));
            line(&mut out, said.unwrap_or(""));
        }
    }
    out.trim().to_owned()
}

fn values<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn line(out: &mut String, said: &str) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(said);
}

fn elements(block: &Value, depth: usize, out: &mut String) {
    if depth == 0 {
        return;
    }
    for element in values(block, "elements") {
        match text(element, "type").unwrap_or("") {
            kind @ ("rich_text_section" | "rich_text_list" | "rich_text_preformatted" | "rich_text_quote") => {
                let mut inner = String::new();
                elements(element, depth - 1, &mut inner);
                let said = match kind {
                    "rich_text_preformatted" => format!("```\n{inner}\n```"),
                    "rich_text_quote" => format!("&gt; {}", inner.trim_end().replace('\n', "\n&gt; ")),
                    _ => inner,
                };
                line(out, &said);
            }
            "text" => {
                let said = escaped(text(element, "text").unwrap_or(""));
                let is_code = element.pointer("/style/code").and_then(Value::as_bool).unwrap_or(false);
                out.push_str(&if is_code { format!("`{said}`") } else { said });
            }
            "link" => {
                let label = text(element, "text").map(|label| format!("|{}", escaped(label))).unwrap_or_default();
                out.push_str(&format!("<{}{label}>", escaped(text(element, "url").unwrap_or(""))));
            }
            "user" => out.push_str(&format!("<@{}>", text(element, "user_id").unwrap_or("?"))),
            "channel" => out.push_str(&format!("<#{}>", text(element, "channel_id").unwrap_or("?"))),
            "usergroup" => out.push_str(&format!("<!subteam^{}>", text(element, "usergroup_id").unwrap_or("?"))),
            "broadcast" => out.push_str(&format!("<!{}>", text(element, "range").unwrap_or("here"))),
            "emoji" => out.push_str(&format!(":{}:", text(element, "name").unwrap_or("?"))),
            _ => {}
        }
    }
}

/// As a text of Slack has it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_say_what_a_text_would() {
        let message = serde_json::json!({"blocks": [{"type": "rich_text", "elements": [
            {"type": "rich_text_section", "elements": [
                {"type": "text", "text": "TL: a < b "}, {"type": "user", "user_id": "U1"},
                {"type": "emoji", "name": "tada"}, {"type": "text", "text": "x", "style": {"code": true}}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "code"}]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]}]}]});
        assert_eq!(of(&message, false), "TL: a &lt; b <@U1>:tada:`x`\n```\ncode\n```\n&gt; said");
        let bot = serde_json::json!({"attachments": [{"fallback": "TL: up"}]});
        assert_eq!((of(&bot, true), of(&bot, false)), ("TL: up".to_owned(), String::new()));
    }
}
