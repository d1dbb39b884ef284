//! Version 1 of the public API: a folder a resource, which is the first part of the path.

pub(crate) mod envelopes;
pub(crate) mod instance;
pub(crate) mod links;
pub(crate) mod me;
pub(crate) mod notices;
pub(crate) mod outbox;
pub(crate) mod sessions;
pub(crate) mod setup;
pub(crate) mod signing;
pub(crate) mod verifications;
mod views;

use chrono::{DateTime, SecondsFormat};

/// A time as it goes over the wire: RFC 3339, UTC.
pub(crate) fn time(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}
