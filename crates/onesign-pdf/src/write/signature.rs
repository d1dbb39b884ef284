//! The signature dictionary (12.8.1) with its two holes: `/ByteRange` and `/Contents`.

use std::ops::Range;

use super::PdfDate;
use super::serialise::write_object;
use crate::object::{Dictionary, Object};

/// Room for the largest `/ByteRange`: four brackets and blanks, three numbers of ten digits.
const BYTE_RANGE_WIDTH: usize = 36;

/// The entries of a signature dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureDictionary {
    /// `/M`, the signing time as the signer claims it.
    pub modified_at: PdfDate,
    /// `/Name`, who signs.
    pub name: String,
    /// `/Reason`.
    pub reason: String,
    /// `/Location`.
    pub location: Option<String>,
    /// Bytes reserved for the CMS value; the hole is twice as long.
    pub contents_size: usize,
    /// Makes it a certification signature, with the changes that it permits.
    pub certify: Option<DocMdp>,
    /// Head of the audit chain in hexadecimal, written as `/OneSign_ChainHead`.
    pub chain_head: Option<String>,
    /// The kind of value in `/Contents`.
    pub sub_filter: SubFilter,
}

impl SignatureDictionary {
    /// Room for a signature, its certificates and one timestamp.
    pub const DEFAULT_CONTENTS_SIZE: usize = 16_384;

    /// A document timestamp (12.8.5): its token contains all information, so the dictionary has no
    /// `/M`, `/Name` or `/Reason`.
    #[must_use]
    pub fn timestamp(contents_size: usize) -> Self {
        Self {
            modified_at: PdfDate::from_unix(0),
            name: String::new(),
            reason: String::new(),
            location: None,
            contents_size,
            certify: None,
            chain_head: None,
            sub_filter: SubFilter::Rfc3161,
        }
    }
}

/// Permissions of a certification signature (12.8.2.2, table 257).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocMdp {
    /// P = 1: no change.
    NoChanges,
    /// P = 2: forms may be filled and signed.
    FillForms,
    /// P = 3: forms, and annotations too.
    Annotate,
}

impl DocMdp {
    /// The value of `/P`.
    #[must_use]
    pub const fn level(self) -> i64 {
        match self {
            Self::NoChanges => 1,
            Self::FillForms => 2,
            Self::Annotate => 3,
        }
    }
}

/// `/SubFilter` (EN 319 142-1, 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubFilter {
    /// `ETSI.CAdES.detached`: a PAdES signature.
    CadesDetached,
    /// `ETSI.RFC3161`: a document timestamp.
    Rfc3161,
}

/// A revision that waits for its signature value. The whole file is the base followed by `appended`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// The bytes after the base.
    pub appended: Vec<u8>,
    /// `/ByteRange` as written: everything but the `<…>` of `/Contents`.
    pub byte_range: [u64; 4],
    /// The hexadecimal digits of `/Contents` in the whole file, without their angle brackets.
    pub contents: Range<u64>,
}

/// The positions of the holes in the written buffer.
pub(super) struct Holes {
    pub byte_range: usize,
    pub contents: Range<usize>,
}

impl SignatureDictionary {
    /// Writes the dictionary with zeros in `/Contents` and blanks in `/ByteRange`.
    pub(super) fn write(&self, out: &mut Vec<u8>) -> Holes {
        let entries = self.entries();
        out.extend_from_slice(b"<<");
        for (key, value) in entries.iter() {
            out.push(b' ');
            write_object(out, &Object::name(key));
            out.push(b' ');
            write_object(out, value);
        }
        out.extend_from_slice(b" /ByteRange ");
        let byte_range = out.len();
        out.resize(byte_range + BYTE_RANGE_WIDTH, b' ');
        out.extend_from_slice(b" /Contents <");
        let start = out.len();
        out.resize(start + self.contents_size * 2, b'0');
        let contents = start..out.len();
        out.extend_from_slice(b"> >>");
        Holes {
            byte_range,
            contents,
        }
    }

    fn entries(&self) -> Dictionary {
        let (kind, filter) = match self.sub_filter {
            SubFilter::CadesDetached => ("Sig", "ETSI.CAdES.detached"),
            SubFilter::Rfc3161 => ("DocTimeStamp", "ETSI.RFC3161"),
        };
        let mut entries = Dictionary::from([
            ("Type", Object::name(kind)),
            ("Filter", Object::name("Adobe.PPKLite")),
            ("SubFilter", Object::name(filter)),
        ]);
        if self.sub_filter == SubFilter::Rfc3161 {
            return entries;
        }
        entries.set("M", self.modified_at.object());
        entries.set("Name", Object::text(&self.name));
        entries.set("Reason", Object::text(&self.reason));
        if let Some(location) = &self.location {
            entries.set("Location", Object::text(location));
        }
        if let Some(level) = self.certify {
            entries.set("Reference", Object::Array(vec![reference(level).into()]));
        }
        if let Some(head) = &self.chain_head {
            entries.set("OneSign_ChainHead", Object::text(head));
        }
        entries
    }
}

/// The signature reference dictionary that carries the permissions (12.8.1, table 256).
fn reference(level: DocMdp) -> Dictionary {
    let params = Dictionary::from([
        ("Type", Object::name("TransformParams")),
        ("P", Object::Integer(level.level())),
        ("V", Object::name("1.2")),
    ]);
    Dictionary::from([
        ("Type", Object::name("SigRef")),
        ("TransformMethod", Object::name("DocMDP")),
        ("TransformParams", params.into()),
    ])
}

/// Fills `/ByteRange` in `appended`, which follows `base_len` bytes.
pub(super) fn close(mut appended: Vec<u8>, base_len: usize, holes: &Holes) -> Unsigned {
    let gap_start = (base_len + holes.contents.start - 1) as u64;
    let gap_end = (base_len + holes.contents.end + 1) as u64;
    let total = (base_len + appended.len()) as u64;
    let byte_range = [0, gap_start, gap_end, total - gap_end];
    let text = format!("[0 {} {} {}]", byte_range[1], byte_range[2], byte_range[3]);
    appended[holes.byte_range..holes.byte_range + text.len()].copy_from_slice(text.as_bytes());
    Unsigned {
        appended,
        byte_range,
        contents: gap_start + 1..gap_end - 1,
    }
}
