//! The attempts of a simulated person, valid or not, and how the world responds.

use crate::world::{DOCUMENT, ENVELOPE, START, World, access, draft, field, owner, person};
use onesign_core::actor::Actor;
use onesign_core::command::FreshLink;
use onesign_core::command::{
    CopyLink, Decline, DeleteDraft, ExchangeLink, ExpireEnvelope, ExtendSeal, GiveConsent,
    IssueLink, RecordDeliveryFailure, RecordHandOver, RecordInformed, RecordSeal, RecordUnanswered,
    RecordView, RemindRecipient, RequestLink, RevealLink, ReviseDraft, SaveEntries, SendEnvelope,
    Sign, VoidEnvelope,
};
use onesign_core::decide::link::purpose_now;
use onesign_core::envelope::recipient::{LinkPurpose, SeenPage};
use onesign_core::envelope::seal_level::{Level, Pending, SealLevel};
use onesign_core::envelope::value::{Mark, Value};
use onesign_core::mail_code::MailCode;
use onesign_core::time::DAY_MS;
use onesign_core::{Command, Decision, Refusal};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One attempt.
#[derive(Clone, Debug)]
pub enum Try {
    Revise {
        steps: Vec<i64>,
        complete: bool,
    },
    Send,
    Void,
    Delete,
    Remind(u128),
    Request(u128),
    Issue(u128, bool),
    HandOver(u128),
    Fail(u128),
    HearNothing(u128),
    Reveal(u128),
    Copy {
        who: u128,
        fresh: bool,
    },
    Exchange {
        who: u128,
        forged: bool,
    },
    Consent(u128),
    View(u128, i64),
    Save(u128),
    Sign {
        who: u128,
        changed: bool,
        empty: bool,
    },
    Decline(u128),
    Expire,
    Seal,
    Extend {
        stale: bool,
        pending: bool,
    },
    Inform(u128),
    Wait(i64),
}

pub fn any_try() -> impl Strategy<Value = Try> {
    let who = 0u128..3;
    prop_oneof![
        1 => (prop::collection::vec(1i64..3, 1..4), prop::bool::weighted(0.9))
            .prop_map(|(steps, complete)| Try::Revise { steps, complete }),
        3 => Just(Try::Send),
        1 => Just(Try::Void),
        1 => Just(Try::Delete),
        1 => who.clone().prop_map(Try::Remind),
        1 => who.clone().prop_map(Try::Request),
        6 => (who.clone(), prop::bool::weighted(0.2)).prop_map(|(w, copy)| Try::Issue(w, copy)),
        2 => who.clone().prop_map(Try::HandOver),
        1 => who.clone().prop_map(Try::Fail),
        1 => who.clone().prop_map(Try::HearNothing),
        1 => who.clone().prop_map(Try::Reveal),
        2 => (who.clone(), any::<bool>()).prop_map(|(who, fresh)| Try::Copy { who, fresh }),
        6 => (who.clone(), prop::bool::weighted(0.1))
            .prop_map(|(who, forged)| Try::Exchange { who, forged }),
        6 => who.clone().prop_map(Try::Consent),
        2 => (who.clone(), -1i64..3).prop_map(|(w, p)| Try::View(w, p)),
        2 => who.clone().prop_map(Try::Save),
        8 => (who.clone(), prop::bool::weighted(0.1), prop::bool::weighted(0.1))
            .prop_map(|(who, changed, empty)| Try::Sign { who, changed, empty }),
        1 => who.clone().prop_map(Try::Decline),
        1 => Just(Try::Expire),
        3 => Just(Try::Seal),
        3 => (prop::bool::weighted(0.2), any::<bool>())
            .prop_map(|(stale, pending)| Try::Extend { stale, pending }),
        1 => who.prop_map(Try::Inform),
        1 => (0i64..20 * DAY_MS).prop_map(Try::Wait),
    ]
}

