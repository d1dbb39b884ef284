//! The code that authorises the set-up of a new instance: the server prints it where only its operator can read it.

use crate::clock::random;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use std::fmt;

/// Letters and digits that nobody confuses (Crockford).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: 80 bits, too many to guess.
const LENGTH: usize = 16;
/// Characters in one group.
const GROUP: usize = 4;

/// The code of this start of the server. Only [`SetupCode::shown`] prints it.
pub(crate) struct SetupCode([u8; LENGTH]);

impl SetupCode {
    /// A new code.
    pub(crate) fn new() -> Self {
        Self(random::<LENGTH>().map(|byte| ALPHABET[usize::from(byte % 32)]))
    }

    /// The code in groups, for the console.
    pub(crate) fn shown(&self) -> String {
        let groups: Vec<_> = self.0.chunks(GROUP).map(String::from_utf8_lossy).collect();
        groups.join("-")
    }

    /// Whether this text is the code, in any case, with or without separators between the groups. Takes the same time
    /// for any text of the right length.
    pub(crate) fn is(&self, typed: &str) -> bool {
        let typed: Vec<u8> = typed
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                byte => byte,
            })
            .take(LENGTH + 1)
            .collect();
        verify_slices_are_equal(&typed, &self.0).is_ok()
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
