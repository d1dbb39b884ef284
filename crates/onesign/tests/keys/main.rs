//! Every kind of key seals a whole ceremony, and others judge the result. Keys that can't be used are refused at the
//! start, in words that help.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod bench;
mod files;
mod remote;
mod service;
mod token;
