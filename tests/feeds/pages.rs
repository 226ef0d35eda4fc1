//! What programs read of a page: its head, its linked data, the picture that a link to it unfurls to.

use std::path::Path;

use crate::harness::{git, git_at, recount, stderr, write};
use crate::{BASE, REVIEW, built, file_at, has_ending, paths, samples, text};

/// Fails where a card is not of text and shapes alone.
fn assert_card(site: &Path, path: &str) {
    let card = text(site, path);
    assert!(card.len() < 3000, "{path} has {} bytes", card.len());
    let tree = roxmltree::Document::parse(&card).expect("XML");
    let root = tree.root_element();
    assert_eq!(
        ["viewBox", "width", "height"].map(|name| root.attribute(name)),
        [Some("0 0 1200 630"), Some("1200"), Some("630")]
    );
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        assert!(matches!(node.tag_name().name(), "svg" | "g" | "path" | "rect" | "text"), "{card}");
        for attribute in node.attributes() {
            let drawn = ["x", "y", "rx", "d", "width", "height", "viewBox", "fill", "font-size", "font-weight"];
            let is_known =
                drawn.contains(&attribute.name()) || matches!(attribute.name(), "font-family" | "text-anchor");
            assert!(is_known && !attribute.value().contains("url("), "{path}: {}", attribute.name());
        }
        let number = |name: &str| node.attribute(name).map_or(0, |value| value.parse::<u32>().expect("a number"));
        assert!(number("x") < 1200 && number("y") < 630, "{card}");
    }
}

#[test]
fn every_incident_has_a_card_of_text_and_shapes_alone() {
    for folder in samples(&[]) {
        let site = folder.path().join("site");
        let all = paths(&site);
        let cards: Vec<&String> = all.iter().filter(|path| path.ends_with("card.svg")).collect();
        let export: serde_json::Value = serde_json::from_str(&text(&site, "incidents.json")).expect("JSON");
        let incidents = export["incidents"].as_array().expect("a list");
        assert_eq!(cards.len(), incidents.len() + 1);
        for path in cards {
            assert!(all.contains(&path.replace("card.svg", "index.html")), "{path}");
            assert_card(&site, path);
        }
    }
    // A picture of the theme takes their place, and where nobody could find a card there is none.
    for folder in samples(&[("card.png", "a picture")]) {
        let site = folder.path().join("site");
        assert!(paths(&site).iter().all(|path| !path.ends_with("card.svg")));
        assert_eq!(meta(&text(&site, "incidents/index.html"), "og:image"), Some(&*format!("{BASE}card.png")));
    }
    let site = built("").path().join("site");
    assert!(!site.join("card.svg").exists() && !site.join("incidents/inc-2026-001/card.svg").exists());
}

/// What a page's head says of a property.
fn meta<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let mut found = ["property", "name"].into_iter().flat_map(|attribute| {
        let start = format!("<meta {attribute}=\"{name}\" content=\"");
        html.match_indices(&start).map(|(at, _)| at + start.len()).collect::<Vec<_>>()
    });
    let at = found.next()?;
    assert_eq!(found.next(), None, "{name} is said once");
    html.get(at..)?.split('"').next()
}

/// The JSON-LD of a page.
fn linked_data(html: &str) -> Option<serde_json::Value> {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">")?;
    let (data, after) = rest.split_once("</script>").expect("its end");
    assert!(!data.contains(['<', '>', '&']) && !after.contains("ld+json"), "{data}");
    Some(serde_json::from_str(data).expect("JSON"))
}

