//! What image data say about the image: the frame of a JPEG, the header of a JPEG 2000 image, the rows of a fax. If the
//! entries of the image dictionary (ISO 32000-2, 8.9.5) differ, some readers follow the data and some the entries.

use lopdf::{Dictionary as Received, Object as Old, Stream as OldStream};

use super::copy::Copier;
use super::decode::{Decoded, Filter, Soundness, filters};
use super::jpeg;
use super::samples;
use super::source::Source;
use crate::object::{Dictionary, Object};

/// The most bytes that a decoded fax image may take.
const MAX_FAX: u64 = 64 << 20;

/// How many bytes of JPEG data are checked in full, over all images: hundreds of scanned pages would take too long.
const MAX_CHECKED: usize = 32 << 20;

/// The frame header of a JPEG (ISO/IEC 10918-1, B.2.2).
pub(super) struct Frame {
    marker: u8,
    bits: u8,
    width: u16,
    /// 0 if the data give it only after the first scan (B.2.5).
    height: u16,
    pub(super) components: u64,
}

impl Frame {
    pub(super) fn of(data: &[u8]) -> Option<Self> {
        let mut rest = data.get(2..)?;
        loop {
            let marker = match rest {
                [0xff, 0xff, ..] => {
                    rest = &rest[1..];
                    continue;
                }
                [0xff, marker, ..] => *marker,
                _ => return None,
            };
            if matches!(marker, 0x01 | 0xd0..=0xd8) {
                rest = rest.get(2..)?;
                continue;
            }
            if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                let [_, _, _, _, bits, h1, h0, w1, w0, components, ..] = *rest else {
                    return None;
                };
                return Some(Self {
                    marker,
                    bits,
                    width: u16::from_be_bytes([w1, w0]),
                    height: u16::from_be_bytes([h1, h0]),
                    components: components.into(),
                });
            }
            let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
            rest = rest.get(length.max(2) + 2..)?;
        }
    }

    /// Whether every reader supports it: eight bits with Huffman codes, sequential or progressive.
    fn is_usual(&self) -> bool {
        self.bits == 8 && matches!(self.marker, 0xc0..=0xc2)
    }
}

/// The parameters of a fax (Table 11).
pub(super) struct Fax {
    columns: u32,
    k: i64,
    end_of_line: bool,
    is_aligned: bool,
    end_of_block: bool,
    black_is_1: bool,
}

