//! `[site.colours]`: the colours of the theme that an archive changes, checked so that every text stays readable.
//! Names and defaults are those of the variables at the top of the theme's `style.css`.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::table::{self, Reader, Table};
use crate::nearest::{nearest, quoted};
use crate::text::Span;

/// A colour in the light and in the dark scheme, `#rrggbb` in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shades {
    /// On a light ground.
    pub light: String,
    /// On a dark ground.
    pub dark: String,
}

/// Name, light and dark of every colour of the default theme.
pub const DEFAULT_COLOURS: [(&str, &str, &str); 22] = [
    ("background", "#ffffff", "#14171c"),
    ("surface", "#f6f7f9", "#1c2027"),
    ("border", "#d5d9e0", "#333a45"),
    ("text", "#1a1d23", "#e6e9ee"),
    ("muted", "#545c69", "#a3acb9"),
    ("link", "#0b57c2", "#8ab8ff"),
    ("control", "#767f8d", "#7b8594"),
    ("sev1", "#8f1118", "#ffb4b0"),
    ("sev1-back", "#fdecec", "#4a1519"),
    ("sev1-solid", "#b3151e", "#f0625d"),
    ("sev2", "#853900", "#ffc08a"),
    ("sev2-back", "#fdf0e1", "#44240a"),
    ("sev2-solid", "#b35300", "#e8873a"),
    ("sev3", "#665000", "#f0d76a"),
    ("sev3-back", "#faf3cf", "#3a3005"),
    ("sev3-solid", "#8a6d00", "#c9a91f"),
    ("sev4", "#0b4f8a", "#a5d1ff"),
    ("sev4-back", "#e6f1fb", "#0f3050"),
    ("sev4-solid", "#1468b3", "#4f9fe8"),
    ("good", "#0f5a2c", "#9be3b4"),
    ("good-back", "#e4f5ea", "#10361f"),
    ("good-solid", "#1b7f42", "#3fae69"),
];

/// Text, what it stands on, and the least contrast: 4.5 for text, 3 for what is not text (WCAG 2.2, 1.4.3 and 1.4.11).
const PAIRS: [(&str, &str, f64); 12] = [
    ("text", "background", 4.5),
    ("text", "surface", 4.5),
    ("muted", "background", 4.5),
    ("muted", "surface", 4.5),
    ("link", "background", 4.5),
    ("link", "surface", 4.5),
    ("control", "background", 3.0),
    ("sev1", "sev1-back", 4.5),
    ("sev2", "sev2-back", 4.5),
    ("sev3", "sev3-back", 4.5),
    ("sev4", "sev4-back", 4.5),
    ("good", "good-back", 4.5),
];

/// `[site.colours]`, by name of the variable; those that are not named keep the theme's.
pub(super) fn colours(reader: &mut Reader, table: Table<'_>) -> BTreeMap<String, Shades> {
    let names = DEFAULT_COLOURS.map(|(name, ..)| name);
    let mut chosen = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (name, span, value) in table.entries() {
        if !names.contains(&name.as_str()) {
            let hint = nearest(&name, &names)
                .map_or_else(|| format!("these are: {}", quoted(&names)), |near| format!("did you mean `{near}`?"));
            reader.mistake(span, format!("`{name}` is no colour of the theme; {hint}"));
        } else if let Some(shades) = shades(reader, &name, value) {
            places.insert(name.clone(), Span::from(value.span()));
            chosen.insert(name, shades);
        }
    }
    check_contrasts(reader, &chosen, &places);
    chosen
}

/// `"#7a1fa2"` for both schemes, or `{ light = "#7a1fa2", dark = "#d9a6f2" }`.
fn shades(reader: &mut Reader, name: &str, value: &toml::Spanned<DeValue<'_>>) -> Option<Shades> {
    let Some(mut table) = Table::of(&format!("site.colours.{name}"), value) else {
        let written = table::text(reader, name, value)?;
        let both = hex(reader, written)?;
        return Some(Shades { light: both.clone(), dark: both });
    };
    let place = table.span;
    let (light, dark) = (table.text(reader, "light"), table.text(reader, "dark"));
    table.finish(reader);
    let (Some(light), Some(dark)) = (light, dark) else {
        reader.mistake(place, format!("`{name}` is `{{ light = \"#7a1fa2\", dark = \"#d9a6f2\" }}`, or one colour"));
        return None;
    };
    let (light, dark) = (hex(reader, light), hex(reader, dark));
    Some(Shades { light: light?, dark: dark? })
}

