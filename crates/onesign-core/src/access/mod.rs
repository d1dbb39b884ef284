//! Who may do and read what: a table for commands, a table for reads, and the scope of lists.
//!
//! Nothing else in OneSign decides this. Sessions, links and keys are ways to become an [`crate::Actor`] or a
//! [`crate::Viewer`]; none of them is a second policy. `tests/ceremonies/matrix/matrix.txt` shows both tables.

pub mod commands;
pub mod reads;
pub mod scope;

pub use commands::may;
pub use reads::{Resource, ResourceName, may_read};
pub use scope::{Scope, scope};
