//! What a page gets while it is served, and the page in the place of one that cannot be made. Published pages have none
//! of it.

use crate::site::html::Html;

/// The files under which a page finds it: path below the root, bytes.
pub const ASSETS: [(&str, &[u8]); 2] = [
    ("__recount/served.js", include_bytes!("assets/served.js")),
    ("__recount/served.css", include_bytes!("assets/served.css")),
];

/// The page with the script before its end that reloads it when its version is another.
pub fn with_script(html: &[u8], path: &str, version: u64) -> Vec<u8> {
    let tag = format!(
        "<script src=\"/__recount/served.js\" data-page=\"{}\" data-version=\"{version:016x}\"></script>\n",
        Html::text(path).as_str()
    );
    let end = b"</body>";
    let at = html.windows(end.len()).rposition(|window| window == end).unwrap_or(html.len());
    [&html[..at], tag.as_bytes(), &html[at..]].concat()
}

/// The page that says why there is no other.
pub fn broken(message: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>This page cannot be shown</title>\n</head>\n\
         <body>\n<h1>This page cannot be shown</h1>\n<pre>{}</pre>\n\
         <p>It comes back by itself once this is put right.</p>\n</body>\n</html>\n",
        Html::text(message).as_str()
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_before_the_end_of_the_page_and_knows_its_address() {
        let page = with_script(b"<body>x</body></html>", "a\"b/index.html", 10);
        insta::assert_snapshot!(String::from_utf8(page).expect("utf-8"), @r#"
        <body>x<script src="/__recount/served.js" data-page="a&quot;b/index.html" data-version="000000000000000a"></script>
        </body></html>
        "#);
    }

    #[test]
    fn a_message_is_no_markup() {
        let page = String::from_utf8(broken("in <script>alert(1)</script>")).expect("utf-8");
        assert!(page.contains("<pre>in &lt;script&gt;alert(1)&lt;/script&gt;</pre>"), "{page}");
    }
}
