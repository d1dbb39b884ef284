//! Codes that people read from a screen or paper and type: the set-up code and recovery codes.

use crate::clock::random;

/// Letters and digits that nobody confuses (Crockford).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters in one group.
const GROUP: usize = 4;

/// A new code of `N` characters, five bits each.
pub(super) fn new<const N: usize>() -> [u8; N] {
    random::<N>().map(|byte| ALPHABET[usize::from(byte % 32)])
}

/// The code in groups.
pub(super) fn shown(code: &[u8]) -> String {
    let groups: Vec<_> = code.chunks(GROUP).map(String::from_utf8_lossy).collect();
    groups.join("-")
}

/// The characters of a typed code, in any case, with or without separators; at most one more than `length`, so that a
/// longer text is not taken for a code.
pub(super) fn typed(text: &str, length: usize) -> Vec<u8> {
    text.bytes()
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| match byte.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            byte => byte,
        })
        .take(length + 1)
        .collect()
}
