//! Sealed files, found by their digest. A person who knows the digest has the file, and learns nothing that the
//! file does not say.

use crate::error::Error;
use crate::rows::sealed_file as row;
use crate::store::Store;
use sea_orm::EntityTrait;

/// The information about a sealed file for anyone who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// The PAdES level that it reached.
    pub level: String,
    /// When it was sealed, Unix milliseconds.
    pub at_ms: i64,
}

impl Store {
    /// The file with this SHA-256 (lower-case hex), if this instance sealed it.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn sealed_file(&self, pdf_sha256: &str) -> Result<Option<SealedFile>, Error> {
        let row = row::Entity::find_by_id(pdf_sha256)
            .one(self.inner.engine.reader())
            .await?;
        Ok(row.map(|row| SealedFile {
            level: row.level,
            at_ms: row.at_ms,
        }))
    }
}
