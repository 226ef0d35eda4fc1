//! Sections: headings with what they head, and bold labels where they stand for headings; and for the
//! readers of entries, factors and actions, which blocks stand in which section.

use std::ops::Range;

use super::aliases::Aliases;
use super::outline::{Kind, Outline};
use super::plain::plain;
use super::scan::{self, slice, trim};
use super::stamp;
use crate::incident::model::{Section, SectionKind};
use crate::text::{Span, Spanned};

/// Level of a bold label used as a heading: below every real heading.
const LABEL_LEVEL: u8 = 7;
/// A bold text longer than this is emphasis, not a label.
const MAX_LABEL: usize = 60;

/// A section's own blocks: those between its heading and the next.
#[derive(Debug, Clone)]
pub(super) struct Region {
    /// What the blocks are read as: the kind of the section, or of the section around it.
    pub role: Option<SectionKind>,
    /// The role comes from the section around: the heading is one of a group, a factor or an entry.
    pub nested: bool,
    /// The heading's block; `None` for a bold label.
    pub block: Option<usize>,
    /// Heading text, markup removed.
    pub heading: Spanned<String>,
    /// The blocks; siblings of each other.
    pub blocks: Range<usize>,
    /// What of the blocks' text belongs to the section.
    pub content: Span,
}

/// The sections of a body and their blocks, both in order.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub sections: Vec<Section>,
    pub regions: Vec<Region>,
}

/// The H1 that is the title, by its block: the first, unless it heads a section of a document that has several.
pub(super) fn title(outline: &Outline, aliases: &Aliases) -> Option<usize> {
    let mut h1s = outline.siblings(0..outline.blocks.len()).filter(|&at| match outline.blocks[at].kind {
        Kind::Heading { level: 1, text } => !outline.heading(text).trim().is_empty(),
        _ => false,
    });
    let first = h1s.next()?;
    let Kind::Heading { text, .. } = outline.blocks[first].kind else { return None };
    let heads_a_section = aliases.section(outline.heading(text)).is_some() && h1s.next().is_some();
    (!heads_a_section).then_some(first)
}

/// A heading or label before it is known how far it reaches.
struct Head {
    kind: Option<SectionKind>,
    role: Option<SectionKind>,
    nested: bool,
    heading: Spanned<String>,
    level: u8,
    block: Option<usize>,
    start: usize,
    end: usize,
    /// Where the content ends at the latest.
    limit: usize,
    blocks: Range<usize>,
    /// A label that ends the one above and is no section itself.
    only_ends: bool,
}

/// Every section of the body.
pub(super) fn read(text: &str, body: Span, outline: &Outline, aliases: &Aliases, title: Option<usize>) -> Layout {
    let mut heads = headings(text, body, outline, aliases, title);
    let real: Vec<SectionKind> = heads.iter().filter_map(|head| head.kind).collect();
    let real: Vec<SectionKind> = SectionKind::ALL.into_iter().filter(|kind| real.contains(kind)).collect();
    let mut labels = Vec::new();
    for at in outline.siblings(0..outline.blocks.len()) {
        label_heads(text, body, outline, aliases, at, &mut labels);
    }
    labels.retain(|head| head.kind.is_none_or(|kind| !real.contains(&kind)));
    if labels.iter().any(|head| head.kind.is_some()) {
        heads.append(&mut labels);
        heads.sort_by_key(|head| head.start);
    }
    layout(text, body, outline, &heads)
}

/// The real headings, with the kinds that their text and the sections around them give.
fn headings(text: &str, body: Span, outline: &Outline, aliases: &Aliases, title: Option<usize>) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    // Role of the open section of each level.
    let mut open: [Option<SectionKind>; 7] = [None; 7];
    for at in outline.siblings(0..outline.blocks.len()) {
        let block = outline.blocks[at];
        let Kind::Heading { level, text: heading } = block.kind else { continue };
        let heading = outline.heading(heading).trim();
        let depth = usize::from(level).min(6);
        let outer = open[..depth].iter().rev().find_map(|role| *role);
        if Some(at) == title {
            continue;
        }
        let mut kind = aliases.section(heading);
        // A phase of a timeline, or a group of actions, may be called as a section is elsewhere.
        if matches!(outer, Some(SectionKind::Timeline | SectionKind::ActionItems))
            && matches!(kind, Some(SectionKind::ContributingFactors | SectionKind::Description))
            && !heading.to_ascii_lowercase().contains("cause")
            && !heading.to_ascii_lowercase().contains("factor")
        {
            kind = None;
        }
        let read = [SectionKind::Timeline, SectionKind::ActionItems, SectionKind::ContributingFactors];
        let mut inherited = outer.filter(|role| read.contains(role));
        // Entries may be headings of the Timeline's own level.
        let same_level = open[depth] == Some(SectionKind::Timeline);
        let stamped =
            kind.is_none() && stamp::read(slice(text, block.text)).is_some_and(|it| it.has_time() || it.day.is_some());
        let continues = same_level && stamped;
        if continues {
            inherited = Some(SectionKind::Timeline);
        }
        let role = kind.or(inherited);
        let nested = inherited.is_some() && (kind.is_none() || kind == inherited);
        open[depth] = role;
        open[depth + 1..].fill(None);
        heads.push(Head {
            kind,
            role,
            nested,
            heading: Spanned::new(heading.to_owned(), block.text),
            level: if continues { level + 1 } else { level },
            block: Some(at),
            start: block.span.start(),
            end: block.span.end().min(body.end()),
            limit: body.end(),
            blocks: at + 1..outline.blocks.len(),
            only_ends: false,
        });
    }
    heads
}

