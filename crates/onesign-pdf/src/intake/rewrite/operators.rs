//! The operators (ISO 32000-2, Annex A) and their operands.

use super::super::dash;
use super::super::lexer::decode_name;
use super::operand::{Operand, Sort};
use super::{DAMAGED, REPAIRED, Writer};
use std::ops::{Range, RangeInclusive};

/// The properties of marked content that can't give anyone a text other than the visible one.
const MARKING: [&[u8]; 6] = [b"MCID", b"Type", b"Subtype", b"BBox", b"Attached", b"Lang"];

/// The operands of an operator, one letter each: `n` a number, `N` a name, `s` a string, `a` an array of numbers, `t`
/// an array of strings and numbers, `p` a name or a dictionary. `c` stands for numbers, `C` for numbers and perhaps a
/// name.
pub(super) fn spec(operator: &[u8]) -> Option<&'static [u8]> {
    Some(match operator {
        b"q" | b"Q" | b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"
        | b"n" | b"W" | b"W*" | b"BT" | b"ET" | b"T*" | b"EMC" | b"BX" | b"EX" => b"",
        b"w" | b"J" | b"j" | b"M" | b"i" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Tr" | b"Ts" | b"G"
        | b"g" => b"n",
        b"m" | b"l" | b"Td" | b"TD" | b"d0" => b"nn",
        b"RG" | b"rg" => b"nnn",
        b"v" | b"y" | b"re" | b"K" | b"k" => b"nnnn",
        b"cm" | b"c" | b"Tm" | b"d1" => b"nnnnnn",
        b"ri" | b"gs" | b"CS" | b"cs" | b"sh" | b"Do" | b"MP" | b"BMC" => b"N",
        b"DP" | b"BDC" => b"Np",
        b"Tf" => b"Nn",
        b"Tj" | b"'" => b"s",
        b"\"" => b"nns",
        b"TJ" => b"t",
        b"d" => b"an",
        b"SC" | b"sc" => b"c",
        b"SCN" | b"scn" => b"C",
        _ => return None,
    })
}

fn fits(letter: u8, operand: &Operand) -> bool {
    match letter {
        b'n' => operand.sort == Sort::Number,
        b'N' => operand.sort == Sort::Name,
        b's' => operand.sort == Sort::Text,
        b'a' => {
            operand.sort == Sort::Array
                && operand.items.iter().all(|item| item.sort == Sort::Number)
        }
        b't' => operand.sort == Sort::Array,
        b'p' => matches!(operand.sort, Sort::Name | Sort::Dictionary),
        _ => false,
    }
}

/// The permitted range of an operator's number (8.4.3, 9.3.6): readers treat others differently.
fn range(operator: &[u8]) -> Option<RangeInclusive<f64>> {
    Some(match operator {
        b"w" => 0.0..=f64::MAX,
        b"J" | b"j" => 0.0..=2.0,
        b"Tr" => 0.0..=7.0,
        _ => return None,
    })
}

fn are_colours(letter: u8, operands: &[Operand]) -> bool {
    let numbers = match operands {
        [before @ .., last] if letter == b'C' && last.sort == Sort::Name => before,
        [] => return false,
        all => all,
    };
    numbers.len() <= 32 && numbers.iter().all(|operand| operand.sort == Sort::Number)
}

