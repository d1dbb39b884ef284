//! A command of each name.

use super::envelopes;
use crate::world::{DOCUMENT, ENVELOPE, OWNER, person};
use onesign_core::Command;
use onesign_core::command::*;
use onesign_core::envelope::draft::Draft;
use onesign_core::envelope::recipient::LinkPurpose;
use onesign_core::envelope::seal_level::{Level, SealLevel};
use onesign_core::identity::api_scope::ApiScopes;
use onesign_core::identity::second_factor::{FactorMethod, FactorProof};
use onesign_core::ids::{ApiKeyId, FactorId};
use onesign_core::mail_code::MailCode;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A command of this name on the sender's envelope, the sender's account or the instance.
pub fn example(name: CommandName) -> Command {
    let (envelope, account, recipient) = (ENVELOPE, OWNER, person(0));
    let (word, none) = (String::new, None);
    match name {
        CommandName::SetUpInstance => Command::SetUpInstance(SetUpInstance {
            instance_name: word(),
            account,
            name: word(),
            email: word(),
            password_hash: word(),
        }),
        CommandName::RecordSealKey => Command::RecordSealKey(RecordSealKey {
            certificate_sha256: word(),
            ends_at_ms: 0,
        }),
        CommandName::OpenSession => Command::OpenSession(OpenSession {
            account,
            sid_sha256: word(),
            first: FirstFactor::Password { rehashed: None },
        }),
        CommandName::RefuseSession => Command::RefuseSession(RefuseSession {
            account,
            wrong: WrongFactor::Password,
        }),
        CommandName::CloseSession => Command::CloseSession(CloseSession {
            account,
            sid_sha256: word(),
        }),
        CommandName::CloseOtherSessions
        | CommandName::ProveSecondFactor
        | CommandName::EnrolSecondFactor
        | CommandName::RemoveSecondFactor
        | CommandName::IssueRecoveryCodes
        | CommandName::ChangePassword
        | CommandName::RequestPasswordReset
        | CommandName::IssuePasswordReset
        | CommandName::ResetPassword
        | CommandName::BreakGlass
        | CommandName::CreateApiKey
        | CommandName::RevokeApiKey => on_account(name),
        CommandName::CreateEnvelope => Command::CreateEnvelope(CreateEnvelope {
            envelope,
            sender: (word(), word()),
            title: word(),
            locale: word(),
            upload: upload(),
        }),
        CommandName::ReviseDraft => Command::ReviseDraft(ReviseDraft {
            envelope,
            draft: Draft::of(envelopes()[0].envelope().unwrap()),
            based_on: none,
        }),
        CommandName::SendEnvelope => Command::SendEnvelope(SendEnvelope {
            envelope,
            revision: None,
        }),
        CommandName::DeleteDraft => Command::DeleteDraft(DeleteDraft { envelope }),
        CommandName::VoidEnvelope => Command::VoidEnvelope(VoidEnvelope {
            envelope,
            reason: word(),
        }),
        CommandName::RemindRecipient => Command::RemindRecipient(RemindRecipient {
            envelope,
            recipient,
        }),
        CommandName::IssueLink => Command::IssueLink(IssueLink {
            envelope,
            recipient,
            selector: word(),
            secret_sha256: word(),
            purpose: LinkPurpose::Sign,
            replaces: None,
            keeps: false,
        }),
        CommandName::RecordHandOver => Command::RecordHandOver(RecordHandOver {
            envelope,
            recipient,
            selector: word(),
            reply: word(),
        }),
        CommandName::RecordDeliveryFailure => {
            Command::RecordDeliveryFailure(RecordDeliveryFailure {
                envelope,
                recipient,
                selector: word(),
                code: MailCode::MailRefused,
                reply: word(),
            })
        }
        CommandName::RecordUnanswered => Command::RecordUnanswered(RecordUnanswered {
            envelope,
            recipient,
            selector: word(),
            reply: word(),
        }),
        CommandName::RevealLink => Command::RevealLink(RevealLink {
            envelope,
            recipient,
            selector: word(),
        }),
        CommandName::CopyLink => Command::CopyLink(CopyLink {
            envelope,
            recipient,
            selector: word(),
            fresh: None,
        }),
        CommandName::ExchangeLink => Command::ExchangeLink(ExchangeLink {
            envelope,
            recipient,
            selector: word(),
            secret_sha256: word(),
            sid_sha256: word(),
            session_key: word(),
        }),
        CommandName::RequestLink => Command::RequestLink(RequestLink {
            envelope,
            recipient,
        }),
        CommandName::GiveConsent => Command::GiveConsent(GiveConsent {
            envelope,
            sha256: word(),
            version: 1,
            locale: word(),
        }),
        CommandName::RecordView => Command::RecordView(RecordView {
            envelope,
            pages: vec![],
        }),
        CommandName::SaveEntries => Command::SaveEntries(SaveEntries {
            envelope,
            values: BTreeMap::new(),
        }),
        CommandName::Sign => Command::Sign(Sign {
            envelope,
            document_sha256: DOCUMENT.into(),
            values: BTreeMap::new(),
            seen: vec![],
        }),
        CommandName::Decline => Command::Decline(Decline {
            envelope,
            reason: word(),
        }),
        CommandName::ExpireEnvelope => Command::ExpireEnvelope(ExpireEnvelope { envelope }),
        CommandName::RecordSeal => Command::RecordSeal(RecordSeal {
            envelope,
            pdf_sha256: word(),
            level: SealLevel::settled(Level::B),
            facts: 0,
            head: word(),
        }),
        CommandName::ExtendSeal => Command::ExtendSeal(ExtendSeal {
            envelope,
            prefix_sha256: word(),
            prefix_bytes: 0,
            pdf_sha256: word(),
            level: SealLevel::settled(Level::Lta),
            added: vec![],
            timestamp_ends_ms: None,
        }),
        CommandName::RecordInformed => Command::RecordInformed(RecordInformed {
            envelope,
            recipient,
        }),
    }
}

