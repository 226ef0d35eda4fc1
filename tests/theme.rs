//! A theme of one's own: a file, a block, a colour, without copying the rest.

mod harness;

use std::fs;

use harness::{archive, recount, stderr, stdout, write};

#[test]
fn a_file_is_copied_and_what_is_there_is_kept() {
    let folder = archive();
    let output = recount(folder.path(), &["theme", "eject", "templates/404.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!(stdout(&output), @r#"
      wrote templates/404.html

    Next: `theme = "theme"` under `[site]` in recount.toml makes the archive use it.
    "#);
    write(folder.path(), "theme/templates/404.html", "mine");
    let again = recount(folder.path(), &["theme", "eject", "templates/404.html", "style.css"]);
    insta::assert_snapshot!(stdout(&again).lines().take(2).collect::<Vec<_>>().join("\n"), @"
    wrote style.css
     kept templates/404.html
    ");
    assert_eq!(fs::read_to_string(folder.path().join("theme/templates/404.html")).expect("it is there"), "mine");
    let wrong = recount(folder.path(), &["theme", "eject", "templates/404.htm"]);
    assert_eq!(wrong.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&wrong), @"error: the theme has no file `templates/404.htm`; did you mean `templates/404.html`?");
}

#[test]
fn one_block_is_changed_and_the_rest_stays() {
    let folder = archive();
    let plain = recount(folder.path(), &["build", "-q", "--output", "plain"]);
    assert_eq!(plain.status.code(), Some(0), "{}", stderr(&plain));
    write(folder.path(), "recount.toml", "[site]\ntheme = \"look\"\n");
    let block = "{% extends \"default/base.html\" %}\n{% block provenance %}Run by the platform team. {% endblock provenance %}\n";
    write(folder.path(), "look/templates/base.html", block);
    write(folder.path(), "look/custom.css", ":root { --link: #7a1fa2; }\n");
    let built = recount(folder.path(), &["build", "-q", "--output", "own"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it was written");
    let (plain, own) = (read("plain/actions/index.html"), read("own/actions/index.html"));
    assert!(own.contains("Run by the platform team. As of"), "{own}");
    let incident = fs::read_dir(folder.path().join("own/incidents")).expect("pages of incidents");
    let mut incident = incident.filter_map(Result::ok).map(|entry| entry.path().join("index.html"));
    let page = incident.find(|path| path.is_file()).expect("the example's page");
    let page = fs::read_to_string(page).expect("it was written");
    assert!(page.contains("Run by the platform team. Written in <code>"), "{page}");
    assert!(own.contains("href=\"../custom.css\"") && !plain.contains("custom.css"));
    assert_eq!(read("own/custom.css"), ":root { --link: #7a1fa2; }\n");
    assert_eq!(read("own/style.css"), read("plain/style.css"));
    let listed = stdout(&recount(folder.path(), &["theme", "list"]));
    assert!(listed.contains("templates/base.html  (yours)\n") && listed.contains("style.css\n"), "{listed}");
}

#[test]
fn a_theme_that_is_copied_whole_makes_the_same_pages() {
    let folder = archive();
    let plain = recount(folder.path(), &["build", "-q", "--output", "plain"]);
    assert_eq!(plain.status.code(), Some(0), "{}", stderr(&plain));
    assert_eq!(recount(folder.path(), &["theme", "eject"]).status.code(), Some(0));
    write(folder.path(), "recount.toml", "[site]\ntheme = \"theme\"\n");
    let built = recount(folder.path(), &["build", "-q", "--output", "own"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it was written");
    for file in ["index.html", "incidents/index.html", "insights/index.html", "style.css"] {
        assert_eq!(read(&format!("own/{file}")), read(&format!("plain/{file}")), "{file}");
    }
}

#[test]
fn a_mistake_in_a_template_is_said_with_its_place_and_the_names_there_are() {
    let folder = archive();
    write(folder.path(), "recount.toml", "[site]\ntheme = \"look\"\n");
    write(
        folder.path(),
        "look/templates/404.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ page.titel }}{% endblock main %}\n",
    );
    let output = recount(folder.path(), &["build", "-q"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("404.html:2:25") && said.contains("Available fields: head"), "{said}");
    assert!(!folder.path().join("public").exists());
}
