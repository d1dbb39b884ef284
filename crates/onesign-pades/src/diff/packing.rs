//! Streams that were saved in another form (7.3.8.2): with other filters, they may still have the same content.

use onesign_pdf::object::{Object, Stream};
use onesign_pdf::read::{Document, decode};

use super::comparison::Comparison;

/// Most bytes of a content to compare.
const MAX_BYTES: usize = 16 << 20;
/// Most parts of a page's content.
const MAX_PARTS: usize = 1_000;
/// Entries that say how the data of a stream are packed.
const PACKING: [&str; 3] = ["Length", "Filter", "DecodeParms"];

/// Whether both objects are streams with the same entries and the same decoded content.
pub(super) fn is_same(one: Option<&Object>, other: Option<&Object>) -> bool {
    let stream = |object: Option<&Object>| object.and_then(Object::as_stream).cloned();
    let (Some(one), Some(other)) = (stream(one), stream(other)) else {
        return false;
    };
    let bare = |stream: &Stream| {
        let mut dictionary = stream.dictionary.clone();
        for key in PACKING {
            dictionary.remove(key);
        }
        Object::from(dictionary)
    };
    bare(&one).means(&bare(&other)) && content(&one).is_some_and(|own| Some(own) == content(&other))
}

fn content(stream: &Stream) -> Option<Vec<u8>> {
    decode(stream, MAX_BYTES).ok()
}

/// Whether two values of `/Contents` (table 31) have the same decoded content, in however many parts.
pub(super) fn is_same_page(
    compared: &Comparison<'_, '_>,
    old: Option<&Object>,
    new: Option<&Object>,
) -> bool {
    let before = parts(compared.old, old);
    before.is_some_and(|before| Some(before) == parts(compared.new, new))
}

/// The content of a page. Parts are apart from each other (7.8.2).
fn parts(document: &Document<'_>, value: Option<&Object>) -> Option<Vec<u8>> {
    let held = document.follow(value?).ok()?;
    let list = match held {
        Object::Array(list) => list,
        other => vec![other],
    };
    if list.len() > MAX_PARTS {
        return None;
    }
    let mut all = Vec::new();
    for part in &list {
        let part = document.follow(part).ok()?;
        all.extend(content(part.as_stream()?)?);
        all.push(b'\n');
        if all.len() > MAX_BYTES {
            return None;
        }
    }
    Some(all)
}
