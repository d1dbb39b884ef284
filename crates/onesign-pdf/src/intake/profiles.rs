//! Colour profiles (ISO 32000-2, 8.6.5.5; ISO 15076-1).

use lopdf::{ObjectId, Stream as OldStream};

use super::IntakeError;
use super::copy::Copier;
use super::decode::decode;
use super::samples::{components, device_space, profile_components};
use super::schema::{Kind, Role};
use super::source::is_external;
use crate::object::{Dictionary, Object};

/// The number of colour components of a profile (ISO 15076-1, 7.2.6); `None` if it is not a profile.
fn intended(data: &[u8]) -> Option<u64> {
    if data.len() < 128 || data.get(36..40) != Some(b"acsp") {
        return None;
    }
    match data.get(16..20)? {
        b"GRAY" => Some(1),
        b"RGB " | b"Lab " | b"XYZ " => Some(3),
        b"CMYK" => Some(4),
        _ => None,
    }
}

impl<'a> Copier<'a> {
    /// Whether a stream is a profile with the number of components that it declares: readers treat others differently.
    pub(super) fn is_profile(&mut self, id: Option<ObjectId>, profile: &'a OldStream) -> bool {
        let Some(said) = profile_components(self.source, &profile.dict) else {
            return false;
        };
        if let Some(known) = id.and_then(|id| self.profiles.get(&id)) {
            return *known;
        }
        let most = self.limits.max_stream_bytes;
        let decoded = match is_external(profile) {
            true => None,
            false => decode(self.source, profile, most).ok(),
        };
        let is_one = decoded.is_some_and(|decoded| intended(&decoded.data) == Some(said));
        if let Some(id) = id {
            self.profiles.insert(id, is_one);
        }
        is_one
    }

    /// The replacement for a space with an invalid profile: its alternate, or the device space with the declared number
    /// of components.
    pub(super) fn without_profile(
        &mut self,
        profile: &'a OldStream,
        depth: u32,
    ) -> Result<Object, IntakeError> {
        let source = self.source;
        let said = profile_components(source, &profile.dict);
        self.flaw(if said.is_none() {
            "damaged"
        } else {
            "readers_differ"
        });
        let other = profile.dict.get(b"Alternate").ok();
        let fits = |other: &&'a lopdf::Object| said.is_none() || components(source, other) == said;
        match other.filter(fits) {
            Some(other) => self.value(other, Kind::One(Role::ColorSpace), depth + 1),
            None => Ok(said.and_then(device_space).unwrap_or(Object::Null)),
        }
    }

    /// Removes the alternate of a profile (8.6.5.5) if its number of components differs: some readers show nothing
    /// then. Readers also disagree on profiles for spaces without a device space.
    pub(super) fn settle_profile(
        &mut self,
        stream: &'a OldStream,
        data: &[u8],
        dictionary: &mut Dictionary,
    ) {
        let source = self.source;
        let other = source.get(&stream.dict, b"Alternate");
        let other = other.and_then(|other| components(source, other));
        if other.is_some() && other != profile_components(source, &stream.dict) {
            dictionary.remove("Alternate");
            self.flaw("readers_differ");
        }
        // ISO 15076-1, 7.2.6: the colour space of the profile.
        if matches!(data.get(16..20), Some(b"Lab " | b"XYZ ")) {
            self.flaw("readers_differ");
        }
    }
}
