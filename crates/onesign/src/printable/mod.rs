//! The unprintable parts of a draft. The draft is saved anyway, and the response names the entries; only sending waits
//! for them.

use onesign_core::envelope::Envelope;
use onesign_core::envelope::field::{Field, FieldKind};
use onesign_core::envelope::value::Value;
use onesign_core::ink::is_blank;
use onesign_core::{FaultCode, FieldError};
use onesign_evidence::stamps;
use serde::Serialize;
use utoipa::ToSchema;

/// An entry of a draft that can't be printed: it has characters that no font of the document has, is too long, or is a
/// field in which nothing could be read.
#[derive(Serialize, ToSchema)]
pub(crate) struct Unprintable {
    /// JSON pointer into the draft, such as `/recipients/0/name`.
    pub(crate) pointer: String,
    /// The characters, at most ten; empty where all can be printed.
    pub(crate) characters: String,
    /// By how many letters an initial text must be shortened to fit into its field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) excess: Option<usize>,
    /// Whether the field is too small for even one letter, or for its date.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) too_small: bool,
}

impl Unprintable {
    /// The unprintable characters of an entry; `None` if there are none.
    pub(crate) fn of(pointer: String, text: &str) -> Option<Self> {
        Self::naming(pointer, &onesign_pdf::fonts::unprintable(text))
    }

    /// The same for a title, a name or an address: there it also names characters without visible effect or meaning,
    /// such as the byte order mark of a pasted line. Mails would drop them, and nobody would see them.
    pub(crate) fn of_name(pointer: String, text: &str) -> Option<Self> {
        let mut characters = onesign_pdf::fonts::unprintable(text);
        for character in text.chars().filter(|character| is_idle(*character)) {
            if !characters.contains(&character) {
                characters.push(character);
            }
        }
        Self::naming(pointer, &characters)
    }

    fn naming(pointer: String, characters: &[char]) -> Option<Self> {
        Some(Self {
            pointer,
            characters: listed(characters)?,
            excess: None,
            too_small: false,
        })
    }

    /// The unprintable characters of a field's initial text. The recipient could change the text, but did not write it.
    fn of_prefill(n: usize, field: &Field) -> Option<Self> {
        let text = field.prefill.as_ref()?;
        if field.kind != FieldKind::Text {
            return None;
        }
        let pointer = format!("/fields/{n}/prefill");
        Self::of(pointer.clone(), text).or_else(|| {
            let excess = stamps::excess(field, &Value::Text(text.clone()), "")?;
            Some(Self {
                pointer,
                characters: String::new(),
                excess: Some(excess),
                too_small: false,
            })
        })
    }
}

impl From<FieldError> for Unprintable {
    /// A field that is too small.
    fn from(fault: FieldError) -> Self {
        Self {
            pointer: fault.pointer,
            characters: String::new(),
            excess: None,
            too_small: fault.code == FaultCode::TooSmall,
        }
    }
}

impl From<Unprintable> for FieldError {
    fn from(entry: Unprintable) -> Self {
        let (code, detail) = match entry.excess {
            Some(excess) => (FaultCode::DoesNotFit, doesnt_fit(excess)),
            None => (FaultCode::Unprintable, cant_be_printed(&entry.characters)),
        };
        Self {
            pointer: entry.pointer,
            code,
            detail,
        }
    }
}

/// A sentence: an entry has this many letters too many for its field.
pub(crate) fn doesnt_fit(excess: usize) -> String {
    match excess {
        1 => "Too long for this field: shorten it by 1 character.".to_owned(),
        more => format!("Too long for this field: shorten it by {more} characters."),
    }
}

/// A sentence: these characters can't be printed. Characters that are invisible on their own, or that would change the
/// sentence's direction, appear as their codes.
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

/// Whether a character is visible on its own.
fn is_visible(character: char) -> bool {
    let joins = matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}');
    let is_private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    !is_blank(character.encode_utf8(&mut [0; 4])) && !joins && !is_private
}

/// Zero-width characters that no language needs, unlike joiners and zero-width spaces.
fn is_idle(character: char) -> bool {
    matches!(character, '\u{2061}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Up to ten characters as a list for people.
pub(crate) fn listed(characters: &[char]) -> Option<String> {
    let list: Vec<String> = characters.iter().take(10).map(char::to_string).collect();
    (!list.is_empty()).then(|| list.join(" "))
}

/// The unprintable entries: the trail pages show title, names and addresses, the document's own pages show initial
/// texts.
pub(crate) fn unprintable(envelope: &Envelope) -> Vec<Unprintable> {
    let people = envelope.recipients.iter().enumerate();
    let texts = people.flat_map(|(n, r)| {
        let of = |entry: &str| format!("/recipients/{n}/{entry}");
        [(of("name"), &r.name), (of("email"), &r.email)]
    });
    let fields = envelope.fields.iter().enumerate();
    let prefills = fields.filter_map(|(n, field)| Unprintable::of_prefill(n, field));
    [("/title".to_owned(), &envelope.title)]
        .into_iter()
        .chain(texts)
        .filter_map(|(pointer, text)| Unprintable::of_name(pointer, text))
        .chain(prefills)
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
