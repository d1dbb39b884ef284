//! The address that people use.

use std::sync::Arc;
use url::Url;

/// The public address of this instance.
#[derive(Clone)]
pub(crate) struct Site(Arc<Url>);

impl Site {
    pub(crate) fn new(public_url: Url) -> Self {
        Self(Arc::new(public_url))
    }

    pub(super) fn url(&self) -> &Url {
        &self.0
    }

    /// Without a trailing slash.
    pub(super) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Whether people reach it over TLS.
    pub(super) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}
