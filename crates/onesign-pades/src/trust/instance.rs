//! Whether a seal comes from a OneSign instance (docs/adr/0037). Any trusted authority can certify somebody who signs a
//! copy of an audit trail; only an instance records one.

use crate::asn1::oid;
use crate::x509::certificate::{Certificate, KeyUsage};
use crate::x509::names;

/// Whether the chain, leaf first, is that of an instance: it contains a certificate that the verifier was told belongs
/// to one, or it has the form of the authorities that OneSign makes.
pub(crate) fn is_instance(chain: &[Certificate<'_>], named: &[Vec<u8>]) -> bool {
    let is_named = |certificate: &Certificate<'_>| named.iter().any(|one| one == certificate.raw);
    chain.iter().any(is_named) || is_self_made(chain)
}

/// Whether the chain has exactly the form of [`crate::Authority`]: a root, the one issuing authority below it, which
/// stays in the instance, and a certificate for seals. No public authority issues such a chain: its issuing authority
/// would have to be named after its root's organisation and its customers after seals.
fn is_self_made(chain: &[Certificate<'_>]) -> bool {
    let [seal, issuing, root] = chain else {
        return false;
    };
    let (Some(_), Some(below), Some(top)) = (
        organisation(seal, " Seal"),
        organisation(issuing, " Issuing CA"),
        organisation(root, " Root CA"),
    ) else {
        return false;
    };
    let purposes: [&[u8]; 2] = [oid::DOCUMENT_SIGNING, oid::ADOBE_DOCUMENTS];
    below == top
        && root.issuer == root.subject
        && is_authority(root, 1, &[])
        && is_authority(issuing, 0, &[oid::AUTHORITY_KEY_IDENTIFIER])
        && matches!(seal.authority(), Ok(None))
        && seal.key_usage() == Ok(Some(KeyUsage::SEAL))
        && seal.purposes() == Ok(Some(purposes.to_vec()))
        && has_only(
            seal,
            &[oid::AUTHORITY_KEY_IDENTIFIER, oid::EXTENDED_KEY_USAGE],
        )
}

fn is_authority(certificate: &Certificate<'_>, below: u64, further: &[&[u8]]) -> bool {
    certificate.authority() == Ok(Some(Some(below)))
        && certificate.key_usage() == Ok(Some(KeyUsage::AUTHORITY))
        && has_only(certificate, further)
}

/// Whether it has the extensions of every certificate made here and the `further` ones, and no other.
fn has_only(certificate: &Certificate<'_>, further: &[&[u8]]) -> bool {
    let common = [
        oid::BASIC_CONSTRAINTS,
        oid::KEY_USAGE,
        oid::SUBJECT_KEY_IDENTIFIER,
    ];
    let mut expected = common.iter().chain(further);
    certificate.extensions.len() == common.len() + further.len()
        && expected.all(|oid| certificate.extension(oid).is_some())
}

/// The organisation, if the subject is named as OneSign names certificates: an organisation, and a common name that
/// begins with it (it may be cut) and ends with `suffix`.
fn organisation(certificate: &Certificate<'_>, suffix: &str) -> Option<String> {
    let (organisation, common) = names::organisation_and_common(certificate.subject)?;
    let stem = common.strip_suffix(suffix)?;
    organisation.starts_with(stem).then_some(organisation)
}

#[cfg(test)]
mod tests {
    use super::is_instance;
    use crate::sign::authority::{KeyKind, make_authority};
    use crate::x509::certificate::Certificate;

    fn made(name: &str, seed: u8) -> crate::Authority {
        let mut state = seed;
        let mut entropy = |bytes: &mut [u8]| {
            for byte in bytes {
                state = state.wrapping_mul(31).wrapping_add(7);
                *byte = state;
            }
        };
        make_authority(name, 1_000_000, &mut entropy).unwrap()
    }

    fn parsed(chain: &[Vec<u8>]) -> Vec<Certificate<'_>> {
        let chain = chain.iter();
        chain.map(|raw| Certificate::parse(raw).unwrap()).collect()
    }

    #[test]
    fn the_authorities_that_onesign_makes_are_instances() {
        let long = "An organisation with a name that is longer than a certificate may contain";
        for name in ["OneSign", "Nordwind Werft", "Żółw", long] {
            let authority = made(name, 3);
            let mut draw = |bytes: &mut [u8]| bytes.fill(9);
            let renewed = authority.renew("Another name", KeyKind::P256, 2_000_000, &mut draw);
            for authority in [authority, renewed.unwrap()] {
                let chain = [
                    authority.leaf_der.clone(),
                    authority.issuing_der.clone(),
                    authority.root_der.clone(),
                ];
                assert!(is_instance(&parsed(&chain), &[]), "{name}");
                // A part of the chain is none.
                assert!(!is_instance(&parsed(&chain)[..2], &[]), "{name}");
                assert!(!is_instance(&parsed(&chain)[1..], &[]), "{name}");
            }
        }
    }

    #[test]
    fn other_chains_are_instances_only_if_they_are_named() {
        let (one, other) = (made("Nordwind", 3), made("Südwind", 5));
        let chain = [one.leaf_der, other.issuing_der, one.root_der];
        assert!(!is_instance(&parsed(&chain), &[]));
        for named in &chain {
            assert!(is_instance(&parsed(&chain), std::slice::from_ref(named)));
        }
        assert!(!is_instance(&parsed(&chain), &[other.root_der]));
        assert!(!is_instance(&[], &[]));
    }
}