impl Fax {
    pub(super) fn new<'a>(source: Source<'a>, parameters: Option<&'a Received>) -> Option<Self> {
        let number = |key: &[u8]| source.integer(parameters?, key);
        let is_set = |key: &[u8]| parameters.and_then(|entries| source.boolean(entries, key));
        Some(Self {
            columns: u32::try_from(number(b"Columns").unwrap_or(1728)).ok()?,
            k: number(b"K").unwrap_or(0),
            end_of_line: is_set(b"EndOfLine").unwrap_or(false),
            is_aligned: is_set(b"EncodedByteAlign").unwrap_or(false),
            end_of_block: is_set(b"EndOfBlock").unwrap_or(true),
            black_is_1: is_set(b"BlackIs1").unwrap_or(false),
        })
    }

    /// Whether the codes can be read up to the last row (7.4.6).
    pub(super) fn is_whole(&self, rows: u32, data: &[u8], strict: bool) -> bool {
        /// Counts rows.
        struct Rows(u64);

        impl hayro_ccitt::Decoder for Rows {
            fn push_row(&mut self, _: &[u32]) {
                self.0 += 1;
            }
        }

        let mut found = Rows(0);
        let mut context = hayro_ccitt::DecoderContext::new(self.settings(rows, strict));
        let decoded = hayro_ccitt::decode(data, &mut found, &mut context);
        decoded.is_ok() && found.0 >= rows.into()
    }

    fn settings(&self, rows: u32, strict: bool) -> hayro_ccitt::DecodeSettings {
        hayro_ccitt::DecodeSettings {
            columns: self.columns,
            rows,
            end_of_block: self.end_of_block,
            end_of_line: self.end_of_line,
            rows_are_byte_aligned: self.is_aligned,
            encoding: match self.k {
                ..0 => hayro_ccitt::EncodingMode::Group4,
                0 => hayro_ccitt::EncodingMode::Group3_1D,
                _ => hayro_ccitt::EncodingMode::Group3_2D,
            },
            strict,
        }
    }

    /// The samples, one bit each; missing rows are white. `None` if there are too many.
    fn samples(&self, rows: u32, data: &[u8]) -> Option<Vec<u8>> {
        struct Samples {
            data: Vec<u8>,
            stride: usize,
            columns: u32,
            row: usize,
        }

        impl hayro_ccitt::Decoder for Samples {
            fn push_row(&mut self, changes: &[u32]) {
                let start = self.row.saturating_mul(self.stride);
                self.row += 1;
                let Some(row) = self.data.get_mut(start..start.saturating_add(self.stride)) else {
                    return;
                };
                for black in changes.chunks(2) {
                    let first = black.first().copied().unwrap_or(self.columns);
                    let end = black.get(1).copied().unwrap_or(self.columns);
                    for column in first..end.min(self.columns) {
                        if let Some(byte) = row.get_mut(column as usize / 8) {
                            *byte ^= 0x80 >> (column % 8);
                        }
                    }
                }
            }
        }

        let stride = self.columns.div_ceil(8);
        let size = u64::from(stride).checked_mul(rows.into())?;
        if !(1..=MAX_FAX).contains(&size) {
            return None;
        }
        let white = if self.black_is_1 { 0 } else { 0xff };
        let mut found = Samples {
            data: vec![white; usize::try_from(size).ok()?],
            stride: stride as usize,
            columns: self.columns,
            row: 0,
        };
        let mut context = hayro_ccitt::DecoderContext::new(self.settings(rows, false));
        // The readable part is drawn; the damage has been reported.
        let _ = hayro_ccitt::decode(data, &mut found, &mut context);
        Some(found.data)
    }
}

/// A side of an image according to its entries.
fn side<'a>(source: Source<'a>, image: &'a Received, key: &str) -> Option<u32> {
    let value = source.number(samples::entry(source, image, key)?)?;
    (1.0..1e9).contains(&value).then_some(value as u32)
}

impl<'a> Copier<'a> {
    /// Decodes a fax image whose parameters readers interpret differently, or that lacks rows.
    pub(super) fn plain_fax(&mut self, stream: &'a OldStream, decoded: &mut Decoded<'a>) {
        let (source, image) = (self.source, &stream.dict);
        let Ok((filters, _)) = filters(source, stream) else {
            return;
        };
        let Some((Filter::Image("CCITTFaxDecode"), parameters)) = filters.get(decoded.undone)
        else {
            return;
        };
        let sides = side(source, image, "Width").zip(side(source, image, "Height"));
        let (Some(mut fax), Some((width, rows))) = (Fax::new(source, *parameters), sides) else {
            return;
        };
        let data = decoded.data.as_ref();
        let is_fitting = fax.columns == width;
        let is_plain = is_fitting && fax.k <= 0 && !fax.end_of_line && !fax.is_aligned;
        if is_plain && fax.is_whole(rows, data, false) {
            return;
        }
        let is_sound = fax.is_whole(rows, data, true);
        if !is_fitting && !is_sound {
            // The number of columns may be missing.
            let columns = std::mem::replace(&mut fax.columns, width);
            if !fax.is_whole(rows, data, true) {
                fax.columns = columns;
            }
        }
        let Some(samples) = fax.samples(rows, data) else {
            return;
        };
        if !is_fitting || !is_sound {
            self.flaw("image_damaged");
        } else if fax.k < 0 && fax.end_of_line {
            // Such codes have no end-of-line codes (ITU-T T.6), yet some readers look for them.
            self.flaw("readers_differ");
        }
        decoded.data = samples.into();
        decoded.soundness = decoded.soundness.max(Soundness::Untidy);
        decoded.undone += 1;
        decoded.columns = Some(fax.columns);
    }

