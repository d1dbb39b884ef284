//! A proxy between the program and an infrastructure: it forwards requests, records them, and misbehaves on demand.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// How to answer instead of forwarding.
#[derive(Clone)]
pub enum Way {
    /// Close the connection.
    Cut,
    /// Keep the connection open and never answer.
    Hold,
    /// Forward the answer to another path.
    Instead(&'static str),
    /// Send these bytes, including the head.
    Say(Vec<u8>),
}

impl Way {
    /// A successful head and this body.
    pub fn good(body: &[u8]) -> Self {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        Self::Say([head.as_bytes(), body].concat())
    }

    pub fn elsewhere(url: &str) -> Self {
        let head = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n";
        Self::Say(format!("{head}Location: {url}\r\n\r\n").into())
    }
}

/// A server on its own port; it stops when dropped.
pub struct Front {
    pub port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    behind: AtomicU16,
    is_over: AtomicBool,
    asked: Mutex<Vec<String>>,
    way: Mutex<Option<(&'static str, Way)>>,
    held: Mutex<Vec<TcpStream>>,
}

impl Front {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let held = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                if held.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let held = Arc::clone(&held);
                // A client that hangs up is not an error.
                std::thread::spawn(move || drop(held.serve(stream)));
            }
        });
        Self {
            port,
            shared,
            thread: Some(thread),
        }
    }

    /// Sets the real server: a port of this machine.
    pub fn stand_before(&self, port: u16) {
        self.shared.behind.store(port, Ordering::SeqCst);
    }

    /// Sets the answer for one path, until it is changed.
    pub fn answer(&self, path: &'static str, way: Way) {
        *self.shared.way.lock().unwrap() = Some((path, way));
    }

    /// The paths requested since the last call, sorted.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.shared.asked.lock().unwrap());
        asked.sort();
        asked
    }

    /// Stops listening.
    pub fn fall_silent(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.fall_silent();
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let mut words = first.split(' ');
        let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? <= 2 {
                break;
            }
            let line = line.to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.starts_with("content-") {
                head.push_str(&line);
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        self.asked.lock().unwrap().push(path.to_owned());
        let way = self.way.lock().unwrap().clone();
        let way = way.filter(|(of, _)| *of == path).map(|(_, way)| way);
        let path = match way {
            Some(Way::Cut) => return Ok(()),
            Some(Way::Hold) => {
                self.held.lock().unwrap().push(stream);
                return Ok(());
            }
            Some(Way::Say(answer)) => return stream.write_all(&answer),
            Some(Way::Instead(other)) => other,
            None => path,
        };
        let mut behind = TcpStream::connect(("127.0.0.1", self.behind.load(Ordering::SeqCst)))?;
        write!(behind, "{method} {path} HTTP/1.0\r\n{head}\r\n")?;
        behind.write_all(&body)?;
        std::io::copy(&mut behind, &mut stream)?;
        Ok(())
    }
}
