//! The difference of two texts as a unified diff that `git apply` takes, byte for byte.
//! Pure; where it is printed is the command's business.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

/// Lines shown around what changed.
const AROUND: usize = 3;

/// The diff of the file `path`; empty where nothing changed. Lines end with `\n` alone, so `\r` is part of a line.
#[must_use]
pub fn unified_diff(path: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let hunks = group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), AROUND);
    let mut out = String::new();
    for ops in hunks.iter().filter(|ops| ops.iter().any(|op| op.tag() != DiffTag::Equal)) {
        if out.is_empty() {
            out.push_str(&format!("--- {}\n+++ {}\n", name("a", path), name("b", path)));
        }
        hunk(&mut out, ops, &old, &new);
    }
    out
}

fn hunk(out: &mut String, ops: &[DiffOp], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return };
    let of = |start: usize, end: usize| {
        // An empty range is named by the line before it.
        let from = if start == end { start } else { start + 1 };
        if end - start == 1 { from.to_string() } else { format!("{from},{}", end - start) }
    };
    let was = of(first.old_range().start, last.old_range().end);
    let is = of(first.new_range().start, last.new_range().end);
    out.push_str(&format!("@@ -{was} +{is} @@\n"));
    for op in ops {
        if op.tag() == DiffTag::Equal {
            lines(out, ' ', old.get(op.old_range()));
        } else {
            lines(out, '-', old.get(op.old_range()));
            lines(out, '+', new.get(op.new_range()));
        }
    }
}

fn lines(out: &mut String, sign: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// The name of a file as Git writes it: quoted where a reader could not tell its end.
fn name(side: &str, path: &str) -> String {
    if path.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        let mut quoted = format!("\"{side}/");
        for c in path.chars() {
            match c {
                '"' | '\\' => quoted.extend(['\\', c]),
                c if c.is_control() => {
                    quoted.extend(c.to_string().bytes().map(|byte| format!("\\{byte:03o}")));
                }
                c => quoted.push(c),
            }
        }
        return quoted + "\"";
    }
    let end = if path.contains(' ') { "\t" } else { "" };
    format!("{side}/{path}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_stand_in_hunks_with_three_lines_around() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n";
        let after = before.replace("5\n", "five\n").replace("13\n", "13\n14");
        insta::assert_snapshot!(unified_diff("a.md", before, &after), @r"
        --- a/a.md
        +++ b/a.md
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8
        @@ -11,3 +11,4 @@
         11
         12
         13
        +14
        \ No newline at end of file
        ");
    }

    #[test]
    fn line_breaks_and_missing_ones_are_part_of_the_line() {
        assert_eq!(
            unified_diff("a b.md", "x\r\ny\r", "x\r\nz\r"),
            "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1,2 +1,2 @@\n x\r\n-y\r\n\\ No newline at end of file\n+z\r\n\\ No newline at end of file\n"
        );
        assert_eq!(unified_diff("a.md", "", "x\n"), "--- a/a.md\n+++ b/a.md\n@@ -0,0 +1 @@\n+x\n");
        assert_eq!(unified_diff("a.md", "x\n", "x\n"), "");
        assert_eq!(name("a", "\"é\n"), "\"a/\\\"é\\012\"");
    }
}
