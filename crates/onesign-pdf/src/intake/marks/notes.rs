//! Text on the page, stamps and icons (ISO 32000-2, 12.5.6.4, 12.5.6.6, 12.5.6.12, 12.5.6.15).

use lopdf::Object as Old;

use super::ends::Ends;
use super::{Mark, points};
use crate::fonts::{Library, Style};
use crate::geometry::Bounds;
use crate::intake::colours;
use crate::intake::looks::shrunk;
use crate::intake::pictures::{Pen, Picture, Step, ellipse, outline, through};
use crate::intake::setting::{Align, Setting, printable};
use crate::typeset::Ink;

/// The default for a missing `/C` of a note or stamp.
const NOTE: Ink = Ink(255, 209, 0);
const STAMP: Ink = Ink(190, 30, 30);
const LINE: Ink = Ink(60, 60, 60);

/// The stamps that every viewer knows by name (Table 184).
const STAMPS: [(&[u8], &str); 14] = [
    (b"Approved", "APPROVED"),
    (b"Experimental", "EXPERIMENTAL"),
    (b"NotApproved", "NOT APPROVED"),
    (b"AsIs", "AS IS"),
    (b"Expired", "EXPIRED"),
    (b"NotForPublicRelease", "NOT FOR PUBLIC RELEASE"),
    (b"Confidential", "CONFIDENTIAL"),
    (b"Final", "FINAL"),
    (b"Sold", "SOLD"),
    (b"Departmental", "DEPARTMENTAL"),
    (b"ForComment", "FOR COMMENT"),
    (b"TopSecret", "TOP SECRET"),
    (b"Draft", "DRAFT"),
    (b"ForPublicRelease", "FOR PUBLIC RELEASE"),
];

/// Draws text in a box, with its callout line.
pub(super) fn free_text(mark: &Mark<'_>, library: &Library, picture: &mut Picture) -> bool {
    let form = mark
        .source
        .catalog()
        .and_then(|catalog| mark.source.dictionary(catalog, b"AcroForm"));
    let string = |key: &[u8]| colours::bytes(mark.source, mark.annotation, key);
    let inherited = || form.and_then(|form| colours::bytes(mark.source, form, b"DA"));
    let text = string(b"DA")
        .or_else(inherited)
        .map(colours::default_appearance)
        .unwrap_or_default();
    let style = string(b"DS")
        .map(|style| colours::default_style(&String::from_utf8_lossy(style)))
        .unwrap_or_default();
    let area = mark.inner();
    let is_typed = matches!(
        mark.source.name(mark.annotation, b"IT"),
        Some(b"FreeTextTypeWriter" | b"FreeTextTypewriter")
    );
    let is_plain = is_typed && !mark.annotation.has(b"BS") && !mark.annotation.has(b"Border");
    let pen = mark.border.pen(text.ink).filter(|_| !is_plain);
    let half = pen.as_ref().map_or(0.0, |pen| pen.width / 2.0);
    if let Some(pen) = &pen {
        callout(mark, pen, picture);
    }
    picture.shape(outline(shrunk(area, half)), mark.named_colour(b"C"), pen);
    let (words, replaced) = printable(library, &mark.text());
    let setting = Setting {
        library,
        style: text.style,
        ink: style.ink.unwrap_or(text.ink),
        align: Align::from_quadding(
            style
                .quadding
                .or_else(|| mark.source.integer(mark.annotation, b"Q"))
                .unwrap_or(0),
        ),
        size: if text.size > 0.0 {
            text.size
        } else {
            style.size.unwrap_or(12.0)
        },
    };
    let inner = shrunk(area, 2.0 * half + if is_plain { 0.0 } else { 1.0 });
    let is_empty = words.trim().is_empty();
    let fits = is_empty || setting.lines(picture, &words, inner);
    fits && !replaced
}

/// The callout line of a text box (`/CL`), with its ending at the first point.
fn callout(mark: &Mark<'_>, pen: &Pen, picture: &mut Picture) {
    let corners = mark
        .numbers(b"CL")
        .map(|numbers| points(&numbers))
        .unwrap_or_default();
    if !matches!(corners.len(), 2 | 3) {
        return;
    }
    picture.stroke(through(&corners, false), pen.clone());
    let ending = match mark.source.get(mark.annotation, b"LE") {
        Some(Old::Name(name)) => Some(name.as_slice()),
        Some(Old::Array(items)) => {
            items
                .first()
                .and_then(|item| match mark.source.resolve(item)? {
                    Old::Name(name) => Some(name.as_slice()),
                    _ => None,
                })
        }
        _ => None,
    };
    if let (Some(name), [tip, other, ..]) = (ending, corners.as_slice()) {
        let ends = Ends {
            pen,
            interior: mark.named_colour(b"IC"),
        };
        ends.draw(picture, name, *tip, *other);
    }
}

