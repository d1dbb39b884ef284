//! Colour spaces (8.6) that readers show differently: one reader paints black where another paints nothing.

use super::Judge;
use crate::object::{Dictionary, Object, Stream};

/// Deepest nesting of colour spaces.
const MAX_DEPTH: usize = 4;
/// What a gamma of a calibrated space may be.
const GAMMAS: std::ops::RangeInclusive<f64> = 0.4..=4.0;

impl Judge<'_, '_> {
    /// Whether readers may differ on the colour space that has this name in the resources.
    pub fn named_space(&self, name: &[u8], space: &Object) -> bool {
        let space = self.followed(space);
        let device = match name {
            b"DeviceGray" | b"DefaultGray" => Some(("DeviceGray", 1)),
            b"DeviceRGB" | b"DefaultRGB" => Some(("DeviceRGB", 3)),
            b"DeviceCMYK" | b"DefaultCMYK" => Some(("DeviceCMYK", 4)),
            _ => None,
        };
        let Some((device, count)) = device else {
            return name == b"Pattern" && !space.is_name("Pattern") || self.space(&space);
        };
        // A name of the standard is no name for another space, and a default space has to fit it (8.6.5.6).
        if family(&space) == device.as_bytes() {
            return false;
        }
        let fits = name.starts_with(b"Default")
            && matches!(family(&space), b"ICCBased" | b"CalGray" | b"CalRGB")
            && self.components(&space) == Some(count);
        !fits || self.space(&space)
    }

    /// Whether readers may differ on a colour space.
    pub fn space(&self, space: &Object) -> bool {
        self.space_within(&self.followed(space), 0)
    }

    fn space_within(&self, space: &Object, depth: usize) -> bool {
        let parts = match space {
            Object::Array(parts) => parts.as_slice(),
            Object::Name(_) => &[],
            _ => return true,
        };
        let second = || self.item(parts, 1);
        let within = |space: &Object| depth >= MAX_DEPTH || self.space_within(space, depth + 1);
        match family(space) {
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" => false,
            b"Pattern" => parts.len() > 1 && within(&second()),
            b"CalGray" | b"CalRGB" => {
                let entries = second();
                let entries = entries.as_dictionary();
                entries.is_none_or(|entries| self.is_extreme(family(space), entries))
            }
            b"Lab" => second().as_dictionary().is_none(),
            b"ICCBased" => match parts.get(1) {
                Some(Object::Reference(at)) => self.profile_at(at.number, &second()),
                _ => true,
            },
            b"Indexed" => {
                let base = second();
                let is_base = !matches!(family(&base), b"Indexed" | b"Pattern");
                !is_base || within(&base) || self.is_table_short(parts, &base)
            }
            b"Separation" | b"DeviceN" => {
                let alternate = self.item(parts, 2);
                is_inner(family(&alternate)) || within(&alternate) || self.spot(space, parts)
            }
            _ => true,
        }
    }

    /// How many components a colour of a space has.
    pub(super) fn components(&self, space: &Object) -> Option<usize> {
        let parts = space.as_array().unwrap_or_default();
        match family(space) {
            b"DeviceGray" | b"CalGray" | b"Indexed" | b"Separation" => Some(1),
            b"DeviceRGB" | b"CalRGB" | b"Lab" => Some(3),
            b"DeviceCMYK" => Some(4),
            b"ICCBased" => {
                let profile = self.item(parts, 1);
                let count = self.value(&profile.as_stream()?.dictionary, "N");
                usize::try_from(count.as_integer()?).ok()
            }
            b"DeviceN" => Some(self.item(parts, 1).as_array()?.len()),
            _ => None,
        }
    }

    /// Whether a calibrated space (8.6.5.2, 8.6.5.3) is far from any real device, so that readers clip or ignore it.
    fn is_extreme(&self, family: &[u8], entries: &Dictionary) -> bool {
        let white = self.numbers(&self.value(entries, "WhitePoint"));
        let is_white = white.is_some_and(|white| {
            matches!(*white, [x, y, z] if (0.7..=1.3).contains(&x) && y == 1.0 && (0.3..=1.8).contains(&z))
        });
        let gamma = self.value(entries, "Gamma");
        let gammas = match &gamma {
            Object::Null => Some(Vec::new()),
            Object::Array(_) => self.numbers(&gamma),
            one => one.as_number().map(|gamma| vec![gamma]),
        };
        let is_gamma =
            gammas.is_some_and(|gammas| gammas.iter().all(|gamma| GAMMAS.contains(gamma)));
        let matrix = self.value(entries, "Matrix");
        let is_matrix = matrix == Object::Null
            || family == b"CalGray"
            || self.numbers(&matrix).is_some_and(|matrix| {
                let light: f64 = matrix.iter().skip(1).step_by(3).sum();
                let are_small = matrix.iter().all(|part| (-0.3..=1.3).contains(part));
                matrix.len() == 9 && are_small && (0.9..=1.1).contains(&light)
            });
        !(is_white && is_gamma && is_matrix)
    }

