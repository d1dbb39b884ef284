//! Gathers validation data for a document security store, and lists the data that is still missing.

use onesign_pdf::object::Object;
use onesign_pdf::read;

use super::missing_validation_data::MissingData;
use crate::cms::signed_data::SignedData;
use crate::cms::signer;
use crate::document::signatures::Found;
use crate::document::{Opened, security_store};
use crate::revocation::ocsp;
use crate::revocation::status::{RevocationInfo, RevocationStatus, Source};
use crate::revocation::validation_data::{ValidationData, keep};
use crate::trust::policy::TrustPolicy;
use crate::trust::trust_services::TrustServices;
use crate::tsp::token;
use crate::x509::algorithm::Digest;
use crate::x509::certificate::Certificate;
use crate::x509::chain::Purpose;
use crate::x509::path;

/// The most items to request for one file.
const MAX_MISSING: usize = 64;

/// The validation data of one signature or document timestamp, including its own timestamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerSignature {
    /// Name of the form field.
    pub field: String,
    /// Whether it is a document timestamp.
    pub is_timestamp: bool,
    /// Key of its VRI: SHA-1 of `/Contents` in upper-case hexadecimal (ISO 32000-2, table 262).
    pub vri_key: String,
    /// The certificates of the chains, including responders and trusted roots.
    pub certificates: Vec<Vec<u8>>,
    /// The revocation lists used as proof.
    pub crls: Vec<Vec<u8>>,
    /// The OCSPResponses used as proof.
    pub ocsps: Vec<Vec<u8>>,
    /// Whether every chain leads to a trusted root and every certificate below it is proven good, as level B-LT
    /// requires.
    pub is_complete: bool,
    /// The last certificates of chains without a trust anchor: trusting them would mean trusting the signer or the
    /// time-stamping authority.
    pub open_ends: Vec<Vec<u8>>,
    /// Names of certificates without any proof and without an address to ask.
    pub silent: Vec<String>,
}

/// The result of [`validation_data`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The missing data that can be fetched. Empty when no more is available.
    pub missing: Vec<MissingData>,
    /// The data for each signature, in the order of the form.
    pub used: Vec<PerSignature>,
}

/// The validation data of the signatures in `file`, from the file and from `given`, and a list of the missing data.
/// Call it again with the fetched data until nothing new is missing:
///
/// ```
/// # use onesign_pades::{revocation::ValidationData, trust::TrustPolicy, validate::{MissingData, validation_data}};
/// # fn fetch(_: &MissingData) -> Option<ValidationData> { None }
/// # let (file, policy, now) = (Vec::new(), TrustPolicy::default(), 0);
/// let mut given = ValidationData::default();
/// let mut gathered = validation_data(&file, &policy, &given, now);
/// for _ in 0..4 {
///     let fetched: Vec<ValidationData> = gathered.missing.iter().filter_map(fetch).collect();
///     if fetched.is_empty() {
///         break;
///     }
///     fetched.into_iter().for_each(|one| given.extend(one));
///     gathered = validation_data(&file, &policy, &given, now);
/// }
/// // gathered.used[i].{vri_key, certificates, crls, ocsps} go into the DSS.
/// ```
///
/// A certificate with an available OCSP response or list needs neither. For a certificate that names both, both are
/// requested, OCSP first.
#[must_use]
pub fn validation_data<S: read::Source + ?Sized>(
    file: &S,
    policy: &TrustPolicy,
    given: &ValidationData,
    now_unix: i64,
) -> Gathered {
    Opened::of(file).validation_data(policy, given, now_unix)
}

impl<S: read::Source + ?Sized> Opened<'_, S> {
    /// As [`validation_data()`], for an opened file.
    #[must_use]
    pub fn validation_data(
        &self,
        policy: &TrustPolicy,
        given: &ValidationData,
        now_unix: i64,
    ) -> Gathered {
        match self.found() {
            Ok(found) => gathered(found, policy, given, now_unix),
            Err(_) => Gathered::default(),
        }
    }
}

/// What was used for a signature before anything was looked for.
fn nothing_yet(field: &str, is_timestamp: bool, contents: &[u8]) -> PerSignature {
    PerSignature {
        field: field.to_owned(),
        is_timestamp,
        vri_key: vri_key(contents),
        certificates: Vec::new(),
        crls: Vec::new(),
        ocsps: Vec::new(),
        is_complete: true,
        open_ends: Vec::new(),
        silent: Vec::new(),
    }
}

