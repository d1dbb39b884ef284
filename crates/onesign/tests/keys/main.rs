//! Every kind of key seals a whole ceremony, and others judge the result. Keys that can't be used are refused at the
//! start, in words that help.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod bench;
mod files;
#[allow(dead_code)]
#[path = "../api/harness.rs"]
mod harness;
#[allow(dead_code)]
#[path = "../api/infrastructure.rs"]
mod infrastructure;
mod later;
#[allow(dead_code)]
#[path = "../api/paper.rs"]
mod paper;
mod remote;
mod service;
#[path = "../../../onesign-pades/tests/support/mod.rs"]
mod support;
mod token;
