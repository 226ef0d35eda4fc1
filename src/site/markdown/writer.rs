//! Events to HTML. Every string goes through the escaper, every address through [`Links`], and only the elements
//! named here can come out.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd};

use super::alerts;
use super::blocks::Blocks;
use super::code::Code;
use super::highlight::Painter;
use super::ids::Ids;
use super::picture::push_picture;
use super::raw::{is_line_break, without_comments};
use super::references::{Piece, pieces};
use crate::site::html::{Html, push_escaped};
use crate::site::links::{Href, Links};

/// Containers nested deeper than this are flattened into their parent.
const MAX_DEPTH: usize = 32;

/// A heading that was written, for a list of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as it stands on the page.
    pub level: u8,
    /// Its id on the page.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Writes the HTML of one piece of Markdown.
#[derive(Debug)]
pub struct Writer<'p, 'l> {
    links: &'p Links<'l>,
    ids: &'p mut Ids,
    out: String,
    /// Level on the page of the heading this text stands under.
    base_level: u8,
    /// Open headings: level in the source and level on the page.
    outline: Vec<(u8, u8)>,
    headings: Vec<Heading>,
    /// What each open container must close with; `""` for one that was flattened.
    open: Vec<&'static str>,
    /// Start of the heading that is being written, and its words.
    heading: Option<(usize, u8, String)>,
    /// Words of the picture that is being read.
    alt: Option<(CowStr<'p>, String)>,
    /// What open links close with.
    link_ends: Vec<&'static str>,
    alignments: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    /// Where the cell that is being written starts.
    cell: usize,
    /// Numbers of footnotes in the order of their first reference.
    footnotes: BTreeMap<String, usize>,
    /// The block of code that is being read.
    code: Option<Code>,
    painter: Painter,
    /// Text of an HTML block, shown as text once it is whole.
    raw: Option<String>,
}

impl<'p, 'l> Writer<'p, 'l> {
    /// A writer of text that stands under a heading of `base_level` (1 to 6).
    pub fn new(links: &'p Links<'l>, ids: &'p mut Ids, base_level: u8) -> Self {
        Self {
            links,
            ids,
            out: String::new(),
            base_level,
            outline: Vec::new(),
            headings: Vec::new(),
            open: Vec::new(),
            heading: None,
            alt: None,
            link_ends: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
            cell: 0,
            footnotes: BTreeMap::new(),
            code: None,
            painter: Painter::default(),
            raw: None,
        }
    }

    /// Takes the HTML written so far, balanced; what follows stands under a heading of `base_level`.
    /// Ids, headings and the numbers of footnotes go on: one writer writes one page.
    pub fn take(&mut self, base_level: u8) -> Html {
        while let Some(end) = self.open.pop() {
            self.out.push_str(end);
        }
        self.outline.clear();
        self.base_level = base_level;
        Html::trusted(std::mem::take(&mut self.out))
    }

    /// What links resolve against.
    #[must_use]
    pub fn links(&self) -> &'p Links<'l> {
        self.links
    }

    /// The ids of the page.
    pub fn ids(&mut self) -> &mut Ids {
        self.ids
    }

    /// Writes whole blocks.
    pub fn blocks(&mut self, events: impl Iterator<Item = &'p Event<'p>>) {
        for event in events {
            self.event(event.clone(), false);
        }
    }

    /// Writes inline markup alone; blocks are joined by spaces.
    pub fn inline(&mut self, events: impl Iterator<Item = Event<'p>>) {
        for event in events {
            self.event(event, true);
        }
        self.out.truncate(self.out.trim_end().len());
    }

    /// Writes the footnotes that were referred to, as a list with ways back. Those inside footnotes are not followed.
    pub fn footnotes(&mut self, blocks: &'p Blocks<'p>) {
        let mut labels: Vec<(usize, String)> = self.footnotes.iter().map(|(label, n)| (*n, label.clone())).collect();
        labels.sort();
        let known: Vec<_> = labels.iter().filter_map(|(n, label)| Some((*n, blocks.footnote(label)?))).collect();
        if known.is_empty() {
            return;
        }
        self.out.push_str("<ol class=\"footnotes\">\n");
        for (n, events) in known {
            self.out.push_str(&format!("<li id=\"fn-{n}\" value=\"{n}\">"));
            let inner = events.get(1..events.len().saturating_sub(1)).unwrap_or(&[]);
            self.blocks(inner.iter());
            self.out.push_str(&format!("<p><a href=\"#fnref-{n}\">Back to the text (note {n})</a></p></li>\n"));
        }
        self.out.push_str("</ol>\n");
    }

