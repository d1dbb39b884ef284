//! A PostgreSQL server that tests stop, kill and fill up. It syncs like one in production.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The size of the file system with the server's data, if it may be mounted: enough for the server itself.
const ROOM: &str = "160m";

pub struct Server {
    bin: PathBuf,
    dir: TempDir,
    /// Whether the data is on a small file system of its own.
    pub is_small: bool,
}

impl Server {
    /// Starts a server; `None` where PostgreSQL's programs are absent.
    pub fn start() -> Option<Self> {
        let Some(bin) = programs() else {
            let required = std::env::var_os("ONESIGN_REQUIRE_POSTGRES").is_some_and(|v| v == "1");
            assert!(!required, "PostgreSQL is required here");
            eprintln!("skipped: PostgreSQL");
            return None;
        };
        let dir = tempfile::tempdir().unwrap();
        let small = dir.path().join("small");
        std::fs::create_dir(&small).unwrap();
        let options = format!("size={ROOM},mode=0777");
        let is_small = is_root()
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
                .arg(&small)
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success());
        let server = Self { bin, dir, is_small };
        if is_root() {
            let mut whole = Command::new("chmod");
            whole.arg("0777").args([server.dir.path(), &small]);
            assert!(whole.status().unwrap().success());
        }
        let data = server.data();
        server.run(
            "initdb",
            &[
                "--auth=trust",
                "--username=onesign",
                "--encoding=UTF8",
                "--locale=C",
                "--wal-segsize=1",
                "-D",
                &data.display().to_string(),
            ],
        );
        let settings = format!(
            "listen_addresses = ''\nunix_socket_directories = '{}'\nmax_wal_size = 16MB\nmin_wal_size = 5MB\n\
             shared_buffers = 16MB\nmax_connections = 100\ncheckpoint_timeout = 30s\n",
            server.dir.path().display()
        );
        let conf = data.join("postgresql.auto.conf");
        std::fs::write(&conf, settings).unwrap();
        assert!(server.up(), "PostgreSQL does not start");
        Some(server)
    }

    pub fn url(&self) -> String {
        format!(
            "postgres:///postgres?host={}&user=onesign",
            self.dir.path().display()
        )
    }

    /// Starts the server if it is not running. False if that fails.
    pub fn up(&self) -> bool {
        let log = self.dir.path().join("log");
        self.control(&["-w", "-t", "30", "-l", &log.display().to_string(), "start"])
    }

    /// Stops the server: `fast` or `immediate`, which is like a crash.
    pub fn down(&self, mode: &str) {
        self.control(&["-w", "-t", "30", "-m", mode, "stop"]);
    }

    /// Ends every connection of the server under test, in any state. Returns how many.
    pub fn terminate(&self) -> u64 {
        let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'onesign'";
        let output = self
            .command("psql")
            .args(["-h"])
            .arg(self.dir.path())
            .args(["-U", "onesign", "-d", "postgres", "-Atc", sql])
            .output();
        let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
        text.ok().and_then(|t| t.trim().parse().ok()).unwrap_or(0)
    }

    /// Kills one server process that serves a connection; PostgreSQL then restarts all of them.
    pub fn kill_one(&self) -> u64 {
        let sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'onesign' LIMIT 1";
        let output = self
            .command("psql")
            .args(["-h"])
            .arg(self.dir.path())
            .args(["-U", "onesign", "-d", "postgres", "-Atc", sql])
            .output()
            .unwrap();
        let pid = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if pid.is_empty() {
            return 0;
        }
        self.command("kill").args(["-9", &pid]).status().unwrap();
        1
    }

    /// Takes all the room there is, but for so many bytes.
    pub fn fill(&self) {
        let Ok(mut file) = std::fs::File::create(self.filler()) else {
            return;
        };
        let block = [0; 64 * 1024];
        while std::io::Write::write_all(&mut file, &block).is_ok() {}
    }

    /// Gives the room back, and starts the server if it has given up.
    pub fn make_room(&self) {
        let _ = std::fs::remove_file(self.filler());
        self.up();
    }

    fn filler(&self) -> PathBuf {
        self.dir.path().join("small/filler")
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("small/data")
    }

    fn control(&self, arguments: &[&str]) -> bool {
        let done = self
            .command("pg_ctl")
            .arg("-D")
            .arg(self.data())
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        done.is_ok_and(|status| status.success())
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.command(program).args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// A command as somebody whom the server lets start it: it refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        let path = if path.is_file() {
            path
        } else {
            PathBuf::from(program)
        };
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.current_dir("/");
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.down("immediate");
        if self.is_small {
            let _ = Command::new("umount")
                .arg(self.dir.path().join("small"))
                .status();
        }
        // Its files belong to another account, but root may remove them anyway.
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|found| found.uid() == 0)
}

/// The directory of `initdb`, from the path or from where Debian puts it.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let debian = debian.flatten().map(|entry| entry.path().join("bin"));
    std::env::split_paths(&path)
        .chain(debian)
        .find(|dir| has(dir, "initdb") && has(dir, "postgres"))
}

fn has(dir: &Path, program: &str) -> bool {
    dir.join(program).is_file()
}
