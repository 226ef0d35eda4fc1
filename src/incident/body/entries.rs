//! Timeline entries: every stamped line of the Timeline sections, in whatever it stands. What follows a stamp
//! and has none of its own belongs to it; what cannot be read is a problem, never dropped.

use super::calendar;
use super::days::Days;
use super::entry_list::EntryList;
use super::entry_table::EntryTable;
use super::entry_text::{actor_before, actor_behind, dedent, kind};
use super::outline::{Block, Kind, Outline};
use super::scan::{self, slice, trim, without_suppressions};
use super::sections::Region;
use super::stamp;
use super::zone::Zone;
use crate::incident::model::{Problem, SectionKind, Stamp, TimelineEntry};
use crate::text::{Span, Spanned};

/// A paragraph longer than this declares no zone.
const MAX_DECLARATION: usize = 400;

/// Entries and problems of the regions that are read as a timeline.
pub(super) fn read(
    text: &str,
    outline: &Outline,
    regions: &[Region],
    days: Days,
) -> (Vec<TimelineEntry>, Vec<Problem>) {
    let mut reader = Reader { text, outline, list: EntryList::new(days), open: None, unstamped: None, from: 0 };
    for region in regions {
        if region.role != Some(SectionKind::Timeline) {
            reader.finish_section();
            continue;
        }
        if region.nested {
            reader.heading(region);
        } else {
            reader.finish_section();
            reader.begin(region);
        }
        for at in outline.siblings(region.blocks.clone()) {
            reader.block(at, region.content);
        }
    }
    reader.finish_section();
    (reader.list.entries, reader.list.problems)
}

/// What a stamp stands in; decides what may go on with its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    Heading(u8),
    Paragraph,
    Item,
}

/// The entry that what follows may still belong to.
struct Open {
    stamp: Spanned<Stamp>,
    carrier: Carrier,
    /// The rest of the stamped line.
    head: Span,
    /// What followed, and whether it began in the same paragraph.
    body: Option<(Span, bool)>,
    /// Where the paragraph ends that the stamped line begins, where that is further on.
    paragraph: Option<usize>,
    /// What follows may still be of that paragraph.
    in_paragraph: bool,
    unclosed: Option<&'static str>,
    span: Span,
    /// Only a day and no text: an entry if unstamped text follows, else it dates what follows.
    only_a_day: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Stamp,
    Nothing,
}

struct Reader<'a> {
    text: &'a str,
    outline: &'a Outline,
    list: EntryList,
    open: Option<Open>,
    /// The first item or row of the section's lists that begins with no time.
    unstamped: Option<Span>,
    /// How many entries there were before this section.
    from: usize,
}

