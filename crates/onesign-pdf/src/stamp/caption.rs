//! The small print under a signature: who signed and when. Lengths in points, y downwards.

use krilla::geom::PathBuilder;
use krilla::surface::Surface;

use super::Stamp;
use super::draw::{CAPTION_INK, Frame, fit, place, stroke};
use crate::fonts::{Edition, Library, Style, clusters};
use crate::geometry::points;
use crate::typeset::Line;
use crate::typeset::isolates::isolated;

/// The smallest and the largest size of small print.
const SMALLEST: f32 = 5.0;
const LARGEST: f32 = 7.0;
/// The smallest size in earlier editions, which shrink names even further until they fit.
const FORMERLY_SMALLEST: f32 = 3.0;

/// The share of a field's height that small print may take.
const SHARE: f32 = 0.5;
/// The fewest letters on each side of an ellipsis that still identify a person.
const FEWEST: usize = 3;
/// The separator between the name and the time.
const BETWEEN: &str = " · ";

/// A hairline and small print at the bottom of a stamp.
pub(super) struct Caption {
    /// Each line with its baseline.
    lines: Vec<(Line, f32)>,
    size: f32,
    /// Where the hairline is.
    pub(super) top: f32,
}

/// The caption of a stamp, if it has one and there is room for it.
pub(super) fn caption(library: &Library, stamp: &Stamp) -> Option<Caption> {
    let text = stamp.caption.as_deref()?;
    if text.trim().is_empty() {
        return None;
    }
    let (w, h) = (points(stamp.rect.w) as f32, points(stamp.rect.h) as f32);
    if library.edition != Edition::Former {
        return legible(library, text, (w, h));
    }
    let line = library.line(Style::Body, text);
    let size = fit(&line, (h * 0.16).clamp(FORMERLY_SMALLEST, LARGEST), w);
    let top = h - size * 1.35;
    Some(Caption {
        lines: vec![(line, top + size * 1.05)],
        size,
        top,
    })
}

/// Fits all of it in one line, else in two, else with a shortened name; never too small to read.
fn legible(library: &Library, text: &str, (w, h): (f32, f32)) -> Option<Caption> {
    let usual = (h * 0.16).clamp(SMALLEST, LARGEST);
    let set = |texts: &[&str]| set(library, texts, usual, (w, h));
    let fits_at_smallest = |text: &str| library.line(Style::Body, text).width * SMALLEST <= w;
    let (name, moment) = text.rsplit_once(BETWEEN).unwrap_or((text, ""));
    // A name has its own direction; the time determines the direction of the line.
    let alone = |name: &str| isolated(library.edition, name);
    let fits_alone = |name: &str| fits_at_smallest(&alone(name));
    if moment.is_empty() {
        let short = || set(&[&alone(&shortened(name, fits_alone)?)]);
        return set(&[&alone(text)]).or_else(short);
    }
    let beside = |name: &str| format!("{}{BETWEEN}{moment}", alone(name));
    let below = || set(&[&alone(&shortened(name, fits_alone)?), moment]);
    let whole = set(&[&beside(name)]).or_else(|| set(&[&alone(name), moment]));
    whole.or_else(below).or_else(|| {
        let name = shortened(name, |name| fits_at_smallest(&beside(name)))?;
        set(&[&beside(&name)])
    })
}

/// The lines at the bottom of a field; `None` if they would be too small or take too much of it.
fn set(library: &Library, texts: &[&str], usual: f32, (w, h): (f32, f32)) -> Option<Caption> {
    let lines: Vec<Line> = texts
        .iter()
        .map(|text| library.line(Style::Body, text))
        .collect();
    let size = lines.iter().fold(usual, |size, line| fit(line, size, w));
    // Ink may extend above and below the usual line.
    let around = |line: &Line| {
        let ink = library.ink(line);
        let rise = f32::max(1.05, 0.15 - ink.top);
        (rise, f32::max(rise + 0.3, rise + ink.bottom))
    };
    let height: f32 = lines.iter().map(|line| around(line).1 * size).sum();
    if size < SMALLEST || height > h * SHARE {
        return None;
    }
    let top = h - height;
    let mut y = top;
    let placed = lines.into_iter().map(|line| {
        let (rise, height) = around(&line);
        let baseline = y + rise * size;
        y += height * size;
        (line, baseline)
    });
    Some(Caption {
        lines: placed.collect(),
        size,
        top,
    })
}

/// The name, or as much of its beginning and its end as fits around an ellipsis. Both help to
/// distinguish people.
fn shortened(name: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    if fits(name) {
        return Some(name.to_owned());
    }
    let letters = clusters(name);
    let with = |kept: usize| {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let start = letters.get(..head).unwrap_or_default().concat();
        let end = letters.get(letters.len().saturating_sub(tail)..);
        let end = end.unwrap_or_default().concat();
        format!("{}…{}", start.trim_end(), end.trim_start())
    };
    // No field has room for more than a few hundred letters.
    let counts: Vec<usize> = (1..letters.len().min(400)).collect();
    let kept = counts.partition_point(|kept| fits(&with(*kept)));
    (kept >= 2 * FEWEST).then(|| with(kept))
}

