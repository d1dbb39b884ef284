//! Predictors (7.4.4.4), undone row by row up to the end of the data.

use super::Soundness;
use crate::read::filter::{sample_at, set_sample};

/// The parameters of the filter.
struct Shape {
    colours: usize,
    depth: usize,
    /// Bytes in a row.
    row: usize,
}

/// Undoes the predictor that the parameters name, if any. `number` reads one of them.
pub(crate) fn undo(
    (data, soundness): (Vec<u8>, Soundness),
    number: impl Fn(&[u8]) -> Option<i64>,
) -> (Vec<u8>, Soundness) {
    let predictor = number(b"Predictor").unwrap_or(1);
    if predictor <= 1 {
        return (data, soundness);
    }
    let within = |key: &[u8], default: i64, most: i64| {
        let value = number(key).unwrap_or(default);
        usize::try_from(value.clamp(1, most)).unwrap_or(1)
    };
    let (colours, depth) = (within(b"Colors", 1, 32), within(b"BitsPerComponent", 8, 16));
    let columns = within(b"Columns", 1, 1 << 24);
    // A row that is longer than the data ends with them.
    let row = (colours * depth * columns).div_ceil(8).min(data.len() + 1);
    let shape = Shape {
        colours,
        depth,
        row,
    };
    let known = matches!(depth, 1 | 2 | 4 | 8 | 16);
    let (data, own) = match predictor {
        2 if known => (un_tiff(data, &shape), Soundness::Sound),
        10..=15 if known => un_png(&data, &shape),
        _ => (data, Soundness::Odd),
    };
    (data, soundness.max(own))
}

/// TIFF predictor 2: each sample is the difference from the one to its left.
fn un_tiff(mut data: Vec<u8>, shape: &Shape) -> Vec<u8> {
    let (depth, colours) = (shape.depth, shape.colours);
    let mask = (1_u32 << depth) - 1;
    let mut left = vec![0_u32; colours];
    for line in data.chunks_mut(shape.row) {
        left.fill(0);
        if depth == 8 {
            for at in colours..line.len() {
                line[at] = line[at].wrapping_add(line[at - colours]);
            }
            continue;
        }
        for sample in 0..line.len() * 8 / depth {
            let before = &mut left[sample % colours];
            *before = (*before + sample_at(line, sample, depth)) & mask;
            set_sample(line, sample, depth, *before);
        }
    }
    data
}

/// The PNG predictors; each row names its own. A row that names none stays as it is.
fn un_png(data: &[u8], shape: &Shape) -> (Vec<u8>, Soundness) {
    let pixel = (shape.colours * shape.depth).div_ceil(8);
    let mut soundness = Soundness::Sound;
    let mut output: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; shape.row];
    let mut line = vec![0_u8; shape.row];
    for received in data.chunks(shape.row + 1) {
        let Some((kind, bytes)) = received.split_first() else {
            break;
        };
        if bytes.len() < shape.row {
            soundness = soundness.max(Soundness::Untidy);
        }
        if *kind > 4 {
            soundness = Soundness::Odd;
        }
        for (at, byte) in bytes.iter().enumerate() {
            let inside = at >= pixel;
            let left = if inside { line[at - pixel] } else { 0 };
            let corner = if inside { above[at - pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => above[at],
                3 => u8::midpoint(left, above[at]),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            line[at] = byte.wrapping_add(guess);
        }
        output.extend_from_slice(&line[..bytes.len()]);
        std::mem::swap(&mut above, &mut line);
    }
    (output, soundness)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let estimate = a + b - c;
    let distance = |value: i16| (estimate - value).abs();
    if distance(a) <= distance(b) && distance(a) <= distance(c) {
        left
    } else if distance(b) <= distance(c) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(data: &[u8], predictor: i64, depth: i64, columns: i64) -> (Vec<u8>, Soundness) {
        undo((data.to_vec(), Soundness::Sound), |key| match key {
            b"Predictor" => Some(predictor),
            b"BitsPerComponent" => Some(depth),
            b"Columns" => Some(columns),
            _ => None,
        })
    }

    #[test]
    fn png_rows_are_decoded_and_odd_ones_kept() {
        let rows = [0, 1, 2, 1, 1, 1, 2, 1, 1, 3, 1, 1, 4, 1, 1];
        let expected = vec![1, 2, 1, 2, 2, 3, 2, 3, 3, 4];
        assert_eq!(undone(&rows, 15, 8, 2), (expected, Soundness::Sound));
        assert_eq!(undone(&[9, 1, 2], 12, 8, 2), (vec![1, 2], Soundness::Odd));
        assert_eq!(
            undone(&[0, 1, 2, 2, 5], 12, 8, 2),
            (vec![1, 2, 6], Soundness::Untidy)
        );
    }

    #[test]
    fn tiff_rows_are_decoded() {
        assert_eq!(undone(&[1, 2, 3, 255], 2, 8, 4).0, [1, 3, 6, 5]);
        assert_eq!(undone(&[0b0101_0111], 2, 2, 4).0, [0b0110_1110]);
        assert_eq!(undone(&[0, 255, 0, 1], 2, 16, 2).0, [0, 255, 1, 0]);
        assert_eq!(undone(&[0, 255, 0], 2, 16, 2).0, [0, 255, 0]);
        assert_eq!(undone(&[1, 2], 7, 8, 2), (vec![1, 2], Soundness::Odd));
    }
}
