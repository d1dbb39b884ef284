//! Documents: taken in, shown page by page, and given out as files.

pub(crate) mod body;
pub(crate) mod drawing;
mod enclosure;
pub(crate) mod files;
pub(crate) mod intact;
pub(crate) mod pages;
pub(crate) mod pictures;
pub(crate) mod upload;
