//! Copies objects into the rebuilt file, by the allow-list of [`schema`](super::schema).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lopdf::{Dictionary as Received, Object as Old, ObjectId};

use super::census::Tally;
use super::flaws::Flaws;
use super::functions::Parts;
use super::layers::Layers;
use super::maps;
use super::mend::{Mended, Mending};
use super::pen::Known;
use super::programs::Sorts;
use super::samples;
use super::schema::{Kind, Role};
use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};
use crate::object::{Dictionary, Object, Ref, Stream};

/// How deep objects may nest without a reference between them.
const MAX_DEPTH: u32 = 200;

/// Builds the objects of the new file.
pub(super) struct Copier<'a> {
    pub(super) source: Source<'a>,
    pub(super) layers: &'a Layers,
    pub(super) limits: &'a Limits,
    pub(super) tally: Tally,
    pub(super) warnings: BTreeSet<&'static str>,
    /// Warnings that concern certain pages.
    pub(super) flaws: Flaws,
    /// The object that is being made.
    pub(super) place: Option<Ref>,
    /// Pages (zero-based) that lack content although they may be meant to have some.
    pub(super) blank: Vec<u32>,
    /// How many pages should show something, but have neither content nor drawn annotations.
    pub(super) empty: usize,
    mended: &'a Mended,
    /// Whether the description of an ink mixture was dropped, which PDF/A requires (ISO 19005-2, 6.2.4.4).
    pub(super) lost_ink: bool,
    /// Whether a visible font is not embedded or lacks glyphs, which ISO 19005-2 forbids (6.2.11.4 and
    /// 6.2.11.8).
    pub(super) lost_fonts: bool,
    /// Bytes of copied drawing operators, as far as they were counted.
    pub(super) drawn_bytes: u64,
    /// Bytes of operators read so far, and their limit.
    pub(super) operators: u64,
    pub(super) most_operators: u64,
    /// Bytes of JPEG data that were checked in full.
    pub(super) jpeg_bytes: usize,
    functions: Parts,
    /// Whether each ICC profile has the number of components that its stream declares.
    pub(super) profiles: HashMap<ObjectId, bool>,
    /// The advance widths of fonts.
    pub(super) advances: Known,
    pub(super) sorts: Sorts,
    /// Whether every reader gets the same colours from each tint function.
    pub(super) steady: HashMap<ObjectId, bool>,
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
        mended: &'a Mended,
    ) -> Self {
        Self {
            source,
            layers,
            limits,
            tally,
            warnings: BTreeSet::new(),
            flaws: Flaws::default(),
            place: None,
            blank: Vec::new(),
            empty: 0,
            mended,
            lost_ink: false,
            lost_fonts: false,
            drawn_bytes: 0,
            operators: 0,
            most_operators: u64::MAX,
            jpeg_bytes: 0,
            functions: Parts::default(),
            profiles: HashMap::new(),
            advances: Known::default(),
            sorts: Sorts::default(),
            steady: HashMap::new(),
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

    /// Sets an entry of a dictionary that was added before.
    pub(super) fn amend(&mut self, reference: Ref, key: &str, value: Object) {
        if let Some(Object::Dictionary(dictionary)) = self.objects.get_mut(&reference.number) {
            dictionary.set(key, value);
        }
    }

    /// Notes a fault of the object that is being made.
    pub(super) fn flaw(&mut self, code: &'static str) {
        self.flaws.object(code, self.place);
    }

    /// Notes that an object was repaired before it was copied.
    pub(super) fn note_mending(&mut self, id: ObjectId) {
        match self.mended.get(&id) {
            Some(Mending::Whole) => self.flaw("repaired"),
            Some(Mending::Cut) => self.flaw("content_damaged"),
            None => {}
        }
    }

    /// Whether one of these objects was repaired.
    pub(super) fn is_mended(&self, ids: &[ObjectId]) -> bool {
        ids.iter().any(|id| self.mended.contains_key(id))
    }

    /// The objects made so far, by number.
    pub(super) fn objects(&self) -> &BTreeMap<u32, Object> {
        &self.objects
    }

    /// The same, to be changed.
    pub(super) fn objects_mut(&mut self) -> &mut BTreeMap<u32, Object> {
        &mut self.objects
    }

    /// The objects, and the counts of dropped features.
    pub(super) fn into_parts(self) -> (BTreeMap<u32, Object>, Tally) {
        (self.objects, self.tally)
    }

    /// Copies everything still waiting.
    pub(super) fn drain(&mut self) -> Result<(), IntakeError> {
        while let Some((id, kind, reference)) = self.queue.pop() {
            self.place = Some(reference);
            self.note_mending(id);
            let object = match self.source.document.objects.get(&id) {
                Some(Old::Stream(stream)) => self
                    .stream(stream, kind)?
                    .map_or(Object::Null, Object::Stream),
                Some(other) => self.value(other, kind, 0)?,
                None => Object::Null,
            };
            self.set(reference, object);
        }
        self.place = None;
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
            Old::Name(name) => Object::Name(self.name(name)),
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
            // 7.3.10: a missing object is null, so a page that needs it shows less than its author
            // intended.
            self.flaw("damaged");
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
        if kind == Kind::One(Role::Function) && !self.functions.are_few(self.source, object) {
            return Err(IntakeError::TooComplex);
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
        if matches!(kind, Kind::Widths | Kind::Heights) && !maps::are_sane_widths(items) {
            self.flaw("font_data_ignored");
            return Ok(Object::Null);
        }
        if kind == Kind::Widths
            && let Some(written) = self.settle_widths(items)
        {
            return Ok(written);
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
        if let (b"ICCBased", Some(profile)) = (family, items.get(1))
            && let Some((id, Old::Stream(profile))) = self.source.locate(profile)
            && !self.is_profile(id, profile)
        {
            return self.without_profile(profile, depth);
        }
        const SPACE: Kind = Kind::One(Role::ColorSpace);
        let kinds: &[Kind] = match family {
            b"ICCBased" => &[Kind::Profile],
            b"Indexed" | b"I" => &[SPACE, Kind::Value, Kind::Lookup],
            // The fifth element of DeviceN describes inks for printing systems.
            b"Separation" | b"DeviceN" => &[Kind::Value, SPACE, Kind::One(Role::Function)],
            b"Pattern" => &[SPACE],
            _ => &[Kind::Value],
        };
        self.lost_ink |= family == b"DeviceN" && items.len() > 4;
        let family = samples::in_full(family);
        if !self.is_sound_space(family, items) || !self.has_steady_tint(family, items) {
            self.flaw("readers_differ");
        }
        let mut copied = vec![Object::Name(family.to_vec())];
        for (item, kind) in items[1..].iter().zip(kinds) {
            let value = match self.short_table(items, *kind)? {
                Some(table) => table,
                None => self.value(item, *kind, depth + 1)?,
            };
            copied.push(match value {
                Object::Name(name) if *kind == SPACE => Object::name(samples::in_full(&name)),
                other => other,
            });
        }
        Ok(Object::Array(copied))
    }

    pub(super) fn dictionary(
        &mut self,
        received: &'a Received,
        kind: Kind,
        depth: u32,
    ) -> Result<Dictionary, IntakeError> {
        let mut entries = Vec::with_capacity(received.len());
        for (key, value) in received {
            if kind == Kind::Properties {
                entries.push((self.name(key), Dictionary::new().into()));
                continue;
            }
            let Some(entry) = kind.entry(key) else {
                continue;
            };
            let copied = match self.source.resolve(value) {
                // A value outside an array counts as the only element of one. Some readers show nothing
                // then.
                Some(Old::Dictionary(_)) if entry == Kind::Descendants => {
                    self.flaw("readers_differ");
                    vec![self.value(value, Kind::One(Role::Font), depth + 1)?].into()
                }
                _ => self.value(value, entry, depth + 1)?,
            };
            if copied != Object::Null {
                entries.push((self.name(key), copied));
            }
        }
        let mut copied = entries.into_iter().collect();
        self.complete(received, kind, &mut copied);
        Ok(copied)
    }

    /// The replacement for an XObject that must not be drawn; `None` if it may be.
    pub(super) fn unwanted(&mut self, target: &'a Old) -> Option<Object> {
        let dictionary = as_dictionary(target)?;
        let hidden = dictionary
            .get(b"OC")
            .is_ok_and(|marker| self.layers.hides(self.source, marker));
        let subtype = self.source.name(dictionary, b"Subtype");
        let image = subtype == Some(b"Image");
        let too_large = image && !self.drawable(dictionary);
        if too_large {
            self.flaw("image_not_shown");
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
}

/// A real number as PDF writes it; an infinity or NaN becomes zero.
pub(super) fn real(value: f32) -> Object {
    if value.is_finite() {
        Object::Real(value.to_string())
    } else {
        Object::Integer(0)
    }
}

/// A form that draws nothing.
pub(super) fn empty_form() -> Stream {
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
