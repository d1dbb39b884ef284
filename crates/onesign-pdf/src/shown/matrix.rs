//! Points and areas on a page, and the matrices that move them.

/// A transformation matrix (8.3.3).
pub(super) type Matrix = [f64; 6];
/// The identity matrix.
pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The matrix that applies `first`, then `second`.
pub(super) fn both(first: &Matrix, second: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *second;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// The image of a point under a matrix.
pub(super) fn moved(matrix: &Matrix, x: f64, y: f64) -> (f64, f64) {
    let [a, b, c, d, e, f] = *matrix;
    (a * x + c * y + e, b * x + d * y + f)
}

/// Left, bottom, right, top.
pub type Area = [f64; 4];

/// Everything.
pub(super) const ALL: Area = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];
/// Nothing, as the start of a union.
pub(super) const NOTHING: Area = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];

/// The upright bounding box of a transformed rectangle.
pub(super) fn around(matrix: &Matrix, [x, y, width, height]: [f64; 4]) -> Area {
    let corners = [
        (x, y),
        (x + width, y),
        (x, y + height),
        (x + width, y + height),
    ];
    let mut area = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for (x, y) in corners {
        let (x, y) = moved(matrix, x, y);
        area = [
            area[0].min(x),
            area[1].min(y),
            area[2].max(x),
            area[3].max(y),
        ];
    }
    area
}

/// The intersection of two areas.
pub(super) fn common(one: Area, other: Area) -> Area {
    [
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ]
}

/// The smallest area that contains both.
pub fn joined(one: Area, other: Area) -> Area {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

/// An area extended on every side.
pub fn grown(area: Area, by: f64) -> Area {
    [area[0] - by, area[1] - by, area[2] + by, area[3] + by]
}

/// Whether two areas share more than an edge of this width, in points.
pub fn overlap(one: Area, other: Area, edge: f64) -> bool {
    let [left, bottom, right, top] = common(one, other);
    right - left > edge.min(width(one) / 2.0).min(width(other) / 2.0)
        && top - bottom > edge.min(height(one) / 2.0).min(height(other) / 2.0)
}

/// Whether `outer` contains all of `inner`.
pub fn contains(outer: Area, inner: Area) -> bool {
    outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
}

pub(super) fn width(area: Area) -> f64 {
    area[2] - area[0]
}

pub(super) fn height(area: Area) -> f64 {
    area[3] - area[1]
}

/// Whether nothing is inside.
pub(super) fn is_empty(area: Area) -> bool {
    // Written so that an area with a side that is not a number is not empty.
    area[0] >= area[2] || area[1] >= area[3]
}

/// How much the matrix enlarges lengths at most.
pub(super) fn scale(matrix: &Matrix) -> f64 {
    let [a, b, c, d, ..] = *matrix;
    a.hypot(b).max(c.hypot(d))
}
