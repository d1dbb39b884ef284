//! Ways to misbehave inside the jail, compiled for tests only. Each reports which attempts succeeded.

use std::hint::black_box;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::{Command, ExitCode};
use std::{fs, io, thread};

use crate::protocol::{Answer, Probe};

/// Misbehaves and reports the result as a refusal with the code `held` or `escaped`.
pub fn misbehave(probe: Probe) -> (Answer, Vec<u8>) {
    let result = match probe {
        Probe::OpenFile => fs::read("/etc/passwd").map(drop),
        Probe::WriteFile => write_file(),
        Probe::ListFiles => fs::read_dir("/").map(drop),
        Probe::ListEnvironment => match std::env::vars_os().next() {
            Some(_) => Ok(()),
            None => Err(io::ErrorKind::NotFound.into()),
        },
        Probe::Connect => TcpStream::connect("127.0.0.1:9").map(drop),
        Probe::Listen => TcpListener::bind("127.0.0.1:0").map(drop),
        Probe::Datagram => UdpSocket::bind("127.0.0.1:0").map(drop),
        Probe::Execute => Command::new("/bin/true").status().map(drop),
        Probe::StartThread => thread::Builder::new().spawn(|| {}).map(drop),
        Probe::Spin => loop {
            black_box(0);
        },
        Probe::EatMemory => {
            let mut eaten: Vec<Vec<u8>> = Vec::new();
            loop {
                eaten.push(black_box(vec![1; 16 << 20]));
            }
        }
        Probe::Recurse => Err(io::Error::other(deeper(0).to_string())),
        Probe::Panic => std::panic::panic_any("a probe"),
        Probe::Exit => std::process::exit(3),
        Probe::Babble => {
            use io::Write;
            io::stdout().write_all(&[b'x'; 4096])
        }
        Probe::Nothing => Err(io::ErrorKind::Other.into()),
    };
    let (code, detail) = match result {
        Ok(()) => ("escaped", String::new()),
        Err(error) => ("held", error.to_string()),
    };
    let answer = Answer::Refused {
        code: code.to_owned(),
        detail,
    };
    (answer, Vec::new())
}

/// Tries to write a file, and removes it again on success.
fn write_file() -> io::Result<()> {
    let path = std::env::temp_dir().join(format!("onesign-probe-{}", std::process::id()));
    fs::write(&path, "escaped")?;
    fs::remove_file(&path)
}

#[allow(unconditional_recursion)]
fn deeper(level: u64) -> u64 {
    let frame = black_box([level; 512]);
    deeper(level + 1) + frame[(level % 512) as usize]
}

/// Tries files and the network with Landlock alone, as if the kernel had no seccomp.
pub fn behind_landlock() -> ExitCode {
    // The C library's lazy memory allocation must not be the call that fails.
    let wall = crate::jail::forbid_files();
    let escaped = [
        fs::read("/etc/passwd").is_ok(),
        fs::read_dir("/").is_ok(),
        write_file().is_ok(),
        TcpListener::bind("127.0.0.1:0").is_ok(),
        Command::new("/bin/true").status().is_ok(),
    ];
    println!("{wall:?} {escaped:?}");
    if wall != crate::Wall::Missing && escaped.iter().any(|escaped| *escaped) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
