//! Finds the device colours in content streams, independently of the content reader under test.

use std::collections::BTreeSet;

/// `DeviceGray`, `DeviceRGB`, `DeviceCMYK`, as operators select them.
pub(super) fn device_colours(content: &[u8]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut at = 0;
    while let Some(byte) = content.get(at) {
        match byte {
            b'(' => at = after_string(content, at),
            b'<' if content.get(at + 1) != Some(&b'<') => at = after(content, at, b'>'),
            b'%' => at = after(content, at, b'\n'),
            byte if is_regular(*byte) || *byte == b'/' => {
                let rest = &content[at + 1..];
                let length = rest.iter().take_while(|byte| is_regular(**byte)).count() + 1;
                let token = &content[at..at + length];
                at += length;
                found.extend(meant(token));
                if token == b"ID" {
                    let rest = content[at..].windows(4);
                    let mut ends = rest.enumerate();
                    let end = ends.find(|(_, end)| {
                        end[0].is_ascii_whitespace()
                            && &end[1..3] == b"EI"
                            && end[3].is_ascii_whitespace()
                    });
                    at = end.map_or(content.len(), |(end, _)| at + end + 4);
                }
            }
            _ => at += 1,
        }
    }
    found
}

fn meant(token: &[u8]) -> Option<&'static str> {
    match token {
        b"g" | b"G" | b"/DeviceGray" => Some("DeviceGray"),
        b"rg" | b"RG" | b"/DeviceRGB" => Some("DeviceRGB"),
        b"k" | b"K" | b"/DeviceCMYK" => Some("DeviceCMYK"),
        _ => None,
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

fn after(content: &[u8], at: usize, end: u8) -> usize {
    let found = content[at..].iter().position(|byte| *byte == end);
    found.map_or(content.len(), |found| at + found + 1)
}

fn after_string(content: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

#[test]
fn device_colours_are_found_between_strings_and_pictures() {
    let content = b"BT (rg (g) \\) k) Tj ET % k\n/Fill gs <4b> Tj 0 0 1 rg BI /W 1 ID k K rg EI /DeviceGray cs q";
    let found: Vec<_> = device_colours(content).into_iter().collect();
    assert_eq!(found, ["DeviceGray", "DeviceRGB"]);
}
