//! The content of a page (ISO 32000-2, 7.8.2): one stream or several, as one form XObject.

use lopdf::{Dictionary as Received, Object as Old, ObjectId, Stream as OldStream};

use super::IntakeError;
use super::copy::Copier;
use super::pages::Page;
use super::rewrite::Colour;
use super::schema::Kind;
use super::source::{Source, as_dictionary};
use super::streams::compressed;
use crate::object::{Dictionary, Object, Ref};

/// A page begins in DeviceGray (8.4.1).
const GREY: Colour = Colour::Parts(1);

/// A key that is equal for pages with the same drawing, which then share one form.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Drawn {
    /// The page itself, if its content is not an indirect object.
    page: Option<*const Received>,
    contents: Vec<ObjectId>,
    resources: Option<*const Old>,
    crop: [u64; 4],
}

impl Drawn {
    pub(super) fn by<'a>(source: Source<'a>, page: &Page<'a>) -> Self {
        let contents = content_ids(source, page.dictionary);
        let resources = page.resources.map(|own| source.resolve(own).unwrap_or(own));
        let crop = page.geometry.crop;
        Self {
            page: contents
                .is_empty()
                .then_some(std::ptr::from_ref(page.dictionary)),
            contents,
            resources: resources.map(std::ptr::from_ref),
            crop: [crop.x0, crop.y0, crop.x1, crop.y1].map(f64::to_bits),
        }
    }
}

/// The page's content as a form XObject whose box is the visible box; `None` for an empty page.
pub(super) fn content_form<'a>(
    copier: &mut Copier<'a>,
    page: &Page<'a>,
    number: u32,
) -> Result<Option<Ref>, IntakeError> {
    let streams = content_streams(copier.source, page.dictionary);
    if streams.len() < content_entries(copier.source, page.dictionary) {
        copier.flaw("damaged");
    }
    for id in content_ids(copier.source, page.dictionary) {
        copier.note_mending(id);
    }
    if streams.iter().all(|stream| stream.content.is_empty()) {
        copier.blank.push(number);
    }
    let resources = match page.resources {
        Some(resources) => copier.value(resources, Kind::Resources, 0)?,
        None => Dictionary::new().into(),
    };
    let received = page
        .resources
        .and_then(|object| copier.source.resolve(object))
        .and_then(as_dictionary);
    let stream = match streams.as_slice() {
        [] => return Ok(None),
        [single] if !copier.layers.active => copier
            .stream_with(single, Kind::Glyph, received, GREY)?
            .unwrap_or_default(),
        several => compressed(Dictionary::new(), joined(copier, several, received)?),
    };
    let crop = page.geometry.crop;
    let number = |value: f64| Object::Real(crate::geometry::decimal(value, 4));
    let bounds = vec![
        number(crop.x0),
        number(crop.y0),
        number(crop.x1),
        number(crop.y1),
    ];
    let mut form = stream;
    form.dictionary.set("Type", Object::name("XObject"));
    form.dictionary.set("Subtype", Object::name("Form"));
    form.dictionary.set("BBox", bounds);
    form.dictionary.set(
        "Resources",
        if resources == Object::Null {
            Dictionary::new().into()
        } else {
            resources
        },
    );
    Ok(Some(copier.add(form)))
}

pub(super) fn content_streams<'a>(source: Source<'a>, page: &'a Received) -> Vec<&'a OldStream> {
    let items = match source.get(page, b"Contents") {
        Some(Old::Stream(stream)) => return vec![stream],
        Some(Old::Array(items)) => items,
        _ => return Vec::new(),
    };
    let streams = items.iter().filter_map(|item| match source.resolve(item)? {
        Old::Stream(stream) => Some(stream),
        _ => None,
    });
    streams.collect()
}

/// The objects of the page's content.
fn content_ids<'a>(source: Source<'a>, page: &'a Received) -> Vec<ObjectId> {
    let Ok(contents) = page.get(b"Contents") else {
        return Vec::new();
    };
    let (own, items) = match source.locate(contents) {
        Some((own, Old::Array(items))) => (own, items.as_slice()),
        Some((own, _)) => (own, [].as_slice()),
        None => return Vec::new(),
    };
    let parts = items.iter().filter_map(|item| source.locate(item)?.0);
    own.into_iter().chain(parts).collect()
}

/// How many content streams the page names.
pub(super) fn content_entries<'a>(source: Source<'a>, page: &'a Received) -> usize {
    match page
        .get(b"Contents")
        .map(|contents| source.resolve(contents).unwrap_or(contents))
    {
        Ok(Old::Array(items)) => items.len(),
        Ok(Old::Null) | Err(_) => 0,
        Ok(_) => 1,
    }
}

/// All content streams joined, without the drawings of hidden layers.
fn joined<'a>(
    copier: &mut Copier<'a>,
    streams: &[&'a OldStream],
    resources: Option<&'a Received>,
) -> Result<Vec<u8>, IntakeError> {
    let mut data = Vec::new();
    for stream in streams {
        let decoded = copier.decoded(stream)?;
        copier.count_operators(decoded.len())?;
        data.extend(decoded);
        data.push(b'\n');
        if data.len() as u64 > copier.limits.max_stream_bytes {
            return Err(IntakeError::TooComplex);
        }
    }
    Ok(copier.redrawn(&data, resources, GREY).unwrap_or(data))
}
