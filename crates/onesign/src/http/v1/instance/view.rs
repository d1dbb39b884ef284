//! What the API says of this instance to anybody.

use crate::auth::password::{LONGEST, SHORTEST};
use crate::config::MailWay;
use crate::sealing::Sealing;
use onesign_core::envelope::draft::LOCALES;
use onesign_core::identity::instance::Instance;
use onesign_pades::sign::security_store;
use serde::Serialize;
use utoipa::ToSchema;

/// Limits of uploads and passwords.
#[derive(Serialize, ToSchema)]
pub(crate) struct Limits {
    /// Bytes of an uploaded PDF.
    max_bytes: u64,
    /// Pages of an uploaded PDF.
    max_pages: u32,
    /// Characters a new password has at least.
    min_password_chars: usize,
    /// Bytes of UTF-8 a password has at most; every one of them counts.
    max_password_bytes: usize,
}

impl Limits {
    /// With these bounds on uploads.
    pub(crate) fn new(uploads: &onesign_pdf::Limits) -> Self {
        Self {
            max_bytes: uploads.max_bytes,
            max_pages: uploads.max_pages,
            min_password_chars: SHORTEST,
            max_password_bytes: LONGEST,
        }
    }
}

/// What the rooms of this instance can do.
pub(crate) struct Means {
    pub(crate) mail: MailWay,
    pub(crate) level: MeantLevel,
    pub(crate) limits: Limits,
}

/// This instance.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstanceView {
    name: String,
    version: &'static str,
    /// Whether it has still to be set up, by whoever has the code that the server printed.
    setup_required: bool,
    mail: MailWay,
    seal_level: MeantLevel,
    limits: Limits,
    locales: Vec<&'static str>,
    /// Whether whoever asks is signed in, so that `/v1/me` has an answer.
    signed_in: bool,
}

impl InstanceView {
    /// The view of an instance, which is `None` before it is set up.
    pub(crate) fn new(instance: Option<Instance>, means: Means, signed_in: bool) -> Self {
        Self {
            setup_required: instance.is_none(),
            name: instance.map_or_else(|| "OneSign".into(), |i| i.name),
            version: env!("CARGO_PKG_VERSION"),
            mail: means.mail,
            seal_level: means.level,
            limits: means.limits,
            locales: LOCALES.to_vec(),
            signed_in,
        }
    }
}

/// The PAdES level new seals are meant to reach.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub(crate) enum MeantLevel {
    #[serde(rename = "B-B")]
    B,
    #[serde(rename = "B-T")]
    T,
    #[serde(rename = "B-LTA")]
    Lta,
}

impl MeantLevel {
    /// No timestamps without an authority, and nothing for years without certificates that say where one can ask about
    /// them.
    pub(crate) fn of(sealing: &Sealing) -> Self {
        let key = sealing.keeper.current();
        if sealing.authorities.is_empty() {
            Self::B
        } else if security_store::could_be_filled(key.chain.iter().map(Vec::as_slice)) {
            Self::Lta
        } else {
            Self::T
        }
    }
}
