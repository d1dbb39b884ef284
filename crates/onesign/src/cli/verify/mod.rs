//! `onesign verify`: the verdict on files, offline unless asked.

mod print;
mod trust;

use super::{USAGE, out};
use crate::clock::HouseClock;
use crate::net::Guarded;
use crate::verify::check::check_here;
use crate::verify::{check, check_online, read_policy, regular_file as read};
use bytes::Bytes;
use onesign_evidence::check::Asking;
use onesign_evidence::report::Report;
use onesign_store::blobs::Content;
use onesign_worker::{Press, PressConfig};
use print::Printer;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::available_parallelism;
use tokio::task::JoinHandle;

/// The command line of `onesign verify`.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The files to check.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Root certificates to trust: a PEM or DER file, or a directory of such files. Can be repeated.
    #[arg(long)]
    trust: Vec<PathBuf>,
    /// What to demand of signatures, and whom to trust: a TOML file (docs/verifying.md).
    #[arg(long)]
    policy: Option<PathBuf>,
    /// A trusted list as used in the European Union (ETSI TS 119 612, XML), whose services are trusted. Can be repeated.
    #[arg(long, value_name = "FILE", requires = "list_signer")]
    trust_list: Vec<PathBuf>,
    /// The list of lists, which names the signers of the trusted lists.
    #[arg(long, value_name = "FILE", requires = "trust_list")]
    list_of_lists: Option<PathBuf>,
    /// Certificates of those allowed to sign the list of lists or, without one, the trusted lists. Can be repeated.
    #[arg(long, value_name = "FILE", requires = "trust_list")]
    list_signer: Vec<PathBuf>,
    /// Fetch revocation lists, OCSP responses and issuers' certificates from the addresses in the files'
    /// certificates. Hosts in private networks are not asked, except those in ONESIGN_FETCH_ALLOW.
    #[arg(long)]
    online: bool,
    /// Print one JSON report per line, in the order of the files (docs/verify-report.schema.json).
    #[arg(long)]
    json: bool,
}

/// What became of one file.
enum Outcome {
    Judged(Box<Report>),
    /// It can't be read, and why.
    Unread(String),
}

/// Checks the files, several at a time, and prints what comes of them in their order.
pub(super) fn run(arguments: Arguments) -> ExitCode {
    let mut roots = Vec::new();
    for path in &arguments.trust {
        match trust::roots(path) {
            Ok(found) => roots.extend(found),
            Err(problem) => {
                eprintln!("onesign: {}: {problem}", path.display());
                return ExitCode::from(USAGE);
            }
        }
    }
    let mut asking = Asking::new(&roots, HouseClock::of_machine().now_s());
    if let Some(path) = &arguments.policy {
        asking = match read_policy(path) {
            Ok(policy) => asking.under(policy),
            Err(problem) => {
                eprintln!("onesign: {}: {problem}", path.display());
                return ExitCode::from(USAGE);
            }
        };
    }
    let lists = trust::Lists {
        files: &arguments.trust_list,
        list_of_lists: arguments.list_of_lists.as_deref(),
        signers: &arguments.list_signer,
    };
    if let Err(problem) = lists.read(&mut asking) {
        eprintln!("onesign: {problem}");
        return ExitCode::from(USAGE);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            let code = runtime.block_on(check_all(arguments, asking));
            // Whatever still reads a file that nobody waits for any more is not waited for either.
            runtime.shutdown_background();
            code
        }
        Err(error) => {
            eprintln!("onesign: {error}");
            ExitCode::from(USAGE)
        }
    }
}

async fn check_all(arguments: Arguments, asking: Asking) -> ExitCode {
    let at_once = available_parallelism().map_or(2, std::num::NonZero::get);
    let press = std::env::current_exe().ok().map(|exe| {
        let config = PressConfig {
            processes: at_once,
            ..PressConfig::default()
        };
        Press::without_standby(exe, config)
    });
    let client = match arguments.online.then(guarded).transpose() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("onesign: nothing can be fetched: {error}");
            return ExitCode::from(USAGE);
        }
    };
    let shared = Arc::new(Shared {
        press,
        client,
        asking,
    });
    let mut printer = Printer::new(arguments.json, arguments.files.len());
    let mut waiting = arguments.files.into_iter();
    let mut running: VecDeque<(PathBuf, JoinHandle<Outcome>)> = VecDeque::new();
    let mut worst = 0;
    loop {
        while running.len() < at_once
            && let Some(path) = waiting.next()
        {
            let task = tokio::spawn(one(path.clone(), Arc::clone(&shared)));
            running.push_back((path, task));
        }
        let Some((path, task)) = running.pop_front() else {
            break;
        };
        printer.announce(&path);
        let outcome = match task.await {
            Ok(outcome) => outcome,
            Err(error) => Outcome::Unread(error.to_string()),
        };
        worst = worse(worst, exit_code(&outcome));
        if let Err(code) = printer.print(&path, &outcome) {
            return code;
        }
    }
    ExitCode::from(worst)
}

/// What all checks need.
struct Shared {
    press: Option<Press>,
    client: Option<Guarded>,
    asking: Asking,
}

fn guarded() -> Result<Guarded, reqwest::Error> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let allowed = std::env::var("ONESIGN_FETCH_ALLOW").unwrap_or_default();
    let hosts = allowed.split(',').map(str::trim);
    let hosts: Vec<String> = hosts.filter(|h| !h.is_empty()).map(str::to_owned).collect();
    Guarded::new(&hosts)
}

async fn one(path: PathBuf, shared: Arc<Shared>) -> Outcome {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let bytes = match tokio::task::spawn_blocking(move || read(&path)).await {
        Ok(Ok(bytes)) => Bytes::from(bytes),
        Ok(Err(problem)) => return Outcome::Unread(problem),
        Err(error) => return Outcome::Unread(error.to_string()),
    };
    let Shared {
        press,
        client,
        asking,
    } = &*shared;
    let content = Content::from(bytes.clone());
    let checked = match (press, client) {
        (Some(press), Some(client)) => {
            let checked = check_online(press, client, &content, name.clone(), asking);
            checked.await.ok()
        }
        (Some(press), None) => check(press, &content, name.clone(), asking).await.ok(),
        (None, _) => None,
    };
    let mut report = match checked {
        Some(report) => report,
        None => {
            let offline = client.as_ref().map_or("", |_| ", and nothing is fetched");
            eprintln!(
                "onesign: no sandboxed process can be started; the file is checked without one{offline}"
            );
            let asking = asking.clone();
            match tokio::task::spawn_blocking(move || check_here(bytes, name, &asking)).await {
                Ok(report) => report,
                Err(error) => return Outcome::Unread(error.to_string()),
            }
        }
    };
    if let Some(comparison) = &mut report.comparison {
        comparison.in_words();
    }
    Outcome::Judged(Box::new(report))
}

fn exit_code(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Unread(_) => USAGE,
        Outcome::Judged(report) => match report.verdict.as_str() {
            "passed" => 0,
            "failed" => 1,
            _ => 2,
        },
    }
}

/// A forgery weighs most, then a file that could not be read, then one that can't be judged.
fn worse(a: u8, b: u8) -> u8 {
    [1, USAGE, 2]
        .into_iter()
        .find(|code| *code == a || *code == b)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_decides() {
        for (a, b, of_both) in [(0, 0, 0), (0, 2, 2), (2, 3, 3), (3, 1, 1), (1, 0, 1)] {
            assert_eq!((worse(a, b), worse(b, a)), (of_both, of_both));
        }
    }
}
