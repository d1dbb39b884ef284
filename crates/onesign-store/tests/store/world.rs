//! A small world to test in: an owner, envelopes, and people who sign them.

use onesign_core::actor::Access;
use onesign_core::audit::hex;
use onesign_core::command::Upload;
use onesign_core::command::{
    CreateEnvelope, ExchangeLink, GiveConsent, IssueLink, ReviseDraft, SendEnvelope, SetUpInstance,
    Sign,
};
use onesign_core::envelope::draft::{Draft, DraftRecipient};
use onesign_core::envelope::field::{Field, FieldKind, Rect};
use onesign_core::envelope::recipient::{LinkPurpose, RecipientRole};
use onesign_core::envelope::value::{Mark, Value};
use onesign_core::envelope::{Envelope, PageSize};
use onesign_core::identity::assurance::Assurance;
use onesign_core::identity::role::Role;
use onesign_core::ids::{AccountId, EnvelopeId, FieldId, RecipientId};
use onesign_core::time::Entropy;
use onesign_core::{Actor, Command, Moment, Viewer};
use onesign_store::{Error, Receipt, Store};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

pub const START_MS: i64 = 1_790_000_000_000;
/// Of signed writes.
static COUNTER: AtomicI64 = AtomicI64::new(1);
pub const SYSTEM: Actor = Actor::System { job: "test" };

pub fn moment(at_ms: i64) -> Moment {
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(Uuid::now_v7().as_bytes());
    seed[16..].copy_from_slice(Uuid::now_v7().as_bytes());
    Moment {
        at_ms,
        clock_error_ms: 5,
        entropy: Entropy::from_seed(seed),
        build: "test".to_owned(),
    }
}

pub fn access() -> Access {
    Access {
        ip: "192.0.2.7".to_owned(),
        ip_source: None,
        user_agent: "test".to_owned(),
    }
}

pub fn visitor() -> Actor {
    Actor::Visitor { access: access() }
}

/// The owner of the instance.
#[derive(Clone)]
pub struct Owner {
    pub id: AccountId,
    pub email: String,
}

impl Owner {
    pub async fn set_up(store: &Store) -> Self {
        let owner = Self {
            id: AccountId(Uuid::now_v7()),
            email: "owner@example.org".to_owned(),
        };
        store
            .execute(owner.set_up_command(), &visitor(), &moment(START_MS))
            .await
            .unwrap();
        owner
    }

    pub fn set_up_command(&self) -> Command {
        Command::SetUpInstance(SetUpInstance {
            instance_name: "Example".to_owned(),
            account: self.id,
            name: "Olga Owner".to_owned(),
            email: self.email.clone(),
            password_hash: "$2b$12$hash".to_owned(),
        })
    }

    pub fn actor(&self) -> Actor {
        Actor::Account {
            id: self.id,
            role: Role::Owner,
            assurance: Assurance::Single,
            access: access(),
        }
    }

    pub fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.id,
            role: Role::Owner,
            assurance: Assurance::Single,
        }
    }

    pub async fn create(&self, store: &Store, title: &str, at_ms: i64) -> Envelope {
        let command = self.create_command(title, EnvelopeId(Uuid::now_v7()));
        let receipt = store
            .execute(command, &self.actor(), &moment(at_ms))
            .await
            .unwrap();
        receipt.state.envelope().unwrap().clone()
    }

    pub fn create_command(&self, title: &str, envelope: EnvelopeId) -> Command {
        Command::CreateEnvelope(CreateEnvelope {
            envelope,
            sender: ("Olga Owner".to_owned(), self.email.clone()),
            title: title.to_owned(),
            locale: "en".to_owned(),
            upload: Upload {
                filename: format!("{title}.pdf"),
                received_sha256: hex(&[1; 32]),
                received_bytes: 1000,
                normalised_sha256: hex(&[2; 32]),
                normalised_bytes: 900,
                pages: vec![PageSize {
                    w: 595_000,
                    h: 842_000,
                }],
                removed: Vec::new(),
                warnings: Vec::new(),
                detected: Vec::new(),
                enclosed: None,
            },
        })
    }

    /// An envelope that was sent to these signers, all in one step.
    pub async fn send(
        &self,
        store: &Store,
        title: &str,
        names: &[&str],
    ) -> (Envelope, Vec<Signer>) {
        let envelope = self.create(store, title, START_MS).await.id;
        let signers: Vec<Signer> = names
            .iter()
            .map(|name| Signer::new(envelope, name))
            .collect();
        let draft = Command::ReviseDraft(ReviseDraft {
            envelope,
            draft: draft(title, &signers),
            based_on: None,
        });
        store
            .execute(draft, &self.actor(), &moment(START_MS + 1))
            .await
            .unwrap();
        let send = Command::SendEnvelope(SendEnvelope {
            envelope,
            revision: None,
        });
        let receipt = store
            .execute(send, &self.actor(), &moment(START_MS + 2))
            .await
            .unwrap();
        (receipt.state.envelope().unwrap().clone(), signers)
    }
}

