//! Copying objects into the rebuilt file, by the allow-list of [`schema`](super::schema).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream as OldStream};

use super::census::Tally;
use super::content;
use super::layers::Layers;
use super::schema::{Kind, Role};
use super::source::{Source, as_dictionary, is_external};
use super::{IntakeError, Limits};
use crate::object::{Dictionary, Object, Ref, Stream};

/// How deep objects may nest without a reference between them.
const MAX_DEPTH: u32 = 200;

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

/// Builds the objects of the new file.
pub(super) struct Copier<'a> {
    pub(super) source: Source<'a>,
    pub(super) layers: &'a Layers,
    pub(super) limits: &'a Limits,
    pub(super) tally: Tally,
    pub(super) warnings: BTreeSet<&'static str>,
    objects: BTreeMap<u32, Object>,
    numbers: HashMap<(ObjectId, Kind), Ref>,
    queue: Vec<(ObjectId, Kind, Ref)>,
    next: u32,
}

impl<'a> Copier<'a> {
    pub(super) fn new(
        source: Source<'a>,
        layers: &'a Layers,
        limits: &'a Limits,
        tally: Tally,
    ) -> Self {
        Self {
            source,
            layers,
            limits,
            tally,
            warnings: BTreeSet::new(),
            objects: BTreeMap::new(),
            numbers: HashMap::new(),
            queue: Vec::new(),
            next: 1,
        }
    }

    /// A new object number.
    pub(super) fn reserve(&mut self) -> Ref {
        let reference = Ref::new(self.next);
        self.next += 1;
        reference
    }

    pub(super) fn set(&mut self, reference: Ref, object: impl Into<Object>) {
        self.objects.insert(reference.number, object.into());
    }

    pub(super) fn add(&mut self, object: impl Into<Object>) -> Ref {
        let reference = self.reserve();
        self.set(reference, object);
        reference
    }

    /// Copies everything still waiting and hands out the objects.
    pub(super) fn finish(
        mut self,
    ) -> Result<(BTreeMap<u32, Object>, Tally, BTreeSet<&'static str>), IntakeError> {
        self.drain()?;
        Ok((self.objects, self.tally, self.warnings))
    }

    fn drain(&mut self) -> Result<(), IntakeError> {
        while let Some((id, kind, reference)) = self.queue.pop() {
            let object = match self.source.document.objects.get(&id) {
                Some(Old::Stream(stream)) => self
                    .stream(stream, kind)?
                    .map_or(Object::Null, Object::Stream),
                Some(other) => self.value(other, kind, 0)?,
                None => Object::Null,
            };
            self.set(reference, object);
        }
        Ok(())
    }

    /// Copies a value as the given kind; references to containers stay references.
    pub(super) fn value(
        &mut self,
        object: &'a Old,
        kind: Kind,
        depth: u32,
    ) -> Result<Object, IntakeError> {
        if depth > MAX_DEPTH {
            return Err(IntakeError::TooComplex);
        }
        Ok(match object {
            Old::Null => Object::Null,
            Old::Boolean(value) => Object::Boolean(*value),
            Old::Integer(value) => Object::Integer(*value),
            Old::Real(value) => real(*value),
            Old::Name(name) => Object::Name(name.clone()),
            Old::String(bytes, _) => Object::String(bytes.clone()),
            Old::Array(items) => self.array(items, kind, depth)?,
            Old::Dictionary(dictionary) => self.dictionary(dictionary, kind, depth)?.into(),
            Old::Stream(_) => Object::Null,
            Old::Reference(_) => self.reference(object, kind, depth)?,
        })
    }

    fn reference(
        &mut self,
        object: &'a Old,
        kind: Kind,
        depth: u32,
    ) -> Result<Object, IntakeError> {
        let Some((Some(id), target)) = self.source.locate(object) else {
            return Ok(Object::Null);
        };
        if matches!(target, Old::Stream(_)) && !kind.streams() {
            return Ok(Object::Null);
        }
        if kind == Kind::One(Role::XObject)
            && let Some(replacement) = self.unwanted(target)
        {
            return Ok(replacement);
        }
        match target {
            Old::Array(_) | Old::Dictionary(_) | Old::Stream(_) => {
                Ok(self.numbered(id, kind).into())
            }
            scalar => self.value(scalar, kind, depth + 1),
        }
    }

    /// The new reference of an old object used as this kind.
    pub(super) fn numbered(&mut self, id: ObjectId, kind: Kind) -> Ref {
        if let Some(reference) = self.numbers.get(&(id, kind)) {
            return *reference;
        }
        let reference = self.reserve();
        self.numbers.insert((id, kind), reference);
        self.queue.push((id, kind, reference));
        reference
    }

