//! Constraints on names (RFC 5280, 4.2.1.10).

use super::certificate::Certificate;
use super::names::{MAX_NAMES, parts};
use crate::asn1::ber::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::asn1::tag;

/// Tags of general names.
mod kind {
    pub const MAIL: u8 = 0x81;
    pub const HOST: u8 = 0x82;
    pub const DIRECTORY: u8 = 0xa4;
    pub const URL: u8 = 0x86;
    pub const ADDRESS: u8 = 0x87;
}

/// The names that an authority may certify.
#[derive(Debug, Clone)]
pub(crate) struct NameConstraints<'a> {
    permitted: Vec<Tlv<'a>>,
    excluded: Vec<Tlv<'a>>,
}

impl<'a> Certificate<'a> {
    /// The constraints of this certificate on names below it.
    pub fn name_constraints(&self) -> Result<Option<NameConstraints<'a>>, Malformed> {
        let Some(extension) = self.extension(oid::NAME_CONSTRAINTS) else {
            return Ok(None);
        };
        let mut fields = ber::only(extension.value, tag::SEQUENCE)?.reader();
        let permitted = fields.optional(0xa0)?.map_or(Ok(Vec::new()), subtrees)?;
        let excluded = fields.optional(0xa1)?.map_or(Ok(Vec::new()), subtrees)?;
        fields.finish()?;
        Ok(Some(NameConstraints {
            permitted,
            excluded,
        }))
    }

    /// General names of the subject, in addition to the subject's own name.
    fn alternative_names(&self) -> Result<Vec<Tlv<'a>>, Malformed> {
        match self.extension(oid::SUBJECT_ALT_NAME) {
            Some(extension) => {
                let names = ber::only(extension.value, tag::SEQUENCE)?.items()?;
                if names.len() > MAX_NAMES {
                    return Err(Malformed);
                }
                Ok(names)
            }
            None => Ok(Vec::new()),
        }
    }

    /// Mail addresses in the subject's name, where old certificates have them.
    fn mail_in_name(&self) -> Result<Vec<Tlv<'a>>, Malformed> {
        let mut found = Vec::new();
        for set in ber::only(self.subject, tag::SEQUENCE)?.items()? {
            for pair in set.items()? {
                let mut fields = pair.reader();
                if fields.expect(tag::OID)?.content == oid::EMAIL_ADDRESS {
                    found.push(fields.next()?);
                }
            }
        }
        Ok(found)
    }
}

fn subtrees(list: Tlv<'_>) -> Result<Vec<Tlv<'_>>, Malformed> {
    let trees = list.items()?;
    if trees.len() > MAX_NAMES {
        return Err(Malformed);
    }
    let mut bases = Vec::new();
    for tree in trees {
        let mut fields = tree.reader();
        bases.push(fields.next()?);
        // The profile requires the default minimum and no maximum (4.2.1.10).
        fields.finish()?;
    }
    Ok(bases)
}

impl NameConstraints<'_> {
    /// Whether every name of `certificate` is permitted and none is excluded. A name of a constrained kind that is not
    /// comparable is not permitted.
    pub fn permit(&self, certificate: &Certificate<'_>) -> Result<bool, Malformed> {
        let names = certificate.alternative_names()?;
        let subject = Tlv {
            tag: kind::DIRECTORY,
            raw: certificate.subject,
            content: certificate.subject,
            indefinite: false,
        };
        let is_named = !ber::only(certificate.subject, tag::SEQUENCE)?
            .content
            .is_empty();
        if is_named && !self.permits(&subject) {
            return Ok(false);
        }
        if !names.iter().any(|name| name.tag == kind::MAIL) {
            for mail in certificate.mail_in_name()? {
                let mail = Tlv {
                    tag: kind::MAIL,
                    ..mail
                };
                if !self.permits(&mail) {
                    return Ok(false);
                }
            }
        }
        Ok(names.iter().all(|name| self.permits(name)))
    }

    fn permits(&self, name: &Tlv<'_>) -> bool {
        let of_kind = |list: &[Tlv<'_>]| -> Vec<Option<bool>> {
            let same_kind = list.iter().filter(|base| base.tag == name.tag);
            same_kind.map(|base| within(name, base)).collect()
        };
        let permitted = of_kind(&self.permitted);
        let excluded = of_kind(&self.excluded);
        let is_permitted = permitted.is_empty() || permitted.contains(&Some(true));
        is_permitted && excluded.iter().all(|inside| *inside == Some(false))
    }
}

