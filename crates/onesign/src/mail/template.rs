//! What the mails say.

use super::message::Mail;
use crate::text::Catalogues;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// A recipient is asked to sign.
    Invitation,
    /// A recipient gets another link to sign.
    Reminder,
    /// A link to the outcome.
    Copy,
    /// Somebody declined.
    Declined,
    /// The sender withdrew the envelope.
    Voided,
    /// The time is over.
    Expired,
    /// The sender learns that somebody declined.
    SenderDeclined,
    /// The sender learns that the time is over.
    SenderExpired,
    /// The sender learns that the document is sealed.
    SenderSealed,
}

impl About {
    /// All there are.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 9] = [
        Self::Invitation,
        Self::Reminder,
        Self::Copy,
        Self::Declined,
        Self::Voided,
        Self::Expired,
        Self::SenderDeclined,
        Self::SenderExpired,
        Self::SenderSealed,
    ];

    fn id(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::Copy => "copy",
            Self::Declined => "declined",
            Self::Voided => "voided",
            Self::Expired => "expired",
            Self::SenderDeclined => "sender-declined",
            Self::SenderExpired => "sender-expired",
            Self::SenderSealed => "sender-sealed",
        }
    }
}

/// What goes into a mail.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) locale: String,
    pub(crate) to_name: String,
    pub(crate) to_email: String,
    pub(crate) sender: String,
    pub(crate) instance: String,
    pub(crate) title: String,
    /// What the sender wrote, or why somebody declined or withdrew.
    pub(crate) quoted: String,
    /// When the time is over, in words.
    pub(crate) until: String,
    pub(crate) link: Option<String>,
}

/// Writes a mail, as plain text and as HTML that says the same.
pub(crate) fn write(about: About, words: &Words, texts: &Catalogues) -> Mail {
    let values = [
        ("name", words.to_name.clone()),
        ("sender", words.sender.clone()),
        ("title", words.title.clone()),
        ("instance", words.instance.clone()),
        ("until", words.until.clone()),
    ];
    let say = |id: &str| texts.text(&words.locale, id, &values);
    let part = |part: &str| say(&format!("mail-{}-{part}", about.id()));
    let (subject, body, action) = (part("subject"), part("body"), part("action"));
    let signs = matches!(about, About::Invitation | About::Reminder);
    let footer = if signs { say("mail-footer-link") } else { say("mail-footer") };
    let parts = Parts {
        greeting: say("mail-greeting"),
        body: &body,
        quoted: words.quoted.trim(),
        action: &action,
        link: words.link.as_deref(),
        until: if signs && !words.until.is_empty() { say("mail-until") } else { String::new() },
        footer,
    };
    Mail {
        to_name: words.to_name.clone(),
        to_email: words.to_email.clone(),
        subject,
        text: parts.text(),
        html: parts.html(&words.locale),
        links: words.link.iter().cloned().collect(),
    }
}

struct Parts<'a> {
    greeting: String,
    body: &'a str,
    quoted: &'a str,
    action: &'a str,
    link: Option<&'a str>,
    until: String,
    footer: String,
}

impl Parts<'_> {
    fn text(&self) -> String {
        let mut blocks = vec![self.greeting.clone(), self.body.to_owned()];
        if !self.quoted.is_empty() {
            blocks.push(self.quoted.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"));
        }
        if let Some(link) = self.link {
            blocks.push(format!("{}:\n{link}", self.action));
        }
        if !self.until.is_empty() {
            blocks.push(self.until.clone());
        }
        blocks.push(format!("--\n{}", self.footer));
        blocks.join("\n\n") + "\n"
    }

    fn html(&self, locale: &str) -> String {
        let paragraph = |text: &str, style: &str| format!("<p style=\"{style}\">{}</p>", lines(text));
        let mut body = paragraph(&self.greeting, "margin:0 0 16px") + &paragraph(self.body, "margin:0 0 16px");
        if !self.quoted.is_empty() {
            body += &format!(
                "<blockquote style=\"margin:0 0 16px;padding:8px 16px;border-left:3px solid #c9c0ae;color:#55514a\">{}</blockquote>",
                lines(self.quoted)
            );
        }
        if let Some(link) = self.link {
            body += &format!(
                "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"background:#1d3a8f;color:#ffffff;padding:14px 24px;\
                 border-radius:10px;text-decoration:none;font-weight:600;display:inline-block\">{}</a></p>",
                escaped(link),
                escaped(self.action)
            );
        }
        if !self.until.is_empty() {
            body += &paragraph(&self.until, "margin:0 0 16px;color:#55514a");
        }
        body += &paragraph(&self.footer, "margin:32px 0 0;padding-top:16px;border-top:1px solid #e0d9cb;color:#6f6a61;font-size:14px");
        format!(
            "<!doctype html><html lang=\"{}\"><body style=\"margin:0;background:#f3efe6;color:#1b1a18;\
             font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif\"><div style=\"max-width:560px;\
             margin:0 auto;padding:32px 24px;background:#fffdf9\">{body}</div></body></html>",
            escaped(locale)
        )
    }
}

/// Text for HTML, its lines kept.
fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_is_written_in_every_language_and_escapes_what_people_wrote() {
        let texts = Catalogues::load();
        for locale in ["en", "de"] {
            for about in About::ALL {
                let words = Words {
                    locale: locale.into(),
                    to_name: "<b>Mira</b>".into(),
                    title: "A & B".into(),
                    quoted: "<script>alert(1)</script>\nsecond".into(),
                    link: Some("https://sign.example.com/s/abc#secret".into()),
                    ..Words::default()
                };
                let mail = write(about, &words, &texts);
                assert!(!mail.subject.starts_with("mail-"), "{about:?} {locale}");
                assert!(!mail.text.contains("mail-"), "{about:?} {locale}: {}", mail.text);
                assert!(!mail.html.contains("<script") && !mail.html.contains("<b>"));
                assert!(mail.text.contains("https://sign.example.com/s/abc#secret"));
            }
        }
    }
}
