//! The services of a list with their states (TS 119 612, 5.5 and 5.6).

use roxmltree::Node;
use serde::{Deserialize, Serialize};

use super::error::ListError;
use super::status::{Kind, state};
use super::xml::{SIE, TSL, bytes, children, is, maybe, moment, name, only, text};
use crate::asn1::base64;
use crate::x509::certificate::Certificate;

/// The most services of a list.
const MAX_SERVICES: usize = 20_000;
/// The most certificates of a service, and the most states.
const MAX_EACH: usize = 200;
/// The prefix of the URIs for additional information and qualifiers.
const INFORMATION: &str = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";

/// A service that has or had a type that signatures or timestamps may rely on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Service {
    /// The provider's name.
    pub provider: String,
    /// Its present name.
    pub name: String,
    /// Its certificates in DER, all with the same key.
    #[serde(with = "base64")]
    pub certificates: Vec<Vec<u8>>,
    /// Its present state, then the former ones.
    states: Vec<State>,
}

/// The state of a service from a given time on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// Seconds since 1970.
    pub since: i64,
    pub kind: Kind,
    /// The status, such as `granted`.
    pub word: String,
    /// The purposes of its certificates, such as `ForeSignatures`; empty if none is stated.
    pub uses: Vec<String>,
    /// Qualifiers about the certificates, such as `QCForESeal`, regardless of their criteria.
    pub qualifiers: Vec<String>,
    /// Whether this code understands every critical extension.
    pub is_understood: bool,
}

impl Service {
    /// The state at `at`.
    pub fn at(&self, at: i64) -> Option<&State> {
        let begun = self.states.iter().filter(|state| state.since <= at);
        // The present state comes first, and among states of the same age the first wins.
        begun.reduce(|newest, state| {
            if state.since > newest.since {
                state
            } else {
                newest
            }
        })
    }

    /// Whether it ever had such a type.
    pub fn was(&self, fits: impl Fn(Kind) -> bool) -> bool {
        self.states.iter().any(|state| fits(state.kind))
    }
}

impl State {
    /// Whether it counted at `at`.
    pub fn counts(&self, at: i64) -> bool {
        self.is_understood && self.kind.counts(&self.word, at)
    }

    /// Whether it also represents the authorities below it.
    pub fn is_for_those_below(&self) -> bool {
        self.uses.iter().any(|word| word == "RootCA-QC")
    }

    /// Whether a qualifier says that some certificates are not qualified.
    pub fn denies(&self) -> bool {
        self.qualifiers.iter().any(|word| word == "NotQualified")
    }

    /// Whether its certificates may sign documents: no purpose is stated, or signatures or seals.
    pub fn is_for_documents(&self) -> bool {
        let said = |what: &str| self.uses.iter().any(|one| one == what);
        !said("ForWebSiteAuthentication") || said("ForeSignatures") || said("ForeSeals")
    }
}

/// The services below the root of a list.
pub(crate) fn read(root: Node<'_, '_>) -> Result<Vec<Service>, ListError> {
    let mut services = Vec::new();
    let Some(list) = maybe(root, TSL, "TrustServiceProviderList")? else {
        return Ok(services);
    };
    for provider in children(list, TSL, "TrustServiceProvider") {
        let about = only(provider, TSL, "TSPInformation")?;
        let named = name(maybe(about, TSL, "TSPName")?)?;
        let all = only(provider, TSL, "TSPServices")?;
        for one in children(all, TSL, "TSPService") {
            if services.len() >= MAX_SERVICES {
                return Err(ListError::Form("there are too many services".to_owned()));
            }
            let service = service(one, named.clone())?;
            let serves = service.was(|kind| kind != Kind::Other);
            if serves && !service.certificates.is_empty() {
                services.push(service);
            }
        }
    }
    Ok(services)
}

fn service(node: Node<'_, '_>, provider: String) -> Result<Service, ListError> {
    let now = only(node, TSL, "ServiceInformation")?;
    let mut states = vec![read_state(now)?];
    if let Some(history) = maybe(node, TSL, "ServiceHistory")? {
        for former in children(history, TSL, "ServiceHistoryInstance") {
            if states.len() >= MAX_EACH {
                return Err(ListError::Form("a service has too many states".to_owned()));
            }
            states.push(read_state(former)?);
        }
    }
    let identity = maybe(now, TSL, "ServiceDigitalIdentity")?;
    Ok(Service {
        provider,
        name: name(maybe(now, TSL, "ServiceName")?)?,
        certificates: identity.map_or(Ok(Vec::new()), certificates)?,
        states,
    })
}

/// The certificates of a digital identity; an unreadable one can't end a chain.
pub(crate) fn certificates(identity: Node<'_, '_>) -> Result<Vec<Vec<u8>>, ListError> {
    let mut found = Vec::new();
    for id in children(identity, TSL, "DigitalId").take(MAX_EACH) {
        for one in children(id, TSL, "X509Certificate") {
            let raw = bytes(one)?;
            if Certificate::parse(&raw).is_ok() && !found.contains(&raw) {
                found.push(raw);
            }
        }
    }
    Ok(found)
}

fn read_state(node: Node<'_, '_>) -> Result<State, ListError> {
    let uri = text(only(node, TSL, "ServiceStatus")?)?;
    let mut found = State {
        since: moment(only(node, TSL, "StatusStartingTime")?)?,
        kind: Kind::of(&text(only(node, TSL, "ServiceTypeIdentifier")?)?),
        word: state(&uri).to_owned(),
        uses: Vec::new(),
        qualifiers: Vec::new(),
        is_understood: true,
    };
    if let Some(extensions) = maybe(node, TSL, "ServiceInformationExtensions")? {
        for extension in children(extensions, TSL, "Extension") {
            let critical = extension.attribute("Critical").unwrap_or_default();
            let must = !matches!(critical.trim(), "false" | "0");
            for member in extension.children().filter(Node::is_element) {
                let known = found.take(member)?;
                found.is_understood &= known || !must;
            }
        }
    }
    Ok(found)
}

impl State {
    /// Reads an extension and returns whether this code understands it.
    fn take(&mut self, member: Node<'_, '_>) -> Result<bool, ListError> {
        if is(member, TSL, "AdditionalServiceInformation") {
            let uri = text(only(member, TSL, "URI")?)?;
            let word = uri.strip_prefix(INFORMATION).unwrap_or(&uri);
            keep(&mut self.uses, word)?;
            return Ok(true);
        }
        if is(member, SIE, "Qualifications") {
            for element in children(member, SIE, "QualificationElement") {
                let Some(list) = maybe(element, SIE, "Qualifiers")? else {
                    continue;
                };
                for qualifier in children(list, SIE, "Qualifier") {
                    let uri = qualifier.attribute("uri").unwrap_or_default().trim();
                    let word = uri.strip_prefix(INFORMATION).unwrap_or(uri);
                    keep(&mut self.qualifiers, word)?;
                }
            }
            return Ok(true);
        }
        // Neither the retention of revoked certificates nor a takeover of the service changes the state of the service.
        Ok(is(member, TSL, "ExpiredCertsRevocationInfo")
            || member.tag_name().name() == "TakenOverBy")
    }
}

fn keep(list: &mut Vec<String>, word: &str) -> Result<(), ListError> {
    if list.iter().any(|kept| kept == word) {
        return Ok(());
    }
    if list.len() >= MAX_EACH {
        return Err(ListError::Form(
            "too much is said about a service".to_owned(),
        ));
    }
    list.push(word.to_owned());
    Ok(())
}