impl Caption {
    pub(super) fn draw(&self, library: &Library, surface: &mut Surface<'_>, frame: Frame) {
        let mut hairline = PathBuilder::new();
        hairline.move_to(frame.x, self.top);
        hairline.line_to(frame.x + frame.w, self.top);
        stroke(surface, hairline.finish(), 0.35, CAPTION_INK);
        for (line, y) in &self.lines {
            place(library, surface, line, frame, *y, self.size, CAPTION_INK);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::stamp::StampContent;

    const MOMENT: &str = "29 September 2026, 14:06:31 UTC";

    fn of(edition: Edition, name: &str, (w, h): (i64, i64)) -> Option<Caption> {
        let stamp = Stamp {
            page: 0,
            rect: Rect {
                x: 0,
                y: 0,
                w: w * 1000,
                h: h * 1000,
            },
            content: StampContent::Check,
            caption: Some(format!("{name} · {MOMENT}")),
        };
        caption(&Library::of(edition), &stamp)
    }

    #[test]
    fn small_print_is_never_too_small_to_read() {
        let long =
            "Maximiliane-Charlotte von und zu Hohenstein-Wittgenstein der Dritten ".repeat(3);
        let names = [
            "Mira Holt",
            "Wolfeschlegelsteinhausenberger",
            &long,
            "अनिता शर्मा",
        ];
        for name in names {
            for (w, h) in [
                (110, 30),
                (200, 60),
                (110, 60),
                (150, 20),
                (60, 30),
                (300, 12),
            ] {
                let Some(caption) = of(Edition::Current, name, (w, h)) else {
                    assert!(w < 150 || h < 20, "{name} in {w} × {h} has no caption");
                    continue;
                };
                assert!(caption.size >= SMALLEST, "{name} in {w} × {h}");
                assert!(caption.top >= 0.45 * h as f32, "{name} in {w} × {h}");
                for (line, y) in &caption.lines {
                    assert!(line.width * caption.size <= w as f32 + 0.1);
                    assert!(*y < h as f32);
                }
            }
        }
        let former = of(Edition::Former, &long, (110, 30)).map(|caption| caption.size);
        assert!(former.is_some_and(|size| size < 1.5));
    }

    #[test]
    fn name_and_time_take_two_lines_before_the_name_is_shortened() {
        let lines = |name: &str, size| of(Edition::Current, name, size).map(|c| c.lines.len());
        assert_eq!(lines("Mira Holt", (200, 60)), Some(1));
        assert_eq!(lines("Wolfeschlegelsteinhausenberger", (110, 30)), Some(2));
        assert_eq!(lines("Mira Holt", (60, 30)), None);
    }

    /// The time is to the right of every name, and the name keeps its own direction.
    #[test]
    fn a_right_to_left_name_keeps_its_order() {
        let drawn = |name: &str, size| {
            let caption = of(Edition::Current, name, size)?;
            let lines = caption.lines.iter();
            let texts = lines.map(|(line, _)| line.left_to_right().concat());
            Some(texts.collect::<Vec<_>>())
        };
        let line = |text: &str| Some(vec![format!("{text} · {MOMENT}")]);
        assert_eq!(drawn("יעל כהן", (200, 60)), line("יעל כהן"));
        assert_eq!(drawn("3 אחים!", (200, 60)), line("!אחים 3"));
        assert_eq!(drawn("דוד Smith", (200, 60)), line("Smithדוד "));
        let long = "מקסימיליאן פון הוהנשטיין 3";
        let name = "3מקסימיליאן פון הוהנשטיין ".to_owned();
        assert_eq!(drawn(long, (110, 30)), Some(vec![name, MOMENT.to_owned()]));
        // Both lines are at the same edge of the field.
        let two = of(Edition::Current, long, (110, 30));
        let lines = two.map(|caption| caption.lines).unwrap_or_default();
        assert!(lines.len() == 2 && lines.iter().all(|(line, _)| !line.rtl));
    }

    #[test]
    fn a_long_name_keeps_its_beginning_and_its_end() {
        let most = |most: usize| move |text: &str| text.chars().count() <= most;
        let said = |name, letters| shortened(name, most(letters));
        assert_eq!(said("Ada Berg", 8).as_deref(), Some("Ada Berg"));
        assert_eq!(
            said("Wolfeschlegelsteinhausenberger", 11).as_deref(),
            Some("Wolfe…erger")
        );
        assert_eq!(said("Wolfeschlegelsteinhausenberger", 6), None);
    }
}
