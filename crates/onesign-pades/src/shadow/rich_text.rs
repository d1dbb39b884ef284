//! Rich text (annex L): the words of it, without its markup.

use onesign_pdf::object::Object;
use onesign_pdf::read::decode;

/// The most bytes of rich text to read.
const MAX_BYTES: usize = 1 << 20;

/// Whether rich text certainly consists of these words.
pub(super) fn says(rich: &Object, words: &str) -> bool {
    let markup = match rich {
        Object::Stream(stream) => {
            let text = decode(stream, MAX_BYTES).ok();
            text.and_then(|text| Object::String(text).as_text())
        }
        other => other.as_text(),
    };
    let bare = |text: &str| -> String { text.split_whitespace().collect() };
    markup
        .and_then(|markup| words_of(&markup))
        .is_some_and(|found| bare(&found) == bare(words))
}

/// The text between the tags; `None` if an entity is unknown.
fn words_of(markup: &str) -> Option<String> {
    let mut words = String::new();
    for part in markup.split('<') {
        let text = part.split_once('>').map_or(part, |(_, text)| text);
        let mut pieces = text.split('&');
        words.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (entity, rest) = piece.split_once(';')?;
            words.push(character(entity)?);
            words.push_str(rest);
        }
    }
    Some(words)
}

fn character(entity: &str) -> Option<char> {
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => code(digits, 16),
                None => code(number, 10),
            };
            char::from_u32(code?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::says;
    use onesign_pdf::object::Object;

    #[test]
    fn markup_says_nothing() {
        let rich =
            "<?xml version=\"1.0\"?><body><p>Rent &amp; heating:</p> <b>9&#48;0</b>&#xd;</body>";
        let rich = Object::text(rich);
        assert!(says(&rich, "Rent & heating: 900"));
        assert!(!says(&rich, "Rent & heating: 100"));
        assert!(!says(&Object::text("<p>&odd;</p>"), ""));
        assert!(!says(&Object::Null, ""));
    }
}
