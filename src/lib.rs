//! recount turns a Git repository of incident reviews into a learning archive: it lints each review,
//! recounts the timeline from the file and from the commit history, and publishes a searchable site.
//!
//! The floors, top to bottom; each imports only from those below it, and only `cli` prints:
//!
//! | floor | module | what it does |
//! |---|---|---|
//! | 7 | [`cli`] | one file a command: arguments in, text and exit code out |
//! | 6 | [`site`] | model to files: pages, feeds, search index, atomic output |
//! | 5 | [`lint`] | rules, findings, reports |
//! | 5 | [`timeline`] | declared, noted and recorded events in one ordered list |
//! | 5 | [`adopt`] | archives that were written for other tools: survey, configuration, front matter |
//! | 4 | [`archive`] | every incident of a folder, read in parallel and indexed |
//! | 4 | [`likeness`] | what incidents have in common: links, services, factors, words |
//! | 4 | [`chat`] | chat exports and pasted chats to timeline entries, and those into the file |
//! | 3 | [`history`] | Git to versions of each file, in one walk |
//! | 3 | [`incident`] | the text of one file to the model |
//! | 2 | [`config`] | `recount.toml` |
//! | 1 | [`text`], [`nearest`], [`xml`], [`csv`] | a source file and its spans; "did you mean"; XML; CSV |
//! | 1 | [`contacts`] | what leads to a person: addresses and numbers |
//! | 1 | [`terms`] | text as what it is found and compared by |
//! | 1 | [`cache`] | what was computed before, kept between runs |

pub mod adopt;
pub mod archive;
pub mod cache;
pub mod chat;
pub mod cli;
pub mod config;
pub mod contacts;
pub mod csv;
pub mod history;
pub mod incident;
pub mod likeness;
pub mod lint;
pub mod nearest;
pub mod percent;
pub mod site;
pub mod terms;
pub mod text;
pub mod timeline;
pub mod xml;
