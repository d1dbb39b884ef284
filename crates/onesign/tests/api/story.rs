//! Verbs of a ceremony, so that a test reads as a story: a house sends, its people open, agree and sign, and what was
//! sent becomes sealed. A verb that nobody refuses gives what it led to; one that may be refused gives the [`Answer`].

use crate::harness::{Answer, House, Person, SPKI, filled, finishing, proved};
use onesign::client::answers::{
    Envelope, Fact, FilledField, Items, Link, MailSummary, Recipient, Session,
};
use onesign::client::{Client, SignerClient};
use reqwest::Method;
use serde_json::{Value, json};
use std::ops::Deref;
use std::time::Duration;

/// An envelope that was sent.
pub struct Sent<'h> {
    house: &'h House,
    pub id: String,
    /// As it was when it was sent.
    pub envelope: Envelope,
}

impl Sent<'_> {
    /// The address of something that belongs to it.
    pub fn path(&self, below: &str) -> String {
        format!("/v1/envelopes/{}{below}", self.id)
    }

    /// As its sender sees it now.
    pub async fn now(&self) -> Envelope {
        self.house.get(&self.path("")).await.read()
    }

    /// Its first recipient, as its sender sees them now.
    pub async fn first(&self) -> Recipient {
        self.now().await.recipients.swap_remove(0)
    }

    /// The link in the newest mail to this person.
    pub async fn link_to(&self, name: &str) -> String {
        self.newer_link_to(name, &[]).await
    }

    /// The link in the newest mail to this person that is none of those known.
    pub async fn newer_link_to(&self, name: &str, known: &[String]) -> String {
        let mailbox = format!("{name}@example.com");
        let link = self.house.owner.mailed_link(&mailbox, known).await;
        link.unwrap()
    }

    /// This person, who has opened their newest mail.
    pub async fn opened_by(&self, name: &str) -> Signer {
        Signer::opens(&self.link_to(name).await).await
    }

    /// This person, who has opened their newest mail and agreed to sign electronically.
    pub async fn agreed_by(&self, name: &str) -> Signer {
        let signer = self.opened_by(name).await;
        signer.agrees().await;
        signer
    }

    /// It, once it is sealed.
    pub async fn sealed(&self) -> Envelope {
        self.becomes("sealed").await
    }

    /// It, once it has this status.
    pub async fn becomes(&self, status: &str) -> Envelope {
        self.house.owner.wait_for(&self.id, status).await.unwrap()
    }

    pub async fn facts(&self) -> Vec<Fact> {
        self.house.facts(&self.id).await
    }

    /// How many facts of this type it has.
    pub async fn count(&self, kind: &str) -> usize {
        self.house.count(&self.id, kind).await
    }

    /// What its facts of this type say, in order.
    pub async fn details(&self, kind: &str) -> Vec<Value> {
        let facts = self.facts().await.into_iter();
        let of_kind = facts.filter(|fact| fact.kind == kind);
        of_kind.map(|fact| fact.detail).collect()
    }

    /// The codes that its facts of this type name, in order.
    pub async fn codes(&self, kind: &str) -> Vec<String> {
        let details = self.details(kind).await;
        let code = |detail: &Value| detail["code"].as_str().unwrap().to_owned();
        details.iter().map(code).collect()
    }
}

