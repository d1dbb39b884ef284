//! The way to everything that is read: a store as one viewer sees it.

use crate::error::Error;
use crate::store::Store;
use onesign_core::Viewer;
use onesign_core::access::{Resource, may_read};

/// What a viewer may read of a store. Made by [`Store::read`].
#[derive(Clone, Copy)]
pub struct Reads<'a> {
    pub(crate) store: &'a Store,
    pub(crate) viewer: &'a Viewer,
}

impl Store {
    /// The store as this viewer sees it: what they may not read is [`Error::NotFound`], as if it did not exist.
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
