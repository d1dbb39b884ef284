//! Numbers (ISO 32000-2, 7.3.3).

use super::operators;

/// Longer numbers are shortened: some readers stop within them.
const LONGEST: usize = 32;

/// The largest number that every reader supports; larger ones become `CLAMPED`.
const LARGEST: f64 = 2e9;
const CLAMPED: f64 = 1e6;

/// Whether a word counts as a number.
pub(super) fn is_number(word: &[u8]) -> bool {
    matches!(word.first(), Some(b'0'..=b'9' | b'+' | b'-' | b'.'))
}

/// The rewritten form of a number that isn't strict.
pub(super) struct Odd {
    pub(super) text: String,
    /// How many bytes of the word belong to the number.
    pub(super) length: usize,
    /// Whether only its length was odd.
    pub(super) harmless: bool,
    /// Whether some readers do not accept it as a number at all.
    pub(super) unknown: bool,
}

/// `None` for a number that is strict.
pub(super) fn odd(word: &[u8]) -> Option<Odd> {
    let signs = word
        .iter()
        .take_while(|byte| matches!(byte, b'+' | b'-'))
        .count();
    let (sign, rest) = word.split_at(signs);
    let digits = |from: &[u8]| from.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(rest);
    let mut length = whole;
    if rest.get(whole) == Some(&b'.') {
        length += 1 + digits(rest.get(whole + 1..).unwrap_or_default());
    }
    let (plain, tail) = rest.split_at(length);
    let well_formed = signs <= 1 && tail.is_empty() && plain.iter().any(u8::is_ascii_digit);
    if well_formed && whole < 10 && word.len() <= LONGEST {
        return None;
    }
    let glued = operators::spec(tail).is_some();
    let exponent = if glued { None } else { exponent(tail) };
    let mantissa = std::str::from_utf8(plain).unwrap_or_default();
    let value = format!("0{mantissa}e{}", exponent.unwrap_or(0)).parse::<f64>();
    let value = value.unwrap_or(0.0);
    let fits = value <= LARGEST;
    if well_formed && fits && word.len() <= LONGEST {
        return None;
    }
    let value = if fits { value } else { CLAMPED };
    let text = format!("{value:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let minus = if sign.contains(&b'-') && value != 0.0 {
        "-"
    } else {
        ""
    };
    Some(Odd {
        text: format!("{minus}{text}"),
        length: if glued { signs + length } else { word.len() },
        harmless: well_formed && fits,
        unknown: !glued && !tail.iter().all(|byte| b"0123456789+-.,eE".contains(byte)),
    })
}

/// The exponent that other languages write after a number.
fn exponent(tail: &[u8]) -> Option<i32> {
    let digits = tail.strip_prefix(b"e").or(tail.strip_prefix(b"E"))?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}
