//! Verification of files on a command line, offline: shared by `onesign verify` and `onesign-verify`.

mod policy;
mod print;
mod trust;

pub use policy::{KeptPolicy, regular_file};
pub use print::put;

use crate::checker::{Checker, check_here};
use crate::error::PressError;
use bytes::Bytes;
use onesign_evidence::check::{Asking, Question};
use onesign_evidence::report::Report;
use onesign_pades::validate::Verdict;
use print::Printer;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, available_parallelism};

/// Exit code for an invalid command line, and for files that can't be read.
pub const USAGE: u8 = 3;

/// Why a file is not checked: the checks of a hostile file belong in a process that can do nothing else.
const NO_SANDBOX: &str = "not checked, because no sandboxed process can be started (a limit on processes or memory, \
    or a container that forbids it). Run the check where processes can be started, or accept the risk with \
    --without-sandbox";

/// The files, and whom to trust.
#[derive(clap::Args)]
pub struct Arguments {
    /// The files to check.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Root certificates to trust: a PEM or DER file, or a directory of such files. Can be repeated.
    #[arg(long)]
    trust: Vec<PathBuf>,
    /// Certificates of OneSign instances, whose audit trails are proven: needed for an instance that seals with a
    /// certificate of another authority (docs/verifying.md). A PEM or DER file, or a directory. Can be repeated.
    #[arg(long, value_name = "FILE|DIR")]
    instance: Vec<PathBuf>,
    /// Check in this process if no sandboxed one can be started. A hostile file can then do more than get a wrong
    /// verdict.
    #[arg(long)]
    without_sandbox: bool,
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
    /// Print one JSON report per line, in the order of the files (docs/verify-report.schema.json).
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// The parameters of a verification at this time.
    ///
    /// # Errors
    /// A message that says what is wrong with the arguments.
    pub fn asking(&self, now_unix: i64) -> Result<Asking, String> {
        let mut roots = Vec::new();
        for path in &self.trust {
            roots.extend(trust::roots(path).map_err(|problem| trust::about(path, problem))?);
        }
        let mut instances = Vec::new();
        for path in &self.instance {
            instances.extend(trust::roots(path).map_err(|problem| trust::about(path, problem))?);
        }
        let mut asking = Asking::new(&roots, now_unix).naming_instances(instances);
        if let Some(path) = &self.policy {
            let policy = policy::read(path).map_err(|problem| trust::about(path, problem))?;
            asking = asking.under(policy);
        }
        let lists = trust::Lists {
            files: &self.trust_list,
            list_of_lists: self.list_of_lists.as_deref(),
            signers: &self.list_signer,
        };
        lists.read(&mut asking)?;
        Ok(asking)
    }
}

/// How a program has a file judged.
pub type Check = dyn Fn(&Checker, &Bytes, &Question) -> Result<Report, PressError> + Send + Sync;

/// A program that verifies files.
pub struct Program {
    /// Its name, as a prefix of its error messages.
    pub name: &'static str,
    /// How it checks a file.
    pub check: Box<Check>,
    /// The further limitation of a check without a worker, as the end of a message.
    pub otherwise: &'static str,
}

impl Program {
    /// A program of this name that makes no network requests.
    pub fn offline(name: &'static str) -> Self {
        Self {
            name,
            check: Box::new(|checker, file, question| Ok(checker.check(file, question)?.0)),
            otherwise: "",
        }
    }

    /// Checks the files, several at a time, and prints the results in their order. Exit code: 0 passed, 1 failed, 2
    /// indeterminate, [`USAGE`]; the worst file decides.
    pub fn run(self, arguments: Arguments, asking: Asking) -> ExitCode {
        let name = self.name;
        let files: Arc<[PathBuf]> = arguments.files.into();
        let at_once = available_parallelism().map_or(2, NonZero::get);
        let shared = Arc::new(Shared {
            program: self,
            checker: Checker::of_this_program(),
            asking,
            without_sandbox: arguments.without_sandbox,
            files: Arc::clone(&files),
            next: AtomicUsize::new(0),
        });
        let (tell, told) = mpsc::channel();
        for _ in 0..at_once.min(files.len()) {
            let (shared, tell) = (Arc::clone(&shared), tell.clone());
            thread::spawn(move || shared.check_on(&tell));
        }
        drop(tell);
        let mut printer = Printer::new(name, arguments.json, files.len());
        let mut early = BTreeMap::new();
        let mut worst = 0;
        for (place, path) in files.iter().enumerate() {
            printer.announce(path);
            let outcome = loop {
                if let Some(outcome) = early.remove(&place) {
                    break outcome;
                }
                match told.recv() {
                    Ok((place, outcome)) => early.insert(place, outcome),
                    // The thread of this file ended without a result.
                    Err(_) => break Outcome::Unread("the check broke off".into()),
                };
            };
            worst = worse(worst, exit_code(&outcome));
            if let Err(error) = printer.print(path, &outcome) {
                eprintln!("{name}: the answer can't be written: {error}");
                return ExitCode::FAILURE;
            }
        }
        ExitCode::from(worst)
    }
}

/// The result of one file.
enum Outcome {
    Judged(Box<Report>),
    /// The file can't be read, with the reason.
    Unread(String),
}

/// The data shared by all checks.
struct Shared {
    program: Program,
    checker: Option<Checker>,
    asking: Asking,
    /// Whether the user accepts a check in this process.
    without_sandbox: bool,
    files: Arc<[PathBuf]>,
    /// The index of the next file.
    next: AtomicUsize,
}

impl Shared {
    /// Checks files that no other thread has taken.
    fn check_on(&self, tell: &mpsc::Sender<(usize, Outcome)>) {
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = self.files.get(place) else {
                return;
            };
            if tell.send((place, self.outcome(path))).is_err() {
                return;
            }
        }
    }

    fn outcome(&self, path: &Path) -> Outcome {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let bytes = match regular_file(path) {
            Ok(bytes) => Bytes::from(bytes),
            Err(problem) => return Outcome::Unread(problem),
        };
        let question = Question::of(&bytes, name, &self.asking);
        let checker = self.checker.as_ref();
        let checked =
            checker.and_then(|checker| (self.program.check)(checker, &bytes, &question).ok());
        let mut report = match checked {
            Some(report) => report,
            None if self.without_sandbox => {
                let (program, otherwise) = (self.program.name, self.program.otherwise);
                eprintln!(
                    "{program}: no sandboxed process can be started; the file is checked without one{otherwise}"
                );
                check_here(bytes, &question)
            }
            None => return Outcome::Unread(NO_SANDBOX.into()),
        };
        if let Some(comparison) = &mut report.comparison {
            comparison.in_words();
        }
        Outcome::Judged(Box::new(report))
    }
}

fn exit_code(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Unread(_) => USAGE,
        Outcome::Judged(report) => match report.verdict {
            Verdict::Passed => 0,
            Verdict::Failed => 1,
            Verdict::Indeterminate => 2,
        },
    }
}

/// A failed file is worst, then an unreadable one, then an indeterminate one.
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
    fn the_worst_exit_code_decides() {
        for (a, b, of_both) in [(0, 0, 0), (0, 2, 2), (2, 3, 3), (3, 1, 1), (1, 0, 1)] {
            assert_eq!((worse(a, b), worse(b, a)), (of_both, of_both));
        }
    }
}
