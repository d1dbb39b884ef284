//! Writes TrueType font programs from outlines (ISO/IEC 14496-22), with the tables that PDF needs (ISO 32000-2,
//! 9.9.1).

use super::shape::{Point, Shape, missing};

/// Units per em of the programs written here: widths in half thousandths are exact.
const UNITS: f64 = 2000.0;
/// Offset of the codes of a symbolic font in its table for Windows (ISO 32000-2, 9.6.5.4).
const SYMBOL: u16 = 0xf000;

/// A font program and the box around all its glyphs, in thousandths of an em.
pub(super) struct Program {
    pub(super) data: Vec<u8>,
    pub(super) bounds: [i64; 4],
}

/// Writes a program whose glyph 0 is [`missing`] and whose glyph `n + 1` is `shapes[n]`. Each entry of `codes` maps
/// to a glyph; without any, the program has no character map, because composite fonts need none. `None` for too many
/// glyphs.
pub(super) fn write(shapes: &[Shape], codes: &[(u8, u16)]) -> Option<Program> {
    let glyph_count = u16::try_from(shapes.len() + 1).ok()?;
    let notdef = missing(500.0);
    let mut glyf = Vec::new();
    let mut loca = vec![0_u32];
    let mut hmtx = Vec::new();
    let mut extent = Extent::default();
    for shape in std::iter::once(&notdef).chain(shapes) {
        let outline = outline(&shape.contours);
        extent.add(shape, &outline);
        hmtx.extend(unsigned(shape.width).to_be_bytes());
        hmtx.extend(outline.bounds[0].to_be_bytes());
        glyf.extend(&outline.data);
        loca.push(u32::try_from(glyf.len()).ok()?);
    }
    let loca = loca
        .iter()
        .flat_map(|offset| offset.to_be_bytes())
        .collect();
    let mut tables = vec![
        (*b"glyf", glyf),
        (*b"head", head(extent.bounds)),
        (*b"hhea", hhea(&extent, glyph_count)),
        (*b"hmtx", hmtx),
        (*b"loca", loca),
        (*b"maxp", maxp(&extent, glyph_count)),
        (*b"post", post()),
    ];
    if !codes.is_empty() {
        tables.insert(0, (*b"cmap", cmap(codes)));
    }
    Some(Program {
        data: assemble(&tables),
        bounds: extent.bounds.map(|side| i64::from(side) / 2),
    })
}

/// The maximum extents of all glyphs, for the headers of the font.
#[derive(Default)]
struct Extent {
    bounds: [i16; 4],
    widest: u16,
    points: u16,
    contours: u16,
}

impl Extent {
    fn add(&mut self, shape: &Shape, outline: &Outline) {
        let [x0, y0, x1, y1] = outline.bounds;
        let known = self.bounds;
        self.bounds = [
            known[0].min(x0),
            known[1].min(y0),
            known[2].max(x1),
            known[3].max(y1),
        ];
        self.widest = self.widest.max(unsigned(shape.width));
        self.points = self.points.max(outline.points);
        self.contours = self.contours.max(outline.contours);
    }
}

/// An entry of the table `glyf`, of even length.
#[derive(Default)]
struct Outline {
    data: Vec<u8>,
    bounds: [i16; 4],
    points: u16,
    contours: u16,
}

