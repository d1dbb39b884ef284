//! Objects that other viewers or a press draw in another way: external content, alternates, functions and halftones for
//! output devices, fonts that are not in the file.

use std::collections::BTreeSet;

use onesign_pdf::ambiguity::{Ambiguity, ambiguities};
use onesign_pdf::disputed::{FontDispute, Judge};
use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::Document;

/// The deepest nesting of values to examine.
const MAX_DEPTH: usize = 100;
/// The deepest nesting of halftones.
const MAX_HALFTONES: usize = 4;

/// A property of an object that lets viewers show it in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Oddity {
    /// Its data is in another file (7.3.8.2), or it represents a page of another file (8.10.4).
    Elsewhere,
    /// Another image may replace it, for example in print (8.9.5.4; OPI, 14.11.7).
    Alternates,
    /// It is visible when layers are off (8.11.2.2).
    Inverse,
    /// Output devices change its colours (10.5, 10.6, 11.5.3), or only PostScript printers draw it (8.10.5 of
    /// ISO 32000-1).
    OnPress,
    /// What is painted with it does not hide what is below (8.6.7).
    Overprint,
    /// Codes of a font that is not in the file, and that no other font replaces (9.7.5.2).
    FontMissing,
    /// A number beyond 32 bits.
    Number,
    /// A reference with another generation than its object.
    Reference,
    /// A font whose entries contradict each other or its program (9.6, 9.7).
    FontUnclear,
    /// A colour space that readers apply differently (8.6).
    Colours,
    /// A form, pattern, shading or soft mask that some readers don't draw (8.7, 8.10, 11.6.5).
    Paint,
    /// An object that it uses can't be read.
    Unread,
}

/// Finds the oddities of objects.
pub(super) struct Finder<'d, 'a> {
    document: &'d Document<'a>,
    judge: Judge<'d, 'a>,
    /// The resources that were examined already.
    seen: BTreeSet<u32>,
}

impl<'d, 'a> Finder<'d, 'a> {
    pub(super) const fn new(document: &'d Document<'a>) -> Self {
        Self {
            document,
            judge: Judge::new(document),
            seen: BTreeSet::new(),
        }
    }

    /// The oddities of an object and of the values in it.
    pub(super) fn examine(&mut self, object: &Object) -> BTreeSet<Oddity> {
        let mut found = BTreeSet::new();
        self.look(object, 0, &mut found);
        let ambiguous = ambiguities(self.document, object).into_iter();
        found.extend(ambiguous.map(|ambiguity| match ambiguity {
            Ambiguity::Number => Oddity::Number,
            Ambiguity::Reference => Oddity::Reference,
        }));
        found
    }

    fn look(&mut self, object: &Object, depth: usize, found: &mut BTreeSet<Oddity>) {
        if depth > MAX_DEPTH {
            found.insert(Oddity::Unread);
            return;
        }
        match object {
            Object::Array(items) => items
                .iter()
                .for_each(|item| self.look(item, depth + 1, found)),
            Object::Dictionary(dictionary) => {
                membership(dictionary, found);
                self.within(dictionary, depth, found);
            }
            Object::Stream(stream) => {
                external(&stream.dictionary, found);
                if stream.dictionary.is("Subtype", "Form") && self.judge.form(&stream.dictionary) {
                    found.insert(Oddity::Paint);
                }
                self.within(&stream.dictionary, depth, found);
            }
            _ => {}
        }
    }

    fn within(&mut self, dictionary: &Dictionary, depth: usize, found: &mut BTreeSet<Oddity>) {
        for (key, value) in dictionary.iter() {
            if matches!(
                key,
                b"ExtGState" | b"Font" | b"ColorSpace" | b"Pattern" | b"Shading"
            ) {
                self.resources(key, value, found);
            }
            if matches!(value, Object::Array(_) | Object::Dictionary(_)) {
                self.look(value, depth + 1, found);
            }
        }
    }

    /// The graphics states, fonts, colour spaces, patterns or shadings of a resource dictionary (7.8.3).
    fn resources(&mut self, key: &[u8], named: &Object, found: &mut BTreeSet<Oddity>) {
        let named = match self.document.follow(named) {
            Ok(Object::Dictionary(named)) => named,
            // A font in a graphics state is an array, and an image or a shading has one colour space.
            Ok(_) => return,
            Err(_) => {
                found.insert(Oddity::Unread);
                return;
            }
        };
        for (name, item) in named.iter() {
            if let Some(at) = item.as_reference()
                && !self.seen.insert(at.number)
            {
                continue;
            }
            let Ok(item) = self.document.follow(item) else {
                found.insert(Oddity::Unread);
                continue;
            };
            self.resource(key, name, &item, found);
        }
    }

