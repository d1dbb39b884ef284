//! Digests of what determines how something looks.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::lexer::Operand;
use super::unread::Unread;
use crate::object::{Dictionary, Object};
use crate::read::Document;

/// Deepest nesting of values below a resource.
const MAX_DEPTH: usize = 64;
/// Entries that do not change how a page looks: where it belongs, what it does, and values that its looks show.
const SILENT: [&[u8]; 17] = [
    b"Parent",
    b"P",
    b"StructParent",
    b"StructParents",
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"A",
    b"AA",
    b"B",
    b"Dest",
    b"IRT",
    b"Lock",
    b"PA",
    b"SV",
    b"SeparationInfo",
    b"V",
];

/// A digest in the making.
#[derive(Default)]
pub(super) struct Hash(Sha256);

impl Hash {
    pub fn of(kind: &str) -> Self {
        let mut hash = Self::default();
        hash.bytes(kind.as_bytes());
        hash
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    pub fn number(&mut self, number: u128) {
        self.0.update(number.to_le_bytes());
    }

    /// Numbers to a thousandth, so that rounding by another writer is no difference.
    pub fn numbers(&mut self, numbers: &[f64]) {
        self.0.update((numbers.len() as u64).to_le_bytes());
        for number in numbers {
            let rounded = (number * 1000.0).round() as i64;
            self.0.update(rounded.to_le_bytes());
        }
    }

    pub fn operand(&mut self, operand: &Operand<'_>) {
        match operand {
            Operand::Number(number) => self.numbers(&[*number]),
            Operand::Name(bytes) => {
                self.0.update(b"/");
                self.bytes(bytes);
            }
            Operand::Text(bytes) => {
                self.0.update(b"(");
                self.bytes(bytes);
            }
            Operand::Word(bytes) => self.bytes(bytes),
            Operand::Array(items) => {
                self.number(items.len() as u128);
                items.iter().for_each(|item| self.operand(item));
            }
            Operand::Dictionary(pairs) => {
                self.number(pairs.len() as u128);
                for (key, value) in pairs {
                    self.bytes(key);
                    self.operand(value);
                }
            }
        }
    }

    pub fn done(self) -> u128 {
        let digest = self.0.finalize();
        digest
            .iter()
            .take(16)
            .fold(0, |all, byte| all << 8 | u128::from(*byte))
    }
}

/// Digests of objects with everything below them, independent of object numbers.
#[derive(Default)]
pub(super) struct Digests {
    /// By object number; `None` while it is being read.
    known: BTreeMap<u32, Option<u128>>,
}

impl Digests {
    /// The digest of a value and of all that it refers to.
    pub fn of(
        &mut self,
        document: &Document<'_>,
        value: &Object,
        left: &mut usize,
    ) -> Result<u128, Unread> {
        self.value(document, value, left, 0)
    }

    fn value(
        &mut self,
        document: &Document<'_>,
        value: &Object,
        left: &mut usize,
        depth: usize,
    ) -> Result<u128, Unread> {
        *left = left.checked_sub(1).ok_or(Unread::TooMuch)?;
        if depth > MAX_DEPTH {
            return Err(Unread::TooMuch);
        }
        let mut hash;
        match value {
            Object::Reference(reference) => {
                match self.known.get(&reference.number) {
                    Some(Some(known)) => return Ok(*known),
                    Some(None) => return Ok(1), // A circle.
                    None => {}
                }
                self.known.insert(reference.number, None);
                let target = document.object(*reference).map_err(|_| Unread::Object)?;
                let found = self.value(document, &target, left, depth + 1)?;
                self.known.insert(reference.number, Some(found));
                return Ok(found);
            }
            Object::Array(items) => {
                hash = Hash::of("array");
                for item in items {
                    let item = self.value(document, item, left, depth + 1)?;
                    hash.number(item);
                }
            }
            Object::Dictionary(dictionary) => {
                hash = Hash::of("dictionary");
                self.entries(document, dictionary, (left, depth), &mut hash)?;
            }
            Object::Stream(stream) => {
                hash = Hash::of("stream");
                self.entries(document, &stream.dictionary, (left, depth), &mut hash)?;
                hash.bytes(&stream.data);
            }
            Object::Integer(_) | Object::Real(_) => {
                hash = Hash::of("number");
                hash.numbers(&[value.as_number().unwrap_or(f64::NAN)]);
            }
            Object::Name(bytes) => {
                hash = Hash::of("name");
                hash.bytes(bytes);
            }
            Object::String(bytes) | Object::HexString(bytes) => {
                hash = Hash::of("string");
                hash.bytes(bytes);
            }
            Object::Boolean(true) => hash = Hash::of("true"),
            Object::Boolean(false) => hash = Hash::of("false"),
            Object::Null => hash = Hash::of("null"),
        }
        Ok(hash.done())
    }

    fn entries(
        &mut self,
        document: &Document<'_>,
        dictionary: &Dictionary,
        (left, depth): (&mut usize, usize),
        hash: &mut Hash,
    ) -> Result<(), Unread> {
        let mut entries: Vec<(&[u8], &Object)> = dictionary.iter().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        for (key, value) in entries {
            if SILENT.contains(&key) {
                continue;
            }
            let value = self.value(document, value, left, depth + 1)?;
            hash.bytes(key);
            hash.number(value);
        }
        Ok(())
    }
}
