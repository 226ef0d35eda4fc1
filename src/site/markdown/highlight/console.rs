//! A session at a shell: lines after a prompt are commands, the others are what was answered, and stay plain.

use super::languages::SHELL;
use super::marks::{Kind, Marks};
use super::scan;

/// Longer text before `$` is no prompt.
const LONGEST_PROMPT: usize = 80;

/// True when what is called a script begins with a prompt.
pub fn is_session(code: &str) -> bool {
    code.starts_with("$ ")
}

/// Marks the commands of a session.
pub fn mark(marks: &mut Marks<'_>) {
    let mut start = 0;
    let mut goes_on = false;
    for line in marks.code().split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let prompt = prompt(line);
        if prompt > 0 {
            marks.add(start, start + prompt - 1, Kind::Comment);
        }
        // `# what this is for` is written between commands; what a root types comes after its prompt.
        if prompt > 0 || goes_on || line.starts_with('#') {
            scan::mark(marks, start + prompt..end, &SHELL);
            goes_on = line.trim_end().ends_with('\\');
        }
        start += line.len();
    }
}

/// How long the prompt of a line is, with its blank; 0 for none.
fn prompt(line: &str) -> usize {
    if line.starts_with("$ ") || line.starts_with("% ") || line.starts_with("> ") {
        return 2;
    }
    let bytes = line.as_bytes();
    let start = &bytes[..bytes.len().min(LONGEST_PROMPT)];
    let Some(end) = start.windows(2).position(|two| matches!(two, b"$ " | b"# " | b"% ")) else { return 0 };
    // `user@host:~$ `, `[user@host dir]# `, `bash-5.2$ `.
    let before = &start[..end];
    let named = before.contains(&b'@') && before.split(|byte| *byte == b' ').count() <= 2;
    let bare = before.starts_with(b"bash-") || before.starts_with(b"sh-");
    if named || bare { end + 2 } else { 0 }
}
