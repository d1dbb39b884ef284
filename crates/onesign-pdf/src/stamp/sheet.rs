//! A sheet of drawings: every stamp and every trail page is a page of one small document made in memory, so that
//! they share their fonts. Its objects are then imported.

use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};

use super::Stamp;
use super::draw;
use crate::fonts::Library;
use crate::geometry::points;

/// The document that collects the drawings.
pub(crate) struct Sheet {
    document: Document,
}

/// Drawing failed; the text says where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DrawingError(pub String);

impl Sheet {
    pub(crate) fn new() -> Self {
        let settings = SerializeSettings {
            compress_content_streams: true,
            // Colours are device-independent, so a PDF/A stays one with any output intent.
            no_device_cs: true,
            xmp_metadata: false,
            enable_tagging: false,
            ..SerializeSettings::default()
        };
        Self {
            document: Document::new_with(settings),
        }
    }

    /// Adds a drawing of the given size in points.
    pub(crate) fn draw(
        &mut self,
        width: f32,
        height: f32,
        draw: impl FnOnce(&mut Surface<'_>),
    ) -> Result<(), DrawingError> {
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| {
            DrawingError(format!("a drawing can't be {width} by {height} points"))
        })?;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        draw(&mut surface);
        surface.finish();
        page.finish();
        Ok(())
    }

    /// Adds a stamp, the size of its rectangle.
    pub(crate) fn stamp(&mut self, library: &Library, stamp: &Stamp) -> Result<(), DrawingError> {
        let (width, height) = (points(stamp.rect.w) as f32, points(stamp.rect.h) as f32);
        self.draw(width, height, |surface| {
            draw::stamp(library, surface, stamp)
        })
    }

    /// The document's bytes.
    pub(crate) fn finish(self) -> Result<Vec<u8>, DrawingError> {
        self.document
            .finish()
            .map_err(|error| DrawingError(format!("{error:?}")))
    }
}
