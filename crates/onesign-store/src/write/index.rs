//! The look-up tables. All their content follows from the facts.

use crate::engine::Transaction;
use crate::error::Error;
use crate::keyring::Keyring;
use crate::rows::{
    account, api_key, envelope, link, link_secret, passkey, sealed_file, session, session_key,
};
use onesign_core::IndexChange;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

/// Applies the changes in order. Of several changes to one envelope in one command only the last counts.
pub(super) async fn write(
    txn: &Transaction,
    ring: &Keyring,
    changes: Vec<IndexChange>,
    at_ms: i64,
) -> Result<(), Error> {
    let mut latest = Vec::new();
    for change in changes {
        match change {
            IndexChange::Envelope { id, .. } => {
                latest.retain(
                    |c| !matches!(c, IndexChange::Envelope { id: other, .. } if *other == id),
                );
                latest.push(change);
            }
            change => one(txn, ring, change, at_ms).await?,
        }
    }
    for change in latest {
        one(txn, ring, change, at_ms).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_lines, reason = "one arm for each look-up")]
async fn one(
    txn: &Transaction,
    ring: &Keyring,
    change: IndexChange,
    at_ms: i64,
) -> Result<(), Error> {
    match change {
        IndexChange::AccountEmail { account, email } => {
            let row = account::ActiveModel {
                id: Set(account.0),
                email_index: Set(ring.email_index(&email)),
            };
            let moved = OnConflict::column(account::Column::Id)
                .update_column(account::Column::EmailIndex)
                .to_owned();
            account::Entity::insert(row)
                .on_conflict(moved)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::Session {
            sid_sha256,
            account,
            expires_ms,
        } => {
            let mut row = blank_session(sid_sha256, "account", expires_ms, at_ms);
            row.account = Set(Some(account.0));
            session::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::ApiKey { key, account } => {
            let row = api_key::ActiveModel {
                id: Set(key.0),
                account: Set(account.0),
                used_ms: Set(None),
            };
            api_key::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::ApiKeyEnded { key } => {
            api_key::Entity::delete_by_id(key.0).exec(txn).await?;
        }
        IndexChange::Passkey {
            credential_id,
            account,
        } => {
            let row = passkey::ActiveModel {
                credential: Set(credential_id),
                account: Set(account.0),
            };
            passkey::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::PasskeyEnded { credential_id } => {
            passkey::Entity::delete_by_id(credential_id)
                .exec(txn)
                .await?;
        }
        IndexChange::SigningSession {
            sid_sha256,
            envelope,
            recipient,
            expires_ms,
        } => {
            let mut row = blank_session(sid_sha256, "signing", expires_ms, at_ms);
            row.envelope = Set(Some(envelope.0));
            row.recipient = Set(Some(recipient.0));
            session::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::SessionEnded { sid_sha256 } => {
            session::Entity::delete_by_id(sid_sha256).exec(txn).await?;
        }
        IndexChange::SessionKey { key } => {
            let row = session_key::ActiveModel {
                key_hash: Set(ring.session_key_hash(&key)),
            };
            session_key::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::ProgressEnded {
            envelope,
            recipient,
        } => super::progress::forget(txn, envelope, recipient).await?,
        IndexChange::Link {
            selector,
            envelope,
            recipient,
        } => {
            let row = link::ActiveModel {
                selector: Set(selector),
                envelope: Set(envelope.0),
                recipient: Set(recipient.0),
            };
            link::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::LinkSecretGone { selector } => {
            link_secret::Entity::delete_by_id(selector)
                .exec(txn)
                .await?;
        }
        IndexChange::SealedFile {
            pdf_sha256,
            envelope,
            level,
            at_ms,
        } => {
            let row = sealed_file::ActiveModel {
                pdf_sha256: Set(pdf_sha256),
                envelope: Set(envelope.0),
                level: Set(level.to_string()),
                at_ms: Set(at_ms),
            };
            sealed_file::Entity::insert(row)
                .exec_without_returning(txn)
                .await?;
        }
        IndexChange::Envelope {
            id,
            owner,
            status,
            title,
            created_ms,
            updated_ms,
            expires_ms,
            seal_due_ms,
        } => {
            let title = ring.titles.encrypt(
                &["envelopes", "title_sealed", &id.to_string()],
                title.as_bytes(),
            );
            let row = envelope::ActiveModel {
                id: Set(id.0),
                owner: Set(owner.0),
                status: Set(status),
                title_sealed: Set(title),
                created_at_ms: Set(created_ms),
                updated_at_ms: Set(updated_ms),
                expires_at_ms: Set(expires_ms),
                seal_due_ms: Set(seal_due_ms),
            };
            use envelope::Column as C;
            let changed = OnConflict::column(C::Id)
                .update_columns([
                    C::Owner,
                    C::Status,
                    C::TitleSealed,
                    C::UpdatedAtMs,
                    C::ExpiresAtMs,
                    C::SealDueMs,
                ])
                .to_owned();
            envelope::Entity::insert(row)
                .on_conflict(changed)
                .exec_without_returning(txn)
                .await?;
        }
    }
    Ok(())
}

fn blank_session(
    sid_sha256: String,
    kind: &str,
    expires_ms: i64,
    at_ms: i64,
) -> session::ActiveModel {
    session::ActiveModel {
        sid_sha256: Set(sid_sha256),
        kind: Set(kind.to_owned()),
        account: Set(None),
        envelope: Set(None),
        recipient: Set(None),
        expires_ms: Set(expires_ms),
        last_seen_ms: Set(at_ms),
        counter: Set(0),
    }
}
