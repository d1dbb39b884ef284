//! Functions (ISO 32000-2, 7.10): whether they are sound, and how much work they take: stitching functions share
//! parts, and readers build each part once for every mention.

mod calculate;
mod jumps;
mod program;
mod shape;
mod tint;

use std::collections::HashMap;

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream as OldStream};

use self::calculate::Calculator;
pub(super) use self::shape::is_sound;
use self::shape::shape;
use super::copy::Copier;
use super::samples::components;
use super::source::{Source, as_dictionary};

/// The most functions in one, with nested parts expanded: real ones have a few dozen.
const MAX_PARTS: u64 = 2_000;

/// More than any function may have.
const TOO_MANY: u64 = u64::MAX - 1;

/// The count for a function that contains itself: readers stop following it.
const LOOP: u64 = u64::MAX;

/// How deep functions may nest.
const MAX_DEPTH: u32 = 32;

/// The parts of the functions seen so far, each counted once for every mention.
#[derive(Default)]
pub(super) struct Parts(HashMap<ObjectId, u64>);

impl Parts {
    /// Whether readers can build the function without noticeable delay.
    pub(super) fn are_few<'a>(&mut self, source: Source<'a>, function: &'a Old) -> bool {
        let parts = self.of(source, function, 0);
        parts <= MAX_PARTS || parts == LOOP
    }

    fn of<'a>(&mut self, source: Source<'a>, function: &'a Old, depth: u32) -> u64 {
        let Some((id, object)) = source.locate(function) else {
            return 0;
        };
        if let Some(known) = id.and_then(|id| self.0.get(&id)) {
            return *known;
        }
        if depth > MAX_DEPTH {
            return TOO_MANY;
        }
        if let Some(id) = id {
            self.0.insert(id, LOOP);
        }
        let listed = match object {
            Old::Array(items) => items.as_slice(),
            other => as_dictionary(other)
                .and_then(|function| source.array(function, b"Functions"))
                .unwrap_or_default(),
        };
        let mut parts: u64 = 1;
        for part in listed {
            parts = match self.of(source, part, depth + 1) {
                LOOP if listed.len() == 1 => LOOP,
                // A loop with branches takes endless work.
                more => parts.saturating_add(more).min(TOO_MANY),
            };
            if parts > MAX_PARTS {
                break;
            }
        }
        if let Some(id) = id {
            self.0.insert(id, parts);
        }
        parts
    }
}

impl<'a> Copier<'a> {
    /// Notes a function whose stream does not match its entries. Returns the rewritten program of a calculator
    /// function.
    pub(super) fn settle_function(
        &mut self,
        stream: &'a OldStream,
        data: &[u8],
    ) -> Option<Vec<u8>> {
        let source = self.source;
        match source.integer(&stream.dict, b"FunctionType") {
            Some(0) => {
                let wanted = shape::sample_bytes(source, &stream.dict);
                if wanted.is_some_and(|wanted| wanted <= data.len() as u64) {
                    return None;
                }
            }
            Some(4) => {
                if let Some(written) = program::anew(data) {
                    if !self.is_defined(&stream.dict, &written) {
                        self.flaw("readers_differ");
                    }
                    return Some(written);
                }
            }
            _ => {}
        }
        self.flaw("readers_differ");
        None
    }

    /// Whether a program has a result for every input in its domain.
    fn is_defined(&self, entries: &'a Received, program: &[u8]) -> bool {
        let spans = |key: &[u8]| shape::ranges(self.source, entries, key);
        let spans = spans(b"Domain").zip(spans(b"Range"));
        let read = Calculator::read(program).zip(spans);
        read.is_some_and(|(calculator, (domain, range))| {
            let results = |inputs: &[f64]| calculator.run(inputs, range.len());
            jumps::is_defined(&results, calculator.length, &domain, range.len())
        })
    }

    /// Whether all readers get the same colour for each tint of a special colour space.
    pub(super) fn has_steady_tint(&mut self, family: &[u8], items: &'a [Old]) -> bool {
        let (b"Separation" | b"DeviceN", Some(tint)) = (family, items.get(3)) else {
            return true;
        };
        let id = self.source.locate(tint).and_then(|(id, _)| id);
        if let Some(known) = id.and_then(|id| self.steady.get(&id)) {
            return *known;
        }
        let is_steady = tint::is_steady(self.source, tint, self.limits.max_stream_bytes);
        if let Some(id) = id {
            self.steady.insert(id, is_steady);
        }
        is_steady
    }

    /// Whether one function, or one per output, maps this many inputs to this many outputs.
    pub(super) fn leads(&self, function: &'a Old, inputs: usize, outputs: usize) -> bool {
        let source = self.source;
        let listed = match source.resolve(function) {
            Some(Old::Array(items)) => items.as_slice(),
            _ => std::slice::from_ref(function),
        };
        let shapes: Option<Vec<_>> = listed.iter().map(|item| shape(source, item)).collect();
        shapes.is_some_and(|shapes| {
            shapes.iter().all(|shape| shape.inputs == inputs)
                && shapes.iter().map(|shape| shape.outputs).sum::<usize>() == outputs
                && (shapes.len() == 1 || shapes.len() == outputs)
        })
    }

    /// Whether all readers interpret a special (8.6.6) or calibrated (8.6.5) colour space alike.
    pub(super) fn is_sound_space(&self, family: &[u8], items: &'a [Old]) -> bool {
        let source = self.source;
        let parts = |at: usize| {
            let parts = items.get(at).and_then(|space| components(source, space));
            parts.map(|parts| parts as usize)
        };
        let item = |at: usize| items.get(at).and_then(|item| source.resolve(item));
        let tint = |inputs: usize| {
            let outputs = parts(2);
            outputs.is_some_and(|outputs| {
                items
                    .get(3)
                    .is_some_and(|tint| self.leads(tint, inputs, outputs))
            })
        };
        match family {
            b"Indexed" => {
                let last = items.get(2).and_then(|last| source.number(last));
                let is_last = |last: f64| (0.0..=255.0).contains(&last) && last.fract() == 0.0;
                parts(1).is_some()
                    && last.is_some_and(is_last)
                    && matches!(item(3), Some(Old::String(..) | Old::Stream(_)))
            }
            b"Separation" => matches!(item(1), Some(Old::Name(_))) && tint(1),
            b"DeviceN" => match item(1) {
                Some(Old::Array(inks)) => {
                    let is_name = |ink: &Old| matches!(source.resolve(ink), Some(Old::Name(_)));
                    inks.iter().all(is_name) && tint(inks.len())
                }
                _ => false,
            },
            b"CalGray" | b"CalRGB" | b"Lab" => match item(1) {
                Some(Old::Dictionary(entries)) => self.has_white(entries),
                _ => false,
            },
            _ => true,
        }
    }

    fn has_white(&self, entries: &'a Received) -> bool {
        let white = self.source.numbers::<3>(entries, b"WhitePoint");
        white.is_some_and(|[x, y, z]| x > 0.0 && (y - 1.0).abs() < 0.01 && z > 0.0)
    }
}