/// The labels of a paragraph's lines, or of the items of a list.
fn label_heads(text: &str, body: Span, outline: &Outline, aliases: &Aliases, at: usize, heads: &mut Vec<Head>) {
    let block = outline.blocks[at];
    match block.kind {
        Kind::Paragraph => {
            let first = heads.len();
            for line in scan::lines(text, block.text) {
                let Some((label, end)) = bold_label(text, Span::new(line.span.start(), block.text.end())) else {
                    continue;
                };
                if let Some(before) = heads.get_mut(first..).and_then(<[Head]>::last_mut) {
                    before.limit = line.span.start();
                }
                heads.push(label_head(
                    text,
                    aliases,
                    label,
                    line.span.start(),
                    end,
                    at..outline.blocks.len(),
                    body.end(),
                ));
            }
        }
        Kind::List => {
            for item in outline.children(at) {
                let Some(first) =
                    outline.children(item).next().filter(|&first| outline.blocks[first].kind == Kind::Paragraph)
                else {
                    continue;
                };
                let Some((label, end)) = bold_label(text, outline.blocks[first].text) else { continue };
                let block = outline.blocks[item];
                let head =
                    label_head(text, aliases, label, block.span.start(), end, item + 1..block.end, block.span.end());
                if head.kind.is_some() {
                    heads.push(head);
                }
            }
        }
        _ => {}
    }
}

fn label_head(
    text: &str,
    aliases: &Aliases,
    label: Span,
    start: usize,
    end: usize,
    blocks: Range<usize>,
    limit: usize,
) -> Head {
    let name = plain(slice(text, label)).trim_end_matches([':', '?']).trim().to_owned();
    let kind = aliases.section(&name);
    Head {
        kind,
        role: kind,
        nested: false,
        heading: Spanned::new(name, label),
        level: LABEL_LEVEL,
        block: None,
        start,
        end,
        limit,
        blocks,
        only_ends: kind.is_none(),
    }
}

