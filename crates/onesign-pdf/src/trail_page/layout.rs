//! Places the trail's texts on A4 pages. Lengths in points, y downwards.

use super::TrailEntry;
use super::item::Item;
use super::setting::{
    DAY, DIGEST, GAP, HEADING, LABEL, NAME, NOTE, PAGE_HEIGHT, PAGE_WIDTH, PROSE, SMALL, SOFT,
    STATEMENT, SUBTITLE, SUMMARY, Spacing, TIMES, TITLE, Type, VALUE,
};
use crate::fonts::{Edition, Library, is_printable};
use crate::typeset::Line;
use crate::typeset::isolates::isolates;

/// The most lines of one text, so that no text fills pages of the trail.
const MAX_LINES: usize = 40;

/// A text broken into lines for a column.
struct Block {
    kind: Type,
    lines: Vec<Line>,
}

impl Block {
    fn height(&self) -> f32 {
        let usual = self.lines.len() as f32 * self.kind.leading;
        let more = |line: &Line| self.kind.around(line).1 - self.kind.leading;
        let tall = self.lines.iter().filter(|line| line.tall.is_some());
        usual + tall.map(more).sum::<f32>()
    }
}

/// Pages being filled from top to bottom.
pub(super) struct Layout<'l> {
    library: &'l Library,
    space: Spacing,
    rtl: bool,
    pages: Vec<Vec<Item>>,
    page: Vec<Item>,
    y: f32,
}

impl<'l> Layout<'l> {
    pub(super) fn new(library: &'l Library, space: Spacing, rtl: bool) -> Self {
        Self {
            library,
            space,
            rtl,
            pages: Vec::new(),
            page: Vec::new(),
            y: space.top,
        }
    }

    /// The seal with the titles next to it.
    pub(super) fn head(&mut self, title: &str, subtitle: &str) {
        let beside = self.space.seal + 20.0;
        let title = self.block(TITLE, title, self.space.width() - beside);
        let subtitle = self.block(SUBTITLE, subtitle, self.space.width() - beside);
        let height = title.height() + subtitle.height();
        let seal = if self.rtl {
            PAGE_WIDTH - self.space.margin - self.space.seal
        } else {
            self.space.margin
        };
        self.page.push(Item::Seal {
            x: seal,
            y: self.y,
            size: self.space.seal,
        });
        let start = self.y + ((self.space.seal - height) / 2.0).max(0.0);
        let below = self.column(&title, beside, self.space.width() - beside, start);
        let below = self.column(&subtitle, beside, self.space.width() - beside, below);
        self.y = below.max(self.y + self.space.seal) + self.space.gap(22.0);
        self.rule();
        self.y += self.space.gap(8.0);
    }

    /// The titles without the seal, for a document that is not sealed yet.
    pub(super) fn plain_head(&mut self, title: &str, subtitle: &str) {
        self.flow(TITLE, title);
        self.flow(SUBTITLE, subtitle);
        self.y += self.space.gap(14.0);
        self.rule();
        self.y += self.space.gap(8.0);
    }