fn outline(contours: &[Vec<Point>]) -> Outline {
    let contours: Vec<&Vec<Point>> = contours
        .iter()
        .filter(|contour| contour.len() > 1)
        .collect();
    let points: Vec<(i16, i16, bool)> = contours
        .iter()
        .flat_map(|contour| contour.iter())
        .map(|point| (signed(point.x), signed(point.y), point.on))
        .collect();
    let (Ok(contour_count), Ok(point_count)) =
        (i16::try_from(contours.len()), u16::try_from(points.len()))
    else {
        return Outline::default();
    };
    let Some(bounds) = bounds(&points) else {
        return Outline::default();
    };
    let mut data = contour_count.to_be_bytes().to_vec();
    data.extend(bounds.iter().flat_map(|side| side.to_be_bytes()));
    let mut last = 0_u16;
    for contour in &contours {
        last = last.saturating_add(u16::try_from(contour.len()).unwrap_or(u16::MAX));
        data.extend((last - 1).to_be_bytes());
    }
    data.extend([0, 0]);
    data.extend(points.iter().map(|(_, _, on)| u8::from(*on)));
    for axis in [
        |point: &(i16, i16, bool)| point.0,
        |point: &(i16, i16, bool)| point.1,
    ] {
        let mut before = 0_i16;
        for point in &points {
            data.extend(axis(point).wrapping_sub(before).to_be_bytes());
            before = axis(point);
        }
    }
    data.resize(data.len().next_multiple_of(4), 0);
    Outline {
        data,
        bounds,
        points: point_count,
        contours: contour_count.unsigned_abs(),
    }
}

fn bounds(points: &[(i16, i16, bool)]) -> Option<[i16; 4]> {
    let xs = || points.iter().map(|point| point.0);
    let ys = || points.iter().map(|point| point.1);
    Some([xs().min()?, ys().min()?, xs().max()?, ys().max()?])
}

/// Units of the program; differences of two never leave their range of 16 bits.
fn signed(thousandths: f64) -> i16 {
    (thousandths * UNITS / 1000.0)
        .round()
        .clamp(-16_000.0, 16_000.0) as i16
}

fn unsigned(thousandths: f64) -> u16 {
    (thousandths * UNITS / 1000.0).round().clamp(0.0, 32_000.0) as u16
}

/// 5.2.2 with offsets of 32 bits; no date, so that equal inputs give equal files.
fn head(bounds: [i16; 4]) -> Vec<u8> {
    let mut table = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5f, 0x0f, 0x3c, 0xf5];
    table.extend(3_u16.to_be_bytes());
    table.extend((UNITS as u16).to_be_bytes());
    table.extend([0; 16]);
    table.extend(bounds.iter().flat_map(|side| side.to_be_bytes()));
    for value in [0_u16, 8, 2, 1, 0] {
        table.extend(value.to_be_bytes());
    }
    table
}

fn hhea(extent: &Extent, glyph_count: u16) -> Vec<u8> {
    let mut table = vec![0, 1, 0, 0];
    for value in [1800_i16, -500, 0] {
        table.extend(value.to_be_bytes());
    }
    table.extend(extent.widest.to_be_bytes());
    for value in [
        extent.bounds[0],
        0,
        extent.bounds[2],
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ] {
        table.extend(value.to_be_bytes());
    }
    table.extend(glyph_count.to_be_bytes());
    table
}

