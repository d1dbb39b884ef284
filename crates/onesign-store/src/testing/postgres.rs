//! A private PostgreSQL server for this process.
//!
//! A shell runs the server and reads from a pipe whose other end only this process holds. When this process ends in
//! any way, the pipe closes; the shell then stops the server and removes its files.

use crate::config::Database;
use crate::roles::{RoleName, Roles};
use crate::store::Store;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

struct Server {
    dir: PathBuf,
    /// Held for its pipe.
    _shell: Child,
}

static SERVER: OnceLock<Option<Server>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The superuser, as whom the server is made.
const SUPERUSER: &str = "onesign";

/// The addresses of one database, as each of its roles.
pub struct Addresses {
    /// As a superuser.
    pub superuser: String,
    /// As the migration role.
    pub migration: String,
    /// As the application role.
    pub application: String,
    /// The two roles; their names need care.
    pub roles: Roles,
}

/// A new, empty database with both roles.
pub(super) async fn with_roles() -> Option<Addresses> {
    let (server, name) = made().await?;
    let superuser = url(server, &name, SUPERUSER);
    let role = |what: &str| format!("{name} o'\"{what}\" $onesign$").parse::<RoleName>();
    let roles = Roles::new(role("migrates").unwrap(), role("works").unwrap()).unwrap();
    let database = Database::Postgres {
        url: superuser.clone().into(),
        migration_url: None,
        connections: 2,
    };
    Store::apply_roles(&database, &roles).await.unwrap();
    Some(Addresses {
        migration: url(server, &name, roles.migration().as_str()),
        application: url(server, &name, roles.application().as_str()),
        superuser,
        roles,
    })
}

/// The address of a new, empty database.
pub(super) async fn database() -> Option<String> {
    let (server, name) = made().await?;
    Some(url(server, &name, SUPERUSER))
}

async fn made() -> Option<(&'static Server, String)> {
    let server = tokio::task::spawn_blocking(server).await.unwrap()?;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&url(server, "postgres", SUPERUSER))
        .await
        .unwrap();
    connection
        .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .unwrap();
    connection.close().await.unwrap();
    Some((server, name))
}

/// Where the server keeps its files.
pub(super) fn data() -> Option<&'static Path> {
    server().map(|server| server.dir.as_path())
}

fn url(server: &Server, database: &str, user: &str) -> String {
    let encoded: String = user.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let host = server.dir.display();
    format!("postgres:///{database}?host={host}&user={encoded}")
}

fn server() -> Option<&'static Server> {
    let server = SERVER.get_or_init(|| programs().and_then(|bin| start(&bin)));
    let required = std::env::var_os("ONESIGN_REQUIRE_POSTGRES").is_some_and(|value| value == "1");
    if server.is_none() {
        assert!(!required, "PostgreSQL is required here and does not start");
        eprintln!("skipped: PostgreSQL");
    }
    server.as_ref()
}

/// The directory of `initdb`, from the path or in Debian's location.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut versions: Vec<PathBuf> = debian
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = versions
        .into_iter()
        .rev()
        .chain(std::env::split_paths(&path));
    candidates
        .into_iter()
        .find(|dir| dir.join("initdb").is_file() && dir.join("postgres").is_file())
}

/// The server refuses to run as root, so root starts it under the account of its package.
fn shell(script: &str) -> Command {
    let root =
        std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    let mut command = if root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh", "-c", script]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    };
    command.current_dir("/");
    command
}

const SCRIPT: &str = r#"
set -e
dir=$(mktemp -d -t onesign-pg.XXXXXX)
trap 'rm -rf "$dir"' EXIT
"$BIN/initdb" --no-sync --auth=trust --username=onesign --encoding=UTF8 --locale=C -D "$dir/data" >"$dir/log" 2>&1
"$BIN/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off \
  -c synchronous_commit=off -c max_connections=300 -c shared_buffers=64MB >"$dir/log" 2>&1 </dev/null &
server=$!
trap 'kill -QUIT $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$dir"' EXIT
trap '' INT TERM HUP
until "$BIN/pg_isready" -q -h "$dir" -U onesign; do kill -0 $server; sleep 0.05; done
echo "$dir"
read -r _ || true
"#;

fn start(bin: &Path) -> Option<Server> {
    let mut shell = shell(SCRIPT)
        .env("BIN", bin)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut dir = String::new();
    BufReader::new(shell.stdout.take()?)
        .read_line(&mut dir)
        .ok()?;
    let dir = PathBuf::from(dir.trim_end());
    dir.is_absolute().then_some(Server { dir, _shell: shell })
}