    /// Leaves the rest of the page empty.
    pub(super) fn new_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = self.space.top;
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.flow(STATEMENT, text);
        self.y += self.space.gap(8.0);
    }

    pub(super) fn small_print(&mut self, text: &str) {
        self.y += self.space.gap(14.0);
        self.flow(SMALL, text);
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.y += self.space.gap(14.0);
        // A heading stays on the page of the text below it.
        self.need(HEADING.leading + 46.0);
        self.flow(HEADING, text);
        self.y += self.space.gap(2.0);
        self.rule();
        self.y += self.space.gap(7.0);
    }

    pub(super) fn person(&mut self, name: &str, address: &str) {
        self.need(NAME.leading + 2.0 * VALUE.leading);
        self.y += self.space.gap(3.0);
        let style = match self.library.edition {
            Edition::Former => NAME.style,
            Edition::Third | Edition::Current => self.library.style_of_all(NAME.style, name),
        };
        self.flow(Type { style, ..NAME }, name);
        self.flow(LABEL, address);
        self.y += self.space.gap(2.0);
    }

    /// Labels with their values next to them.
    pub(super) fn entries(&mut self, entries: &[TrailEntry]) {
        for entry in entries {
            let label = self.block(LABEL, &entry.label, self.space.labels);
            let value = self.block(
                VALUE,
                &entry.value,
                self.space.width() - self.space.labels - GAP,
            );
            self.row(label, vec![value]);
        }
        self.y += self.space.gap(4.0);
    }

    pub(super) fn event(&mut self, time: &str, what: &str, details: &[String]) {
        let time = self.block(LABEL, time, self.space.labels);
        let width = self.space.width() - self.space.labels - GAP;
        let mut blocks = vec![self.block(VALUE, what, width)];
        blocks.extend(
            details
                .iter()
                .map(|detail| self.block(SMALL, detail, width)),
        );
        self.row(time, blocks);
        self.y += self.space.gap(4.0);
    }

    /// The date above the acts of a day.
    pub(super) fn day(&mut self, date: &str) {
        self.need(DAY.leading + 2.0 * VALUE.leading);
        self.y += self.space.gap(2.0);
        self.flow(DAY, date);
        self.y += self.space.gap(1.0);
    }

    /// An act next to its time of day.
    pub(super) fn act(&mut self, time: &str, what: &str, note: &str) {
        let width = self.space.width() - TIMES - GAP;
        let time = self.block(LABEL, time, TIMES);
        let blocks = vec![
            self.block(VALUE, what, width),
            self.block(NOTE, note, width),
        ];
        self.row_beside(TIMES, time, blocks);
        self.y += self.space.gap(1.5);
    }

    /// A digest next to its name, in one line.
    pub(super) fn digest(&mut self, digest: &TrailEntry) {
        let label = self.block(LABEL, &digest.label, self.space.labels);
        let value = self.block(
            DIGEST,
            &digest.value,
            self.space.width() - self.space.labels - GAP,
        );
        self.row(label, vec![value]);
    }

    /// A paragraph of running text.
    pub(super) fn prose(&mut self, text: &str) {
        if !text.is_empty() {
            self.flow(PROSE, text);
            self.y += self.space.gap(4.0);
        }
    }

    /// The details of a person as a paragraph, if there is no room for rows.
    pub(super) fn summary(&mut self, text: &str) {
        if !text.is_empty() {
            self.flow(SUMMARY, text);
        }
    }

    /// A remark below a list.
    pub(super) fn note(&mut self, text: &str) {
        if !text.is_empty() {
            self.y += self.space.gap(3.0);
            self.flow(NOTE, text);
        }
    }

    /// A row next to a label of the usual width.
    fn row(&mut self, label: Block, blocks: Vec<Block>) {
        self.row_beside(self.space.labels, label, blocks);
    }

    /// A row that isn't divided between pages; `labels` is the width of its label's column.
    fn row_beside(&mut self, labels: f32, label: Block, blocks: Vec<Block>) {
        let height: f32 = blocks.iter().map(Block::height).sum();
        self.need(height.max(label.height()));
        let start = self.y;
        let below_label = self.column(&label, 0.0, labels, start);
        let mut y = start;
        for block in &blocks {
            y = self.column(block, labels + GAP, self.space.width() - labels - GAP, y);
        }
        self.y = below_label.max(y) + self.space.gap(1.5);
    }

    /// Lines over the whole width that may continue on the next page.
    fn flow(&mut self, kind: Type, text: &str) {
        for line in self.block(kind, text, self.space.width()).lines {
            let kind = self.space.leaded(kind);
            self.need(kind.around(&line).1);
            let block = Block {
                kind,
                lines: vec![line],
            };
            self.y = self.column(&block, 0.0, self.space.width(), self.y);
        }
    }

    fn block(&self, kind: Type, text: &str, width: f32) -> Block {
        let kind = self.space.leaded(kind);
        let printable = |c: char| {
            if is_printable(self.library, c) || isolates(self.library.edition, c) {
                c
            } else {
                '\u{fffd}'
            }
        };
        let text: String = text.chars().map(printable).collect();
        let mut lines = if text.trim().is_empty() {
            Vec::new()
        } else {
            self.library
                .wrap(kind.style, text.trim(), width / kind.size)
        };
        if lines.len() > MAX_LINES {
            lines.truncate(MAX_LINES);
            lines.push(self.library.line(kind.style, "…"));
        }
        Block { kind, lines }
    }

    /// Places a block in a column that starts `x` from the margin at the start of a line. Returns the y below it.
    fn column(&mut self, block: &Block, x: f32, width: f32, y: f32) -> f32 {
        let Type {
            style, size, ink, ..
        } = block.kind;
        let mut y = y;
        for line in &block.lines {
            let left = if self.rtl {
                PAGE_WIDTH - self.space.margin - x - line.width * size
            } else {
                self.space.margin + x
            };
            debug_assert!(
                line.width * size <= width + 0.5,
                "a line of {style:?} is too long"
            );
            let (baseline, height) = block.kind.around(line);
            let baseline = y + baseline;
            self.page.push(Item::Text {
                line: line.clone(),
                x: left,
                y: baseline,
                size,
                ink,
            });
            y += height;
        }
        y
    }

    fn rule(&mut self) {
        self.page.push(Item::Rule {
            x: self.space.margin,
            y: self.y,
            width: self.space.width(),
        });
        self.y += self.space.gap(6.0);
    }

    /// Starts a new page unless this much height is left.
    fn need(&mut self, height: f32) {
        if self.y + height > self.space.bottom && self.y > self.space.top {
            self.new_page();
        }
    }

    /// Adds the page footers, now that the number of pages is known.
    pub(super) fn finish(mut self, subtitle: &str, label: &str) -> Vec<Vec<Item>> {
        self.pages.push(std::mem::take(&mut self.page));
        let total = self.pages.len().to_string();
        let mut pages = std::mem::take(&mut self.pages);
        for (index, page) in pages.iter_mut().enumerate() {
            let label = label
                .replace("{page}", &(index + 1).to_string())
                .replace("{pages}", &total);
            self.foot(page, subtitle, &label);
        }
        pages
    }

    fn foot(&self, page: &mut Vec<Item>, subtitle: &str, label: &str) {
        let y = PAGE_HEIGHT - 44.0;
        let label = self.library.line(SMALL.style, label);
        let label_width = label.width * SMALL.size;
        let room = (self.space.width() - label_width - 20.0).max(SMALL.size * 4.0);
        let name = self.block(SMALL, subtitle, room).lines.into_iter().next();
        let (near, far) = (
            self.space.margin,
            PAGE_WIDTH - self.space.margin - label_width,
        );
        page.push(Item::Rule {
            x: self.space.margin,
            y: y - 14.0,
            width: self.space.width(),
        });
        let x = if self.rtl { near } else { far };
        page.push(Item::Text {
            line: label,
            x,
            y,
            size: SMALL.size,
            ink: SOFT,
        });
        if let Some(line) = name {
            let x = if self.rtl {
                PAGE_WIDTH - self.space.margin - line.width * SMALL.size
            } else {
                near
            };
            page.push(Item::Text {
                line,
                x,
                y,
                size: SMALL.size,
                ink: SOFT,
            });
        }
    }
}
