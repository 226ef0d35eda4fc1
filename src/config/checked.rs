//! Values that several tables have and that must be of a kind: a path below the configuration, an address.

use super::table::Reader;
use crate::text::Span;

/// A path that stays under the configuration's folder.
pub(super) fn inside(reader: &mut Reader, (path, span): (String, Span)) -> Option<String> {
    let outside = path.starts_with(['/', '\\'])
        || path.contains(':')
        || path.split(['/', '\\']).any(|part| part == "..")
        || path.is_empty();
    if outside {
        reader.mistake(span, "a path here is relative and stays in this folder: no `..`, not absolute");
        return None;
    }
    Some(path.trim_end_matches('/').to_owned())
}

/// An absolute http address, without the slash at its end.
pub(super) fn address(reader: &mut Reader, (url, span): (String, Span)) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(['"', '<', '>', '\\', ' '])) {
        reader.mistake(span, "an address begins with `https://` (or `http://`)");
        return None;
    }
    Some(url.trim_end_matches('/').to_owned())
}

pub(super) fn commit_url(reader: &mut Reader, (url, span): (String, Span)) -> Option<String> {
    if !url.contains("{commit}") {
        reader.mistake(span, "`commit-url` has `{commit}` where the id of the commit stands");
        return None;
    }
    address(reader, (url, span))
}
