//! Version 1 of the public API: a folder a resource, which is the first part of the path.

pub(crate) mod envelopes;
pub(crate) mod instance;
pub(crate) mod links;
pub(crate) mod me;
pub(crate) mod notices;
pub(crate) mod outbox;
pub(crate) mod password_resets;
pub(crate) mod sessions;
pub(crate) mod setup;
pub(crate) mod signing;
pub(crate) mod verifications;
mod views;

pub(crate) use onesign_evidence::text::time;

#[cfg(test)]
mod tests;
