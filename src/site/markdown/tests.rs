//! What Markdown becomes on a page, hostile Markdown above all.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::history::Forge;
use crate::site::links::{PageOfFile, PageOfId};
use crate::site::pictures::Pictures;
use crate::text::Span;

fn with_links<T>(run: impl FnOnce(&Links<'_>) -> T) -> T {
    let mut pages = PageOfFile::new();
    pages.insert("incidents/2026/b.md".to_owned(), Some("incidents/inc-2/index.html".to_owned()));
    pages.insert("incidents/2026/secret.md".to_owned(), None);
    let ids = PageOfId::from([("INC-2".to_owned(), "incidents/inc-2/index.html".to_owned())]);
    let forge = Forge::new("https://forge.example/team/repo.git", "main", None);
    let pictures = Pictures::new(Path::new("/nowhere"), "incidents");
    run(&Links::new("../../", "incidents/2026/a.md", &pages, &ids, forge.as_ref(), &pictures))
}

fn html(text: &str) -> String {
    with_links(|links| {
        let blocks = Blocks::parse(text, 0);
        let mut ids = Ids::reserving(&["timeline"]);
        let mut writer = Writer::new(links, &mut ids, 2);
        writer.blocks(blocks.within(Span::new(0, text.len()), &[]));
        writer.footnotes(&blocks);
        writer.take(2).as_str().to_owned()
    })
}

fn phrase(text: &str) -> String {
    with_links(|links| inline(text, links).as_str().to_owned())
}

#[test]
fn raw_html_is_shown_as_text_in_every_position() {
    insta::assert_snapshot!(html("<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> b</title>\n\n<div onclick='x'>\nc\n</div>"), @"
    <p class=\"raw\">&lt;script&gt;alert(1)&lt;/script&gt;</p>
    <p>A &lt;img src=x onerror=alert(1)&gt; b&lt;/title&gt;</p>
    <p class=\"raw\">&lt;div onclick=&#39;x&#39;&gt;
    c
    &lt;/div&gt;</p>
    ");
}

#[test]
fn line_breaks_are_kept_and_comments_vanish() {
    insta::assert_snapshot!(html("a<br/>b <!-- hidden --> c\n\n<!-- recount-ignore x: y\n-->\n\nd"), @"
    <p>a<br>b  c</p>
    <p>d</p>
    ");
}

#[test]
fn links_lead_nowhere_but_where_they_may() {
    for hostile in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "java&#9;script:alert(1)",
        "&#1;javascript:alert(1)",
        "\\\\\\\\evil.example",
        "/\\\\evil.example",
        "http:evil.example",
        "../../../../etc/passwd",
        "secret.md",
    ] {
        assert_eq!(phrase(&format!("[x](<{hostile}>)")), "x", "{hostile}");
        let picture = phrase(&format!("![x](<{hostile}>)"));
        assert!(!picture.contains("<img") && !picture.contains("href"), "{hostile}: {picture}");
    }
}

#[test]
fn links_between_files_become_links_between_pages() {
    assert_eq!(phrase("[b](b.md#impact)"), "<a href=\"../../incidents/inc-2/index.html#impact\">b</a>");
    assert_eq!(phrase("[b](../2026/b.md)"), "<a href=\"../../incidents/inc-2/index.html\">b</a>");
    assert_eq!(phrase("[b](/incidents/2026/b.md)"), "<a href=\"../../incidents/inc-2/index.html\">b</a>");
    assert_eq!(
        phrase("[r](../../runbooks/a%20b.md)"),
        "<a href=\"https://forge.example/team/repo/blob/main/runbooks/a%20b.md\" rel=\"noopener noreferrer\">r</a>"
    );
    assert_eq!(phrase("[f](#timeline)"), "<a href=\"#timeline\">f</a>");
}

#[test]
fn links_to_other_sites_send_no_referrer_and_quotes_cannot_end_them() {
    assert_eq!(
        phrase("<https://example.com/?a=1&b='\">"),
        "<a href=\"https://example.com/?a=1&amp;b=&#39;&quot;\" rel=\"noopener noreferrer\">https://example.com/?a=1&amp;b=&#39;&quot;</a>"
    );
    assert_eq!(phrase("<a@b.example>"), "<a href=\"mailto:a@b.example\" rel=\"noopener noreferrer\">a@b.example</a>");
    assert_eq!(phrase("[x](//cdn.example/x)"), "<a href=\"https://cdn.example/x\" rel=\"noopener noreferrer\">x</a>");
}

#[test]
fn pictures_of_other_sites_are_linked_and_missing_ones_said() {
    assert_eq!(
        phrase("![a graph](https://example.com/a.png)"),
        "<a href=\"https://example.com/a.png\" rel=\"noopener noreferrer\">a graph (picture on another site)</a>"
    );
    assert_eq!(phrase("![a graph](a.png)"), "<span class=\"absent\">a graph (picture not available)</span>");
}

#[test]
fn headings_step_down_by_one_and_have_unique_ids() {
    let got = html("# One\n\n### Two\n\n## Three\n\n# One\n\n# Timeline");
    insta::assert_snapshot!(got, @r#"
    <h3 id="one">One</h3>
    <h4 id="two">Two</h4>
    <h4 id="three">Three</h4>
    <h3 id="one-1">One</h3>
    <h3 id="timeline-1">Timeline</h3>
    "#);
}

#[test]
fn tables_scroll_by_keyboard_and_align_by_class() {
    insta::assert_snapshot!(html("| a | |\n|:-:|--:|\n| 1 | 2 |"), @r#"
    <div class="scroll" tabindex="0" role="group" aria-label="Table"><table>
    <thead><tr><th scope="col" class="center">a</th><td></td></tr></thead>
    <tbody>
    <tr><td class="center">1</td><td class="right">2</td></tr>
    </tbody></table></div>
    "#);
}

#[test]
fn task_lists_say_their_state_in_words() {
    insta::assert_snapshot!(html("- [x] a\n- [ ] b"), @r#"
    <ul>
    <li><span class="task done"><span class="sr">Done: </span></span>a</li>
    <li><span class="task"><span class="sr">Open: </span></span>b</li>
    </ul>
    "#);
}

#[test]
fn footnotes_lead_there_and_back_and_unknown_ones_are_text() {
    insta::assert_snapshot!(html("a[^n] b[^n] c[^none]\n\n[^n]: note"), @r##"
    <p>a<sup><a href="#fn-1" id="fnref-1" aria-label="Note 1">1</a></sup> b<sup><a href="#fn-1" aria-label="Note 1">1</a></sup> c[^none]</p>
    <ol class="footnotes">
    <li id="fn-1" value="1"><p>note</p>
    <p><a href="#fnref-1">Back to the text (note 1)</a></p></li>
    </ol>
    "##);
}

#[test]
fn the_language_of_code_cannot_leave_its_attribute() {
    assert_eq!(html("```\"><script>\nx\n```"), "<pre tabindex=\"0\"><code>x\n</code></pre>\n");
    assert_eq!(html("```rust\nx\n```"), "<pre tabindex=\"0\"><code class=\"language-rust\">x\n</code></pre>\n");
}

#[test]
fn code_is_coloured_where_its_language_is_known_also_in_a_list() {
    insta::assert_snapshot!(html("- a\n\n  ```SH title=x\n  if https://a.example INC-2\n  # b\n  ```\n"), @r##"
    <ul>
    <li><p>a</p>
    <pre tabindex="0"><code class="language-SH"><span class="k">if</span> https://a.example INC-2
    <span class="c"># b</span>
    </code></pre>
    </li>
    </ul>
    "##);
}

#[test]
fn a_diagram_stays_its_source_and_says_so() {
    insta::assert_snapshot!(html("```Mermaid\ngraph TD; A-->B\n```\nb"), @r##"
    <figure class="diagram"><figcaption>Diagram (Mermaid source)</figcaption>
    <pre tabindex="0"><code class="language-mermaid">graph TD; A--&gt;B
    </code></pre></figure>
    <p>b</p>
    "##);
}

#[test]
fn nesting_is_bounded_and_stays_balanced() {
    let deep = html(&format!("{}x", "> ".repeat(500)));
    assert_eq!(deep.matches("<blockquote>").count(), 32);
    assert_eq!(deep.matches("</blockquote>").count(), 32);
    assert!(deep.contains('x'));
}

#[test]
fn a_phrase_has_no_blocks() {
    assert_eq!(phrase("# a\n\n- b *c*\n\n> d"), "a b <em>c</em> d");
}

#[test]
fn plain_text_is_cut_at_a_word() {
    assert_eq!(plain("**One** [two](x) `three`", 100), "One two three");
    assert_eq!(plain("One two three", 9), "One two…");
}

proptest! {
    #[test]
    fn no_text_whatever_brings_a_tag_or_attribute_of_its_own(text in "[<>\\[\\]()!\"'`*_#:/a-z\\\\ \n&;|^-]{0,200}") {
        let out = html(&text);
        for tag in out.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
            let known = ["p", "a", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "img",
                "h1", "h2", "h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "sup", "figure", "figcaption"];
            prop_assert!(known.contains(&name), "{text:?} gives {out}");
            prop_assert!(!tag.split('>').next().unwrap_or("").contains(" on"), "{text:?} gives {out}");
        }
        prop_assert!(!out.contains("href=\"javascript") && !out.contains("href=\"data"));
    }
}

#[test]
fn alerts_say_their_kind_and_nest_what_they_hold() {
    insta::assert_snapshot!(html("> [!WARNING]\n> Be **careful**.\n>\n> - one\n\n> [!note]\n> x\n\n> [!NO] y"), @r#"
    <div class="alert warning-alert" role="note">
    <p class="alert-title">Warning</p>
    <p>Be <strong>careful</strong>.</p>
    <ul>
    <li>one</li>
    </ul>
    </div>
    <div class="alert note-alert" role="note">
    <p class="alert-title">Note</p>
    <p>x</p>
    </div>
    <blockquote>
    <p>[!NO] y</p>
    </blockquote>
    "#);
}

#[test]
fn bare_addresses_and_ids_become_links_outside_of_links_code_and_headings() {
    insta::assert_snapshot!(html("# INC-2 x\nSee INC-2, INC-3, https://a.example/b_c_d?e=1&f. `INC-2` [INC-2](https://x.example)\n\n    INC-2 https://a.example\n\n- **INC-2** javascript:alert(1)://x"), @r#"
    <h3 id="inc-2-x">INC-2 x</h3>
    <p>See <a href="../../incidents/inc-2/index.html">INC-2</a>, INC-3, <a href="https://a.example/b_c_d?e=1&amp;f" rel="noopener noreferrer">https://a.example/b_c_d?e=1&amp;f</a>. <code>INC-2</code> <a href="https://x.example" rel="noopener noreferrer">INC-2</a></p>
    <pre tabindex="0"><code>INC-2 https://a.example
    </code></pre>
    <ul>
    <li><strong><a href="../../incidents/inc-2/index.html">INC-2</a></strong> javascript:alert(1)://x</li>
    </ul>
    "#);
    insta::assert_snapshot!(phrase("as in INC-2: https://a.example/x_y_z"), @r#"as in <a href="../../incidents/inc-2/index.html">INC-2</a>: <a href="https://a.example/x_y_z" rel="noopener noreferrer">https://a.example/x_y_z</a>"#);
}

#[test]
fn a_summary_has_no_marks_of_footnotes() {
    assert_eq!(plain("It broke[^1] badly [^two words] and a[^b].", 200), "It broke badly [^two words] and a.");
}

#[test]
fn a_phrase_finds_the_links_that_its_document_defines() {
    let document = "- Alert sooner ([issue][alerts]) [^1]\n\n[alerts]: https://a.example/1\n[^1]: A note.\n";
    let told = |text| with_links(|links| inline_of(text, document, links).as_str().to_owned());
    assert_eq!(
        told("Alert sooner ([issue][alerts])"),
        "Alert sooner (<a href=\"https://a.example/1\" rel=\"noopener noreferrer\">issue</a>)"
    );
    assert_eq!(told("Alert [sooner][never]"), "Alert [sooner][never]");
}