fn gathered<S: read::Source + ?Sized>(
    found: &Found<'_, S>,
    policy: &TrustPolicy,
    given: &ValidationData,
    now_unix: i64,
) -> Gathered {
    let stored = security_store::read(&found.document);
    let carried = security_store::carried(found);
    let revocation = RevocationInfo::new(&[&stored, &carried, given]);
    let roots = policy.anchors();
    let stamp_roots = policy.timestamp_anchors();
    let listed = TrustServices::new(policy);
    let anchors = |purpose: Purpose, at: i64| {
        let mut anchors = listed.anchors(purpose, at, now_unix);
        anchors.extend_from_slice(match purpose {
            Purpose::Documents => &roots,
            Purpose::Timestamps => &stamp_roots,
        });
        anchors
    };
    let mut gathered = Gathered::default();
    for candidate in &found.signatures {
        let Ok(located) = &candidate.dictionary else {
            continue;
        };
        let contents = located.entries.get("Contents").and_then(Object::as_string);
        let contents = contents.unwrap_or_default();
        let Ok(signed) = SignedData::parse(contents) else {
            continue;
        };
        let is_timestamp = located.entries.is("SubFilter", "ETSI.RFC3161");
        let mut gathering = Gathering {
            revocation: &revocation,
            now: now_unix,
            used: nothing_yet(&candidate.field, is_timestamp, contents),
            missing: &mut gathered.missing,
        };
        // Each part is judged at its stated time, as for the level.
        let tokens = token::tokens(&signed).into_iter();
        let tokens: Vec<_> = tokens
            .filter_map(|token| SignedData::parse(token.raw).ok())
            .collect();
        for token in &tokens {
            let at = stated(token, &revocation, now_unix);
            gathering.signer(token, &anchors(Purpose::Timestamps, at), at);
        }
        if is_timestamp {
            let at = stated(&signed, &revocation, now_unix);
            gathering.signer(&signed, &anchors(Purpose::Timestamps, at), at);
        } else {
            let times = tokens
                .iter()
                .map(|token| stated(token, &revocation, now_unix));
            let at = times.min().unwrap_or(now_unix);
            gathering.signer(&signed, &anchors(Purpose::Documents, at), at);
        }
        gathered.used.push(gathering.used);
    }
    gathered
}

/// The time in a token whose own signature is valid, but never a future time.
fn stated<'a>(token: &'a SignedData<'a>, revocation: &RevocationInfo<'a>, now: i64) -> i64 {
    token::stated(token, &revocation.pool).map_or(now, |at| at.min(now))
}

/// Key of a signature's VRI; `contents` is the value including its padding zeros.
fn vri_key(contents: &[u8]) -> String {
    let digest = Digest::Sha1.of(&[contents]);
    digest.iter().map(|byte| format!("{byte:02X}")).collect()
}

struct Gathering<'g, 'e> {
    revocation: &'e RevocationInfo<'e>,
    now: i64,
    used: PerSignature,
    missing: &'g mut Vec<MissingData>,
}

impl Gathering<'_, '_> {
    /// Follows the signer's chain; the signature existed at `at`.
    fn signer(&mut self, signed: &SignedData<'_>, roots: &[Certificate<'_>], at: i64) {
        let Some((leaf, mut pool)) = signer::signer_certificate(signed, &self.revocation.pool)
        else {
            self.used.is_complete = false;
            return;
        };
        pool.extend(self.revocation.pool.iter().cloned());
        self.chain(&leaf, &pool, roots, at);
    }

    fn chain<'c>(
        &mut self,
        leaf: &Certificate<'c>,
        pool: &[Certificate<'c>],
        roots: &[Certificate<'c>],
        at: i64,
    ) {
        let chain = path::climb(leaf, pool, roots);
        for certificate in &chain.certificates {
            keep(&mut self.used.certificates, certificate.raw);
        }
        for pair in chain.certificates.windows(2) {
            if let [certificate, issuer] = pair {
                self.certificate(certificate, issuer, at);
            }
        }
        if chain.is_anchored {
            return;
        }
        self.used.is_complete = false;
        let Some(tip) = chain.certificates.last() else {
            return;
        };
        keep(&mut self.used.open_ends, tip.raw);
        if !tip.is_self_issued() {
            for url in tip.issuer_urls() {
                let url = url.to_owned();
                self.request(MissingData::Issuer { url });
            }
        }
    }

    fn certificate(&mut self, certificate: &Certificate<'_>, issuer: &Certificate<'_>, at: i64) {
        let status = self.revocation.status(certificate, issuer, at, self.now);
        match status {
            RevocationStatus::Good(source) => self.source(source, issuer, at),
            RevocationStatus::Revoked(_) => self.used.is_complete = false,
            RevocationStatus::Unknown(_) | RevocationStatus::Alleged(_) => {
                self.used.is_complete = false;
                self.ask(certificate, issuer);
            }
        }
    }

    fn source(&mut self, source: Source<'_>, issuer: &Certificate<'_>, at: i64) {
        match source {
            Source::Crl(raw) => keep(&mut self.used.crls, raw),
            Source::Ocsp {
                response,
                responder,
            } => {
                keep(&mut self.used.ocsps, &response);
                keep(&mut self.used.certificates, responder.raw);
                // A responder without the issuer's no-check promise is checked once, with a list: no responder may
                // vouch for itself.
                if responder.raw != issuer.raw && !responder.needs_no_check() {
                    match self.revocation.listed(&responder, issuer, at, self.now) {
                        Some(crl) => keep(&mut self.used.crls, crl),
                        None => {
                            for url in responder.crl_urls() {
                                let url = url.to_owned();
                                self.request(MissingData::Crl { url });
                            }
                        }
                    }
                }
            }
        }
    }

    fn ask(&mut self, certificate: &Certificate<'_>, issuer: &Certificate<'_>) {
        let (ocsps, crls) = (certificate.ocsp_urls(), certificate.crl_urls());
        if ocsps.is_empty() && crls.is_empty() {
            let name = certificate.subject_name();
            if !self.used.silent.contains(&name) {
                self.used.silent.push(name);
            }
        }
        for url in ocsps {
            self.request(MissingData::Ocsp {
                url: url.to_owned(),
                request: ocsp::request(certificate, issuer),
            });
        }
        for url in crls {
            self.request(MissingData::Crl {
                url: url.to_owned(),
            });
        }
    }

    fn request(&mut self, missing: MissingData) {
        if self.missing.len() < MAX_MISSING && !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }
}
