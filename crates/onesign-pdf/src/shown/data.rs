//! The data of streams, decoded by any of the filters that content may use (7.4).

use std::cell::Cell;

use super::unread::Unread;
use crate::intake::decode::{Soundness, flate, lzw, predictor, text};
use crate::object::{Dictionary, Object, Stream};
use crate::read::Document;

/// Most filters of one stream.
const MAX_FILTERS: usize = 8;

/// Decodes a stream to at most `most` bytes. Data that break their format are an error, because readers disagree about
/// them.
pub(crate) fn decoded(
    document: &Document<'_>,
    stream: &Stream,
    most: usize,
) -> Result<Vec<u8>, Unread> {
    let dictionary = &stream.dictionary;
    if dictionary.contains("F") {
        return Err(Unread::Data); // The data are in another file.
    }
    let names = listed(document, dictionary, "Filter")?;
    let parameters = listed(document, dictionary, "DecodeParms")?;
    let mut data = stream.data.clone();
    if names.len() > MAX_FILTERS {
        return Err(Unread::TooMuch);
    }
    for (index, name) in names.iter().enumerate() {
        let name = name.as_name().ok_or(Unread::Data)?;
        let own = match parameters.get(index) {
            None | Some(Object::Null) => None,
            Some(Object::Dictionary(own)) => Some(own),
            Some(_) => return Err(Unread::Data),
        };
        data = undone(document, name, own, &data, most)?;
        if data.len() > most {
            return Err(Unread::TooMuch);
        }
    }
    Ok(data)
}

/// Undoes one filter.
fn undone(
    document: &Document<'_>,
    name: &[u8],
    parameters: Option<&Dictionary>,
    data: &[u8],
    most: usize,
) -> Result<Vec<u8>, Unread> {
    let wrong = Cell::new(false);
    let number = |key: &[u8]| {
        let value = parameters?.get(key)?;
        let value = document.follow(value).ok().and_then(|v| v.as_integer());
        wrong.set(wrong.get() || value.is_none());
        value
    };
    let too_much = |_| Unread::TooMuch;
    let (data, soundness) = match name {
        b"FlateDecode" => {
            let inflated = flate::decode(data, most).map_err(too_much)?;
            predictor::undo(inflated, number)
        }
        b"LZWDecode" => {
            let early = number(b"EarlyChange") != Some(0);
            let unpacked = lzw::decode(data, early, most).map_err(too_much)?;
            predictor::undo(unpacked, number)
        }
        b"ASCII85Decode" => text::ascii85(data, most).map_err(too_much)?,
        b"ASCIIHexDecode" => text::hexadecimal(data),
        b"RunLengthDecode" => text::run_length(data, most).map_err(too_much)?,
        b"Crypt" => {
            let name = parameters.and_then(|own| own.get("Name"));
            let is_identity = name.is_none_or(|name| name.is_name("Identity"));
            if !is_identity {
                return Err(Unread::Data);
            }
            (data.to_vec(), Soundness::Sound)
        }
        _ => return Err(Unread::Data),
    };
    if wrong.get() || soundness > Soundness::Untidy {
        return Err(Unread::Data);
    }
    Ok(data)
}

/// An entry that is one value or a list of them, references followed.
fn listed(
    document: &Document<'_>,
    dictionary: &Dictionary,
    key: &str,
) -> Result<Vec<Object>, Unread> {
    match document.value(dictionary, key) {
        Ok(Object::Null) => Ok(Vec::new()),
        Ok(Object::Array(items)) => {
            let items = items.iter().map(|item| document.follow(item));
            items.collect::<Result<_, _>>().map_err(|_| Unread::Object)
        }
        Ok(other) => Ok(vec![other]),
        Err(_) => Err(Unread::Object),
    }
}
