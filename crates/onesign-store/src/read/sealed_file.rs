//! Sealed files, found by their digest. Whoever knows it holds the file; what they learn is what the file says too.

use crate::error::Error;
use crate::rows::sealed_file as row;
use crate::store::Store;
use sea_orm::EntityTrait;

/// What anybody who holds a sealed file may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// The PAdES level that it reached.
    pub level: String,
    /// When it was sealed, Unix milliseconds.
    pub at_ms: i64,
}

impl Store {
    /// The file with this SHA-256 (lower-case hex), if it was sealed here.
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
