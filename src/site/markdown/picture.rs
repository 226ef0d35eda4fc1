//! A picture in running text: shown where its file is copied into the site, else linked or named.

use crate::site::html::push_escaped;
use crate::site::links::Picture;

/// Writes a picture whose words are `alt`; in a link, another site's picture is its words alone.
pub fn push_picture(out: &mut String, picture: &Picture, alt: &str, in_link: bool) {
    let words = if alt.trim().is_empty() { "Picture" } else { alt };
    match picture {
        Picture::Local { src, size } => {
            out.push_str("<img src=\"");
            push_escaped(out, src);
            out.push_str("\" alt=\"");
            push_escaped(out, alt);
            out.push('"');
            if let Some((width, height)) = size {
                out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
            }
            out.push_str(" loading=\"lazy\" decoding=\"async\">");
        }
        Picture::Elsewhere { .. } if in_link => push_escaped(out, words),
        Picture::Elsewhere { href } => {
            out.push_str("<a href=\"");
            push_escaped(out, href);
            out.push_str("\" rel=\"noopener noreferrer\">");
            push_escaped(out, words);
            out.push_str(" (picture on another site)</a>");
        }
        Picture::Missing => {
            out.push_str("<span class=\"absent\">");
            push_escaped(out, words);
            out.push_str(" (picture not available)</span>");
        }
    }
}
