//! A mail server's reply (RFC 5321, 4.2), read as bytes: servers send text in any encoding and of any length, and only
//! the three digits decide.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// The longest part of a line to keep, in bytes. The standard allows 512.
const KEPT: usize = 1_000;
/// The longest line to read at all, in bytes.
const READ: usize = 64 * 1024;
/// The most lines of one reply.
const LINES: usize = 100;

/// A mail server's reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// The three digits, 200 to 599.
    pub(super) code: u16,
    /// The text of each line, unchanged except for its encoding.
    pub(super) lines: Vec<String>,
}

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    /// The connection ended before the reply did.
    #[error("the mail server ended the connection without an answer")]
    Closed,
    /// The bytes are not a reply.
    #[error("the mail server’s answer can’t be read: {0}")]
    Unreadable(String),
    /// The server sent an unrequested line.
    #[error("the mail server answered before it was asked, or twice")]
    Unasked,
    /// The connection broke.
    #[error("the connection to the mail server broke: {}", super::reason::words(.0))]
    Io(#[from] io::Error),
}

impl Reply {
    /// Reads a reply to the end of its last line. It never waits for more, and has no deadline of its own.
    ///
    /// # Errors
    /// [`Broken`].
    pub(super) async fn read(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Self, Broken> {
        let mut lines = Vec::new();
        while lines.len() < LINES {
            let line = text_of(&line(from).await?);
            let Some((code, more, words)) = parts(&line) else {
                return Err(Broken::Unreadable(line));
            };
            lines.push(words.to_owned());
            if !more {
                return Ok(Self { code, lines });
            }
        }
        Err(Broken::Unreadable("it does not end".into()))
    }

    /// Whether the server carried out the command.
    pub(super) fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// Code and enhanced status (RFC 3463) without any text, such as `535 5.7.8`.
    pub(super) fn status(&self) -> String {
        let words = self.lines.iter().find_map(|line| enhanced(line));
        match words {
            Some((status, _)) => format!("{} {status}", self.code),
            None => self.code.to_string(),
        }
    }

    /// The whole reply in one line: `550 5.1.1 No such mailbox here`. Many servers repeat the enhanced status on each
    /// line; the result has it once.
    pub(super) fn said(&self) -> String {
        let mut said = self.code.to_string();
        let mut status = None;
        for line in &self.lines {
            let words = match enhanced(line) {
                Some((again, words)) if status == Some(again) => words,
                Some((first, _)) if status.is_none() => {
                    status = Some(first);
                    line
                }
                _ => line,
            };
            if !words.trim().is_empty() {
                said.push(' ');
                said.push_str(words.trim());
            }
        }
        said
    }
}

/// One line without its end; the excess of a long line is read and dropped.
async fn line(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Vec<u8>, Broken> {
    let mut kept = Vec::new();
    let mut read = 0;
    loop {
        let bytes = from.fill_buf().await?;
        if bytes.is_empty() {
            return Err(Broken::Closed);
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(bytes.len(), |at| at + 1);
        let room = KEPT.saturating_sub(kept.len());
        kept.extend(bytes.iter().take(taken.min(room)));
        read += taken;
        from.consume(taken);
        if end.is_some() {
            kept.truncate(kept.trim_ascii_end().len());
            return Ok(kept);
        }
        if read > READ {
            return Err(Broken::Unreadable("a line does not end".into()));
        }
    }
}

/// UTF-8 if it is valid, otherwise the encoding of old relays (ISO 8859-1), which has a letter for every byte.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // Only the last letter was cut off.
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Code, whether another line follows, and the text.
fn parts(line: &str) -> Option<(u16, bool, &str)> {
    let (digits, rest) = line.split_at_checked(3)?;
    let code: u16 = digits.parse().ok()?;
    let readable = digits.bytes().all(|byte| byte.is_ascii_digit()) && (200..600).contains(&code);
    let (more, words) = match rest.chars().next() {
        None => (false, rest),
        Some('-') => (true, rest.strip_prefix('-')?),
        Some(' ' | '\t') => (false, rest.trim_start()),
        Some(_) => return None,
    };
    readable.then_some((code, more, words))
}

/// The enhanced status at the beginning of a line, and the text after it.
fn enhanced(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let (status, words) = line.split_once(' ').unwrap_or((line, ""));
    let mut numbers = status.split('.');
    let is_number = |text: Option<&str>| {
        text.is_some_and(|text| {
            (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let class = matches!(numbers.next(), Some("2" | "4" | "5"));
    let whole = class && is_number(numbers.next()) && is_number(numbers.next());
    (whole && numbers.next().is_none()).then_some((status, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(bytes: &[u8]) -> Result<Reply, Broken> {
        Reply::read(&mut &*bytes).await
    }

    #[tokio::test]
    async fn only_the_digits_of_a_reply_decide() {
        let reply = read(b"250 2.0.0 Nachricht f\xfcr Zustellung angenommen\r\n");
        let said = reply.await.unwrap().said();
        assert_eq!(said, "250 2.0.0 Nachricht für Zustellung angenommen");
        let long = [b"250-".as_slice(), &[b'A'; 5_000], b"\r\n250 ok\r\n"].concat();
        let reply = read(&long).await.unwrap();
        assert_eq!((reply.code, reply.lines.len()), (250, 2));
        assert!(reply.said().ends_with("A ok") && reply.said().len() < 1_100);
        for short in [b"250\n".as_slice(), b"250 \r\n"] {
            let reply = read(short).await.unwrap();
            assert!(reply.is_positive());
            assert_eq!(reply.said(), "250");
        }
    }

    #[tokio::test]
    async fn an_enhanced_status_appears_once() {
        let reply = read(b"550-5.1.1 No such\r\n550-5.1.1 mailbox\r\n550 5.1.1 here\r\n").await;
        let reply = reply.unwrap();
        assert_eq!(reply.said(), "550 5.1.1 No such mailbox here");
        assert_eq!(reply.status(), "550 5.1.1");
        let reply = read(b"535 hunter2 is wrong\r\n").await.unwrap();
        assert_eq!(reply.status(), "535");
    }

    #[tokio::test]
    async fn malformed_bytes_are_not_a_reply() {
        let endless = [b"250 ".as_slice(), &[b'A'; 2 * READ]].concat();
        for odd in [
            "HTTP/1.1 400 no\r\n",
            "2500 ok\r\n",
            "+50 ok\r\n",
            "99 ok\r\n",
            "\r\n",
        ] {
            let read = read(odd.as_bytes()).await;
            assert!(matches!(read, Err(Broken::Unreadable(_))), "{odd:?}");
        }
        assert!(matches!(read(&endless).await, Err(Broken::Unreadable(_))));
        let many = b"250-ok\r\n".repeat(LINES + 1);
        assert!(matches!(read(&many).await, Err(Broken::Unreadable(_))));
        for cut in ["", "250 ok", "250-ok\r\n25"] {
            assert!(matches!(read(cut.as_bytes()).await, Err(Broken::Closed)));
        }
    }
}
