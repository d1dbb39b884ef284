//! Inline images (8.9.7).

use super::Operand;

/// The length of the data of an image without filters.
pub(super) fn plain_length(pairs: &[(Vec<u8>, Operand<'_>)]) -> Option<usize> {
    let value = |names: [&[u8]; 2]| {
        let mut pairs = pairs.iter();
        pairs
            .find(|(key, _)| names.contains(&key.as_slice()))
            .map(|(_, value)| value)
    };
    let size = |names| match value(names) {
        Some(Operand::Number(number)) if (1.0..1e6).contains(number) => Some(*number as usize),
        _ => None,
    };
    if value([b"F", b"Filter"]).is_some() {
        return None;
    }
    let is_mask = value([b"IM", b"ImageMask"]) == Some(&Operand::Word(b"true"));
    let depth = if is_mask {
        1
    } else {
        size([b"BPC", b"BitsPerComponent"])?
    };
    let components = match value([b"CS", b"ColorSpace"]) {
        Some(Operand::Name(name)) => match name.as_slice() {
            b"G" | b"DeviceGray" => 1,
            b"RGB" | b"DeviceRGB" => 3,
            b"CMYK" | b"DeviceCMYK" => 4,
            _ => return None,
        },
        None if is_mask => 1,
        _ => return None,
    };
    let row = size([b"W", b"Width"])?
        .checked_mul(depth * components)?
        .div_ceil(8);
    row.checked_mul(size([b"H", b"Height"])?)
}
