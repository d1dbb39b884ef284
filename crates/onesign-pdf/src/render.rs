//! Page images for signers, drawn by one renderer for everyone.

use hayro::hayro_interpret::{InterpreterSettings, TransformExt};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The permitted widths of an image, in pixels.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 16..=4000;

/// The tallest image; a page much taller than wide is drawn narrower than requested.
const MAX_HEIGHT: f64 = 16_000.0;

/// The most pixels of an image.
const MAX_PIXELS: f64 = 40_000_000.0;

/// Width of the pictures that [`try_pages`] draws, in pixels.
const TRIAL_WIDTH: u32 = 400;

/// JPEG quality for pages with photographs.
const QUALITY: u8 = 70;

/// Levels of each colour channel in a palette image.
const LEVELS: u32 = 16;

/// An encoded page image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// PNG or JPEG file.
    pub bytes: Vec<u8>,
    /// `image/png` or `image/jpeg`.
    pub mime: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// SHA-256 of `bytes`.
    pub sha256: [u8; 32],
}

/// Why a page can't be drawn or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RenderError {
    /// The bytes aren't a PDF that can be opened.
    #[error("the document can't be opened for rendering")]
    Unreadable,
    /// There is no page with this number.
    #[error("there is no page {0}")]
    NoSuchPage(u32),
    /// The image couldn't be encoded.
    #[error("the page image can't be encoded")]
    Encoding,
}

/// Draws a page on a white background, `width_px` pixels wide (kept within [`WIDTHS`]).
///
/// The same bytes, page and width give the same image. Pages of up to 256 colours (16 levels a channel) become
/// palette PNG, others JPEG.
///
/// # Errors
/// [`RenderError`] for a document that can't be opened, a missing page, or an encoder that fails.
pub fn render_page(pdf: &[u8], page: u32, width_px: u32) -> Result<PageImage, RenderError> {
    encoded(&raster(pdf, page, width_px)?)
}

/// A page image as a file.
pub(crate) fn encoded(raster: &Raster) -> Result<PageImage, RenderError> {
    let (bytes, mime) = encode(raster)?;
    let sha256 = Sha256::digest(&bytes).into();
    Ok(PageImage {
        bytes,
        mime,
        width: raster.width.into(),
        height: raster.height.into(),
        sha256,
    })
}

/// Pixels of a page, three bytes each, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Raster {
    pub width: u16,
    pub height: u16,
    pub rgb: Vec<u8>,
}

/// Draws a page without encoding it.
pub(crate) fn raster(pdf: &[u8], page: u32, width_px: u32) -> Result<Raster, RenderError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| RenderError::Unreadable)?;
    draw(&pdf, page, width_px)
}

/// Draws small trial pictures of pages to find out whether they can be drawn: from `first` (zero-based) until
/// `go_on` returns false, or no page is left. Returns the number of the first page that was not drawn.
///
/// The real picture of a page takes longer at most by the ratio of the pixels.
///
/// # Errors
/// [`RenderError::Unreadable`] for a document that can't be opened.
pub fn try_pages(
    pdf: &[u8],
    first: u32,
    mut go_on: impl FnMut() -> bool,
) -> Result<u32, RenderError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|_| RenderError::Unreadable)?;
    let cache = RenderCache::new();
    let mut next = first;
    while painted(&pdf, next, TRIAL_WIDTH, &cache).is_ok() {
        next += 1;
        if !go_on() {
            break;
        }
    }
    Ok(next)
}

/// Draws a page of an open document without encoding it.
pub(crate) fn draw(pdf: &Pdf, page: u32, width_px: u32) -> Result<Raster, RenderError> {
    let pixmap = painted(pdf, page, width_px, &RenderCache::new())?;
    let rgb = pixmap
        .data()
        .iter()
        .flat_map(|pixel| [pixel.r, pixel.g, pixel.b])
        .collect();
    Ok(Raster {
        width: pixmap.width(),
        height: pixmap.height(),
        rgb,
    })
}

fn painted<'a>(
    pdf: &'a Pdf,
    page: u32,
    width_px: u32,
    cache: &RenderCache<'a>,
) -> Result<Pixmap, RenderError> {
    let pages = pdf.pages();
    let page = pages
        .get(page as usize)
        .ok_or(RenderError::NoSuchPage(page))?;
    let (page_width, page_height) = page.render_dimensions();
    let (page_width, page_height) = (f64::from(page_width), f64::from(page_height));
    let (width, height) = pixels(page_width, page_height, width_px);
    let scale = Affine::scale_non_uniform(
        f64::from(width) / page_width,
        f64::from(height) / page_height,
    );
    let mut context = RenderContext::new(width, height);
    hayro::render_into(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &mut context,
        scale * page.initial_transform(true).to_kurbo(),
    );
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    let settings = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..Default::default()
    };
    context.render_with(&mut pixmap, &mut Resources::default(), settings);
    Ok(pixmap)
}

