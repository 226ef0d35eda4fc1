//! The form of a card: where what stands, in which size, and how much of a text there is room for.

use super::fit;
use crate::site::pages::picture::SIZE;
use crate::xml;

/// Left and right of what is drawn.
const MARGIN: u32 = 56;
/// Width of a line.
const ROOM: u32 = SIZE.0 - 2 * MARGIN;
/// Sizes of the title with the most lines each may take: the largest that holds all of it is taken.
const TITLES: [(u32, usize); 3] = [(72, 2), (60, 3), (52, 4)];
/// The first title line's top.
const TITLE_TOP: u32 = 148;
/// Size of the lines below the title.
const LINE: u32 = 32;
const MUTED: &str = "#545c69";
/// Characters of a text, so that no card is larger than 3 kB whatever it says.
const MOST: Most = Most { title: 128, line: 56, site: 48, short: 24 };

struct Most {
    title: usize,
    line: usize,
    site: usize,
    short: usize,
}

/// What a card says.
#[derive(Debug)]
pub struct Drawing<'a> {
    /// Colour of the edge and of the badge.
    pub colour: &'a str,
    /// Above the title: an id, or what kind of thing it is.
    pub label: &'a str,
    /// A word on a field of the card's colour.
    pub badge: Option<&'a str>,
    /// The largest text.
    pub title: &'a str,
    /// Two lines below it; none where they are empty.
    pub lines: [&'a str; 2],
    /// At the foot.
    pub site: &'a str,
}

/// A longer text for the lines of a card.
#[must_use]
pub fn in_lines(text: &str) -> [String; 2] {
    let mut lines = fit::wrapped(&fit::first(text, 2 * MOST.line), LINE, ROOM, 2).0.into_iter();
    [lines.next().unwrap_or_default(), lines.next().unwrap_or_default()]
}

/// The card as an SVG.
#[must_use]
pub fn draw(card: &Drawing<'_>) -> String {
    let (width, height) = SIZE;
    let mut out = String::with_capacity(1600);
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"Helvetica,Arial,sans-serif\" fill=\"#1a1d23\">\n\
         <path fill=\"#fff\" d=\"M0 0h{width}v{height}H0z\"/>\n<path fill=\"{}\" d=\"M0 0h{width}v16H0z\"/>\n",
        card.colour
    ));
    let badge = card.badge.map(|badge| fit::cut(&fit::first(badge, MOST.short), 32, 400));
    let badge_width = badge.as_ref().map_or(0, |badge| fit::width(badge, 32) + 48);
    let label = fit::cut(&fit::first(card.label, MOST.short), 40, ROOM - badge_width - 24);
    text(&mut out, 110, &format!("font-size=\"40\" font-weight=\"700\" fill=\"{MUTED}\""), &label);
    if let Some(badge) = badge {
        let left = width - MARGIN - badge_width;
        out.push_str(&format!(
            "<rect x=\"{left}\" y=\"68\" width=\"{badge_width}\" height=\"56\" rx=\"28\" fill=\"{}\"/>\n\
             <text x=\"{}\" y=\"107\" font-size=\"32\" font-weight=\"700\" fill=\"#fff\" text-anchor=\"middle\">",
            card.colour,
            left + badge_width / 2
        ));
        end(&mut out, &badge);
    }
    title(&mut out, &fit::first(card.title, MOST.title));
    for (line, baseline) in card.lines.iter().zip([474, 522]) {
        let line = fit::cut(&fit::first(line, MOST.line), LINE, ROOM);
        text(&mut out, baseline, &format!("font-size=\"{LINE}\""), &line);
    }
    out.push_str(&format!("<path fill=\"#d5d9e0\" d=\"M{MARGIN} 550h{ROOM}v2H{MARGIN}z\"/>\n"));
    let site = fit::cut(&fit::first(card.site, MOST.site), 28, ROOM);
    text(&mut out, 596, &format!("font-size=\"28\" fill=\"{MUTED}\""), &site);
    out.push_str("</svg>\n");
    out
}

fn title(out: &mut String, title: &str) {
    let mut fitted = (0, Vec::new());
    for (size, most) in TITLES {
        let (lines, whole) = fit::wrapped(title, size, ROOM, most);
        fitted = (size, lines);
        if whole {
            break;
        }
    }
    let (size, lines) = fitted;
    out.push_str(&format!("<g font-size=\"{size}\" font-weight=\"700\">\n"));
    let mut baseline = TITLE_TOP + size;
    for line in lines {
        text(out, baseline, "", &line);
        baseline += size * 118 / 100;
    }
    out.push_str("</g>\n");
}