impl Reader<'_> {
    /// A Timeline heading: it may declare a zone and a day.
    fn begin(&mut self, region: &Region) {
        self.from = self.list.entries.len();
        let heading = &region.heading.value;
        self.list.days.declared = Zone::declared(heading).or(self.list.days.declared);
        self.set_day_within(heading);
        self.unstamped = None;
    }

    fn set_day_within(&mut self, text: &str) {
        if let Some((day, _)) = calendar::find(text, true)
            && let Some(day) = day.resolve(self.list.days.near())
        {
            self.list.days.set(day);
        }
    }

    /// A heading inside the timeline: an entry, a day, or the name of a phase.
    fn heading(&mut self, region: &Region) {
        let Some(block) = region.block.map(|at| self.outline.blocks[at]) else { return };
        let Kind::Heading { level, .. } = block.kind else { return };
        if self.line(block.text, block.span.start(), Carrier::Heading(level)) == Found::Stamp {
            return;
        }
        let deeper = self.open.as_ref().is_some_and(|open| matches!(open.carrier, Carrier::Heading(at) if at < level));
        if deeper {
            self.extend(block.span, false);
        } else {
            self.close();
            self.set_day_within(&region.heading.value);
        }
    }

    fn block(&mut self, at: usize, within: Span) {
        let block = self.outline.blocks[at];
        match block.kind {
            Kind::Paragraph => self.paragraph(scan::clip(block.text, within), None),
            Kind::Html => {
                if !slice(self.text, block.text).starts_with("<!--") {
                    self.paragraph(scan::clip(block.text, within), None);
                }
            }
            Kind::List => {
                self.list(at, 0);
                if self.open.as_ref().is_some_and(|open| open.carrier == Carrier::Item) {
                    self.close();
                }
            }
            Kind::Table => {
                let table = EntryTable::read(self.text, self.outline, at);
                if table.is_stamped() {
                    self.close();
                    table.add_to(&mut self.list);
                } else {
                    self.unstamped = self.unstamped.or(table.first_row());
                    self.extend_if_open(block.span);
                }
            }
            Kind::Quote => {
                for child in self.outline.children(at) {
                    self.block(child, within);
                }
            }
            _ => self.extend_if_open(block.span),
        }
    }

    /// The lines of a paragraph; `item` is where the list item begins whose first paragraph it is.
    fn paragraph(&mut self, span: Span, item: Option<usize>) {
        let carrier = if item.is_some() { Carrier::Item } else { Carrier::Paragraph };
        let (mut first_stamped, mut previous): (Option<bool>, Span) = (None, Span::default());
        for line in scan::lines(self.text, span) {
            if line.span.is_empty() {
                continue;
            }
            let may_begin = line.hard || first_stamped.is_none() || {
                let before = slice(self.text, previous);
                !goes_on(before)
                    && (first_stamped == Some(true) || before.ends_with(['.', ':', ';', '!', '?', ')', '*', '|']))
            };
            let start = item.filter(|_| first_stamped.is_none()).unwrap_or(line.span.start());
            let found = if may_begin { self.line(line.span, start, carrier) } else { Found::Nothing };
            if found == Found::Nothing {
                let declares = self.declaration(line.span, span);
                if !declares {
                    self.extend_if_open_in(line.span, first_stamped.is_some());
                }
            }
            first_stamped.get_or_insert(found == Found::Stamp);
            previous = line.span;
        }
    }

    /// A line that declares the zone of those below: true where it does.
    fn declaration(&mut self, line: Span, paragraph: Span) -> bool {
        if paragraph.len() > MAX_DECLARATION {
            return false;
        }
        let zone = Zone::declared(slice(self.text, line));
        self.list.days.declared = zone.or(self.list.days.declared);
        zone.is_some()
    }

    fn list(&mut self, at: usize, depth: usize) {
        let stamped: Vec<bool> = self.outline.children(at).map(|item| self.item_is_stamped(item)).collect();
        let any_stamped = stamped.contains(&true);
        for (item, stamped) in self.outline.children(at).zip(stamped) {
            let block = self.outline.blocks[item];
            let mut children = self.outline.children(item).peekable();
            let first = children.next_if(|&child| self.outline.blocks[child].kind == Kind::Paragraph);
            let first_text = first.map(|first| self.outline.blocks[first].text);
            if stamped {
                if let Some(text) = first_text {
                    self.paragraph(text, Some(block.span.start()));
                }
            } else if self.any_stamped_inside(item) {
                // The name of a phase, whose entries are nested in it.
                if depth == 0 {
                    self.close();
                }
                if let Some(text) = first_text {
                    self.set_day_within(slice(self.text, text));
                    self.declaration(text, text);
                }
            } else {
                self.unstamped_item(block, first_text, depth, any_stamped);
                continue;
            }
            for child in children {
                match self.outline.blocks[child].kind {
                    Kind::List => self.list(child, depth + 1),
                    Kind::Paragraph => self.paragraph(self.outline.blocks[child].text, None),
                    _ => self.block(child, self.outline.blocks[child].span),
                }
            }
        }
    }

    fn unstamped_item(&mut self, block: Block, text: Option<Span>, depth: usize, beside_stamped: bool) {
        let within = self.open.as_ref().is_some_and(|open| depth > 0 || open.carrier != Carrier::Item);
        let first = text.map_or(block.span, |text| trim(self.text, text));
        let first = scan::lines(self.text, first).next().map_or(first, |line| line.span);
        if within {
            self.extend(block.span, false);
        } else if slice(self.text, first).contains(char::is_alphanumeric) {
            if text.is_some_and(|text| text.len() < MAX_DECLARATION && self.declaration(first, text)) {
                return;
            }
            if beside_stamped {
                self.close();
                self.list.unreadable(first, "this entry does not begin with a time");
            } else {
                self.unstamped.get_or_insert(first);
            }
        }
    }

    fn item_is_stamped(&self, item: usize) -> bool {
        let first = self.outline.children(item).next().map(|first| self.outline.blocks[first]);
        first.filter(|first| first.kind == Kind::Paragraph).is_some_and(|first| {
            let line = scan::lines(self.text, first.text).next();
            line.is_some_and(|line| stamp::read(slice(self.text, line.span)).is_some())
        })
    }

    fn any_stamped_inside(&self, item: usize) -> bool {
        let end = self.outline.blocks[item].end;
        (item + 1..end).any(|at| matches!(self.outline.blocks[at].kind, Kind::Item { .. }) && self.item_is_stamped(at))
    }

    /// One line: a new entry or a day, or nothing.
    fn line(&mut self, line: Span, start: usize, carrier: Carrier) -> Found {
        let Some(written) = stamp::read(slice(self.text, line)) else { return Found::Nothing };
        self.close();
        let place = Span::new(line.start() + written.start, line.start() + written.end);
        let head = Span::new(line.start() + written.text, line.end());
        let says = slice(self.text, head).contains(char::is_alphanumeric);
        let Some(stamp) = self.list.understand(&written, place) else { return Found::Stamp };
        let only_a_day = !says && written.time.is_none();
        self.open = Some(Open {
            stamp: Spanned::new(stamp, place),
            carrier,
            head,
            body: None,
            paragraph: None,
            in_paragraph: true,
            unclosed: written.unclosed.filter(|_| says),
            span: Span::new(start.min(line.start()), line.end()),
            only_a_day,
        });
        Found::Stamp
    }

    fn extend_if_open(&mut self, span: Span) {
        self.extend_if_open_in(span, false);
    }

    fn extend_if_open_in(&mut self, span: Span, same_paragraph: bool) {
        if self.open.is_some() {
            self.extend(span, same_paragraph);
        }
    }

    /// `span` goes on with the open entry.
    fn extend(&mut self, span: Span, same_paragraph: bool) {
        let Some(open) = &mut self.open else { return };
        let span = trim(self.text, span);
        open.only_a_day = false;
        open.in_paragraph &= same_paragraph;
        if open.in_paragraph {
            open.paragraph = Some(span.end());
        }
        open.span = open.span.ending(open.span.end().max(span.end()));
        match &mut open.body {
            Some((body, _)) => *body = body.ending(body.end().max(span.end())),
            None => open.body = Some((span, same_paragraph)),
        }
    }

    /// The open entry is whole.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.only_a_day {
            return;
        }
        let text = self.text;
        let head = trim(text, open.head);
        let says = slice(text, head).contains(char::is_alphanumeric);
        let (head, body) = match open.body {
            Some((body, _)) if !says => (body, None),
            Some((body, joined)) => (head, Some((body, joined))),
            None => (head, None),
        };
        let body = body.map(|(span, joined)| Further { span, joined, paragraph: open.paragraph });
        self.list.entries.push(entry(text, open.stamp, head, body, open.unclosed, trim(text, open.span)));
    }

    /// The end of a Timeline section: one without any entry whose list has items says so, once.
    fn finish_section(&mut self) {
        self.close();
        if let Some(span) = self.unstamped.take()
            && self.list.entries.len() == self.from
            && !self.list.problems.iter().rev().take(1).any(|problem| problem.span.start() >= span.start())
        {
            self.list.unreadable(span, "no entry of this timeline begins with a time");
        }
        self.from = self.list.entries.len();
    }
}