/// The image size: as wide as requested, unless the page would become too tall or too large.
fn pixels(page_width: f64, page_height: f64, width_px: u32) -> (u16, u16) {
    let ratio = page_height / page_width;
    let width = f64::from(width_px.clamp(*WIDTHS.start(), *WIDTHS.end()));
    let width = width
        .min(MAX_HEIGHT / ratio)
        .min((MAX_PIXELS / ratio).sqrt())
        .max(1.0);
    let height = (width * ratio).clamp(1.0, MAX_HEIGHT);
    (width.round() as u16, height.round() as u16)
}

fn encode(raster: &Raster) -> Result<(Vec<u8>, &'static str), RenderError> {
    match palette(&raster.rgb) {
        Some(image) => Ok((png(raster, &image)?, "image/png")),
        None => Ok((jpeg(raster)?, "image/jpeg")),
    }
}

/// An image as indices into a palette.
struct Indexed {
    colours: Vec<u8>,
    indices: Vec<u8>,
}

/// Reduces each channel to [`LEVELS`] levels; `None` if more than 256 colours remain.
fn palette(rgb: &[u8]) -> Option<Indexed> {
    let mut known: Vec<Option<u8>> = vec![None; (LEVELS * LEVELS * LEVELS) as usize];
    let mut colours = Vec::new();
    let mut indices = Vec::with_capacity(rgb.len() / 3);
    for pixel in rgb.chunks_exact(3) {
        let level = |value: u8| (u32::from(value) * (LEVELS - 1) + 127) / 255;
        let [red, green, blue] = [level(pixel[0]), level(pixel[1]), level(pixel[2])];
        let slot = known.get_mut(((red * LEVELS + green) * LEVELS + blue) as usize)?;
        let index = match *slot {
            Some(index) => index,
            None => {
                let index = u8::try_from(colours.len() / 3).ok()?;
                colours.extend([red, green, blue].map(|level| (level * 255 / (LEVELS - 1)) as u8));
                *slot = Some(index);
                index
            }
        };
        indices.push(index);
    }
    Some(Indexed { colours, indices })
}

fn png(raster: &Raster, image: &Indexed) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width.into(), raster.height.into());
    let small = image.colours.len() <= 16 * 3;
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(if small {
        png::BitDepth::Four
    } else {
        png::BitDepth::Eight
    });
    encoder.set_palette(image.colours.as_slice());
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().map_err(|_| RenderError::Encoding)?;
    let data = if small {
        halved(&image.indices, raster.width.into())
    } else {
        image.indices.clone()
    };
    writer
        .write_image_data(&data)
        .map_err(|_| RenderError::Encoding)?;
    writer.finish().map_err(|_| RenderError::Encoding)?;
    Ok(bytes)
}

/// Packs two indices per byte; each row starts on a byte.
fn halved(indices: &[u8], width: usize) -> Vec<u8> {
    let rows = indices.chunks(width.max(1));
    rows.flat_map(|row| {
        row.chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
    })
    .collect()
}

fn jpeg(raster: &Raster) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, QUALITY);
    encoder
        .encode(
            &raster.rgb,
            raster.width,
            raster.height,
            jpeg_encoder::ColorType::Rgb,
        )
        .map_err(|_| RenderError::Encoding)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_bounded() {
        assert_eq!(pixels(595.0, 842.0, 1190), (1190, 1684));
        assert_eq!(pixels(595.0, 842.0, 0).0, 16);
        let (width, height) = pixels(10.0, 100_000.0, 1200);
        assert!(width >= 1 && height == 16_000, "{width} {height}");
        let (width, height) = pixels(100_000.0, 10.0, 4000);
        assert_eq!((width, height), (4000, 1));
        let (width, height) = pixels(1000.0, 4000.0, 4000);
        assert!(u32::from(width) * u32::from(height) <= 41_000_000);
    }

    #[test]
    fn few_colours_become_a_palette() {
        let image = palette(&[0, 0, 0, 255, 255, 255, 1, 1, 1]).unwrap();
        assert_eq!(image.indices, [0, 1, 0]);
        assert_eq!(image.colours, [0, 0, 0, 255, 255, 255]);
    }

    #[test]
    fn many_colours_don_t() {
        let level = |n: u32| (n % 16) as u8 * 17;
        let rgb: Vec<u8> = (0..4096)
            .flat_map(|n| [level(n >> 8), level(n >> 4), level(n)])
            .collect();
        assert!(palette(&rgb).is_none());
    }

    #[test]
    fn half_bytes_pad_each_row() {
        assert_eq!(halved(&[1, 2, 3, 4, 5, 6], 3), [0x12, 0x30, 0x45, 0x60]);
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(render_page(b"no", 0, 100), Err(RenderError::Unreadable));
    }
}
