//! Contributing factors: the items of the section's list, else its sub-headings, else its prose as one.

use super::entry_text::dedent;
use super::outline::{Kind, Outline};
use super::plain::plain;
use super::scan::{clip, slice, trim, without_suppressions};
use super::sections::Region;
use crate::incident::model::{Factor, FactorKind, SectionKind};
use crate::text::{Span, Spanned};

/// The factors of every region that is read for them.
pub(super) fn read(text: &str, outline: &Outline, regions: &[Region]) -> Vec<Factor> {
    let (mut factors, mut prose) = (Vec::new(), Vec::new());
    for region in regions.iter().filter(|region| region.role == Some(SectionKind::ContributingFactors)) {
        read_region(text, outline, region, &mut factors, &mut prose);
    }
    // A section of prose beside one that names the factors tells how they were found.
    if factors.is_empty() { prose } else { factors }
}

fn read_region(text: &str, outline: &Outline, region: &Region, factors: &mut Vec<Factor>, prose: &mut Vec<Factor>) {
    // `### Technical` above a list gives its items their kind.
    let group = region.nested.then(|| kind_named(&region.heading.value)).flatten();
    let group = group.map(|kind| Spanned::new(kind, region.heading.span));
    let before = factors.len();
    let mut paragraphs: Option<Span> = None;
    for at in outline.siblings(region.blocks.clone()) {
        let block = outline.blocks[at];
        match block.kind {
            Kind::List => list(text, outline, at, group.as_ref(), factors),
            Kind::Table => table(text, outline, at, group.as_ref(), factors),
            Kind::Paragraph => {
                let own = trim(text, clip(block.text, region.content));
                if says_something(slice(text, own)) {
                    paragraphs = Some(paragraphs.map_or(own, |first| Span::new(first.start(), own.end())));
                }
            }
            _ => {}
        }
    }
    if factors.len() > before {
        return;
    }
    if region.nested && group.is_none() {
        // A sub-heading is a factor, what stands below it tells more.
        let end = trim(text, region.content).end().max(region.heading.span.end());
        let heading = region.heading.span;
        let span = Span::new(heading.start(), end);
        if let Some(mut factor) = factor(text, heading, span, None) {
            if let Some(more) = paragraphs {
                factor.text.value.push_str("\n\n");
                factor.text.value.push_str(&dedent(text, more));
                factor.text.span = factor.text.span.ending(more.end());
            }
            factors.push(factor);
        }
    } else if let Some(span) = paragraphs {
        prose.extend(factor(text, span, span, group.as_ref()));
    }
}

fn list(text: &str, outline: &Outline, at: usize, group: Option<&Spanned<FactorKind>>, factors: &mut Vec<Factor>) {
    for item in outline.children(at) {
        let block = outline.blocks[item];
        let Some(first) = outline.children(item).next().map(|first| outline.blocks[first]) else { continue };
        let nested = outline.children(item).find(|&child| outline.blocks[child].kind == Kind::List);
        let label = trim(text, first.text);
        let kind = kind_named(&plain(slice(text, label)));
        if let (Some(kind), Some(nested)) = (kind, nested) {
            // `- Technical:` above nested items.
            list(text, outline, nested, Some(&Spanned::new(kind, label)), factors);
            continue;
        }
        factors.extend(factor(text, Span::new(first.text.start(), block.span.end()), block.span, group));
    }
}

fn table(text: &str, outline: &Outline, at: usize, group: Option<&Spanned<FactorKind>>, factors: &mut Vec<Factor>) {
    for row in outline.children(at).skip(1) {
        let mut kind = group.cloned();
        let mut cells: Vec<Span> = Vec::new();
        for cell in outline.children(row) {
            let cell = trim(text, outline.blocks[cell].text);
            match FactorKind::parse(slice(text, cell)) {
                Some(found) => kind = Some(Spanned::new(found, cell)),
                None if slice(text, cell).contains(char::is_alphabetic) => cells.push(cell),
                None => {}
            }
        }
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
        let words: Vec<&str> = cells.iter().map(|cell| slice(text, *cell)).collect();
        let value = Spanned::new(words.join(" — "), Span::new(first.start(), last.end()));
        factors.push(Factor { kind, text: value, span: trim(text, outline.blocks[row].span) });
    }
}

/// The kind that a label names: "Technical", "Technical factors:".
fn kind_named(label: &str) -> Option<FactorKind> {
    let label = label.trim().trim_end_matches(':').trim();
    let word = label.strip_suffix(" factors").or_else(|| label.strip_suffix(" causes")).unwrap_or(label);
    FactorKind::parse(word)
}

fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && !super::action_list::says_none(text)
}

/// `(technical) text`; the kind may be missing.
fn factor(text: &str, within: Span, span: Span, group: Option<&Spanned<FactorKind>>) -> Option<Factor> {
    let within = trim(text, within);
    let written = slice(text, within);
    if !says_something(written) {
        return None;
    }
    let stated = written.strip_prefix('(').and_then(|rest| rest.split_once(')')).and_then(|(word, rest)| {
        let kind = FactorKind::parse(word)?;
        Some((Spanned::new(kind, Span::new(within.start() + 1, within.start() + 1 + word.len())), rest.trim_start()))
    });
    let (kind, rest) = match stated {
        Some((kind, rest)) => (Some(kind), rest),
        None => (group.cloned(), written),
    };
    let own = Span::new(within.end() - rest.len(), within.end());
    let value = Spanned::new(without_suppressions(&dedent(text, own)).into_owned(), own);
    Some(Factor { kind, text: value, span: trim(text, span) })
}

#[cfg(test)]
mod tests {
    use crate::incident::body::{Aliases, read as read_body};
    use crate::text::{SourceText, Span};

    fn shown(text: &str) -> Vec<String> {
        let source = SourceText::new("a.md", text);
        let body = read_body(&source, Span::new(0, text.len()), &Aliases::default(), None, None);
        let one = |factor: &super::Factor| {
            let kind = factor.kind.as_ref().map_or("-", |kind| kind.value.as_str());
            format!("{kind}: {}", factor.text.value.replace('\n', "/"))
        };
        body.factors.iter().map(one).collect()
    }

    #[test]
    fn items_are_factors_with_all_that_is_nested_in_them() {
        let text =
            "## Contributing factors\n\nIntro:\n\n- (technical) a\n\n  more\n- (Organizational) b\n  - c\n- (odd) d\n";
        assert_eq!(shown(text), ["technical: a//more", "organizational: b/- c", "-: (odd) d"]);
    }

    #[test]
    fn sub_headings_are_factors_or_name_the_kind_of_those_below() {
        let text = "## Contributing factors\n\n### Technical\n\n- a\n\n### Bad deploys\n\nWhy.\n\n### (human) Tired\n\n- Process:\n  - no\n";
        assert_eq!(shown(text), ["technical: a", "-: Bad deploys//Why.", "process: no"]);
    }

    #[test]
    fn prose_is_one_factor_unless_another_section_names_them() {
        assert_eq!(shown("## Root cause\n\nThe config.\n\nUntested.\n"), ["-: The config.//Untested."]);
        assert_eq!(shown("## Analysis\n\nWe looked.\n\n## Contributing factors\n\n- a\n"), ["-: a"]);
        assert!(shown("## Contributing factors\n\nNone.\n").is_empty());
    }

    #[test]
    fn rows_are_factors_whose_kind_may_have_a_column() {
        let text = "## Contributing factors\n\n| # | Kind | Factor |\n|-|-|-|\n| 1 | process | no review |\n";
        assert_eq!(shown(text), ["process: no review"]);
    }
}
