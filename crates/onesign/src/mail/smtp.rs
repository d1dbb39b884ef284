//! Hands mails to a mail server, encrypted unless the server is this machine.

mod conversation;
mod hidden;
mod message;
mod reason;
mod reply;
mod vouched;

use onesign_core::mail_code::MailCode;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::{Mail, MailError};
use crate::config::SmtpConfig;
use conversation::{Conversation, Credentials, Wire, my_name};
use hidden::Hidden;
use message::Outgoing;

/// The longest wait for a connection to one address of the server.
const CONNECT: Duration = Duration::from_secs(15);
/// The time limit for handing over one mail, up to its end.
const HAND_OVER: Duration = Duration::from_secs(60);
/// The longest wait for the reply to the end of a mail. Giving up early would create copies, because servers scan for
/// viruses first (RFC 5321, 4.5.3.2.6).
const VERDICT: Duration = Duration::from_secs(120);
/// The longest wait for the reply to `QUIT`.
const FAREWELL: Duration = Duration::from_secs(2);

/// A mail server. Each mail has its own connection.
pub(crate) struct Smtp {
    config: SmtpConfig,
    port: u16,
    /// `None` if the connection is not encrypted.
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
    credentials: Option<Credentials>,
    /// The time limit for handing over one mail, up to its end, and the one for the reply to the end.
    patience: (Duration, Duration),
}

impl Smtp {
    /// Prepares the configuration; connects only when there is a mail. By default the connection begins unencrypted and
    /// must switch to TLS before any other command.
    ///
    /// # Errors
    /// `mail_misconfigured` names the unusable setting.
    pub(crate) fn new(config: &SmtpConfig) -> Result<Self, MailError> {
        config
            .from
            .parse::<Mailbox>()
            .map_err(|error| misconfigured("ONESIGN_SMTP_FROM", error))?;
        let port = match config.security.as_str() {
            "starttls" => 587,
            "tls" => 465,
            "plain" if is_this_machine(&config.host) => 25,
            _ => {
                let problem = "use starttls or tls; plain is for this machine only";
                return Err(misconfigured("ONESIGN_SMTP_SECURITY", problem));
            }
        };
        let tls = match config.security.as_str() {
            "plain" => None,
            _ => {
                let name = ServerName::try_from(config.host.clone())
                    .map_err(|error| misconfigured("ONESIGN_SMTP_HOST", error))?;
                Some((vouched::config(config.ca.as_deref())?, name))
            }
        };
        let login = config.user.clone().zip(config.password.clone());
        Ok(Self {
            port: config.port.unwrap_or(port),
            tls,
            credentials: login.map(|(user, password)| Credentials { user, password }),
            config: config.clone(),
            patience: (HAND_OVER, VERDICT),
        })
    }

    /// Hands over a mail: `Ok` means that the server has taken responsibility for it, and contains its reply. The
    /// server's text is cleaned here, once for all uses.
    ///
    /// # Errors
    /// Any code of [`MailError`]. `mail_unanswered` means that it is unknown whether the server has accepted the mail;
    /// any other code means that it has not.
    pub(crate) async fn send(&self, mail: &Mail) -> Result<String, MailError> {
        let hidden = Hidden::new(&mail.links, &self.config);
        match self.hand_over(mail).await {
            Ok(answer) => Ok(hidden.cleaned(&answer)),
            Err(error) => Err(MailError {
                detail: hidden.cleaned(&error.detail),
                ..error
            }),
        }
    }

    async fn hand_over(&self, mail: &Mail) -> Result<String, MailError> {
        let mail = Outgoing::of(&mail.message(&self.config.from)?)?;
        let late = |patience: Duration| format!("no answer within {} seconds", patience.as_secs());
        let (first, second) = self.patience;
        let written = timeout(first, self.written(&mail)).await;
        let written = written.map_err(|_| MailError::new(MailCode::MailTimedOut, late(first)));
        let mut conversation = written??;
        // From here on, a missing reply is not a refusal.
        let reply = match timeout(second, conversation.end()).await {
            Err(_) => return Err(reason::unanswered(late(second))),
            Ok(Err(error)) => return Err(reason::unanswered(error)),
            Ok(Ok(reply)) => reply,
        };
        let _ = timeout(FAREWELL, conversation.quit()).await;
        match reply.code {
            200..300 => Ok(reply.said()),
            // A code without meaning here (RFC 5321, 4.3.2).
            300..400 => Err(reason::unanswered(reply.said())),
            _ => Err(reason::refused(&reply)),
        }
    }

    /// A conversation in which the mail is written except for its end.
    async fn written(&self, mail: &Outgoing) -> Result<Conversation, MailError> {
        let mut conversation = self.begun().await?;
        let mut step = Ok(());
        if let Some(credentials) = &self.credentials {
            step = conversation.log_in(credentials).await;
        }
        if step.is_ok() {
            step = conversation.write(mail).await;
        }
        if let Err(error) = step {
            let _ = timeout(FAREWELL, conversation.quit()).await;
            return Err(error);
        }
        Ok(conversation)
    }

    /// A conversation with the right server, protected as configured, after the greetings.
    async fn begun(&self) -> Result<Conversation, MailError> {
        let tcp = self.connected().await?;
        let address = tcp.local_addr();
        let address = address.map_err(|error| MailError::new(MailCode::MailUnreachable, error))?;
        let (me, mut wire): (_, Box<dyn Wire>) = (my_name(address), Box::new(tcp));
        if self.config.security == "starttls" {
            let mut open = Conversation::over(wire);
            open.greeted().await?;
            open.hello(&me).await?;
            wire = self.protected(open.start_tls().await?).await?;
        } else {
            wire = self.protected(wire).await?;
        }
        let mut conversation = Conversation::over(wire);
        if self.config.security != "starttls" {
            conversation.greeted().await?;
        }
        conversation.hello(&me).await?;
        Ok(conversation)
    }

    /// A connection to the first reachable address of the server.
    async fn connected(&self) -> Result<TcpStream, MailError> {
        let unreachable = |error: std::io::Error| {
            MailError::new(MailCode::MailUnreachable, reason::words(&error))
        };
        let addresses = lookup_host((self.config.host.as_str(), self.port)).await;
        let mut last = MailError::new(
            MailCode::MailUnreachable,
            "no address was found for the mail server's name",
        );
        for address in addresses.map_err(unreachable)? {
            match timeout(CONNECT, TcpStream::connect(address)).await {
                Ok(Ok(tcp)) => {
                    tcp.set_nodelay(true).map_err(unreachable)?;
                    return Ok(tcp);
                }
                Ok(Err(error)) => last = unreachable(error),
                Err(_) => {
                    last = MailError::new(MailCode::MailUnreachable, "no answer from the address")
                }
            }
        }
        Err(last)
    }

    /// The connection under TLS, if the configuration requires it.
    async fn protected(&self, wire: Box<dyn Wire>) -> Result<Box<dyn Wire>, MailError> {
        let Some((config, name)) = &self.tls else {
            return Ok(wire);
        };
        let shaken = TlsConnector::from(config.clone()).connect(name.clone(), wire);
        match shaken.await {
            Ok(wire) => Ok(Box::new(wire)),
            Err(error) => Err(reason::tls(&error, &self.config.security)),
        }
    }
}

fn misconfigured(setting: &str, problem: impl std::fmt::Display) -> MailError {
    MailError::new(MailCode::MailMisconfigured, format!("{setting}: {problem}"))
}

/// Whether the name can only mean this machine, without a DNS query.
fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod odd;
#[cfg(test)]
mod tests;
