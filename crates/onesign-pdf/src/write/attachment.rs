//! Embedded files (7.11.4) and their relationship to the document (14.13).

use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};

use super::PdfDate;
use crate::object::{Dictionary, Object, Ref, Stream};

/// A file to embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name shown to people and key in the name tree; replaces an attachment of that name.
    pub name: String,
    /// Media type, such as `application/json`.
    pub mime: String,
    /// One line for people.
    pub description: String,
    /// The file itself.
    pub bytes: Vec<u8>,
    /// The relationship of the file to the document.
    pub relationship: Relationship,
    /// When the file was last changed.
    pub modified: PdfDate,
}

/// `/AFRelationship` (14.13.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The document was made from this file.
    Source,
    /// Data that the document is based on.
    Data,
    /// The same content in another form.
    Alternative,
    /// More than the document shows.
    Supplement,
    /// None of these.
    Unspecified,
}

impl Relationship {
    fn name(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Data => "Data",
            Self::Alternative => "Alternative",
            Self::Supplement => "Supplement",
            Self::Unspecified => "Unspecified",
        }
    }
}

impl Attachment {
    /// The embedded file stream, compressed if that makes it smaller.
    pub(super) fn stream(&self) -> Stream {
        let size = i64::try_from(self.bytes.len()).unwrap_or(i64::MAX);
        let params = Dictionary::from([
            ("Size", Object::Integer(size)),
            ("ModDate", self.modified.object()),
        ]);
        let mut dictionary = Dictionary::from([
            ("Type", Object::name("EmbeddedFile")),
            ("Subtype", Object::name(&self.mime)),
            ("Params", params.into()),
        ]);
        let data = match deflate(&self.bytes, Compression::default()) {
            Some(packed) if packed.len() < self.bytes.len() => {
                dictionary.set("Filter", Object::name("FlateDecode"));
                packed
            }
            _ => self.bytes.clone(),
        };
        Stream { dictionary, data }
    }

    /// The file specification that names the stream.
    pub(super) fn specification(&self, stream: Ref) -> Dictionary {
        specification(&self.name, &self.description, self.relationship, stream)
    }
}

/// A file specification (7.11.3) of an embedded file.
pub(crate) fn specification(
    name: &str,
    description: &str,
    relationship: Relationship,
    stream: Ref,
) -> Dictionary {
    let files = Dictionary::from([("F", stream.into()), ("UF", stream.into())]);
    Dictionary::from([
        ("Type", Object::name("Filespec")),
        ("F", Object::text(name)),
        ("UF", Object::text(name)),
        ("EF", files.into()),
        ("Desc", Object::text(description)),
        ("AFRelationship", Object::name(relationship.name())),
    ])
}

/// The embedded file stream of a PDF. It is always compressed, however little that saves, so that a reader
/// that searches for objects does not find those of the embedded file.
pub(crate) fn embedded_pdf(bytes: &[u8], modified: &PdfDate) -> Option<Stream> {
    let size = i64::try_from(bytes.len()).ok()?;
    let params = Dictionary::from([
        ("Size", Object::Integer(size)),
        ("ModDate", modified.object()),
    ]);
    let dictionary = Dictionary::from([
        ("Type", Object::name("EmbeddedFile")),
        ("Subtype", Object::name("application/pdf")),
        ("Params", params.into()),
        ("Filter", Object::name("FlateDecode")),
    ]);
    let data = deflate(bytes, Compression::fast())?;
    Some(Stream { dictionary, data })
}

fn deflate(bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), level);
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
