//! The press of OneSign: PDF bytes in, PDF bytes out.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

pub mod object;
pub mod read;
pub mod write;
