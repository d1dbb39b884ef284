//! Functions of tints (ISO 32000-2, 7.10 and 8.6.6) as numeric functions, to find out whether they jump.

use std::cell::Cell;

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::calculate::Calculator;
use super::jumps::{self, Span};
use super::{program, shape};
use crate::intake::decode::decode;
use crate::intake::source::Source;

/// How deep functions may nest.
const MAX_DEPTH: u32 = 8;
/// Most parts of a stitching function, including nested ones.
const MAX_PARTS: usize = 2_000;
/// Most samples on a line to read.
const MAX_SAMPLES: f64 = 65_536.0;
/// With this many samples in a row, the rounding of a tint can't cross a large jump.
const MANY_SAMPLES: f64 = 64.0;

/// An executable function.
enum Tint {
    Calculated(Calculator, usize),
    /// An interpolation between two colours: the start, the difference, and the exponent.
    Between(Vec<f64>, Vec<f64>, f64),
    /// Parts, each with its bounds and its encoding.
    Stitched(Vec<(Span, Span, Tint)>),
    /// Values at equal distances, with the domain and its encoding.
    Sampled(Span, Span, Vec<Vec<f64>>),
}

/// Whether a sound function gives all readers the same colours, including those that round tints.
pub(super) fn is_steady<'a>(source: Source<'a>, function: &'a Old, limit: u64) -> bool {
    let Some((entries, stream)) = parts(source, function) else {
        return true;
    };
    let Some(domain) = shape::ranges(source, entries, b"Domain") else {
        return true;
    };
    let reader = Reader {
        source,
        limit,
        left: Cell::new(MAX_PARTS),
    };
    let Some(tint) = reader.read(entries, stream, &domain, MAX_DEPTH) else {
        // Unsound functions are reported elsewhere; many samples along several lines, or many parts, are not
        // examined.
        let sizes = reader.numbers(entries, b"Size").unwrap_or_default();
        return reader.left.get() > 0 && sizes.iter().all(|size| *size <= MANY_SAMPLES);
    };
    let range = shape::ranges(source, entries, b"Range").unwrap_or_else(|| tint.extent());
    let results = |inputs: &[f64]| tint.at(inputs);
    jumps::is_steady(&results, tint.work(), &domain, &range, &tint.numbers())
}

fn parts<'a>(
    source: Source<'a>,
    function: &'a Old,
) -> Option<(&'a Received, Option<&'a OldStream>)> {
    match source.resolve(function)? {
        Old::Dictionary(entries) => Some((entries, None)),
        Old::Stream(stream) => Some((&stream.dict, Some(stream))),
        _ => None,
    }
}

struct Reader<'a> {
    source: Source<'a>,
    /// The longest stream to read, in bytes.
    limit: u64,
    /// How many parts may still be read.
    left: Cell<usize>,
}

impl<'a> Reader<'a> {
    fn numbers(&self, entries: &'a Received, key: &[u8]) -> Option<Vec<f64>> {
        let items = self.source.array(entries, key)?.iter();
        items.map(|item| self.source.number(item)).collect()
    }

    fn read(
        &self,
        entries: &'a Received,
        stream: Option<&'a OldStream>,
        domain: &[Span],
        depth: u32,
    ) -> Option<Tint> {
        self.left.set(self.left.get().checked_sub(1)?);
        match (self.source.integer(entries, b"FunctionType")?, domain) {
            (0, [domain]) => self.sampled(stream?, *domain),
            (2, [_]) => {
                let first = self.numbers(entries, b"C0").unwrap_or_else(|| vec![0.0]);
                let last = self.numbers(entries, b"C1").unwrap_or_else(|| vec![1.0]);
                let way = first.iter().zip(last).map(|(first, last)| last - first);
                let way = way.collect();
                Some(Tint::Between(
                    first,
                    way,
                    self.source.number(entries.get(b"N").ok()?)?,
                ))
            }
            (3, [domain]) => self.stitched(entries, *domain, depth.checked_sub(1)?),
            (4, _) => {
                let outputs = shape::ranges(self.source, entries, b"Range")?.len();
                let data = decode(self.source, stream?, self.limit).ok()?.data;
                let calculator = Calculator::read(&program::anew(&data)?)?;
                Some(Tint::Calculated(calculator, outputs))
            }
            _ => None,
        }
    }

    fn stitched(&self, entries: &'a Received, domain: Span, depth: u32) -> Option<Tint> {
        let functions = self.source.array(entries, b"Functions")?;
        let bounds = self.numbers(entries, b"Bounds")?;
        let encode = self.numbers(entries, b"Encode")?;
        let ends = [&[domain.0], bounds.as_slice(), &[domain.1]].concat();
        let pairs = ends.windows(2).zip(encode.chunks_exact(2)).zip(functions);
        let read = |((ends, codes), function): ((&[f64], &[f64]), &'a Old)| {
            let (entries, stream) = parts(self.source, function)?;
            let domain = shape::ranges(self.source, entries, b"Domain")?;
            let tint = self.read(entries, stream, &domain, depth)?;
            match (ends, codes) {
                ([from, to], [first, last]) => Some(((*from, *to), (*first, *last), tint)),
                _ => None,
            }
        };
        pairs.map(read).collect::<Option<_>>().map(Tint::Stitched)
    }

