//! Text as people type and paste it: tabs, and line breaks of every kind.

/// One line: tabs, line breaks and similar pasted characters become spaces. Other control characters stay, so
/// that the caller's check refuses them.
pub fn line(text: &str) -> String {
    text.replace("\r\n", " ")
        .chars()
        .map(|c| if c == '\t' || is_break(c) { ' ' } else { c })
        .collect()
}

/// Several lines: each line break becomes a line feed, and each tab a space. Other control characters stay, so
/// that the caller's check refuses them.
pub fn lines(text: &str) -> String {
    let plain = |c| match c {
        '\t' => ' ',
        c if is_break(c) => '\n',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(plain).collect()
}

/// The mandatory breaks of Unicode Standard Annex #14: text from word processors has others than line feeds.
fn is_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{line, lines};

    #[test]
    fn pasted_breaks_become_spaces_and_line_feeds() {
        let pasted = "Dear both,\r\n\ta\tb\rc\u{b}d\u{c}e\u{85}f\u{2028}g\u{2029}h";
        assert_eq!(lines(pasted), "Dear both,\n a b\nc\nd\ne\nf\ng\nh");
        assert_eq!(line(pasted), "Dear both,  a b c d e f g h");
        assert_eq!(
            (line("a\0b"), lines("a\u{1b}b")),
            ("a\0b".into(), "a\u{1b}b".into())
        );
    }
}