/// A line from the left margin; nothing where it says nothing.
fn text(out: &mut String, baseline: u32, look: &str, text: &str) {
    if !text.is_empty() {
        let gap = if look.is_empty() { "" } else { " " };
        out.push_str(&format!("<text x=\"{MARGIN}\" y=\"{baseline}\"{gap}{look}>"));
        end(out, text);
    }
}

fn end(out: &mut String, text: &str) {
    xml::push_escaped(out, text);
    out.push_str("</text>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Drawing<'_> = Drawing {
        colour: "#b35300",
        label: "INC-2026-014",
        badge: Some("SEV2"),
        title: "Elevated <b>500s</b> from the API & \"friends\"",
        lines: ["2026-03-04 · 1 h 50 min", "api, message-queue"],
        site: "Incident reviews",
    };

    #[test]
    fn a_card_is_text_and_shapes() {
        insta::assert_snapshot!(draw(&CARD), @r##"
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630" font-family="Helvetica,Arial,sans-serif" fill="#1a1d23">
        <path fill="#fff" d="M0 0h1200v630H0z"/>
        <path fill="#b35300" d="M0 0h1200v16H0z"/>
        <text x="56" y="110" font-size="40" font-weight="700" fill="#545c69">INC-2026-014</text>
        <rect x="992" y="68" width="152" height="56" rx="28" fill="#b35300"/>
        <text x="1068" y="107" font-size="32" font-weight="700" fill="#fff" text-anchor="middle">SEV2</text>
        <g font-size="60" font-weight="700">
        <text x="56" y="208">Elevated &lt;b&gt;500s&lt;/b&gt; from</text>
        <text x="56" y="278">the API &amp; &quot;friends&quot;</text>
        </g>
        <text x="56" y="474" font-size="32">2026-03-04 · 1 h 50 min</text>
        <text x="56" y="522" font-size="32">api, message-queue</text>
        <path fill="#d5d9e0" d="M56 550h1088v2H56z"/>
        <text x="56" y="596" font-size="28" fill="#545c69">Incident reviews</text>
        </svg>
        "##);
    }

    #[test]
    fn the_largest_size_that_holds_all_of_a_title_is_taken() {
        let size = |title: &str| {
            let card = draw(&Drawing { title, ..CARD });
            let (_, rest) = card.split_once("<g font-size=\"").unwrap();
            (rest.get(..2).unwrap().to_owned(), rest.split("</g>").next().unwrap().matches("<text").count())
        };
        assert_eq!(size("Queue full"), ("72".to_owned(), 1));
        assert_eq!(size(&"Queue full ".repeat(7)), ("60".to_owned(), 3));
        assert_eq!(size(&"Queue full ".repeat(30)), ("52".to_owned(), 4));
    }

    fn small_and_sound(card: &str) {
        assert!(card.len() < 3000, "{} bytes: {card}", card.len());
        let tree = roxmltree::Document::parse(card).unwrap();
        for node in tree.descendants().filter(roxmltree::Node::is_element) {
            assert!(matches!(node.tag_name().name(), "svg" | "g" | "path" | "rect" | "text"), "{card}");
            let number = |name: &str| node.attribute(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(0);
            assert!(number("x") + number("width") <= SIZE.0 && number("y") <= SIZE.1 - 24, "{card}");
        }
    }

    #[test]
    fn whatever_a_card_says_it_is_smaller_than_3_kb() {
        for c in ["'", "\"", "&", "<", "i", "\u{10ffff}", "\u{20000}", "\u{301}", "'\u{e0101}", "𝓦 ", "i "] {
            let long = c.repeat(4000);
            let card =
                Drawing { label: &long, badge: Some(&long), title: &long, lines: [&long; 2], site: &long, ..CARD };
            small_and_sound(&draw(&card));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_small_and_sound_card(
            label in "(?s).{0,60}", badge in "(?s).{0,60}", title in "(?s).{0,300}", line in "(?s).{0,200}"
        ) {
            let lines = [line.as_str(), title.as_str()];
            let card = Drawing { label: &label, badge: Some(&badge), title: &title, lines, site: &line, ..CARD };
            small_and_sound(&draw(&card));
        }
    }
}
