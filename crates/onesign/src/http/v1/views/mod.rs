//! Views that several resources show.

pub(crate) mod link_status;
pub(crate) mod page;
