//! Whether every reader accepts a function (ISO 32000-2, 7.10): how many inputs and outputs it has,
//! and whether its entries are complete. For an incomplete one, some readers show a colour and some
//! nothing.

use lopdf::{Dictionary as Received, Object as Old};

use crate::intake::source::{Source, as_dictionary};

/// How deep functions may nest.
const MAX_DEPTH: u32 = 32;

/// The most inputs or outputs that a function may have.
const MAX_NUMBERS: usize = 32;

/// The number of inputs and outputs of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) struct Shape {
    pub(in crate::intake) inputs: usize,
    pub(in crate::intake) outputs: usize,
}

/// The shape of a function; `None` if not every reader accepts it.
pub(in crate::intake) fn shape<'a>(source: Source<'a>, function: &'a Old) -> Option<Shape> {
    below(source, function, MAX_DEPTH)
}

/// Whether every reader accepts a function with these entries.
pub(in crate::intake) fn is_sound<'a>(source: Source<'a>, entries: &'a Received) -> bool {
    of(source, entries, MAX_DEPTH).is_some()
}

fn below<'a>(source: Source<'a>, function: &'a Old, depth: u32) -> Option<Shape> {
    let function = source.resolve(function)?;
    let is_stream = matches!(function, Old::Stream(_));
    let entries = as_dictionary(function)?;
    let kind = source.integer(entries, b"FunctionType")?;
    match is_stream == matches!(kind, 0 | 4) {
        true => of(source, entries, depth),
        false => None,
    }
}

/// The shape of a function with these entries.
fn of<'a>(source: Source<'a>, entries: &'a Received, depth: u32) -> Option<Shape> {
    let kind = source.integer(entries, b"FunctionType")?;
    let domain = ranges(source, entries, b"Domain")?;
    let range = match source.get(entries, b"Range") {
        Some(_) => Some(ranges(source, entries, b"Range")?.len()),
        None => None,
    };
    let outputs = match kind {
        0 => sampled(source, entries, domain.len(), range?)?,
        2 => exponential(source, entries, &domain)?,
        3 => stitched(source, entries, &domain, depth.checked_sub(1)?)?,
        4 => range?,
        _ => return None,
    };
    (range.is_none_or(|range| range == outputs) && outputs > 0).then_some(Shape {
        inputs: domain.len(),
        outputs,
    })
}

fn numbers<'a>(source: Source<'a>, entries: &'a Received, key: &[u8]) -> Option<Vec<f64>> {
    let items = source.array(entries, key)?;
    items.iter().map(|item| source.number(item)).collect()
}

/// Pairs of a minimum and a maximum.
pub(super) fn ranges<'a>(
    source: Source<'a>,
    entries: &'a Received,
    key: &[u8],
) -> Option<Vec<(f64, f64)>> {
    let numbers = numbers(source, entries, key)?;
    let pairs = numbers.chunks(2).map(|pair| match *pair {
        [least, greatest] if least <= greatest => Some((least, greatest)),
        _ => None,
    });
    let pairs: Vec<(f64, f64)> = pairs.collect::<Option<_>>()?;
    (1..=MAX_NUMBERS).contains(&pairs.len()).then_some(pairs)
}

/// Whether an optional entry is absent or has this many numbers.
fn has<'a>(source: Source<'a>, entries: &'a Received, key: &[u8], wanted: usize) -> bool {
    source.get(entries, key).is_none()
        || numbers(source, entries, key).is_some_and(|numbers| numbers.len() == wanted)
}

/// 7.10.2.
fn sampled<'a>(
    source: Source<'a>,
    entries: &'a Received,
    inputs: usize,
    outputs: usize,
) -> Option<usize> {
    let sizes = numbers(source, entries, b"Size")?;
    let are_sizes =
        sizes.len() == inputs && sizes.iter().all(|size| *size >= 1.0 && size.fract() == 0.0);
    let bits = source.integer(entries, b"BitsPerSample")?;
    let is_sound = are_sizes
        && matches!(bits, 1 | 2 | 4 | 8 | 12 | 16 | 24 | 32)
        && has(source, entries, b"Encode", 2 * inputs)
        && has(source, entries, b"Decode", 2 * outputs);
    is_sound.then_some(outputs)
}

