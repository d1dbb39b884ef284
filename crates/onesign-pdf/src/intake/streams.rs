//! Copies streams: handles their filters, their size, and the content of hidden layers.

use std::rc::Rc;

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::IntakeError;
use super::content;
use super::copy::{Copier, empty_form};
use super::decode::{self, Decoded, Soundness, decode};
use super::images;
use super::lexer;
use super::names;
use super::pen::Fonts;
use super::programs;
use super::rewrite::{self, Colour, Spaces};
use super::samples;
use super::schema::{Kind, Role};
use super::source::{Source, as_dictionary, is_external};
use crate::object::{Dictionary, Object, Stream};

/// The most bytes of operators to decode for text tags.
const READABLE: u64 = 4 << 20;

/// The box of a form without one (8.10.2 requires it): larger than any displayed page, as most readers assume.
const NO_BOX: [i64; 4] = [-32_000, -32_000, 32_000, 32_000];

/// The decision about a stream's data.
pub(super) enum Settled {
    /// They stay.
    Stays,
    /// Intake leaves the stream out.
    Dropped,
    /// These replace them.
    Written(Vec<u8>),
}

impl<'a> Copier<'a> {
    /// Copies a stream; `None` if its kind mustn't be a stream here.
    pub(super) fn stream(
        &mut self,
        stream: &'a OldStream,
        kind: Kind,
    ) -> Result<Option<Stream>, IntakeError> {
        let resources = self.source.get(&stream.dict, b"Resources");
        self.stream_with(
            stream,
            kind,
            resources.and_then(as_dictionary),
            Colour::Unseen,
        )
    }

    /// The same for a stream whose operators use these resources, and begin with a colour of this kind.
    pub(super) fn stream_with(
        &mut self,
        stream: &'a OldStream,
        kind: Kind,
        resources: Option<&'a Received>,
        first: Colour,
    ) -> Result<Option<Stream>, IntakeError> {
        if !kind.streams() {
            return Ok(None);
        }
        // An appearance may omit the entries of a form (12.5.5); as an XObject it needs them (8.10.2).
        let is_form = kind == Kind::Form;
        let kind = self.precise(stream, kind);
        let mut dictionary = self.dictionary(&stream.dict, kind, 0)?;
        self.settle_subtype(kind, is_form, &mut dictionary);
        if is_external(stream) {
            return Ok(Some(Stream {
                dictionary,
                data: Vec::new(),
            }));
        }
        if kind == Kind::Form && self.source.bounds(&stream.dict, b"BBox").is_none() {
            self.flaw("repaired");
            dictionary.set("BBox", NO_BOX.map(Object::Integer).to_vec());
        }
        let is_image = matches!(kind, Kind::One(Role::XObject) | Kind::Mask);
        let mut decoded = decode(self.source, stream, self.limits.max_stream_bytes)?;
        if kind == Kind::FontFile {
            programs::settle_header(&mut decoded);
            programs::label(&decoded.data, &mut dictionary);
        }
        if kind == Kind::Profile {
            self.settle_profile(stream, &decoded.data, &mut dictionary);
        }
        if kind == Kind::One(Role::Function)
            && let Some(program) = self.settle_function(stream, &decoded.data)
        {
            return Ok(Some(compressed(dictionary, program)));
        }
        if is_image {
            self.trim_image(stream, &mut decoded);
            self.plain_fax(stream, &mut decoded);
        }
        self.judge(stream, &decoded, kind);
        if is_image {
            match self.settle_samples(stream, &decoded, kind, &mut dictionary)? {
                Settled::Stays => {}
                Settled::Dropped => return Ok((kind != Kind::Mask).then(empty_form)),
                Settled::Written(filled) => return Ok(Some(compressed(dictionary, filled))),
            }
        }
        if matches!(kind, Kind::CharacterMap | Kind::Encoding) {
            match self.settle_map(stream, &decoded.data, kind, &mut dictionary) {
                Settled::Stays => {}
                Settled::Dropped => return Ok(None),
                Settled::Written(map) => return Ok(Some(compressed(dictionary, map))),
            }
        }
        if kind.draws() {
            self.count_operators(decoded.data.len())?;
        }
        if kind.draws()
            && let Some(rewritten) = self.redrawn(&decoded.data, resources, first)
        {
            return Ok(Some(compressed(dictionary, rewritten)));
        }
        Ok(Some(self.encoded(stream, decoded, dictionary)?))
    }

