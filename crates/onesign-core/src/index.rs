//! The changes that a fact makes to the look-up tables.

use crate::envelope::Envelope;
use crate::envelope::recipient::LinkPurpose;
use crate::envelope::seal_level::SealLevel;
use crate::fact::{Fact, LinkHandedOver, LinkRevoked};
use crate::identity::second_factor::FactorMethod;
use crate::ids::{AccountId, ApiKeyId, EnvelopeId, FactorId, RecipientId};
use crate::state::State;

/// A change of a look-up table. The tables hold nothing that the facts don't say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexChange {
    /// Finds an account by its e-mail address.
    AccountEmail {
        /// The account.
        account: AccountId,
        /// Its address.
        email: String,
    },
    /// Finds a session of an account by its hash.
    Session {
        /// SHA-256 of the identifier, base64url.
        sid_sha256: String,
        /// The account.
        account: AccountId,
        /// Unix milliseconds.
        expires_ms: i64,
    },
    /// Finds the account of an API key.
    ApiKey {
        /// The key.
        key: ApiKeyId,
        /// The account.
        account: AccountId,
    },
    /// An API key is no longer found.
    ApiKeyEnded {
        /// The key.
        key: ApiKeyId,
    },
    /// Finds the account of a passkey.
    Passkey {
        /// The credential's identifier, base64url.
        credential_id: String,
        /// The account.
        account: AccountId,
    },
    /// A passkey is no longer found.
    PasskeyEnded {
        /// The credential's identifier, base64url.
        credential_id: String,
    },
    /// A signing session is found by its hash.
    SigningSession {
        /// SHA-256 of the identifier, base64url.
        sid_sha256: String,
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
        /// Unix milliseconds.
        expires_ms: i64,
    },
    /// A session is no longer found.
    SessionEnded {
        /// SHA-256 of the identifier, base64url.
        sid_sha256: String,
    },
    /// A browser's key has been used: no session of another link may use it.
    SessionKey {
        /// The key, base64url.
        key: String,
    },
    /// The store deletes the progress of recipients: they have signed, or never will.
    ProgressEnded {
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient; `None` means all recipients.
        recipient: Option<RecipientId>,
    },
    /// Finds a link, even a dead one, by its selector.
    Link {
        /// The selector.
        selector: String,
        /// The envelope.
        envelope: EnvelopeId,
        /// The recipient.
        recipient: RecipientId,
    },
    /// Destroys the secret of this link: nobody needs it any more.
    LinkSecretGone {
        /// The link's selector.
        selector: String,
    },
    /// Finds a sealed file by its digest.
    SealedFile {
        /// SHA-256 of the file, lower-case hex.
        pdf_sha256: String,
        /// Whose document it is.
        envelope: EnvelopeId,
        /// The PAdES level that it reaches.
        level: SealLevel,
        /// Unix milliseconds.
        at_ms: i64,
    },
    /// An envelope as lists show it.
    Envelope {
        /// The envelope.
        id: EnvelopeId,
        /// Who sends it.
        owner: AccountId,
        /// Stable name of the status.
        status: String,
        /// Title.
        title: String,
        /// Unix milliseconds.
        created_ms: i64,
        /// Unix milliseconds.
        updated_ms: i64,
        /// Unix milliseconds.
        expires_ms: Option<i64>,
        /// When its seal should be extended, Unix milliseconds.
        seal_due_ms: Option<i64>,
    },
}

