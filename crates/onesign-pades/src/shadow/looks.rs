//! The appearances of an annotation (12.5.5): whether it has one, and whether that of the rollover and the down state
//! differs from the normal one.

use onesign_pdf::content::{Token, Tokens};
use onesign_pdf::form::Form;
use onesign_pdf::object::{Dictionary, Object, Stream};
use onesign_pdf::shown::rectangle;

use super::kinds::{is_icon, kind};
use super::reading::Reading;

/// The longest side of the box of a mark, in points.
const MAX_MARK: f64 = 30.0;
/// Entries that say how the data of a stream are packed.
const PACKING: [&str; 3] = ["Length", "Filter", "DecodeParms"];

/// The normal appearance of an annotation.
pub(super) enum Normal {
    /// It has none, so viewers draw their own or nothing.
    Missing,
    /// This one.
    One(Box<Stream>),
    /// One for each state.
    States,
    Unreadable,
}

/// The normal appearance.
pub(super) fn normal(reading: &Reading<'_, '_>, annotation: &Dictionary) -> Normal {
    if reading.is_over() {
        return Normal::Unreadable;
    }
    let looks = match reading.document.value(annotation, "AP") {
        Ok(Object::Dictionary(looks)) => looks,
        Ok(Object::Null) => return Normal::Missing,
        _ => return Normal::Unreadable,
    };
    match reading.document.value(&looks, "N") {
        Ok(Object::Stream(stream)) => {
            reading.charge(stream.data.len());
            Normal::One(Box::new(stream))
        }
        Ok(Object::Dictionary(states)) if states.is_empty() => Normal::Missing,
        Ok(Object::Dictionary(_)) => Normal::States,
        Ok(Object::Null) => Normal::Missing,
        _ => Normal::Unreadable,
    }
}

/// Whether the state of a button that is shown certainly paints nothing (12.5.5: `AS`).
pub(super) fn is_state_blank(reading: &Reading<'_, '_>, annotation: &Dictionary) -> bool {
    let states =
        reading
            .document
            .value(annotation, "AP")
            .and_then(|looks| match looks.as_dictionary() {
                Some(looks) => reading.document.value(looks, "N"),
                None => Ok(Object::Null),
            });
    let Ok(Object::Dictionary(states)) = states else {
        return false;
    };
    let state = reading.document.value(annotation, "AS").ok();
    let Some(state) = state.as_ref().and_then(Object::as_name) else {
        return false;
    };
    match states
        .get(state)
        .map(|state| reading.document.follow(state))
    {
        Some(Ok(Object::Stream(look))) => is_blank(reading, &look),
        None => state == b"Off",
        _ => false,
    }
}

/// Whether the content of an appearance certainly paints nothing.
pub(super) fn is_blank(reading: &Reading<'_, '_>, look: &Stream) -> bool {
    let Some(content) = reading.content(look) else {
        return false;
    };
    Tokens::new(&content).all(|token| match token {
        Token::Operator(operator) => !paints(operator),
        _ => true,
    })
}

fn paints(operator: &[u8]) -> bool {
    matches!(
        operator,
        b"f" | b"F"
            | b"f*"
            | b"B"
            | b"B*"
            | b"b"
            | b"b*"
            | b"S"
            | b"s"
            | b"Tj"
            | b"TJ"
            | b"'"
            | b"\""
            | b"Do"
            | b"sh"
            | b"BI"
            | b"ID"
    )
}

/// Whether viewers agree on where and in which fonts an appearance is drawn: its box (8.10.2) has an area, and it has
/// the fonts that it uses, or the form has them.
pub(super) fn is_whole(reading: &Reading<'_, '_>, form: &Form, look: &Stream) -> bool {
    let number = |side: &Object| reading.document.follow(side).ok()?.as_number();
    let sides = reading.document.value(&look.dictionary, "BBox").ok();
    let sides = sides.as_ref().and_then(Object::as_array).map(|sides| {
        let sides = sides.iter().map(number);
        sides.collect::<Option<Vec<f64>>>().unwrap_or_default()
    });
    let has_area = match sides.as_deref() {
        Some(&[a, b, c, d]) => (c - a).abs() > 0.0 && (d - b).abs() > 0.0,
        _ => false,
    };
    let fonts = |holder: &Dictionary, key: &str| {
        let resources = reading.document.value(holder, key).ok()?;
        let fonts = reading
            .document
            .value(resources.as_dictionary()?, "Font")
            .ok()?;
        fonts.as_dictionary().cloned()
    };
    let own = fonts(&look.dictionary, "Resources").unwrap_or_default();
    let common = fonts(&form.dictionary, "DR").unwrap_or_default();
    let Some(content) = reading.content(look) else {
        return false;
    };
    let mut name: &[u8] = &[];
    let has_fonts = Tokens::new(&content).all(|token| match token {
        Token::Name(found) => {
            name = found;
            true
        }
        Token::Operator(b"Tf") => own.contains(name) || common.contains(name),
        _ => true,
    });
    has_area && has_fonts
}

