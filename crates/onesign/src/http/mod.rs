//! HTTP: the one remote way in. A handler extracts, makes one call, and shows the result.

mod assets;
mod cookies;
pub(crate) mod csrf;
pub(crate) mod edge;
pub(crate) mod extract;
pub(crate) mod headers;
pub(crate) mod host;
pub(crate) mod openapi;
mod recorded;
pub(crate) mod refusals;
pub(crate) mod shell;
pub(crate) mod site;
pub(crate) mod small_bodies;
pub(crate) mod trace;
pub(crate) mod unread;
pub(crate) mod uploads;
pub(crate) mod v1;

pub(crate) use refusals::RefusalLog;
pub(crate) use v1::time;
