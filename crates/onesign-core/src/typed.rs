//! Text as people type and paste it: tabs, and line breaks of every kind.

/// One line of it: tabs, line breaks and whatever else of this kind was pasted are spaces. Other control characters stay,
/// for whoever checks the text to refuse.
pub fn line(text: &str) -> String {
    text.replace("\r\n", " ")
        .chars()
        .map(|c| if c == '\t' || is_break(c) { ' ' } else { c })
        .collect()
}

/// Several lines of it: each line break is a line feed, and each tab a space. Other control characters stay, for whoever
/// checks the text to refuse.
pub fn lines(text: &str) -> String {
    let plain = |c| match c {
        '\t' => ' ',
        c if is_break(c) => '\n',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(plain).collect()
}

/// The mandatory breaks of Unicode Standard Annex #14: text from word processors has some that are no line feeds.
fn is_break(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{line, lines};

    #[test]
    fn what_is_pasted_becomes_spaces_and_line_feeds() {
        let pasted = "Dear both,\r\n\ta\tb\rc\u{b}d\u{c}e\u{85}f\u{2028}g\u{2029}h";
        assert_eq!(lines(pasted), "Dear both,\n a b\nc\nd\ne\nf\ng\nh");
        assert_eq!(line(pasted), "Dear both,  a b c d e f g h");
        assert_eq!(
            (line("a\0b"), lines("a\u{1b}b")),
            ("a\0b".into(), "a\u{1b}b".into())
        );
    }
}
