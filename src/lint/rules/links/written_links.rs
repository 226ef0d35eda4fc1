//! Links, pictures and places to link to of a Markdown text, each with its place. Where links lead is the rules' business.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::incident::heading_slug;

/// What can be linked to, and what links.
#[derive(Debug, Default)]
pub struct WrittenLinks<'t> {
    /// Links and pictures that name their target, order as their ends stand in the text.
    pub links: Vec<WrittenLink<'t>>,
    /// Fragments that lead somewhere: of headings and of HTML.
    pub fragments: BTreeSet<String>,
}

/// A link or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLink<'t> {
    /// Where the target leads, unescaped.
    pub destination: CowStr<'t>,
    /// Where the target stands, in the link or in the definition that the link names; `None` where it is empty.
    pub target: Option<Range<usize>>,
    /// Where all of it stands.
    pub whole: Range<usize>,
    /// The words of the link, or the alternative text of the picture.
    pub words: String,
    /// It is a picture.
    pub is_picture: bool,
}

/// Reads `markdown` once, as the site does.
#[must_use]
pub fn written_links(markdown: &str) -> WrittenLinks<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut written = WrittenLinks::default();
    let mut slugs = Slugs::default();
    let mut open: Vec<Option<WrittenLink<'_>>> = Vec::new();
    let mut heading: Option<String> = None;
    let mut events = Parser::new_ext(markdown, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                written.fragments.extend(heading.take().map(|words| slugs.assign(&heading_slug(&words))));
            }
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                let target = target(markdown, &events, link_type, &id, &range);
                open.push(target.map(|target| link(dest_url, target, range, false)));
            }
            Event::Start(Tag::Image { link_type, dest_url, id, .. }) => {
                let target = target(markdown, &events, link_type, &id, &range);
                open.push(target.map(|target| link(dest_url, target, range, true)));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                written.links.extend(open.pop().flatten());
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
                // Of pictures in links and pictures in pictures only the innermost has these words.
                if let Some(Some(link)) = open.last_mut() {
                    link.words.push_str(&words);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => written.fragments.extend(ids(&html).map(str::to_lowercase)),
            _ => {}
        }
    }
    written
}

fn link(destination: CowStr<'_>, target: Range<usize>, whole: Range<usize>, is_picture: bool) -> WrittenLink<'_> {
    let target = (!target.is_empty()).then_some(target);
    WrittenLink { destination, target, whole, words: String::new(), is_picture }
}

/// Where the target of the link at `range` stands; `None` for a link that is its own text.
fn target(
    markdown: &str,
    events: &OffsetIter<'_, pulldown_cmark::DefaultBrokenLinkCallback>,
    link_type: LinkType,
    label: &str,
    range: &Range<usize>,
) -> Option<Range<usize>> {
    match link_type {
        LinkType::Inline => {
            let behind = range.start + markdown.get(range.clone())?.rfind("](")? + 2;
            target_from(markdown, behind..range.end)
        }
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
            let definition = events.reference_definitions().get(label)?.span.clone();
            let behind = definition.start + markdown.get(definition.clone())?.find("]:")? + 2;
            target_from(markdown, behind..definition.end)
        }
        _ => None,
    }
}

/// The target that begins `range` but for blanks: up to a blank or the bracket that closes the link.
fn target_from(markdown: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = markdown.get(range.clone())?;
    let trimmed = text.trim_start();
    let start = range.start + text.len() - trimmed.len();
    if let Some(inside) = trimmed.strip_prefix('<') {
        return Some(start + 1..start + 1 + inside.find('>')?);
    }
    let (mut depth, mut escaped) = (0usize, false);
    let end = trimmed.find(|c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            c => return c.is_ascii_whitespace(),
        }
        false
    });
    Some(start..start + end.unwrap_or(trimmed.len()))
}

/// The values of `id` and `name` in a piece of HTML.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    let names = ["id=", "name="].into_iter();
    names.flat_map(move |name| html.match_indices(name).filter_map(move |(at, _)| value(html.get(at + name.len()..)?)))
}

/// The value of an attribute, with or without quotation marks.
fn value(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['"', '\'']);
    let end = |c: char| matches!(c, '"' | '\'' | '>') || (inside.is_none() && c.is_whitespace());
    inside.unwrap_or(text).split(end).next()
}

/// The fragments of the headings of one page: from the second equal one on they are numbered, as forges do.
#[derive(Debug, Default)]
struct Slugs {
    /// Each slug with the number of the next equal one.
    taken: BTreeMap<String, usize>,
}

impl Slugs {
    fn assign(&mut self, slug: &str) -> String {
        let mut n = self.taken.get(slug).copied().unwrap_or(0);
        let mut fragment = slug.to_owned();
        while n > 0 && self.taken.contains_key(&fragment) {
            fragment = format!("{slug}-{n}");
            n += 1;
        }
        self.taken.insert(slug.to_owned(), n.max(1));
        self.taken.entry(fragment.clone()).or_insert(1);
        fragment
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn targets(markdown: &str) -> Vec<&str> {
        written_links(markdown)
            .links
            .into_iter()
            .map(|link| link.target.map_or("", |target| &markdown[target]))
            .collect()
    }

    #[test]
    fn targets_are_exact_in_every_way_to_write_a_link() {
        for (markdown, target) in [
            ("[a](b.md)", "b.md"),
            ("[a]( b.md \"title (of it)\")", "b.md"),
            ("[a](<b c.md>)", "b c.md"),
            ("[a](b(1).md) and (c)", "b(1).md"),
            ("[a](b\\).md)", "b\\).md"),
            ("[a][x]\n\n[x]: <b.md> 'title'", "b.md"),
            ("[x][]\n\n[x]: b.md", "b.md"),
            ("![x]\n\n[X]: b.png\n", "b.png"),
            ("[a]()", ""),
        ] {
            assert_eq!(targets(markdown), [target], "{markdown}");
        }
        assert_eq!(targets("[![a](b.png)](c.md)"), ["b.png", "c.md"]);
        assert_eq!(
            targets("`[a](b.md)` <https://example.com> [x] [^1]\n\n[^1]: note\n\n```\n[a](b.md)\n```\n"),
            [""; 0]
        );
    }

    #[test]
    fn fragments_are_those_of_headings_and_html() {
        let written = written_links("# A `b` *c*\n## x\n## x\n<a id=\"Here\"></a> and <a name=there>\n");
        let fragments: Vec<_> = written.fragments.iter().map(String::as_str).collect();
        assert_eq!(fragments, ["a-b-c", "here", "there", "x", "x-1"]);
    }

    #[test]
    fn the_words_of_a_picture_are_its_own() {
        let words: Vec<_> =
            written_links("[see ![a graph](b.png) of it](c.md)").links.into_iter().map(|link| link.words).collect();
        assert_eq!(words, ["a graph", "see  of it"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_targets_stand_in_it(text in "(?s)(\\[|\\]\\(|\\]: |\\]|!|\\)|<|>|# |\\n|a|é|\\\\|.){0,60}") {
            for link in written_links(&text).links {
                prop_assert!(link.target.is_none_or(|target| !text[target].is_empty()));
            }
        }
    }
}
