//! Lists of services and the list of lists.

use roxmltree::{Document, Node};
use serde::{Deserialize, Serialize};

use super::error::ListError;
use super::services::{self, Service};
use super::signature;
use super::xml::{self, ADDITIONAL, TSL, children, is, maybe, moment, only, text};
use crate::revocation::status::MAX_CLOCK_ERROR;
use crate::x509::algorithm_expiry::AlgorithmExpiry;
use crate::x509::certificate::Certificate;

const TAG: &str = "http://uri.etsi.org/19612/TSLTag";
const KIND: &str = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";
const MIME: &str = "application/vnd.etsi.tsl+xml";
/// The most lists that a list of lists may name.
const MAX_POINTERS: usize = 500;

/// Why a list is not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotInForce {
    pub territory: String,
    pub sequence: u64,
    pub why: Lapse,
}

/// Why a list is not in force at a given time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lapse {
    InTheFuture,
    Closed,
    /// The next one was due at this time.
    Overdue(i64),
}

/// The scheme information of a list (TS 119 612, 5.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Country or union, such as `DE` or `EU`.
    pub territory: String,
    /// Increases with every issue.
    pub sequence: u64,
    /// Seconds since 1970.
    pub issued: i64,
    /// The latest time for the next issue, in seconds since 1970; a closed list has none.
    pub next_update: Option<i64>,
}

/// A list of services with a verified signature. Deserialising it does not verify it again, so the serialised form must
/// come from a source as trusted as this process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustedList {
    pub(crate) scheme: Scheme,
    /// Whether it belongs to a member state of the European Union (`EUgeneric`).
    pub(crate) is_of_the_union: bool,
    /// The list of lists that named its signer.
    pub(crate) vouched_by: Option<Scheme>,
    pub(crate) services: Vec<Service>,
}

/// The list of the member states' lists, with a verified signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOfLists {
    scheme: Scheme,
    pub(super) pointers: Vec<Pointer>,
}

/// A territory, and the certificates (DER) that may sign its list.
pub(super) type Pointer = (String, Vec<Vec<u8>>);