impl World {
    pub fn attempt(&mut self, step: &Try) -> Result<Decision, Refusal> {
        let system = Actor::System { job: "test" };
        let visitor = Actor::Visitor { access: access() };
        match step {
            Try::Revise { steps, complete } => {
                let draft = draft(steps, *complete);
                self.execute(
                    &Command::ReviseDraft(ReviseDraft {
                        envelope: ENVELOPE,
                        draft,
                        based_on: None,
                    }),
                    &owner(),
                )
            }
            Try::Send => self.execute(
                &Command::SendEnvelope(SendEnvelope {
                    envelope: ENVELOPE,
                    revision: None,
                }),
                &owner(),
            ),
            Try::Delete => self.execute(
                &Command::DeleteDraft(DeleteDraft { envelope: ENVELOPE }),
                &owner(),
            ),
            Try::Void => self.execute(
                &Command::VoidEnvelope(VoidEnvelope {
                    envelope: ENVELOPE,
                    reason: "Wrong version".into(),
                }),
                &owner(),
            ),
            Try::Remind(who) => self.execute(
                &Command::RemindRecipient(RemindRecipient {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                }),
                &owner(),
            ),
            Try::Request(who) => self.execute(
                &Command::RequestLink(RequestLink {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                }),
                &visitor,
            ),
            Try::Issue(who, copy) => {
                self.links += 1;
                let command = Command::IssueLink(IssueLink {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                    selector: format!("link{}", self.links),
                    secret_sha256: format!("{:064x}", self.links),
                    purpose: if *copy {
                        LinkPurpose::Copy
                    } else {
                        LinkPurpose::Sign
                    },
                    replaces: self.link(*who),
                    keeps: self.links.is_multiple_of(3),
                });
                self.execute(&command, &system)
            }
            Try::HandOver(who) => self.execute(
                &Command::RecordHandOver(RecordHandOver {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                    selector: self.newest(*who),
                    reply: "250 ok".into(),
                }),
                &system,
            ),
            Try::Fail(who) => self.execute(
                &Command::RecordDeliveryFailure(RecordDeliveryFailure {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                    selector: self.newest(*who),
                    code: MailCode::MailRefused,
                    reply: "550 no such user".into(),
                }),
                &system,
            ),
            Try::HearNothing(who) => self.execute(
                &Command::RecordUnanswered(RecordUnanswered {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                    selector: self.newest(*who),
                    reply: "no answer".into(),
                }),
                &system,
            ),
            Try::Reveal(who) => self.execute(
                &Command::RevealLink(RevealLink {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                    selector: self.newest(*who),
                }),
                &owner(),
            ),
            Try::Copy { who, fresh } => self.copy(*who, *fresh),
            Try::Exchange { who, forged } => self.exchange(*who, *forged, &visitor),
            Try::Consent(who) => {
                let command = Command::GiveConsent(GiveConsent {
                    envelope: ENVELOPE,
                    sha256: DOCUMENT.into(),
                    version: 1,
                    locale: "en".into(),
                });
                self.execute(&command, &self.session(*who))
            }
            Try::View(who, page) => {
                let pages = vec![SeenPage {
                    page: *page,
                    sha256: DOCUMENT.into(),
                }];
                self.execute(
                    &Command::RecordView(RecordView {
                        envelope: ENVELOPE,
                        pages,
                    }),
                    &self.session(*who),
                )
            }
            Try::Save(who) => {
                let values =
                    BTreeMap::from([(field(*who * 2 + 1), Some(Value::Text("Oslo".into())))]);
                self.execute(
                    &Command::SaveEntries(SaveEntries {
                        envelope: ENVELOPE,
                        values,
                    }),
                    &self.session(*who),
                )
            }
            Try::Sign {
                who,
                changed,
                empty,
            } => {
                let mark = Value::Mark(Mark::Typed {
                    text: "Mira Holt".into(),
                    hand: "caveat".into(),
                });
                let values = BTreeMap::from([(field(*who * 2), (!empty).then_some(mark))]);
                let document_sha256 = if *changed {
                    "0".repeat(64)
                } else {
                    DOCUMENT.into()
                };
                self.execute(
                    &Command::Sign(Sign {
                        envelope: ENVELOPE,
                        document_sha256,
                        values,
                        seen: self.seen(*who),
                    }),
                    &self.session(*who),
                )
            }
            Try::Decline(who) => self.execute(
                &Command::Decline(Decline {
                    envelope: ENVELOPE,
                    reason: "Not my name".into(),
                }),
                &self.session(*who),
            ),
            Try::Expire => self.execute(
                &Command::ExpireEnvelope(ExpireEnvelope { envelope: ENVELOPE }),
                &system,
            ),
            Try::Seal => {
                let command = Command::RecordSeal(RecordSeal {
                    envelope: ENVELOPE,
                    pdf_sha256: DOCUMENT.into(),
                    level: SealLevel::settled(Level::B),
                    facts: self.facts.len() as i64,
                    head: "head".into(),
                });
                self.execute(&command, &system)
            }
            Try::Extend { stale, pending } => self.extend(*stale, *pending),
            Try::Inform(who) => self.execute(
                &Command::RecordInformed(RecordInformed {
                    envelope: ENVELOPE,
                    recipient: person(*who),
                }),
                &system,
            ),
            Try::Wait(ms) => {
                self.now += ms;
                Err(Refusal::not_found())
            }
        }
    }

