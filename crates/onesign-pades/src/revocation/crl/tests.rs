//! Lists that are unusable, and their entries.

use super::{Allegation, Crl, Entry, Unusable};
use crate::asn1::tag;
use crate::asn1::time;
use crate::asn1::{der, oid};
use crate::revocation::reason::{Reason, Revoked};
use crate::x509::certificate::Certificate;

fn extension(kind: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
    der::sequence(&[&der::oid(kind), flag, &der::octets(value)])
}

fn entry(serial: u8, rules: &[Vec<u8>]) -> Vec<u8> {
    let rules = match rules {
        [] => Vec::new(),
        rules => der::tlv(tag::SEQUENCE, &rules.concat()),
    };
    der::sequence(&[&der::unsigned(&[serial]), &time::write(1_000_000), &rules])
}

/// A list with an invalid signature.
fn list(entries: &[Vec<u8>], rules: &[Vec<u8>]) -> Vec<u8> {
    list_of(&der::tlv(tag::SEQUENCE, &[]), entries, rules)
}

/// The same, by this issuer.
fn list_of(issuer: &[u8], entries: &[Vec<u8>], rules: &[Vec<u8>]) -> Vec<u8> {
    let algorithm = der::algorithm(oid::ECDSA_SHA256, &[]);
    let rules = der::tlv(tag::SEQUENCE, &rules.concat());
    let body = der::sequence(&[
        &[tag::INTEGER, 1, 1],
        &algorithm,
        issuer,
        &time::write(2_000_000),
        &time::write(3_000_000),
        &der::tlv(tag::SEQUENCE, &entries.concat()),
        &der::tlv(0xa0, &rules),
    ]);
    der::sequence(&[&body, &algorithm, &der::bits(&[0])])
}

fn why_unusable(rules: &[Vec<u8>]) -> Unusable {
    let mut entropy = |bytes: &mut [u8]| bytes.fill(7);
    let root = crate::sign::authority::make_authority("Nordwind", 0, &mut entropy)
        .unwrap()
        .root_der;
    let bytes = list(&[], rules);
    let issuer = Certificate::parse(&root).unwrap();
    Crl::parse(&bytes).unwrap().is_by(&issuer).unwrap_err()
}

#[test]
fn partial_lists_are_refused_by_name() {
    let point = |field: &[u8]| {
        let value = der::tlv(tag::SEQUENCE, field);
        vec![extension(oid::ISSUING_DISTRIBUTION_POINT, true, &value)]
    };
    let delta = vec![extension(oid::DELTA_CRL, true, &[2, 1, 1])];
    assert_eq!(why_unusable(&delta), Unusable::Delta);
    assert_eq!(why_unusable(&point(&[0x84, 1, 0xff])), Unusable::Indirect);
    assert_eq!(
        why_unusable(&point(&[0x83, 2, 0, 0x40])),
        Unusable::SomeReasons
    );
    assert_eq!(why_unusable(&point(&[0x85, 1, 0xff])), Unusable::Attributes);
    let unknown = vec![extension(oid::COMMON_NAME, true, &[5, 0])];
    assert_eq!(why_unusable(&unknown), Unusable::UnknownRule);
    // This one lacks only a valid signature.
    assert_eq!(why_unusable(&point(&[0x84, 1, 0])), Unusable::Signature);
}

#[test]
fn entries_state_time_and_reason() {
    let reason = |code: u8| extension(oid::REASON_CODE, false, &[tag::ENUMERATED, 1, code]);
    let since = der::tlv(tag::GENERALIZED_TIME, b"19700102000000Z");
    let bytes = list(
        &[
            entry(1, &[]),
            entry(
                2,
                &[reason(1), extension(oid::INVALIDITY_DATE, false, &since)],
            ),
            entry(3, &[reason(8)]),
            entry(4, &[extension(oid::COMMON_NAME, true, &[5, 0])]),
        ],
        &[],
    );
    let list = Crl::parse(&bytes).unwrap();
    let revoked = |at, reason| Ok(Some(Entry::Revoked(Revoked { at, reason })));
    assert_eq!(list.find(&[1]), revoked(1_000_000, Reason::Unspecified));
    assert_eq!(list.find(&[2]), revoked(86_400, Reason::KeyCompromise));
    // A removal, which only a delta list may contain; and an unknown critical extension.
    assert_eq!(list.find(&[3]), Ok(Some(Entry::Removed)));
    assert!(list.find(&[4]).is_err());
    assert_eq!(list.find(&[9]), Ok(None));
    assert_eq!(
        (list.this_update, list.next_update),
        (2_000_000, Some(3_000_000))
    );
}

#[test]
fn an_unusable_list_still_names_what_was_revoked() {
    let mut entropy = |bytes: &mut [u8]| bytes.fill(7);
    let made = crate::sign::authority::make_authority("Nordwind", 0, &mut entropy).unwrap();
    let certificate = Certificate::parse(&made.issuing_der).unwrap();
    let at = time::write(1_000_000);
    let alleged = |issuer: &[u8], serial: &[u8], entries: &[Vec<u8>], rules: &[Vec<u8>]| {
        let entry = der::sequence(&[
            &der::unsigned(serial),
            &at,
            &der::tlv(tag::SEQUENCE, &entries.concat()),
        ]);
        let bytes = list_of(issuer, &[entry], rules);
        Crl::parse(&bytes).unwrap().alleges(&certificate)
    };
    let revoked = Allegation::Revoked(Revoked {
        at: 1_000_000,
        reason: Reason::Unspecified,
    });
    let (name, serial) = (certificate.issuer, certificate.serial);
    let delta = vec![extension(oid::DELTA_CRL, true, &[2, 1, 1])];
    let unknown = vec![extension(oid::COMMON_NAME, true, &[5, 0])];
    let indirect = der::tlv(tag::SEQUENCE, &[0x84, 1, 0xff]);
    let indirect = vec![extension(oid::ISSUING_DISTRIBUTION_POINT, true, &indirect)];
    for rules in [&[][..], &delta, &unknown, &indirect] {
        assert_eq!(alleged(name, serial, &[], rules), revoked);
        assert_eq!(alleged(name, &[1], &[], rules), Allegation::None);
    }
    // Only an indirect list speaks for other issuers, and it has to name them.
    let other = der::tlv(tag::SEQUENCE, &[]);
    let names = der::sequence(&[&der::tlv(0xa4, name)]);
    let names = vec![extension(oid::CERTIFICATE_ISSUER, true, &names)];
    assert_eq!(alleged(&other, serial, &names, &indirect), revoked);
    assert_eq!(alleged(&other, serial, &[], &indirect), Allegation::None);
    assert_eq!(alleged(&other, serial, &names, &[]), Allegation::None);
    // A removal ends a suspension in a delta list; in a complete list it means nothing.
    let removal = vec![extension(oid::REASON_CODE, false, &[tag::ENUMERATED, 1, 8])];
    assert_eq!(alleged(name, serial, &removal, &delta), Allegation::None);
    assert_eq!(alleged(name, serial, &removal, &[]), Allegation::Unclear);
    // A reason that the standard does not define is still a revocation.
    let reason = vec![extension(oid::REASON_CODE, false, &[tag::ENUMERATED, 1, 7])];
    assert_eq!(alleged(name, serial, &reason, &[]), revoked);
}
