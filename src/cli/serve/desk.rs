//! Between the threads that answer browsers and the one that makes the pages: what is asked, what is answered, and how
//! often the archive was read.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::site::Content;

/// What the thread that makes the pages is told.
pub enum Message {
    /// Somebody asks for the file at this path of the site.
    File(String, Sender<Answer>),
    /// Somebody asks what is to be said of the page at this path.
    Remarks(String, Sender<Vec<u8>>),
    /// These files were changed on disk.
    Changed(Vec<PathBuf>),
}

/// What a file of the site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is there; `version` is another one whenever it looks otherwise.
    File { content: Content, version: u64 },
    /// A page lies in the folder of this name.
    Folder,
    /// There is none such; the page that says so, where there is one.
    Missing(Option<Content>),
    /// It cannot be made, for a reason to show.
    Broken(String),
}

impl Answer {
    /// Another number whenever a page would look otherwise.
    pub fn version(&self) -> u64 {
        match self {
            Self::File { version, .. } => *version,
            Self::Folder | Self::Missing(_) => 0,
            Self::Broken(message) => {
                let mut hasher = DefaultHasher::new();
                message.hash(&mut hasher);
                hasher.finish()
            }
        }
    }
}

/// Where messages arrive. Questions that came while the archive was read wait in it.
pub struct Inbox {
    messages: Receiver<Message>,
    waiting: VecDeque<Message>,
}

impl Inbox {
    /// An inbox of the messages that come out of `messages`.
    pub fn new(messages: Receiver<Message>) -> Self {
        Self { messages, waiting: VecDeque::new() }
    }

    /// Has questions answered until files are changed that are of concern: all that were changed by then. `None` when
    /// nobody can send a message any more.
    pub fn until_changed(
        &mut self,
        is_concern: impl Fn(&[PathBuf]) -> bool,
        mut answer: impl FnMut(Message),
    ) -> Option<Vec<PathBuf>> {
        loop {
            let message = self.waiting.pop_front().or_else(|| self.messages.recv().ok())?;
            match message {
                Message::Changed(paths) if is_concern(&paths) => return Some(self.with_all_changes(paths)),
                Message::Changed(_) => {}
                question => answer(question),
            }
        }
    }

    fn with_all_changes(&mut self, mut changed: Vec<PathBuf>) -> Vec<PathBuf> {
        self.waiting.extend(self.messages.try_iter());
        for message in std::mem::take(&mut self.waiting) {
            match message {
                Message::Changed(more) => changed.extend(more),
                question => self.waiting.push_back(question),
            }
        }
        changed.sort();
        changed.dedup();
        changed
    }
}

/// Where questions are put, and where is noted that the archive was read anew.
pub struct Desk {
    messages: Mutex<Sender<Message>>,
    editions: Mutex<u64>,
    published: Condvar,
}

impl Desk {
    /// A desk whose messages go to `messages`.
    pub fn new(messages: Sender<Message>) -> Self {
        Self { messages: Mutex::new(messages), editions: Mutex::new(0), published: Condvar::new() }
    }

    /// The file at `path`.
    pub fn file(&self, path: &str) -> Answer {
        self.ask(|reply| Message::File(path.to_owned(), reply))
            .unwrap_or_else(|| Answer::Broken("recount is ending".to_owned()))
    }

    /// What is to be said of the page at `path`, as JSON.
    pub fn remarks(&self, path: &str) -> Vec<u8> {
        self.ask(|reply| Message::Remarks(path.to_owned(), reply)).unwrap_or_default()
    }

    /// Notes that there is another edition.
    pub fn publish(&self) {
        *self.editions.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.published.notify_all();
    }

    /// Waits for an edition after the one of number `seen`, at most for `patience`; the number of the newest then.
    pub fn wait_beyond(&self, seen: u64, patience: Duration) -> u64 {
        let editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.published.wait_timeout_while(editions, patience, |newest| *newest <= seen);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// `None` where nobody answers any more.
    fn ask<T>(&self, message: impl FnOnce(Sender<T>) -> Message) -> Option<T> {
        let (reply, answer) = std::sync::mpsc::channel();
        self.messages.lock().unwrap_or_else(PoisonError::into_inner).send(message(reply)).ok()?;
        answer.recv().ok()
    }
}
