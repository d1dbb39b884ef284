//! What drawing nested form XObjects would cost.

use std::collections::HashMap;

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream as OldStream};

use super::build::content_streams;
use super::content;
use super::decode::decode;
use super::pages::Page;
use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};

/// How deep forms may nest when their uses are multiplied out.
const MAX_FORM_DEPTH: u32 = 60;

/// The most bytes of operators that one page may draw, forms multiplied out: a file of a kilobyte can ask for hours of
/// drawing. Pages of real documents stay below a hundredth of this.
const MAX_DRAWN_BYTES: u64 = 256 << 20;

/// Up to this many drawings of forms, and bytes of operators in them, the text of the pages is read at once.
const MAX_READABLE: Cost = Cost {
    uses: 20_000,
    bytes: 4 << 20,
};

/// Forms and their operators, each counted as often as it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Drawings of forms.
    uses: u64,
    /// Bytes of the operators in them.
    bytes: u64,
}

impl Cost {
    /// More than any page may cost.
    const ENDLESS: Self = Self {
        uses: u64::MAX,
        bytes: u64::MAX,
    };

    fn plus(self, other: Self) -> Self {
        Self {
            uses: self.uses.saturating_add(other.uses),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }

    fn times(self, count: u64) -> Self {
        Self {
            uses: self.uses.saturating_mul(count),
            bytes: self.bytes.saturating_mul(count),
        }
    }

    /// Whether the text in all these forms can be read without anybody waiting.
    pub(super) fn is_readable(self) -> bool {
        self.uses <= MAX_READABLE.uses && self.bytes <= MAX_READABLE.bytes
    }
}

/// How many drawing steps nested forms come to: a file of a kilobyte can ask for 10^12.
pub(super) struct FormCost<'a> {
    source: Source<'a>,
    limits: &'a Limits,
    known: HashMap<ObjectId, Cost>,
    /// Over all pages.
    pub(super) total: Cost,
}

impl<'a> FormCost<'a> {
    pub(super) fn new(source: Source<'a>, limits: &'a Limits) -> Self {
        Self {
            source,
            limits,
            known: HashMap::new(),
            total: Cost::default(),
        }
    }

    /// Adds a page; refuses one that draws too much.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Result<(), IntakeError> {
        let source = self.source;
        let Some(resources) = page
            .resources
            .and_then(|object| source.resolve(object))
            .and_then(as_dictionary)
        else {
            return Ok(());
        };
        let streams = content_streams(source, page.dictionary);
        let cost = self.forms(resources, &streams, 0);
        self.total = self.total.plus(cost);
        if cost.uses > self.limits.max_form_uses || cost.bytes > MAX_DRAWN_BYTES {
            Err(IntakeError::TooComplex)
        } else {
            Ok(())
        }
    }

    /// What the forms drawn by some content cost.
    fn forms(&mut self, resources: &'a Received, streams: &[&'a OldStream], depth: u32) -> Cost {
        let source = self.source;
        let Some(objects) = source.dictionary(resources, b"XObject") else {
            return Cost::default();
        };
        let mut nested = Vec::new();
        for (name, object) in objects {
            if let Some((Some(id), Old::Stream(stream))) = source.locate(object)
                && source.name(&stream.dict, b"Subtype") != Some(b"Image")
            {
                let mut cost = self.form(id, stream, depth);
                // On the page itself, forms without forms in them needn't be counted.
                if depth == 0 && cost.uses == 1 {
                    cost.uses = 0;
                }
                nested.push((name, cost));
            }
        }
        if nested.is_empty() {
            return Cost::default();
        }
        let mut total = Cost::default();
        for stream in streams {
            let Ok(decoded) = decode(source, stream, self.limits.max_stream_bytes) else {
                return Cost::ENDLESS;
            };
            let uses = content::drawn_objects(&decoded.data);
            for (name, cost) in &nested {
                let times = uses.get(*name).copied().unwrap_or(0);
                total = total.plus(cost.times(times));
            }
        }
        total
    }

    fn form(&mut self, id: ObjectId, stream: &'a OldStream, depth: u32) -> Cost {
        if let Some(cost) = self.known.get(&id) {
            return *cost;
        }
        let once = Cost { uses: 1, bytes: 0 };
        if depth > MAX_FORM_DEPTH {
            return once;
        }
        // A loop costs nothing more: viewers don't follow it.
        self.known.insert(id, once);
        let own = self.source.dictionary(&stream.dict, b"Resources");
        let inner = own.map_or(Cost::default(), |resources| {
            self.forms(resources, &[stream], depth + 1)
        });
        let cost = inner.plus(Cost {
            bytes: self.length(stream),
            ..once
        });
        self.known.insert(id, cost);
        cost
    }

    /// The bytes of a form's operators.
    fn length(&self, stream: &'a OldStream) -> u64 {
        let decoded = decode(self.source, stream, self.limits.max_stream_bytes);
        decoded.map_or(u64::MAX, |decoded| decoded.data.len() as u64)
    }
}
