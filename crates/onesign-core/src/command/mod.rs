//! Commands: every possible intent. Only a command changes anything.

mod account;
mod ending;
mod instance;
mod link;
mod sending;
mod signing;

pub use account::{
    BreakGlass, ChangePassword, CloseOtherSessions, CloseSession, CreateApiKey, EnrolSecondFactor,
    FirstFactor, IssuePasswordReset, IssueRecoveryCodes, OpenSession, ProveSecondFactor,
    RefuseSession, RemoveSecondFactor, RequestPasswordReset, ResetPassword, RevokeApiKey, Rotation,
    WrongFactor,
};
pub use ending::{ExpireEnvelope, ExtendSeal, RecordInformed, RecordSeal};
pub use instance::{RecordSealKey, SetUpInstance};
pub use link::{
    CopyLink, ExchangeLink, FreshLink, IssueLink, RecordDeliveryFailure, RecordHandOver,
    RecordUnanswered, RequestLink, RevealLink,
};
pub use sending::{
    CreateEnvelope, DeleteDraft, RemindRecipient, ReviseDraft, SendEnvelope, Upload, VoidEnvelope,
};
pub use signing::{Decline, GiveConsent, RecordView, SaveEntries, Sign};

use crate::ids::StreamId;
use strum::{Display, EnumDiscriminants, VariantArray};

/// An intent: one of the structs of this folder.
#[derive(Clone, Debug, PartialEq, EnumDiscriminants)]
#[strum_discriminants(name(CommandName), derive(Display, VariantArray))]
#[strum_discriminants(doc = "The name of a command.")]
pub enum Command {
    /// See [`SetUpInstance`].
    SetUpInstance(SetUpInstance),
    /// See [`RecordSealKey`].
    RecordSealKey(RecordSealKey),
    /// See [`OpenSession`].
    OpenSession(OpenSession),
    /// See [`RefuseSession`].
    RefuseSession(RefuseSession),
    /// See [`CloseSession`].
    CloseSession(CloseSession),
    /// See [`CloseOtherSessions`].
    CloseOtherSessions(CloseOtherSessions),
    /// See [`ProveSecondFactor`].
    ProveSecondFactor(ProveSecondFactor),
    /// See [`EnrolSecondFactor`].
    EnrolSecondFactor(EnrolSecondFactor),
    /// See [`RemoveSecondFactor`].
    RemoveSecondFactor(RemoveSecondFactor),
    /// See [`IssueRecoveryCodes`].
    IssueRecoveryCodes(IssueRecoveryCodes),
    /// See [`ChangePassword`].
    ChangePassword(ChangePassword),
    /// See [`RequestPasswordReset`].
    RequestPasswordReset(RequestPasswordReset),
    /// See [`IssuePasswordReset`].
    IssuePasswordReset(IssuePasswordReset),
    /// See [`ResetPassword`].
    ResetPassword(ResetPassword),
    /// See [`BreakGlass`].
    BreakGlass(BreakGlass),
    /// See [`CreateApiKey`].
    CreateApiKey(CreateApiKey),
    /// See [`RevokeApiKey`].
    RevokeApiKey(RevokeApiKey),
    /// See [`CreateEnvelope`].
    CreateEnvelope(CreateEnvelope),
    /// See [`ReviseDraft`].
    ReviseDraft(ReviseDraft),
    /// See [`SendEnvelope`].
    SendEnvelope(SendEnvelope),
    /// See [`DeleteDraft`].
    DeleteDraft(DeleteDraft),
    /// See [`VoidEnvelope`].
    VoidEnvelope(VoidEnvelope),
    /// See [`RemindRecipient`].
    RemindRecipient(RemindRecipient),
    /// See [`IssueLink`].
    IssueLink(IssueLink),
    /// See [`RecordHandOver`].
    RecordHandOver(RecordHandOver),
    /// See [`RecordDeliveryFailure`].
    RecordDeliveryFailure(RecordDeliveryFailure),
    /// See [`RecordUnanswered`].
    RecordUnanswered(RecordUnanswered),
    /// See [`RevealLink`].
    RevealLink(RevealLink),
    /// See [`CopyLink`].
    CopyLink(CopyLink),
    /// See [`ExchangeLink`].
    ExchangeLink(ExchangeLink),
    /// See [`RequestLink`].
    RequestLink(RequestLink),
    /// See [`GiveConsent`].
    GiveConsent(GiveConsent),
    /// See [`RecordView`].
    RecordView(RecordView),
    /// See [`SaveEntries`].
    SaveEntries(SaveEntries),
    /// See [`Sign`].
    Sign(Sign),
    /// See [`Decline`].
    Decline(Decline),
    /// See [`ExpireEnvelope`].
    ExpireEnvelope(ExpireEnvelope),
    /// See [`RecordSeal`].
    RecordSeal(RecordSeal),
    /// See [`ExtendSeal`].
    ExtendSeal(ExtendSeal),
    /// See [`RecordInformed`].
    RecordInformed(RecordInformed),
}