    /// Whether an indexed space (8.6.6.3) has no entry for some of its indices.
    fn is_table_short(&self, parts: &[Object], base: &Object) -> bool {
        let highest = self.item(parts, 2).as_integer();
        let Some(highest) = highest.filter(|highest| (0..=255).contains(highest)) else {
            return true;
        };
        let length = match self.item(parts, 3) {
            Object::String(table) | Object::HexString(table) => table.len(),
            Object::Stream(table) => match self.decoded(&table, 1 << 20) {
                Some(table) => table.len(),
                None => return true,
            },
            _ => return true,
        };
        let count = self.components(base);
        count.is_none_or(|count| length < (highest as usize + 1) * count)
    }

    /// Whether readers may differ on a space of inks (8.6.6.4, 8.6.6.5).
    fn spot(&self, space: &Object, parts: &[Object]) -> bool {
        let names = match self.item(parts, 1) {
            Object::Array(names) => names,
            one => vec![one],
        };
        let names: Vec<Object> = names.iter().map(|name| self.followed(name)).collect();
        let names_none = names.iter().all(|name| name.is_name("None"));
        let are_names = names.iter().all(|name| name.as_name().is_some());
        if names_none || !are_names {
            return true;
        }
        let alternate = self.item(parts, 2);
        let tint = self.item(parts, 3);
        let outputs = self.components(&alternate);
        if self
            .outputs(&tint)
            .is_some_and(|found| Some(found) != outputs)
            || !is_function(&tint)
        {
            return true;
        }
        // Some readers take this ink for gray, whatever its function says.
        let is_black = family(space) == b"Separation"
            && names.iter().any(|name| name.is_name("Black"))
            && outputs == Some(1);
        is_black && !self.turns_light_to_dark(&tint)
    }

    /// How many values a function has (7.10), if its entries tell.
    fn outputs(&self, function: &Object) -> Option<usize> {
        let entries = function.as_dictionary().or_else(|| {
            let stream = function.as_stream();
            stream.map(|stream| &stream.dictionary)
        })?;
        let length = |key: &str| self.value(entries, key).as_array().map(<[Object]>::len);
        match self.value(entries, "FunctionType").as_integer()? {
            2 => Some(length("C1").or_else(|| length("C0")).unwrap_or(1)),
            0 | 4 => Some(length("Range").unwrap_or(0) / 2),
            _ => None,
        }
    }

    /// Whether a function of one value goes from 1 down to 0.
    fn turns_light_to_dark(&self, function: &Object) -> bool {
        match function {
            Object::Dictionary(entries) => {
                let end = |key: &str| self.numbers(&self.value(entries, key));
                end("C0").is_some_and(|ends| matches!(*ends, [light] if light >= 0.9))
                    && end("C1").is_none_or(|ends| matches!(*ends, [dark] if dark <= 0.1))
                    && entries.contains("C1")
            }
            Object::Stream(stream) => self.stream_turns(stream),
            _ => false,
        }
    }

    fn stream_turns(&self, stream: &Stream) -> bool {
        let Some(data) = self.decoded(stream, 1 << 20) else {
            return false;
        };
        match self.value(&stream.dictionary, "FunctionType").as_integer() {
            Some(0) => {
                let is_plain = !stream.dictionary.contains("Decode")
                    && !stream.dictionary.contains("Encode")
                    && self.value(&stream.dictionary, "BitsPerSample") == Object::Integer(8);
                let ends = (data.first(), data.last());
                is_plain && matches!(ends, (Some(230..), Some(..=25)))
            }
            Some(4) => {
                let program = String::from_utf8_lossy(&data);
                let words: Vec<&str> = program
                    .split(|c: char| c.is_ascii_whitespace() || matches!(c, '{' | '}' | '\0'))
                    .filter(|word| !word.is_empty())
                    .collect();
                matches!(
                    words[..],
                    ["1" | "1.0", "exch", "sub"] | ["neg", "1" | "1.0", "add"]
                )
            }
            _ => false,
        }
    }
}

/// The name of a colour space, or of its family.
pub(super) fn family(space: &Object) -> &[u8] {
    match space {
        Object::Name(name) => name,
        Object::Array(parts) => parts.first().and_then(Object::as_name).unwrap_or_default(),
        _ => &[],
    }
}

/// Whether a family can't be an alternate space.
fn is_inner(family: &[u8]) -> bool {
    matches!(family, b"Pattern" | b"Indexed" | b"Separation" | b"DeviceN")
}

/// Whether this is a function of a type that the standard defines.
pub(super) fn is_function(function: &Object) -> bool {
    let number = |entries: &Dictionary| entries.get("FunctionType").and_then(Object::as_integer);
    match function {
        Object::Dictionary(entries) => match number(entries) {
            Some(2) => entries.get("N").is_some(),
            Some(3) => entries.contains("Functions"),
            _ => false,
        },
        Object::Stream(stream) => matches!(number(&stream.dictionary), Some(0 | 4)),
        _ => false,
    }
}