    fn array(&mut self, items: &'a [Old], kind: Kind, depth: u32) -> Result<Object, IntakeError> {
        if kind == Kind::One(Role::ColorSpace) {
            return self.color_space(items, depth);
        }
        let Some(element) = kind.element() else {
            return Ok(Object::Null);
        };
        let copied: Result<Vec<_>, _> = items
            .iter()
            .map(|item| self.value(item, element, depth + 1))
            .collect();
        Ok(Object::Array(copied?))
    }

    /// 8.6: the meaning of each element depends on the family named first.
    fn color_space(&mut self, items: &'a [Old], depth: u32) -> Result<Object, IntakeError> {
        let family = match items.first().and_then(|item| self.source.resolve(item)) {
            Some(Old::Name(name)) => name.as_slice(),
            _ => return Ok(Object::Null),
        };
        const SPACE: Kind = Kind::One(Role::ColorSpace);
        let kinds: &[Kind] = match family {
            b"ICCBased" => &[Kind::Profile],
            b"Indexed" | b"I" => &[SPACE, Kind::Value, Kind::Lookup],
            // A fifth element of DeviceN describes inks to printing systems.
            b"Separation" | b"DeviceN" => &[Kind::Value, SPACE, Kind::One(Role::Function)],
            b"Pattern" => &[SPACE],
            _ => &[Kind::Value],
        };
        let mut copied = vec![Object::Name(family.to_vec())];
        for (item, kind) in items[1..].iter().zip(kinds) {
            copied.push(self.value(item, *kind, depth + 1)?);
        }
        Ok(Object::Array(copied))
    }

    fn dictionary(
        &mut self,
        received: &'a Received,
        kind: Kind,
        depth: u32,
    ) -> Result<Dictionary, IntakeError> {
        let mut entries = Vec::with_capacity(received.len());
        for (key, value) in received {
            if kind == Kind::Properties {
                entries.push((key.clone(), Dictionary::new().into()));
                continue;
            }
            let Some(entry) = kind.entry(key) else {
                continue;
            };
            let copied = self.value(value, entry, depth + 1)?;
            if copied != Object::Null {
                entries.push((key.clone(), copied));
            }
        }
        Ok(entries.into_iter().collect())
    }

    /// What takes the place of an XObject that isn't to be drawn; `None` if it may be.
    fn unwanted(&mut self, target: &'a Old) -> Option<Object> {
        let dictionary = as_dictionary(target)?;
        let hidden = dictionary
            .get(b"OC")
            .is_ok_and(|marker| self.layers.hides(self.source, marker));
        let subtype = self.source.name(dictionary, b"Subtype");
        let image = subtype == Some(b"Image");
        let too_large = image && !self.drawable(dictionary);
        if too_large {
            self.warnings.insert("image_not_shown");
        }
        let known = image || subtype == Some(b"Form") || subtype.is_none();
        (hidden || too_large || !known).then(|| self.add(empty_form()).into())
    }

    fn drawable(&self, dictionary: &'a Received) -> bool {
        let side = |long: &[u8], short: &[u8]| {
            self.source
                .integer(dictionary, long)
                .or_else(|| self.source.integer(dictionary, short))
                .unwrap_or(0)
        };
        let (width, height) = (side(b"Width", b"W"), side(b"Height", b"H"));
        let pixels = u64::try_from(width).ok().zip(u64::try_from(height).ok());
        pixels.is_some_and(|(width, height)| {
            width > 0 && height > 0 && width.saturating_mul(height) <= self.limits.max_image_pixels
        })
    }

    /// Copies a stream; `None` if its kind mustn't be a stream here.
    pub(super) fn stream(
        &mut self,
        stream: &'a OldStream,
        kind: Kind,
    ) -> Result<Option<Stream>, IntakeError> {
        if !kind.streams() {
            return Ok(None);
        }
        let kind = self.precise(stream, kind);
        let mut dictionary = self.dictionary(&stream.dict, kind, 0)?;
        if is_external(stream) {
            return Ok(Some(Stream {
                dictionary,
                data: Vec::new(),
            }));
        }
        self.check_size(stream)?;
        if kind.draws() && self.layers.active {
            let data = self.decoded(stream)?;
            let resources = self
                .source
                .get(&stream.dict, b"Resources")
                .and_then(as_dictionary);
            let visible = self.visible(&data, resources);
            return Ok(Some(compressed(dictionary, visible)));
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

/// A real number as PDF writes it; what isn't finite becomes zero.
pub(super) fn real(value: f32) -> Object {
    if value.is_finite() {
        Object::Real(value.to_string())
    } else {
        Object::Integer(0)
    }
}

/// A form that draws nothing.
fn empty_form() -> Stream {
    let zero = || Object::Integer(0);
    let bounds = Object::Array(vec![zero(), zero(), zero(), zero()]);
    let dictionary = [
        ("Type", Object::name("XObject")),
        ("Subtype", Object::name("Form")),
        ("BBox", bounds),
    ];
    Stream {
        dictionary: Dictionary::from(dictionary),
        data: Vec::new(),
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
