//! Strict PEM reader (RFC 7468): lines of base64 between two labels.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The decoded blocks with this label, ignoring text between blocks. `None` if a block is incomplete or contains
/// anything other than base64.
pub(crate) fn blocks(bytes: &[u8], label: &str) -> Option<Vec<Vec<u8>>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    let mut blocks = Vec::new();
    let mut body: Option<String> = None;
    for line in text.lines().map(str::trim) {
        match &mut body {
            None if line == begin => body = Some(String::new()),
            None => {}
            Some(text) if line == end => {
                blocks.push(STANDARD.decode(text).ok()?);
                body = None;
            }
            Some(text) => text.push_str(line),
        }
    }
    body.is_none().then_some(blocks)
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn reads_blocks_and_refuses_incomplete_ones() {
        let text = b"before\n-----BEGIN X-----\nAQID\nBA==\n-----END X-----\nafter\n-----BEGIN X-----\n-----END X-----\n";
        assert_eq!(blocks(text, "X"), Some(vec![vec![1, 2, 3, 4], vec![]]));
        assert_eq!(blocks(text, "Y"), Some(vec![]));
        assert_eq!(blocks(b"-----BEGIN X-----\nAQID", "X"), None);
        for wrong in ["AQ*D", "AQI", "A==="] {
            let text = format!("-----BEGIN X-----\n{wrong}\n-----END X-----\n");
            assert_eq!(blocks(text.as_bytes(), "X"), None, "{wrong}");
        }
    }
}
