//! What of a draft can't be printed. It is saved all the same, and named at its entry; only sending waits for it.

use onesign_core::FieldError;
use onesign_core::envelope::Envelope;
use serde::Serialize;
use utoipa::ToSchema;

/// An entry of a draft with characters that no font of the document has.
#[derive(Serialize, ToSchema)]
pub(crate) struct Unprintable {
    /// JSON pointer into the draft, such as `/recipients/0/name`.
    pub(crate) pointer: String,
    /// The characters, at most ten.
    pub(crate) characters: String,
}

impl Unprintable {
    /// What can't be printed of an entry; `None` if all of it can.
    pub(crate) fn of(pointer: String, text: &str) -> Option<Self> {
        let characters = listed(&onesign_pdf::fonts::unprintable(text))?;
        Some(Self {
            pointer,
            characters,
        })
    }
}

impl From<Unprintable> for FieldError {
    fn from(entry: Unprintable) -> Self {
        Self {
            pointer: entry.pointer,
            code: "unprintable",
            detail: cant_be_printed(&entry.characters),
        }
    }
}

/// That these characters can't be printed, as a sentence.
pub(crate) fn cant_be_printed(characters: &str) -> String {
    format!("These characters can't be printed on the document: {characters}")
}

/// Up to ten characters as a list for people.
pub(crate) fn listed(characters: &[char]) -> Option<String> {
    let list: Vec<String> = characters.iter().take(10).map(char::to_string).collect();
    (!list.is_empty()).then(|| list.join(" "))
}

/// The entries that can't be printed: title, names and addresses are on the trail pages.
pub(crate) fn unprintable(envelope: &Envelope) -> Vec<Unprintable> {
    let people = envelope.recipients.iter().enumerate();
    let texts = people.flat_map(|(n, r)| {
        let of = |entry: &str| format!("/recipients/{n}/{entry}");
        [(of("name"), &r.name), (of("email"), &r.email)]
    });
    [("/title".to_owned(), &envelope.title)]
        .into_iter()
        .chain(texts)
        .filter_map(|(pointer, text)| Unprintable::of(pointer, text))
        .collect()
}