#[test]
fn every_page_says_what_a_link_to_it_unfurls_to() {
    for folder in samples(&[]) {
        let site = folder.path().join("site");
        for path in paths(&site).iter().filter(|path| has_ending(path, "html")) {
            let page = text(&site, path);
            for name in ["og:title", "og:description", "og:site_name", "og:image:alt"] {
                assert!(meta(&page, name).is_some_and(|said| !said.is_empty()), "{path}: {name}");
            }
            let address = meta(&page, "og:url").expect("an address");
            assert_eq!(file_at(address), *path);
            assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{path}");
            let picture = file_at(meta(&page, "og:image").expect("a picture"));
            let own = path.replace("index.html", "card.svg");
            let is_article = meta(&page, "og:type") == Some("article");
            assert_eq!(picture, if is_article { own } else { "card.svg".to_owned() });
            assert!(site.join(&picture).is_file(), "{path}: {picture}");
            assert_eq!(meta(&page, "twitter:card"), Some("summary"));
            let data = linked_data(&page);
            assert_eq!(data.is_some(), is_article || path == "index.html", "{path}");
            if let Some(data) = data.filter(|_| is_article) {
                assert_article(&site, &data, address);
            }
        }
        let home = linked_data(&text(&site, "index.html")).expect("JSON-LD");
        assert_eq!((home["@type"].as_str(), home["url"].as_str()), (Some("WebSite"), Some(BASE)));
        let search = &home["potentialAction"];
        assert_eq!(search["query-input"], "required name=search_term_string");
        let address = search["target"]["urlTemplate"].as_str().expect("an address");
        let (page, query) = address.split_once('?').expect("a query");
        assert!(site.join(file_at(page)).is_file() && query == "q={search_term_string}");
    }
}

fn assert_article(site: &Path, data: &serde_json::Value, address: &str) {
    assert_eq!(data["@context"], "https://schema.org");
    let (article, way) = (&data["@graph"][0], &data["@graph"][1]);
    assert_eq!(article["@type"], "TechArticle");
    assert_eq!(article["url"], address);
    for needed in ["headline", "description", "image"] {
        assert!(article[needed].as_str().is_some_and(|said| !said.is_empty()), "{needed}: {article}");
    }
    for service in article["about"].as_array().into_iter().flatten() {
        assert!(site.join(file_at(service["url"].as_str().expect("an address"))).is_file(), "{service}");
    }
    assert_eq!(way["@type"], "BreadcrumbList");
    let steps = way["itemListElement"].as_array().expect("a list");
    assert_eq!(steps.iter().filter_map(|step| step["position"].as_u64()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(steps[2]["item"], address);
    for step in steps {
        assert!(site.join(file_at(step["item"].as_str().expect("an address"))).is_file(), "{step}");
    }
}

#[test]
fn without_an_address_a_page_names_none() {
    let folder = built("");
    let site = folder.path().join("site");
    let page = text(&site, "incidents/inc-2026-001/index.html");
    assert_eq!(meta(&page, "og:title"), Some("INC-2026-001: Slow; très, très slow"));
    for name in ["og:url", "og:image", "twitter:card"] {
        assert_eq!(meta(&page, name), None, "{name}");
    }
    assert!(!page.contains("rel=\"canonical\""));
    let data = linked_data(&page).expect("JSON-LD");
    let article = &data["@graph"][0];
    assert_eq!(
        (&article["identifier"], &article["headline"]),
        (&"INC-2026-001".into(), &"Slow; très, très slow".into())
    );
    assert_eq!(article["about"], serde_json::json!([{ "@type": "Thing", "name": "api" }]));
    assert!(article.get("url").is_none() && article.get("datePublished").is_none(), "{article}");
    assert_eq!(linked_data(&text(&site, "index.html")), None);
}

#[test]
fn an_article_was_published_and_changed_when_its_commits_say() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    for (day, name) in [("2026-03-05", "b.md"), ("2026-03-09", "a.md")] {
        write(root, "incidents/a.md", format!("{REVIEW}\nLast said in {name}.\n"));
        git(root, &["add", "."]);
        git_at(root, &format!("{day}T10:00:00Z"), &["commit", "-qm", "Write"]);
    }
    let output = recount(root, &["build", "-q", "--output", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let data = linked_data(&text(&root.join("site"), "incidents/inc-2026-001/index.html")).expect("JSON-LD");
    let article = &data["@graph"][0];
    assert_eq!(article["datePublished"], "2026-03-05T10:00:00Z");
    assert_eq!(article["dateModified"], "2026-03-09T10:00:00Z");
    assert_eq!(article["temporalCoverage"], "2026-03-04T09:12:00Z");
}
