//! Colour profiles (8.6.5.5; ISO 15076-1): some readers apply them, others show the device colours instead. A profile
//! may not turn dark into light.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::Judge;
use crate::object::{Object, Stream};

/// Largest profile to read.
const MAX_PROFILE: usize = 16 << 20;
/// How far a shade may be from the same shade of a device, of 255.
const SHADE: i32 = 110;
/// How far a part of a full colour may be from the same part in sRGB: wide spaces are clipped.
const PART: i32 = 160;
/// The first shades of a scale from black to white in sixteen steps.
const STEP: u8 = 17;

impl Judge<'_, '_> {
    /// Whether readers may differ on the profile with this number.
    pub(super) fn profile_at(&self, number: u32, profile: &Object) -> bool {
        if let Some(known) = self.profiles.borrow().get(&number) {
            return *known;
        }
        let profile = profile.as_stream();
        let is_disputed = profile.is_none_or(|profile| self.profile(profile));
        self.profiles.borrow_mut().insert(number, is_disputed);
        is_disputed
    }

    fn profile(&self, profile: &Stream) -> bool {
        let said = self.value(&profile.dictionary, "N").as_integer();
        let alternate = self.value(&profile.dictionary, "Alternate");
        let count = self.components(&alternate);
        if alternate != Object::Null && count.map(|count| count as i64) != said {
            return true;
        }
        let data = self.decoded(profile, MAX_PROFILE);
        let Some(data) = data else { return true };
        let Ok(read) = ColorProfile::new_from_slice(&data) else {
            return true;
        };
        let (layout, space) = match said {
            Some(1) => (Layout::Gray, DataColorSpace::Gray),
            Some(3) => (Layout::Rgb, DataColorSpace::Rgb),
            // Four inks have no shade of their own that every device shows alike.
            Some(4) => return read.color_space != DataColorSpace::Cmyk,
            _ => return true,
        };
        if said == Some(3) && read.color_space == DataColorSpace::Lab {
            return false;
        }
        if read.color_space != space {
            return true;
        }
        // A profile of one channel by tables alone is not computed here; scanners have them.
        let has_tables = said == Some(1) && read.gray_trc.is_none();
        is_far(&read, layout).unwrap_or(!has_tables)
    }
}

/// Whether a profile shows shades or full colours far from those of a device; `None` if it can't be applied.
fn is_far(profile: &ColorProfile, layout: Layout) -> Option<bool> {
    let is_gray = matches!(layout, Layout::Gray);
    let target = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile
        .create_transform_8bit(layout, &target, Layout::Rgb, options)
        .ok()?;
    let shades: Vec<u8> = (0..=15).map(|step| step * STEP).collect();
    let mut colours: Vec<[u8; 3]> = shades.iter().map(|shade| [*shade; 3]).collect();
    if !is_gray {
        let corner = |bits: u8| [0, 1, 2].map(|bit| if bits >> bit & 1 == 1 { 255 } else { 0 });
        colours.extend((1..7).map(corner));
    }
    let source: Vec<u8> = match is_gray {
        true => shades.clone(),
        false => colours.iter().flatten().copied().collect(),
    };
    let mut shown = vec![0; colours.len() * 3];
    transform.transform(&source, &mut shown).ok()?;
    let mut last = 0;
    for (at, (colour, shown)) in colours.iter().zip(shown.chunks_exact(3)).enumerate() {
        let is_shade = at < shades.len();
        let most = if is_shade { SHADE } else { PART };
        for (said, shown) in colour.iter().zip(shown) {
            if (i32::from(*said) - i32::from(*shown)).abs() > most {
                return Some(true);
            }
        }
        let light: i32 = shown.iter().map(|part| i32::from(*part)).sum();
        if is_shade && light + 12 < last {
            return Some(true);
        }
        last = last.max(light);
    }
    // Black has to be dark, and white light.
    let ends = (shown.first(), shown.get(3 * shades.len() - 1));
    Some(!matches!(ends, (Some(..=90), Some(190..))))
}
