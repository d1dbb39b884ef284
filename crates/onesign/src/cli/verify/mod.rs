//! `onesign verify`: the verdict on files, offline unless asked.

mod fetch;

use crate::clock::HouseClock;
use crate::net::Guarded;
use bytes::Bytes;
use fetch::Fetching;
use onesign_evidence::check::Question;
use onesign_evidence::report::Report;
use onesign_worker::verify::{self, Program, USAGE};
use onesign_worker::{Checker, PressError};
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// The program's name, as a prefix of its error messages.
const NAME: &str = "onesign";

/// How many rounds of fetches may follow each other.
const ROUNDS: usize = 4;

/// The command line of `onesign verify`.
#[derive(clap::Args)]
pub(super) struct Verify {
    #[command(flatten)]
    offline: verify::Arguments,
    /// Fetch revocation lists, OCSP responses and issuers' certificates from the addresses in the files'
    /// certificates. Hosts in private networks are not asked, except those in ONESIGN_FETCH_ALLOW.
    #[arg(long)]
    online: bool,
}

/// Checks the files, several at a time, and prints the results in their order.
pub(super) fn run(arguments: Verify) -> ExitCode {
    let asking = match arguments.offline.asking(HouseClock::of_machine().now_s()) {
        Ok(asking) => asking,
        Err(problem) => {
            eprintln!("{NAME}: {problem}");
            return ExitCode::from(USAGE);
        }
    };
    let program = if arguments.online {
        match online() {
            Ok(program) => program,
            Err(error) => {
                eprintln!("{NAME}: nothing can be fetched: {error}");
                return ExitCode::from(USAGE);
            }
        }
    } else {
        Program::offline(NAME)
    };
    program.run(arguments.offline, asking)
}

/// A program that fetches the validation data named in the files' certificates.
fn online() -> anyhow::Result<Program> {
    let client = guarded()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    Ok(Program {
        name: NAME,
        check: Box::new(move |checker, file, question| {
            check_online(checker, (&runtime, &client), file, question)
        }),
        otherwise: ", and nothing is fetched",
    })
}

fn guarded() -> Result<Guarded, reqwest::Error> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let allowed = std::env::var("ONESIGN_FETCH_ALLOW").unwrap_or_default();
    let hosts = allowed.split(',').map(str::trim);
    let hosts: Vec<String> = hosts.filter(|h| !h.is_empty()).map(str::to_owned).collect();
    Guarded::new(&hosts)
}

/// As [`Checker::check`], with fetched validation data. The report lists the fetches and their results.
fn check_online(
    checker: &Checker,
    (runtime, client): (&Runtime, &Guarded),
    file: &Bytes,
    question: &Question,
) -> Result<Report, PressError> {
    let mut fetching = Fetching::within(fetch::PATIENCE);
    for _ in 0..ROUNDS {
        let question = question.with(&fetching.given, true);
        let (_, missing) = checker.check(file, &question)?;
        if !runtime.block_on(fetching.fetch(client, missing)) {
            break;
        }
    }
    let question = question.with(&fetching.given, false);
    let (mut report, _) = checker.check(file, &question)?;
    report.fetched = Some(fetching.views());
    Ok(report)
}
