//! Content streams (ISO 32000-2, 7.8.2): what they draw, and how intake removes the content of hidden layers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexer::{Lexer, Token, decode_name};
use super::pen::{Fonts, Pen};

/// How often content uses each of its resources.
#[derive(Default)]
pub(super) struct Uses {
    /// XObjects, drawn by `Do`.
    pub(super) objects: BTreeMap<Vec<u8>, u64>,
    /// Graphics states, set by `gs`: each may draw a soft mask.
    pub(super) states: BTreeMap<Vec<u8>, u64>,
}

/// Counts what the content uses.
pub(super) fn uses(data: &[u8]) -> Uses {
    let mut uses = Uses::default();
    let mut lexer = Lexer::new(data);
    let mut name = None;
    while let Some(token) = lexer.next_token() {
        let range = match token {
            Token::Name(range) => {
                name = Some(range);
                continue;
            }
            Token::Operator(range) => range,
            _ => continue,
        };
        let counted = match &data[range] {
            b"Do" => &mut uses.objects,
            b"gs" => &mut uses.states,
            _ => continue,
        };
        if let Some(name) = name.take() {
            *counted.entry(decode_name(&data[name])).or_insert(0) += 1;
        }
    }
    uses
}

/// Balances `q` and `Q` (8.4.2): drops each `Q` without a `q`, and adds missing ones at the end. `None` if
/// nothing changes.
pub(super) fn balanced(data: &[u8]) -> Option<Vec<u8>> {
    let mut lexer = Lexer::new(data);
    let mut depth = 0_usize;
    let mut superfluous = Vec::new();
    while let Some(token) = lexer.next_token() {
        let Token::Operator(range) = token else {
            continue;
        };
        match &data[range.clone()] {
            b"q" => depth += 1,
            b"Q" if depth == 0 => superfluous.push(range),
            b"Q" => depth -= 1,
            _ => {}
        }
    }
    if depth == 0 && superfluous.is_empty() {
        return None;
    }
    let mut result = Vec::with_capacity(data.len() + 2 * depth);
    let mut from = 0;
    for range in superfluous {
        result.extend_from_slice(&data[from..range.start]);
        from = range.end;
    }
    result.extend_from_slice(&data[from..]);
    result.extend(b"\nQ".repeat(depth));
    Some(result)
}

/// Content without the drawings of hidden layers.
pub(super) struct Visible {
    pub(super) content: Vec<u8>,
    /// Part of it has no known position, because it follows hidden text of unknown width.
    pub(super) is_astray: bool,
}

/// Removes the drawings of hidden layers, and every layer mark (8.11.3.2). `hidden` decides by resource name.
/// Operators that change the graphics state stay, because a viewer still executes them; hidden text moves the
/// pen.
pub(super) fn without_hidden(
    data: &[u8],
    fonts: Option<Fonts<'_>>,
    hidden: impl Fn(&[u8]) -> bool,
) -> Visible {
    let mut filter = Filter {
        data,
        output: Vec::with_capacity(data.len()),
        marks: Vec::new(),
        concealed: 0,
        pen: Pen::new(fonts),
    };
    let mut operands: Vec<Token> = Vec::new();
    let mut lexer = Lexer::new(data);
    while let Some(token) = lexer.next_token() {
        match token {
            Token::Operand(_) | Token::Name(_) => operands.push(token),
            Token::InlineImage(range) => {
                if filter.concealed == 0 {
                    filter.copy(range);
                }
                operands.clear();
            }
            Token::Operator(range) => {
                filter.operator(&operands, range, &hidden);
                operands.clear();
            }
        }
    }
    Visible {
        content: filter.output,
        is_astray: filter.pen.is_astray,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Not a layer: kept.
    Other,
    /// A visible layer: its mark is removed, its content stays.
    Shown,
    /// A hidden layer.
    Hidden,
}

struct Filter<'a> {
    data: &'a [u8],
    output: Vec<u8>,
    marks: Vec<Mark>,
    /// How many of the open marks hide content.
    concealed: u64,
    pen: Pen<'a>,
}

/// The bytes of operands.
fn written<'a>(data: &'a [u8], operands: &[Token]) -> Vec<&'a [u8]> {
    let written = operands.iter().map(|token| match token {
        Token::Operand(range)
        | Token::Name(range)
        | Token::Operator(range)
        | Token::InlineImage(range) => data.get(range.clone()).unwrap_or_default(),
    });
    written.collect()
}

