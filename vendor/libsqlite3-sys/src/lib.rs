//! Re-exports a newer `libsqlite3-sys` under the version range that sqlx accepts.
pub use real::*;
