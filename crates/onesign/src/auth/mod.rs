//! Authentication: who makes a request, and how that is known.

pub(crate) mod browser_key;
pub(crate) mod cookie;
pub(crate) mod familiar;
pub(crate) mod password;
pub(crate) mod setup_code;
