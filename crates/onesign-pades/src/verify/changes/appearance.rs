//! What a field shows, as far as it can be read without fonts.

use onesign_pdf::object::{Dictionary, Object};
use onesign_pdf::read::{Document, decode};

/// Most bytes of an appearance that are read.
const MAX_BYTES: usize = 1 << 20;

/// What a widget shows beside the value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// The value, or nothing that could contradict it.
    Same,
    /// Another text.
    Other(String),
    /// It can't be told.
    Unknown,
}

/// Compares the normal appearance of a widget with a value.
pub(super) fn shows(document: &Document<'_>, widget: &Dictionary, value: &str) -> Shown {
    let looks = document.value(widget, "AP").unwrap_or(Object::Null);
    let normal = looks
        .as_dictionary()
        .map_or(Ok(Object::Null), |looks| document.value(looks, "N"));
    let stream = match &normal {
        Ok(Object::Null) => return Shown::Same,
        Ok(Object::Stream(stream)) => stream,
        _ => return Shown::Unknown,
    };
    let Ok(content) = decode(stream, MAX_BYTES) else {
        return Shown::Unknown;
    };
    let Some(text) = text(&content) else {
        return Shown::Unknown;
    };
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (shown, wanted) = (plain(&text), plain(value));
    if shown == wanted {
        Shown::Same
    } else if wanted.is_ascii() {
        Shown::Other(text)
    } else {
        Shown::Unknown
    }
}

/// The text of a content stream that shows nothing but plain ASCII strings; `None` if it holds anything whose
/// look depends on more.
fn text(content: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut at = 0;
    let mut operator = Vec::new();
    while let Some(&byte) = content.get(at) {
        match byte {
            b'(' => {
                let (string, end) = string(content, at)?;
                if !string.iter().all(|byte| matches!(byte, 0x20..=0x7e)) {
                    return None;
                }
                text.extend(string.iter().map(|&byte| char::from(byte)));
                at = end;
            }
            b'<' if content.get(at + 1) == Some(&b'<') => at += 2,
            // Strings of glyph numbers mean what the font makes of them.
            b'<' => return None,
            b'%' => {
                while content
                    .get(at)
                    .is_some_and(|&byte| byte != b'\n' && byte != b'\r')
                {
                    at += 1;
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'\'' | b'"' => {
                operator.clear();
                while let Some(&byte) = content.get(at).filter(|byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'\'' | b'"')
                }) {
                    operator.push(byte);
                    at += 1;
                }
                if matches!(operator.as_slice(), b"Do" | b"BI" | b"sh") {
                    return None;
                }
            }
            b'/' => {
                at += 1;
                while content.get(at).is_some_and(|byte| {
                    !byte.is_ascii_whitespace() && !b"/()<>[]{}%".contains(byte)
                }) {
                    at += 1;
                }
            }
            _ => at += 1,
        }
    }
    Some(text)
}

/// A string in parentheses (7.3.4.2), decoded, and the position after it.
fn string(content: &[u8], start: usize) -> Option<(Vec<u8>, usize)> {
    let mut decoded = Vec::new();
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        let byte = *content.get(at)?;
        at += 1;
        match byte {
            b'(' => {
                if depth > 0 {
                    decoded.push(byte);
                }
                depth += 1;
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some((decoded, at));
                }
                decoded.push(byte);
            }
            b'\\' => {
                let escaped = *content.get(at)?;
                at += 1;
                match escaped {
                    b'n' | b'r' | b't' | b'b' | b'f' => decoded.push(b' '),
                    b'0'..=b'7' => {
                        let mut value = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            if let Some(digit @ b'0'..=b'7') = content.get(at) {
                                value = value * 8 + u32::from(digit - b'0');
                                at += 1;
                            }
                        }
                        decoded.push(u8::try_from(value).unwrap_or(u8::MAX));
                    }
                    b'\r' | b'\n' => {}
                    other => decoded.push(other),
                }
            }
            other => decoded.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn text_is_read_where_its_look_is_plain() {
        let shown =
            text(b"/Tx BMC q BT /Helv 11 Tf (25\\060 \\(net\\)) Tj [(E) -20 (UR)] TJ ET Q EMC");
        assert_eq!(shown.as_deref(), Some("250 (net)EUR"));
        for unclear in [
            b"BT <0102> Tj ET".as_slice(),
            b"/X Do",
            b"BT (\xe4) Tj ET",
            b"BT (open",
        ] {
            assert_eq!(text(unclear), None);
        }
    }
}
