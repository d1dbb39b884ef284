//! What the API says of a page.

use onesign_core::envelope::PageSize;
use serde::Serialize;
use utoipa::ToSchema;

/// Size of a page as displayed, in millipoints.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub(crate) struct PageView {
    w: i64,
    h: i64,
}

impl From<&PageSize> for PageView {
    fn from(page: &PageSize) -> Self {
        Self {
            w: page.w,
            h: page.h,
        }
    }
}
