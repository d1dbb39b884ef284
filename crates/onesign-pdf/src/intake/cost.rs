//! The cost of drawing nested form XObjects.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream as OldStream};

use super::content;
use super::contents::content_streams;
use super::decode::decode;
use super::pages::Page;
use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};

/// How deep forms may nest when their uses are expanded.
const MAX_FORM_DEPTH: u32 = 60;

/// How deep forms may nest before some readers stop.
const DEEP: u32 = 24;

/// The most bytes of operators that one page may draw, with forms expanded: a file of a kilobyte can ask for hours of
/// drawing. Pages of real documents stay below a hundredth of this.
const MAX_DRAWN_BYTES: u64 = 256 << 20;

/// Intake reads the text of the pages up to this many drawings of forms and bytes of operators in them.
const MAX_READABLE: Cost = Cost {
    uses: 20_000,
    bytes: 4 << 20,
    endless: false,
};

/// Forms and their operators, each counted as often as it is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// Drawings of forms.
    uses: u64,
    /// Bytes of the operators in them.
    bytes: u64,
    /// Whether a form draws itself, or forms nest so deep that some readers stop.
    endless: bool,
}

impl Cost {
    /// More than any page may cost.
    const ENDLESS: Self = Self {
        uses: u64::MAX,
        bytes: u64::MAX,
        endless: true,
    };

    fn plus(self, other: Self) -> Self {
        Self {
            uses: self.uses.saturating_add(other.uses),
            bytes: self.bytes.saturating_add(other.bytes),
            endless: self.endless || other.endless,
        }
    }

    fn times(self, count: u64) -> Self {
        Self {
            uses: self.uses.saturating_mul(count),
            bytes: self.bytes.saturating_mul(count),
            endless: self.endless && count > 0,
        }
    }

    /// Whether the text in all these forms can be read without noticeable delay.
    pub(super) fn is_readable(self) -> bool {
        self.uses <= MAX_READABLE.uses && self.bytes <= MAX_READABLE.bytes
    }
}

/// Counts the drawing steps of nested forms: a file of a kilobyte can ask for 10^12.
pub(super) struct FormCost<'a> {
    source: Source<'a>,
    limits: &'a Limits,
    known: HashMap<ObjectId, Cost>,
    /// Forms that are being entered.
    open: HashSet<ObjectId>,
    /// Over all pages.
    pub(super) total: Cost,
}

impl<'a> FormCost<'a> {
    pub(super) fn new(source: Source<'a>, limits: &'a Limits) -> Self {
        Self {
            source,
            limits,
            known: HashMap::new(),
            open: HashSet::new(),
            total: Cost::default(),
        }
    }

    /// Adds a page; refuses one that draws too much. Returns whether a form on it draws itself, or nests deep.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Result<bool, IntakeError> {
        let source = self.source;
        let resources = page
            .resources
            .and_then(|object| source.resolve(object))
            .and_then(as_dictionary);
        let streams = content_streams(source, page.dictionary);
        let content = resources.map_or(Cost::default(), |resources| {
            self.forms(resources, &streams, 0)
        });
        let cost = content.plus(self.annotations(page.dictionary));
        self.total = self.total.plus(cost);
        if cost.uses > self.limits.max_form_uses || cost.bytes > MAX_DRAWN_BYTES {
            Err(IntakeError::TooComplex)
        } else {
            Ok(cost.endless)
        }
    }

    /// The cost of the appearances of a page's annotations (12.5.5), by the largest state of each.
    fn annotations(&mut self, page: &'a Received) -> Cost {
        let source = self.source;
        let mut total = Cost::default();
        for annotation in source.array(page, b"Annots").unwrap_or_default() {
            let normal = source
                .resolve(annotation)
                .and_then(as_dictionary)
                .and_then(|annotation| source.dictionary(annotation, b"AP"))
                .and_then(|appearances| source.locate(appearances.get(b"N").ok()?));
            let cost = match normal {
                Some((Some(id), Old::Stream(stream))) => self.form(id, stream, 1),
                Some((_, Old::Dictionary(states))) => {
                    let costs = states.iter().map(|(_, state)| self.appearance(state));
                    costs.max_by_key(|cost| cost.bytes).unwrap_or_default()
                }
                _ => continue,
            };
            total = total.plus(Cost {
                uses: cost.uses.saturating_sub(1),
                ..cost
            });
        }
        total
    }

    fn appearance(&mut self, state: &'a Old) -> Cost {
        match self.source.locate(state) {
            Some((Some(id), Old::Stream(stream))) => self.form(id, stream, 1),
            _ => Cost::default(),
        }
    }

    /// The cost of the forms that content draws: its XObjects, and the soft masks of its graphics states (11.6.5.2).
    fn forms(&mut self, resources: &'a Received, streams: &[&'a OldStream], depth: u32) -> Cost {
        let source = self.source;
        let (mut objects, mut masks) = (Vec::new(), Vec::new());
        let listed = |key| source.dictionary(resources, key).into_iter().flatten();
        for (name, object) in listed(b"XObject") {
            if let Some((Some(id), Old::Stream(stream))) = source.locate(object)
                && source.name(&stream.dict, b"Subtype") != Some(b"Image")
            {
                let mut cost = self.form(id, stream, depth);
                // Forms on the page itself need not be counted if they contain no forms.
                if depth == 0 && cost.uses == 1 {
                    cost.uses = 0;
                }
                objects.push((name, cost));
            }
        }
        for (name, object) in listed(b"ExtGState") {
            let group = source
                .resolve(object)
                .and_then(as_dictionary)
                .and_then(|state| source.dictionary(state, b"SMask"))
                .and_then(|mask| source.locate(mask.get(b"G").ok()?));
            if let Some((Some(id), Old::Stream(stream))) = group {
                masks.push((name, self.form(id, stream, depth)));
            }
        }
        let mut total = Cost::default();
        if objects.is_empty() && masks.is_empty() {
            return total;
        }
        for stream in streams {
            let Ok(decoded) = decode(source, stream, self.limits.max_stream_bytes) else {
                return Cost::ENDLESS;
            };
            let uses = content::uses(&decoded.data);
            let counted = [(&objects, &uses.objects), (&masks, &uses.states)];
            for (forms, uses) in counted {
                for (name, cost) in forms {
                    let times = uses.get(*name).copied().unwrap_or(0);
                    total = total.plus(cost.times(times));
                }
            }
        }
        total
    }

    fn form(&mut self, id: ObjectId, stream: &'a OldStream, depth: u32) -> Cost {
        let once = Cost {
            uses: 1,
            bytes: 0,
            endless: depth > DEEP || self.open.contains(&id),
        };
        if let Some(cost) = self.known.get(&id) {
            return Cost {
                endless: cost.endless || once.endless,
                ..*cost
            };
        }
        if depth > MAX_FORM_DEPTH {
            return once;
        }
        // A loop adds no cost: viewers don't follow it.
        self.known.insert(id, once);
        self.open.insert(id);
        let own = self.source.dictionary(&stream.dict, b"Resources");
        let inner = own.map_or(Cost::default(), |resources| {
            self.forms(resources, &[stream], depth + 1)
        });
        let cost = inner.plus(Cost {
            bytes: self.length(stream),
            ..once
        });
        self.open.remove(&id);
        self.known.insert(id, cost);
        cost
    }

    /// The bytes of a form's operators.
    fn length(&self, stream: &'a OldStream) -> u64 {
        let decoded = decode(self.source, stream, self.limits.max_stream_bytes);
        decoded.map_or(u64::MAX, |decoded| decoded.data.len() as u64)
    }
}
