//! Copying streams: their filters, their size, and what hidden layers draw in them.

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::IntakeError;
use super::content;
use super::copy::Copier;
use super::maps;
use super::schema::{Kind, Role};
use super::source::{as_dictionary, is_external};
use crate::object::{Dictionary, Object, Stream};

/// The most operators' bytes that are decoded to find text tags.
const READABLE: u64 = 4 << 20;

/// The filters that may stand in `/Filter` (7.4); `Crypt` is taken out, its work is done.
const FILTERS: [&[u8]; 16] = [
    b"ASCIIHexDecode",
    b"AHx",
    b"ASCII85Decode",
    b"A85",
    b"LZWDecode",
    b"LZW",
    b"FlateDecode",
    b"Fl",
    b"RunLengthDecode",
    b"RL",
    b"CCITTFaxDecode",
    b"CCF",
    b"DCTDecode",
    b"DCT",
    b"JBIG2Decode",
    b"JPXDecode",
];

impl<'a> Copier<'a> {
    /// Copies a stream; `None` if its kind mustn't be a stream here.
    pub(super) fn stream(
        &mut self,
        stream: &'a OldStream,
        kind: Kind,
    ) -> Result<Option<Stream>, IntakeError> {
        if !kind.streams() {
            return Ok(None);
        }
        // An appearance may leave unsaid that it is a form (12.5.5); as an XObject it has to say so (8.10.2).
        let is_form = kind == Kind::Form;
        let kind = self.precise(stream, kind);
        let mut dictionary = self.dictionary(&stream.dict, kind, 0)?;
        if is_form && !dictionary.contains("Subtype") {
            dictionary.set("Subtype", Object::name("Form"));
        }
        if is_external(stream) {
            return Ok(Some(Stream {
                dictionary,
                data: Vec::new(),
            }));
        }
        self.check_size(stream)?;
        if matches!(kind, Kind::CharacterMap | Kind::Encoding)
            && !maps::is_sane_map(&self.decoded(stream)?)
        {
            self.warnings.insert("font_data_ignored");
            return Ok(None);
        }
        if kind.draws()
            && let Some(rewritten) = self.redrawn(stream)?
        {
            return Ok(Some(compressed(dictionary, rewritten)));
        }
        self.filters(stream, &mut dictionary)?;
        Ok(Some(Stream {
            dictionary,
            data: stream.content.clone(),
        }))
    }

    /// An XObject is a form or an image by its subtype.
    fn precise(&self, stream: &'a OldStream, kind: Kind) -> Kind {
        match kind {
            Kind::One(Role::XObject)
                if self.source.name(&stream.dict, b"Subtype") != Some(b"Image") =>
            {
                Kind::Form
            }
            other => other,
        }
    }

    /// Content without what hidden layers draw.
    pub(super) fn visible(&self, data: &[u8], resources: Option<&'a Received>) -> Vec<u8> {
        let properties =
            resources.and_then(|resources| self.source.dictionary(resources, b"Properties"));
        content::without_hidden(data, |name| {
            let marker = properties.and_then(|properties| properties.get(name).ok());
            marker.is_some_and(|marker| self.layers.hides(self.source, marker))
        })
    }

    /// Carries `/Filter` and `/DecodeParms` over.
    fn filters(
        &mut self,
        stream: &'a OldStream,
        dictionary: &mut Dictionary,
    ) -> Result<(), IntakeError> {
        let source = self.source;
        let names: Vec<&[u8]> = match source.get(&stream.dict, b"Filter") {
            Some(Old::Name(name)) => vec![name],
            Some(Old::Array(items)) => items
                .iter()
                .filter_map(|item| match source.resolve(item) {
                    Some(Old::Name(name)) => Some(name.as_slice()),
                    _ => None,
                })
                .collect(),
            _ => return Ok(()),
        };
        if names.len() > OldStream::MAX_FILTERS {
            return Err(IntakeError::TooComplex);
        }
        let parameters = source
            .get(&stream.dict, b"DecodeParms")
            .or_else(|| source.get(&stream.dict, b"DP"));
        let mut kept = Vec::new();
        let mut copied = Vec::new();
        for (index, name) in names
            .iter()
            .enumerate()
            .filter(|(_, name)| FILTERS.contains(name))
        {
            kept.push(Object::Name(name.to_vec()));
            let parameter = match parameters {
                Some(Old::Array(items)) => items.get(index).and_then(|item| source.resolve(item)),
                single => single.filter(|_| index == 0),
            };
            copied.push(match parameter {
                Some(Old::Dictionary(parameter)) => {
                    self.dictionary(parameter, Kind::DecodeParms, 0)?.into()
                }
                _ => Object::Null,
            });
        }
        if !kept.is_empty() {
            dictionary.set("Filter", kept);
        }
        if copied.iter().any(|parameter| *parameter != Object::Null) {
            dictionary.set("DecodeParms", copied);
        }
        Ok(())
    }