impl Filter<'_> {
    fn copy(&mut self, range: Range<usize>) {
        self.output.extend_from_slice(&self.data[range]);
        // An image without an end runs to the end of the content, including the line break.
        if self.output.last() != Some(&b'\n') {
            self.output.push(b'\n');
        }
    }

    fn keep(&mut self, operands: &[Token], operator: Range<usize>) {
        let start = operands
            .first()
            .map_or(operator.start, |token| match token {
                Token::Operand(range)
                | Token::Name(range)
                | Token::Operator(range)
                | Token::InlineImage(range) => range.start,
            });
        self.copy(start..operator.end);
    }

    fn operator(
        &mut self,
        operands: &[Token],
        range: Range<usize>,
        hidden: &impl Fn(&[u8]) -> bool,
    ) {
        match &self.data[range.clone()] {
            b"BDC" | b"BMC" => {
                let mark = self.mark(operands, hidden);
                self.marks.push(mark);
                self.concealed += u64::from(mark == Mark::Hidden);
                if mark == Mark::Other && self.concealed == 0 {
                    self.keep(operands, range);
                } else if mark == Mark::Other {
                    // A hidden layer has no content left to mark.
                    self.marks.pop();
                    self.marks.push(Mark::Shown);
                }
            }
            b"EMC" => match self.marks.pop() {
                Some(Mark::Hidden) => self.concealed -= 1,
                Some(Mark::Shown) => {}
                Some(Mark::Other) | None => self.keep(operands, range),
            },
            name if self.concealed > 0 => {
                let written = written(self.data, operands);
                if let Some(instead) = self.pen.instead(name, &written) {
                    self.output.extend(instead);
                } else if let Some(instead) = concealed(name) {
                    self.output.extend_from_slice(instead);
                } else {
                    self.pen.follow(name, &written);
                    self.keep(operands, range);
                }
            }
            name => {
                let written = written(self.data, operands);
                self.pen.follow(name, &written);
                self.keep(operands, range);
            }
        }
    }

    fn mark(&self, operands: &[Token], hidden: &impl Fn(&[u8]) -> bool) -> Mark {
        match operands {
            [.., Token::Name(tag), Token::Name(name)] if &self.data[tag.clone()] == b"/OC" => {
                if hidden(&decode_name(&self.data[name.clone()])) {
                    Mark::Hidden
                } else {
                    Mark::Shown
                }
            }
            [.., Token::Name(tag), Token::Operand(_)] if &self.data[tag.clone()] == b"/OC" => {
                Mark::Shown
            }
            _ => Mark::Other,
        }
    }
}

/// The replacement for a non-text operator whose result must stay invisible; `None` for operators that don't
/// draw.
fn concealed(operator: &[u8]) -> Option<&'static [u8]> {
    match operator {
        // The path is dropped, but a pending clip still takes effect.
        b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => Some(b"n\n"),
        b"sh" | b"Do" | b"MP" | b"DP" => Some(b""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filtered(content: &str) -> String {
        let output = without_hidden(content.as_bytes(), None, |name| name == b"off").content;
        String::from_utf8(output)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn hidden_layers_vanish_and_visible_ones_stay() {
        assert_eq!(filtered("/OC /on BDC (a) Tj EMC (b) Tj"), "(a) Tj (b) Tj");
        assert_eq!(
            filtered("/OC /off BDC 1 0 0 rg 0 0 9 9 re f (a) Tj EMC (b) Tj"),
            "1 0 0 rg 0 0 9 9 re n (b) Tj"
        );
        assert_eq!(
            filtered("/OC /off BDC /P BMC (a) ' EMC EMC /P <</MCID 1>> BDC (b) Tj EMC"),
            "T* /P <</MCID 1>> BDC (b) Tj EMC"
        );
        assert_eq!(filtered("/OC /off BDC BI /W 1 ID x EI EMC q Q"), "q Q");
        assert_eq!(
            filtered("/OC /off BDC /OC /on BDC (a) Tj EMC (b) Tj EMC (c) Tj"),
            "(c) Tj"
        );
    }

    #[test]
    fn strings_and_images_hide_their_operators() {
        assert_eq!(filtered("(EMC \\) BDC) Tj"), "(EMC \\) BDC) Tj");
        assert_eq!(
            filtered("[(a) 1 (b)] TJ <</A (>>)>> x"),
            "[(a) 1 (b)] TJ <</A (>>)>> x"
        );
        assert_eq!(
            filtered("BI /W 1 ID EI\u{1} EI Q"),
            "BI /W 1 ID EI\u{1} EI Q"
        );
        let endless = without_hidden(b"q BI /W 1", None, |_| false).content;
        assert_eq!(without_hidden(&endless, None, |_| false).content, endless);
    }

    #[test]
    fn saved_states_are_balanced() {
        assert_eq!(balanced(b"q 1 w Q (Q) Tj"), None);
        assert_eq!(balanced(b"Q 1 w q").unwrap(), b" 1 w q\nQ");
        assert_eq!(balanced(b"q Q Q f").unwrap(), b"q Q  f");
        assert_eq!(balanced(&balanced(b"q q Q Q Q q").unwrap()), None);
    }

    #[test]
    fn counts_uses() {
        let uses = uses(b"/A Do /B#31 Do /A Do (/C Do) Tj /A gs");
        assert_eq!(uses.objects.get(b"A".as_slice()), Some(&2));
        assert_eq!(uses.objects.get(b"B1".as_slice()), Some(&1));
        assert_eq!(uses.objects.len(), 2);
        assert_eq!(uses.states.get(b"A".as_slice()), Some(&1));
    }

    proptest! {
        #[test]
        fn any_bytes_terminate(data in proptest::collection::vec(any::<u8>(), 0..400)) {
            let output = without_hidden(&data, None, |_| true).content;
            prop_assert!(output.len() <= data.len() * 3 + 2);
        }

        #[test]
        fn operators_without_marks_are_unchanged(words in proptest::collection::vec("[a-zA-Z(\\[0-9)\\]<>/ ]{0,6}", 0..40)) {
            let content = words.join(" ");
            let once = without_hidden(content.as_bytes(), None, |_| false).content;
            let twice = without_hidden(&once, None, |_| false).content;
            prop_assert_eq!(once, twice);
        }
    }
}