    /// Sets the entries of an image to the size and the colours of its data.
    pub(super) fn settle_frame(
        &mut self,
        stream: &'a OldStream,
        next: Option<&str>,
        decoded: &Decoded<'_>,
        dictionary: &mut Dictionary,
    ) {
        if let Some(columns) = decoded.columns {
            dictionary.set("Width", Object::Integer(columns.into()));
        }
        match next {
            Some("DCTDecode") => {
                let Some(frame) = Frame::of(&decoded.data) else {
                    return;
                };
                let is_checked = self.jpeg_bytes < MAX_CHECKED;
                self.jpeg_bytes = self.jpeg_bytes.saturating_add(decoded.data.len());
                if !frame.is_usual() || is_checked && jpeg::is_damaged(&decoded.data) {
                    self.flaw("image_damaged");
                }
                self.settle_size(
                    stream,
                    (frame.width.into(), frame.height.into()),
                    dictionary,
                );
            }
            Some("JPXDecode") => self.settle_jpeg_2000(stream, &decoded.data, dictionary),
            _ => {}
        }
    }

    fn settle_size(
        &mut self,
        stream: &'a OldStream,
        (width, height): (u32, u32),
        dictionary: &mut Dictionary,
    ) {
        for (key, found) in [("Width", width), ("Height", height)] {
            let said = side(self.source, &stream.dict, key);
            if found != 0 && said != Some(found) {
                dictionary.set(key, Object::Integer(found.into()));
                self.flaw("image_damaged");
            }
        }
    }

    /// The same for a JPEG 2000 image (7.4.9), whose data give the size and usually the colours.
    fn settle_jpeg_2000(
        &mut self,
        stream: &'a OldStream,
        data: &[u8],
        dictionary: &mut Dictionary,
    ) {
        let (source, image) = (self.source, &stream.dict);
        let settings = hayro_jpeg2000::DecodeSettings::default();
        let Ok(found) = hayro_jpeg2000::Image::new(data, &settings) else {
            return;
        };
        self.settle_size(stream, (found.width(), found.height()), dictionary);
        let space = samples::entry(source, image, "ColorSpace");
        let space = space.and_then(|space| samples::components(source, space));
        // Palette indices also count as a component if the image's colour space is indexed.
        let unresolved = hayro_jpeg2000::DecodeSettings {
            resolve_palette_indices: false,
            ..settings
        };
        let other = hayro_jpeg2000::Image::new(data, &unresolved).ok();
        let channels = [Some(&found), other.as_ref()];
        let mut channels = channels
            .into_iter()
            .flatten()
            .map(|image| u64::from(image.color_space().num_channels()));
        if space.is_some_and(|space| !channels.any(|channels| channels == space)) {
            dictionary.remove("ColorSpace");
            self.flaw("image_damaged");
        }
        if dictionary.remove("Decode").is_some() {
            // Table 87: readers must ignore it here, but not all do.
            let usual = samples::entry(source, image, "Decode")
                .and_then(|decode| decode.as_array().ok())
                .is_some_and(|items| is_usual(source, items));
            if !usual {
                self.flaw("image_damaged");
            }
        }
        if found.has_alpha() && !image.has(b"SMask") {
            self.flaw("readers_differ");
        }
    }
}

/// Whether a `/Decode` array leaves samples as they are.
fn is_usual<'a>(source: Source<'a>, items: &'a [Old]) -> bool {
    let mut wanted = [0.0, 1.0].into_iter().cycle();
    items
        .iter()
        .all(|item| source.number(item) == wanted.next())
}
