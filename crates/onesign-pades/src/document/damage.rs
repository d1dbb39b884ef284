//! Finds signatures in the raw bytes when the file's structure leads to none, and says what happened to them. No
//! signature found here ever passes.

use onesign_pdf::read::Document;

use crate::asn1::oid;
use crate::cms::signed_data::SignedData;
use crate::cms::signer::{self, SignerFlaw};
use crate::tsp::token::TstInfo;

/// The most positions to examine.
const MAX_PLACES: usize = 16;
/// Keys that only signature dictionaries contain.
const MARKS: [&[u8]; 6] = [
    b"/ByteRange",
    b"/ETSI.CAdES.detached",
    b"/adbe.pkcs7.detached",
    b"/PBAD.PAdES",
    b"/ETSI.RFC3161",
    b"/OneSign_ChainHead",
];

/// The traces of signatures in the raw bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trace {
    /// There are no traces.
    None,
    /// Every signature is valid for the bytes that it names.
    Intact,
    /// There is a signature, but the check can't determine whether it matches its bytes.
    Unclear,
    /// A signature is damaged, or was never valid.
    Damaged(Damage),
}

/// The damage to the remains of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    /// No part of it is readable.
    Unreadable,
    /// It does not name the signed bytes.
    Range,
    /// Some of the signed bytes are missing.
    Cut,
    /// Its value is not at the stated position.
    Place,
    /// Its value is not readable.
    Value,
    /// It belongs to other bytes.
    OtherBytes,
    /// Unsigned bytes follow the document.
    Appended,
}

/// Searches for signature dictionaries regardless of the file's structure. In a well-formed file only a readable
/// signature counts, because text about signatures is harmless.
pub(crate) fn trace(file: &[u8], is_well_formed: bool) -> Trace {
    let mut trace = Trace::None;
    let mut places = 0;
    let mut at = 0;
    while let Some(found) = position(file, MARKS[0], at) {
        at = found + MARKS[0].len();
        places += 1;
        if places > MAX_PLACES {
            break;
        }
        match judge(file, at, is_well_formed) {
            Trace::None => {}
            Trace::Intact if trace == Trace::None => trace = Trace::Intact,
            Trace::Intact => {}
            Trace::Unclear => trace = Trace::Unclear,
            damaged @ Trace::Damaged(_) => return damaged,
        }
    }
    let is_marked = || MARKS.iter().any(|mark| position(file, mark, 0).is_some());
    if trace == Trace::None && !is_well_formed && is_marked() {
        return Trace::Damaged(Damage::Unreadable);
    }
    trace
}

fn position(file: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = file.get(from..)?;
    let found = rest
        .windows(wanted.len())
        .position(|window| window == wanted)?;
    from.checked_add(found)
}

/// Examines the dictionary around one `/ByteRange`.
fn judge(file: &[u8], at: usize, is_well_formed: bool) -> Trace {
    let broken = |why| {
        if is_well_formed {
            Trace::None
        } else {
            Trace::Damaged(why)
        }
    };
    let Some([start, len, second, rest]) = numbers(file, at) else {
        return broken(Damage::Range);
    };
    let (hole, end) = (start.checked_add(len), second.checked_add(rest));
    let (Some(hole), Some(end)) = (hole, end) else {
        return broken(Damage::Range);
    };
    let (Some(first), Some(last), Some(digits)) = (
        file.get(start..hole),
        file.get(second..end),
        file.get(hole..second),
    ) else {
        return broken(Damage::Cut);
    };
    let Some(value) = value(digits) else {
        return broken(Damage::Place);
    };
    let Ok(signed) = SignedData::parse(&value) else {
        return broken(Damage::Value);
    };
    match holds(&signed, &[first, last]) {
        Some(true) => {}
        Some(false) => return Trace::Damaged(Damage::OtherBytes),
        None => return Trace::Unclear,
    }
    // A complete document precedes bytes that are not a revision.
    let tail = file.get(end..).unwrap_or_default();
    let is_revision = position(tail, b"startxref", 0).is_some();
    let before = file.get(..end).unwrap_or_default();
    if !tail.is_empty() && !is_revision && Document::parse(before).is_ok() {
        return Trace::Damaged(Damage::Appended);
    }
    Trace::Intact
}

/// Four non-negative integers in brackets.
fn numbers(file: &[u8], at: usize) -> Option<[usize; 4]> {
    let rest = file.get(at..)?;
    let rest = &rest[..rest.len().min(200)];
    let text = std::str::from_utf8(rest.split(|&byte| byte == b']').next()?).ok()?;
    let inner = text.trim_start().strip_prefix('[')?;
    let numbers: Option<Vec<usize>> = inner
        .split_ascii_whitespace()
        .map(|number| number.parse().ok())
        .collect();
    numbers?.try_into().ok()
}

/// The bytes of a hexadecimal string.
fn value(digits: &[u8]) -> Option<Vec<u8>> {
    let digits = digits.strip_prefix(b"<")?.strip_suffix(b">")?;
    let nibble = |byte: &u8| char::from(*byte).to_digit(16);
    let bytes = digits.chunks(2).map(|pair| {
        let [high, low] = pair else { return None };
        u8::try_from(nibble(high)? << 4 | nibble(low)?).ok()
    });
    bytes.collect()
}

/// Whether the signature value matches these bytes; `None` if that is unknown.
fn holds(signed: &SignedData<'_>, covered: &[&[u8]]) -> Option<bool> {
    if signed.content_type == oid::TST_INFO {
        let info = TstInfo::parse(signed.content.as_deref()?).ok()?;
        return Some(info.digest?.of(covered) == info.imprint);
    }
    if signed.content.is_some() {
        return None;
    }
    match signer::examine(signed, covered, oid::DATA, &[])
        .ok()?
        .first_flaw()
    {
        None => Some(true),
        Some(
            SignerFlaw::Digest
            | SignerFlaw::Signature
            | SignerFlaw::NoDigest
            | SignerFlaw::ContentType,
        ) => Some(false),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Trace, trace};

    #[test]
    fn text_about_signatures_is_damage_only_in_a_malformed_file() {
        let text = b"%PDF-1.7 (/ByteRange is a key)";
        assert_eq!(trace(text, true), Trace::None);
        assert!(matches!(trace(text, false), Trace::Damaged(_)));
        assert_eq!(trace(b"%PDF-1.7 nothing here", false), Trace::None);
    }
}
