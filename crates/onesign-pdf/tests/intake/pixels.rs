//! The pixels of a page.

use onesign_pdf::{Intake, render_page};

pub struct Pixels {
    width: usize,
    height: usize,
    rows: Vec<u8>,
    line: usize,
    samples: usize,
}

/// Within a point and a half.
pub fn is_near(value: f64, wanted: f64) -> bool {
    (value - wanted).abs() < 1.5
}

/// Page images have sixteen steps of each colour.
pub fn is_like(colour: [u8; 3], wanted: [u8; 3]) -> bool {
    colour
        .iter()
        .zip(wanted)
        .all(|(part, wanted)| part.abs_diff(wanted) < 10)
}

impl Pixels {
    /// The first page. A page of 200 points has two pixels per point.
    pub fn of(taken: &Intake) -> Self {
        let image = render_page(&taken.normalised, 0, 400).unwrap();
        assert_eq!(image.mime, "image/png");
        let mut decoder = png::Decoder::new(std::io::Cursor::new(&image.bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rows).unwrap();
        Self {
            width: info.width as usize,
            height: info.height as usize,
            rows,
            line: info.line_size,
            samples: info.color_type.samples(),
        }
    }

    fn pixel(&self, column: usize, row: usize) -> [u8; 3] {
        let at = row * self.line + column * self.samples;
        match self.samples {
            1 | 2 => [self.rows[at]; 3],
            _ => [self.rows[at], self.rows[at + 1], self.rows[at + 2]],
        }
    }

    /// The colour at a point of the page, y upwards.
    pub fn at(&self, x: f64, y: f64) -> [u8; 3] {
        self.pixel((x * 2.0) as usize, self.height - 1 - (y * 2.0) as usize)
    }

    /// The colour at a point, given as fractions of the page, y downwards.
    pub fn part(&self, x: f64, y: f64) -> [u8; 3] {
        self.pixel(
            (x * self.width as f64) as usize,
            (y * self.height as f64) as usize,
        )
    }

    /// Whether any pixel is as wanted.
    pub fn has(&self, wanted: impl Fn([u8; 3]) -> bool) -> bool {
        (0..self.height).any(|row| (0..self.width).any(|column| wanted(self.pixel(column, row))))
    }

    /// Left, right, lower and upper edge of the area that isn't nearly white, in points.
    pub fn ink(&self) -> Option<(f64, f64, f64, f64)> {
        let dark =
            |column: usize, row: usize| self.pixel(column, row).iter().any(|part| *part < 160);
        let columns: Vec<usize> = (0..self.width)
            .filter(|column| (0..self.height).any(|row| dark(*column, row)))
            .collect();
        let rows: Vec<usize> = (0..self.height)
            .filter(|row| (0..self.width).any(|column| dark(column, *row)))
            .collect();
        let points = |pixels: usize| pixels as f64 / 2.0;
        Some((
            points(*columns.first()?),
            points(columns.last()? + 1),
            points(self.height - rows.last()? - 1),
            points(self.height - rows.first()?),
        ))
    }
}
