//! Text tags: words like `{{signature:signer1}}` in the text that mark places to fill in.

use hayro::hayro_interpret::InterpreterCache;
use hayro::hayro_syntax::Pdf;

use super::DetectedField;
use crate::geometry::Rect;
use crate::text::{TextRun, read_page};

/// The most pages to search.
const MAX_PAGES: u32 = 2_000;

/// The words that a tag may begin with, and their kinds of field.
const WORDS: [(&str, &str); 13] = [
    ("signature", "signature"),
    ("sign", "signature"),
    ("sig", "signature"),
    ("initials", "initials"),
    ("initial", "initials"),
    ("full_name", "full_name"),
    ("fullname", "full_name"),
    ("name", "full_name"),
    ("date", "date"),
    ("free_date", "free_date"),
    ("text", "text"),
    ("checkbox", "checkbox"),
    ("check", "checkbox"),
];

/// The words for people that a tag may begin with instead.
const ROLES: [&str; 17] = [
    "signer",
    "signatory",
    "recipient",
    "party",
    "client",
    "customer",
    "buyer",
    "seller",
    "tenant",
    "landlord",
    "employee",
    "employer",
    "contractor",
    "witness",
    "unterzeichner",
    "mieter",
    "vermieter",
];

/// The tags in the normalised text.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) fields: Vec<DetectedField>,
    /// The pages contain invisible text.
    pub(super) invisible: bool,
}

/// Reads the pages of the normalised document.
pub(super) fn read(normalised: &[u8]) -> Found {
    let mut found = Found::default();
    let Ok(pdf) = Pdf::new(normalised.to_vec()) else {
        return found;
    };
    let cache = InterpreterCache::new();
    for number in 0..MAX_PAGES {
        let Some(page) = read_page(&pdf, number, &cache) else {
            break;
        };
        found.invisible |= page.invisible;
        for run in &page.runs {
            found.fields.extend(tags(run, number));
        }
    }
    found
}

/// The tags in a run of text.
fn tags(run: &TextRun, page: u32) -> Vec<DetectedField> {
    let mut fields = Vec::new();
    let mut from = 0;
    while let Some(start) = run.text[from..].find("{{").map(|at| from + at) {
        let Some(length) = run.text[start..].find("}}") else {
            break;
        };
        let end = start + length + 2;
        if let Some((kind, name)) = parse(&run.text[start + 2..end - 2]) {
            fields.push(DetectedField {
                kind: kind.to_owned(),
                page,
                rect: part(run, start, end),
                name,
                required: true,
                value: None,
                caption: None,
            });
        }
        from = end;
    }
    fields
}

/// The kind and the name in `word` or `word:name`; also in `role:word` and, as other systems write it, in
/// `Word_es_:role:word`.
fn parse(inside: &str) -> Option<(&'static str, String)> {
    let parts: Vec<&str> = inside
        .split([':', ';'])
        .map(|part| part.trim().trim_start_matches('*'))
        .map(|part| part.strip_suffix("_es_").unwrap_or(part))
        .collect();
    let (first, rest) = parts.split_first()?;
    let kind = match kind(first) {
        Some(kind) => kind,
        None if is_role(first) => rest.iter().find_map(|part| self::kind(part))?,
        None => return None,
    };
    let named = parts.iter().filter(|part| self::kind(part) != Some(kind));
    let name = named.copied().collect::<Vec<_>>().join(":");
    Some((kind, name.chars().take(100).collect()))
}

fn kind(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let known = WORDS.iter().find(|(known, _)| *known == word);
    known.map(|(_, kind)| *kind)
}

/// Whether a word names a role, possibly with a number: templates of other systems begin in many other ways.
fn is_role(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = word.trim_end_matches([' ', '_', '-']).to_lowercase();
    ROLES.contains(&word.as_str())
}

/// The part of the run's rectangle that the bytes from `start` to `end` take, assuming characters of equal width.
fn part(run: &TextRun, start: usize, end: usize) -> Rect {
    let count = |text: &str| text.chars().count() as i64;
    let all = count(&run.text).max(1);
    let (before, own) = (count(&run.text[..start]), count(&run.text[start..end]));
    Rect {
        x: run.rect.x + run.rect.w * before / all,
        w: (run.rect.w * own / all).max(1),
        ..run.rect
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(text: &str) -> TextRun {
        TextRun {
            text: text.to_owned(),
            rect: Rect {
                x: 1_000,
                y: 0,
                w: 40_000,
                h: 9_000,
            },
        }
    }

    #[test]
    fn tags_have_kind_name_and_place() {
        let found = tags(&run("Signed: {{signature:signer1}} on {{ date }}"), 3);
        let kinds: Vec<_> = found
            .iter()
            .map(|field| (field.kind.as_str(), field.name.as_str()))
            .collect();
        assert_eq!(kinds, [("signature", "signer1"), ("date", "")]);
        assert!(found[0].rect.x > 1_000 && found[1].rect.x > found[0].rect.x + found[0].rect.w);
        assert_eq!(found[0].page, 3);
    }

    #[test]
    fn tags_of_other_systems_are_understood() {
        let read = |text: &str| {
            tags(&run(text), 0)
                .pop()
                .map(|field| (field.kind, field.name))
        };
        let wanted = |kind: &str, name: &str| Some((kind.to_owned(), name.to_owned()));
        assert_eq!(
            read("{{signer1:signature}}"),
            wanted("signature", "signer1")
        );
        assert_eq!(read("{{ Tenant : Date }}"), wanted("date", "Tenant"));
        assert_eq!(
            read("{{Sig_es_:signer2:signature}}"),
            wanted("signature", "signer2")
        );
        assert_eq!(
            read("{{text:company name}}"),
            wanted("text", "company name")
        );
        assert_eq!(
            read("{{text:Company:signer1}}"),
            wanted("text", "Company:signer1")
        );
        assert_eq!(read("{{order:date}}"), None);
    }

    #[test]
    fn templates_of_other_systems_are_not_tags() {
        assert!(tags(&run("{{#if x}} {{}} {{7*7}} {{unclosed"), 0).is_empty());
    }

    proptest! {
        #[test]
        fn searching_any_text_ends(text in "\\PC*") {
            tags(&run(&text), 0);
        }
    }
}