/// Draws a stamp with a standard name; any other stamp needs an appearance.
pub(super) fn stamp(mark: &Mark<'_>, library: &Library, picture: &mut Picture) -> bool {
    let name = mark
        .source
        .name(mark.annotation, b"Name")
        .unwrap_or(b"Draft");
    // Some programs put the kind of the stamp in front: "SBApproved", "SHFinal".
    let bare = name
        .strip_prefix(b"SB")
        .or_else(|| name.strip_prefix(b"SH"))
        .unwrap_or(name);
    let Some((_, text)) = STAMPS.iter().find(|(known, _)| *known == bare) else {
        return false;
    };
    let Some(ink) = mark.colour(b"C", STAMP) else {
        return true;
    };
    let area = mark.inner();
    let width = (area.height() * 0.07).clamp(0.5, 4.0);
    picture.stroke(outline(shrunk(area, width)), Pen::new(ink, width));
    let setting = Setting {
        library,
        style: Style::Title,
        ink,
        align: Align::Centre,
        size: 0.0,
    };
    setting.line(
        picture,
        text,
        shrunk(area, width * 2.0 + area.height() * 0.1),
    );
    true
}

/// Draws the icon of a note; its text is in a pop-up window that no page shows.
pub(super) fn icon(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let Some(ink) = mark.colour(b"C", NOTE) else {
        return true;
    };
    // Icons keep their size; their upper left corner is that of the rectangle (12.5.6.4).
    let (x, y) = (mark.rect.x0, mark.rect.y1);
    let sheet = [
        (x + 1.0, y - 1.0),
        (x + 17.0, y - 1.0),
        (x + 17.0, y - 13.0),
        (x + 9.0, y - 13.0),
        (x + 5.0, y - 17.0),
        (x + 5.0, y - 13.0),
        (x + 1.0, y - 13.0),
    ];
    picture.shape(through(&sheet, true), Some(ink), Some(Pen::new(LINE, 0.8)));
    for line in [4.5, 7.0, 9.5] {
        picture.stroke(
            through(&[(x + 4.0, y - line), (x + 14.0, y - line)], false),
            Pen::new(LINE, 0.8),
        );
    }
    true
}

/// Draws the icon of an attached file; the file itself is dropped.
pub(super) fn clip(mark: &Mark<'_>, picture: &mut Picture) -> bool {
    let Some(ink) = mark.colour(b"C", LINE) else {
        return true;
    };
    let side = mark.rect.width().min(mark.rect.height()).clamp(6.0, 24.0);
    let (x, y) = (mark.rect.x0, mark.rect.y1 - side);
    let at = |across: f64, up: f64| (x + across * side, y + up * side);
    let straight = |picture: &mut Picture, points: &[(f64, f64)]| {
        picture.stroke(through(points, false), Pen::new(ink, side * 0.07));
    };
    straight(picture, &[at(0.7, 0.75), at(0.7, 0.25)]);
    let turn = |from: (f64, f64), to: (f64, f64), depth: f64| {
        vec![
            Step::Move(from.0, from.1),
            Step::Curve([from.0, from.1 + depth, to.0, to.1 + depth, to.0, to.1]),
        ]
    };
    picture.stroke(
        turn(at(0.7, 0.25), at(0.3, 0.25), -0.28 * side),
        Pen::new(ink, side * 0.07),
    );
    straight(picture, &[at(0.3, 0.25), at(0.3, 0.78)]);
    picture.stroke(
        turn(at(0.3, 0.78), at(0.56, 0.78), 0.2 * side),
        Pen::new(ink, side * 0.07),
    );
    straight(picture, &[at(0.56, 0.78), at(0.56, 0.32)]);
    picture.fill(
        ellipse(Bounds::between(
            at(0.48, 0.0).0,
            at(0.0, 0.26).1,
            at(0.6, 0.0).0,
            at(0.0, 0.38).1,
        )),
        ink,
    );
    true
}