fn maxp(extent: &Extent, glyph_count: u16) -> Vec<u8> {
    let mut table = vec![0, 1, 0, 0];
    let values = [
        glyph_count,
        extent.points,
        extent.contours,
        0,
        0,
        2,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    table.extend(values.iter().flat_map(|value| value.to_be_bytes()));
    table
}

/// 5.2.8, version 3: no names.
pub(super) fn post() -> Vec<u8> {
    let mut table = vec![0, 3, 0, 0];
    table.resize(32, 0);
    table
}

/// The codes twice, because viewers look in either place: unchanged for Macintosh, as symbols for Windows.
pub(super) fn cmap(codes: &[(u8, u16)]) -> Vec<u8> {
    let mut glyphs = [0_u16; 256];
    for (code, glyph) in codes {
        glyphs[usize::from(*code)] = *glyph;
    }
    let listed: Vec<u8> = glyphs
        .iter()
        .flat_map(|glyph| glyph.to_be_bytes())
        .collect();
    let mut macintosh = Vec::new();
    for value in [6_u16, 10 + 512, 0, 0, 256] {
        macintosh.extend(value.to_be_bytes());
    }
    macintosh.extend(&listed);
    let mut windows = Vec::new();
    // Two segments: the codes, then the end segment of every such table.
    for value in [
        4_u16,
        32 + 512,
        0,
        4,
        4,
        1,
        0,
        SYMBOL + 0xff,
        0xffff,
        0,
        SYMBOL,
        0xffff,
        0,
        1,
        4,
        0,
    ] {
        windows.extend(value.to_be_bytes());
    }
    windows.extend(&listed);
    let mut table = vec![0, 0, 0, 2];
    let first = 20_u32;
    table.extend([0, 1, 0, 0]);
    table.extend(first.to_be_bytes());
    table.extend([0, 3, 0, 0]);
    table.extend((first + 522).to_be_bytes());
    table.extend(macintosh);
    table.extend(windows);
    table
}

/// The file: its directory, the tables, and the sums over them (4.5).
pub(super) fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.max(1).ilog2();
    let range = 16_u16 << power;
    let mut file = vec![0, 1, 0, 0];
    for value in [count, range, power as u16, count * 16 - range] {
        file.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut adjustment = 0;
    for (tag, data) in tables {
        if tag == b"head" {
            adjustment = offset + 8;
        }
        file.extend(tag);
        file.extend(sum(data).to_be_bytes());
        file.extend((offset as u32).to_be_bytes());
        file.extend((data.len() as u32).to_be_bytes());
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    let whole = 0xb1b0_afba_u32.wrapping_sub(sum(&file));
    if let Some(place) = file.get_mut(adjustment..adjustment + 4) {
        place.copy_from_slice(&whole.to_be_bytes());
    }
    file
}

fn sum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, word| {
        let mut whole = [0; 4];
        for (to, from) in whole.iter_mut().zip(word) {
            *to = *from;
        }
        sum.wrapping_add(u32::from_be_bytes(whole))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustybuzz::ttf_parser::{Face, GlyphId, OutlineBuilder};

    #[derive(Default)]
    struct Corners(Vec<(f32, f32)>);

    impl OutlineBuilder for Corners {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn quad_to(&mut self, _: f32, _: f32, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
            self.0.push((x, y));
        }
        fn close(&mut self) {}
    }

    #[test]
    fn written_values_read_back() {
        let corner = |x: f64, y: f64| Point { x, y, on: true };
        let triangle = Shape {
            width: 333.5,
            contours: vec![vec![
                corner(0.0, 0.0),
                corner(100.0, 700.0),
                corner(-50.0, 9.5),
            ]],
        };
        let blank = Shape {
            width: 250.0,
            contours: Vec::new(),
        };
        let program = write(&[triangle, blank], &[(65, 1), (255, 2)]).unwrap();
        let face = Face::parse(&program.data, 0).unwrap();
        assert_eq!(face.number_of_glyphs(), 3);
        assert_eq!(face.units_per_em(), 2000);
        assert_eq!(face.glyph_hor_advance(GlyphId(1)), Some(667));
        assert_eq!(face.glyph_hor_advance(GlyphId(2)), Some(500));
        let mut corners = Corners::default();
        face.outline_glyph(GlyphId(1), &mut corners).unwrap();
        assert_eq!(
            corners.0[..3],
            [(0.0, 0.0), (200.0, 1400.0), (-100.0, 19.0)]
        );
        assert!(face.outline_glyph(GlyphId(2), &mut corners).is_none());
        for subtable in face.tables().cmap.unwrap().subtables {
            let offset = if subtable.platform_id == rustybuzz::ttf_parser::PlatformId::Windows {
                0xf000
            } else {
                0
            };
            assert_eq!(subtable.glyph_index(offset + 65), Some(GlyphId(1)));
            assert_eq!(subtable.glyph_index(offset + 255), Some(GlyphId(2)));
            assert_eq!(
                subtable.glyph_index(offset + 66).unwrap_or_default(),
                GlyphId(0)
            );
        }
        assert_eq!(sum(&program.data), 0xb1b0_afba);
    }
}
