//! Makes people's text safe for headers and for the text direction of mails.

/// The longest line of a person's text, in characters; a subject or a name needs no more.
const LINE: usize = 200;

/// Characters that begin and end an isolated text: its direction stays inside (Unicode Standard Annex #9).
pub(super) const APART: [char; 2] = ['\u{2068}', '\u{2069}'];

/// One line: no control characters, no line breaks of any kind, no marks that reverse the following text, no encoded
/// words, single spaces.
pub(super) fn line(text: &str) -> String {
    header(&one_line(text)).collect()
}

/// One line as [`line`] makes it, in which names stay [`apart`]: every isolate that begins also ends.
pub(super) fn sentence(text: &str) -> String {
    let [begin, end] = APART;
    let text = cleaned(text, |letter| APART.contains(&letter));
    let mut sentence = String::with_capacity(text.len());
    let mut open = 0_usize;
    for letter in header(&text) {
        if letter == end && open == 0 {
            continue;
        }
        open += usize::from(letter == begin);
        open -= usize::from(letter == end);
        sentence.push(letter);
    }
    sentence.extend(std::iter::repeat_n(end, open));
    sentence
}

/// A person's text for use inside a sentence: isolated if it is right-to-left, so that it does not reorder adjacent
/// figures and full stops. Other text needs no marks, which some programs show as boxes.
pub(super) fn apart(text: String) -> String {
    let [begin, end] = APART;
    if text.chars().any(reads_from_right) {
        format!("{begin}{text}{end}")
    } else {
        text
    }
}

/// Text for a header, without the beginning of an encoded word (RFC 2047): a mail program would decode line breaks and
/// other characters out of it.
fn header(text: &str) -> impl Iterator<Item = char> {
    let text: Vec<char> = text.replace("=?", "= ?").chars().take(LINE).collect();
    text.into_iter()
}

/// One line of any length, cleaned as in [`line`] except for encoded words, which nothing decodes outside a header.
pub(super) fn one_line(text: &str) -> String {
    cleaned(text, |_| false)
}

/// One line, with the directional marks that `keeps` accepts.
fn cleaned(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let words: Vec<String> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control() || is_break(letter))
        .map(|word| {
            word.chars()
                .filter(|letter| keeps(*letter) || !is_direction(*letter))
                .collect()
        })
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Several lines of any length, each cleaned as in [`line`], without empty lines at the start and end.
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

/// Line and paragraph separators that are not control characters.
fn is_break(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Marks that change the direction of all following text, and characters without visible effect or meaning. Marks that
/// some languages need stay: zero-width spaces, and marks at a single full stop or figure.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{2069}' | '\u{feff}')
}

/// Right-to-left letters and marks.
fn reads_from_right(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
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
            assert!(!sentence(hostile).contains("=?"), "{}", line(hostile));
        }
        assert_eq!(line("a = b?"), "a = b?");
    }

    #[test]
    fn an_isolate_ends_where_it_began() {
        assert_eq!(apart("Ann".into()), "Ann");
        assert_eq!(apart("דנה".into()), "\u{2068}דנה\u{2069}");
        let asked = "\u{2068}דנה\u{2069} asks:\n\u{2068}חוזה 4\u{2069}";
        assert_eq!(
            sentence(asked),
            "\u{2068}דנה\u{2069} asks: \u{2068}חוזה 4\u{2069}"
        );
        // No text ends its own isolate, and a long title keeps its end.
        assert_eq!(
            sentence("a\u{2069}b\u{2067}c\u{2068}d"),
            "abc\u{2068}d\u{2069}"
        );
        let long = apart(format!("ח{}", "x".repeat(300)));
        assert!(sentence(&long).ends_with("x\u{2069}"));
        assert_eq!(line("\u{2068}דנה\u{2069}"), "דנה");
    }

    #[test]
    fn lines_keep_their_breaks_only() {
        let said = lines("\r\n\nHello,\r\nplease\u{2029}sign\u{202e}!\u{7}\n\n");
        assert_eq!(said, ["Hello,", "please", "sign!"]);
        assert!(lines(" \n \r ").is_empty());
    }
}
