//! Trusted lists as anchors of chains: the services that may end a chain, and the facts about the service that does.
//!
//! The listed service nearest to the leaf decides: if that authority lost its status, another one above it does not
//! repair the chain.

use serde::Serialize;

use super::policy::TrustPolicy;
use super::qualified;
use super::trusted_list::{Kind, NotInForce, Service, State, TrustedList};
use crate::x509::certificate::Certificate;
use crate::x509::chain::{Chain, Purpose};
use crate::x509::names;

/// The service of a trusted list that ends the chain of a signer or of a time-stamping authority, in its state at the
/// relevant time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedService {
    /// The territory of the list, such as `DE`.
    pub territory: String,
    /// Number of the list.
    pub sequence: u64,
    /// The provider of the service.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// `CA/QC`, `CA/PKC`, `NationalRootCA-QC`, `TSA/QTST` or `TSA` (TS 119 612, 5.5.1).
    pub kind: &'static str,
    /// Its state, such as `granted` (TS 119 612, 5.5.4).
    pub status: String,
    /// The start of this state, in seconds since 1970.
    pub since: i64,
    /// The qualification of the signer's certificate, `signatures` or `seals`, if both the certificate and the list
    /// state it for the day of its issue and for the day of the signature.
    pub qualified_for: Option<&'static str>,
}

/// Why a chain ends at no service of a trusted list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ServiceError {
    /// It leads to no service.
    NoService,
    /// The list of the service is not in force.
    List(NotInForce),
    /// The service, named with its list, does not count.
    Rejected {
        service: String,
        territory: String,
        sequence: u64,
        why: Rejection,
    },
}

/// Why a service does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// The list did not include it yet at this time.
    NotYetListed(i64),
    NotUnderstood,
    NotForDocuments,
    /// It has this state since this time.
    State(String, i64),
}

/// A certificate of a service.
struct Entry<'l> {
    list: &'l TrustedList,
    service: &'l Service,
}

/// The services of all lists.
#[derive(Default)]
pub(crate) struct TrustServices<'l> {
    /// The entry of each certificate, at the same index.
    entries: Vec<Entry<'l>>,
    pub certificates: Vec<Certificate<'l>>,
}

impl<'l> TrustServices<'l> {
    pub fn new(policy: &'l TrustPolicy) -> Self {
        let mut listed = Self::default();
        for list in &policy.lists {
            for service in &list.services {
                for raw in &service.certificates {
                    if let Ok(certificate) = Certificate::parse(raw) {
                        listed.entries.push(Entry { list, service });
                        listed.certificates.push(certificate);
                    }
                }
            }
        }
        listed
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The certificates that may end a chain for `purpose` at `at`; `now` is the present time.
    pub fn anchors(&self, purpose: Purpose, at: i64, now: i64) -> Vec<Certificate<'l>> {
        self.select(|entry| {
            counts(entry, purpose, at).is_some() && entry.list.in_force(now).is_ok()
        })
    }

    /// The certificates that could end a chain if all services always counted.
    pub fn conceivable(&self, purpose: Purpose) -> Vec<Certificate<'l>> {
        self.select(|entry| entry.service.was(|kind| fits(kind, purpose)))
    }

    fn select(&self, wanted: impl Fn(&Entry<'l>) -> bool) -> Vec<Certificate<'l>> {
        let pairs = self.entries.iter().zip(&self.certificates);
        let chosen = pairs.filter(|(entry, _)| wanted(entry));
        chosen.map(|(_, certificate)| certificate.clone()).collect()
    }

    /// The service nearest to the leaf of `chain`, or the reason why none with its key counts. A signer's own
    /// certificate is not a service.
    pub fn ground(
        &self,
        chain: &Chain<'_>,
        purpose: Purpose,
        at: i64,
        now: i64,
    ) -> Result<ListedService, ServiceError> {
        let first = usize::from(purpose == Purpose::Documents);
        for (place, certificate) in chain.certificates.iter().enumerate().skip(first) {
            let entries = self.of(certificate, purpose);
            let judged: Vec<_> = entries
                .iter()
                .map(|entry| judged(entry, purpose, at, now).map(|state| (*entry, state)))
                .collect();
            let counting: Vec<_> = judged.iter().flatten().copied().collect();
            if let Some(service) = told(&counting, chain, place, at) {
                return Ok(service);
            }
            if let Some(Err(why)) = judged.into_iter().next() {
                return Err(why);
            }
        }
        Err(ServiceError::NoService)
    }

    /// The services listed with the key and the name of a certificate.
    fn of(&self, certificate: &Certificate<'_>, purpose: Purpose) -> Vec<&Entry<'l>> {
        let pairs = self.entries.iter().zip(&self.certificates);
        let same = pairs.filter(|(entry, listed)| {
            listed.key.raw == certificate.key.raw
                && names::same(listed.subject, certificate.subject)
                && entry.service.was(|kind| fits(kind, purpose))
        });
        same.map(|(entry, _)| entry).collect()
    }
}

fn fits(kind: Kind, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Documents => kind.issues_certificates(),
        Purpose::Timestamps => kind.issues_timestamps(),
    }
}

/// The state in which the service counted at `at`.
fn counts<'l>(entry: &Entry<'l>, purpose: Purpose, at: i64) -> Option<&'l State> {
    entry.service.at(at).filter(|state| {
        let is_meant = purpose == Purpose::Timestamps || state.is_for_documents();
        fits(state.kind, purpose) && is_meant && state.counts(at)
    })
}

fn judged<'l>(
    entry: &Entry<'l>,
    purpose: Purpose,
    at: i64,
    now: i64,
) -> Result<&'l State, ServiceError> {
    entry.list.in_force(now).map_err(ServiceError::List)?;
    if let Some(state) = counts(entry, purpose, at) {
        return Ok(state);
    }
    let why = match entry.service.at(at) {
        None => Rejection::NotYetListed(at),
        Some(state) if !state.is_understood => Rejection::NotUnderstood,
        Some(state) if fits(state.kind, purpose) && !state.is_for_documents() => {
            Rejection::NotForDocuments
        }
        Some(state) => Rejection::State(state.word.clone(), state.since),
    };
    Err(ServiceError::Rejected {
        service: entry.service.name.clone(),
        territory: entry.list.scheme.territory.clone(),
        sequence: entry.list.scheme.sequence,
        why,
    })
}

/// The facts about the service whose certificate is at `place` in the chain. It vouches for certificates of authorities
/// below it only if the list says so (`RootCA-QC`).
///
/// If several services share a key, one that makes the certificate qualified comes first.
fn told(
    counting: &[(&Entry<'_>, &State)],
    chain: &Chain<'_>,
    place: usize,
    at: i64,
) -> Option<ListedService> {
    let leaf = chain.certificates.first();
    let is_denied = counting.iter().any(|(_, state)| state.denies());
    let qualified = |entry: &Entry<'_>, state: &State| {
        let answers = place == 1 || state.is_for_those_below();
        let leaf = leaf.filter(|_| answers && entry.list.is_of_the_union && !is_denied);
        leaf.and_then(|leaf| qualified::purpose(leaf, entry.service, at))
    };
    let mut services = counting.iter();
    let best = services.find(|(entry, state)| qualified(entry, state).is_some());
    let (entry, state) = best.or(counting.first())?;
    Some(ListedService {
        territory: entry.list.scheme.territory.clone(),
        sequence: entry.list.scheme.sequence,
        provider: entry.service.provider.clone(),
        name: entry.service.name.clone(),
        kind: state.kind.code(),
        status: state.word.clone(),
        since: state.since,
        qualified_for: qualified(entry, state),
    })
}