impl House {
    /// The owner sends the contract to these people.
    pub async fn sends_to(&self, people: &[Person]) -> Sent<'_> {
        let envelope = self.sent(people).await;
        Sent {
            house: self,
            id: envelope.id.clone(),
            envelope,
        }
    }

    /// The sender voids an envelope.
    pub async fn voids(&self, sent: &Sent<'_>, reason: &str) -> Answer {
        let body = json!({ "reason": reason });
        self.write(Method::POST, &sent.path("/voiding"), &body)
            .await
    }

    /// The sender has the recipient with this number mailed again.
    pub async fn reminds(&self, sent: &Sent<'_>, recipient: usize) -> Answer {
        let id = &sent.envelope.recipients[recipient].id;
        let path = sent.path(&format!("/recipients/{id}/reminders"));
        self.write(Method::POST, &path, &json!({})).await
    }

    /// The sender takes the link of the recipient with this number.
    pub async fn copies_link(&self, sent: &Sent<'_>, recipient: usize) -> Answer {
        let id = &sent.envelope.recipients[recipient].id;
        let path = sent.path(&format!("/recipients/{id}/link"));
        self.write(Method::POST, &path, &json!({})).await
    }

    /// What anybody is told of a link.
    pub async fn tells_of(&self, link: &str) -> Link {
        let path = format!("/v1/links/{}", parts(link).0);
        self.get(&path).await.read()
    }

    /// A browser that knows nothing else exchanges a selector and a secret for a session of this key.
    pub async fn exchange(&self, (selector, secret): (&str, &str), key: &str) -> Answer {
        let visitor = Client::new(&self.origin).unwrap();
        let body = json!({ "secret": secret, "public_key": key });
        let path = format!("/v1/links/{selector}/exchange");
        Answer::of(visitor.request(Method::POST, &path).json(&body)).await
    }

    /// A browser that knows nothing else opens a link.
    pub async fn opening(&self, link: &str) -> Answer {
        self.exchange(parts(link), SPKI).await
    }

    /// Somebody with an old link asks for a new one.
    pub async fn asked_for_another(&self, link: &str) -> Answer {
        let visitor = Client::new(&self.origin).unwrap();
        let path = format!("/v1/links/{}/renewal", parts(link).0);
        Answer::of(visitor.request(Method::POST, &path)).await
    }

    /// The mails to this person in the outbox, newest first.
    pub async fn mails_to(&self, name: &str) -> Vec<MailSummary> {
        let outbox: Items<MailSummary> = self.get("/v1/outbox").await.read();
        let mails = outbox.items.into_iter();
        let mailbox = format!("{name}@example.com");
        mails.filter(|mail| mail.to.contains(&mailbox)).collect()
    }

    /// Waits until this many mails went to this person.
    pub async fn mailed(&self, name: &str, count: usize) {
        let mut found = 0;
        for _ in 0..200 {
            found = self.mails_to(name).await.len();
            if found >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(found, count, "mails to {name}");
    }
}

/// Selector and secret of a link.
pub fn parts(link: &str) -> (&str, &str) {
    link.split_once("/s/").unwrap().1.split_once('#').unwrap()
}

/// Somebody who has opened a link.
pub struct Signer(SignerClient);

impl From<SignerClient> for Signer {
    fn from(client: SignerClient) -> Self {
        Self(client)
    }
}

impl Deref for Signer {
    type Target = SignerClient;
    fn deref(&self) -> &SignerClient {
        &self.0
    }
}

impl Signer {
    /// Opens a link that can be opened.
    pub async fn opens(link: &str) -> Self {
        Self(SignerClient::open(link).await.unwrap())
    }

    /// Opens another link in the same browser.
    pub async fn opens_too(&self, link: &str) -> Self {
        Self(self.open_beside(link).await.unwrap())
    }

    /// Agrees to sign electronically.
    pub async fn agrees(&self) {
        self.consent().await.unwrap();
    }

    /// Looks at every page.
    pub async fn looks_at_every_page(&self) {
        self.read_pages().await.unwrap();
    }

    /// Signs with what fits into the fields.
    pub async fn signs(&self) -> Session {
        self.sign(filled(self)).await.unwrap()
    }

    /// Signs, with an answer that may be a refusal.
    pub async fn signing(&self) -> Answer {
        self.signing_with(&finishing(self)).await
    }

    /// Signs by this request.
    pub async fn signing_with(&self, body: &Value) -> Answer {
        self.writes(Method::POST, "signature", body).await
    }

    /// Declines for this reason.
    pub async fn declines(&self, reason: &str) -> Answer {
        let body = json!({ "reason": reason });
        self.writes(Method::POST, "declining", &body).await
    }

    /// Has this entry kept in a field.
    pub async fn enters(&self, field: &str, value: impl Into<Value>) -> Answer {
        let body = json!({ "values": { field: value.into() } });
        self.writes(Method::PUT, "values", &body).await
    }

    /// A proved write below `/v1/signing/`.
    pub async fn writes(&self, method: Method, below: &str, body: &Value) -> Answer {
        proved(self, method, &format!("/v1/signing/{below}"), body).await
    }

    /// What this session reads at an address.
    pub async fn reads(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// What the signing page shows now.
    pub async fn sees(&self) -> Session {
        self.reads("/v1/signing").await.read()
    }

    /// The first field of this kind, as the signing page shows it now.
    pub async fn field(&self, kind: &str) -> FilledField {
        let mut fields = self.sees().await.fields.into_iter();
        fields.find(|field| field.kind == kind).unwrap()
    }
}
