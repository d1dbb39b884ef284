//! Decodes stream data (ISO 32000-2, 7.4) as far as possible, and reports how sound they are.
//!
//! Readers treat damaged data differently: one shows the part before the fault, another nothing. The rebuilt file
//! encodes the decoded data again, so that all of them show what the sender and the signers saw.

pub(crate) mod flate;
pub(crate) mod lzw;
pub(crate) mod predictor;
pub(crate) mod text;

use std::borrow::Cow;

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::IntakeError;
use super::source::{Source, short_filters};

/// How sound encoded data were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Soundness {
    /// They follow the standard.
    Sound,
    /// No end mark or checksum, or extra bytes after the end; all data are present.
    Untidy,
    /// They break the standard in a way that some readers reject; nothing seems to be missing.
    Odd,
    /// They end early, or a part could not be decoded.
    Cut,
}

/// The output of the filters.
pub(super) struct Decoded<'a> {
    /// The data after all non-image filters.
    pub(super) data: Cow<'a, [u8]>,
    /// The worst condition among all filters.
    pub(super) soundness: Soundness,
    /// How many filters, counted from the first, were undone.
    pub(super) undone: usize,
    /// The number of columns of a fax image, if its codes were also decoded.
    pub(super) columns: Option<u32>,
}

/// A filter with its name in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    Flate,
    Lzw,
    Ascii85,
    AsciiHex,
    RunLength,
    /// The document is already decrypted.
    Crypt,
    /// A filter that yields the samples of an image, by its name.
    Image(&'static str),
    Unknown,
}

impl Filter {
    fn named(name: &[u8]) -> Self {
        match name {
            b"FlateDecode" | b"Fl" => Self::Flate,
            b"LZWDecode" | b"LZW" => Self::Lzw,
            b"ASCII85Decode" | b"A85" => Self::Ascii85,
            b"ASCIIHexDecode" | b"AHx" => Self::AsciiHex,
            b"RunLengthDecode" | b"RL" => Self::RunLength,
            b"Crypt" => Self::Crypt,
            b"DCTDecode" | b"DCT" => Self::Image("DCTDecode"),
            b"CCITTFaxDecode" | b"CCF" => Self::Image("CCITTFaxDecode"),
            b"JBIG2Decode" => Self::Image("JBIG2Decode"),
            b"JPXDecode" => Self::Image("JPXDecode"),
            _ => Self::Unknown,
        }
    }

    /// The name in full; `None` for a filter that the rebuilt file must not use.
    pub(super) fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Flate => "FlateDecode",
            Self::Lzw => "LZWDecode",
            Self::Ascii85 => "ASCII85Decode",
            Self::AsciiHex => "ASCIIHexDecode",
            Self::RunLength => "RunLengthDecode",
            Self::Image(name) => name,
            Self::Crypt | Self::Unknown => return None,
        })
    }

    /// Whether the name is one that only inline images may use (8.9.7).
    fn is_short(name: &[u8]) -> bool {
        name.len() <= 3
    }
}

/// A filter and its parameters.
type Step<'a> = (Filter, Option<&'a Received>);

/// The filters of a stream in decoding order, each with its parameters, and whether they are written as the standard
/// requires.
pub(super) fn filters<'a>(
    source: Source<'a>,
    stream: &'a OldStream,
) -> Result<(Vec<Step<'a>>, bool), IntakeError> {
    let in_full = source.get(&stream.dict, b"Filter");
    let mut plain = in_full.is_some() || !stream.dict.has(b"F");
    let names: Vec<&[u8]> = match in_full.or_else(|| short_filters(stream)) {
        Some(Old::Name(name)) => vec![name],
        Some(Old::Array(items)) => {
            let named = items.iter().filter_map(|item| match source.resolve(item) {
                Some(Old::Name(name)) => Some(name.as_slice()),
                _ => None,
            });
            named.take(OldStream::MAX_FILTERS + 1).collect()
        }
        _ => Vec::new(),
    };
    if names.len() > OldStream::MAX_FILTERS {
        return Err(IntakeError::TooComplex);
    }
    let parameters = source
        .get(&stream.dict, b"DecodeParms")
        .or_else(|| source.get(&stream.dict, b"DP"));
    let mut found = Vec::with_capacity(names.len());
    for (index, name) in names.into_iter().enumerate() {
        let own = match parameters {
            Some(Old::Array(items)) => items.get(index).and_then(|item| source.resolve(item)),
            single => single.filter(|_| index == 0),
        };
        let own = own.and_then(|own| own.as_dict().ok());
        plain &= !Filter::is_short(name);
        found.push((Filter::named(name), own));
    }
    Ok((found, plain))
}

/// Decodes a text of hexadecimal or base-85 digits.
pub(super) fn digits(filter: &[u8], text: &[u8], most: usize) -> Option<Vec<u8>> {
    match filter {
        b"AHx" | b"ASCIIHexDecode" => Some(text::hexadecimal(text).0),
        b"A85" | b"ASCII85Decode" => Some(text::ascii85(text, most).ok()?.0),
        _ => None,
    }
}

/// Undoes all filters of a stream up to the first that belongs to an image. Refuses more than `most` bytes from any
/// of them.
pub(super) fn decode<'a>(
    source: Source<'a>,
    stream: &'a OldStream,
    most: u64,
) -> Result<Decoded<'a>, IntakeError> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let (filters, plain) = filters(source, stream)?;
    let mut decoded = Decoded {
        data: Cow::Borrowed(stream.content.as_slice()),
        soundness: if plain {
            Soundness::Sound
        } else {
            Soundness::Untidy
        },
        undone: 0,
        columns: None,
    };
    for (filter, parameters) in filters {
        let number = |key: &[u8]| parameters.and_then(|entries| source.integer(entries, key));
        let input = decoded.data.as_ref();
        let (data, soundness) = match filter {
            Filter::Flate => predictor::undo(flate::decode(input, most)?, number),
            Filter::Lzw => {
                let early = number(b"EarlyChange") != Some(0);
                predictor::undo(lzw::decode(input, early, most)?, number)
            }
            Filter::Ascii85 => text::ascii85(input, most)?,
            Filter::AsciiHex => text::hexadecimal(input),
            Filter::RunLength => text::run_length(input, most)?,
            Filter::Crypt => {
                decoded.undone += 1;
                continue;
            }
            Filter::Image(_) => break,
            Filter::Unknown => {
                decoded.data = Cow::Borrowed(&[]);
                decoded.soundness = Soundness::Cut;
                decoded.undone += 1;
                continue;
            }
        };
        decoded.data = Cow::Owned(data);
        decoded.soundness = decoded.soundness.max(soundness);
        decoded.undone += 1;
    }
    if decoded.data.len() > most {
        return Err(IntakeError::TooComplex);
    }
    Ok(decoded)
}
