//! Which passwords OneSign accepts.

use super::password::{LONGEST, SHORTEST};
use crate::problem::Problem;
use onesign_core::FieldError;
use onesign_core::code::{Code, FaultCode};
use std::collections::HashSet;

/// The fewest different characters of a password: one repeated key is not a password.
const LEAST_DIFFERENT: usize = 4;

/// The number of different characters in a text, without spaces.
fn different(text: &str) -> usize {
    let letters = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control());
    letters.collect::<HashSet<_>>().len()
}

/// Whether a person may choose this password.
///
/// # Errors
/// `bad_password` at `/password`, with what to change.
pub(super) fn check(password: &str) -> Result<(), Problem> {
    let detail = if password.chars().count() < SHORTEST {
        format!("Choose a password of at least {SHORTEST} characters.")
    } else if password.len() > LONGEST {
        // The limit is in bytes: a letter such as ä has two.
        format!(
            "Choose a shorter password: at most {LONGEST} characters, or fewer if it contains letters such as ä or é."
        )
    } else if different(password) < LEAST_DIFFERENT {
        format!(
            "Choose a password with at least {LEAST_DIFFERENT} different characters, not counting spaces."
        )
    } else {
        return Ok(());
    };
    Err(Problem::new(
        Code::InvalidRequest,
        "Some entries need correcting. Check the marked ones.",
    )
    .pointing(vec![FieldError {
        pointer: "/password".into(),
        code: FaultCode::BadPassword,
        detail,
    }]))
}
