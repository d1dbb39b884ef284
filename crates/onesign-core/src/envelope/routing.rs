//! Routing: who is asked next.

use crate::envelope::Envelope;
use crate::envelope::recipient::{Recipient, RecipientStatus};
use crate::ids::RecipientId;

/// The signers to invite now: those waiting in the lowest step with an unsigned recipient.
///
/// `just_signed` is treated as done although the state does not say so yet.
pub fn next_to_invite(envelope: &Envelope, just_signed: Option<RecipientId>) -> Vec<&Recipient> {
    let open = |r: &&Recipient| {
        r.signs() && r.status != RecipientStatus::Signed && Some(r.id) != just_signed
    };
    let Some(step) = envelope
        .recipients
        .iter()
        .filter(open)
        .map(|r| r.step)
        .min()
    else {
        return Vec::new();
    };
    envelope
        .recipients
        .iter()
        .filter(open)
        .filter(|r| r.step == step && r.status == RecipientStatus::Waiting)
        .collect()
}

/// Whether everybody will have signed once `just_signed` has.
pub fn is_last(envelope: &Envelope, just_signed: RecipientId) -> bool {
    envelope
        .recipients
        .iter()
        .filter(|r| r.signs() && r.id != just_signed)
        .all(|r| r.status == RecipientStatus::Signed)
}
