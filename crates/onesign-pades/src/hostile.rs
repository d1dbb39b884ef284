//! Tests: the readers return an answer for any bytes, and none panics.

use proptest::prelude::*;

use crate::cms::archival::archived;
use crate::cms::signed_data::SignedData;
use crate::revocation::crl::Crl;
use crate::revocation::ocsp::Ocsp;
use crate::tsp::token::TstInfo;
use crate::x509::certificate::Certificate;

/// Nested structures, most of them with correct lengths.
fn nested() -> impl Strategy<Value = Vec<u8>> {
    let leaf = (any::<u8>(), prop::collection::vec(any::<u8>(), 0..12))
        .prop_map(|(tag, content)| crate::asn1::der::tlv(tag, &content));
    leaf.prop_recursive(6, 64, 6, |inner| {
        let tags = prop::sample::select(vec![0x30, 0x31, 0xa0, 0xa1, 0xa3, 0x04, 0x80]);
        (tags, prop::collection::vec(inner, 0..6))
            .prop_map(|(tag, parts)| crate::asn1::der::tlv(tag, &parts.concat()))
    })
}

fn read_all(bytes: &[u8]) {
    let _ = Crl::parse(bytes).map(|list| list.find(&[1]));
    let _ = Ocsp::parse(bytes).map(|answer| answer.response());
    let _ = TstInfo::parse(bytes);
    if let Ok(signed) = SignedData::parse(bytes) {
        archived(&signed);
    }
    if let Ok(certificate) = Certificate::parse(bytes) {
        certificate.crl_urls();
        certificate.ocsp_urls();
        certificate.issuer_urls();
        let _ = certificate.purposes();
        if let Ok(Some(constraints)) = certificate.name_constraints() {
            let _ = constraints.permit(&certificate);
        }
    }
}

proptest! {
    #[test]
    fn nested_structures_are_read_or_refused(bytes in nested()) {
        read_all(&bytes);
    }

    #[test]
    fn changed_certificates_are_read_or_refused(at in 0usize..600, value in any::<u8>(), cut in 0usize..600) {
        let mut entropy = |bytes: &mut [u8]| bytes.fill(7);
        let mut bytes = crate::sign::authority::make_authority("Nordwind", 0, &mut entropy).unwrap().leaf_der;
        if let Some(byte) = bytes.get_mut(at) {
            *byte = value;
        }
        read_all(&bytes);
        read_all(bytes.get(cut..).unwrap_or_default());
    }
}