/// Whether a name is within a subtree; `None` if that is unknown.
fn within(name: &Tlv<'_>, base: &Tlv<'_>) -> Option<bool> {
    let ascii = |tlv: &Tlv<'_>| -> Option<String> {
        let text = std::str::from_utf8(tlv.content).ok()?;
        text.is_ascii().then(|| text.to_ascii_lowercase())
    };
    match name.tag {
        kind::DIRECTORY => {
            let (name, base) = (parts(name.content).ok()?, parts(base.content).ok()?);
            Some(name.starts_with(&base))
        }
        kind::MAIL => {
            let (name, base) = (ascii(name)?, ascii(base)?);
            let (_, host) = name.rsplit_once('@')?;
            Some(match base.as_bytes() {
                _ if base.contains('@') => name == base,
                [b'.', ..] => host.ends_with(&base),
                _ => host == base,
            })
        }
        kind::HOST => Some(is_below(&ascii(name)?, &ascii(base)?)),
        kind::URL => {
            let name = ascii(name)?;
            let (_, rest) = name.split_once("://")?;
            let authority = rest.split(['/', '?', '#']).next()?;
            let host = authority
                .rsplit_once('@')
                .map_or(authority, |(_, host)| host);
            // An address in brackets is not a host name.
            let host = host
                .split(':')
                .next()
                .filter(|host| !host.starts_with('['))?;
            let base = ascii(base)?;
            Some(if base.starts_with('.') {
                host.ends_with(&base)
            } else {
                host == base
            })
        }
        kind::ADDRESS => {
            let (address, mask) = base.content.split_at_checked(name.content.len())?;
            if mask.len() != address.len() || !matches!(address.len(), 4 | 16) {
                return None;
            }
            let mut bytes = name.content.iter().zip(address).zip(mask);
            Some(bytes.all(|((name, base), mask)| name & mask == base & mask))
        }
        _ => None,
    }
}

/// Whether `host` is `base`, or ends with a dot and `base`.
fn is_below(host: &str, base: &str) -> bool {
    let base = base.strip_prefix('.').unwrap_or(base);
    base.is_empty()
        || host == base
        || host
            .strip_suffix(base)
            .is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::{NameConstraints, kind};
    use crate::asn1::ber::{self, Tlv};
    use crate::asn1::der;

    fn name(tag: u8, text: &[u8]) -> Vec<u8> {
        der::tlv(tag, text)
    }

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

    fn read(bytes: &[u8]) -> Tlv<'_> {
        ber::Reader::new(bytes).next().unwrap()
    }

    fn permits(permitted: &[Vec<u8>], excluded: &[Vec<u8>], asked: &[u8]) -> bool {
        let constraints = NameConstraints {
            permitted: permitted.iter().map(|name| read(name)).collect(),
            excluded: excluded.iter().map(|name| read(name)).collect(),
        };
        constraints.permits(&read(asked))
    }

    #[test]
    fn a_name_must_be_inside_permitted_and_outside_excluded_subtrees() {
        let mail = |text: &str| name(kind::MAIL, text.as_bytes());
        let host = |text: &str| name(kind::HOST, text.as_bytes());
        let url = |text: &str| name(kind::URL, text.as_bytes());
        let cases = [
            (mail("example.com"), mail("a@EXAMPLE.com"), true),
            (mail("example.com"), mail("a@sub.example.com"), false),
            (mail(".example.com"), mail("a@sub.example.com"), true),
            (mail("b@example.com"), mail("a@example.com"), false),
            (mail("example.com"), mail("no address"), false),
            (host("example.com"), host("www.example.com"), true),
            (host("example.com"), host("notexample.com"), false),
            (
                url(".example.com"),
                url("https://u@www.example.com:8/x"),
                true,
            ),
            (url("example.com"), url("https://www.example.com/"), false),
            (url("example.com"), url("urn:example.com"), false),
        ];
        for (base, asked, expected) in cases {
            let permitted = permits(std::slice::from_ref(&base), &[], &asked);
            assert_eq!(permitted, expected, "{base:?} {asked:?}");
            if expected {
                assert!(!permits(&[], &[base], &asked));
            }
        }
        assert!(permits(&[mail("example.com")], &[], &host("other.org")));
        let net = name(kind::ADDRESS, &[192, 0, 2, 0, 255, 255, 255, 0]);
        assert!(permits(
            std::slice::from_ref(&net),
            &[],
            &name(kind::ADDRESS, &[192, 0, 2, 9])
        ));
        assert!(!permits(
            std::slice::from_ref(&net),
            &[],
            &name(kind::ADDRESS, &[192, 0, 3, 9])
        ));
        assert!(!permits(&[net], &[], &name(kind::ADDRESS, &[0; 16])));
        // A kind that is not comparable is refused once it is constrained.
        assert!(!permits(&[name(0xa0, b"x")], &[], &name(0xa0, b"x")));
        assert!(!permits(&[], &[name(0xa0, b"x")], &name(0xa0, b"x")));
    }

    #[test]
    fn directory_names_match_by_prefix() {
        let within = |parts: &[(u8, &str)]| der::tlv(kind::DIRECTORY, &directory(parts));
        let base = within(&[(0x0c, "Nordwind")]);
        let below = within(&[(0x13, "nordwind"), (0x0c, "Werft")]);
        assert!(permits(std::slice::from_ref(&base), &[], &below));
        assert!(!permits(&[below], &[], &base));
        assert!(!permits(&[base], &[], &within(&[(0x0c, "Südwind")])));
    }
}