fn draft(title: &str, signers: &[Signer]) -> Draft {
    let recipient = |s: &Signer| DraftRecipient {
        id: s.id,
        name: s.name.clone(),
        email: s.email(),
        role: RecipientRole::Signer,
        step: 1,
    };
    let field = |(n, s): (usize, &Signer)| Field {
        id: s.field,
        recipient: s.id,
        kind: FieldKind::Signature,
        page: 0,
        rect: Rect {
            x: 50_000,
            y: 20_000 + 50_000 * n as i64,
            w: 150_000,
            h: 40_000,
        },
        required: true,
        label: String::new(),
        prefill: None,
    };
    Draft {
        title: title.to_owned(),
        message: "Please sign.".to_owned(),
        locale: "en".to_owned(),
        expires_in_days: 30,
        recipients: signers.iter().map(recipient).collect(),
        fields: signers.iter().enumerate().map(field).collect(),
    }
}

/// A signer.
#[derive(Clone)]
pub struct Signer {
    pub envelope: EnvelopeId,
    pub id: RecipientId,
    pub name: String,
    pub field: FieldId,
    pub selector: String,
    pub sid: String,
}

impl Signer {
    fn new(envelope: EnvelopeId, name: &str) -> Self {
        Self {
            envelope,
            id: RecipientId(Uuid::now_v7()),
            name: name.to_owned(),
            field: FieldId(Uuid::now_v7()),
            selector: Uuid::now_v7().to_string(),
            sid: Uuid::now_v7().to_string(),
        }
    }

    pub fn email(&self) -> String {
        format!("{}@example.org", self.name.to_lowercase().replace(' ', "."))
    }

    pub fn secret_sha256(&self) -> String {
        hex(&[9; 32])
    }

    pub fn actor(&self) -> Actor {
        Actor::Recipient {
            envelope: self.envelope,
            recipient: self.id,
            sid_sha256: self.sid.clone(),
            counter: COUNTER.fetch_add(1, Ordering::Relaxed),
            access: access(),
        }
    }

    pub fn viewer(&self) -> Viewer {
        Viewer::Recipient {
            envelope: self.envelope,
            recipient: self.id,
        }
    }

    pub async fn issue(&self, store: &Store) {
        let seen = store
            .read(&Viewer::System)
            .envelope(self.envelope)
            .await
            .unwrap();
        let newest = seen.recipient(self.id).and_then(|r| r.link.clone());
        let issue = Command::IssueLink(IssueLink {
            envelope: self.envelope,
            recipient: self.id,
            selector: self.selector.clone(),
            secret_sha256: self.secret_sha256(),
            purpose: LinkPurpose::Sign,
            replaces: newest.map(|link| link.selector),
            keeps: false,
        });
        store
            .execute(issue, &SYSTEM, &moment(START_MS + 3))
            .await
            .unwrap();
    }

    pub fn exchange_command(&self, secret_sha256: String) -> Command {
        Command::ExchangeLink(ExchangeLink {
            envelope: self.envelope,
            recipient: self.id,
            selector: self.selector.clone(),
            secret_sha256,
            sid_sha256: self.sid.clone(),
            session_key: format!("key of {}", self.sid),
        })
    }

    /// Opens the link and consents, so that only the signature remains.
    pub async fn get_ready(&self, store: &Store) {
        self.issue(store).await;
        let exchange = self.exchange_command(self.secret_sha256());
        store
            .execute(exchange, &visitor(), &moment(START_MS + 4))
            .await
            .unwrap();
        let consent = Command::GiveConsent(GiveConsent {
            envelope: self.envelope,
            sha256: hex(&[3; 32]),
            version: 1,
            locale: "en".to_owned(),
        });
        store
            .execute(consent, &self.actor(), &moment(START_MS + 5))
            .await
            .unwrap();
    }

    pub async fn sign(&self, store: &Store) -> Result<Receipt, Error> {
        let mark = Mark::Typed {
            text: self.name.clone(),
            hand: "caveat".to_owned(),
        };
        let sign = Command::Sign(Sign {
            envelope: self.envelope,
            document_sha256: hex(&[2; 32]),
            values: BTreeMap::from([(self.field, Some(Value::Mark(mark)))]),
            seen: Vec::new(),
        });
        store
            .execute(sign, &self.actor(), &moment(START_MS + 6))
            .await
    }
}

/// Runs a statement that bypasses the vault, as someone with the database could.
pub async fn run_sql(
    fixture: &onesign_store::testing::Fixture,
    sql: &str,
) -> Result<u64, sqlx::Error> {
    use onesign_store::Database;
    let sql = AssertSqlSafe(sql.to_owned());
    match &fixture.as_superuser() {
        Database::Sqlite { path } => {
            let key = fixture.config().master.derive("onesign/sqlcipher/1");
            let options = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(path)
                .pragma("key", format!("\"x'{}'\"", hex(key.expose())));
            let mut connection = SqliteConnection::connect_with(&options).await?;
            Ok(connection.execute(sql).await?.rows_affected())
        }
        Database::Postgres { url, .. } => {
            let mut connection =
                PgConnection::connect(secrecy::ExposeSecret::expose_secret(url)).await?;
            Ok(connection.execute(sql).await?.rows_affected())
        }
    }
}