    /// Settles the entries of an image and the size of its data.
    fn settle_samples(
        &mut self,
        stream: &'a OldStream,
        decoded: &Decoded<'_>,
        kind: Kind,
        dictionary: &mut Dictionary,
    ) -> Result<Settled, IntakeError> {
        if !self.settle_image(stream, decoded, dictionary)? {
            // Intake drops an image that readers interpret differently.
            self.flaw("image_damaged");
            return Ok(Settled::Dropped);
        }
        let most = self.limits.max_stream_bytes;
        if let Some(filled) = images::filled(self.source, stream, decoded, most) {
            return Ok(Settled::Written(filled));
        }
        if kind == Kind::Mask && samples::has_colours(self.source, &stream.dict) {
            self.flaw("image_damaged");
        }
        Ok(Settled::Stays)
    }

    /// Gives a form its subtype.
    fn settle_subtype(&mut self, kind: Kind, is_form: bool, dictionary: &mut Dictionary) {
        if is_form && !dictionary.contains("Subtype") {
            dictionary.set("Subtype", Object::name("Form"));
        }
        if kind == Kind::Form
            && matches!(dictionary.get("Subtype"), Some(said) if *said != Object::name("Form"))
        {
            self.flaw("damaged");
            dictionary.set("Subtype", Object::name("Form"));
        }
    }

    /// The stream with its received bytes if they are sound, otherwise with its decoded data.
    fn encoded(
        &mut self,
        stream: &'a OldStream,
        decoded: Decoded<'_>,
        mut dictionary: Dictionary,
    ) -> Result<Stream, IntakeError> {
        if decoded.soundness == Soundness::Sound {
            self.filters(stream, 0, &mut dictionary)?;
            return Ok(Stream {
                dictionary,
                data: stream.content.clone(),
            });
        }
        // Leniently decoded data are encoded again, because not every reader is as lenient.
        if self.filters(stream, decoded.undone, &mut dictionary)? {
            return Ok(Stream {
                dictionary,
                data: decoded.data.into_owned(),
            });
        }
        Ok(compressed(dictionary, decoded.data.into_owned()))
    }

