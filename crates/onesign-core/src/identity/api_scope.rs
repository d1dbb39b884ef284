//! What an API key may do.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use strum::{EnumString, IntoStaticStr, VariantArray};

/// One permission of an API key. There is none that administers anything.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantArray,
    Serialize,
    Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApiScope {
    /// Read the account's envelopes, their documents and their records.
    #[serde(rename = "envelopes:read")]
    #[strum(serialize = "envelopes:read")]
    ReadEnvelopes,
    /// Upload documents, prepare drafts and delete them.
    #[serde(rename = "envelopes:write")]
    #[strum(serialize = "envelopes:write")]
    WriteEnvelopes,
    /// Send envelopes, remind their recipients and withdraw them.
    #[serde(rename = "envelopes:send")]
    #[strum(serialize = "envelopes:send")]
    SendEnvelopes,
    /// Get the signing links of recipients, to pass them on. Whoever has a link can sign.
    #[serde(rename = "links:read")]
    #[strum(serialize = "links:read")]
    ReadLinks,
}

impl ApiScope {
    /// Every scope.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// The scopes of one key, each once, in one order.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiScopes(BTreeSet<ApiScope>);

impl ApiScopes {
    /// Every scope there is.
    pub fn all() -> Self {
        ApiScope::ALL.iter().copied().collect()
    }

    /// Whether the key may do this.
    pub fn has(&self, scope: ApiScope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether the key may do nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The scopes in order.
    pub fn iter(&self) -> impl Iterator<Item = ApiScope> + '_ {
        self.0.iter().copied()
    }
}

impl FromIterator<ApiScope> for ApiScopes {
    fn from_iter<I: IntoIterator<Item = ApiScope>>(scopes: I) -> Self {
        Self(scopes.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_everywhere() {
        for scope in ApiScope::ALL {
            assert_eq!(serde_json::json!(scope), scope.word());
            assert_eq!(scope.word().parse(), Ok(*scope));
        }
    }
}
