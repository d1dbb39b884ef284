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
pub(super) type Area = [f64; 4];

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
