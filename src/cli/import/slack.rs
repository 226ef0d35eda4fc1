//! `recount import slack EXPORT`: timeline entries from an incident's channel.

use std::path::PathBuf;

use chrono_tz::Tz;
use clap::Args;

use super::super::Surroundings;
use super::super::failure::Failure;
use super::export::{self, Export};
use super::target::{Target, TargetArgs};
use super::text::zone;
use crate::chat::Tally;
use crate::chat::slack::{self, Channel, Choice, Messages, Options, People};
use crate::lint::report::neutral;

/// How many channels are named where the wanted one is not there.
const NAMED: usize = 20;

/// Arguments of `recount import slack`.
#[derive(Debug, Args)]
pub struct SlackArgs {
    /// The export: its ZIP file, or the folder it unpacks to
    #[arg(value_name = "EXPORT")]
    export: PathBuf,
    /// Name or id of the channel; the incident's `channel` unless given
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,
    #[command(flatten)]
    target: TargetArgs,
    /// Take messages of bots too
    #[arg(long)]
    bots: bool,
    /// Zone of times that a message states without one (`TL 22:08 - …`); UTC unless given
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    zone: Option<Tz>,
}

/// Reads the channel and puts its notes into the incident's file.
pub fn run(args: &SlackArgs, here: &Surroundings) -> Result<u8, Failure> {
    let target = Target::find(&args.target, here)?;
    let named = target.incident()?.channel.as_ref().map(|channel| channel.value.clone());
    let Some(wanted) = args.channel.clone().or(named) else {
        return Err(Failure::usage(
            "which channel? name it with `--channel NAME`, or as `channel:` in the incident's front matter",
        ));
    };
    let shown = args.export.display();
    let mut export = export::open(&args.export).map_err(|why| Failure::usage(format!("{shown}: {why}")))?;
    let mut tally = Tally::default();
    let channels = channels(export.as_mut(), &mut tally).map_err(|why| Failure::usage(format!("{shown}: {why}")))?;
    let channel = chosen(&channels, &wanted)?;
    let people = people(export.as_mut(), &mut tally);
    let messages = messages(export.as_mut(), channel, &mut tally)
        .map_err(|why| Failure::usage(format!("{shown}: {}: {why}", neutral::line(&channel.name))))?;
    let options = Options { bots: args.bots, zone: args.zone };
    let items = slack::notes(messages, channel, &people, &channels, options, &mut tally);
    let from = format!("#{} ({})", channel.name, channel.id);
    target.take(&items, &tally, &from, here)
}

/// Public and private channels. An export of public ones alone has no `groups.json`.
fn channels(export: &mut dyn Export, tally: &mut Tally) -> Result<Vec<Channel>, String> {
    let mut all = Vec::new();
    let mut is_there = false;
    for file in ["channels.json", "groups.json"] {
        let Some(bytes) = export.read(file).map_err(|why| format!("{file}: {why}"))? else { continue };
        let (channels, wrong) = slack::channels(&bytes).map_err(|why| format!("{file}: {why}"))?;
        is_there = true;
        all.extend(channels);
        for why in wrong {
            tally.note(file, why);
        }
    }
    if !is_there {
        return Err("there is no channels.json in it: it is no Slack export, or only a part of one".to_owned());
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Names are a help: without them ids are written.
fn people(export: &mut dyn Export, tally: &mut Tally) -> People {
    let mut all = People::default();
    for file in ["org_users.json", "users.json"] {
        match export.read(file).and_then(|bytes| bytes.map(|bytes| slack::people(&bytes)).transpose()) {
            Ok(Some(people)) => all.extend(people),
            Ok(None) => {}
            Err(why) => tally.note(file, format!("{why}: people are named by their ids")),
        }
    }
    all
}

/// The messages of all days. A file that cannot be read is told; the others are read.
fn messages(export: &mut dyn Export, channel: &Channel, tally: &mut Tally) -> Result<Messages, String> {
    let mut all = Messages::default();
    for day in export.days(&channel.name)? {
        let file = format!("{}/{day}", channel.name);
        match export.read(&file) {
            Ok(Some(bytes)) => slack::messages(&file, &bytes, &mut all, tally),
            Ok(None) => {}
            Err(why) => tally.fail(&file, format!("the file was left out: {why}")),
        }
    }
    Ok(all)
}

fn chosen<'c>(channels: &'c [Channel], wanted: &str) -> Result<&'c Channel, Failure> {
    let named = |channels: &[&Channel]| {
        let names: Vec<String> =
            channels.iter().take(NAMED).map(|it| format!("#{} ({})", neutral::line(&it.name), it.id)).collect();
        let more = channels.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        names.join(", ") + &more
    };
    let wanted_shown = neutral::line(wanted);
    match slack::choose(channels, wanted) {
        Choice::One(channel) => Ok(channel),
        Choice::Several(found) => Err(Failure::usage(format!(
            "`{wanted_shown}` is the name of several channels: {}; name one by its id: `--channel {}`",
            named(&found),
            found.first().map_or("ID", |channel| channel.id.as_str())
        ))),
        Choice::None(all) if all.is_empty() => {
            Err(Failure::usage(format!("there is no channel `{wanted_shown}`: this export names no channels at all")))
        }
        Choice::None(all) => Err(Failure::usage(format!(
            "there is no channel `{wanted_shown}` in this export (direct messages are not imported); there are, the \
             nearest first: {}",
            named(&all)
        ))),
    }
}
