//! The random keys of subjects and envelopes, wrapped by a key derived from the master key.

use crate::error::Error;
use crate::keyring::Keyring;
use crate::keys::SecretKey;
use crate::rows::subject_key as row;
use crate::value_cipher::ValueCipher;
use onesign_core::KeyScope;
use onesign_core::time::Entropy;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, TryInsertResult,
};
use std::collections::BTreeMap;

/// Unwrapped keys by scope, for the length of one transaction or read.
#[derive(Default)]
pub(crate) struct SubjectKeys(BTreeMap<KeyScope, SecretKey>);

impl SubjectKeys {
    /// Loads the keys of `scopes` that exist; the others were never made, or were destroyed.
    pub(crate) async fn load(
        &mut self,
        db: &impl ConnectionTrait,
        ring: &Keyring,
        scopes: impl IntoIterator<Item = KeyScope>,
    ) -> Result<(), Error> {
        let names: Vec<String> = scopes
            .into_iter()
            .filter(|scope| !self.0.contains_key(scope))
            .map(|scope| scope.to_string())
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        for row in row::Entity::find()
            .filter(row::Column::Scope.is_in(names))
            .all(db)
            .await?
        {
            let key = unwrap(ring, &row)?;
            let scope = row
                .scope
                .parse()
                .map_err(|_| Error::Damaged("a key of an unknown scope"))?;
            self.0.insert(scope, key);
        }
        Ok(())
    }

    /// Makes the keys of `scopes` that weren't found. The rows must be [saved](Self::save) before anything is
    /// encrypted.
    pub(crate) fn make_missing(
        &mut self,
        ring: &Keyring,
        scopes: &[KeyScope],
        entropy: &Entropy,
    ) -> Vec<(KeyScope, row::ActiveModel)> {
        let missing: Vec<KeyScope> = scopes
            .iter()
            .copied()
            .filter(|scope| !self.0.contains_key(scope))
            .collect();
        missing
            .into_iter()
            .map(|scope| (scope, self.make(ring, scope, entropy)))
            .collect()
    }

    /// Saves keys that were just made.
    pub(crate) async fn save(
        &mut self,
        db: &impl ConnectionTrait,
        ring: &Keyring,
        made: Vec<(KeyScope, row::ActiveModel)>,
    ) -> Result<(), Error> {
        if made.is_empty() {
            return Ok(());
        }
        let (scopes, rows): (Vec<KeyScope>, Vec<_>) = made.into_iter().unzip();
        let inserted = row::Entity::insert_many(rows)
            .on_conflict_do_nothing()
            .exec_without_returning(db)
            .await?;
        if !matches!(inserted, TryInsertResult::Inserted(n) if n == scopes.len() as u64) {
            // A transaction on another stream has made one of them in the meantime; its key applies, not ours.
            for scope in &scopes {
                self.0.remove(scope);
            }
            self.load(db, ring, scopes).await?;
        }
        Ok(())
    }

    fn make(&mut self, ring: &Keyring, scope: KeyScope, entropy: &Entropy) -> row::ActiveModel {
        let name = scope.to_string();
        let key = SecretKey::new(entropy.bytes(&format!("subject key {name}")));
        let wrapped = ring
            .wrapping
            .encrypt(&["subject_keys", "wrapped", &name], key.expose());
        self.0.insert(scope, key);
        row::ActiveModel {
            scope: Set(name),
            wrapped: Set(wrapped),
        }
    }

    pub(crate) fn get(&self, scope: &KeyScope) -> Option<&SecretKey> {
        self.0.get(scope)
    }

    /// Encrypts the states of a stream.
    pub(crate) fn states(&self, scope: &KeyScope) -> Option<ValueCipher> {
        self.get(scope)
            .map(|key| ValueCipher::new(&key.derive("onesign/state/1")))
    }

    /// Encrypts a recipient's progress towards a signature.
    pub(crate) fn progress(&self, scope: &KeyScope) -> Option<ValueCipher> {
        self.get(scope)
            .map(|key| ValueCipher::new(&key.derive("onesign/progress/1")))
    }

    /// Encrypts the opened values of a subject.
    pub(crate) fn openings(&self, scope: &KeyScope) -> Option<ValueCipher> {
        self.get(scope)
            .map(|key| ValueCipher::new(&key.derive("onesign/opening/1")))
    }
}

fn unwrap(ring: &Keyring, row: &row::Model) -> Result<SecretKey, Error> {
    let opened = ring
        .wrapping
        .decrypt(&["subject_keys", "wrapped", &row.scope], &row.wrapped)?;
    let bytes = opened
        .as_slice()
        .try_into()
        .map_err(|_| Error::Damaged("a key that is not 32 bytes"))?;
    Ok(SecretKey::new(bytes))
}
