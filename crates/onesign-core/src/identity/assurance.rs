//! How sure the server is of the person who acts, and how sure a command or a read has to be.

use crate::code::Code;
use crate::identity::api_scope::ApiScopes;
use crate::ids::ApiKeyId;

/// How long a second factor counts as fresh, in milliseconds (5 minutes). Commands that could lock the person out, or
/// let somebody else in, ask for a fresh one.
pub const STEP_UP_LIFE_MS: i64 = 5 * 60 * 1000;

/// How sure the server is of an account holder. It is part of the actor, so every path to a command is judged alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// One factor was right, but the account has a second factor that this session has not been given.
    Incomplete,
    /// One factor was right, and the account has no second one.
    Single,
    /// Two factors, or a passkey that verified its user.
    Double {
        /// When the second factor was given last, Unix milliseconds.
        at_ms: i64,
    },
    /// An API key, which acts for the account within its scopes and never administers anything.
    Key {
        /// The key.
        id: ApiKeyId,
        /// What it may do.
        scopes: ApiScopes,
    },
}

/// The least assurance that a person needs for something. An API key never meets one of these: scopes decide for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Least {
    /// The session exists; its second factor may be missing.
    Incomplete,
    /// Everything that the account has: both factors if there are two.
    Complete,
    /// Two factors: administration.
    Double,
    /// Two factors, the second one fresh: see [`STEP_UP_LIFE_MS`].
    StepUp,
}

impl Assurance {
    /// Whether this is enough at `at_ms`.
    ///
    /// # Errors
    /// The code of what is missing: `second_factor_required` (the session has to be given it), `second_factor_missing`
    /// (the account has to enrol one), `step_up_required` (it was given too long ago), `forbidden` (an API key).
    pub fn reaches(&self, least: Least, at_ms: i64) -> Result<(), Code> {
        match (self, least) {
            (Self::Key { .. }, _) => Err(Code::Forbidden),
            (Self::Incomplete, Least::Incomplete) => Ok(()),
            (Self::Incomplete, _) => Err(Code::SecondFactorRequired),
            (Self::Single, Least::Incomplete | Least::Complete) => Ok(()),
            (Self::Single, Least::Double | Least::StepUp) => Err(Code::SecondFactorMissing),
            (Self::Double { at_ms: given }, Least::StepUp) if at_ms - given >= STEP_UP_LIFE_MS => {
                Err(Code::StepUpRequired)
            }
            (Self::Double { .. }, _) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_assurance_reaches_what_it_should() {
        use Least::{Complete, Double, Incomplete, StepUp};
        let key = Assurance::Key {
            id: ApiKeyId(uuid::Uuid::nil()),
            scopes: ApiScopes::all(),
        };
        let double = Assurance::Double { at_ms: 1_000 };
        let all = [Incomplete, Complete, Double, StepUp];
        let reached =
            |assurance: &Assurance, at_ms| all.map(|least| assurance.reaches(least, at_ms).err());
        let (required, missing) = (
            Some(Code::SecondFactorRequired),
            Some(Code::SecondFactorMissing),
        );
        assert_eq!(
            reached(&Assurance::Incomplete, 0),
            [None, required, required, required]
        );
        assert_eq!(
            reached(&Assurance::Single, 0),
            [None, None, missing, missing]
        );
        assert_eq!(reached(&double, 1_000 + STEP_UP_LIFE_MS - 1), [None; 4]);
        let stale = Some(Code::StepUpRequired);
        assert_eq!(
            reached(&double, 1_000 + STEP_UP_LIFE_MS),
            [None, None, None, stale]
        );
        assert_eq!(reached(&key, 0), [Some(Code::Forbidden); 4]);
    }
}
