//! Draws fields as a viewer would if the document asks it to (ISO 32000-2, 12.7.4.3).

use super::fields::{Field, Shows};
use super::looks::{Look, shrunk};
use super::options::Row;
use super::pictures::{Pen, Picture, ellipse, outline, through};
use super::setting::{Align, LEADING, Setting, printable};
use crate::fonts::Library;
use crate::geometry::Bounds;
use crate::typeset::Ink;

/// The background of a chosen row.
const CHOSEN: Ink = Ink(153, 193, 218);
/// The font size of rows and of a button's caption if the field gives none.
const ROW_SIZE: f64 = 12.0;

/// A field's picture, in a box whose lower left corner is the origin.
pub(super) struct Drawn {
    pub(super) picture: Picture,
    /// It shows every character of the value.
    pub(super) complete: bool,
}

/// Draws a field with its frame; `area` begins at the origin.
pub(super) fn draw(library: &Library, field: &Field, area: Bounds) -> Drawn {
    let look = &field.look;
    let mut picture = Picture::default();
    let mut complete = true;
    frame(&mut picture, field, area);
    let setting = Setting {
        library,
        style: look.text.style,
        ink: look.text.ink,
        align: Align::from_quadding(look.quadding),
        size: look.text.size,
    };
    let mut clean = |text: &str| {
        let (text, replaced) = printable(library, text);
        complete &= !replaced;
        text
    };
    let inner = padded(look, area);
    match &field.shows {
        Shows::Nothing => {}
        Shows::Line(text) => setting.line(&mut picture, &clean(text), inner),
        Shows::Lines(text) => {
            let text = clean(text);
            complete &= setting.lines(&mut picture, &text, inner);
        }
        Shows::Cells(text, cells) => {
            dividers(&mut picture, look, area, *cells);
            let tall = Bounds {
                y0: inner.y0,
                y1: inner.y1,
                ..area
            };
            setting.cells(&mut picture, &clean(text), tall, *cells);
        }
        Shows::Rows(rows) => {
            let rows: Vec<Row> = rows
                .iter()
                .map(|row| Row {
                    text: clean(&row.text),
                    selected: row.selected,
                })
                .collect();
            list(
                &setting,
                &mut picture,
                &rows,
                shrunk(area, look.border.inset()),
            );
        }
        Shows::Caption(text) => caption(&setting, &mut picture, &clean(text), inner),
        Shows::Tick { on: false, .. } => {}
        Shows::Tick { round, on: true } => tick(&mut picture, look, *round, area),
    }
    Drawn { picture, complete }
}

/// The frame of a field: round for a round button whose mark is a disc.
fn frame(picture: &mut Picture, field: &Field, area: Bounds) {
    let look = &field.look;
    if let Shows::Tick { round: true, .. } = field.shows
        && matches!(look.caption.as_str(), "" | "l")
    {
        look.disc(picture, area);
    } else {
        look.frame(picture, area);
    }
}

/// The caption of a push button, in the middle of its box.
fn caption(setting: &Setting<'_>, picture: &mut Picture, text: &str, inner: Bounds) {
    let size = if setting.size > 0.0 {
        setting.size
    } else {
        ROW_SIZE.min(inner.height() / LEADING)
    };
    let centred = Setting {
        align: Align::Centre,
        size,
        ..*setting
    };
    centred.line(picture, text, inner);
}

/// The box for text: the border, and as much again, at least two points at the sides.
fn padded(look: &Look, area: Bounds) -> Bounds {
    let inset = look.border.inset();
    let side = inset + look.border.width.max(1.0);
    let (x, y) = (
        side.min(area.width() / 4.0),
        inset.max(1.0).min(area.height() / 8.0),
    );
    Bounds {
        x0: area.x0 + x,
        y0: area.y0 + y,
        x1: area.x1 - x,
        y1: area.y1 - y,
    }
}

