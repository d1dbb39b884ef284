//! Recovery codes: each replaces a second factor once.

use super::readable_code;
use onesign_core::audit::{base64url, sha256};
use onesign_core::identity::second_factor::RECOVERY_CODES;

/// Characters of a code: 60 bits. Ten wrong codes stop further tries for a quarter of an hour.
const LENGTH: usize = 12;

/// New codes: as people read them, and as they are stored.
pub(super) struct NewCodes {
    pub(super) shown: Vec<String>,
    pub(super) sha256: Vec<String>,
}

/// Ten new codes.
pub(super) fn new_codes() -> NewCodes {
    let codes: Vec<[u8; LENGTH]> = (0..RECOVERY_CODES).map(|_| readable_code::new()).collect();
    NewCodes {
        shown: codes
            .iter()
            .map(|code| readable_code::shown(code))
            .collect(),
        sha256: codes.iter().map(|code| hash(code)).collect(),
    }
}

/// The hash of a typed code, to look for among the stored ones; none if the text is no recovery code.
pub(super) fn hash_of(typed: &str) -> Option<String> {
    let code = readable_code::typed(typed, LENGTH);
    (code.len() == LENGTH).then(|| hash(&code))
}

fn hash(code: &[u8]) -> String {
    base64url(&sha256(&[b"onesign/recovery-code/1\n", code]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let codes = new_codes();
        assert_eq!((codes.shown.len(), codes.sha256.len()), (10, 10));
        for (shown, stored) in codes.shown.iter().zip(&codes.sha256) {
            assert_eq!(shown.len(), LENGTH + 2);
            for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " ")] {
                assert_eq!(hash_of(&typed).as_ref(), Some(stored));
            }
            assert_eq!(hash_of(&shown[1..]), None);
            assert_eq!(hash_of(&format!("{shown}0")), None);
        }
    }
}
