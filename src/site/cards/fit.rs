//! How wide a text is, without its font: a bound from above. Whoever shows a card chooses the font, so every character
//! counts as wide as in the widest of the common ones (Verdana, bold); in others lines are shorter.

/// What stands for what was cut off.
const ELLIPSIS: char = '…';
/// What does not begin a line where words are not spaced.
const NOT_FIRST: &str = "。、，．）」』】〉》！？：；ーゃゅょっャュョッ・";
/// What does not end one.
const NOT_LAST: &str = "（「『【〈《";

/// Width of a text of `size` pixels, in whole pixels, rounded up.
#[must_use]
pub fn width(text: &str, size: u32) -> u32 {
    (ems(text) * size).div_ceil(100)
}

/// The first characters of a text, `most` at most; the last one says that some were left out.
#[must_use]
pub fn first(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let mut first: String = text.chars().take(most.saturating_sub(1)).collect();
    first.truncate(first.trim_end().len());
    first.push(ELLIPSIS);
    first
}

/// The text on one line of `room` pixels, its end left out where it is longer.
#[must_use]
pub fn cut(text: &str, size: u32, room: u32) -> String {
    wrapped(text, size, room, 1).0.pop().unwrap_or_default()
}

/// The text on lines of `room` pixels, `most` at most, and whether these hold all of it. Lines break at spaces, beside
/// characters of scripts that have none, and anywhere in a word that is longer than a line.
#[must_use]
pub fn wrapped(text: &str, size: u32, room: u32, most: usize) -> (Vec<String>, bool) {
    let room = room * 100 / size.max(1);
    let mut lines = Lines { done: Vec::new(), line: String::new(), used: 0 };
    for (is_word, piece) in pieces(text) {
        let wide = ems(piece);
        let gap = if is_word && !lines.line.is_empty() { em(' ') } else { 0 };
        if lines.used + gap + wide <= room {
            lines.line.push_str(if gap > 0 { " " } else { "" });
            lines.line.push_str(piece);
            lines.used += gap + wide;
            continue;
        }
        lines.end();
        for c in piece.chars() {
            if lines.used + em(c) > room {
                lines.end();
            }
            lines.line.push(c);
            lines.used += em(c);
        }
    }
    lines.end();
    let mut lines = lines.done;
    let whole = lines.len() <= most;
    if !whole {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && ems(last) + em(ELLIPSIS) > room {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push(ELLIPSIS);
        }
    }
    (lines, whole)
}

/// Lines as they fill.
struct Lines {
    done: Vec<String>,
    line: String,
    used: u32,
}

impl Lines {
    fn end(&mut self) {
        if !self.line.is_empty() {
            self.done.push(std::mem::take(&mut self.line));
        }
        self.used = 0;
    }
}

/// What is not broken unless it is longer than a line, each with whether a space stands before it.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        let (mut start, mut last) = (0, None);
        for (at, c) in word.char_indices() {
            if last.is_some_and(|last| may_break(last, c)) {
                pieces.push((start == 0, word.get(start..at).unwrap_or_default()));
                start = at;
            }
            last = Some(c);
        }
        pieces.push((start == 0, word.get(start..).unwrap_or_default()));
    }
    pieces
}

fn may_break(last: char, next: char) -> bool {
    (is_ideograph(last) || is_ideograph(next))
        && em(next) > 0
        && em(last) > 0
        && !NOT_FIRST.contains(next)
        && !NOT_LAST.contains(last)
}

/// Characters of the scripts that write without spaces in squares.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}

fn ems(text: &str) -> u32 {
    text.chars().map(em).sum()
}

/// Width of a character in hundredths of the font's size.
fn em(c: char) -> u32 {
    match c {
        ' ' | 'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '·' => 41,
        '!' | '(' | ')' | '[' | ']' | 'f' | 't' | 'r' | 'I' | '-' | '–' | '|' | '`' => 56,
        's' | 'c' | 'z' | 'J' | '"' | '?' => 62,
        'a' | 'e' | 'k' | 'v' | 'x' | 'y' => 69,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' | 'æ' | 'œ' | 'Æ' | 'Œ' | 'ĳ' | 'Ĳ' | 'ŉ' | 'ŵ' | 'Ŵ' => {
            120
        }
        'a'..='z' | '0'..='9' | '*' | '$' | '_' | '/' | '\\' | '{' | '}' => 73,
        'A'..='F' | 'K' | 'L' | 'P' | 'R'..='T' | 'V' | 'X'..='Z' => 84,
        ' '..='~' => 88,
        _ => beyond_ascii(c),
    }
}

fn beyond_ascii(c: char) -> u32 {
    match c {
        // Marks that stand on or under another character, joiners, and what only changes how others look.
        '\u{300}'..='\u{34f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' => 0,
        '\u{a0}'..='\u{17f}' if c.is_lowercase() => 80,
        '\u{a0}'..='\u{17f}' => 104,
        '\u{180}'..='\u{24f}' => 160,
        'α'..='ώ' | 'а'..='џ' if !"φψωώжшщюфыљњѓќ".contains(c) => 84,
        c if is_ideograph(c) || ('\u{ac00}'..='\u{d7a3}').contains(&c) => 104,
        // Arrows and pictures are the widest of what is left.
        _ => 145,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_breaks_at_spaces_and_says_where_it_goes_on() {
        let (lines, whole) = wrapped("Elevated 500s from the API", 72, 600, 3);
        assert_eq!((lines.join("|").as_str(), whole), ("Elevated|500s from|the API", true));
        let (lines, whole) = wrapped("Elevated 500s from the API", 72, 600, 2);
        assert_eq!((lines.join("|").as_str(), whole), ("Elevated|500s from…", false));
        assert_eq!(wrapped(" \n ", 72, 600, 2), (Vec::new(), true));
    }

    #[test]
    fn a_script_without_spaces_breaks_between_characters_but_not_before_a_full_stop() {
        assert_eq!(wrapped("消息队列已满。", 60, 6 * 63, 9).0, ["消息队列已", "满。"]);
        assert_eq!(wrapped("API は遅い", 60, 200, 9).0, ["API", "は遅い"]);
    }

    #[test]
    fn a_word_longer_than_a_line_breaks_anywhere() {
        assert_eq!(wrapped("a xxxxxxxxxx b", 100, 300, 9).0, ["a", "xxxx", "xxxx", "xx b"]);
    }

    #[test]
    fn one_line_ends_where_the_room_does() {
        assert_eq!(cut("payments, message-queue", 30, 230), "payments,…");
        assert_eq!(cut("payments", 30, 200), "payments");
        assert_eq!(first("payments", 5), "paym…");
        assert_eq!(first("payme", 5), "payme");
    }

    proptest::proptest! {
        #[test]
        fn no_line_of_any_text_is_wider_than_its_room(
            text in "[\\PC ]{0,120}", size in 20_u32..80, room in 140_u32..1200, most in 1_usize..5
        ) {
            let (lines, whole) = wrapped(&text, size, room, most);
            proptest::prop_assert!(lines.len() <= most);
            proptest::prop_assert!(lines.iter().all(|line| width(line, size) <= room + 1), "{:?}", lines);
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            if whole {
                proptest::prop_assert_eq!(bare(&lines.concat()), bare(&text));
            }
        }
    }
}