    fn resource(&self, key: &[u8], name: &[u8], item: &Object, found: &mut BTreeSet<Oddity>) {
        let oddity = match (key, item) {
            (b"Font", Object::Dictionary(font)) => match self.judge.font(font) {
                Some(FontDispute::Missing) => Some(Oddity::FontMissing),
                Some(FontDispute::Unclear) => Some(Oddity::FontUnclear),
                None => None,
            },
            (b"ExtGState", Object::Dictionary(state)) => {
                self.state(state, found);
                None
            }
            (b"ColorSpace", space) => {
                let is_odd = self.judge.named_space(name, space);
                is_odd.then_some(Oddity::Colours)
            }
            (b"Pattern", pattern) => self.judge.pattern(pattern).then_some(Oddity::Paint),
            (b"Shading", shading @ (Object::Dictionary(_) | Object::Stream(_))) => {
                let is_odd = self.judge.shading(shading, true);
                is_odd.then_some(Oddity::Paint)
            }
            _ => None,
        };
        found.extend(oddity);
    }

    /// A graphics state (8.4.5).
    fn state(&self, state: &Dictionary, found: &mut BTreeSet<Oddity>) {
        let value = |holder: &Dictionary, key: &str| self.document.value(holder, key).ok();
        let transfers = ["TR", "TR2"]
            .iter()
            .any(|key| !self.leaves_colours(value(state, key)));
        let halftone = !self.is_halftone_plain(value(state, "HT"), 0);
        let masked = match value(state, "SMask") {
            Some(Object::Dictionary(mask)) => {
                if self.judge.soft_mask(&mask) {
                    found.insert(Oddity::Paint);
                }
                !self.leaves_colours(value(&mask, "TR"))
            }
            Some(_) => false,
            None => true,
        };
        if transfers || halftone || masked {
            found.insert(Oddity::OnPress);
        }
        let overprints = |key: &str| {
            let set = value(state, key);
            set.is_none_or(|set| set != Object::Null && set.as_boolean() != Some(false))
        };
        if overprints("OP") || overprints("op") {
            found.insert(Oddity::Overprint);
        }
    }

    /// Whether a transfer function is absent, or changes nothing (10.5).
    fn leaves_colours(&self, function: Option<Object>) -> bool {
        let is_plain = |name: &[u8]| matches!(name, b"Identity" | b"Default");
        match function {
            Some(Object::Null) => true,
            Some(Object::Name(name)) => is_plain(&name),
            Some(Object::Array(each)) => each.iter().all(|one| {
                let one = self.document.follow(one);
                one.is_ok_and(|one| one.as_name().is_some_and(is_plain))
            }),
            _ => false,
        }
    }

    /// Whether no part of a halftone has a transfer function (10.6.5).
    fn is_halftone_plain(&self, halftone: Option<Object>, depth: usize) -> bool {
        let dictionary = match &halftone {
            Some(Object::Null | Object::Name(_)) => return true,
            Some(Object::Dictionary(dictionary)) => dictionary,
            Some(Object::Stream(stream)) => &stream.dictionary,
            _ => return false,
        };
        let value = |key: &str| self.document.value(dictionary, key).ok();
        depth < MAX_HALFTONES
            && self.leaves_colours(value("TransferFunction"))
            && dictionary.iter().all(|(_, part)| {
                let part = self.document.follow(part).ok();
                match part {
                    Some(Object::Dictionary(_) | Object::Stream(_)) => {
                        self.is_halftone_plain(part, depth + 1)
                    }
                    Some(_) => true,
                    None => false,
                }
            })
    }
}

fn external(dictionary: &Dictionary, found: &mut BTreeSet<Oddity>) {
    let is_reference = dictionary.is("Subtype", "Form") && dictionary.contains("Ref");
    if dictionary.contains("F") || is_reference {
        found.insert(Oddity::Elsewhere);
    }
    let is_image = dictionary.is("Subtype", "Image");
    if is_image && dictionary.contains("Alternates") || dictionary.contains("OPI") {
        found.insert(Oddity::Alternates);
    }
    let is_postscript = dictionary.is("Subtype", "PS")
        || dictionary.is("Subtype2", "PS")
        || dictionary.is("Subtype", "Form") && dictionary.contains("PS");
    if is_postscript {
        found.insert(Oddity::OnPress);
    }
}

fn membership(dictionary: &Dictionary, found: &mut BTreeSet<Oddity>) {
    let policy = dictionary.get("P").and_then(Object::as_name);
    let by_state = dictionary.contains("VE") || matches!(policy, Some(b"AllOff" | b"AnyOff"));
    let is_membership = dictionary.is("Type", "OCMD") || dictionary.contains("OCGs");
    if is_membership && by_state {
        found.insert(Oddity::Inverse);
    }
}
