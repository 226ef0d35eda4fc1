//! Recounts every incident with what the commits tell, and keeps that between runs: only what has new versions, or was
//! edited, is read again.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::workspace::Workspace;
use crate::cache::CacheKey;
use crate::history::{BlobReader, Blobs, History};
use crate::incident::{Aliases, Incident, SeverityScale};
use crate::timeline::{self, Remembered, ServiceHistory, Timeline, Told};

/// What was told of one incident: the key of what it was told from, and the bytes of [`Told`].
#[derive(Serialize, Deserialize)]
struct Kept {
    key: [u8; 32],
    #[serde(with = "serde_bytes")]
    told: Vec<u8>,
}

/// One timeline an incident, in their order; each thread reads contents by itself.
pub fn with_history(
    incidents: &[Incident],
    history: &History,
    blobs: &Blobs,
    around: &[ServiceHistory],
    workspace: &Workspace,
) -> Vec<Timeline> {
    let aliases = Aliases::with(&workspace.config.sections);
    let scale = SeverityScale::new(workspace.config.archive.severities.clone());
    let noting = timeline::noting(history);
    let remembered = |incident: &Incident| {
        let file = history.file(below(incident.source.path(), &workspace.folder));
        Remembered { history, noting: &noting, file, aliases: &aliases, scale: &scale }
    };
    // What a partial clone lacks today it may have tomorrow, and tell more.
    let Some(cache) = workspace.cache.as_ref().filter(|_| !history.partial) else {
        let recount = |blobs: &mut BlobReader, incident: &Incident| {
            timeline::recount(incident, Some(timeline::told(incident, &remembered(incident), blobs)), around)
        };
        return incidents.par_iter().map_init(|| blobs.reader(), recount).collect();
    };
    let place = CacheKey::of("told").with(workspace.incidents.as_os_str().as_encoded_bytes());
    let before: Vec<Kept> = cache.get(&place).unwrap_or_default();
    let known: HashMap<[u8; 32], &[u8]> = before.iter().map(|kept| (kept.key, kept.told.as_slice())).collect();
    let settings = CacheKey::of("told").with(format!("{aliases:?} {scale:?}"));
    let recount = |blobs: &mut BlobReader, incident: &Incident| {
        let remembered = remembered(incident);
        let mut key = settings.clone();
        remembered.key(incident, &mut key);
        let key = key.finish();
        let kept = known.get(&key).and_then(|bytes| Some((postcard::from_bytes::<Told>(bytes).ok()?, None)));
        let (told, new) = kept.unwrap_or_else(|| {
            let told = timeline::told(incident, &remembered, blobs);
            let bytes = postcard::to_stdvec(&told).ok();
            (told, bytes)
        });
        (timeline::recount(incident, Some(told), around), key, new)
    };
    let recounted: Vec<_> = incidents.par_iter().map_init(|| blobs.reader(), recount).collect();
    let is_new = recounted.len() != before.len() || recounted.iter().any(|(_, _, new)| new.is_some());
    let mut timelines = Vec::with_capacity(recounted.len());
    let mut keep = Vec::new();
    for (timeline, key, new) in recounted {
        timelines.push(timeline);
        let told = new.or_else(|| known.get(&key).filter(|_| is_new).map(|bytes| bytes.to_vec()));
        keep.extend(told.map(|told| Kept { key, told }));
    }
    if is_new {
        cache.put(&place, &keep);
    }
    timelines
}

/// The timeline of one incident of which only the file was changed.
pub fn one(
    incident: &Incident,
    history: &History,
    blobs: &Blobs,
    around: &[ServiceHistory],
    workspace: &Workspace,
) -> Timeline {
    let aliases = Aliases::with(&workspace.config.sections);
    let scale = SeverityScale::new(workspace.config.archive.severities.clone());
    let noting = timeline::noting(history);
    let file = history.file(below(incident.source.path(), &workspace.folder));
    let remembered = Remembered { history, noting: &noting, file, aliases: &aliases, scale: &scale };
    timeline::recount(incident, Some(timeline::told(incident, &remembered, &blobs.reader())), around)
}

/// A path as messages name it, relative to the incident folder.
pub fn below<'p>(path: &'p str, prefix: &str) -> &'p str {
    path.strip_prefix(prefix).map_or(path, |rest| rest.trim_start_matches('/'))
}
