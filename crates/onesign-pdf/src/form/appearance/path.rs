//! The paths of an appearance: frames, backgrounds and clips (8.5).

/// How far a frame may be from the edge, in the units of the appearance.
const RIM: f64 = 4.5;
/// How crooked an upright or level line may be.
const CROOKED: f64 = 1.0;

/// A path in an area.
#[derive(Debug, Clone)]
pub(super) struct Path {
    /// The area of the appearance: left, bottom, right, top.
    area: [f64; 4],
    /// From one point to another.
    lines: Vec<[f64; 4]>,
    /// How many rectangles it has.
    boxes: usize,
    start: (f64, f64),
    at: (f64, f64),
    clips: bool,
}

impl Path {
    pub const fn within(area: [f64; 4]) -> Self {
        Self {
            area,
            lines: Vec::new(),
            boxes: 0,
            start: (0.0, 0.0),
            at: (0.0, 0.0),
            clips: false,
        }
    }

    /// Takes the path and leaves an empty one.
    pub fn take(&mut self) -> Self {
        let next = Self::within(self.area);
        std::mem::replace(self, next)
    }

    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty() && !self.clips
    }

    /// Follows an operator that makes a path, or makes it a clip.
    pub fn trace(&mut self, operator: &[u8], numbers: &[f64], origin: (f64, f64)) -> Option<()> {
        let moved = |x: f64, y: f64| (x + origin.0, y + origin.1);
        match (operator, numbers) {
            (b"m", &[x, y]) => {
                self.start = moved(x, y);
                self.at = self.start;
            }
            (b"l", &[x, y]) => self.line(moved(x, y)),
            (b"h", []) => self.line(self.start),
            (b"re", &[x, y, width, height]) => {
                self.boxes += 1;
                self.start = moved(x, y);
                self.at = self.start;
                let (to_x, to_y) = (x + width, y + height);
                for (x, y) in [(to_x, y), (to_x, to_y), (x, to_y), (x, y)] {
                    self.line(moved(x, y));
                }
            }
            (b"W" | b"W*", []) => self.clips = true,
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, (x, y): (f64, f64)) {
        self.lines.push([self.at.0, self.at.1, x, y]);
        self.at = (x, y);
    }

    /// The rectangle around it.
    fn bounds(&self) -> [f64; 4] {
        let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        self.lines.iter().fold(start, |all, [a, b, c, d]| {
            [
                all[0].min(*a).min(*c),
                all[1].min(*b).min(*d),
                all[2].max(*a).max(*c),
                all[3].max(*b).max(*d),
            ]
        })
    }

    fn spans(&self) -> bool {
        let ([left, bottom, right, top], all) = (self.area, self.bounds());
        let long = |from: f64, to: f64, whole: f64| to - from >= whole - 2.0 * RIM;
        long(all[0], all[2], right - left) && long(all[1], all[3], top - bottom)
    }

    const fn is_box(&self) -> bool {
        self.boxes == 1 && self.lines.len() == 4
    }

    /// The rectangle to which it clips, if it is a clip; `None` for any other clip.
    pub fn clip(&self) -> Option<Option<[f64; 4]>> {
        if !self.clips {
            return Some(None);
        }
        (self.is_box() && self.spans()).then(|| Some(self.bounds()))
    }

    /// Whether all its points are at the edge of the area, on every side.
    pub fn is_around(&self) -> bool {
        let [left, bottom, right, top] = self.area;
        let at_rim = |x: f64, y: f64| {
            let distances = [x - left, right - x, y - bottom, top - y];
            distances.iter().any(|distance| *distance <= RIM)
        };
        let mut lines = self.lines.iter();
        self.spans() && lines.all(|[a, b, c, d]| at_rim(*a, *b) && at_rim(*c, *d))
    }

    /// Whether it is a rectangle that fills the area.
    pub fn is_ground(&self) -> bool {
        self.is_box() && self.is_around()
    }

    /// Whether its lines are a frame. Thin upright lines may also part the letters.
    pub fn is_frame(&self, is_thin: bool) -> bool {
        let [left, bottom, right, top] = self.area;
        let is_at = |value: f64, side: f64| (value - side).abs() <= RIM;
        self.lines.iter().all(|[a, b, c, d]| {
            let is_level = (b - d).abs() <= CROOKED && (is_at(*b, bottom) || is_at(*b, top));
            let is_upright = (a - c).abs() <= CROOKED;
            let parts = is_thin && is_at(b.min(*d), bottom) && is_at(b.max(*d), top);
            is_level || is_upright && (is_at(*a, left) || is_at(*a, right) || parts)
        })
    }
}
