//! The certificate of the seal ends or comes without its issuer's, or its key can't be used.

use super::{Notice, NoticeCode};
use crate::app::App;
use crate::config::KeySource;
use crate::http::time;
use crate::sealing::keys::{State, WARN_BEFORE_S};

pub(super) fn notices(app: &App, now_ms: i64) -> Option<Notice> {
    let key = app.seal.current();
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
            ("source", KeySource::from(&app.config.seal).to_string()),
            subject.clone(),
        ];
        Notice::new(code, since_ms, detail)
    };
    Some(match app.seal.state(now_ms / 1000) {
        State::Ready if key.chain_is_incomplete() => Notice::new(
            NoticeCode::SealChainIncomplete,
            app.started_ms,
            [("issuer", certificate.issuer.clone()), subject],
        ),
        State::Ready => return None,
        State::EndsSoon => ending(NoticeCode::SealEndsSoon, ends_ms - WARN_BEFORE_S * 1000),
        State::Ended => ending(NoticeCode::SealEnded, ends_ms),
        State::NotYetValid => Notice::new(
            NoticeCode::SealNotYetValid,
            app.started_ms,
            [("begins_at", time(begins_ms)), subject],
        ),
        State::Unavailable => Notice::new(
            NoticeCode::SealUnavailable,
            app.seal.failing_since_ms().unwrap_or(now_ms),
            [subject],
        ),
    })
}