/// The allowed signers of a list.
#[derive(Debug, Clone, Copy)]
pub enum Signers<'s> {
    /// The holders of these certificates (DER).
    Certificates(&'s [Vec<u8>]),
    /// The signers that the list of lists names for the list's territory.
    Named(&'s ListOfLists),
}

impl Scheme {
    /// Whether it is in force at `now`, or why not.
    pub(super) fn in_force(&self, now: i64) -> Result<(), NotInForce> {
        let not = |why| {
            Err(NotInForce {
                territory: self.territory.clone(),
                sequence: self.sequence,
                why,
            })
        };
        match self.next_update {
            _ if self.issued > now.saturating_add(MAX_CLOCK_ERROR) => not(Lapse::InTheFuture),
            None => not(Lapse::Closed),
            Some(due) if due < now => not(Lapse::Overdue(due)),
            Some(_) => Ok(()),
        }
    }

    pub(super) fn read(root: Node<'_, '_>) -> Result<(Self, String), ListError> {
        if !is(root, TSL, "TrustServiceStatusList") || root.attribute("TSLTag") != Some(TAG) {
            let why = "the root element is another one";
            return Err(ListError::Form(why.to_owned()));
        }
        let scheme = only(root, TSL, "SchemeInformation")?;
        let version = text(only(scheme, TSL, "TSLVersionIdentifier")?)?;
        if !matches!(version.as_str(), "5" | "6") {
            return Err(ListError::Form(format!("version {version} is not known")));
        }
        let sequence = text(only(scheme, TSL, "TSLSequenceNumber")?)?;
        let sequence = sequence.parse();
        let next = maybe(only(scheme, TSL, "NextUpdate")?, TSL, "dateTime")?;
        let kind = text(only(scheme, TSL, "TSLType")?)?;
        let about = Self {
            territory: text(only(scheme, TSL, "SchemeTerritory")?)?,
            sequence: sequence
                .map_err(|_| ListError::Form("TSLSequenceNumber is not a number".to_owned()))?,
            issued: moment(only(scheme, TSL, "ListIssueDateTime")?)?,
            next_update: next.map(moment).transpose()?,
        };
        Ok((about, kind))
    }
}

impl TrustedList {
    /// Reads a list and verifies that one of `signers` signed it; `algorithm_expiry` applies at the issue date of the
    /// list. It does not check whether the list is in force.
    ///
    /// # Errors
    /// See [`ListError`].
    pub fn read(
        file: &[u8],
        signers: Signers<'_>,
        algorithm_expiry: &AlgorithmExpiry,
    ) -> Result<Self, ListError> {
        let document = xml::parse(file)?;
        let root = document.root_element();
        let (scheme, kind) = Scheme::read(root)?;
        if is_of_lists(&kind) {
            return Err(ListError::IsListOfLists);
        }
        let (certificates, vouched_by) = match signers {
            Signers::Certificates(named) => (named.to_vec(), None),
            Signers::Named(lists) => (
                lists.signers_of(&scheme.territory),
                Some(lists.scheme.clone()),
            ),
        };
        signed(&document, &certificates, &scheme, algorithm_expiry)?;
        Ok(Self {
            is_of_the_union: kind.strip_prefix(KIND) == Some("EUgeneric"),
            vouched_by,
            services: services::read(root)?,
            scheme,
        })
    }

    /// Country or union, such as `DE`.
    #[must_use]
    pub fn territory(&self) -> &str {
        &self.scheme.territory
    }

    /// Whether the list, and the one that vouches for its signer, are in force at `now`, or why not.
    pub(crate) fn in_force(&self, now: i64) -> Result<(), NotInForce> {
        self.scheme.in_force(now)?;
        match &self.vouched_by {
            Some(lists) => lists.in_force(now),
            None => Ok(()),
        }
    }
}

impl ListOfLists {
    /// Reads a list of lists and verifies that the holder of one of `signers` (DER) signed it.
    ///
    /// # Errors
    /// See [`ListError`].
    pub fn read(
        file: &[u8],
        signers: &[Vec<u8>],
        algorithm_expiry: &AlgorithmExpiry,
    ) -> Result<Self, ListError> {
        let document = xml::parse(file)?;
        let root = document.root_element();
        let (scheme, kind) = Scheme::read(root)?;
        if !is_of_lists(&kind) {
            return Err(ListError::IsNoListOfLists);
        }
        signed(&document, signers, &scheme, algorithm_expiry)?;
        let about = only(root, TSL, "SchemeInformation")?;
        let mut pointers = Vec::new();
        if let Some(list) = maybe(about, TSL, "PointersToOtherTSL")? {
            for one in children(list, TSL, "OtherTSLPointer").take(MAX_POINTERS) {
                pointers.extend(pointer(one)?);
            }
        }
        Ok(Self { scheme, pointers })
    }

    /// The certificates that may sign the list of a territory.
    fn signers_of(&self, territory: &str) -> Vec<Vec<u8>> {
        let found = self.pointers.iter().filter(|(name, _)| name == territory);
        found
            .flat_map(|(_, certificates)| certificates.clone())
            .collect()
    }
}

fn is_of_lists(kind: &str) -> bool {
    kind.ends_with("listofthelists")
}

fn signed(
    document: &Document<'_>,
    signers: &[Vec<u8>],
    scheme: &Scheme,
    algorithm_expiry: &AlgorithmExpiry,
) -> Result<(), ListError> {
    let known: Vec<Certificate<'_>> = signers
        .iter()
        .filter_map(|raw| Certificate::parse(raw).ok())
        .collect();
    if known.is_empty() {
        return Err(ListError::NoSigner(scheme.territory.clone()));
    }
    signature::check(document, &known, scheme.issued, algorithm_expiry)
}

/// The territory of another list in XML, and its allowed signers (TS 119 612, 5.3.13); `None` if it points to another
/// format of the list, such as the human-readable one.
pub(super) fn pointer(node: Node<'_, '_>) -> Result<Option<Pointer>, ListError> {
    let Some(information) = maybe(node, TSL, "AdditionalInformation")? else {
        return Ok(None);
    };
    let (mut territory, mut is_xml, mut is_of_services) = (None, false, false);
    for other in children(information, TSL, "OtherInformation") {
        for member in other.children().filter(Node::is_element) {
            if is(member, TSL, "SchemeTerritory") {
                territory = Some(text(member)?);
            } else if is(member, ADDITIONAL, "MimeType") {
                is_xml = text(member)? == MIME;
            } else if is(member, TSL, "TSLType") {
                is_of_services = !is_of_lists(&text(member)?);
            }
        }
    }
    let (Some(territory), true, true) = (territory, is_xml, is_of_services) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    if let Some(identities) = maybe(node, TSL, "ServiceDigitalIdentities")? {
        for identity in children(identities, TSL, "ServiceDigitalIdentity") {
            found.extend(services::certificates(identity)?);
        }
    }
    Ok(Some((territory, found)))
}