impl Fact {
    /// The look-ups this fact changes, given the states before and after it.
    pub fn index(&self, before: Option<&State>, after: &State) -> Vec<IndexChange> {
        let mut changes = self.own_changes(before, after);
        if let State::Envelope(envelope) = after {
            changes.push(IndexChange::Envelope {
                id: envelope.id,
                owner: envelope.sender.account,
                status: envelope.status.as_str().into(),
                title: envelope.title.clone(),
                created_ms: envelope.created_at_ms,
                updated_ms: envelope.updated_at_ms,
                expires_ms: envelope.expires_at_ms,
                seal_due_ms: envelope.seal.as_ref().and_then(|seal| seal.due_ms),
            });
        }
        changes
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each fact that changes a look-up"
    )]
    fn own_changes(&self, before: Option<&State>, after: &State) -> Vec<IndexChange> {
        match (self, after) {
            (Self::AccountCreated(f), _) => {
                vec![IndexChange::AccountEmail {
                    account: f.account,
                    email: f.email.clone(),
                }]
            }
            (Self::SessionOpened(f), State::Account(account)) => vec![IndexChange::Session {
                sid_sha256: f.sid_sha256.clone(),
                account: account.id,
                expires_ms: f.expires_at_ms,
            }],
            (Self::SessionClosed(f), _) => {
                vec![IndexChange::SessionEnded {
                    sid_sha256: f.sid_sha256.clone(),
                }]
            }
            (Self::ApiKeyCreated(f), State::Account(account)) => vec![IndexChange::ApiKey {
                key: f.key,
                account: account.id,
            }],
            (Self::ApiKeyRevoked(f), _) => vec![IndexChange::ApiKeyEnded { key: f.key }],
            (Self::SecondFactorEnrolled(f), State::Account(account))
                if !f.credential_id.is_empty() =>
            {
                vec![IndexChange::Passkey {
                    credential_id: f.credential_id.clone(),
                    account: account.id,
                }]
            }
            (Self::SecondFactorRemoved(f), _) => removed_passkey(before, f.factor),
            // The look-up still finds the earlier files of an extended seal: people hold them.
            (Self::EnvelopeSealed(_) | Self::SealExtended(_), State::Envelope(envelope)) => {
                let seal = envelope.seal.iter();
                seal.map(|seal| IndexChange::SealedFile {
                    pdf_sha256: seal.pdf_sha256.clone(),
                    envelope: envelope.id,
                    level: seal.level,
                    at_ms: seal.at_ms,
                })
                .collect()
            }
            (Self::LinkIssued(f), State::Envelope(envelope)) => vec![IndexChange::Link {
                selector: f.link_id.clone(),
                envelope: envelope.id,
                recipient: f.recipient,
            }],
            (Self::LinkExchanged(f), State::Envelope(envelope)) => {
                let earlier = before
                    .and_then(State::envelope)
                    .and_then(|e| e.recipient(f.recipient))
                    .and_then(|r| r.session.as_ref())
                    .map(|s| IndexChange::SessionEnded {
                        sid_sha256: s.sid_sha256.clone(),
                    });
                let opened = IndexChange::SigningSession {
                    sid_sha256: f.sid_sha256.clone(),
                    envelope: envelope.id,
                    recipient: f.recipient,
                    expires_ms: f.expires_at_ms,
                };
                let used = IndexChange::LinkSecretGone {
                    selector: f.link_id.clone(),
                };
                let key = f.session_key.clone();
                earlier
                    .into_iter()
                    .chain([opened, used, IndexChange::SessionKey { key }])
                    .collect()
            }
            (Self::SignatureApplied(f), State::Envelope(envelope)) => {
                let signed = IndexChange::ProgressEnded {
                    envelope: envelope.id,
                    recipient: Some(f.recipient),
                };
                let dead = dead_secrets(envelope, self);
                dead.into_iter().chain([signed]).collect()
            }
            (
                Self::EnvelopeVoided(_) | Self::EnvelopeExpired(_) | Self::RecipientDeclined(_),
                State::Envelope(envelope),
            ) => {
                let people = before
                    .and_then(State::envelope)
                    .map_or(&[][..], |e| &e.recipients);
                let sessions = people.iter().filter_map(|r| r.session.as_ref());
                let ended = sessions.map(|s| IndexChange::SessionEnded {
                    sid_sha256: s.sid_sha256.clone(),
                });
                let forgotten = IndexChange::ProgressEnded {
                    envelope: envelope.id,
                    recipient: None,
                };
                let dead = dead_secrets(envelope, self);
                dead.into_iter().chain(ended).chain([forgotten]).collect()
            }
            (Self::LinkHandedOver(LinkHandedOver { link_id, .. }), _)
            | (Self::LinkRevoked(LinkRevoked { link_id, .. }), _) => {
                vec![IndexChange::LinkSecretGone {
                    selector: link_id.clone(),
                }]
            }
            _ => Vec::new(),
        }
    }
}

/// The passkey that a removed factor was, if it was one.
fn removed_passkey(before: Option<&State>, factor: FactorId) -> Vec<IndexChange> {
    let known = before
        .and_then(State::account)
        .and_then(|account| account.second_factor(factor));
    match known.map(|factor| &factor.method) {
        Some(FactorMethod::Passkey { credential_id, .. }) => vec![IndexChange::PasskeyEnded {
            credential_id: credential_id.clone(),
        }],
        _ => Vec::new(),
    }
}

/// The link secrets that nobody can use any more: the signer's after a signature, all after the end.
fn dead_secrets(envelope: &Envelope, fact: &Fact) -> Vec<IndexChange> {
    let signed = match fact {
        Fact::SignatureApplied(f) => Some(f.recipient),
        _ => None,
    };
    let links = envelope
        .recipients
        .iter()
        .filter(|recipient| signed.is_none_or(|id| id == recipient.id))
        .flat_map(|recipient| recipient.link.iter().chain(&recipient.earlier_link))
        .filter(|link| link.purpose == LinkPurpose::Sign);
    links
        .map(|link| IndexChange::LinkSecretGone {
            selector: link.selector.clone(),
        })
        .collect()
}
