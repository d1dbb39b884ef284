//! Writes DER. Structures are built inside out: contents first, then the element around them.

use super::tag;

/// One element.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    if content.len() < 0x80 {
        out.push(content.len() as u8);
    } else {
        let digits = content.len().to_be_bytes();
        let used = digits
            .iter()
            .position(|&digit| digit != 0)
            .unwrap_or(digits.len());
        out.push(0x80 | (digits.len() - used) as u8);
        out.extend_from_slice(&digits[used..]);
    }
    out.extend_from_slice(content);
    out
}

/// SEQUENCE of these parts in this order.
pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(tag::SEQUENCE, &parts.concat())
}

/// SET OF these parts, in the order that DER requires.
pub(crate) fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort_unstable();
    tlv(tag::SET, &parts.concat())
}

/// OBJECT IDENTIFIER from its encoded body.
pub(crate) fn oid(body: &[u8]) -> Vec<u8> {
    tlv(tag::OID, body)
}

/// OCTET STRING.
pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    tlv(tag::OCTET_STRING, content)
}

/// BIT STRING without unused bits.
pub(crate) fn bits(content: &[u8]) -> Vec<u8> {
    tlv(tag::BIT_STRING, &[&[0], content].concat())
}

/// INTEGER from the big-endian bytes of a non-negative number.
pub(crate) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let start = bytes
        .iter()
        .position(|&byte| byte != 0)
        .unwrap_or(bytes.len());
    let digits = &bytes[start..];
    let sign: &[u8] = if digits.first().is_none_or(|&first| first >= 0x80) {
        &[0]
    } else {
        &[]
    };
    tlv(tag::INTEGER, &[sign, digits].concat())
}

/// ECDSA-Sig-Value (RFC 3279, 2.2.3) from the concatenated two numbers, each of the same length.
pub(crate) fn ecdsa_value(numbers: &[u8]) -> Vec<u8> {
    let (r, s) = numbers.split_at(numbers.len() / 2);
    sequence(&[&unsigned(r), &unsigned(s)])
}

/// AlgorithmIdentifier; `parameters` is an encoded element or nothing.
pub(crate) fn algorithm(body: &[u8], parameters: &[u8]) -> Vec<u8> {
    sequence(&[&oid(body), parameters])
}

#[cfg(test)]
mod tests {
    use super::{tlv, unsigned};

    #[test]
    fn lengths_and_numbers() {
        assert_eq!(tlv(4, &[0; 200])[..3], [4, 0x81, 200]);
        assert_eq!(tlv(4, &[0; 300])[..4], [4, 0x82, 1, 44]);
        assert_eq!(unsigned(&[0, 0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[0, 5]), [2, 1, 5]);
        assert_eq!(unsigned(&[]), [2, 1, 0]);
    }
}
