//! The glyph widths that a file declares (ISO 32000-2, 9.2.4 and 9.7.4.3).

use lopdf::{Dictionary as Received, Object as Old};

use crate::intake::source::Source;

/// How wide a string is.
pub(super) struct Width {
    pub(super) thousandths: f64,
    pub(super) characters: usize,
    pub(super) spaces: usize,
}

/// The widths of a font, in thousandths of an em.
pub(in crate::intake) enum Widths {
    /// The widths from the first code on, and that of all others.
    Simple {
        first: usize,
        widths: Vec<f64>,
        missing: f64,
    },
    /// Runs of glyphs in order, and the default for all others. Codes are glyph numbers of two bytes.
    Composite { runs: Vec<Run>, usual: f64 },
}

/// Glyphs in a row.
pub(in crate::intake) struct Run {
    first: u16,
    last: u16,
    /// One width for all glyphs, or one for each.
    widths: Vec<f64>,
}

impl Widths {
    /// Reads the widths of a font; `None` if the file lacks some, or lists them out of order.
    pub(super) fn read<'a>(source: Source<'a>, font: &'a Received) -> Option<Self> {
        let subtype = source.name(font, b"Subtype")?;
        if subtype == b"Type0" {
            return composite(source, font);
        }
        let scale = match subtype {
            b"Type3" => source.numbers::<6>(font, b"FontMatrix")?[0] * 1000.0,
            _ => 1.0,
        };
        let listed = source.array(font, b"Widths")?.iter().take(256);
        let widths = listed.map(|width| Some(source.number(width)? * scale));
        let missing = source
            .dictionary(font, b"FontDescriptor")
            .and_then(|descriptor| source.number(descriptor.get(b"MissingWidth").ok()?));
        Some(Self::Simple {
            first: usize::try_from(source.integer(font, b"FirstChar")?).ok()?,
            widths: widths.collect::<Option<_>>()?,
            missing: missing.unwrap_or(0.0) * scale,
        })
    }

    /// The width of a text; `None` if it ends within a code.
    pub(super) fn of(&self, text: &[u8]) -> Option<Width> {
        match self {
            Self::Simple {
                first,
                widths,
                missing,
            } => {
                let each = text.iter().map(|code| {
                    let at = usize::from(*code).checked_sub(*first);
                    at.and_then(|at| widths.get(at)).unwrap_or(missing)
                });
                Some(Width {
                    thousandths: each.sum(),
                    characters: text.len(),
                    spaces: text.iter().filter(|code| **code == b' ').count(),
                })
            }
            Self::Composite { runs, usual } => {
                let (pairs, rest) = text.as_chunks::<2>();
                let each = pairs.iter().map(|pair| {
                    let glyph = u16::from_be_bytes(*pair);
                    listed(runs, glyph).unwrap_or(*usual)
                });
                rest.is_empty().then(|| Width {
                    thousandths: each.sum(),
                    characters: pairs.len(),
                    spaces: 0,
                })
            }
        }
    }
}

fn listed(runs: &[Run], glyph: u16) -> Option<f64> {
    let after = runs.partition_point(|run| run.first <= glyph);
    let run = runs.get(after.checked_sub(1)?)?;
    match run.widths.as_slice() {
        _ if glyph > run.last => None,
        [width] => Some(*width),
        widths => widths.get(usize::from(glyph - run.first)).copied(),
    }
}

fn composite<'a>(source: Source<'a>, font: &'a Received) -> Option<Widths> {
    if source.name(font, b"Encoding")? != b"Identity-H" {
        return None;
    }
    let below = source.array(font, b"DescendantFonts")?.first()?;
    let Old::Dictionary(below) = source.resolve(below)? else {
        return None;
    };
    let usual = below.get(b"DW").ok().and_then(|width| source.number(width));
    let mut rest = source.array(below, b"W").unwrap_or_default();
    let mut runs: Vec<Run> = Vec::new();
    while let [first, next, after @ ..] = rest {
        let first = glyph(source, first)?;
        let (last, widths, after) = match source.resolve(next)? {
            Old::Array(listed) => {
                let widths: Option<Vec<f64>> =
                    listed.iter().map(|width| source.number(width)).collect();
                let widths = widths?;
                let Some(more) = widths.len().checked_sub(1) else {
                    rest = after;
                    continue;
                };
                let last = usize::from(first).checked_add(more)?;
                (u16::try_from(last).ok()?, widths, after)
            }
            _ => {
                let [width, after @ ..] = after else {
                    return None;
                };
                (glyph(source, next)?, vec![source.number(width)?], after)
            }
        };
        rest = after;
        let follows = runs.last().is_none_or(|before| before.last < first);
        if !follows || last < first {
            return None;
        }
        runs.push(Run {
            first,
            last,
            widths,
        });
    }
    rest.is_empty().then_some(Widths::Composite {
        runs,
        usual: usual.unwrap_or(1000.0),
    })
}

fn glyph<'a>(source: Source<'a>, item: &'a Old) -> Option<u16> {
    let number = source.number(item)?;
    let is_glyph = number.fract() == 0.0 && (0.0..=65_535.0).contains(&number);
    is_glyph.then_some(number as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn width(table: Vec<Old>, text: &[u8]) -> Option<f64> {
        let document = Document::new();
        let source = Source {
            document: &document,
        };
        let below = dictionary! { "DW" => 700, "W" => table };
        let font = dictionary! { "Subtype" => "Type0", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![below.into()] };
        Some(Widths::read(source, &font)?.of(text)?.thousandths)
    }

    #[test]
    fn glyphs_have_the_widths_of_their_runs() {
        let listed = |widths: &[i64]| -> Old {
            let widths = widths.iter().map(|width| Old::Integer(*width));
            widths.collect::<Vec<_>>().into()
        };
        let table = || vec![2.into(), listed(&[100, 200]), 5.into(), 9.into(), 50.into()];
        for (glyph, wanted) in [
            (1, 700.0),
            (2, 100.0),
            (3, 200.0),
            (4, 700.0),
            (9, 50.0),
            (10, 700.0),
        ] {
            assert_eq!(width(table(), &[0, glyph]), Some(wanted), "{glyph}");
        }
        assert_eq!(width(table(), &[0, 2, 0, 3]), Some(300.0));
        assert_eq!(width(table(), &[0, 2, 0]), None);
        let twice = vec![2.into(), listed(&[100, 200]), 3.into(), listed(&[5])];
        assert_eq!(width(twice, &[0, 3]), None);
    }
}
