//! The conversation with a mail server (RFC 5321). Each step is a separate function, so that the caller knows the
//! progress. No step has a deadline; see [`super::Smtp::send`].

use onesign_core::mail_code::MailCode;
use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::timeout;

use super::message::Outgoing;
use super::reply::{Broken, Reply};
use super::{MailError, reason};

/// A connection, protected or not.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// The state of a conversation.
pub(super) struct Conversation {
    wire: BufReader<Box<dyn Wire>>,
    /// The server's extensions: the lines of its reply to `EHLO`.
    offers: Vec<String>,
}

/// User and password.
pub(super) struct Credentials {
    pub(super) user: String,
    pub(super) password: SecretString,
}

impl Conversation {
    /// A conversation before its first line.
    pub(super) fn over(wire: Box<dyn Wire>) -> Self {
        Self {
            wire: BufReader::new(wire),
            offers: Vec::new(),
        }
    }

    /// Waits for the server's greeting.
    pub(super) async fn greeted(&mut self) -> Result<(), MailError> {
        let reply = self.answer().await.map_err(reason::broken)?;
        match reply.is_positive() {
            true => Ok(()),
            false => Err(reason::unwilling(&reply)),
        }
    }

    /// Sends `EHLO`, and learns the server's extensions.
    pub(super) async fn hello(&mut self, me: &str) -> Result<(), MailError> {
        let reply = self.ask(&format!("EHLO {me}")).await?;
        if !reply.is_positive() {
            return Err(reason::unwilling(&reply));
        }
        self.offers = reply.lines.into_iter().skip(1).collect();
        Ok(())
    }

    /// Sends `STARTTLS`, and returns the connection for the handshake.
    pub(super) async fn start_tls(mut self) -> Result<Box<dyn Wire>, MailError> {
        if self.offer("STARTTLS").is_none() {
            let detail = "STARTTLS is not offered";
            return Err(MailError::new(MailCode::MailStarttlsMissing, detail));
        }
        let reply = self.ask("STARTTLS").await?;
        if !reply.is_positive() {
            return Err(MailError::new(MailCode::MailTlsFailed, reply.said()));
        }
        // An attacker on the line could have inserted text that would count as encrypted.
        if !self.wire.buffer().is_empty() {
            let detail = "the mail server continued without encryption after STARTTLS";
            return Err(MailError::new(MailCode::MailTlsFailed, detail));
        }
        Ok(self.wire.into_inner())
    }

    /// Logs in by one of the mechanisms that every server with passwords supports.
    pub(super) async fn log_in(&mut self, as_whom: &Credentials) -> Result<(), MailError> {
        let offered = self.offer("AUTH").unwrap_or_default().to_uppercase();
        let knows = |name: &str| offered.split_whitespace().any(|offer| offer == name);
        let (user, password) = (&as_whom.user, as_whom.password.expose_secret());
        let mut steps = if knows("PLAIN") {
            let both = STANDARD.encode(format!("\0{user}\0{password}"));
            vec![format!("AUTH PLAIN {both}")]
        } else if knows("LOGIN") {
            let [user, password] = [user, password].map(|text| STANDARD.encode(text));
            vec!["AUTH LOGIN".to_owned(), user, password]
        } else {
            let detail = match offered.trim() {
                "" => "the mail server offers no login".to_owned(),
                others => format!("the mail server offers: {others}"),
            };
            return Err(MailError::new(MailCode::MailLoginNotOffered, detail));
        }
        .into_iter()
        .peekable();
        while let Some(step) = steps.next() {
            let reply = self.ask(&step).await?;
            let goes_on = reply.code == 334 && steps.peek().is_some();
            if !goes_on {
                let is_in = reply.is_positive() && steps.peek().is_none();
                return if is_in {
                    Ok(())
                } else {
                    Err(reason::login(&reply))
                };
            }
        }
        Ok(())
    }

    /// Sends sender, addressees and the mail, except for the final dot: until then, the server must discard the mail if
    /// the connection breaks.
    pub(super) async fn write(&mut self, mail: &Outgoing) -> Result<(), MailError> {
        let mut from = format!("MAIL FROM:<{}>", mail.from);
        if mail.international {
            if self.offer("SMTPUTF8").is_none() {
                let detail = "SMTPUTF8 is not offered";
                return Err(MailError::new(MailCode::MailAddressUnsupported, detail));
            }
            from.push_str(" SMTPUTF8 BODY=8BITMIME");
        }
        self.agreed(&from).await?;
        for to in &mail.to {
            self.agreed(&format!("RCPT TO:<{to}>")).await?;
        }
        let reply = self.ask("DATA").await?;
        if reply.code != 354 {
            return Err(reason::refused(&reply));
        }
        self.put(&mail.text).await.map_err(reason::broken)?;
        self.silent().await.map_err(reason::broken)
    }

    /// Fails if the server has sent an unrequested line, which would count as the reply to the next command.
    async fn silent(&mut self) -> Result<(), Broken> {
        match timeout(Duration::ZERO, self.wire.fill_buf()).await {
            Err(_) => Ok(()),
            Ok(Ok([])) => Err(Broken::Closed),
            Ok(Ok(_)) => Err(Broken::Unasked),
            Ok(Err(error)) => Err(error.into()),
        }
    }

    /// Ends the mail. From its first byte on, the server may have accepted the mail.
    pub(super) async fn end(&mut self) -> Result<Reply, Broken> {
        self.put(b".\r\n").await?;
        let reply = self.answer().await?;
        // If there are two replies, it is unknown which one concerns the mail.
        if self.wire.buffer().is_empty() {
            Ok(reply)
        } else {
            Err(Broken::Unasked)
        }
    }

    /// Sends `QUIT` and ignores the reply.
    pub(super) async fn quit(&mut self) {
        if self.ask("QUIT").await.is_ok() {
            let _ = self.wire.get_mut().shutdown().await;
        }
    }

    /// The parameters of an extension that the server offers. Old servers write `AUTH=PLAIN`.
    fn offer(&self, keyword: &str) -> Option<&str> {
        self.offers.iter().find_map(|line| {
            let (name, rest) = line.split_once([' ', '=']).unwrap_or((line.as_str(), ""));
            name.eq_ignore_ascii_case(keyword).then_some(rest)
        })
    }

    async fn agreed(&mut self, command: &str) -> Result<(), MailError> {
        let reply = self.ask(command).await?;
        match reply.is_positive() {
            true => Ok(()),
            false => Err(reason::refused(&reply)),
        }
    }

    async fn ask(&mut self, command: &str) -> Result<Reply, MailError> {
        let asked = self.put(format!("{command}\r\n").as_bytes()).await;
        asked.map_err(reason::broken)?;
        self.answer().await.map_err(reason::broken)
    }

    async fn put(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let wire = self.wire.get_mut();
        wire.write_all(bytes).await?;
        wire.flush().await?;
        Ok(())
    }

    async fn answer(&mut self) -> Result<Reply, Broken> {
        Reply::read(&mut self.wire).await
    }
}

/// This machine's name for `EHLO`: its full name, otherwise its address (RFC 5321, 4.1.3).
pub(super) fn my_name(address: SocketAddr) -> String {
    let name = hostname::get()
        .ok()
        .and_then(|name| name.into_string().ok());
    let is_full = |name: &String| {
        let label = |label: &str| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        name.contains('.') && name.len() < 254 && name.split('.').all(label)
    };
    name.filter(is_full).unwrap_or_else(|| match address.ip() {
        std::net::IpAddr::V4(ip) => format!("[{ip}]"),
        std::net::IpAddr::V6(ip) => format!("[IPv6:{ip}]"),
    })
}