/// The bold text at the start of `span`, and where what follows it and its colon begins.
fn bold_label(text: &str, span: Span) -> Option<(Span, usize)> {
    let line = slice(text, span);
    let inner = line.strip_prefix("**").or_else(|| line.strip_prefix("__"))?;
    let close = scan::prefix(inner, MAX_LABEL + 2).find(line.get(..2)?)?;
    let label = inner.get(..close)?;
    let rest = inner.get(close + 2..)?;
    let ends = rest.trim_start_matches([' ', '\t']);
    let ends = ends.is_empty()
        || ends.starts_with([':', '\n', '\r'])
        || ends.starts_with("<br")
        || label.trim_end().ends_with([':', '?']);
    if !ends || label.trim().is_empty() || stamp::read(label).is_some() {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    Some((Span::new(span.start() + 2, span.start() + 2 + close), span.end() - rest.len()))
}

/// How far each section reaches, and its blocks.
fn layout(text: &str, body: Span, outline: &Outline, heads: &[Head]) -> Layout {
    let mut layout = Layout::default();
    let ends = content_ends(heads, body.end());
    for (i, head) in heads.iter().enumerate() {
        if head.only_ends {
            continue;
        }
        let next = heads.get(i + 1..).unwrap_or(&[]).iter().find(|next| !next.only_ends || stops(head, next));
        let own_end = next.map_or(body.end(), |next| next.start).min(head.limit);
        let own = trim(text, Span::new(head.end, own_end));
        layout.regions.push(Region {
            role: head.role,
            nested: head.nested,
            block: head.block,
            heading: head.heading.clone(),
            blocks: head.blocks.start..blocks_end(outline, &head.blocks, own.end()),
            content: own,
        });
        layout.sections.push(Section {
            kind: head.kind,
            heading: head.heading.clone(),
            level: if head.block.is_some() { heading_level(outline, head) } else { head.level },
            content: trim(text, Span::new(head.end, ends[i].min(head.limit))),
            own_content: own,
        });
    }
    layout
}

fn heading_level(outline: &Outline, head: &Head) -> u8 {
    match head.block.map(|at| outline.blocks[at].kind) {
        Some(Kind::Heading { level, .. }) => level,
        _ => head.level,
    }
}

/// A label that is no section ends a label section above it, unless that one is made of such parts.
fn stops(head: &Head, label: &Head) -> bool {
    let of_parts =
        matches!(head.role, Some(SectionKind::Timeline | SectionKind::ActionItems | SectionKind::ContributingFactors));
    head.level == LABEL_LEVEL && label.only_ends && !of_parts
}

/// Where the content of each section ends: at the next heading of its level or above. From the back, so that
/// many headings cost no more than their number.
fn content_ends(heads: &[Head], end: usize) -> Vec<usize> {
    let mut ends = vec![end; heads.len()];
    // Start of the next heading of each level, as seen from the heading at hand.
    let mut next = [end; LABEL_LEVEL as usize + 2];
    for (i, head) in heads.iter().enumerate().rev() {
        let level = usize::from(head.level.min(LABEL_LEVEL));
        ends[i] = next[..=level].iter().copied().min().unwrap_or(end);
        if !head.only_ends {
            next[level] = head.start;
        }
    }
    // A label that is no section ends label sections too.
    for i in 0..heads.len() {
        if let Some(stop) = heads.get(i + 1).filter(|next| stops(&heads[i], next)) {
            ends[i] = ends[i].min(stop.start);
        }
    }
    ends
}

/// Index just past the last of `blocks` that begins before `end`.
fn blocks_end(outline: &Outline, blocks: &Range<usize>, end: usize) -> usize {
    let inside = outline.blocks.get(blocks.clone()).unwrap_or(&[]);
    blocks.start + inside.partition_point(|block| block.span.start() < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each section as `level kind heading: content`.
    fn shown(text: &str) -> Vec<String> {
        let body = Span::new(0, text.len());
        let outline = Outline::read(text, body);
        let aliases = Aliases::default();
        let layout = read(text, body, &outline, &aliases, title(&outline, &aliases));
        let one = |section: &Section| {
            let kind = section.kind.map_or("-", SectionKind::key);
            let content = slice(text, section.content).replace('\n', "/");
            format!("{} {kind} {}: {content}", section.level, section.heading.value)
        };
        layout.sections.iter().map(one).collect()
    }

    #[test]
    fn a_section_reaches_to_the_next_heading_of_its_level() {
        let found = shown("# Title\n\n## Summary\n\na\n\n### Detail\n\nb\n\nTimeline (UTC)\n--------\n\nc\n");
        assert_eq!(found, ["2 description Summary: a//### Detail//b", "3 - Detail: b", "2 timeline Timeline (UTC): c"]);
    }

    #[test]
    fn bold_labels_are_headings_only_where_no_heading_has_that_role() {
        let found = shown("# T\n\n**Impact**: 30 users\n\n- **Key events**\n  - 10:00 x\n\n**Bold** text.\n");
        assert_eq!(found, ["7 impact Impact: 30 users", "7 timeline Key events: - 10:00 x"]);
        assert_eq!(shown("## Impact\n\n**Impact**: x\n"), ["2 impact Impact: **Impact**: x"]);
    }

    #[test]
    fn labels_on_lines_of_one_paragraph_are_sections_each() {
        let found = shown("**Summary:** all fell  \n**Owner:** ana  \n**Impact:** 30 users\n\nmore\n\n**Else:** x\n");
        assert_eq!(found, ["7 description Summary: all fell", "7 impact Impact: 30 users//more"]);
    }

    #[test]
    fn labels_of_parts_do_not_end_a_section_of_actions() {
        let found = shown("**Review actions**:\n\n**Soon**\n\n- a\n\n**Later**\n\n- b\n");
        assert_eq!(found, ["7 action-items Review actions: **Soon**//- a//**Later**//- b"]);
    }

    #[test]
    fn stamped_headings_of_the_timelines_level_stay_in_it() {
        let found = shown("## Timeline\n\n## 09:10 alarm\n\nx\n\n## 09:20\n\ny\n\n## Impact\n\nz\n");
        assert_eq!(found[0], "2 timeline Timeline: ## 09:10 alarm//x//## 09:20//y");
        assert_eq!(found[3], "2 impact Impact: z");
    }

    #[test]
    fn a_group_of_actions_is_no_section_of_causes() {
        let found = shown("## Action items\n\n### Investigation\n\n- look\n\n## Investigation\n\nx\n");
        assert_eq!(found[1], "3 - Investigation: - look");
        assert_eq!(found[2], "2 contributing-factors Investigation: x");
    }

    #[test]
    fn the_first_h1_is_the_title_unless_it_heads_a_section_among_others() {
        assert_eq!(shown("# Summary\n\na\n\n# Timeline\n\nb\n").len(), 2);
        assert_eq!(shown("# Summary\n\na\n").len(), 0);
    }
}
