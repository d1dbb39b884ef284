//! The code that authorises the set-up of a new instance: the server prints it where only its operator can read it.

use super::readable_code;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use std::fmt;

/// Characters of a code: 80 bits, too many to guess.
const LENGTH: usize = 16;

/// The code of this start of the server. Only [`SetupCode::shown`] prints it.
pub(crate) struct SetupCode([u8; LENGTH]);

impl SetupCode {
    /// A new code.
    pub(crate) fn new() -> Self {
        Self(readable_code::new())
    }

    /// The code in groups, for the console.
    pub(crate) fn shown(&self) -> String {
        readable_code::shown(&self.0)
    }

    /// Whether this text is the code, in any case, with or without separators between the groups. Takes the same time
    /// for any text of the right length.
    pub(crate) fn is(&self, typed: &str) -> bool {
        verify_slices_are_equal(&readable_code::typed(typed, LENGTH), &self.0).is_ok()
    }
}

impl fmt::Debug for SetupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetupCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let (code, other) = (SetupCode::new(), SetupCode::new());
        let shown = code.shown();
        assert_eq!(shown.len(), LENGTH + 3);
        assert!(
            code.is(&shown) && code.is(&shown.to_lowercase()) && code.is(&shown.replace('-', " "))
        );
        assert!(code.is(&shown.replace('0', "o").replace('1', "l")));
        assert!(
            !code.is("")
                && !code.is(&other.shown())
                && !code.is(&shown[1..])
                && !code.is(&format!("{shown}0"))
        );
        assert!(!format!("{code:?}").contains(&shown[..4]));
    }
}
