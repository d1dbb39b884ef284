//! Version 1 of the public API: a file a resource.

pub(crate) mod blanks;
pub(crate) mod document_view;
pub(crate) mod draft;
pub(crate) mod entries;
pub(crate) mod envelopes;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod instance;
pub(crate) mod link_copies;
mod link_status;
pub(crate) mod links;
pub(crate) mod me;
pub(crate) mod notices;
pub(crate) mod outbox;
pub(crate) mod pages;
pub(crate) mod reminders;
pub(crate) mod seal_key;
pub(crate) mod sending;
pub(crate) mod sessions;
pub(crate) mod setup;
pub(crate) mod signing;
pub(crate) mod signing_files;
mod signing_over;
pub(crate) mod signing_view;
pub(crate) mod verifications;
pub(crate) mod views;
pub(crate) mod voiding;

use chrono::{DateTime, SecondsFormat};

/// A time as it goes over the wire: RFC 3339, UTC.
pub(crate) fn time(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}
