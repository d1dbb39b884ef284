//! Documents: taken in, shown page by page, and given out as files.

pub(crate) mod body;
mod drawing;
mod enclosure;
pub(crate) mod files;
pub(crate) mod intact;
pub(crate) mod pages;
mod pictures;
mod stored_body;
pub(crate) mod stored_document;
pub(crate) mod upload;

use crate::clock::HouseClock;
use crate::notices::Notices;
use drawing::Drawing;
use onesign_evidence::text::Catalogues;
use onesign_pdf::Limits;
use onesign_store::Store;
use onesign_store::blobs::BlobError;
use onesign_worker::Press;
use pictures::Pictures;
use std::sync::Arc;

/// What documents are taken in, drawn and given out with.
#[derive(Clone)]
pub(crate) struct Documents {
    store: Store,
    clock: HouseClock,
    press: Press,
    texts: Catalogues,
    /// Bounds on uploads.
    limits: Limits,
    pictures: Arc<Pictures>,
    /// Pictures that are being drawn.
    drawing: Drawing,
    notices: Notices,
}

impl Documents {
    /// Looks which pictures of pages are kept.
    ///
    /// # Errors
    /// Those of the file storage.
    pub(crate) async fn open(
        (store, press): (Store, Press),
        clock: HouseClock,
        texts: Catalogues,
        limits: Limits,
        notices: Notices,
    ) -> Result<Self, BlobError> {
        Ok(Self {
            pictures: Arc::new(Pictures::open(&*store.blobs()).await?),
            drawing: Drawing::default(),
            store,
            clock,
            press,
            texts,
            limits,
            notices,
        })
    }

    /// Bounds on uploads.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }
}