impl Command {
    /// The stream the command is decided on.
    pub fn stream(&self) -> StreamId {
        match self {
            Self::SetUpInstance(_) | Self::RecordSealKey(_) => StreamId::Instance,
            Self::OpenSession(c) => StreamId::Account(c.account),
            Self::RefuseSession(c) => StreamId::Account(c.account),
            Self::CloseSession(c) => StreamId::Account(c.account),
            Self::CloseOtherSessions(c) => StreamId::Account(c.account),
            Self::ProveSecondFactor(c) => StreamId::Account(c.account),
            Self::EnrolSecondFactor(c) => StreamId::Account(c.account),
            Self::RemoveSecondFactor(c) => StreamId::Account(c.account),
            Self::IssueRecoveryCodes(c) => StreamId::Account(c.account),
            Self::ChangePassword(c) => StreamId::Account(c.account),
            Self::RequestPasswordReset(c) => StreamId::Account(c.account),
            Self::IssuePasswordReset(c) => StreamId::Account(c.account),
            Self::ResetPassword(c) => StreamId::Account(c.account),
            Self::BreakGlass(c) => StreamId::Account(c.account),
            Self::CreateApiKey(c) => StreamId::Account(c.account),
            Self::RevokeApiKey(c) => StreamId::Account(c.account),
            Self::CreateEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::ReviseDraft(c) => StreamId::Envelope(c.envelope),
            Self::SendEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::DeleteDraft(c) => StreamId::Envelope(c.envelope),
            Self::VoidEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::RemindRecipient(c) => StreamId::Envelope(c.envelope),
            Self::IssueLink(c) => StreamId::Envelope(c.envelope),
            Self::RecordHandOver(c) => StreamId::Envelope(c.envelope),
            Self::RecordDeliveryFailure(c) => StreamId::Envelope(c.envelope),
            Self::RecordUnanswered(c) => StreamId::Envelope(c.envelope),
            Self::RevealLink(c) => StreamId::Envelope(c.envelope),
            Self::CopyLink(c) => StreamId::Envelope(c.envelope),
            Self::ExchangeLink(c) => StreamId::Envelope(c.envelope),
            Self::RequestLink(c) => StreamId::Envelope(c.envelope),
            Self::GiveConsent(c) => StreamId::Envelope(c.envelope),
            Self::RecordView(c) => StreamId::Envelope(c.envelope),
            Self::SaveEntries(c) => StreamId::Envelope(c.envelope),
            Self::Sign(c) => StreamId::Envelope(c.envelope),
            Self::Decline(c) => StreamId::Envelope(c.envelope),
            Self::ExpireEnvelope(c) => StreamId::Envelope(c.envelope),
            Self::RecordSeal(c) => StreamId::Envelope(c.envelope),
            Self::ExtendSeal(c) => StreamId::Envelope(c.envelope),
            Self::RecordInformed(c) => StreamId::Envelope(c.envelope),
        }
    }
}
