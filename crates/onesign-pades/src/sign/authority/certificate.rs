//! Certificate bodies and their extensions (RFC 5280, 4).

use super::key::Key;
use crate::asn1::tag;
use crate::asn1::time;
use crate::asn1::{der, oid};

/// The longest common name (RFC 5280, upper bounds).
const MAX_NAME: usize = 64;

/// The role of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Issues certificates, with at most this many authorities below it.
    Authority(u8),
    /// Seals documents.
    Seal,
}

/// The content of a certificate except its key.
pub(crate) struct Contents<'a> {
    pub serial: Vec<u8>,
    pub issuer: &'a [u8],
    pub subject: &'a [u8],
    pub validity: (i64, i64),
    pub role: Role,
}

impl Contents<'_> {
    /// TBSCertificate, version 3, for the key `subject`; the key `issuer` will sign it.
    pub fn body(&self, subject: &Key, issuer: &Key) -> Vec<u8> {
        der::sequence(&[
            &der::tlv(0xa0, &[tag::INTEGER, 1, 2]),
            &self.serial,
            &issuer.signature_algorithm(),
            self.issuer,
            &der::sequence(&[&time::write(self.validity.0), &time::write(self.validity.1)]),
            self.subject,
            &subject.public_key_info(),
            &der::tlv(
                0xa3,
                &der::tlv(tag::SEQUENCE, &self.extensions(subject, issuer)),
            ),
        ])
    }

    fn extensions(&self, subject: &Key, issuer: &Key) -> Vec<u8> {
        let (constraints, usage) = match self.role {
            // keyCertSign, cRLSign
            Role::Authority(below) => (
                der::sequence(&[&[tag::BOOLEAN, 1, 0xff], &[tag::INTEGER, 1, below]]),
                [tag::BIT_STRING, 2, 1, 0b0000_0110],
            ),
            // digitalSignature, contentCommitment
            Role::Seal => (der::sequence(&[]), [tag::BIT_STRING, 2, 6, 0b1100_0000]),
        };
        let mut list = vec![
            extension(oid::BASIC_CONSTRAINTS, true, &constraints),
            extension(oid::KEY_USAGE, true, &usage),
            extension(
                oid::SUBJECT_KEY_IDENTIFIER,
                false,
                &der::octets(&subject.identifier()),
            ),
        ];
        if self.issuer != self.subject {
            let identifier = der::tlv(0x80, &issuer.identifier());
            list.push(extension(
                oid::AUTHORITY_KEY_IDENTIFIER,
                false,
                &der::sequence(&[&identifier]),
            ));
        }
        if self.role == Role::Seal {
            // Document signing (RFC 9336), and Acrobat's older identifier for it.
            let purposes = der::sequence(&[
                &der::oid(oid::DOCUMENT_SIGNING),
                &der::oid(oid::ADOBE_DOCUMENTS),
            ]);
            list.push(extension(oid::EXTENDED_KEY_USAGE, false, &purposes));
        }
        list.concat()
    }
}

/// A positive serial number of 127 bits.
pub(crate) fn serial(entropy: &mut dyn FnMut(&mut [u8])) -> Vec<u8> {
    let mut bytes = [0u8; 16];
    entropy(&mut bytes);
    bytes[0] = bytes[0] & 0x7f | 0x40;
    der::unsigned(&bytes)
}

/// Organisation and common name.
pub(crate) fn distinguished(name: &str, suffix: &str) -> Vec<u8> {
    let cut = |most: usize| name.chars().take(most).collect::<String>();
    let attribute = |kind: &[u8], value: &str| {
        let pair = der::sequence(&[
            &der::oid(kind),
            &der::tlv(tag::UTF8_STRING, value.as_bytes()),
        ]);
        der::set_of(vec![pair])
    };
    let common = format!("{}{suffix}", cut(MAX_NAME - suffix.len()).trim_end());
    der::sequence(&[
        &attribute(oid::ORGANIZATION, cut(MAX_NAME).trim_end()),
        &attribute(oid::COMMON_NAME, &common),
    ])
}

fn extension(kind: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical {
        &[tag::BOOLEAN, 1, 0xff]
    } else {
        &[]
    };
    der::sequence(&[&der::oid(kind), flag, &der::octets(value)])
}
