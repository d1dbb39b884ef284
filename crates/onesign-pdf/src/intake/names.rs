//! Names (ISO 32000-2, 7.3.5) with NUL, the one byte that no name may have: some readers stop at it, so two names
//! become one.

use std::borrow::Cow;

use lopdf::{Dictionary as Received, Object as Old};

use super::copy::Copier;
use super::lexer::decode_name;
use crate::object::Object;
use crate::write::write_object;

/// The replacement for NUL. Names that already contain this byte are escaped, so that they stay distinct.
const MARK: u8 = 1;
const NUL: [u8; 2] = [MARK, 1];
const OWN: [u8; 2] = [MARK, 2];

/// A name without NUL. Different names stay different, and a name becomes the same everywhere.
pub(super) fn plain(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.iter().any(|byte| matches!(*byte, 0 | MARK)) {
        return Cow::Borrowed(name);
    }
    let mut result = Vec::with_capacity(name.len() + 2);
    for byte in name {
        match *byte {
            0 => result.extend(NUL),
            MARK => result.extend(OWN),
            other => result.push(other),
        }
    }
    Cow::Owned(result)
}

/// The same for a name in content, with its slash; `None` if it can stay.
pub(super) fn written_plainly(written: &[u8]) -> Option<Vec<u8>> {
    if !written.iter().any(|byte| matches!(*byte, b'#' | MARK)) {
        return None;
    }
    let name = decode_name(written);
    let Cow::Owned(name) = plain(&name) else {
        return None;
    };
    let mut result = Vec::new();
    write_object(&mut result, &Object::Name(name));
    Some(result)
}

/// The entry that a rewritten name in content refers to.
pub(super) fn find<'a>(entries: &'a Received, name: &[u8]) -> Option<&'a Old> {
    if !name.contains(&MARK) {
        return entries.get(name).ok();
    }
    let found = entries.iter().find(|(key, _)| plain(key) == name);
    found.map(|(_, value)| value)
}

impl Copier<'_> {
    /// A received name in the form to write.
    pub(super) fn name(&mut self, name: &[u8]) -> Vec<u8> {
        if name.contains(&0) {
            self.flaw("repaired");
        }
        plain(name).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_apart() {
        let names: [&[u8]; 7] = [
            b"A",
            b"A\0",
            b"A\x01",
            b"A\x01\x01",
            b"A\x01\x02",
            b"A\0\0",
            b"A\0B",
        ];
        let written: std::collections::BTreeSet<Vec<u8>> =
            names.iter().map(|name| plain(name).into_owned()).collect();
        assert_eq!(written.len(), names.len());
        assert!(written.iter().all(|name| !name.contains(&0)));
    }

    #[test]
    fn content_and_resources_use_the_same_names() {
        assert_eq!(written_plainly(b"/A#42"), None);
        let written = written_plainly(b"/A#00B").unwrap();
        assert_eq!(written, b"/A#01#01B");
        assert_eq!(decode_name(&written), plain(b"A\0B").into_owned());
    }
}
