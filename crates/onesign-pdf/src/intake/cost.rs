//! What drawing nested form XObjects would cost.

use std::collections::HashMap;

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream as OldStream};

use super::build::content_streams;
use super::content;
use super::pages::Page;
use super::source::{Source, as_dictionary};
use super::{IntakeError, Limits};

/// How deep forms may nest when their uses are multiplied out.
const MAX_FORM_DEPTH: u32 = 60;

/// How many drawing steps nested forms come to: a file of a kilobyte can ask for 10^12.
pub(super) struct FormCost<'a> {
    source: Source<'a>,
    limits: &'a Limits,
    known: HashMap<ObjectId, u64>,
    /// Over all pages.
    pub(super) total: u64,
}

impl<'a> FormCost<'a> {
    pub(super) fn new(source: Source<'a>, limits: &'a Limits) -> Self {
        Self {
            source,
            limits,
            known: HashMap::new(),
            total: 0,
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
        let cost = self.content(resources, &streams, 0);
        self.total = self.total.saturating_add(cost);
        if cost > self.limits.max_form_uses {
            Err(IntakeError::TooComplex)
        } else {
            Ok(())
        }
    }

    /// What the forms drawn by some content cost, each as often as it is drawn.
    fn content(&mut self, resources: &'a Received, streams: &[&'a OldStream], depth: u32) -> u64 {
        let source = self.source;
        let Some(objects) = source.dictionary(resources, b"XObject") else {
            return 0;
        };
        let mut nested = Vec::new();
        for (name, object) in objects {
            if let Some((Some(id), Old::Stream(stream))) = source.locate(object)
                && source.name(&stream.dict, b"Subtype") == Some(b"Form")
            {
                let cost = self.form(id, stream, depth);
                // On the page itself, forms without forms in them needn't be counted.
                if cost > 1 || depth > 0 {
                    nested.push((name, cost));
                }
            }
        }
        if nested.is_empty() {
            return 0;
        }
        let limit = usize::try_from(self.limits.max_stream_bytes).unwrap_or(usize::MAX);
        let mut total = 0_u64;
        for stream in streams {
            let data = stream
                .decompressed_content_with_limit(limit)
                .unwrap_or_default();
            let uses = content::drawn_objects(&data);
            for (name, cost) in &nested {
                let times = uses.get(*name).copied().unwrap_or(0);
                total = total.saturating_add(cost.saturating_mul(times));
            }
        }
        total
    }

    fn form(&mut self, id: ObjectId, stream: &'a OldStream, depth: u32) -> u64 {
        if let Some(cost) = self.known.get(&id) {
            return *cost;
        }
        if depth > MAX_FORM_DEPTH {
            return 1;
        }
        // A loop costs nothing more: viewers don't follow it.
        self.known.insert(id, 1);
        let own = self.source.dictionary(&stream.dict, b"Resources");
        let inner = own.map_or(0, |resources| self.content(resources, &[stream], depth + 1));
        let cost = inner.saturating_add(1);
        self.known.insert(id, cost);
        cost
    }
}
