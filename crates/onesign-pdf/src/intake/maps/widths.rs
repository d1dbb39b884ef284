//! The widths of a composite font's glyphs (ISO 32000-2, 9.7.4.3).

use lopdf::Object as Old;

use crate::geometry::decimal;
use crate::intake::copy::Copier;
use crate::intake::source::Source;
use crate::object::Object;

/// How many glyphs a composite font can have.
const GLYPHS: usize = 1 << 16;

/// The most glyphs that the ranges of a table may cover, all together.
const MAX_COVERED: usize = 1_200_000;

/// The meaning of a width table.
enum Widths {
    /// All readers agree on it.
    Clear,
    /// Readers interpret it differently. Holds a table with one width per glyph, the last of several.
    Ambiguous(Vec<Object>),
    /// Too much.
    Endless,
}

impl<'a> Copier<'a> {
    /// The replacement for the widths of a composite font, if they can't stay.
    pub(in crate::intake) fn settle_widths(&mut self, items: &'a [Old]) -> Option<Object> {
        match widths(self.source, items) {
            Widths::Clear => None,
            Widths::Ambiguous(written) => {
                self.flaw("readers_differ");
                Some(written.into())
            }
            Widths::Endless => {
                self.flaw("font_data_ignored");
                Some(Object::Null)
            }
        }
    }
}

/// Reads a table of widths.
fn widths<'a>(source: Source<'a>, items: &'a [Old]) -> Widths {
    let mut table = Table {
        widths: vec![None; GLYPHS],
        is_odd: false,
    };
    let mut covered = 0_usize;
    let mut rest = items;
    while let [first, after @ ..] = rest {
        rest = after;
        let Some(first) = glyph(source, first) else {
            table.is_odd = true;
            continue;
        };
        match after.first().and_then(|next| source.resolve(next)) {
            Some(Old::Array(listed)) => {
                rest = after.get(1..).unwrap_or_default();
                for (glyph, width) in (first..).zip(listed) {
                    table.set(glyph, source.number(width));
                }
            }
            _ => {
                let [last, width, after @ ..] = after else {
                    table.is_odd = true;
                    break;
                };
                let last = glyph(source, last).filter(|last| *last >= first);
                let (Some(last), Some(width)) = (last, source.number(width)) else {
                    table.is_odd = true;
                    continue;
                };
                rest = after;
                covered += last - first + 1;
                if covered > MAX_COVERED {
                    return Widths::Endless;
                }
                for glyph in first..=last {
                    table.set(glyph, Some(width));
                }
            }
        }
    }
    match table.is_odd {
        true => Widths::Ambiguous(table.write()),
        false => Widths::Clear,
    }
}

struct Table {
    widths: Vec<Option<f64>>,
    is_odd: bool,
}

impl Table {
    /// Takes the width of a glyph.
    fn set(&mut self, glyph: usize, width: Option<f64>) {
        let Some(slot) = self.widths.get_mut(glyph) else {
            self.is_odd = true;
            return;
        };
        let is_same = |before: f64| width.is_some_and(|width| (width - before).abs() < 1.0);
        self.is_odd |= width.is_none() || slot.is_some_and(|before| !is_same(before));
        *slot = width.or(*slot);
    }
}

impl Table {
    /// The first glyph of each run and the widths of the run.
    fn write(&self) -> Vec<Object> {
        let mut written = Vec::new();
        let mut run: Vec<Object> = Vec::new();
        for (glyph, width) in (0_i64..).zip(self.widths.iter().chain([&None])) {
            match width {
                Some(width) => run.push(Object::Real(decimal(*width, 3))),
                None if run.is_empty() => {}
                None => {
                    written.push(Object::Integer(glyph - run.len() as i64));
                    written.push(std::mem::take(&mut run).into());
                }
            }
        }
        written
    }
}

fn glyph<'a>(source: Source<'a>, item: &'a Old) -> Option<usize> {
    let number = source.number(item)?;
    (number.fract() == 0.0 && (0.0..GLYPHS as f64).contains(&number)).then_some(number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::write_object;

    fn read(items: &[Old]) -> Option<String> {
        let document = lopdf::Document::new();
        let source = Source {
            document: &document,
        };
        match widths(source, items) {
            Widths::Clear => None,
            Widths::Ambiguous(table) => {
                let mut text = Vec::new();
                for item in &table {
                    write_object(&mut text, item);
                    text.push(b' ');
                }
                Some(String::from_utf8(text).unwrap().trim().to_owned())
            }
            Widths::Endless => Some("endless".to_owned()),
        }
    }

    fn listed(widths: &[i64]) -> Old {
        Old::Array(widths.iter().map(|width| Old::Integer(*width)).collect())
    }

    #[test]
    fn a_usual_table_is_unambiguous() {
        let table = [
            1.into(),
            listed(&[500, 600]),
            3.into(),
            9.into(),
            700.into(),
        ];
        assert_eq!(read(&table), None);
        assert_eq!(read(&[]), None);
        // Said twice, and the same.
        let twice = [1.into(), listed(&[500]), 0.into(), 1.into(), 500.into()];
        assert_eq!(read(&twice), None);
    }

    #[test]
    fn the_last_of_two_widths_applies() {
        let table = [1.into(), 3.into(), 900.into(), 2.into(), listed(&[300])];
        assert_eq!(read(&table), Some("1 [900 300 900]".to_owned()));
    }

    #[test]
    fn invalid_widths_are_dropped() {
        let text = Old::string_literal("x");
        let list = Old::Array(vec![500.into(), text]);
        let table = [1.into(), list, 7.into(), listed(&[400]), 5.into()];
        assert_eq!(read(&table), Some("1 [500] 7 [400]".to_owned()));
        let reversed = [20.into(), 3.into(), 100.into()];
        assert_eq!(read(&reversed), Some(String::new()));
    }

    #[test]
    fn endless_tables_end() {
        let ranges = |count: usize| -> Vec<Old> {
            let range = [0, 65_535, 500].map(Old::Integer);
            range.iter().cycle().take(3 * count).cloned().collect()
        };
        assert_eq!(read(&ranges(30)), Some("endless".to_owned()));
        assert_eq!(read(&ranges(3)), None);
    }
}
