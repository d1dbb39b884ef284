//! The formats of evidence. Each has its own texts, trail pages and stamps, so that every seal can be made again as it
//! was first made (docs/adr/0023).

use serde::{Deserialize, Serialize};

/// Name and version of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The trail pages have a row for every fact.
    #[serde(rename = "onesign-evidence/1")]
    First,
    /// The trail pages summarise the facts.
    #[serde(rename = "onesign-evidence/2")]
    Second,
    /// The same pages, with fonts for the scripts of the world.
    #[serde(rename = "onesign-evidence/3")]
    Third,
    /// The same pages in plainer words; names keep their own text direction.
    #[serde(rename = "onesign-evidence/4")]
    Fourth,
}

impl Format {
    /// The format of new seals.
    pub const CURRENT: Self = Self::Fourth;
}
