//! HTTP: the one remote way in. A handler extracts, makes one call, and shows the result.

mod assets;
mod cookies;
mod csrf;
pub(crate) mod edge;
pub(crate) mod extract;
mod headers;
mod host;
pub(crate) mod openapi;
mod recorded;
mod refusals;
mod router;
mod shell;
pub(crate) mod site;
pub(crate) mod small_bodies;
mod trace;
mod unread;
pub(crate) mod uploads;
mod v1;

pub(crate) use refusals::RefusalLog;
pub(crate) use router::router;
pub(crate) use v1::time;
