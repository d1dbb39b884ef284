//! Placing the trail's texts on A4 pages. Lengths in points, y downwards.

use krilla::geom::PathBuilder;
use krilla::surface::Surface;

use super::TrailEntry;
use crate::fonts::{Library, Style, is_printable};
use crate::ornament;
use crate::stamp::stroke;
use crate::typeset::{Ink, Line};

/// A4.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
pub(crate) const PAGE_HEIGHT: f32 = 841.89;

const MARGIN: f32 = 62.0;
const TOP: f32 = 64.0;
const BOTTOM: f32 = PAGE_HEIGHT - 78.0;
const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;

/// Width of the column of labels and times, and the gap beside it.
const LABELS: f32 = 128.0;
const GAP: f32 = 14.0;

/// Width of the column of times of day, where the date is a heading.
const TIMES: f32 = 78.0;

const SEAL: f32 = 72.0;

const INK: Ink = Ink(27, 26, 24);
const SOFT: Ink = Ink(85, 81, 74);
const RULE: Ink = Ink(201, 192, 174);
const PROVEN: Ink = Ink(23, 105, 63);

/// The most lines of one text; a trail isn't the place for novels.
const MAX_LINES: usize = 40;

/// Something placed on a page.
pub(super) enum Item {
    Text {
        line: Line,
        x: f32,
        y: f32,
        size: f32,
        ink: Ink,
    },
    Rule {
        x: f32,
        y: f32,
        width: f32,
    },
    Seal {
        x: f32,
        y: f32,
        size: f32,
    },
}

impl Item {
    pub(super) fn draw(&self, library: &Library, surface: &mut Surface<'_>) {
        match self {
            Self::Text {
                line,
                x,
                y,
                size,
                ink,
            } => library.draw(surface, line, *x, *y, *size, *ink),
            Self::Rule { x, y, width } => {
                let mut path = PathBuilder::new();
                path.move_to(*x, *y);
                path.line_to(x + width, *y);
                stroke(surface, path.finish(), 0.5, RULE);
            }
            Self::Seal { x, y, size } => ornament::seal(surface, *x, *y, *size, PROVEN, true),
        }
    }

    /// Left, right, top and bottom edge.
    #[cfg(test)]
    pub(super) fn extent(&self) -> (f32, f32, f32, f32) {
        match self {
            Self::Text {
                line, x, y, size, ..
            } => (*x, x + line.width * size, y - size, y + size * 0.3),
            Self::Rule { x, y, width } => (*x, x + width, *y, *y),
            Self::Seal { x, y, size } => (*x, x + size, *y, y + size),
        }
    }
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Type {
    style: Style,
    size: f32,
    leading: f32,
    ink: Ink,
}

impl Type {
    const fn new(style: Style, size: f32, leading: f32, ink: Ink) -> Self {
        Self {
            style,
            size,
            leading,
            ink,
        }
    }
}

const TITLE: Type = Type::new(Style::Title, 23.0, 27.0, INK);
const SUBTITLE: Type = Type::new(Style::Body, 11.0, 15.0, SOFT);
const HEADING: Type = Type::new(Style::Title, 13.5, 18.0, INK);
const NAME: Type = Type::new(Style::Title, 11.0, 15.0, INK);
const STATEMENT: Type = Type::new(Style::Serif, 10.5, 15.5, INK);
const VALUE: Type = Type::new(Style::Body, 9.0, 13.0, INK);
const LABEL: Type = Type::new(Style::Body, 9.0, 13.0, SOFT);
const SMALL: Type = Type::new(Style::Body, 7.5, 10.5, SOFT);
const DAY: Type = Type::new(Style::Title, 10.0, 14.0, INK);
const PROSE: Type = Type::new(Style::Serif, 10.0, 14.0, INK);
const NOTE: Type = Type::new(Style::Body, 8.0, 11.0, SOFT);
const SUMMARY: Type = Type::new(Style::Body, 8.0, 11.0, INK);
const DIGEST: Type = Type::new(Style::Body, 8.0, 13.0, INK);

/// A text broken into lines for a column.
struct Block {
    kind: Type,
    lines: Vec<Line>,
}

impl Block {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.kind.leading
    }
}

