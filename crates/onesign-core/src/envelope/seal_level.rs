//! The level of a seal: the PAdES baseline level that it reaches, and why it falls short of the intended one.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use strum::{Display, EnumString};

/// A PAdES baseline level (ETSI EN 319 142-1, clause 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Display, EnumString)]
pub enum Level {
    /// A signature.
    #[strum(serialize = "B-B")]
    B,
    /// With a timestamp.
    #[strum(serialize = "B-T")]
    T,
    /// With the data that validates both.
    #[strum(serialize = "B-LT")]
    Lt,
    /// With a timestamp over that data.
    #[strum(serialize = "B-LTA")]
    Lta,
}

/// Why a seal has not reached its intended level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumString)]
pub enum Pending {
    /// No time-stamping authority is configured.
    #[strum(serialize = "no TSA configured")]
    NoAuthority,
    /// No time-stamping authority answers.
    #[strum(serialize = "TSA unreachable")]
    AuthorityUnreachable,
    /// The answer of the time-stamping authority contains no usable timestamp.
    #[strum(serialize = "TSA answer unusable")]
    AnswerUnusable,
    /// Validation data for the seal is not available yet.
    #[strum(serialize = "validation data pending")]
    ValidationData,
}

/// The level that a seal reaches. Its text, in facts and in the API, is `B-LTA`, or `B-B: TSA unreachable` if the
/// intended level is higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SealLevel {
    /// The level it reaches.
    pub reached: Level,
    /// Why it falls short of the intended level; `None` if it does not, or never can reach more.
    pub pending: Option<Pending>,
}

impl SealLevel {
    /// A final level.
    pub fn settled(reached: Level) -> Self {
        Self {
            reached,
            pending: None,
        }
    }

    /// A level that is lower than is meant.
    pub fn pending(reached: Level, why: Pending) -> Self {
        Self {
            reached,
            pending: Some(why),
        }
    }
}

impl fmt::Display for SealLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pending {
            None => write!(f, "{}", self.reached),
            Some(why) => write!(f, "{}: {why}", self.reached),
        }
    }
}

impl FromStr for SealLevel {
    type Err = strum::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (reached, pending) = match text.split_once(": ") {
            None => (text, None),
            Some((reached, why)) => (reached, Some(why.parse()?)),
        };
        Ok(Self {
            reached: reached.parse()?,
            pending,
        })
    }
}

impl TryFrom<String> for SealLevel {
    type Error = strum::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SealLevel> for String {
    fn from(level: SealLevel) -> Self {
        level.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_written_as_in_chains() {
        for (text, reached, pending) in [
            ("B-B", Level::B, None),
            (
                "B-B: no TSA configured",
                Level::B,
                Some(Pending::NoAuthority),
            ),
            (
                "B-B: TSA unreachable",
                Level::B,
                Some(Pending::AuthorityUnreachable),
            ),
            (
                "B-LTA: TSA answer unusable",
                Level::Lta,
                Some(Pending::AnswerUnusable),
            ),
            (
                "B-T: validation data pending",
                Level::T,
                Some(Pending::ValidationData),
            ),
            ("B-LT", Level::Lt, None),
        ] {
            let level = SealLevel { reached, pending };
            assert_eq!(level.to_string(), text);
            assert_eq!(text.parse(), Ok(level));
            assert_eq!(serde_json::json!(level), text);
        }
        for none in ["", "B-X", "B-B: ", "B-B: no reason", "B-B:TSA unreachable"] {
            assert!(none.parse::<SealLevel>().is_err(), "{none}");
        }
    }
}