    /// Only samples along one line; others have too few to examine, or are reported.
    fn sampled(&self, stream: &'a OldStream, domain: Span) -> Option<Tint> {
        let entries = &stream.dict;
        let bits = usize::try_from(self.source.integer(entries, b"BitsPerSample")?).ok()?;
        let size = *self.numbers(entries, b"Size")?.first()?;
        let size = Some(size).filter(|size| *size <= MAX_SAMPLES)?;
        let range = shape::ranges(self.source, entries, b"Range")?;
        let decode_as = self.numbers(entries, b"Decode");
        let decode_as: Vec<Span> = match &decode_as {
            Some(ends) => ends
                .chunks_exact(2)
                .map(|ends| (ends[0], ends[1]))
                .collect(),
            None => range.clone(),
        };
        let encode = match self.numbers(entries, b"Encode").as_deref() {
            Some([first, last, ..]) => (*first, *last),
            _ => (0.0, size - 1.0),
        };
        let data = decode(self.source, stream, self.limit).ok()?.data;
        let most = 2_f64.powi(i32::try_from(bits).ok()?) - 1.0;
        let value = |(number, (least, greatest)): (usize, &Span)| {
            let sample = sample(&data, number.checked_mul(bits)?, bits)?;
            Some(least + sample / most * (greatest - least))
        };
        let row = |row: usize| -> Option<Vec<f64>> {
            let from = row.checked_mul(range.len())?;
            (from..).zip(&decode_as).map(value).collect()
        };
        let rows: Vec<Vec<f64>> = (0..size as usize).map_while(row).collect();
        (!rows.is_empty()).then_some(Tint::Sampled(domain, encode, rows))
    }
}

/// The number in this many bits.
fn sample(data: &[u8], at: usize, bits: usize) -> Option<f64> {
    (at..at.checked_add(bits)?).try_fold(0.0, |all, at| {
        let bit = data.get(at / 8)? >> (7 - at % 8) & 1;
        Some(all * 2.0 + f64::from(bit))
    })
}

impl Tint {
    /// The results for these inputs; `None` if there are none.
    fn at(&self, inputs: &[f64]) -> Option<Vec<f64>> {
        match self {
            Self::Calculated(calculator, outputs) => calculator.run(inputs, *outputs),
            Self::Between(first, way, exponent) => {
                let part = inputs.first()?.powf(*exponent);
                Some(
                    first
                        .iter()
                        .zip(way)
                        .map(|(first, way)| first + part * way)
                        .collect(),
                )
            }
            Self::Stitched(parts) => {
                let input = *inputs.first()?;
                let mut later = parts.iter().rev();
                let (ends, codes, tint) = later
                    .find(|((from, _), _, _)| input >= *from)
                    .or(parts.first())?;
                let span = ends.1 - ends.0;
                let part = if span > 0.0 {
                    (input - ends.0) / span
                } else {
                    0.0
                };
                tint.at(&[codes.0 + part * (codes.1 - codes.0)])
            }
            Self::Sampled(domain, encode, rows) => {
                let part = (inputs.first()? - domain.0) / (domain.1 - domain.0);
                let at = encode.0 + part * (encode.1 - encode.0);
                let at = at.clamp(0.0, (rows.len() - 1) as f64);
                let (before, after) = (
                    rows.get(at.floor() as usize)?,
                    rows.get(at.ceil() as usize)?,
                );
                let pairs = before.iter().zip(after);
                Some(
                    pairs
                        .map(|(before, after)| before + at.fract() * (after - before))
                        .collect(),
                )
            }
        }
    }

    /// Numbers near which it may jump.
    fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Calculated(calculator, _) => calculator.numbers(),
            Self::Stitched(parts) => parts.iter().map(|(ends, _, _)| ends.0).collect(),
            Self::Between(..) | Self::Sampled(..) => Vec::new(),
        }
    }

    /// How many steps it takes.
    fn work(&self) -> usize {
        match self {
            Self::Calculated(calculator, _) => calculator.length,
            Self::Stitched(parts) => {
                let most = parts.iter().map(|(_, _, part)| part.work()).max();
                parts.len() + most.unwrap_or(0)
            }
            Self::Between(..) | Self::Sampled(..) => 8,
        }
    }

    /// The range of its results if it declares none: from 0 to 1, or wider.
    fn extent(&self) -> Vec<Span> {
        match self {
            Self::Calculated(_, outputs) => vec![(0.0, 1.0); *outputs],
            Self::Between(first, way, _) => {
                let spans = first.iter().zip(way);
                spans
                    .map(|(first, way)| {
                        (
                            first.min(first + way).min(0.0),
                            first.max(first + way).max(1.0),
                        )
                    })
                    .collect()
            }
            Self::Sampled(_, _, rows) => vec![(0.0, 1.0); rows.first().map_or(0, Vec::len)],
            Self::Stitched(parts) => {
                let all = parts.iter().map(|(_, _, part)| part.extent());
                all.reduce(|one, other| {
                    let spans = one.iter().zip(other);
                    spans
                        .map(|(one, other)| (one.0.min(other.0), one.1.max(other.1)))
                        .collect()
                })
                .unwrap_or_default()
            }
        }
    }
}
