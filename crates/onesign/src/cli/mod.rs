//! The command line.

mod accept_restore;
mod database;
mod demo;
mod openapi;
mod out;
mod repeats;
mod serve;
mod user;
mod verify;

use crate::cli::repeats::Repeats;
use clap::{Parser, Subcommand};
use onesign_worker::verify::USAGE;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// OneSign: send PDFs to be signed, sign them, and check sealed documents.
#[derive(Parser)]
#[command(name = "onesign", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server (the default).
    Serve,
    /// Run a complete signing ceremony with two recipients and write the sealed document.
    Demo {
        /// The PDF to be signed. Without it, a built-in contract is used.
        file: Option<PathBuf>,
        /// Where to write sealed.pdf, root.pem and onesign-evidence.json.
        #[arg(long)]
        out: PathBuf,
    },
    /// Check sealed or signed PDFs, offline. Exit code: 0 passed, 1 failed, 2 indeterminate, 3 wrong usage or an unreadable file.
    ///
    /// With several files, the worst result decides: failed, then unreadable, then indeterminate.
    Verify(verify::Verify),
    /// Use the database and the data directory together even though one is older than the other or belongs to another
    /// instance. Do this only after restoring one of them on purpose. Stop the server first.
    AcceptRestore,
    /// Open an account for a person who can't sign in any more.
    #[command(subcommand)]
    User(user::User),
    /// Roles of a PostgreSQL database, so that the server itself can't change or delete recorded facts.
    #[command(subcommand)]
    Database(database::Database),
    /// Print the OpenAPI document of the HTTP API.
    Openapi,
    /// The jailed PDF process. Not for people.
    #[command(hide = true)]
    Worker {
        /// Most memory that the work may take, in bytes.
        #[arg(long)]
        room: Option<u64>,
    },
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() {
                ExitCode::from(USAGE)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    match cli.command {
        Some(Command::Worker { room }) => onesign_worker::child::main(room),
        Some(Command::Verify(arguments)) => verify::run(arguments),
        Some(Command::Openapi) => openapi::run(),
        Some(Command::AcceptRestore) => on_runtime(accept_restore::run()),
        Some(Command::User(user)) => on_runtime(user::run(user)),
        Some(Command::Database(command)) => database::run(command),
        Some(Command::Demo { file, out }) => on_runtime(demo::run(file, out)),
        None | Some(Command::Serve) => on_runtime(serve::run()),
    }
}

/// Runs a command that serves, or makes network requests.
fn on_runtime(command: impl Future<Output = anyhow::Result<()>>) -> ExitCode {
    let given = std::env::var_os("ONESIGN_LOG").map(|text| text.to_string_lossy().into_owned());
    let filter = match crate::config::log::filter(given.as_deref()) {
        Ok(filter) => filter,
        Err(problem) => {
            eprintln!("onesign: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let repeats = Repeats::default();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(filter)
        .with(lines.with_filter(repeats.clone()))
        .init();
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("onesign: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.spawn(repeats.clone().run());
    let done = runtime.block_on(command);
    repeats.tell();
    // Work on other threads, such as hashing, can't be interrupted, but nobody needs its result any more.
    runtime.shutdown_timeout(crate::server::LAST_WORK);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("onesign: {error:#}");
            ExitCode::FAILURE
        }
    }
}