    fn extend(&mut self, stale: bool, pending: bool) -> Result<Decision, Refusal> {
        let newest = self
            .envelope()
            .seal
            .as_ref()
            .map(|seal| seal.pdf_sha256.clone());
        self.links += 1;
        let command = Command::ExtendSeal(ExtendSeal {
            envelope: ENVELOPE,
            prefix_sha256: newest.filter(|_| !stale).unwrap_or_else(|| "0".repeat(64)),
            prefix_bytes: 50_000,
            pdf_sha256: format!("{:064x}", self.links),
            level: if pending {
                SealLevel::pending(Level::Lt, Pending::AuthorityUnreachable)
            } else {
                SealLevel::settled(Level::Lta)
            },
            added: vec!["validation_data".into()],
            timestamp_ends_ms: (!pending).then_some(START + 365 * DAY_MS),
        });
        self.execute(&command, &Actor::System { job: "test" })
    }

    /// Look-up name of a recipient's newest link.
    pub fn newest(&self, who: u128) -> String {
        let recipient = self.envelope().recipient(person(who));
        recipient
            .and_then(|r| r.link.as_ref())
            .map_or_else(|| "none".into(), |l| l.selector.clone())
    }

    fn link(&self, who: u128) -> Option<String> {
        let recipient = self.envelope().recipient(person(who));
        recipient.and_then(|r| Some(r.link.as_ref()?.selector.clone()))
    }

    fn copy(&mut self, who: u128, fresh: bool) -> Result<Decision, Refusal> {
        self.links += 1;
        let recipient = self.envelope().recipient(person(who));
        let purpose = recipient.and_then(|r| purpose_now(self.envelope(), r, self.now));
        let command = Command::CopyLink(CopyLink {
            envelope: ENVELOPE,
            recipient: person(who),
            selector: if fresh {
                format!("link{}", self.links)
            } else {
                self.newest(who)
            },
            fresh: fresh.then(|| FreshLink {
                secret_sha256: format!("{:064x}", self.links),
                purpose: purpose.unwrap_or(LinkPurpose::Sign),
                replaces: self.link(who),
            }),
        });
        self.execute(&command, &owner())
    }

    fn exchange(&mut self, who: u128, forged: bool, by: &Actor) -> Result<Decision, Refusal> {
        let link = self
            .envelope()
            .recipient(person(who))
            .and_then(|r| r.link.clone());
        let (selector, secret_sha256) = link.map_or_else(
            || ("none".into(), "none".into()),
            |l| (l.selector, l.secret_sha256),
        );
        self.links += 1;
        let command = Command::ExchangeLink(ExchangeLink {
            envelope: ENVELOPE,
            recipient: person(who),
            selector,
            secret_sha256: if forged {
                "f".repeat(64)
            } else {
                secret_sha256
            },
            sid_sha256: format!("sid{}", self.links),
            session_key: format!("key{}", self.links),
        });
        self.execute(&command, by)
    }
}
