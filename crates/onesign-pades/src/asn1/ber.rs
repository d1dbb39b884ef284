//! Parses tag–length–value structures in BER or DER without re-encoding them, so that signature checks use the original
//! signed bytes.

use std::borrow::Cow;

use super::tag;

/// The deepest nesting.
const MAX_DEPTH: usize = 48;

/// The bytes are not BER, or not the expected structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the expected ASN.1 structure")]
pub(crate) struct Malformed;

/// One element: its tag, all its bytes, and its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tlv<'a> {
    /// Class, constructed bit and number in one byte; longer tags are refused.
    pub tag: u8,
    /// Header, contents and end-of-contents octets, unchanged.
    pub raw: &'a [u8],
    /// Contents without header and end-of-contents octets.
    pub content: &'a [u8],
    /// Whether the length is indefinite.
    pub indefinite: bool,
}

/// Reads elements one after another.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next tag, 0 at the end.
    pub fn peek(&self) -> u8 {
        self.rest.first().copied().unwrap_or(0)
    }

    pub fn next(&mut self) -> Result<Tlv<'a>, Malformed> {
        let element = element(self.rest, 0)?;
        self.rest = &self.rest[element.raw.len()..];
        Ok(element)
    }

    pub fn expect(&mut self, tag: u8) -> Result<Tlv<'a>, Malformed> {
        let element = self.next()?;
        if element.tag == tag {
            Ok(element)
        } else {
            Err(Malformed)
        }
    }

    pub fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, Malformed> {
        if self.peek() == tag && !self.is_empty() {
            self.next().map(Some)
        } else {
            Ok(None)
        }
    }

    pub fn finish(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }
}

/// Reads the one element that must fill `bytes`.
pub(crate) fn only(bytes: &[u8], tag: u8) -> Result<Tlv<'_>, Malformed> {
    let mut reader = Reader::new(bytes);
    let element = reader.expect(tag)?;
    reader.finish()?;
    Ok(element)
}

fn element(bytes: &[u8], depth: usize) -> Result<Tlv<'_>, Malformed> {
    let [tag, first, ..] = *bytes else {
        return Err(Malformed);
    };
    if depth > MAX_DEPTH || tag & 0x1f == 0x1f {
        return Err(Malformed);
    }
    if first == 0x80 {
        return if tag & 0x20 == 0 {
            Err(Malformed)
        } else {
            unbounded(bytes, depth)
        };
    }
    let (len, header) = if first < 0x80 {
        (usize::from(first), 2)
    } else {
        let count = usize::from(first & 0x7f);
        let digits = bytes
            .get(2..2 + count)
            .filter(|_| count <= 8)
            .ok_or(Malformed)?;
        let len = digits.iter().try_fold(0usize, |len, &digit| {
            len.checked_mul(256)?.checked_add(usize::from(digit))
        });
        (len.ok_or(Malformed)?, 2 + count)
    };
    let end = header.checked_add(len).ok_or(Malformed)?;
    let raw = bytes.get(..end).ok_or(Malformed)?;
    Ok(Tlv {
        tag,
        raw,
        content: &raw[header..],
        indefinite: false,
    })
}

/// An element of indefinite length, which ends with two zero bytes.
fn unbounded(bytes: &[u8], depth: usize) -> Result<Tlv<'_>, Malformed> {
    let mut at = 2;
    loop {
        let rest = bytes.get(at..).ok_or(Malformed)?;
        if rest.starts_with(&[0, 0]) {
            let raw = &bytes[..at + 2];
            return Ok(Tlv {
                tag: bytes[0],
                raw,
                content: &bytes[2..at],
                indefinite: true,
            });
        }
        at += element(rest, depth + 1)?.raw.len();
    }
}

impl<'a> Tlv<'a> {
    /// A reader over the contents.
    pub fn reader(&self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The elements inside.
    pub fn items(&self) -> Result<Vec<Tlv<'a>>, Malformed> {
        let mut reader = self.reader();
        let mut items = Vec::new();
        while !reader.is_empty() {
            items.push(reader.next()?);
        }
        Ok(items)
    }

    /// The bytes of an OCTET STRING; a constructed one (BER) is joined.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>, Malformed> {
        if self.tag & 0x20 == 0 {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut joined = Vec::new();
        for piece in self.items()? {
            if piece.tag & !0x20 != tag::OCTET_STRING {
                return Err(Malformed);
            }
            joined.extend_from_slice(&piece.octets()?);
        }
        Ok(Cow::Owned(joined))
    }

    /// The bytes of a BIT STRING that has no unused bits.
    pub fn bits(&self) -> Result<&'a [u8], Malformed> {
        match self.content {
            [0, bits @ ..] if self.tag == tag::BIT_STRING => Ok(bits),
            _ => Err(Malformed),
        }
    }

    /// A small, non-negative INTEGER.
    pub fn small(&self) -> Result<u64, Malformed> {
        match self.content {
            [first, ..] if self.tag == tag::INTEGER && *first < 0x80 && self.content.len() <= 8 => {
                Ok(self
                    .content
                    .iter()
                    .fold(0, |value, &byte| value << 8 | u64::from(byte)))
            }
            _ => Err(Malformed),
        }
    }

    /// The element with a definite length under another tag. Parts of definite length stay unchanged, byte for byte;
    /// only indefinite lengths are rewritten.
    pub fn counted(&self, tag: u8) -> Result<Vec<u8>, Malformed> {
        if !self.indefinite {
            let mut out = self.raw.to_vec();
            out[0] = tag;
            return Ok(out);
        }
        let mut content = Vec::new();
        for item in self.items()? {
            content.extend_from_slice(&item.counted(item.tag)?);
        }
        Ok(super::der::tlv(tag, &content))
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, only};
    use crate::asn1::tag;

    #[test]
    fn reads_definite_and_indefinite_lengths() {
        let marked = [
            0x30, 0x80, 0x24, 0x80, 4, 1, 7, 4, 1, 8, 0, 0, 2, 1, 5, 0, 0,
        ];
        let sequence = only(&marked, tag::SEQUENCE).unwrap();
        let items = sequence.items().unwrap();
        assert_eq!(items[0].octets().unwrap().as_ref(), [7, 8]);
        assert_eq!(items[1].small().unwrap(), 5);
        assert_eq!(
            sequence.counted(0x31).unwrap(),
            [0x31, 11, 0x24, 6, 4, 1, 7, 4, 1, 8, 2, 1, 5]
        );
        assert!(Reader::new(&marked[..marked.len() - 1]).next().is_err());
        assert!(only(&[0x30, 0x80].repeat(1000), tag::SEQUENCE).is_err());
    }
}
