//! Alerts as forges write them: `> [!NOTE]` and its like.

use pulldown_cmark::BlockQuoteKind;

/// What an alert opens with on the page: its kind is a word too, never colour alone.
pub fn opening(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "<div class=\"alert note-alert\" role=\"note\">\n<p class=\"alert-title\">Note</p>\n",
        BlockQuoteKind::Tip => "<div class=\"alert tip-alert\" role=\"note\">\n<p class=\"alert-title\">Tip</p>\n",
        BlockQuoteKind::Important => {
            "<div class=\"alert important-alert\" role=\"note\">\n<p class=\"alert-title\">Important</p>\n"
        }
        BlockQuoteKind::Warning => {
            "<div class=\"alert warning-alert\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n"
        }
        BlockQuoteKind::Caution => {
            "<div class=\"alert caution-alert\" role=\"note\">\n<p class=\"alert-title\">Caution</p>\n"
        }
    }
}
