//! What is said after an import: what became of each message, and what was removed or decided.

use anstream::eprintln;

use super::super::{ERROR, WARNING};
use crate::chat::{Merged, Tally};
use crate::lint::report::neutral;
use crate::lint::wording::count;

/// Writes it to stderr. `from` names the chat, `path` the incident's file; `shown` where nothing was written.
pub fn tell(tally: &Tally, merged: &Merged, from: &str, path: &str, shown: bool, quiet: bool) {
    for loss in tally.losses.iter().filter(|loss| loss.fails || !quiet) {
        let (place, what) = (neutral::line(&loss.place), neutral::line(&loss.what));
        if loss.fails {
            eprintln!("{}error{}: {place}: {what}", ERROR.render(), ERROR.render_reset());
        } else {
            eprintln!("{place}: {what}");
        }
    }
    for place in &merged.left {
        eprintln!(
            "{}warning{}: {place}: its message was edited and so was its entry: the entry is left as it is",
            WARNING.render(),
            WARNING.render_reset()
        );
    }
    if quiet {
        return;
    }
    eprintln!("{}", summary(tally, merged, &neutral::line(from)));
    if let Some(remark) = merged.remark {
        eprintln!("{}: {remark}.", neutral::line(path));
    }
    let path = neutral::line(path);
    let done = match (merged.added, merged.updated) {
        (0, 0) => "Nothing new".to_owned(),
        (added, 0) => format!("{} {}", if shown { "Would add" } else { "Added" }, entries(added)),
        (0, updated) => format!("{} {}", if shown { "Would update" } else { "Updated" }, entries(updated)),
        (added, updated) => {
            let verb = if shown { "Would add" } else { "Added" };
            format!("{verb} {} and {} {}", entries(added), if shown { "update" } else { "updated" }, entries(updated))
        }
    };
    let place = if merged.is_unchanged() { "for" } else { "in" };
    eprintln!("{done} {place} {path}.");
}

fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

/// `41 messages read in #inc: 21 taken, 2 already there; left out: 9 without a prefix, 3 by bots.`
fn summary(tally: &Tally, merged: &Merged, from: &str) -> String {
    let mut taken = vec![format!("{} taken", merged.added)];
    for (number, what) in
        [(merged.updated, "edited"), (merged.present, "already there"), (merged.by_hand, "changed by hand")]
    {
        if number > 0 {
            taken.push(format!("{number} {what}"));
        }
    }
    let left: Vec<String> =
        tally.left_out.iter().map(|(why, number)| format!("{number} {}", why.name(*number))).collect();
    let left = if left.is_empty() { String::new() } else { format!("; left out: {}", left.join(", ")) };
    format!("{} read in {from}: {}{left}.", count(tally.read, "message"), taken.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::LeftOut;

    #[test]
    fn every_message_is_accounted_for() {
        let mut tally = Tally { read: 6, ..Tally::default() };
        for why in [LeftOut::NotANote, LeftOut::Notice, LeftOut::Notice] {
            tally.leave_out(why);
        }
        let merged = Merged { added: 1, present: 1, by_hand: 1, ..Merged::default() };
        assert_eq!(
            summary(&tally, &merged, "#inc"),
            "6 messages read in #inc: 1 taken, 1 already there, 1 changed by hand; \
             left out: 1 without a prefix, 2 notices."
        );
        assert_eq!(summary(&Tally::default(), &Merged::default(), "-"), "0 messages read in -: 0 taken.");
    }
}
