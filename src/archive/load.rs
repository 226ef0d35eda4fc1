//! Reads every document of a folder, each once, on all cores.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use super::discover::{DiscoverError, discover};
use super::index::{Archive, Unreadable};
use crate::config::Config;
use crate::incident::{self, Aliases, Incident, Problem, ProblemKind, Reading};
use crate::text::{SourceText, Span};

/// Reads the archive under `folder`; `prefix` is how messages name that folder.
pub fn load(folder: &Path, prefix: &str, config: &Config) -> Result<Archive, DiscoverError> {
    let found = discover(folder, prefix, &config.archive.files)?;
    let reading = reading(config);
    let (incidents, mut unreadable): (Vec<_>, Vec<_>) =
        found.documents.par_iter().partition_map(|(name, path)| match read(name, path, &reading) {
            Ok(incident) => rayon::iter::Either::Left(incident),
            Err(unreadable) => rayon::iter::Either::Right(unreadable),
        });
    unreadable.extend(found.unreadable);
    Ok(Archive::new(incidents, unreadable))
}

/// Reads one document.
pub fn read(name: &str, path: &Path, reading: &Reading) -> Result<Incident, Unreadable> {
    let unreadable = |reason| Unreadable { path: name.to_owned(), reason };
    read_file(path).map(|bytes| read_bytes(name, bytes, reading)).map_err(unreadable)
}

/// How the configuration has files read.
#[must_use]
pub fn reading(config: &Config) -> Reading {
    Reading { aliases: Aliases::with(&config.sections), zone: config.archive.timezone, adopted: config.archive.adopted }
}

/// One document from its bytes. Bytes that are not UTF-8 are replaced, and said.
#[must_use]
pub fn read_bytes(name: &str, bytes: Vec<u8>, reading: &Reading) -> Incident {
    let (text, invalid_at) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
        }
    };
    let mut incident = incident::read(SourceText::new(name, text), reading);
    if let Some(at) = invalid_at {
        let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
        incident.problems.push(Problem { kind: ProblemKind::InvalidUtf8, span });
        incident.problems.sort_by_key(|problem| problem.span);
    }
    incident
}

/// The bytes of a file that is not larger than a review can be.
fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    let size = file.metadata().map_err(|error| format!("cannot be read: {error}"))?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(SourceText::MAX_BYTES)).unwrap_or(0) + 1);
    file.take(SourceText::MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot be read: {error}"))?;
    if bytes.len() as u64 > SourceText::MAX_BYTES {
        let limit = SourceText::MAX_BYTES / (1024 * 1024);
        return Err(format!("is larger than {limit} MiB ({size} bytes); move logs and data out and link to them"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::SectionKind;

    #[test]
    fn invalid_utf8_is_replaced_and_its_place_is_said() {
        let incident = read_bytes("a.md", b"# T\n\nab\xffc".to_vec(), &Reading::default());
        let problem = incident.problems.iter().find(|p| p.kind == ProblemKind::InvalidUtf8).expect("a problem");
        assert_eq!(problem.span.start(), 7);
        assert_eq!(incident.source.text(), "# T\n\nab\u{fffd}c");
    }

    #[test]
    fn the_configuration_knows_every_section_by_its_key() {
        for kind in SectionKind::ALL {
            let toml = format!("[sections]\n{} = [\"Who was hurt?\"]\n", kind.key());
            let config = crate::config::parse("recount.toml", &toml).expect("a configuration");
            let incident = read_bytes("a.md", b"## Who was hurt\n".to_vec(), &reading(&config));
            assert_eq!(incident.sections[0].kind, Some(kind));
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_said_and_the_rest_is_read() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("big.md"), vec![b'x'; 5 * 1024 * 1024]).expect("a file");
        std::fs::write(folder.path().join("empty.md"), "").expect("a file");
        let archive = load(folder.path(), "incidents", &Config::default()).expect("the folder is there");
        assert_eq!(archive.incidents().len(), 1);
        assert_eq!(archive.incidents()[0].title.text, "Empty");
        assert!(archive.unreadable()[0].reason.contains("larger than 4 MiB"));
    }
}
