//! The formats of evidence. Each has words, trail pages and stamps of its own, so that a seal is made again as it was
//! made first (docs/adr/0023).

use serde::{Deserialize, Serialize};

/// Name and version of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A row for every fact on the trail pages.
    #[serde(rename = "onesign-evidence/1")]
    First,
    /// Trail pages that summarise.
    #[serde(rename = "onesign-evidence/2")]
    Second,
    /// The same pages, set in the scripts of the world.
    #[serde(rename = "onesign-evidence/3")]
    Third,
    /// The same pages in plainer words, on which names keep their own direction.
    #[serde(rename = "onesign-evidence/4")]
    Fourth,
}

impl Format {
    /// What new seals are made with.
    pub const CURRENT: Self = Self::Fourth;
}
