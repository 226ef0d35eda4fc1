//! The default theme's scripts and stylesheet as readers load them: without comments and indentation, which only those
//! need who read the source (`recount theme eject`). Files of a user's theme are published as they are written.

/// True for the files that are published so.
pub(super) fn is_lean(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|kind| kind == "js" || kind == "css")
}

/// `source` without indentation, empty lines, and comments that stand on lines of their own.
///
/// Lines are judged alone, so no text or template literal may go over several lines; a test holds the theme to it.
pub(super) fn lean(source: &str) -> String {
    let mut lean = String::with_capacity(source.len());
    let mut in_comment = false;
    for line in source.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if in_comment || begins {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

#[cfg(test)]
mod tests {
    use super::super::theme;
    use super::*;

    #[test]
    fn comments_of_their_own_lines_and_indentation_go_and_code_stays() {
        let source = "/* What it is,\n * in two lines. */\n(() => {\n\n  // Why.\n  call('//', \"/* no */\"); // behind\n})();\n";
        assert_eq!(lean(source), "(() => {\ncall('//', \"/* no */\"); // behind\n})();\n");
    }

    #[test]
    fn no_default_script_or_style_has_a_literal_over_several_lines_or_code_behind_a_comment() {
        for (name, bytes) in theme::default_files().filter(|(name, _)| is_lean(name)) {
            for line in String::from_utf8(bytes).unwrap().lines() {
                assert_eq!(line.matches('`').count() % 2, 0, "{name}: {line}");
                assert!(!line.ends_with('\\'), "{name}: {line}");
                let comment = line.trim_start().starts_with("/*") || line.trim_start().starts_with("* ");
                assert!(!comment || !line.contains("*/") || line.ends_with("*/"), "{name}: {line}");
            }
        }
    }

    #[test]
    fn the_stylesheet_stays_under_30_kilobytes() {
        let (_, style) = theme::default_files().find(|(name, _)| name == "style.css").unwrap();
        let bytes = lean(&String::from_utf8(style).unwrap()).len();
        assert!(bytes < 30_000, "{bytes}");
    }

    #[test]
    fn all_scripts_together_stay_under_25_kilobytes() {
        let scripts = theme::default_files().filter(|(name, _)| is_lean(name) && name != "style.css");
        let bytes: usize = scripts.map(|(_, bytes)| lean(&String::from_utf8(bytes).unwrap()).len()).sum();
        assert!(bytes < 25_000, "{bytes}");
    }
}
