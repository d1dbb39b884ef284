//! Mails a link to choose a new password. Each try makes a new link, so that the secret is kept nowhere.

use super::mailing::{Next, queued_ms, wait};
use super::{Ended, Failed, Jobs, system};
use crate::clock::random;
use crate::mail::account_letter::{ToHolder, password_reset};
use crate::mail::instance_name;
use onesign_core::audit::{base64url, sha256};
use onesign_core::command::IssuePasswordReset;
use onesign_core::identity::account::RESET_LIFE_MS;
use onesign_core::ids::AccountId;
use onesign_core::job::JobKind;
use onesign_core::{Command, Viewer};
use uuid::Uuid;

/// Makes the link and mails it. A link that nobody asked for within an hour is not mailed any more.
pub(super) async fn run(
    jobs: &Jobs,
    job: Uuid,
    account: AccountId,
    locale: &str,
) -> Result<Ended, Failed> {
    let now = jobs.clock.now_ms();
    let since = queued_ms(job);
    if now - since >= RESET_LIFE_MS {
        return Ok(Ended::Done);
    }
    let secret = base64url(&random::<32>());
    let issue = Command::IssuePasswordReset(IssuePasswordReset {
        account,
        secret_sha256: base64url(&sha256(&[secret.as_bytes()])),
    });
    let by = system(JobKind::MailPasswordReset);
    jobs.store.execute(issue, &by, &jobs.clock.moment()).await?;
    let holder = jobs.store.read(&Viewer::System).account(account).await?;
    let instance = instance_name(&jobs.store).await?;
    let to = ToHolder {
        id: Uuid::now_v7(),
        written_ms: now,
        locale,
        name: &holder.name,
        email: &holder.email,
        instance: &instance,
    };
    let link = jobs.links.password_page(account, &secret);
    let mail = password_reset(&to, &link, jobs.mailing.texts());
    match jobs.mailing.hand_over(&mail).await {
        Ok(()) => Ok(Ended::Done),
        Err(error) => match Next::after(error, since, 0, now)? {
            Next::Later(until, error) => Ok(wait(until, &error)),
            Next::Never(_) => Ok(Ended::Done),
        },
    }
}
