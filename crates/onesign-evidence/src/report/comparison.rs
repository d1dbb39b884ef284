//! The comparison of a report: how the pages of a file differ from the signed ones.

use onesign_pades::diff::Ruling;
use onesign_pdf::Area;
use serde::{Deserialize, Serialize};

/// The pages of the file compared with those of the part that a signature covers.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparisonView {
    /// Form field of the signature.
    pub signature: String,
    /// Length of the signed part, in bytes.
    pub signed_bytes: u64,
    /// Pages of the signed part; absent if no page could be drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages_before: Option<u32>,
    /// Pages of the file; absent if no page could be drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages_after: Option<u32>,
    /// How many pages were compared.
    pub compared: u32,
    /// Pages that were not compared, counted from 1: the file has too many, or they are too complex. At most 100.
    pub not_compared: Vec<u32>,
    /// The pages that look different.
    pub different: Vec<PageDifferenceView>,
}

impl ComparisonView {
    /// Drops the pictures.
    pub fn in_words(&mut self) {
        for page in &mut self.different {
            page.before = None;
            page.after = None;
        }
    }
}

/// How a page differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageChange {
    /// It is there before and after.
    Changed,
    /// It is there only after.
    Added,
    /// It is there only before.
    Removed,
}

/// The media type of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PictureMime {
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

/// A page that looks different.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageDifferenceView {
    /// Counted from 1.
    pub page: u32,
    /// How.
    pub kind: PageChange,
    /// `permitted` if what the signer permits explains it, `refused` if the signer forbids it, else `unclear`.
    pub ruling: Ruling,
    /// How much of the page differs, in millionths.
    pub share_ppm: u32,
    /// Where it differs.
    pub areas: Vec<AreaView>,
    /// The page as it was signed. Only the first pages come with pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<PictureView>,
    /// The page as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<PictureView>,
}

/// A rectangle on a page, in ten-thousandths of its width and height, from the top left corner.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaView {
    x: u32,
    y: u32,
    w: u32,
    h: u32,
}

impl AreaView {
    /// Left edge, top edge, width and height.
    pub fn sides(&self) -> [u32; 4] {
        [self.x, self.y, self.w, self.h]
    }
}

impl From<&Area> for AreaView {
    fn from(area: &Area) -> Self {
        Self {
            x: area.x,
            y: area.y,
            w: area.w,
            h: area.h,
        }
    }
}

/// A picture of a page.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PictureView {
    /// What it is.
    pub mime: PictureMime,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The picture, base64.
    pub data: String,
}
