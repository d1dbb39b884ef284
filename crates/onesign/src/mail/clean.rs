//! Words that people typed, made harmless for headers and for reading order.

/// The longest line made of someone's words, in characters; a subject or a name needs no more.
const LINE: usize = 200;

/// One line: no control characters, no line breaks of any kind, no marks that reverse what follows, no encoded words,
/// single spaces.
pub(super) fn line(text: &str) -> String {
    // The beginning of an encoded word (RFC 2047): a reader would decode line breaks and the rest out of it again.
    let line = one_line(text).replace("=?", "= ?");
    line.chars().take(LINE).collect()
}

/// One line of any length, cleaned as [`line`] does but for encoded words: nobody decodes them outside of a header.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control() || is_break(letter))
        .map(|word| {
            word.chars()
                .filter(|letter| !is_direction(*letter))
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Several lines, each cleaned as [`line`] does but of any length; empty ones at the ends are left out.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<String> = text
        .split(|letter: char| matches!(letter, '\n' | '\r') || is_break(letter))
        .map(|line| {
            line.chars()
                .filter(|letter| !letter.is_control() && !is_direction(*letter))
                .collect::<String>()
        })
        .map(|line| line.trim_end().to_owned())
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty());
    lines.split_off(first.unwrap_or(lines.len()))
}

/// Line and paragraph separators that are no control characters.
fn is_break(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Marks that change the direction of text after them, and ones that show as nothing.
fn is_direction(letter: char) -> bool {
    matches!(
        letter,
        '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one() {
        let hostile =
            "Offer\r\nBcc: all@example.com\u{2028}x\0y\u{85}z \u{202e}fdp.exe\u{202c}  end";
        assert_eq!(
            line(hostile),
            "Offer Bcc: all@example.com x y z fdp.exe end"
        );
        assert_eq!(line("\r\n\t "), "");
        assert_eq!(line(&"ä".repeat(500)).chars().count(), 200);
    }

    #[test]
    fn nothing_is_left_to_decode() {
        for hostile in [
            "=?utf-8?Q?=0D=0ABcc:_all@example.com?=",
            "Offer =?\u{202e}UTF-8?B?DQpCY2M6?= x",
            "=\u{200b}?utf-8?q?=E2=80=AE?=",
            "==??utf-8?q?a?=",
        ] {
            assert!(!line(hostile).contains("=?"), "{}", line(hostile));
        }
        assert_eq!(line("a = b?"), "a = b?");
    }

    #[test]
    fn lines_keep_their_breaks_only() {
        let said = lines("\r\n\nHello,\r\nplease\u{2029}sign\u{202e}!\u{7}\n\n");
        assert_eq!(said, ["Hello,", "please", "sign!"]);
        assert!(lines(" \n \r ").is_empty());
    }
}
