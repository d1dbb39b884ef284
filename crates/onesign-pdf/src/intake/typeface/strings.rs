//! Strings among the operands of content (ISO 32000-2, 7.3.4).

/// The strings in an operand, decoded: the string itself, or those of an array in their order.
pub(in crate::intake) fn strings(operand: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = operand.get(at) {
        match byte {
            b'(' => {
                let (text, end) = literal(operand, at + 1);
                found.push(text);
                at = end;
            }
            b'<' if operand.get(at + 1) != Some(&b'<') => {
                let (text, end) = hexadecimal(operand, at + 1);
                found.push(text);
                at = end;
            }
            b'<' => at += 2,
            _ => at += 1,
        }
    }
    found
}

/// The string after an opening parenthesis, and its end.
fn literal(data: &[u8], start: usize) -> (Vec<u8>, usize) {
    let mut text = Vec::new();
    let mut depth = 1_usize;
    let mut at = start;
    while let Some(&byte) = data.get(at) {
        at += 1;
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            b'\\' => {
                let (escaped, end) = escape(data, at);
                text.extend(escaped);
                at = end;
                continue;
            }
            // An end of line of any kind counts as a line feed (7.3.4.2).
            b'\r' => {
                at += usize::from(data.get(at) == Some(&b'\n'));
                text.push(b'\n');
                continue;
            }
            _ => {}
        }
        text.push(byte);
    }
    (text, at)
}

/// The bytes that an escape after a backslash stands for, and its end.
fn escape(data: &[u8], at: usize) -> (Option<u8>, usize) {
    let Some(&byte) = data.get(at) else {
        return (None, at);
    };
    let plain = match byte {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'\r' => return (None, at + 1 + usize::from(data.get(at + 1) == Some(&b'\n'))),
        b'\n' => return (None, at + 1),
        b'0'..=b'7' => {
            let digits = data.iter().skip(at).take(3);
            let digits: Vec<u8> = digits
                .copied()
                .take_while(|b| (b'0'..=b'7').contains(b))
                .collect();
            let value = digits
                .iter()
                .fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            return (Some((value & 0xff) as u8), at + digits.len());
        }
        other => other,
    };
    (Some(plain), at + 1)
}

/// The string after an opening angle bracket, and its end; a missing last digit is zero (7.3.4.3).
fn hexadecimal(data: &[u8], start: usize) -> (Vec<u8>, usize) {
    let mut text = Vec::new();
    let mut half = None;
    let mut at = start;
    while let Some(&byte) = data.get(at) {
        at += 1;
        if byte == b'>' {
            break;
        }
        let Some(digit) = char::from(byte).to_digit(16) else {
            continue;
        };
        half = match half {
            Some(high) => {
                text.push((high << 4 | digit) as u8);
                None
            }
            None => Some(digit),
        };
    }
    if let Some(high) = half {
        text.push((high << 4) as u8);
    }
    (text, at)
}

#[cfg(test)]
mod tests {
    use super::strings;
    use proptest::prelude::*;

    #[test]
    fn strings_are_read_as_the_standard_says() {
        let cases: [(&str, &[&[u8]]); 7] = [
            ("(a\\)b(c))", &[b"a)b(c)"]),
            ("(\\101\\7x\\\r\ny)", &[b"A\x07xy"]),
            ("<48 65 6>", &[b"He\x60"]),
            ("[(a) -20 <62> (\\()]", &[b"a", b"b", b"("]),
            ("<</A (b)>>", &[b"b"]),
            ("(open", &[b"open"]),
            ("12.5", &[]),
        ];
        for (operand, expected) in cases {
            assert_eq!(strings(operand.as_bytes()), expected, "{operand}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(data in proptest::collection::vec(any::<u8>(), 0..200)) {
            let total: usize = strings(&data).iter().map(Vec::len).sum();
            prop_assert!(total <= data.len());
        }
    }
}
