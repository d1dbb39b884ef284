//! Mails to the holder of an account.

use super::Mail;
use super::clean::{apart, line, sentence};
use super::letter::{Part, page, plain};
use onesign_evidence::text::Catalogues;
use uuid::Uuid;

/// The addressee and the instance of a mail.
pub(crate) struct ToHolder<'a> {
    /// The id of the mail.
    pub(crate) id: Uuid,
    /// The time of writing, Unix milliseconds.
    pub(crate) written_ms: i64,
    /// Language of the mail.
    pub(crate) locale: &'a str,
    /// Name of the holder.
    pub(crate) name: &'a str,
    /// Mailbox of the holder.
    pub(crate) email: &'a str,
    /// Name of this instance.
    pub(crate) instance: &'a str,
}

/// The mail with the link to choose a new password.
pub(crate) fn password_reset(to: &ToHolder<'_>, link: &str, texts: &Catalogues) -> Mail {
    let values = [
        ("name", apart(line(to.name))),
        ("instance", apart(line(to.instance))),
    ];
    let say = |id: &str| texts.text(to.locale, id, &values);
    let parts = [
        Part::Paragraph(say("mail-greeting")),
        Part::Paragraph(say("mail-reset-text")),
        Part::Action {
            label: say("mail-reset-action"),
            link: link.to_owned(),
        },
        Part::Small(say("mail-reset-footer")),
    ];
    let subject = sentence(&say("mail-reset-subject"));
    Mail {
        id: to.id,
        written_ms: to.written_ms,
        from_name: line(to.instance),
        reply_to: None,
        to_name: line(to.name),
        to_email: to.email.to_owned(),
        text: plain(&parts),
        html: page(to.locale, &subject, &line(to.instance), &parts),
        subject,
        links: vec![link.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_is_complete_in_every_language() {
        for locale in ["en", "de"] {
            let to = ToHolder {
                id: Uuid::nil(),
                written_ms: 0,
                locale,
                name: "Ann Lee\r\nBcc: all@example.com",
                email: "ann@example.com",
                instance: "Acme Signatures",
            };
            let link = "https://sign.example.com/reset#a.b";
            let mail = password_reset(&to, link, &Catalogues::load());
            let all = format!("{} {} {}", mail.subject, mail.text, mail.html);
            for mistake in ["mail-", "{$", "{ $", "\u{2068}"] {
                assert!(!all.contains(mistake), "{locale}: {mistake} in {all}");
            }
            assert!(mail.text.contains(link) && mail.subject.contains("Acme"));
            assert!(!mail.subject.contains('\n') && !mail.to_name.contains('\n'));
        }
    }
}
