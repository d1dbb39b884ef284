//! Character maps and width tables whose ranges would make readers allocate without end.

use lopdf::Object;

use super::lexer::{Lexer, Token};

/// The most codes that a map's ranges may cover; Unicode has 1,114,112, real maps a few times 65,536.
const MAX_CODES: u64 = 1_200_000;

/// The largest code of a composite font (9.7.6.2: codes select CIDs up to 65,535).
const MAX_CID: i64 = 65_535;

/// Whether the ranges of a character map (9.7.5.4) cover a sane number of codes.
pub(super) fn is_sane_map(data: &[u8]) -> bool {
    let mut lexer = Lexer::new(data);
    let mut operands: Vec<&[u8]> = Vec::new();
    let mut codes = 0_u64;
    while let Some(token) = lexer.next_token() {
        match token {
            Token::Operand(range) | Token::Name(range) => operands.push(&data[range]),
            Token::InlineImage(_) => operands.clear(),
            Token::Operator(range) => {
                if matches!(
                    &data[range],
                    b"endbfrange" | b"endcidrange" | b"endnotdefrange"
                ) {
                    for entry in operands.chunks(3) {
                        codes = codes.saturating_add(covered(entry));
                    }
                }
                operands.clear();
            }
        }
        if codes > MAX_CODES {
            return false;
        }
    }
    true
}

fn covered(entry: &[&[u8]]) -> u64 {
    match entry {
        [first, last, ..] => hexadecimal(last)
            .saturating_sub(hexadecimal(first))
            .saturating_add(1),
        _ => 0,
    }
}

/// The value of `<…>`; what is longer than eight bytes counts as the largest.
fn hexadecimal(word: &[u8]) -> u64 {
    let digits: String = word
        .iter()
        .filter(|byte| byte.is_ascii_hexdigit())
        .map(|byte| char::from(*byte))
        .collect();
    if digits.is_empty() {
        0
    } else {
        u64::from_str_radix(&digits, 16).unwrap_or(u64::MAX)
    }
}

/// Whether the width table of a composite font (9.7.4.3) names only codes that can exist.
pub(super) fn are_sane_widths(items: &[Object]) -> bool {
    items.iter().all(|item| match item {
        Object::Integer(value) => value.unsigned_abs() <= MAX_CID as u64,
        Object::Real(value) => value.is_finite() && value.abs() <= MAX_CID as f32,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_ranges_are_noticed() {
        assert!(is_sane_map(
            b"1 beginbfrange <0000> <ffff> <0000> endbfrange"
        ));
        assert!(is_sane_map(
            b"2 beginbfchar <01> <0041> <02> <0042> endbfchar"
        ));
        assert!(!is_sane_map(
            b"1 begincidrange <00000000> <ffffffff> 0 endcidrange"
        ));
        assert!(!is_sane_map(
            b"1 beginbfrange <00> <ffffffffffffffffff> <00> endbfrange"
        ));
    }

    #[test]
    fn widths_of_codes_that_cannot_exist() {
        let inner = Object::Array(vec![Object::Integer(500)]);
        assert!(are_sane_widths(&[Object::Integer(1), inner]));
        assert!(!are_sane_widths(&[
            Object::Integer(0),
            Object::Integer(i64::from(i32::MAX)),
            Object::Integer(1)
        ]));
        assert!(!are_sane_widths(&[Object::Integer(i64::MIN)]));
    }
}
