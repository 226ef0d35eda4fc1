//! Pages as schema.org data (JSON-LD), for search engines: an incident as an article with its place in the site, the first
//! page as a site that can be searched. Nobody is named: who wrote or responded is for people to read, not to harvest.

use chrono::Utc;
use serde_json::{Value, json};

use super::Site;
use super::incident_rows;
use super::picture;
use crate::history::{Commit, Version};
use crate::incident::Incident;
use crate::site::address;
use crate::site::html::Html;
use crate::site::moments;
use crate::site::published::Entry;

const CONTEXT: &str = "https://schema.org";

/// An incident as an article, and the way to it from the first page.
#[must_use]
pub fn incident(site: &Site<'_>, entry: &Entry<'_>, description: &str) -> Html {
    script(&json!({ "@context": CONTEXT, "@graph": [article(site, entry, description), breadcrumbs(site, entry)] }))
}

/// The archive as a site that can be searched; `None` where its address is unknown.
#[must_use]
pub fn home(site: &Site<'_>) -> Option<Html> {
    let base = site.config.site.base_url.as_deref()?;
    let mut data = json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": site.config.archive.title,
        "url": address::canonical(base, "index.html"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{}?q={{search_term_string}}", address::canonical(base, "search/index.html")),
            },
            "query-input": "required name=search_term_string",
        },
    });
    if !site.config.archive.description.is_empty() {
        data["description"] = site.config.archive.description.clone().into();
    }
    Some(script(&data))
}

fn article(site: &Site<'_>, entry: &Entry<'_>, description: &str) -> Value {
    let incident = entry.incident;
    let base = site.config.site.base_url.as_deref();
    let absolute = |page: &str| base.map(|base| address::canonical(base, page));
    let mut of_site = json!({ "@type": "WebSite", "name": site.config.archive.title });
    if let Some(url) = absolute("index.html") {
        of_site["url"] = url.into();
    }
    let mut data = json!({
        "@type": "TechArticle",
        "headline": incident.title.text,
        "description": description,
        "isPartOf": of_site,
    });
    let [published, modified] = dates(site, incident);
    let url = absolute(&entry.page);
    let known = [
        ("identifier", incident.id.as_ref().map(|id| id.value.clone())),
        ("datePublished", published),
        ("dateModified", modified),
        ("temporalCoverage", coverage(incident)),
        ("mainEntityOfPage", url.clone()),
        ("url", url),
        ("image", picture::picture(site, Some(entry), "").map(|picture| picture.href)),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            data[name] = value.into();
        }
    }
    let mut about: Vec<Value> = Vec::new();
    for service in incident.services.iter().filter_map(|name| site.published.services.get(&key(&name.value))) {
        let mut thing = json!({ "@type": "Thing", "name": service.name });
        if let Some(url) = absolute(&service.page) {
            thing["url"] = url.into();
        }
        if !about.contains(&thing) {
            about.push(thing);
        }
    }
    if !about.is_empty() {
        data["about"] = about.into();
    }
    let tags = incident_rows::links(&site.published.tags, &incident.tags);
    if !tags.is_empty() {
        data["keywords"] = tags.into_iter().map(|tag| tag.name).collect();
    }
    data
}

/// The archive, its incidents, this one. A search engine asks for the address of all but the last.
fn breadcrumbs(site: &Site<'_>, entry: &Entry<'_>) -> Value {
    let steps = [
        (site.config.archive.title.as_str(), "index.html"),
        ("Incidents", "incidents/index.html"),
        (&entry.incident.title.text, &entry.page),
    ];
    let items = steps.iter().zip(1..).map(|((name, page), position): (_, u32)| {
        let mut item = json!({ "@type": "ListItem", "position": position, "name": name });
        if let Some(base) = &site.config.site.base_url {
            item["item"] = address::canonical(base, page).into();
        }
        item
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

/// When the file was first and last committed. Where commits are missing nobody knows which was the first.
fn dates(site: &Site<'_>, incident: &Incident) -> [Option<String>; 2] {
    let Some(history) = site.history else { return [None, None] };
    let Some(file) = history.files.get(incident.source.path()) else { return [None, None] };
    let at = |commit: &Commit| moments::iso(commit.committed_at.with_timezone(&Utc));
    let commit = |version: Option<&Version>| history.commits.get(version?.commit).map(at);
    [commit(file.versions.first()).filter(|_| !history.shallow), commit(file.versions.last())]
}

/// From when to when: an ISO 8601 interval where both are known, else the beginning or the day.
fn coverage(incident: &Incident) -> Option<String> {
    let started = incident_rows::started(incident)?.datetime;
    let resolved = moments::between(incident.times.started.as_ref(), incident.times.resolved.as_ref())
        .and(incident.times.resolved.as_ref());
    Some(match resolved {
        Some(resolved) => format!("{started}/{}", moments::iso(resolved.value.with_timezone(&Utc))),
        None => started,
    })
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// JSON for a script element: no text in it can end the element, begin a comment, or break a line of an older engine.
fn script(data: &Value) -> Html {
    let mut json = String::new();
    for c in data.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    Html::trusted(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_element() {
        let data = json!({ "name": "</script><!-- & \u{2028}é" });
        let json = script(&data);
        assert_eq!(json.as_str(), r#"{"name":"\u003c/script\u003e\u003c!-- \u0026 \u2028é"}"#);
        assert_eq!(serde_json::from_str::<Value>(json.as_str()).unwrap(), data);
    }
}
