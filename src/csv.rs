//! Comma-separated values (RFC 4180) that a spreadsheet takes for data, never for a formula (OWASP, "CSV Injection").

/// A file of rows, each as long as the first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Csv {
    text: String,
}

impl Csv {
    /// A file with its line of headings.
    #[must_use]
    pub fn new(headings: &[&str]) -> Self {
        let mut csv = Self::default();
        csv.row(headings.iter().copied());
        csv
    }

    /// Appends a row. An empty cell is one that is not recorded.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.text.push(',');
            }
            push_cell(&mut self.text, cell.as_ref());
        }
        self.text.push_str("\r\n");
    }

    /// The text of the file.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The bytes of the file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// Quotes where it must, and puts an apostrophe before what would be a formula.
fn push_cell(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) && !is_number(cell);
    let quoted = cell.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}

/// True for a number in plain digits: `-1.5` is one, `-1+1` and `+inf` are none.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cell(text: &str) -> String {
        let mut out = String::new();
        push_cell(&mut out, text);
        out
    }

    /// What a reader of RFC 4180 makes of one cell.
    fn read(cell: &str) -> String {
        let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inner.map_or_else(|| cell.to_owned(), |inner| inner.replace("\"\"", "\""))
    }

    #[test]
    fn commas_quotes_and_line_breaks_are_quoted() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }

    #[test]
    fn a_cell_that_begins_like_a_formula_gets_an_apostrophe_unless_it_is_a_number() {
        let cells = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "=\"a\",b", "-1", "+1.5", "-1.", "-inf", "2-1"].map(cell);
        assert_eq!(
            cells,
            ["'=1+1", "'+1+1", "'-2+3", "'@SUM(A1)", "\"'=\"\"a\"\",b\"", "-1", "+1.5", "'-1.", "'-inf", "2-1"]
        );
    }

    #[test]
    fn lines_end_as_the_standard_asks() {
        let mut csv = Csv::new(&["a", "b"]);
        csv.row(["1", ""]);
        assert_eq!(String::from_utf8(csv.into_bytes()).unwrap(), "a,b\r\n1,\r\n");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_again_and_is_no_formula(text in any::<String>()) {
            let back = read(&cell(&text));
            prop_assert_eq!(back.strip_prefix('\'').unwrap_or(&back), text.strip_prefix('\'').unwrap_or(&text));
            prop_assert!(is_number(&back) || !back.starts_with(['=', '+', '-', '@']));
        }
    }
}