/// Pages being filled from top to bottom.
pub(super) struct Layout<'l> {
    library: &'l Library,
    rtl: bool,
    pages: Vec<Vec<Item>>,
    page: Vec<Item>,
    y: f32,
}

impl<'l> Layout<'l> {
    pub(super) fn new(library: &'l Library, rtl: bool) -> Self {
        Self {
            library,
            rtl,
            pages: Vec::new(),
            page: Vec::new(),
            y: TOP,
        }
    }

    /// The seal with the titles beside it.
    pub(super) fn head(&mut self, title: &str, subtitle: &str) {
        let beside = SEAL + 20.0;
        let title = self.block(TITLE, title, WIDTH - beside);
        let subtitle = self.block(SUBTITLE, subtitle, WIDTH - beside);
        let height = title.height() + subtitle.height();
        let seal = if self.rtl {
            PAGE_WIDTH - MARGIN - SEAL
        } else {
            MARGIN
        };
        self.page.push(Item::Seal {
            x: seal,
            y: self.y,
            size: SEAL,
        });
        let start = self.y + ((SEAL - height) / 2.0).max(0.0);
        let below = self.column(&title, beside, WIDTH - beside, start);
        let below = self.column(&subtitle, beside, WIDTH - beside, below);
        self.y = below.max(self.y + SEAL) + 22.0;
        self.rule();
        self.y += 8.0;
    }

    /// The titles alone, where nothing is sealed yet.
    pub(super) fn plain_head(&mut self, title: &str, subtitle: &str) {
        self.flow(TITLE, title);
        self.flow(SUBTITLE, subtitle);
        self.y += 14.0;
        self.rule();
        self.y += 8.0;
    }