    /// Takes the headings written since the last time.
    pub fn take_headings(&mut self) -> Vec<Heading> {
        std::mem::take(&mut self.headings)
    }

    fn event(&mut self, event: Event<'p>, inline: bool) {
        if let Some((_, words)) = &mut self.alt {
            match event {
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::End(TagEnd::Image) => self.picture(),
                _ => {}
            }
            return;
        }
        if let (Some(code), Event::Text(text)) = (&mut self.code, &event) {
            code.push(text);
            return;
        }
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.link(link_type, &dest_url),
            Event::End(TagEnd::Link) => {
                let end = self.link_ends.pop().unwrap_or("");
                self.out.push_str(end);
            }
            Event::Start(Tag::Image { dest_url, .. }) => self.alt = Some((dest_url, String::new())),
            Event::Start(Tag::Emphasis) => self.out.push_str("<em>"),
            Event::End(TagEnd::Emphasis) => self.out.push_str("</em>"),
            Event::Start(Tag::Strong) => self.out.push_str("<strong>"),
            Event::End(TagEnd::Strong) => self.out.push_str("</strong>"),
            Event::Start(Tag::Strikethrough) => self.out.push_str("<del>"),
            Event::End(TagEnd::Strikethrough) => self.out.push_str("</del>"),
            Event::Text(text) if self.is_running() => self.running_text(&text),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push(if inline { ' ' } else { '\n' }),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::Html(html) => match &mut self.raw {
                Some(raw) => raw.push_str(&html),
                None => self.raw_html(&html),
            },
            Event::FootnoteReference(label) if !inline => self.footnote_reference(&label),
            Event::TaskListMarker(done) if !inline => self.task(done),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) if inline => {
                self.out.push(' ');
            }
            Event::Start(_) | Event::End(_) if inline => {}
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
        }
    }

    fn start(&mut self, tag: Tag<'p>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::BlockQuote(None) => self.open_container("<blockquote>\n", "</blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.open_container(alerts::opening(kind), "</div>\n"),
            Tag::CodeBlock(kind) => self.code = Some(Code::new(&kind)),
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::List(None) => self.open_container("<ul>\n", "</ul>\n"),
            Tag::List(Some(start)) => {
                let start = u32::try_from(start).unwrap_or(1);
                let tag = if start == 1 { "<ol>\n".to_owned() } else { format!("<ol start=\"{start}\">\n") };
                self.open_container(&tag, "</ol>\n");
            }
            Tag::Item => self.open_container("<li>", "</li>\n"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
            }
            Tag::TableHead => {
                self.out.push_str("<thead><tr>");
                (self.column, self.in_table_head) = (0, true);
            }
            Tag::TableRow => {
                self.out.push_str("<tr>");
                self.column = 0;
            }
            Tag::TableCell => self.start_cell(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                let end = self.open.pop().unwrap_or("");
                self.out.push_str(end);
            }
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    code.write(&mut self.out, &mut self.painter);
                }
            }
            TagEnd::HtmlBlock => {
                let raw = self.raw.take().unwrap_or_default();
                self.raw_html(&raw);
            }
            TagEnd::TableHead => {
                self.out.push_str("</tr></thead>\n<tbody>\n");
                self.in_table_head = false;
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            _ => {}
        }
    }

    /// Opens a container unless it, or the items of a list it is, would be too deep: then only its text stays.
    fn open_container(&mut self, start: &str, end: &'static str) {
        let levels = if end == "</ul>\n" || end == "</ol>\n" { 2 } else { 1 };
        if self.open.len() + levels <= MAX_DEPTH {
            self.out.push_str(start);
            self.open.push(end);
        } else {
            self.open.push("");
        }
    }

    fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text);
        if let Some((_, _, words)) = &mut self.heading {
            words.push_str(text);
        }
    }

    /// Text in which bare addresses and ids become links: not in links and headings.
    fn is_running(&self) -> bool {
        self.link_ends.is_empty() && self.heading.is_none()
    }

    fn running_text(&mut self, text: &str) {
        for piece in pieces(text, |word| self.links.incident(word).is_some()) {
            let (words, href) = match piece {
                Piece::Text(words) => (words, None),
                Piece::Address(address) => (address, self.links.href(address)),
                Piece::Id(id) => (id, self.links.incident(id)),
            };
            let Some(href) = href else {
                push_escaped(&mut self.out, words);
                continue;
            };
            self.open_link(&href);
            push_escaped(&mut self.out, words);
            self.out.push_str("</a>");
        }
    }

    fn open_link(&mut self, href: &Href) {
        self.out.push_str("<a href=\"");
        push_escaped(&mut self.out, &href.address);
        self.out.push_str(if href.external { "\" rel=\"noopener noreferrer\">" } else { "\">" });
    }

    fn start_heading(&mut self, source_level: u8) {
        while self.outline.last().is_some_and(|(source, _)| *source >= source_level) {
            self.outline.pop();
        }
        let level = self.outline.last().map_or(self.base_level, |(_, level)| *level).saturating_add(1).min(6);
        self.outline.push((source_level, level));
        self.heading = Some((self.out.len(), level, String::new()));
    }

    fn end_heading(&mut self) {
        let Some((start, level, text)) = self.heading.take() else { return };
        let id = self.ids.of_heading(&text);
        let content = self.out.split_off(start);
        self.out.push_str(&format!("<h{level} id=\""));
        push_escaped(&mut self.out, &id);
        self.out.push_str("\">");
        self.out.push_str(&content);
        self.out.push_str(&format!("</h{level}>\n"));
        self.headings.push(Heading { level, id, text });
    }

    fn start_cell(&mut self) {
        let name = if self.in_table_head { "th scope=\"col\"" } else { "td" };
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.cell = self.out.len();
        self.out.push_str(&format!("<{name}{class}>"));
    }

    /// Closes a cell. A header without words heads nothing and is a plain cell.
    fn end_cell(&mut self) {
        if self.in_table_head && self.out.ends_with('>') && self.out.rfind('<').is_some_and(|at| at == self.cell) {
            self.out.truncate(self.cell);
            self.out.push_str("<td></td>");
        } else {
            self.out.push_str(if self.in_table_head { "</th>" } else { "</td>" });
        }
        self.column += 1;
    }

    fn task(&mut self, done: bool) {
        let (class, label) = if done { ("task done", "Done: ") } else { ("task", "Open: ") };
        self.out.push_str(&format!("<span class=\"{class}\"><span class=\"sr\">{label}</span></span>"));
    }

    fn link(&mut self, link_type: LinkType, destination: &str) {
        let email = matches!(link_type, LinkType::Email);
        let href = if email { self.links.href(&format!("mailto:{destination}")) } else { self.links.href(destination) };
        // A link inside a heading's permalink or another link cannot happen in Markdown, so nesting is not checked.
        match href {
            Some(href) => {
                self.open_link(&href);
                self.link_ends.push("</a>");
            }
            None => self.link_ends.push(""),
        }
    }

    fn picture(&mut self) {
        if let Some((destination, alt)) = self.alt.take() {
            push_picture(&mut self.out, &self.links.picture(&destination), &alt, !self.link_ends.is_empty());
        }
    }

    fn footnote_reference(&mut self, label: &str) {
        let next = self.footnotes.len() + 1;
        let known = self.footnotes.contains_key(label);
        let n = *self.footnotes.entry(label.to_owned()).or_insert(next);
        let id = if known { String::new() } else { format!(" id=\"fnref-{n}\"") };
        self.out.push_str(&format!("<sup><a href=\"#fn-{n}\"{id} aria-label=\"Note {n}\">{n}</a></sup>"));
    }

    /// A tag in running text: line breaks are kept, comments vanish as everywhere, the rest is text.
    fn inline_html(&mut self, html: &str) {
        if is_line_break(html) {
            self.out.push_str("<br>");
        } else if !html.starts_with("<!--") {
            self.text(html);
        }
    }

    /// A block of HTML as text; comments vanish.
    fn raw_html(&mut self, html: &str) {
        let shown = without_comments(html);
        if !shown.trim().is_empty() {
            self.out.push_str("<p class=\"raw\">");
            push_escaped(&mut self.out, shown.trim());
            self.out.push_str("</p>\n");
        }
    }
}
