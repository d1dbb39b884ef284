//! Validation data for long-term validation: certificates, revocation lists and OCSP responses.

/// Validation data in DER that was fetched or supplied in addition to the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValidationData {
    /// Certificates, such as those of authorities that the file omits.
    pub certificates: Vec<Vec<u8>>,
    /// Revocation lists.
    pub crls: Vec<Vec<u8>>,
    /// OCSPResponses.
    pub ocsps: Vec<Vec<u8>>,
}

impl ValidationData {
    /// Adds the items of `other` that this lacks.
    pub fn extend(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.certificates, other.certificates),
            (&mut self.crls, other.crls),
            (&mut self.ocsps, other.ocsps),
        ] {
            for item in theirs {
                keep(mine, &item);
            }
        }
    }
}

/// Adds an item that is missing from the list.
pub(crate) fn keep(list: &mut Vec<Vec<u8>>, item: &[u8]) {
    if !list.iter().any(|kept| kept == item) {
        list.push(item.to_vec());
    }
}