/// A command of this name about the second factors, the password and the keys of the sender's account.
fn on_account(name: CommandName) -> Command {
    let (account, word) = (OWNER, String::new);
    let (factor, key) = (FactorId(Uuid::nil()), ApiKeyId(Uuid::nil()));
    let session = Rotation {
        old: word(),
        new: word(),
    };
    match name {
        CommandName::CloseOtherSessions => Command::CloseOtherSessions(CloseOtherSessions {
            account,
            keep: word(),
        }),
        CommandName::ProveSecondFactor => Command::ProveSecondFactor(ProveSecondFactor {
            account,
            session,
            proof: FactorProof::RecoveryCode { sha256: word() },
        }),
        CommandName::EnrolSecondFactor => Command::EnrolSecondFactor(EnrolSecondFactor {
            account,
            session,
            factor,
            label: word(),
            method: FactorMethod::Totp {
                secret: word(),
                last_step: 0,
            },
            recovery_codes: vec![],
        }),
        CommandName::RemoveSecondFactor => Command::RemoveSecondFactor(RemoveSecondFactor {
            account,
            keep: word(),
            factor,
        }),
        CommandName::IssueRecoveryCodes => Command::IssueRecoveryCodes(IssueRecoveryCodes {
            account,
            sha256: vec![],
        }),
        CommandName::ChangePassword => Command::ChangePassword(ChangePassword {
            account,
            password_hash: word(),
            session,
        }),
        CommandName::RequestPasswordReset => Command::RequestPasswordReset(RequestPasswordReset {
            account,
            locale: word(),
        }),
        CommandName::IssuePasswordReset => Command::IssuePasswordReset(IssuePasswordReset {
            account,
            secret_sha256: word(),
        }),
        CommandName::ResetPassword => Command::ResetPassword(ResetPassword {
            account,
            secret_sha256: word(),
            password_hash: word(),
        }),
        CommandName::BreakGlass => Command::BreakGlass(BreakGlass {
            account,
            password_hash: None,
            removes_second_factors: true,
        }),
        CommandName::CreateApiKey => Command::CreateApiKey(CreateApiKey {
            account,
            key,
            label: word(),
            secret_sha256: word(),
            scopes: ApiScopes::all(),
            networks: vec![],
            expires_at_ms: 0,
        }),
        CommandName::RevokeApiKey => Command::RevokeApiKey(RevokeApiKey { account, key }),
        other => panic!("{other} is not about an account"),
    }
}

fn upload() -> Upload {
    Upload {
        filename: String::new(),
        received_sha256: String::new(),
        received_bytes: 0,
        normalised_sha256: String::new(),
        normalised_bytes: 0,
        pages: vec![],
        removed: vec![],
        warnings: vec![],
        detected: vec![],
        enclosed: None,
    }
}