/// How many bytes the samples of a sampled function take.
pub(in crate::intake) fn sample_bytes<'a>(
    source: Source<'a>,
    entries: &'a Received,
) -> Option<u64> {
    let outputs = ranges(source, entries, b"Range")?.len() as u64;
    let bits = u64::try_from(source.integer(entries, b"BitsPerSample")?).ok()?;
    let sizes = numbers(source, entries, b"Size")?;
    let samples = sizes
        .iter()
        .try_fold(1_u64, |all, size| all.checked_mul(*size as u64))?;
    let bits = samples.checked_mul(outputs)?.checked_mul(bits)?;
    Some(bits.div_ceil(8))
}

/// 7.10.3.
fn exponential<'a>(
    source: Source<'a>,
    entries: &'a Received,
    domain: &[(f64, f64)],
) -> Option<usize> {
    let [(least, greatest)] = domain else {
        return None;
    };
    let exponent = source.number(entries.get(b"N").ok()?)?;
    let is_defined = (exponent >= 0.0 || *least > 0.0 || *greatest < 0.0)
        && (exponent.fract() == 0.0 || *least >= 0.0);
    let ends = |key: &[u8]| match source.get(entries, key) {
        Some(_) => numbers(source, entries, key).map(|numbers| numbers.len()),
        None => Some(1),
    };
    let (first, last) = (ends(b"C0")?, ends(b"C1")?);
    (is_defined && first == last && first <= MAX_NUMBERS).then_some(first)
}

/// 7.10.4.
fn stitched<'a>(
    source: Source<'a>,
    entries: &'a Received,
    domain: &[(f64, f64)],
    depth: u32,
) -> Option<usize> {
    let [(least, greatest)] = domain else {
        return None;
    };
    let parts = source.array(entries, b"Functions")?;
    let bounds = numbers(source, entries, b"Bounds")?;
    let encode = numbers(source, entries, b"Encode")?;
    let rises = [&[*least], bounds.as_slice(), &[*greatest]].concat();
    let is_sound = bounds.len() + 1 == parts.len()
        && encode.len() == 2 * parts.len()
        && rises.windows(2).all(|pair| pair[0] <= pair[1]);
    let mut outputs = None;
    for part in parts {
        let shape = below(source, part, depth)?;
        if shape.inputs != 1 || outputs.is_some_and(|outputs| outputs != shape.outputs) {
            return None;
        }
        outputs = Some(shape.outputs);
    }
    outputs.filter(|_| is_sound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, Stream, dictionary};

    fn reals(values: &[f32]) -> Old {
        let items = values.iter().map(|value| Old::Real(*value));
        items.collect::<Vec<_>>().into()
    }

    fn outputs(function: impl Into<Old>) -> Option<usize> {
        let document = Document::new();
        let function = function.into();
        let source = Source {
            document: &document,
        };
        shape(source, &function).map(|shape| shape.outputs)
    }

    #[test]
    fn functions_between_two_colours() {
        let unit = || reals(&[0.0, 1.0]);
        let between = |last: &[f32], exponent: f32| {
            dictionary! { "FunctionType" => 2, "Domain" => unit(), "N" => exponent,
            "C0" => reals(&[0.0; 3]), "C1" => reals(last) }
        };
        assert_eq!(outputs(between(&[1.0; 3], 1.0)), Some(3));
        assert_eq!(outputs(between(&[1.0; 4], 1.0)), None);
        assert_eq!(outputs(between(&[1.0; 3], -1.0)), None);
        let stitched = |bounds: &[f32]| {
            dictionary! { "FunctionType" => 3, "Domain" => unit(), "Bounds" => reals(bounds),
            "Encode" => reals(&[0.0, 1.0, 0.0, 1.0]),
            "Functions" => vec![between(&[1.0; 3], 1.0).into(), between(&[0.5; 3], 2.0).into()] }
        };
        assert_eq!(outputs(stitched(&[0.5])), Some(3));
        assert_eq!(outputs(stitched(&[1.5])), None);
        assert_eq!(outputs(stitched(&[])), None);
    }

    #[test]
    fn functions_of_samples() {
        let sampled = |size: i64| {
            let entries = dictionary! { "FunctionType" => 0, "Domain" => reals(&[0.0, 1.0]),
            "Range" => reals(&[0.0, 1.0, 0.0, 1.0]), "Size" => vec![size.into()], "BitsPerSample" => 8 };
            Stream::new(entries, Vec::new())
        };
        assert_eq!(outputs(sampled(3)), Some(2));
        assert_eq!(outputs(sampled(0)), None);
        assert_eq!(outputs(sampled(3).dict), None);
        let document = Document::new();
        let source = Source {
            document: &document,
        };
        assert_eq!(sample_bytes(source, &sampled(3).dict), Some(6));
    }
}
