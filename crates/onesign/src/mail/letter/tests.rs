//! What the letters say, in both languages.

use super::*;

const ALL: [About; 13] = [
    About::Invitation,
    About::Reminder,
    About::Renewal,
    About::Copy,
    About::Progress,
    About::Declined,
    About::Voided,
    About::Expired,
    About::SenderSealed,
    About::SenderDeclined,
    About::SenderExpired,
    About::SenderUndelivered,
    About::SenderUnanswered,
];

fn words() -> Words {
    Words {
        id: uuid::Uuid::nil(),
        written_ms: 0,
        locale: "en".into(),
        to_name: "Bo Li".into(),
        to_email: "bo@example.com".into(),
        sender: "Ann Lee".into(),
        sender_email: "ann@example.com".into(),
        who: "Cy Dean".into(),
        instance: "Acme Signatures".into(),
        title: "Offer of employment".into(),
        quoted: "Dear Bo,\n<b>welcome</b> & more!".into(),
        until: "22 November 2026".into(),
        link: Some("https://sign.example.com/s/abc#def".into()),
    }
}

fn written(about: About) -> Mail {
    write(about, &words(), &Catalogues::load())
}

#[test]
fn every_letter_is_complete_in_every_language() {
    let texts = Catalogues::load();
    for about in ALL {
        for locale in ["en", "de"] {
            let words = Words {
                locale: locale.into(),
                ..words()
            };
            let mail = write(about, &words, &texts);
            let html = mail.html;
            let all = format!("{} {} {} {html}", mail.from_name, mail.subject, mail.text);
            for mistake in ["mail-", "{$", "{ $", "\u{2068}"] {
                assert!(
                    !all.contains(mistake),
                    "{about:?} {locale}: {mistake} in {all}"
                );
            }
            assert!(
                mail.subject.contains("Offer of employment"),
                "{}",
                mail.subject
            );
            assert!(mail.text.contains("https://sign.example.com/s/abc#def"));
            assert_eq!(html.matches("<a ").count(), 1, "one call to action");
            assert_eq!(html.matches("https://").count(), 1);
        }
    }
}

#[test]
fn an_invitation_names_the_sender_the_title_and_the_deadline() {
    let mail = written(About::Invitation);
    assert_eq!(mail.from_name, "Ann Lee via Acme Signatures");
    assert_eq!(
        mail.subject,
        "Ann Lee is asking you to sign: Offer of employment"
    );
    let quote = "> Dear Bo,\n> <b>welcome</b> & more!";
    for part in ["Ann Lee", quote, "22 November 2026", "for you alone"] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    let html = mail.html;
    let quote = "Dear Bo,<br>\n&lt;b&gt;welcome&lt;/b&gt; &amp; more!";
    assert!(html.contains(quote), "{html}");
}

#[test]
fn a_reason_to_decline_is_for_the_sender_only() {
    let sender = written(About::SenderDeclined);
    assert!(sender.text.contains("welcome"));
    assert_eq!(sender.from_name, "Acme Signatures");
    assert!(!written(About::Declined).text.contains("welcome"));
    for about in [About::Declined, About::SenderDeclined] {
        let text = written(about).text;
        assert!(text.contains("Cy Dean declined"), "{text}");
    }
    assert!(!written(About::Copy).text.contains("welcome"));
}

#[test]
fn a_mail_with_a_requested_link_says_so() {
    let mail = written(About::Renewal);
    assert_eq!(mail.subject, "Your new link: Offer of employment");
    assert!(mail.text.contains("requested for you"), "{}", mail.text);
    assert!(mail.text.contains("sign by 22 November 2026"));
}

#[test]
fn no_mail_claims_that_all_have_signed_too_early() {
    let mail = written(About::Progress);
    assert!(!mail.text.contains("Everyone has signed"), "{}", mail.text);
    assert!(!mail.subject.contains("sealed"), "{}", mail.subject);
}

#[test]
fn an_answer_goes_to_the_sender_of_the_envelope() {
    let sender = ("Ann Lee".to_owned(), "ann@example.com".to_owned());
    for about in ALL {
        let expected = (!about.is_to_sender()).then_some(&sender);
        assert_eq!(written(about).reply_to.as_ref(), expected, "{about:?}");
    }
}

#[test]
fn without_words_or_link_nothing_is_left_over() {
    let words = Words {
        quoted: " \n".into(),
        until: String::new(),
        link: None,
        ..words()
    };
    let mail = write(About::Invitation, &words, &Catalogues::load());
    assert!(mail.links.is_empty());
    assert!(
        !mail.text.contains('>') && !mail.text.contains("sign by"),
        "{}",
        mail.text
    );
    assert!(!mail.html.contains("blockquote"));
}

#[test]
fn no_text_can_add_a_second_line_to_a_subject() {
    let words = Words {
        title: "x\r\nBcc: all@example.com\u{2028}y\u{202e}".into(),
        ..words()
    };
    let mail = write(About::Reminder, &words, &Catalogues::load());
    assert_eq!(
        mail.subject,
        "Waiting for your signature: x Bcc: all@example.com y"
    );
}

#[test]
fn names_and_titles_that_are_read_from_the_right_leave_the_sentence_as_it_is() {
    let words = Words {
        sender: "דנה לוי".into(),
        title: "חוזה 4".into(),
        quoted: "שלום!\nHello.".into(),
        ..words()
    };
    let mail = write(About::Invitation, &words, &Catalogues::load());
    let [sender, title] = ["\u{2068}דנה לוי\u{2069}", "\u{2068}חוזה 4\u{2069}"];
    assert_eq!(mail.from_name, format!("{sender} via Acme Signatures"));
    let subject = format!("{sender} is asking you to sign: {title}");
    assert_eq!(mail.subject, subject);
    for part in [sender, title, "> \u{2068}שלום!\u{2069}\n> Hello."] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    for part in [
        "<bdi>דנה לוי</bdi>",
        "<bdi>חוזה 4</bdi>",
        "<bdi>שלום!</bdi><br>\nHello.",
        &format!("<title>{subject}</title>"),
    ] {
        assert!(mail.html.contains(part), "{part} in {}", mail.html);
    }
    assert_eq!(
        mail.html.matches("<bdi>").count(),
        mail.html.matches("</bdi>").count()
    );
    let (name, mailbox) = mail.reply_to.clone().unwrap();
    assert_eq!(
        (name.as_str(), mailbox.as_str()),
        ("דנה לוי", "ann@example.com")
    );
}
