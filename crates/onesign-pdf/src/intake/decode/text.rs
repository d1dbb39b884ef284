//! ASCII85Decode, ASCIIHexDecode and RunLengthDecode (7.4.2, 7.4.3, 7.4.5); bytes that belong to no code are
//! skipped.

use super::super::IntakeError;
use super::super::lexer::is_blank;
use super::Soundness;

pub(crate) fn hexadecimal(input: &[u8]) -> (Vec<u8>, Soundness) {
    let mut soundness = Soundness::Untidy;
    let mut odd = false;
    let mut digits = Vec::with_capacity(input.len());
    for byte in input {
        match char::from(*byte).to_digit(16) {
            Some(digit) => digits.push(digit as u8),
            None if *byte == b'>' => {
                soundness = Soundness::Sound;
                break;
            }
            None => odd |= !is_blank(*byte),
        }
    }
    let value = |pair: &[u8]| match pair {
        [high, low] => high << 4 | low,
        [high] => high << 4,
        _ => 0,
    };
    let data = digits.chunks(2).map(value).collect();
    (data, if odd { Soundness::Odd } else { soundness })
}

pub(crate) fn ascii85(input: &[u8], most: usize) -> Result<(Vec<u8>, Soundness), IntakeError> {
    let mut soundness = Soundness::Untidy;
    let mut odd = false;
    let mut output = Vec::with_capacity(input.len() / 5 * 4);
    let (mut group, mut count) = (0_u64, 0);
    let blank = input.iter().take_while(|byte| is_blank(**byte)).count();
    let input = input.get(blank..).unwrap_or_default();
    for byte in input.strip_prefix(b"<~").unwrap_or(input) {
        match byte {
            b'z' if count == 0 => output.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    odd |= group > u64::from(u32::MAX);
                    output.extend_from_slice(&(group as u32).to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => {
                soundness = Soundness::Sound;
                break;
            }
            other => odd |= !is_blank(*other),
        }
        if output.len() > most {
            return Err(IntakeError::TooComplex);
        }
    }
    if count > 1 {
        (count..5).for_each(|_| group = group * 85 + 84);
        let bytes = (group as u32).to_be_bytes();
        output.extend_from_slice(bytes.get(..count - 1).unwrap_or_default());
    }
    Ok((output, if odd { Soundness::Odd } else { soundness }))
}

pub(crate) fn run_length(input: &[u8], most: usize) -> Result<(Vec<u8>, Soundness), IntakeError> {
    let mut output = Vec::new();
    let mut rest = input;
    let soundness = loop {
        match rest {
            [] => break Soundness::Untidy,
            [128, ..] => break Soundness::Sound,
            [length @ 0..=127, tail @ ..] => {
                let count = usize::from(*length) + 1;
                let Some((run, after)) = tail.split_at_checked(count) else {
                    output.extend_from_slice(tail);
                    break Soundness::Cut;
                };
                output.extend_from_slice(run);
                rest = after;
            }
            [length, byte, after @ ..] => {
                output.resize(output.len() + 257 - usize::from(*length), *byte);
                rest = after;
            }
            [_] => break Soundness::Cut,
        }
        if output.len() > most {
            return Err(IntakeError::TooComplex);
        }
    };
    Ok((output, soundness))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_digits() {
        assert_eq!(
            hexadecimal(b"48 65\n6c6C6f>x"),
            (b"Hello".to_vec(), Soundness::Sound)
        );
        assert_eq!(hexadecimal(b"487"), (b"Hp".to_vec(), Soundness::Untidy));
        assert_eq!(hexadecimal(b"4!8>"), (b"H".to_vec(), Soundness::Odd));
    }

    #[test]
    fn groups_of_five() {
        assert_eq!(
            ascii85(b"<~87cURDZ~>", 100),
            Ok((b"Hello".to_vec(), Soundness::Sound))
        );
        assert_eq!(
            ascii85(b" 87cUR\nDZ~>x", 100),
            Ok((b"Hello".to_vec(), Soundness::Sound))
        );
        assert_eq!(
            ascii85(b"87cUR\x01DZ", 100),
            Ok((b"Hello".to_vec(), Soundness::Odd))
        );
        assert_eq!(ascii85(b"zz~>", 100), Ok((vec![0; 8], Soundness::Sound)));
        assert_eq!(ascii85(&[b'z'; 100], 100), Err(IntakeError::TooComplex));
    }

    #[test]
    fn runs() {
        assert_eq!(
            run_length(&[1, b'a', b'b', 254, b'c', 128], 9),
            Ok((b"abccc".to_vec(), Soundness::Sound))
        );
        assert_eq!(
            run_length(&[254, b'c'], 9),
            Ok((b"ccc".to_vec(), Soundness::Untidy))
        );
        assert_eq!(
            run_length(&[5, b'a'], 9),
            Ok((b"a".to_vec(), Soundness::Cut))
        );
        assert_eq!(run_length(&[129, 0], 9), Err(IntakeError::TooComplex));
    }
}
