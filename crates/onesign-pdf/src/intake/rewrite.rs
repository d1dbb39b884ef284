//! Rewrites content streams strictly (ISO 32000-2, 7.2, 7.3 and 7.8.2) if they aren't strict already.
//!
//! Readers interpret invalid content differently. A signer sees the picture of one reader, and a reader of
//! the sealed file may see another: so intake copies no invalid content. It drops the parts that have no
//! certain meaning, so that all readers agree, and tells the sender.

mod colours;
mod data;
mod image;
mod number;
mod operand;
mod operators;
mod text;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use colours::Colour;
use colours::Colours;
use operand::Operand;
use text::Text;

use super::lexer::{is_blank, is_delimiter};

/// The result of rewriting content.
pub(super) struct Rewritten {
    /// The content; `None` if it was already strict.
    pub(super) content: Option<Vec<u8>>,
    /// The warnings for the sender.
    pub(super) flaws: BTreeSet<&'static str>,
}

/// The colour spaces of the resources.
#[derive(Clone, Copy)]
pub(super) struct Spaces<'a> {
    /// The device colour space (8.6.4) that may replace a named one of the resources.
    pub(super) device: &'a dyn Fn(&[u8]) -> Option<&'static str>,
    /// The components of a colour in a named space of the resources.
    pub(super) colour: &'a dyn Fn(&[u8]) -> Colour,
    /// The same for the space at the start.
    pub(super) first: Colour,
}

const DAMAGED: &str = "content_damaged";
const REPAIRED: &str = "repaired";

/// Content as every reader reads it.
pub(super) fn strict(data: &[u8], spaces: Spaces<'_>) -> Rewritten {
    let mut writer = Writer {
        data,
        at: 0,
        edits: Vec::new(),
        flaws: BTreeSet::new(),
        spaces,
        lenient: 0,
        broken: false,
        is_shape: false,
        has_path: false,
        clip: None,
        colours: Colours::new(spaces.first),
        text: Text::default(),
    };
    writer.run();
    writer.finish()
}

struct Writer<'a> {
    data: &'a [u8],
    at: usize,
    /// Byte ranges with their replacements.
    edits: Vec<(Range<usize>, Vec<u8>)>,
    flaws: BTreeSet<&'static str>,
    spaces: Spaces<'a>,
    /// How many `BX` are open (14.2).
    lenient: usize,
    /// The current operands can't be repaired.
    broken: bool,
    /// Whether this is the procedure of an uncoloured glyph.
    is_shape: bool,
    /// Whether a path is being made.
    has_path: bool,
    /// The operator that is to clip to it.
    clip: Option<Range<usize>>,
    /// The colour spaces in force.
    colours: Colours,
    text: Text,
}

impl Writer<'_> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.data.get(self.at.saturating_add(ahead)).copied()
    }

    fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.data.get(range).unwrap_or_default()
    }

    fn edit(&mut self, range: Range<usize>, instead: impl Into<Vec<u8>>, flaw: &'static str) {
        self.edits.push((range, instead.into()));
        self.flaws.insert(flaw);
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self
                    .peek(0)
                    .is_some_and(|byte| !matches!(byte, b'\n' | b'\r'))
                {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The end of the current word.
    fn word_end(&self) -> usize {
        let rest = self.bytes(self.at..self.data.len());
        let length = rest
            .iter()
            .position(|&byte| is_blank(byte) || is_delimiter(byte));
        self.at + length.unwrap_or(rest.len())
    }

    fn run(&mut self) {
        let mut operands: Vec<Operand> = Vec::new();
        let mut mark = 0;
        loop {
            self.skip_blanks();
            if operands.is_empty() {
                mark = self.edits.len();
                self.broken = false;
            }
            let start = operands.first().map_or(self.at, |first| first.range.start);
            if self.at >= self.data.len() {
                // Readers ignore operands without an operator.
                if !operands.is_empty() {
                    self.edits.truncate(mark);
                    self.edits.push((start..self.data.len(), b" ".to_vec()));
                }
                return;
            }
            if let Some(operand) = self.operand(0) {
                operands.push(operand);
                continue;
            }
            let word = self.at..self.word_end();
            if word.is_empty() {
                self.at += 1;
                // Superfluous brackets don't end the operands, so only the brackets are removed.
                self.edit(self.at - 1..self.at, " ", REPAIRED);
                continue;
            }
            self.at = word.end;
            if self.bytes(word.clone()) == b"BI" {
                if !operands.is_empty() {
                    self.edits.truncate(mark);
                    self.edit(start..word.start, " ", REPAIRED);
                }
                self.image(word.start);
            } else if let Some(flaw) = self.operator(&mut operands, start, word.clone()) {
                self.edits.truncate(mark);
                self.edits.push((start..word.end, b" ".to_vec()));
                let mut rest = self.data.get(word.end..).unwrap_or_default().iter();
                let is_told = self.lenient == 0 && !rest.all(|&byte| is_blank(byte));
                if is_told || flaw == DAMAGED {
                    self.flaws.insert(flaw);
                }
            }
            operands.clear();
        }
    }

    fn finish(mut self) -> Rewritten {
        let flaws = self.flaws;
        if self.edits.is_empty() {
            return Rewritten {
                content: None,
                flaws,
            };
        }
        // Of nested edits the outer one applies, of two edits of the same bytes the later one.
        self.edits.reverse();
        self.edits
            .sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        let mut content = Vec::with_capacity(self.data.len());
        let mut from = 0;
        for (range, instead) in self.edits {
            if range.start < from {
                continue;
            }
            content.extend_from_slice(self.data.get(from..range.start).unwrap_or_default());
            content.extend_from_slice(&instead);
            from = range.end;
        }
        content.extend_from_slice(self.data.get(from..).unwrap_or_default());
        let content = Some(content);
        Rewritten { content, flaws }
    }
}

#[cfg(test)]
mod tests;