    /// Refuses streams that inflate beyond the limit; those that can't are not decoded to find out.
    fn check_size(&self, stream: &OldStream) -> Result<(), IntakeError> {
        // Deflate shrinks at most 1032 to 1; a second filter multiplies.
        let chain = stream.filters().map_or(0, |filters| filters.len());
        let bound = (stream.content.len() as u64).saturating_mul(1100);
        if chain == 0 || chain == 1 && bound <= self.limits.max_stream_bytes {
            return Ok(());
        }
        let limit = usize::try_from(self.limits.max_stream_bytes).unwrap_or(usize::MAX);
        match stream.decompressed_content_with_limit(limit) {
            Err(lopdf::Error::Decompress(
                lopdf::DecompressError::MemoryLimitExceeded { .. }
                | lopdf::DecompressError::TooManyFilters { .. },
            )) => Err(IntakeError::TooComplex),
            _ => Ok(()),
        }
    }

    /// Drawing operators where they can't stay as they are: without what hidden layers draw, and with a state
    /// restored for each one saved, as some viewers let a form change the state of what draws it.
    fn redrawn(&mut self, stream: &'a OldStream) -> Result<Option<Vec<u8>>, IntakeError> {
        let data = self.decoded(stream)?;
        if data.is_empty() {
            if !stream.content.is_empty() {
                self.warnings.insert("content_unreadable");
            }
            return Ok(None);
        }
        self.drawn_bytes = self.drawn_bytes.saturating_add(data.len() as u64);
        let visible = self.layers.active.then(|| {
            let resources = self
                .source
                .get(&stream.dict, b"Resources")
                .and_then(as_dictionary);
            self.visible(&data, resources)
        });
        let balanced = content::balanced(visible.as_deref().unwrap_or(&data));
        Ok(balanced.or(visible))
    }

    /// Whether there are few enough drawing operators to read the pages' text at once.
    pub(super) fn is_readable(&self) -> bool {
        self.drawn_bytes <= READABLE
    }

    /// The decoded content of a stream; what can't be decoded counts as empty.
    pub(super) fn decoded(&mut self, stream: &OldStream) -> Result<Vec<u8>, IntakeError> {
        if is_external(stream) {
            return Ok(Vec::new());
        }
        let limit = usize::try_from(self.limits.max_stream_bytes).unwrap_or(usize::MAX);
        match stream.decompressed_content_with_limit(limit) {
            Ok(data) => Ok(data),
            Err(lopdf::Error::Decompress(
                lopdf::DecompressError::MemoryLimitExceeded { .. }
                | lopdf::DecompressError::TooManyFilters { .. },
            )) => Err(IntakeError::TooComplex),
            Err(_) => {
                self.warnings.insert("content_unreadable");
                Ok(Vec::new())
            }
        }
    }
}

/// A stream whose data is deflated where that makes it smaller.
pub(super) fn compressed(mut dictionary: Dictionary, data: Vec<u8>) -> Stream {
    let mut stream = OldStream::new(Received::new(), data);
    let packed = stream.compress().is_ok() && stream.dict.has(b"Filter");
    if packed {
        dictionary.set("Filter", Object::name("FlateDecode"));
    }
    Stream {
        dictionary,
        data: stream.content,
    }
}
