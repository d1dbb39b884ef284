//! What the measurements share: a server of their own, a mail server that keeps the links, and what the kernel says
//! about processor time and memory.

use anyhow::Context;
use onesign::client::ready;
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Links by the mailbox they came to, newest last.
#[derive(Clone, Default)]
pub struct Mailboxes(Arc<Mutex<HashMap<String, Vec<String>>>>);

impl Mailboxes {
    /// Waits for the newest link that came to a mailbox.
    pub async fn link(&self, mailbox: &str) -> anyhow::Result<String> {
        for _ in 0..15_000 {
            let found = {
                let mailboxes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                mailboxes
                    .get(mailbox)
                    .and_then(|links| links.last().cloned())
            };
            if let Some(link) = found {
                return Ok(link);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        anyhow::bail!("no mail came to {mailbox}")
    }
}

/// Ends the server when dropped.
pub struct Server(Child);

impl Server {
    /// Number of the process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program with its data in `dir`; gives the address it prints.
pub fn start(
    program: &str,
    dir: &Path,
    url: Option<String>,
    smtp: u16,
) -> anyhow::Result<(Server, String, String)> {
    let mut command = Command::new(program);
    command
        .env("ONESIGN_DATA_DIR", dir)
        .env("ONESIGN_LISTEN", "127.0.0.1:0")
        .env("ONESIGN_SMTP_HOST", "127.0.0.1")
        .env("ONESIGN_SMTP_PORT", smtp.to_string())
        .env("ONESIGN_SMTP_SECURITY", "plain")
        .env("ONESIGN_SMTP_FROM", "onesign@example.com")
        .stdout(Stdio::piped());
    if let Some(url) = url {
        command.env("ONESIGN_DATABASE_URL", url);
    }
    let mut server = Server(command.spawn()?);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().context("no output")?).read_line(&mut line)?;
    let (origin, code) = ready(&line).context("the server did not start")?;
    Ok((server, origin.to_owned(), code.to_owned()))
}

/// A mail server that keeps the links in what it gets. Returns its port.
pub async fn mail_server() -> anyhow::Result<(Mailboxes, u16)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    let mailboxes = Mailboxes::default();
    let kept = mailboxes.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mailboxes = kept.clone();
            tokio::spawn(async move {
                let _ = take_mails(stream, &mailboxes).await;
            });
        }
    });
    Ok((mailboxes, port))
}

async fn take_mails(stream: TcpStream, mailboxes: &Mailboxes) -> anyhow::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = tokio::io::BufReader::new(read).lines();
    write.write_all(b"220 localhost\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "RCPT" => {
                let inside = line
                    .split_once('<')
                    .and_then(|(_, rest)| rest.split_once('>'));
                to = inside
                    .map(|(mailbox, _)| mailbox.to_owned())
                    .unwrap_or_default();
                "250 ok\r\n"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    // A line of quoted-printable that goes on ends in "=".
                    match line.strip_suffix('=') {
                        Some(part) => mail.push_str(part),
                        None => mail.extend([line.as_str(), "\n"]),
                    }
                }
                if let Some(link) = mail.split_whitespace().find(|word| is_link(word)) {
                    let mut mailboxes = mailboxes.0.lock().unwrap_or_else(PoisonError::into_inner);
                    mailboxes
                        .entry(to.clone())
                        .or_default()
                        .push(link.to_owned());
                }
                "250 ok\r\n"
            }
            "QUIT" => return Ok(()),
            _ => "250 ok\r\n",
        };
        write.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

fn is_link(word: &str) -> bool {
    word.starts_with("http://") && word.contains("/s/") && word.contains('#')
}

/// Processor time of a process, its ended and its running children, in milliseconds.
pub fn processor_ms(pid: u32) -> u64 {
    let ticks = |pid: u32, places: std::ops::Range<usize>| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let after_name = stat.rsplit_once(") ").map(|(_, rest)| rest.to_owned());
        let numbers = after_name.unwrap_or_default();
        let found = numbers.split(' ').skip(places.start).take(places.len());
        found.filter_map(|n| n.parse::<u64>().ok()).sum::<u64>()
    };
    let children = std::fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let running: u64 = children
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|n| n.parse().ok())
                .collect::<Vec<u32>>()
        })
        .map(|child| ticks(child, 11..13))
        .sum();
    // Linux counts in hundredths of a second.
    (ticks(pid, 11..15) + running) * 10
}

/// Resident memory of a process in megabytes.
pub fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|text| text.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
