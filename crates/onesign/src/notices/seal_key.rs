//! The certificate of the seal is about to expire or lacks its issuer's, or its key is not usable.

use super::{Notice, NoticeCode};
use crate::sealing::keys::{Keeper, State, WARN_BEFORE_S};
use onesign_evidence::text::time;

pub(super) fn notices(keeper: &Keeper, started_ms: i64, now_ms: i64) -> Option<Notice> {
    let key = keeper.current();
    let certificate = &key.certificate;
    let (begins_ms, ends_ms) = (
        certificate.validity.0.saturating_mul(1000),
        certificate.validity.1.saturating_mul(1000),
    );
    let subject = ("subject", certificate.subject.clone());
    let ending = |code, since_ms| {
        let detail = [
            ("ends_at", time(ends_ms)),
            ("issuer", certificate.issuer.clone()),
            ("source", keeper.source().to_string()),
            subject.clone(),
        ];
        Notice::new(code, since_ms, detail)
    };
    Some(match keeper.state(now_ms / 1000) {
        State::Ready if key.chain_is_incomplete() => Notice::new(
            NoticeCode::SealChainIncomplete,
            started_ms,
            [("issuer", certificate.issuer.clone()), subject],
        ),
        State::Ready => return None,
        State::EndsSoon => ending(NoticeCode::SealEndsSoon, ends_ms - WARN_BEFORE_S * 1000),
        State::Ended => ending(NoticeCode::SealEnded, ends_ms),
        State::NotYetValid => Notice::new(
            NoticeCode::SealNotYetValid,
            started_ms,
            [("begins_at", time(begins_ms)), subject],
        ),
        State::Unavailable => Notice::new(
            NoticeCode::SealUnavailable,
            keeper.failing_since_ms().unwrap_or(now_ms),
            [subject],
        ),
    })
}
