//! `docs/templates.md` is what the structs of the pages say of themselves: the data that each template gets.
//! `RECOUNT_UPDATE=1 cargo test --test template_data` writes it. A field that goes or changes shows in its diff.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A struct that reaches a template.
#[derive(Debug)]
struct Data {
    /// Its documentation, a line.
    what: String,
    /// Name, type and documentation of each field, in order.
    fields: Vec<(String, String, String)>,
}

/// Every serialized struct of the site's sources, by its name.
fn structs(folder: &Path, found: &mut BTreeMap<String, Data>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("sources").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            structs(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            read(&fs::read_to_string(&path).expect("a source file"), found);
        }
    }
}

fn read(source: &str, found: &mut BTreeMap<String, Data>) {
    let (mut documentation, mut is_serialized) = (Vec::new(), false);
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("/// ") {
            documentation.push(text.to_owned());
        } else if line.starts_with("#[derive(") {
            is_serialized = line.contains("Serialize");
        } else if let (true, Some(name)) = (is_serialized, struct_name(line)) {
            let fields = fields(&mut lines);
            found.insert(name, Data { what: documentation.join(" "), fields });
            (documentation, is_serialized) = (Vec::new(), false);
        } else if !line.starts_with("#[") && !line.starts_with("///") {
            (documentation, is_serialized) = (Vec::new(), false);
        }
    }
}

/// `pub struct Column {`, `struct Shared<'a> {`.
fn struct_name(line: &str) -> Option<String> {
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("struct "))?.strip_suffix(" {")?;
    Some(rest.split('<').next()?.to_owned())
}

fn fields<'s>(lines: &mut impl Iterator<Item = &'s str>) -> Vec<(String, String, String)> {
    let (mut fields, mut documentation, mut is_kept) = (Vec::new(), Vec::new(), true);
    for line in lines.map(str::trim).take_while(|line| *line != "}") {
        if let Some(text) = line.strip_prefix("/// ") {
            documentation.push(text.to_owned());
        } else if line.starts_with("#[serde(skip") {
            is_kept = false;
        } else if let Some((name, kind)) = line.strip_suffix(',').unwrap_or(line).split_once(": ") {
            if is_kept {
                let name = name.trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
                let name = name.trim_start_matches("pub ").trim_start_matches("r#").to_owned();
                fields.push((name, kind.to_owned(), documentation.join(" ")));
            }
            (documentation, is_kept) = (Vec::new(), true);
        }
    }
    fields
}

/// A type in words; a struct of the page as a link.
fn words(kind: &str, structs: &BTreeMap<String, Data>) -> String {
    let inner = |start: &str| kind.strip_prefix(start).and_then(|rest| rest.strip_suffix('>'));
    if let Some(kind) = inner("Option<") {
        return format!("{}, or nothing", words(kind, structs));
    }
    if let Some(kind) = inner("Vec<") {
        return format!("list of {}", words(kind, structs));
    }
    match kind {
        "String" | "&'static str" | "&'a str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u32" | "i32" | "u64" | "i64" | "f64" => "number".to_owned(),
        "(u32, u32)" => "two numbers".to_owned(),
        "Html" | "super::html::Html" => "HTML, safe to show".to_owned(),
        _ => {
            let name = kind.rsplit("::").next().unwrap_or(kind).split('<').next().unwrap_or(kind);
            if structs.contains_key(name) {
                format!("[{name}](#{})", name.to_lowercase())
            } else {
                format!("`{}`", kind.replace('|', "\\|"))
            }
        }
    }
}

/// The structs that those of `from` hold, and so on.
fn reached<'s>(from: &str, structs: &'s BTreeMap<String, Data>, known: &mut BTreeMap<&'s str, &'s Data>) {
    for (_, kind, _) in &structs[from].fields {
        for part in kind.split(|c: char| !c.is_alphanumeric()) {
            if let Some((name, data)) = structs.get_key_value(part)
                && known.insert(name, data).is_none()
            {
                reached(name, structs, known);
            }
        }
    }
}

fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = BTreeMap::new();
    structs(&root.join("src/site"), &mut all);
    let mut text = "# What templates get\n\nWritten by the structs themselves. Every template has two variables: `site`, \
                    what all pages share, and `page`. A field that is nothing is false in `{% if %}`. What stands here is \
                    stable: a field that goes is told in the changelog, new ones may come.\n\n## site\n"
        .to_owned();
    let table = |text: &mut String, data: &Data| {
        text.push_str("\n| field | what | |\n|---|---|---|\n");
        for (name, kind, documentation) in &data.fields {
            let row = format!("| `{name}` | {} | {documentation} |\n", words(kind, &all));
            text.push_str(&row.replace("`None`", "nothing"));
        }
    };
    table(&mut text, &all["Shared"]);
    let mut parts = BTreeMap::new();
    reached("Shared", &all, &mut parts);
    let tops: BTreeMap<&str, &str> = all
        .iter()
        .filter_map(|(name, data)| Some((data.what.strip_prefix("What `")?.split_once('`')?.0, name.as_str())))
        .filter(|(template, _)| Path::new(template).extension().is_some_and(|kind| kind == "html"))
        .collect();
    for (template, name) in &tops {
        text.push_str(&format!("\n## {template}\n"));
        table(&mut text, &all[*name]);
        reached(name, &all, &mut parts);
    }
    text.push_str("\n# Parts\n");
    for (name, data) in parts {
        text.push_str(&format!("\n## {name}\n\n{}\n", data.what));
        table(&mut text, data);
    }
    text
}

#[test]
fn the_data_of_every_template_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (path, page) = (root.join("docs/templates.md"), page());
    if std::env::var_os("RECOUNT_UPDATE").is_some() {
        fs::write(&path, &page).expect("the page can be written");
    }
    for entry in fs::read_dir(root.join("themes/default/templates")).expect("templates").flatten() {
        let name = entry.file_name().into_string().expect("plain names");
        let source = fs::read_to_string(entry.path()).expect("a template");
        let is_page = source.contains("{% extends \"base.html\" %}");
        assert!(!is_page || page.contains(&format!("\n## {name}\n")), "no struct says \"What `{name}` gets\"");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/templates.md is not current; `RECOUNT_UPDATE=1 cargo test --test template_data` writes it anew"
    );
}