/// True where a line ends in a word that a time completes: "at", "from", "and".
fn goes_on(line: &str) -> bool {
    const BEFORE_A_TIME: [&str; 16] = [
        "at", "around", "until", "till", "by", "from", "to", "since", "between", "and", "about", "on", "of", "the",
        "before", "after",
    ];
    let last = line.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    line.ends_with(',') || BEFORE_A_TIME.iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// What follows the stamped line of an entry.
#[derive(Debug, Clone, Copy)]
struct Further {
    span: Span,
    /// It begins in the paragraph of the stamped line.
    joined: bool,
    /// Where that paragraph ends.
    paragraph: Option<usize>,
}

/// An entry from its stamp, the rest of its line, and what followed.
fn entry(
    text: &str,
    stamp: Spanned<Stamp>,
    head: Span,
    body: Option<Further>,
    unclosed: Option<&str>,
    span: Span,
) -> TimelineEntry {
    let mut start = head.start();
    let mut end = head.end();
    let kind = kind(text, head);
    if let Some((_, behind)) = &kind {
        start = *behind;
    }
    // The actor stands at the end of the first paragraph, or of its first line where more paragraphs follow.
    let paragraph = body.filter(|body| body.joined).and_then(|body| body.paragraph);
    let of_paragraph = paragraph.and_then(|end| actor_behind(text, Span::new(start, end), kind.is_some()));
    let several = body.is_none_or(|body| !body.joined || slice(text, body.span).contains("\n\n"));
    let (mut body, mut rest) = (body, None);
    let mut actor = None;
    if let Some((found, before)) = of_paragraph {
        if let (Some(body), Some(end)) = (&mut body, paragraph) {
            rest = Some(Span::new(end, body.span.end())).filter(|rest| !slice(text, *rest).trim().is_empty());
            body.span = body.span.ending(before);
        }
        actor = Some(found);
    } else if let Some((found, before)) =
        several.then(|| actor_behind(text, Span::new(start, end), kind.is_some())).flatten()
    {
        end = before;
        actor = Some(found);
    } else if let Some((found, behind)) = actor_before(text, Span::new(start, end)) {
        start = behind;
        actor = Some(found);
    }
    let mut value = dedent(text, Span::new(start, end));
    if let Some(body) = body {
        value.push_str(if body.joined { "\n" } else { "\n\n" });
        value.push_str(&dedent(text, body.span));
    }
    if let Some(rest) = rest {
        value.push_str("\n\n");
        value.push_str(&dedent(text, rest));
    }
    if let Some(mark) = unclosed
        && let Some(at) = value.find(mark)
    {
        value.replace_range(at..at + mark.len(), "");
    }
    let end = rest.map_or(body.map_or(end, |body| body.span.end()), Span::end);
    TimelineEntry {
        stamp,
        kind: kind.map(|(kind, _)| kind),
        text: Spanned::new(without_suppressions(value.trim()).into_owned(), Span::new(start, end)),
        actor,
        span,
    }
}

/// An entry's time in a line.
#[cfg(test)]
pub(super) fn shown(at: crate::incident::model::EntryTime) -> String {
    use crate::incident::model::EntryTime;
    match at {
        EntryTime::Exact(at) => at.format("%F %T%:z").to_string(),
        EntryTime::Unzoned(at) => at.format("%F %T").to_string(),
        EntryTime::Day(day) => day.to_string(),
        EntryTime::Clock(time) => time.format("%T").to_string(),
    }
}

#[cfg(test)]
#[path = "entries_tests.rs"]
mod tests;
