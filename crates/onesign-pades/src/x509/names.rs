//! Names in certificates, compared by the rules of RFC 5280, 7.1.

use crate::asn1::ber::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::asn1::tag;

/// The most relative names to compare.
pub(super) const MAX_NAMES: usize = 300;

const UNIVERSAL_STRING: u8 = 0x1c;
const BMP_STRING: u8 = 0x1e;

/// Whether two encoded names are the same: byte for byte, or as text that differs only in case, spaces or the kind of
/// string.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    one == other
        || match (parts(one), parts(other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

/// A relative name: its attributes, each by kind and folded value.
pub(super) type Part = Vec<(Vec<u8>, Vec<u8>)>;

/// The relative names of a name.
pub(super) fn parts(name: &[u8]) -> Result<Vec<Part>, Malformed> {
    let sets = ber::only(name, tag::SEQUENCE)?.items()?;
    if sets.len() > MAX_NAMES {
        return Err(Malformed);
    }
    let part = |set: &Tlv<'_>| -> Result<Part, Malformed> {
        let mut attributes = Vec::new();
        for pair in set.items()? {
            let mut fields = pair.reader();
            let kind = fields.expect(tag::OID)?.content.to_vec();
            attributes.push((kind, folded(&fields.next()?)));
        }
        attributes.sort();
        Ok(attributes)
    };
    sets.iter().map(part).collect()
}

/// The text with normalised case and spaces; other values stay unchanged.
fn folded(value: &Tlv<'_>) -> Vec<u8> {
    match value.tag {
        // UTF8String, PrintableString, TeletexString, IA5String, UniversalString, BMPString
        0x0c | 0x13 | 0x14 | 0x16 | UNIVERSAL_STRING | BMP_STRING => {
            let text = text(value).to_lowercase();
            let words: Vec<&str> = text.split_whitespace().collect();
            words.join(" ").into_bytes()
        }
        _ => value.raw.to_vec(),
    }
}

/// Organisation and common name, if the name consists of exactly these two, in this order.
pub(crate) fn organisation_and_common(name: &[u8]) -> Option<(String, String)> {
    let sets = ber::only(name, tag::SEQUENCE).ok()?.items().ok()?;
    let [organisation, common] = sets.as_slice() else {
        return None;
    };
    let value = |set: &Tlv<'_>, kind: &[u8]| {
        let pairs = set.items().ok()?;
        let [pair] = pairs.as_slice() else {
            return None;
        };
        let mut fields = pair.reader();
        let is_kind = fields.expect(tag::OID).ok()?.content == kind;
        let value = fields.next().ok()?;
        is_kind.then(|| text(&value))
    };
    Some((
        value(organisation, oid::ORGANIZATION)?,
        value(common, oid::COMMON_NAME)?,
    ))
}

/// The display name: common name, otherwise organisation.
pub(super) fn display(name: &[u8]) -> String {
    let attribute = |kind: &[u8]| -> Option<String> {
        let sets = ber::only(name, tag::SEQUENCE).ok()?.items().ok()?;
        let pairs = sets.iter().filter_map(|set| set.items().ok()).flatten();
        let mut values = pairs.filter_map(|pair| {
            let mut fields = pair.reader();
            let found = fields.expect(tag::OID).ok()?.content == kind;
            let value = fields.next().ok()?;
            found.then(|| text(&value))
        });
        values.next()
    };
    attribute(oid::COMMON_NAME)
        .or_else(|| attribute(oid::ORGANIZATION))
        .unwrap_or_else(|| "unnamed".to_owned())
}

/// The text in any of the string types for names.
fn text(value: &Tlv<'_>) -> String {
    if value.tag == UNIVERSAL_STRING {
        let signs = value
            .content
            .chunks_exact(4)
            .map(|sign| u32::from_be_bytes([sign[0], sign[1], sign[2], sign[3]]));
        return signs
            .map(|sign| char::from_u32(sign).unwrap_or('\u{fffd}'))
            .collect();
    }
    if value.tag == BMP_STRING {
        let units = value
            .content
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|c| c.unwrap_or('\u{fffd}'))
            .collect();
    }
    match std::str::from_utf8(value.content) {
        Ok(text) => text.to_owned(),
        Err(_) => value.content.iter().map(|&byte| char::from(byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::asn1::der;

    fn directory(parts: &[(u8, &str)]) -> Vec<u8> {
        let part = |(string, text): &(u8, &str)| {
            let pair = [
                der::oid(crate::asn1::oid::ORGANIZATION),
                der::tlv(*string, text.as_bytes()),
            ];
            der::set_of(vec![der::sequence(&[&pair[0], &pair[1]])])
        };
        let parts: Vec<Vec<u8>> = parts.iter().map(part).collect();
        der::tlv(0x30, &parts.concat())
    }

    #[test]
    fn names_match_regardless_of_case_spaces_and_string_type() {
        let one = directory(&[(0x0c, "Nordwind  Werft")]);
        let other = directory(&[(0x13, "NORDWIND werft")]);
        assert!(same(&one, &other));
        assert!(!same(&one, &directory(&[(0x0c, "Nordwind")])));
        assert!(!same(&one, b"no name"));
    }
}
