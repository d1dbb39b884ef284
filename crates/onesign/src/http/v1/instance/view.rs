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
    /// The fewest characters that a new password may have.
    min_password_chars: usize,
    /// The most bytes of UTF-8 that a password may have; all of them count.
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
    /// Whether it still has to be set up, by a person who has the code that the server printed.
    setup_required: bool,
    mail: MailWay,
    seal_level: MeantLevel,
    limits: Limits,
    locales: Vec<&'static str>,
    /// Whether the caller is signed in, so that `/v1/me` has an answer.
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