    /// Notes the faults in a stream's data.
    fn judge(&mut self, stream: &'a OldStream, decoded: &Decoded<'_>, kind: Kind) {
        let is_image = matches!(kind, Kind::One(Role::XObject) | Kind::Mask);
        let is_blank = || decoded.data.iter().all(|byte| lexer::is_blank(*byte));
        if is_image {
            if decoded.soundness == Soundness::Cut || images::is_short(self.source, stream, decoded)
            {
                self.flaw("image_damaged");
            } else if decoded.soundness == Soundness::Odd {
                self.flaw("repaired");
            }
            return;
        }
        match decoded.soundness {
            Soundness::Sound | Soundness::Untidy => {}
            _ if kind.draws() && is_blank() => self.flaw("content_unreadable"),
            Soundness::Odd => self.flaw("repaired"),
            Soundness::Cut => self.flaw("content_damaged"),
        }
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

    /// Content without the drawings of hidden layers.
    fn visible(&mut self, data: &[u8], resources: Option<&'a Received>) -> Vec<u8> {
        let (source, layers) = (self.source, self.layers);
        let properties = resources.and_then(|own| source.dictionary(own, b"Properties"));
        let fonts = Fonts {
            source,
            resources,
            known: Rc::clone(&self.advances),
        };
        let visible = content::without_hidden(data, Some(fonts), |name| {
            let marker = properties.and_then(|properties| names::find(properties, name));
            marker.is_some_and(|marker| layers.hides(source, marker))
        });
        if visible.is_astray {
            self.flaw("readers_differ");
        }
        visible.content
    }

    /// Copies `/Filter` and `/DecodeParms` without the first `undone` filters. Returns whether any are left.
    fn filters(
        &mut self,
        stream: &'a OldStream,
        undone: usize,
        dictionary: &mut Dictionary,
    ) -> Result<bool, IntakeError> {
        let (filters, _) = decode::filters(self.source, stream)?;
        let mut kept = Vec::new();
        let mut copied = Vec::new();
        for (filter, parameters) in filters.into_iter().skip(undone) {
            let Some(name) = filter.name() else {
                continue;
            };
            kept.push(Object::name(name));
            copied.push(match parameters {
                Some(parameters) => self.dictionary(parameters, Kind::DecodeParms, 0)?.into(),
                None => Object::Null,
            });
        }
        let any = !kept.is_empty();
        if any {
            dictionary.set("Filter", kept);
        }
        if copied.iter().any(|parameter| *parameter != Object::Null) {
            dictionary.set("DecodeParms", copied);
        }
        Ok(any)
    }

    /// Drawing operators that can't stay as they are: rewritten strictly, without the drawings of hidden layers, and
    /// with every saved state restored, because in some viewers a form can change the state of its caller.
    pub(super) fn redrawn(
        &mut self,
        data: &[u8],
        resources: Option<&'a Received>,
        first: Colour,
    ) -> Option<Vec<u8>> {
        self.drawn_bytes = self.drawn_bytes.saturating_add(data.len() as u64);
        let source = self.source;
        let named = |name: &[u8]| {
            let spaces = source.dictionary(resources?, b"ColorSpace")?;
            source.get(spaces, name)
        };
        let device = |name: &[u8]| device_space(source, named(name)?);
        let colour = |name: &[u8]| match named(name) {
            Some(space) => colour_of(source, space),
            None if resources.is_some() => Colour::Unknown,
            None => Colour::Unseen,
        };
        let spaces = Spaces {
            device: &device,
            colour: &colour,
            first,
        };
        let rewritten = rewrite::strict(data, spaces);
        for flaw in rewritten.flaws {
            self.flaw(flaw);
        }
        let written = rewritten.content;
        let visible = match self.layers.active {
            true => Some(self.visible(written.as_deref().unwrap_or(data), resources)),
            false => written,
        };
        content::balanced(visible.as_deref().unwrap_or(data)).or(visible)
    }

    /// Whether there are few enough drawing operators to read the text of the pages.
    pub(super) fn is_readable(&self) -> bool {
        self.drawn_bytes <= READABLE
    }

    /// Counts the operators read: a file of a kilobyte can inflate to hours of them.
    pub(super) fn count_operators(&mut self, bytes: usize) -> Result<(), IntakeError> {
        self.operators = self.operators.saturating_add(bytes as u64);
        match self.operators <= self.most_operators {
            true => Ok(()),
            false => Err(IntakeError::TooComplex),
        }
    }

    /// The decoded operators of a stream, as far as they can be decoded.
    pub(super) fn decoded(&mut self, stream: &'a OldStream) -> Result<Vec<u8>, IntakeError> {
        if is_external(stream) {
            return Ok(Vec::new());
        }
        let decoded = decode(self.source, stream, self.limits.max_stream_bytes)?;
        self.judge(stream, &decoded, Kind::Glyph);
        Ok(decoded.data.into_owned())
    }
}

/// The device colour space (8.6.4) with the same components as the named space of an inline image.
fn device_space<'a>(source: Source<'a>, space: &'a Old) -> Option<&'static str> {
    let by_name = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" => Some("/G"),
        b"DeviceRGB" | b"CalRGB" => Some("/RGB"),
        b"DeviceCMYK" => Some("/CMYK"),
        _ => None,
    };
    let items = match space {
        Old::Name(name) => return by_name(name),
        Old::Array(items) => items,
        _ => return None,
    };
    let family = match source.resolve(items.first()?)? {
        Old::Name(family) => family,
        _ => return None,
    };
    if family != b"ICCBased" {
        return by_name(family);
    }
    let profile = as_dictionary(source.resolve(items.get(1)?)?)?;
    match source.integer(profile, b"N")? {
        1 => Some("/G"),
        3 => Some("/RGB"),
        4 => Some("/CMYK"),
        _ => None,
    }
}

/// The components of a colour in a space.
fn colour_of<'a>(source: Source<'a>, space: &'a Old) -> Colour {
    let items = match source.resolve(space) {
        Some(Old::Name(name)) if name == b"Pattern" => return Colour::Pattern(0),
        Some(Old::Array(items)) => items.as_slice(),
        _ => &[],
    };
    let parts = |space| samples::components(source, space).map(|parts| parts as usize);
    let family = items.first().and_then(|family| source.resolve(family));
    if matches!(family, Some(Old::Name(name)) if name == b"Pattern") {
        let below = items.get(1).map_or(Some(0), parts);
        return below.map_or(Colour::Unknown, Colour::Pattern);
    }
    parts(space).map_or(Colour::Unknown, Colour::Parts)
}

/// A stream, deflated if that makes it smaller.
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