impl Writer<'_> {
    /// Checks an operator with its operands; returns the flaw if both must be dropped.
    pub(super) fn operator(
        &mut self,
        operands: &mut Vec<Operand>,
        start: usize,
        word: Range<usize>,
    ) -> Option<&'static str> {
        let name = self.data.get(word.clone()).unwrap_or_default();
        let Some(spec) = spec(name) else {
            return Some(if self.broken { DAMAGED } else { REPAIRED });
        };
        match name {
            b"BX" => self.lenient += 1,
            b"EX" => self.lenient = self.lenient.saturating_sub(1),
            _ => {}
        }
        if self.broken {
            return Some(DAMAGED);
        }
        if let [letter @ (b'c' | b'C')] = spec {
            if !are_colours(*letter, operands) {
                return Some(DAMAGED);
            }
            self.colour(operands, word);
            return None;
        }
        let Some(superfluous) = operands.len().checked_sub(spec.len()) else {
            return Some(DAMAGED);
        };
        let wanted = operands.split_off(superfluous);
        if !spec
            .iter()
            .zip(&wanted)
            .all(|(letter, operand)| fits(*letter, operand))
        {
            return Some(DAMAGED);
        }
        if let [value] = wanted.as_slice()
            && let Some(range) = range(name)
            && !self
                .number(value)
                .is_some_and(|value| range.contains(&value))
        {
            return Some(DAMAGED);
        }
        if let Some(last) = operands.last() {
            // The end mark of an open array or dictionary is removed with it.
            if last.open && wanted.is_empty() {
                self.edits.pop();
            }
            let end = wanted.first().map_or(word.start, |first| first.range.start);
            self.edit(start..end, " ", REPAIRED);
        }
        self.follow(spec, &wanted, word);
        None
    }

    /// Follows a well-formed operator, and rewrites its operands where readers treat them differently.
    fn follow(&mut self, spec: &[u8], wanted: &[Operand], word: Range<usize>) {
        let name = self.data.get(word.clone()).unwrap_or_default();
        self.is_shape |= name == b"d1";
        self.follow_path(name, word);
        self.follow_colours(name, wanted);
        let goes_on_elsewhere = self.text.follow(name);
        if goes_on_elsewhere || name == b"Tm" && self.is_flat(wanted) {
            self.flaws.insert("readers_differ");
        }
        if name == b"d"
            && let [pattern, phase] = wanted
        {
            self.dashes(pattern, phase);
        }
        if let [_, list] = wanted
            && spec == b"Np"
        {
            self.properties(list);
        }
        if spec == b"t" {
            let items = wanted.iter().flat_map(|array| &array.items);
            for item in items.filter(|item| !matches!(item.sort, Sort::Number | Sort::Text)) {
                self.edit(item.range.clone(), " ", DAMAGED);
            }
        }
    }

    /// Removes an operator that clips to no path (8.5.4): most readers ignore it, one hides everything after it.
    fn follow_path(&mut self, name: &[u8], word: Range<usize>) {
        match name {
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => self.has_path = true,
            b"W" | b"W*" => self.clip = Some(word),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                let clip = self.clip.take();
                let has_path = std::mem::take(&mut self.has_path);
                if let Some(clip) = clip.filter(|_| !has_path) {
                    self.edit(clip, " ", REPAIRED);
                }
            }
            _ => {}
        }
    }

    /// Whether a matrix flattens everything to a line, which readers draw differently.
    fn is_flat(&self, matrix: &[Operand]) -> bool {
        let numbers: Vec<f64> = matrix
            .iter()
            .filter_map(|number| self.number(number))
            .collect();
        let [a, b, c, d, ..] = *numbers else {
            return false;
        };
        let is_point = [a, b, c, d] == [0.0; 4];
        a * d - b * c == 0.0 && !is_point
    }

    /// The value of a number in its rewritten form.
    fn number(&self, operand: &Operand) -> Option<f64> {
        // The edits for this operator are at the end.
        let mut latest = self.edits.iter().rev().take(64);
        let anew = latest.find(|(range, _)| range.start == operand.range.start);
        let written = match anew {
            Some((_, instead)) => instead.as_slice(),
            None => self.bytes(operand.range.clone()),
        };
        std::str::from_utf8(written).ok()?.trim().parse().ok()
    }

    /// Empties a property list (14.6.2) with entries other than marks: a replacement text for reading aloud or copying
    /// (14.9.4) could differ from the visible text.
    fn properties(&mut self, list: &Operand) {
        let mut keys = list.items.iter().step_by(2);
        let is_marking = |key: &Operand| {
            let name = decode_name(self.bytes(key.range.clone()));
            MARKING.contains(&name.as_slice())
        };
        if list.sort == Sort::Dictionary && !keys.all(is_marking) {
            // A list without an end has been given one.
            let instead = if list.open { "<<" } else { "<<>>" };
            self.edits.push((list.range.clone(), instead.into()));
        }
    }

    /// A dash pattern has positive lengths, and a phase that is not negative (8.4.3.6): readers treat others
    /// differently, and one never finishes.
    fn dashes(&mut self, pattern: &Operand, phase: &Operand) {
        let lengths = pattern.items.iter().map(|length| self.number(length));
        let lengths: Option<Vec<f64>> = lengths.collect();
        // If a number had to be rewritten, the pattern is not trusted.
        let read = lengths.zip(self.number(phase));
        let plain = read.map_or(dash::Plain::Solid, |(lengths, start)| {
            dash::plain(&lengths, start)
        });
        match plain {
            dash::Plain::AsIs => {}
            dash::Plain::Solid => self.edit(pattern.range.clone(), "[]", REPAIRED),
            dash::Plain::From(start) => {
                self.edit(phase.range.clone(), format!(" {start:.4} "), REPAIRED)
            }
        }
    }
}
