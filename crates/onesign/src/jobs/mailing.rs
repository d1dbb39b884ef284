//! What the jobs that send mails have in common: when a mail is tried again, and when the server gives up.

use super::{Ended, Failed, Jobs};
use crate::mail::MailError;
use crate::mail::delivery::{Errand, Undelivered};
use uuid::Uuid;

/// How long a mail is tried, in milliseconds (two days).
const TRIED_FOR_MS: i64 = 2 * 24 * 60 * 60 * 1000;
/// The shortest and the longest pause between two tries, in milliseconds.
const PAUSES_MS: (i64, i64) = (1_000, 10 * 60 * 1000);

/// How often a mail server is given a mail whose fate it does not tell: each time may be another copy.
const MOST_UNANSWERED: u32 = 3;
/// The pause after such a try, in milliseconds (ten minutes).
const UNANSWERED_PAUSE_MS: i64 = 10 * 60 * 1000;

/// What follows from a mail that did not leave.
pub(super) enum Next {
    /// It is tried again at this time, Unix milliseconds.
    Later(i64, MailError),
    /// It will not arrive.
    Never(MailError),
}

impl Next {
    /// Decides for a mail that has been tried since `since_ms`, and that the mail server was given `unanswered` times
    /// before without a word. The pauses grow with the time it has waited.
    pub(super) fn after(
        error: Undelivered,
        since_ms: i64,
        unanswered: u32,
        now_ms: i64,
    ) -> Result<Self, Failed> {
        let Undelivered::Mail(error) = error else {
            return Err(error.into());
        };
        tracing::warn!(%error, "an e-mail could not be delivered");
        let waited = (now_ms - since_ms).max(0);
        if error.code.is_final() || waited >= TRIED_FOR_MS {
            return Ok(Self::Never(error));
        }
        if error.is_unanswered() {
            if unanswered + 1 >= MOST_UNANSWERED {
                return Ok(Self::Never(error));
            }
            return Ok(Self::Later(now_ms + UNANSWERED_PAUSE_MS, error));
        }
        let pause = (waited / 2).clamp(PAUSES_MS.0, PAUSES_MS.1);
        Ok(Self::Later(now_ms + pause, error))
    }
}

/// Mails news that carry no secret. What is refused for good is kept for the owner to see.
pub(super) async fn notify(jobs: &Jobs, errand: &Errand<'_>) -> Result<Ended, Failed> {
    let Err(error) = jobs.mailing.deliver(errand).await else {
        return Ok(Ended::Done);
    };
    let since = queued_ms(errand.id);
    // Nobody counts the tries of a notice; the time that it has waited bounds them as well.
    let now = jobs.clock.now_ms();
    let unanswered = (now - since).max(0) / UNANSWERED_PAUSE_MS;
    let unanswered = u32::try_from(unanswered).unwrap_or(u32::MAX - 1);
    match Next::after(error, since, unanswered, now)? {
        Next::Later(until, error) => Ok(wait(until, &error)),
        // Nobody knows that it was refused; the log says what happened.
        Next::Never(error) if error.is_unanswered() => Ok(Ended::Done),
        Next::Never(error) => {
            jobs.mailing.keep_refused(errand, &error.detail).await?;
            Ok(Ended::Done)
        }
    }
}

/// When a job was queued, Unix milliseconds: its identifier says so (RFC 9562, version 7).
pub(super) fn queued_ms(job: Uuid) -> i64 {
    let queued = job.get_timestamp().map(|at| at.to_unix());
    queued.map_or(0, |(seconds, nanos)| {
        (seconds * 1_000 + u64::from(nanos) / 1_000_000) as i64
    })
}

/// Tells the queue to run the job again later.
pub(super) fn wait(until_ms: i64, error: &MailError) -> Ended {
    Ended::Waits {
        code: error.code.word(),
        until_ms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onesign_core::mail_code::MailCode;

    fn after(code: MailCode, waited: i64) -> Option<i64> {
        after_some(code, 0, waited)
    }

    fn after_some(code: MailCode, unanswered: u32, waited: i64) -> Option<i64> {
        let error = MailError {
            code,
            detail: String::new(),
        };
        match Next::after(error.into(), 1_000, unanswered, 1_000 + waited).unwrap() {
            Next::Later(at, _) => Some(at - 1_000 - waited),
            Next::Never(_) => None,
        }
    }

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(after(MailCode::MailUnreachable, 0), Some(1_000));
        assert_eq!(after(MailCode::MailUnreachable, 70_000), Some(35_000));
        assert_eq!(after(MailCode::MailDeferred, 3_600_000), Some(600_000));
        assert_eq!(after(MailCode::MailDeferred, TRIED_FOR_MS), None);
        assert_eq!(after(MailCode::MailRefused, 0), None);
        assert_eq!(after(MailCode::MailAddressUnsupported, 0), None);
        // A clock that was set back makes nothing worse.
        assert_eq!(after(MailCode::MailUnreachable, -5_000), Some(1_000));
    }

    #[test]
    fn a_server_that_does_not_answer_gets_few_copies() {
        for (before, pause) in [(0, Some(600_000)), (1, Some(600_000)), (2, None)] {
            assert_eq!(after_some(MailCode::MailUnanswered, before, 0), pause);
        }
        // A server that can't be reached gets no copy: that is tried on.
        assert!(after_some(MailCode::MailUnreachable, 2, 0).is_some());
    }
}
