//! What of a draft can't be printed. It is saved all the same, and named at its entry; only sending waits for it.

use onesign_core::FieldError;
use onesign_core::envelope::Envelope;
use onesign_core::ink::is_blank;
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

/// That these characters can't be printed, as a sentence. Those that can't be seen by themselves, or that would turn the
/// sentence round, are named by their numbers.
pub(crate) fn cant_be_printed(characters: &str) -> String {
    let named: Vec<String> = characters.split(' ').map(visible).collect();
    let named = named.join(" ");
    format!("These characters can't be printed on the document: {named}")
}

fn visible(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) if !is_visible(one) => format!("U+{:04X}", u32::from(one)),
        _ => text.to_owned(),
    }
}

/// Whether a character is seen where it stands alone.
fn is_visible(character: char) -> bool {
    let joins = matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}');
    let is_private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    !is_blank(character.encode_utf8(&mut [0; 4])) && !joins && !is_private
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

#[cfg(test)]
mod tests {
    use super::cant_be_printed;

    #[test]
    fn unseen_characters_are_named_by_number() {
        let said = cant_be_printed("\u{202e} 𓀀 \u{301} \u{7} ع");
        assert!(said.ends_with(": U+202E 𓀀 U+0301 U+0007 ع"), "{said}");
    }
}
