//! Pictures of pages that are kept: so many bytes in total and of each document. Those that nobody asked for longest
//! make room for others; they are drawn again when they are missing.

use bytes::Bytes;
use onesign_store::BlobName;
use onesign_store::blobs::{BlobError, Blobs};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The folder of pictures among the blobs.
pub(crate) const FOLDER: &str = "pages";
/// Bytes of all pictures, and of those of one document.
const MOST: u64 = 2 << 30;
const MOST_OF_DOCUMENT: u64 = 256 << 20;

/// Which pictures are kept.
pub(crate) struct Pictures {
    most: u64,
    most_of_document: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: HashMap<BlobName, Kept>,
    total: u64,
    by_document: HashMap<String, u64>,
    /// Counts uses.
    clock: u64,
}

#[derive(Clone, Copy)]
struct Kept {
    bytes: u64,
    used: u64,
    /// SHA-256 of the picture, once it was looked at.
    sha256: Option<[u8; 32]>,
}

impl Pictures {
    /// Reads which pictures are kept.
    ///
    /// # Errors
    /// [`BlobError::Storage`].
    pub(crate) async fn open(blobs: &dyn Blobs) -> Result<Self, BlobError> {
        let pictures = Self::bounded(MOST, MOST_OF_DOCUMENT);
        for (name, bytes) in blobs.sizes(&FOLDER.parse()?).await? {
            pictures.state().add(name, bytes);
        }
        Ok(pictures)
    }

    fn bounded(most: u64, most_of_document: u64) -> Self {
        Self {
            most,
            most_of_document,
            state: Mutex::default(),
        }
    }

    /// Notes that a picture was asked for.
    pub(crate) fn used(&self, name: &BlobName) {
        let mut state = self.state();
        state.clock += 1;
        let clock = state.clock;
        if let Some(kept) = state.kept.get_mut(name) {
            kept.used = clock;
        }
    }

    /// Notes the digest of a picture that is kept.
    pub(crate) fn looked_at(&self, name: &BlobName, sha256: [u8; 32]) {
        if let Some(kept) = self.state().kept.get_mut(name) {
            kept.sha256 = Some(sha256);
        }
    }

    /// The digest of a picture, if it was looked at since this process started.
    pub(crate) fn sha256(&self, name: &BlobName) -> Option<[u8; 32]> {
        self.state().kept.get(name)?.sha256
    }

    /// Keeps a picture, and removes others until there is room for it. A picture that can't be kept is drawn again.
    pub(crate) async fn keep(&self, blobs: &dyn Blobs, name: &BlobName, picture: Bytes) {
        let bytes = picture.len() as u64;
        if bytes > self.most_of_document {
            return;
        }
        for other in self.make_room(name, bytes) {
            if let Err(error) = blobs.delete(&other).await {
                tracing::warn!(%error, "a picture of a page can't be removed");
            }
        }
        if let Err(error) = blobs.put(name, picture).await {
            tracing::warn!(%error, "a picture of a page can't be kept");
            self.state().remove(name);
        }
    }

    /// Counts a picture as kept; those that must go for it.
    fn make_room(&self, name: &BlobName, bytes: u64) -> Vec<BlobName> {
        let mut state = self.state();
        state.remove(name);
        state.add(name.clone(), bytes);
        let mut going = Vec::new();
        loop {
            let of_document = state.by_document.get(document_of(name));
            let document = of_document
                .is_some_and(|bytes| *bytes > self.most_of_document)
                .then(|| document_of(name));
            if document.is_none() && state.total <= self.most {
                return going;
            }
            let Some(oldest) = state.oldest(document, name) else {
                return going;
            };
            state.remove(&oldest);
            going.push(oldest);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done under this lock, so a poisoned one is as good.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, name: BlobName, bytes: u64) {
        self.clock += 1;
        self.total += bytes;
        *self
            .by_document
            .entry(document_of(&name).to_owned())
            .or_default() += bytes;
        let used = self.clock;
        let kept = Kept {
            bytes,
            used,
            sha256: None,
        };
        self.kept.insert(name, kept);
    }

    fn remove(&mut self, name: &BlobName) {
        let Some(kept) = self.kept.remove(name) else {
            return;
        };
        self.total = self.total.saturating_sub(kept.bytes);
        if let Some(bytes) = self.by_document.get_mut(document_of(name)) {
            *bytes = bytes.saturating_sub(kept.bytes);
            if *bytes == 0 {
                self.by_document.remove(document_of(name));
            }
        }
    }

    /// The picture, of this document or of any, that nobody asked for longest, but not this one.
    fn oldest(&self, document: Option<&str>, but: &BlobName) -> Option<BlobName> {
        self.kept
            .iter()
            .filter(|(name, _)| *name != but && document.is_none_or(|d| document_of(name) == d))
            .min_by_key(|(_, kept)| kept.used)
            .map(|(name, _)| name.clone())
    }
}

/// The document that a picture shows: the second part of its name.
fn document_of(name: &BlobName) -> &str {
    name.as_str().split('/').nth(1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(document: &str, page: u32) -> BlobName {
        format!("{FOLDER}/{document}/r/{page}-1200")
            .parse()
            .unwrap()
    }

    #[test]
    fn the_longest_unused_make_room_within_a_document_and_in_total() {
        let pictures = Pictures::bounded(100, 50);
        let make_room = |document: &str, page| pictures.make_room(&picture(document, page), 20);
        assert!(make_room("a", 0).is_empty());
        assert!(make_room("a", 1).is_empty());
        pictures.used(&picture("a", 0));
        // A third would be more than a document may have.
        assert_eq!(make_room("a", 2), [picture("a", 1)]);
        assert!(make_room("b", 0).is_empty());
        assert!(make_room("c", 0).is_empty());
        assert!(make_room("c", 1).is_empty());
        pictures.used(&picture("a", 0));
        assert_eq!(
            make_room("d", 0),
            [picture("a", 2)],
            "more than there may be in total"
        );
        assert_eq!(pictures.state().total, 100);
        // Kept anew, it counts once.
        assert!(make_room("d", 0).is_empty());
        assert_eq!(pictures.state().total, 100);
    }
}
