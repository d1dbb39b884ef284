//! The entry to all reads: a store as one viewer sees it.

use crate::error::Error;
use crate::store::Store;
use onesign_core::Viewer;
use onesign_core::access::{Resource, may_read};

/// The part of a store that a viewer may read. [`Store::read`] makes it.
#[derive(Clone, Copy)]
pub struct Reads<'a> {
    pub(crate) store: &'a Store,
    pub(crate) viewer: &'a Viewer,
}

impl Store {
    /// The store as this viewer sees it. A thing that they may not read gives [`Error::NotFound`], as if it did
    /// not exist.
    pub fn read<'a>(&'a self, viewer: &'a Viewer) -> Reads<'a> {
        Reads {
            store: self,
            viewer,
        }
    }
}

impl Reads<'_> {
    /// # Errors
    /// [`Error::NotFound`] when the viewer may not read this.
    pub(crate) fn may(&self, of: &Resource<'_>) -> Result<(), Error> {
        if may_read(self.viewer, of) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }
}
