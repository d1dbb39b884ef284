//! Breaks text into lines: between words, and inside those that are longer than a line.

use std::ops::Range;

use unicode_bidi::BidiInfo;

use super::Line;
use crate::fonts::{Edition, Library, Style, clusters};

impl Library {
    /// Breaks a text into lines of at most `width` ems; a longer word is broken where necessary.
    pub(crate) fn wrap(&self, style: Style, text: &str, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            match self.edition {
                Edition::Former => self.wrap_apart(style, paragraph, width, &mut lines),
                Edition::Third | Edition::Current => {
                    self.wrap_whole(style, paragraph, width, &mut lines)
                }
            }
        }
        lines
    }

    /// Breaks a paragraph into lines whose direction is that of the paragraph: it is resolved once, for all of them.
    fn wrap_whole(&self, style: Style, paragraph: &str, width: f32, lines: &mut Vec<Line>) {
        let text = self.plain(paragraph);
        let bidi = BidiInfo::new(&text, None);
        let Some(info) = bidi.paragraphs.first() else {
            lines.push(self.line(style, ""));
            return;
        };
        let mut add = |range: Range<usize>| {
            let part = text.get(range.clone()).unwrap_or_default();
            let start = range.start + part.len() - part.trim_start().len();
            let end = start + part.trim().len();
            lines.push(self.set(style, &bidi, info, start..end));
        };
        let (mut start, mut end, mut length) = (0, 0, 0.0);
        for word in words(&text) {
            for part in self.fitting(style, word, width) {
                let own = self.width(style, part.trim_end());
                if end > start && length + own > width {
                    add(start..end);
                    (start, length) = (end, 0.0);
                }
                length += self.width(style, part);
                end += part.len();
            }
        }
        add(start..end);
    }

    /// Breaks a paragraph as earlier editions do, with a separate direction for each line.
    fn wrap_apart(&self, style: Style, paragraph: &str, width: f32, lines: &mut Vec<Line>) {
        let mut line = String::new();
        let mut length = 0.0;
        for word in words(paragraph) {
            for part in self.fitting(style, word, width) {
                let own = self.width(style, part.trim_end());
                if !line.is_empty() && length + own > width {
                    lines.push(self.line(style, line.trim()));
                    line.clear();
                    length = 0.0;
                }
                length += self.width(style, part);
                line.push_str(part);
            }
        }
        lines.push(self.line(style, line.trim()));
    }

    /// Width of a line with this text, in ems.
    fn width(&self, style: Style, text: &str) -> f32 {
        let key = (style, text.to_owned());
        if let Some(width) = self.widths.borrow().get(&key) {
            return *width;
        }
        let width = self.line(style, text).width;
        self.widths.borrow_mut().insert(key, width);
        width
    }

    /// A whole word, or its pieces that are no wider than the line.
    fn fitting<'t>(&self, style: Style, word: &'t str, width: f32) -> Vec<&'t str> {
        if self.width(style, word.trim_end()) <= width {
            return vec![word];
        }
        let ends: Vec<usize> = match self.edition {
            Edition::Former => word
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .collect(),
            // A letter keeps its marks, and a conjunct counts as one letter.
            Edition::Third | Edition::Current => clusters(word)
                .into_iter()
                .scan(0, |end, letter| {
                    *end += letter.len();
                    Some(*end)
                })
                .collect(),
        };
        let mut pieces = Vec::new();
        let (mut start, mut next) = (0, 0);
        while next < ends.len() {
            // A longer piece is wider, so bisection finds the last one that fits; a piece has at least one letter.
            let rest = &ends[next + 1..];
            let is_inside = |end: &usize| self.line(style, &word[start..*end]).width <= width;
            // Nearly all pieces are short compared with the longest words that strangers enter, so the search stays
            // below that.
            let mut most = rest.len();
            if self.edition != Edition::Former {
                most = most.min(16);
                while most < rest.len() && is_inside(&rest[most - 1]) {
                    most = (most * 2).min(rest.len());
                }
            }
            next += 1 + rest[..most].partition_point(is_inside);
            pieces.push(&word[start..ends[next - 1]]);
            start = ends[next - 1];
        }
        pieces
    }

    /// Whether a text has a word that is wider than this, in ems.
    pub(crate) fn has_wide_word(&self, style: Style, text: &str, width: f32) -> bool {
        let mut words = text.lines().flat_map(words);
        words.any(|word| self.width(style, word.trim_end()) > width)
    }
}

/// Splits after blanks, hyphens and slashes, and around characters of scripts that don't use blanks.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let blank_follows = next.is_some_and(char::is_whitespace);
        let breaks =
            character.is_whitespace() || matches!(character, '-' | '/') || is_dense(character);
        let before_dense = next.is_some_and(is_dense);
        if (breaks || before_dense) && !blank_follows && !next.is_some_and(is_closing) {
            words.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Chinese, Japanese or Korean characters: a line may break before and after each.
fn is_dense(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// Marks that mustn't start a line.
fn is_closing(character: char) -> bool {
    matches!(
        character,
        '、' | '。' | '，' | '．' | '」' | '』' | '）' | '！' | '？' | '：' | '；'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_fit() {
        let library = Library::default();
        let text = "The monthly fee is due within thirty days. 9f2c41ab9f2c41ab9f2c41ab9f2c41ab 個人情報の保護に関する法律";
        let lines = library.wrap(Style::Body, text, 8.0);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.width <= 8.01));
        assert_eq!(library.wrap(Style::Body, "a\n\nb", 8.0).len(), 3);
    }

    #[test]
    fn words_split_at_line_break_opportunities() {
        assert_eq!(words("a bc  d"), ["a ", "bc  ", "d"]);
        assert_eq!(words("契約。x"), ["契", "約。", "x"]);
        assert_eq!(words("well-known"), ["well-", "known"]);
    }

    /// A line's text, piece by piece from the left.
    fn pieces(line: &Line) -> Vec<&str> {
        line.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    #[test]
    fn long_words_are_broken_between_letters() {
        let library = Library::default();
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
        for letter in ["श्री", "e\u{301}", "กำ", "ខ្មែ", family] {
            let own = library.line(Style::Body, letter).width;
            let lines = library.wrap(Style::Body, &letter.repeat(40), own * 2.6);
            assert!(lines.len() >= 10, "{letter}: {} lines", lines.len());
            for line in &lines {
                let text: String = pieces(line).concat();
                assert!(text.starts_with(clusters(letter)[0]), "{text:?}");
            }
        }
        let shri = library.wrap(Style::Body, &"श्री".repeat(40), 4.0);
        for line in shri {
            let text: String = pieces(&line).concat();
            assert!(text.starts_with("श्री") && text.ends_with("श्री"), "{text}");
        }
    }

    #[test]
    fn wrapped_lines_keep_the_direction_of_their_paragraph() {
        let library = Library::default();
        let text = "محمد الأمين العلوي Jonas Lind Holdings Limited محمد الأمين";
        for width in [6.0, 8.0, 10.0, 12.0] {
            let lines = library.wrap(Style::Body, text, width);
            assert!(lines.len() > 2);
            assert!(
                lines
                    .iter()
                    .all(|line| line.rtl && line.width <= width + 0.01)
            );
        }
        // The second line begins with the rest of the name, to the right of the English words after it.
        let sentence = "Ada copied محمد الأمين العلوي الشريف and left";
        let lines = library.wrap(Style::Body, sentence, 15.0);
        assert!(lines.iter().all(|line| !line.rtl));
        let last = lines.last().map(pieces).unwrap_or_default().concat();
        assert!(last.trim_end().ends_with("left"), "{last}");
    }
}
