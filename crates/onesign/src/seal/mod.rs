//! The seal: evidence is gathered, stamped and printed onto the document, and signed, all in one revision.

pub(crate) mod composer;
pub(crate) mod evidence;
pub(crate) mod extension;
pub(crate) mod format;
pub(crate) mod keys;
pub(crate) mod revision;
pub(crate) mod self_check;
pub(crate) mod stamps;
pub(crate) mod stored;
pub(crate) mod timestamp;
pub(crate) mod trail;
