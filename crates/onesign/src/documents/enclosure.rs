//! The words around an upload that is already signed, and the check that it is inside as it came.

use onesign_evidence::text::Catalogues;
use onesign_pdf::read::Document;
use onesign_worker::Enclosing;

/// The longest name of an attachment without its ending, in characters.
const NAME_LENGTH: usize = 120;

/// How an upload of this name is enclosed, should it be signed.
pub(crate) fn enclosing(
    texts: &Catalogues,
    locale: &str,
    filename: &str,
    now_unix: i64,
) -> Enclosing {
    let say = |id: &str| texts.text(locale, id, &[]);
    Enclosing {
        name: attachment_name(filename),
        now_unix,
        title: say("cover-title"),
        statement: say("cover-statement"),
        label_file: say("cover-label-file"),
        label_bytes: say("cover-label-bytes"),
        label_sha256: say("cover-label-sha256"),
        signatures_title: say("cover-signatures"),
        nameless: say("cover-nameless"),
        timestamp: say("cover-timestamp"),
        label_field: say("cover-label-field"),
        label_claimed: say("cover-label-claimed"),
        label_state: say("cover-label-state"),
        intact: say("cover-intact"),
        broken: say("cover-broken"),
        unclear: say("cover-unclear"),
        unlisted: say("cover-unlisted"),
        note: say("cover-note"),
        entries_title: say("cover-entries"),
        entries_statement: say("cover-entries-statement"),
        page_label: say("cover-page"),
        description: say("cover-attachment"),
    }
}

/// The name of the file without folders and without what could mislead, always ending in `.pdf`.
fn attachment_name(filename: &str) -> String {
    let name = filename.rsplit(['/', '\\']).next().unwrap_or(filename);
    let stem = match name
        .len()
        .checked_sub(4)
        .and_then(|at| name.split_at_checked(at))
    {
        Some((stem, end)) if end.eq_ignore_ascii_case(".pdf") => stem,
        _ => name,
    };
    let stem: String = stem
        .chars()
        .filter(|c| !c.is_control() && !is_steering(*c))
        .take(NAME_LENGTH)
        .collect();
    match stem.trim() {
        "" => "original.pdf".to_owned(),
        stem => format!("{stem}.pdf"),
    }
}

/// Invisible characters that change the direction of what follows: `gpj.exe` could read as `exe.jpg`.
fn is_steering(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether the attachment of this name is the received file, byte for byte. The worker that put it there had read a
/// stranger's file, so its word isn't enough.
pub(crate) fn is_inside(wrapper: &[u8], name: &str, received: &[u8]) -> bool {
    Document::parse(wrapper)
        .and_then(|document| document.attachment_is(name, received))
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_attachments() {
        for (filename, name) in [
            ("Lease.PDF", "Lease.pdf"),
            ("C:\\docs\\Lease", "Lease.pdf"),
            ("onesign-evidence.json", "onesign-evidence.json.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe.pdf"),
            (" .pdf", "original.pdf"),
            ("", "original.pdf"),
        ] {
            assert_eq!(attachment_name(filename), name);
        }
        assert_eq!(attachment_name(&"ä".repeat(500)).chars().count(), 124);
    }

    #[test]
    fn every_word_of_the_sheet_is_there_in_every_language() {
        let texts = Catalogues::load();
        for locale in ["en", "de"] {
            let words = enclosing(&texts, locale, "a.pdf", 0);
            let words = serde_json::to_value(words).unwrap();
            for (key, word) in words.as_object().unwrap() {
                let missing = word.as_str().is_some_and(|w| w.starts_with("cover-"));
                assert!(!missing, "{locale}: {key}");
            }
        }
    }
}