/// A colour as `#rrggbb`, from that or from `#rgb`.
fn hex(reader: &mut Reader, (written, span): (String, Span)) -> Option<String> {
    let digits = written.strip_prefix('#').filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    match digits.map(str::to_ascii_lowercase) {
        Some(digits) if digits.len() == 6 => Some(format!("#{digits}")),
        Some(digits) if digits.len() == 3 => {
            Some(format!("#{}", digits.chars().flat_map(|c| [c, c]).collect::<String>()))
        }
        _ => {
            reader.mistake(span, format!("`{written}` is not a colour; write `#7a1fa2`"));
            None
        }
    }
}

/// A colour that makes text unreadable is a mistake where it stands.
fn check_contrasts(reader: &mut Reader, chosen: &BTreeMap<String, Shades>, places: &BTreeMap<String, Span>) {
    for (text, back, least) in PAIRS {
        let Some(place) = places.get(text).or_else(|| places.get(back)) else { continue };
        for is_dark in [false, true] {
            let (front, ground) = (shade(chosen, text, is_dark), shade(chosen, back, is_dark));
            let found = contrast(&front, &ground);
            if found < least {
                let scheme = if is_dark { "dark" } else { "light" };
                reader.mistake(
                    *place,
                    format!(
                        "`{text}` ({front}) on `{back}` ({ground}) has a contrast of {found:.1} in the {scheme} scheme; \
                         readers need {least} or more"
                    ),
                );
            }
        }
    }
}

fn shade(chosen: &BTreeMap<String, Shades>, name: &str, is_dark: bool) -> String {
    let default = || DEFAULT_COLOURS.iter().find(|(known, ..)| *known == name);
    match (chosen.get(name), is_dark) {
        (Some(shades), true) => shades.dark.clone(),
        (Some(shades), false) => shades.light.clone(),
        (None, true) => default().map_or_else(String::new, |(_, _, dark)| (*dark).to_owned()),
        (None, false) => default().map_or_else(String::new, |(_, light, _)| (*light).to_owned()),
    }
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of `#rrggbb`, from 0 to 1.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[cfg(test)]
mod tests {
    use crate::config::parse;

    fn message(toml: &str) -> String {
        parse("recount.toml", toml).expect_err("a mistake").to_string()
    }

    #[test]
    fn a_colour_is_one_for_both_schemes_or_one_for_each() {
        let toml = "[site.colours]\nlink = { light = \"#7A1FA2\", dark = \"#d9a6f2\" }\nborder = \"#abc\"\n";
        let colours = parse("recount.toml", toml).expect("no mistake").site.colours;
        assert_eq!(colours["link"].light, "#7a1fa2");
        assert_eq!((colours["border"].light.as_str(), colours["border"].dark.as_str()), ("#aabbcc", "#aabbcc"));
    }

    #[test]
    fn what_is_no_colour_or_no_name_of_one_is_said_where_it_stands() {
        let text = message("[site.colours]\nlinc = \"#000000\"\nmuted = \"grey; } body { display: none\"\n");
        assert!(text.contains("recount.toml:2:1: `linc` is no colour of the theme; did you mean `link`?"), "{text}");
        assert!(text.contains("recount.toml:3:9: ") && text.contains("is not a colour; write `#7a1fa2`"), "{text}");
    }

    #[test]
    fn a_text_that_cannot_be_read_on_its_ground_is_a_mistake_with_the_figure() {
        let text = message("[site.colours]\nlink = { light = \"#aaaaaa\", dark = \"#8ab8ff\" }\n");
        assert!(text.contains("`link` (#aaaaaa) on `background` (#ffffff) has a contrast of 2.3"), "{text}");
    }
}
