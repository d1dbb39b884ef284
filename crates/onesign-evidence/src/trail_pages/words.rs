//! The texts of the trail pages in the language of the envelope.

use super::names::within;
use crate::format::Format;
use crate::text::{Catalogues, long_date, long_time, time_of_day};
use onesign_pdf::TrailEntry;
use std::collections::BTreeSet;

/// The most page ranges to list; with more, the text gives a page count.
const MAX_RANGES: usize = 8;

/// A language, its catalogue, and the format that determines the sentences.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) locale: &'a str,
    pub(super) texts: &'a Catalogues,
    pub(super) format: Format,
}

impl Words<'_> {
    pub(super) fn say(&self, id: &str) -> String {
        self.texts.text(self.locale, id, &[])
    }

    pub(super) fn say_with(&self, id: &str, values: &[(&str, String)]) -> String {
        self.texts.text(self.locale, id, values)
    }

    pub(super) fn entry(&self, label: &str, value: String) -> TrailEntry {
        TrailEntry {
            label: self.say(label),
            value,
        }
    }

    /// Capitalises the start of a sentence where that is allowed. Messages begin with a capital or with a value. Only
    /// the word for a person without a name gets a capital here, because a name keeps its owner's spelling. Former
    /// formats capitalised everything.
    pub(super) fn begun(self, sentence: &str, people: [Option<String>; 2]) -> String {
        let somebody = self.say("trail-somebody");
        let is_own = sentence.starts_with(&somebody)
            && people.iter().any(Option::is_none)
            && !people
                .iter()
                .flatten()
                .any(|name| sentence.starts_with(name));
        match self.format {
            Format::Third | Format::Fourth if !is_own => sentence.to_owned(),
            _ => capitalised(sentence),
        }
    }

    /// The reason of a refusal, in words if the catalogue has them.
    pub(super) fn reason(&self, code: &str) -> String {
        let id = format!("trail-code-{}", code.replace('_', "-"));
        if self.texts.has(&id) {
            self.say(&id)
        } else {
            code.to_owned()
        }
    }

    /// A text that a stranger chose, cut to this many characters. Only the current format sets it apart from the line.
    pub(super) fn quoted(&self, text: &str, most: usize) -> String {
        let cut = shortened(text, most);
        match self.format {
            Format::Fourth => within(self.format, &cut),
            Format::First | Format::Second | Format::Third => cut,
        }
    }

    /// A time, relative to one that the reader knows: on the same day it gives the time of day only.
    pub(super) fn moment(&self, at_ms: i64, known_ms: i64) -> String {
        if long_date(self.locale, at_ms) == long_date(self.locale, known_ms) {
            time_of_day(at_ms)
        } else {
            long_time(self.locale, at_ms)
        }
    }

    /// The shown pages of a document with `count` pages.
    pub(super) fn pages(&self, seen: &BTreeSet<i64>, count: usize) -> String {
        let all = seen.len() >= count;
        let ranges = ranges(seen);
        let has_singular = matches!(self.format, Format::Fourth);
        let id = match (all, ranges.len()) {
            (true, _) => "trail-value-pages-all",
            (false, 1) if has_singular && seen.len() == 1 => "trail-value-pages-one",
            (false, 1..=MAX_RANGES) => "trail-value-pages-some",
            (false, _) => "trail-value-pages-many",
        };
        let values = [
            ("count", count.to_string()),
            ("seen", seen.len().to_string()),
            ("pages", ranges.join(", ")),
        ];
        self.say_with(id, &values)
    }

    /// The names, or only the first few of many.
    pub(super) fn list(&self, names: &[String]) -> String {
        const LISTED: usize = 6;
        let listed = names.iter().take(LISTED).cloned().collect::<Vec<_>>();
        let listed = listed.join(", ");
        match names.len().saturating_sub(LISTED) {
            0 => listed,
            more => self.say_with(
                "trail-value-more",
                &[("names", listed), ("count", more.to_string())],
            ),
        }
    }
}

/// Zero-based pages as ranges of the page numbers that readers know.
fn ranges(pages: &BTreeSet<i64>) -> Vec<String> {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *page => *last = *page,
            _ => ranges.push((*page, *page)),
        }
    }
    let range = |(first, last): (i64, i64)| match first == last {
        true => format!("{}", first + 1),
        false => format!("{}–{}", first + 1, last + 1),
    };
    ranges.into_iter().map(range).collect()
}

/// At most this many characters of a text that a stranger chose.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// The text with a capital letter first: a sentence may begin with a word such as “somebody”.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(characters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_ranges_or_counted() {
        let texts = Catalogues::load();
        let words = |locale| Words {
            locale,
            texts: &texts,
            format: Format::CURRENT,
        };
        let said =
            |pages: &[i64], count| words("en").pages(&pages.iter().copied().collect(), count);
        assert_eq!(said(&[0], 1), "the only page");
        assert_eq!(said(&[0, 1], 2), "both pages");
        assert_eq!(said(&[0, 1, 2], 3), "all 3 pages");
        assert_eq!(said(&[2], 5), "page 3 of 5");
        assert_eq!(said(&[0, 2, 3, 4], 9), "pages 1, 3–5 of 9");
        let odd: Vec<i64> = (0..20).map(|n| 2 * n).collect();
        assert_eq!(said(&odd, 40), "20 of 40 pages");
        assert_eq!(said(&[], 4), "0 of 4 pages");
        let told = |pages: &[i64]| words("de").pages(&pages.iter().copied().collect(), 3);
        assert_eq!(told(&[0, 2]), "die Seiten 1, 3 von 3");
        assert_eq!(told(&[1]), "Seite 2 von 3");
    }

    #[test]
    fn a_time_on_another_day_names_the_day() {
        let texts = Catalogues::load();
        let words = Words {
            locale: "de",
            texts: &texts,
            format: Format::CURRENT,
        };
        let at = 1_795_356_391_000;
        assert_eq!(words.moment(at, at - 1_000), "14:06:31 UTC");
        assert_eq!(
            words.moment(at, at - 86_400_000),
            "22. November 2026, 14:06:31 UTC"
        );
    }

    #[test]
    fn long_texts_from_strangers_are_cut() {
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("äöü", 2), "äö…");
    }
}