/// The lines between the cells of a comb field, drawn if the field has a border.
fn dividers(picture: &mut Picture, look: &Look, area: Bounds, cells: usize) {
    let Some(pen) = look.edge.and_then(|edge| look.border.pen(edge)) else {
        return;
    };
    for index in 1..cells {
        let x = area.x0 + area.width() * index as f64 / cells as f64;
        picture.stroke(through(&[(x, area.y0), (x, area.y1)], false), pen.clone());
    }
}

/// Options below each other, the chosen ones on a coloured background. A chosen row is always visible.
fn list(setting: &Setting<'_>, picture: &mut Picture, rows: &[Row], area: Bounds) {
    let last = rows
        .iter()
        .rposition(|row| row.selected)
        .map_or(1, |last| last + 1);
    let wanted = if setting.size > 0.0 {
        setting.size
    } else {
        ROW_SIZE
    };
    let size = wanted.min(area.height() / (last as f64 * LEADING));
    let height = size * LEADING;
    let setting = Setting { size, ..*setting };
    for (index, row) in rows.iter().enumerate() {
        let y1 = area.y1 - height * index as f64;
        if y1 - height < area.y0 - 0.01 * area.height() {
            break;
        }
        let line = Bounds {
            y0: y1 - height,
            y1,
            ..area
        };
        if row.selected {
            picture.fill(outline(line), CHOSEN);
        }
        setting.line(
            picture,
            &row.text,
            Bounds {
                x0: line.x0 + 2.0,
                x1: (line.x1 - 2.0).max(line.x0 + 3.0),
                ..line
            },
        );
    }
}

/// The mark of a ticked button, by the character in its appearance characteristics (a glyph of
/// ZapfDingbats, Annex D.6).
fn tick(picture: &mut Picture, look: &Look, round: bool, area: Bounds) {
    let side = area.width().min(area.height()) - 2.0 * look.border.inset().min(area.height() / 4.0);
    let side = if look.text.size > 0.0 {
        side.min(look.text.size * 1.1)
    } else {
        side
    };
    let (x, y) = (
        (area.x0 + area.x1 - side) / 2.0,
        (area.y0 + area.y1 - side) / 2.0,
    );
    let at = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
        points
            .iter()
            .map(|(across, up)| (x + across * side, y + up * side))
            .collect()
    };
    let ink = look.text.ink;
    let pen = || Pen::new(ink, side * 0.12);
    let shape = look
        .caption
        .chars()
        .next()
        .unwrap_or(if round { 'l' } else { '4' });
    match shape {
        'l' => {
            let (low, high) = (side * 0.24, side * 0.76);
            picture.fill(
                ellipse(Bounds::between(x + low, y + low, x + high, y + high)),
                ink,
            );
        }
        '8' => {
            picture.stroke(through(&at(&[(0.22, 0.22), (0.78, 0.78)]), false), pen());
            picture.stroke(through(&at(&[(0.22, 0.78), (0.78, 0.22)]), false), pen());
        }
        'u' => picture.fill(
            through(
                &at(&[(0.5, 0.12), (0.88, 0.5), (0.5, 0.88), (0.12, 0.5)]),
                true,
            ),
            ink,
        ),
        'n' => picture.fill(
            through(&at(&[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]), true),
            ink,
        ),
        'H' => picture.fill(through(&at(&star()), true), ink),
        _ => picture.stroke(
            through(&at(&[(0.2, 0.5), (0.42, 0.25), (0.8, 0.78)]), false),
            pen(),
        ),
    }
}

/// The corners of a star with five points.
fn star() -> Vec<(f64, f64)> {
    (0..10)
        .map(|corner| {
            let radius = if corner % 2 == 0 { 0.42 } else { 0.17 };
            let angle =
                std::f64::consts::FRAC_PI_2 + std::f64::consts::PI * f64::from(corner) / 5.0;
            (0.5 + radius * angle.cos(), 0.5 + radius * angle.sin())
        })
        .collect()
}
