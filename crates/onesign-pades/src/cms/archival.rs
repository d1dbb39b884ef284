//! Certificates and revocation data that a signature itself carries for later validation: in the SignedData field, in
//! Adobe's attribute and in those of CAdES.

use super::signed_data::{Attribute, SignedData};
use crate::asn1::ber::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::asn1::tag;

/// The most items of each kind.
const MAX_ITEMS: usize = 200;

/// The found items, encoded. OCSP responses are OCSPResponses or BasicOCSPResponses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Archived<'a> {
    pub certificates: Vec<&'a [u8]>,
    pub crls: Vec<&'a [u8]>,
    pub ocsps: Vec<&'a [u8]>,
}

/// Everything in `signed`; unreadable attributes are skipped.
pub(crate) fn archived<'a>(signed: &SignedData<'a>) -> Archived<'a> {
    let mut found = Archived {
        certificates: signed.certificates.clone(),
        ..Archived::default()
    };
    for item in &signed.revocation {
        found.choice(item);
    }
    for signer in &signed.signers {
        let attributes = signer.signed.iter().flat_map(|signed| &signed.list);
        for attribute in attributes.chain(&signer.unsigned).take(MAX_ITEMS) {
            let mut more = Archived::default();
            if more.attribute(attribute).is_ok() {
                found.certificates.extend(more.certificates);
                found.crls.extend(more.crls);
                found.ocsps.extend(more.ocsps);
            }
        }
    }
    found
}

impl<'a> Archived<'a> {
    /// RevocationInfoChoice (RFC 5652, 10.2.1; RFC 5940).
    fn choice(&mut self, item: &Tlv<'a>) {
        if item.tag == tag::SEQUENCE {
            self.crls.push(item.raw);
        } else if item.tag == 0xa1 {
            let mut fields = item.reader();
            let is_ocsp = fields
                .expect(tag::OID)
                .is_ok_and(|kind| kind.content == oid::OCSP_IN_CMS);
            if let (true, Ok(value)) = (is_ocsp, fields.expect(tag::SEQUENCE)) {
                self.ocsps.push(value.raw);
            }
        }
    }

    fn attribute(&mut self, attribute: &Attribute<'a>) -> Result<(), Malformed> {
        for value in attribute.values.iter().take(MAX_ITEMS) {
            match attribute.oid {
                // In both, [0] contains lists and [1] OCSP responses.
                oid::ADOBE_REVOCATION | oid::REVOCATION_VALUES => {
                    let mut fields = ber::only(value.raw, tag::SEQUENCE)?.reader();
                    if let Some(lists) = fields.optional(0xa0)? {
                        self.crls.extend(items(&lists)?);
                    }
                    if let Some(answers) = fields.optional(0xa1)? {
                        self.ocsps.extend(items(&answers)?);
                    }
                }
                oid::CERTIFICATE_VALUES => {
                    let list = ber::only(value.raw, tag::SEQUENCE)?.items()?;
                    let list = list.iter().take(MAX_ITEMS);
                    self.certificates.extend(list.map(|item| item.raw));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The items of a tagged SEQUENCE OF.
fn items<'a>(wrapper: &Tlv<'a>) -> Result<Vec<&'a [u8]>, Malformed> {
    let list = ber::only(wrapper.content, tag::SEQUENCE)?.items()?;
    Ok(list.iter().take(MAX_ITEMS).map(|item| item.raw).collect())
}