/// Whether the annotation looks different under the pointer or while it is pressed (12.5.5: `R` and `D`). A small
/// mark or icon that is pressed may look pressed, if no text is below it.
pub(super) fn changes_under_pointer(
    reading: &Reading<'_, '_>,
    annotation: &Dictionary,
    is_over_text: impl Fn(&[f64; 4]) -> bool,
) -> bool {
    let looks = match reading.document.value(annotation, "AP") {
        Ok(Object::Dictionary(looks)) => looks,
        Ok(Object::Null) => return false,
        _ => return true,
    };
    let place = rectangle(reading.document, annotation).filter(|[left, bottom, right, top]| {
        let may_be_pressed = is_icon(kind(annotation)) || kind(annotation) == b"Widget";
        may_be_pressed && right - left <= MAX_MARK && top - bottom <= MAX_MARK
    });
    let may_be_mark = place.is_some_and(|place| !is_over_text(&place));
    // Viewers draw other captions and icons where there is no appearance for that state (12.5.6.19).
    let signs = reading.document.value(annotation, "MK");
    let Ok(signs) = signs.map(|signs| signs.as_dictionary().cloned().unwrap_or_default()) else {
        return true;
    };
    let is_drawn = [("R", ["RC", "RI"]), ("D", ["AC", "IX"])];
    if is_drawn.iter().any(|(state, signed)| {
        !looks.contains(state) && signed.iter().any(|sign| signs.contains(sign))
    }) {
        return true;
    }
    let normal = looks.get("N");
    let mut others = ["R", "D"].into_iter().filter_map(|key| looks.get(key));
    others.any(|other| !agree(reading, normal, other, may_be_mark))
}

fn agree(
    reading: &Reading<'_, '_>,
    normal: Option<&Object>,
    other: &Object,
    may_be_mark: bool,
) -> bool {
    if Some(other) == normal {
        return true;
    }
    if reading.is_over() {
        return false;
    }
    let normal = normal.map_or(Ok(Object::Null), |normal| reading.document.follow(normal));
    match (normal, reading.document.follow(other)) {
        (_, Ok(Object::Null)) => true,
        (Ok(Object::Stream(normal)), Ok(Object::Stream(other))) => {
            reading.charge(normal.data.len() + other.data.len());
            is_same(reading, &normal, &other)
                || may_be_mark && is_mark(reading, Some(&normal), &other)
        }
        (Ok(normal), Ok(Object::Dictionary(others))) => {
            let states = normal.as_dictionary().cloned().unwrap_or_default();
            others.iter().all(|(state, other)| {
                let own = states.get(state);
                if own == Some(other) {
                    return true;
                }
                let own = own.and_then(|own| reading.document.follow(own).ok());
                let own = own.as_ref().and_then(Object::as_stream);
                let Ok(Object::Stream(other)) = reading.document.follow(other) else {
                    return false;
                };
                own.is_some_and(|own| is_same(reading, own, &other))
                    || may_be_mark && is_mark(reading, own, &other)
                    || is_blank(reading, &other) && own.is_none_or(|own| is_blank(reading, own))
            })
        }
        _ => false,
    }
}

/// Whether two appearances are the same, however they are packed.
fn is_same(reading: &Reading<'_, '_>, one: &Stream, other: &Stream) -> bool {
    let bare = |stream: &Stream| {
        let mut dictionary = stream.dictionary.clone();
        for key in PACKING {
            dictionary.remove(key);
        }
        dictionary
    };
    let content = |stream: &Stream| reading.content(stream);
    bare(one) == bare(other)
        && (one.data == other.data
            && PACKING
                .iter()
                .all(|key| one.dictionary.get(key) == other.dictionary.get(key))
            || content(one).is_some_and(|one| Some(one) == content(other)))
}

/// Whether a look is at most the mark of the normal one on another ground.
fn is_mark(reading: &Reading<'_, '_>, normal: Option<&Stream>, other: &Stream) -> bool {
    let content = |stream: &Stream| reading.content(stream);
    let Some(drawn) = content(other) else {
        return false;
    };
    let known = normal.map_or(Some(Vec::new()), content);
    let texts = |content: &[u8]| -> Vec<Vec<u8>> {
        let texts = Tokens::new(content).filter_map(|token| match token {
            Token::Text(text) => Some(text.to_vec()),
            _ => None,
        });
        texts.collect()
    };
    let own = texts(&drawn);
    let fonts = |stream: &Stream| {
        let resources = reading
            .document
            .value(&stream.dictionary, "Resources")
            .ok()?;
        reading
            .document
            .value(resources.as_dictionary()?, "Font")
            .ok()
    };
    let plain = Tokens::new(&drawn).all(|token| match token {
        Token::Operator(operator) => !matches!(operator, b"Do" | b"sh" | b"BI" | b"ID"),
        Token::Other => false,
        _ => true,
    });
    plain
        && (own.is_empty()
            || known.is_some_and(|known| texts(&known) == own)
                && normal.is_some_and(|normal| fonts(normal) == fonts(other)))
}