    /// Leaves the rest of the page empty.
    pub(super) fn new_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = TOP;
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.flow(STATEMENT, text);
        self.y += 8.0;
    }

    pub(super) fn small_print(&mut self, text: &str) {
        self.y += 14.0;
        self.flow(SMALL, text);
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.y += 14.0;
        // A heading stays with what follows.
        self.need(HEADING.leading + 46.0);
        self.flow(HEADING, text);
        self.y += 2.0;
        self.rule();
        self.y += 7.0;
    }

    pub(super) fn person(&mut self, name: &str, address: &str) {
        self.need(NAME.leading + 2.0 * VALUE.leading);
        self.y += 3.0;
        self.flow(NAME, name);
        self.flow(LABEL, address);
        self.y += 2.0;
    }

    /// Labels with their values beside them.
    pub(super) fn entries(&mut self, entries: &[TrailEntry]) {
        for entry in entries {
            let label = self.block(LABEL, &entry.label, LABELS);
            let value = self.block(VALUE, &entry.value, WIDTH - LABELS - GAP);
            self.row(label, vec![value]);
        }
        self.y += 4.0;
    }

    pub(super) fn event(&mut self, time: &str, what: &str, details: &[String]) {
        let time = self.block(LABEL, time, LABELS);
        let width = WIDTH - LABELS - GAP;
        let mut blocks = vec![self.block(VALUE, what, width)];
        blocks.extend(
            details
                .iter()
                .map(|detail| self.block(SMALL, detail, width)),
        );
        self.row(time, blocks);
        self.y += 4.0;
    }

    /// The date above the acts of a day.
    pub(super) fn day(&mut self, date: &str) {
        self.need(DAY.leading + 2.0 * VALUE.leading);
        self.y += 2.0;
        self.flow(DAY, date);
        self.y += 1.0;
    }

    /// An act beside its time of day.
    pub(super) fn act(&mut self, time: &str, what: &str, note: &str) {
        let width = WIDTH - TIMES - GAP;
        let time = self.block(LABEL, time, TIMES);
        let blocks = vec![
            self.block(VALUE, what, width),
            self.block(NOTE, note, width),
        ];
        self.row_beside(TIMES, time, blocks);
        self.y += 1.5;
    }

    /// A digest beside its name, in one line.
    pub(super) fn digest(&mut self, digest: &TrailEntry) {
        let label = self.block(LABEL, &digest.label, LABELS);
        let value = self.block(DIGEST, &digest.value, WIDTH - LABELS - GAP);
        self.row(label, vec![value]);
    }

    /// A paragraph of running text.
    pub(super) fn prose(&mut self, text: &str) {
        if !text.is_empty() {
            self.flow(PROSE, text);
            self.y += 4.0;
        }
    }

    /// What is known of a person, where there is no room for rows.
    pub(super) fn summary(&mut self, text: &str) {
        if !text.is_empty() {
            self.flow(SUMMARY, text);
        }
    }

    /// A remark below a list.
    pub(super) fn note(&mut self, text: &str) {
        if !text.is_empty() {
            self.y += 3.0;
            self.flow(NOTE, text);
        }
    }

    /// A row beside a label of the usual width.
    fn row(&mut self, label: Block, blocks: Vec<Block>) {
        self.row_beside(LABELS, label, blocks);
    }

    /// A row that isn't divided between pages; `labels` is the width of its label's column.
    fn row_beside(&mut self, labels: f32, label: Block, blocks: Vec<Block>) {
        let height: f32 = blocks.iter().map(Block::height).sum();
        self.need(height.max(label.height()));
        let start = self.y;
        let below_label = self.column(&label, 0.0, labels, start);
        let mut y = start;
        for block in &blocks {
            y = self.column(block, labels + GAP, WIDTH - labels - GAP, y);
        }
        self.y = below_label.max(y) + 1.5;
    }

    /// Lines over the whole width that may continue on the next page.
    fn flow(&mut self, kind: Type, text: &str) {
        for line in self.block(kind, text, WIDTH).lines {
            self.need(kind.leading);
            let block = Block {
                kind,
                lines: vec![line],
            };
            self.y = self.column(&block, 0.0, WIDTH, self.y);
        }
    }

    fn block(&self, kind: Type, text: &str, width: f32) -> Block {
        let printable = |c: char| {
            if is_printable(self.library, c) {
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

    /// Places a block in a column that begins `x` from the margin where the language begins; gives the y below it.
    fn column(&mut self, block: &Block, x: f32, width: f32, y: f32) -> f32 {
        let Type {
            style,
            size,
            leading,
            ink,
        } = block.kind;
        let mut y = y;
        for line in &block.lines {
            let left = if self.rtl {
                PAGE_WIDTH - MARGIN - x - line.width * size
            } else {
                MARGIN + x
            };
            debug_assert!(
                line.width * size <= width + 0.5,
                "a line of {style:?} is too long"
            );
            let baseline = y + (leading + size * 0.6) / 2.0;
            self.page.push(Item::Text {
                line: line.clone(),
                x: left,
                y: baseline,
                size,
                ink,
            });
            y += leading;
        }
        y
    }

    fn rule(&mut self) {
        self.page.push(Item::Rule {
            x: MARGIN,
            y: self.y,
            width: WIDTH,
        });
        self.y += 6.0;
    }

    /// Starts a new page unless so much height is left.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.new_page();
        }
    }

    /// Adds the feet, now that the number of pages is known.
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
        let room = (WIDTH - label_width - 20.0).max(SMALL.size * 4.0);
        let name = self.block(SMALL, subtitle, room).lines.into_iter().next();
        let (near, far) = (MARGIN, PAGE_WIDTH - MARGIN - label_width);
        page.push(Item::Rule {
            x: MARGIN,
            y: y - 14.0,
            width: WIDTH,
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
                PAGE_WIDTH - MARGIN - line.width * SMALL.size
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
