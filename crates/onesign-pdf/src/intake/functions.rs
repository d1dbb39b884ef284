//! How much work a function asks for (ISO 32000-2, 7.10.4): stitching functions share their parts, and readers build
//! every part as often as it is named.

use std::collections::HashMap;

use lopdf::{Object as Old, ObjectId};

use super::source::{Source, as_dictionary};

/// The most functions in one, parts of parts multiplied out: real ones have some dozens.
const MAX_PARTS: u64 = 2_000;

/// More than any function may have.
const TOO_MANY: u64 = u64::MAX - 1;

/// A function that is a part of itself, once: readers stop following it.
const LOOP: u64 = u64::MAX;

/// How deep functions may nest.
const MAX_DEPTH: u32 = 32;

/// The parts of the functions seen so far, each counted as often as it is named.
#[derive(Default)]
pub(super) struct Parts(HashMap<ObjectId, u64>);

impl Parts {
    /// Whether readers can build the function without anybody waiting.
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
                // A loop that branches asks for endless work.
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
