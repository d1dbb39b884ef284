# E-Mails. $name bekommt die E-Mail, $sender hat den Umschlag gesendet, $instance ist dieser Server, $title der
# Umschlag, $date der letzte Tag, $who wer abgelehnt hat.
mail-from = { $sender } über { $instance }
mail-greeting = Guten Tag { $name },
mail-message = { $sender } schreibt:
mail-reason = Als Grund wurde angegeben:
mail-expires = Bitte unterschreiben Sie bis zum { $date }.
mail-alone = Dieser Link ist nur für Sie. Bitte leiten Sie diese E-Mail nicht weiter: Wer den Link hat, kann das Dokument an Ihrer Stelle öffnen.
mail-footer = Gesendet von { $instance } im Auftrag von { $sender }. Wenn Sie die Person nicht kennen, ignorieren Sie diese E-Mail.
mail-footer-sender = Sie bekommen diese E-Mail, weil Sie dieses Dokument über { $instance } gesendet haben.

mail-invitation-subject = { $sender } bittet um Ihre Unterschrift: { $title }
mail-invitation-text = { $sender } bittet Sie, „{ $title }“ zu lesen und zu unterschreiben. Sie brauchen kein Konto, und es geht auch auf dem Smartphone.
mail-invitation-action = Lesen und unterschreiben

mail-reminder-subject = Ihre Unterschrift fehlt noch: { $title }
mail-reminder-text = { $sender } wartet auf Ihre Unterschrift unter „{ $title }“. Der Link unten ist neu; frühere sind nicht mehr gültig.
mail-reminder-action = Lesen und unterschreiben

mail-renewal-subject = Ihr neuer Link: { $title }
mail-renewal-text = Für Sie wurde ein neuer Link angefordert; er steht unten. Sobald Sie ihn öffnen, werden frühere Links ungültig. { $sender } wartet auf Ihre Unterschrift unter „{ $title }“.
mail-renewal-action = Lesen und unterschreiben

mail-copy-subject = Unterschrieben und versiegelt: { $title }
mail-copy-text = Alle haben „{ $title }“ unterschrieben. Das versiegelte Dokument steht für Sie bereit. Bewahren Sie es auf: Es enthält das Protokoll, wer was wann unterschrieben hat, und alle können prüfen, dass es unverändert ist.
mail-copy-action = Versiegeltes Dokument abrufen

mail-progress-subject = Ihr neuer Link: { $title }
mail-progress-text = Für Sie wurde ein neuer Link zu „{ $title }“ angefordert; er steht unten. Er zeigt, wie weit das Dokument ist, und sobald alle unterschrieben haben, das versiegelte Dokument.
mail-progress-action = Öffnen

mail-declined-subject = Abgelehnt: { $title }
mail-declined-text = { $who } hat die Unterschrift unter „{ $title }“ abgelehnt; das Dokument kann deshalb nicht mehr unterschrieben werden. Sie brauchen nichts zu tun. { $sender } weiß Bescheid.
mail-declined-action = Öffnen

mail-voided-subject = Zurückgezogen: { $title }
mail-voided-text = { $sender } hat „{ $title }“ zurückgezogen. Es kann nicht mehr unterschrieben werden, und Sie brauchen nichts zu tun.
mail-voided-action = Öffnen

mail-expired-subject = Abgelaufen: { $title }
mail-expired-text = Nicht alle haben „{ $title }“ rechtzeitig unterschrieben; das Dokument wurde deshalb nicht versiegelt. Wird es noch gebraucht, kann { $sender } es noch einmal senden.
mail-expired-action = Öffnen

mail-sender-sealed-subject = Unterschrieben und versiegelt: { $title }
mail-sender-sealed-text = Alle haben „{ $title }“ unterschrieben, und das Dokument ist versiegelt. Alle bekommen einen Link zum versiegelten Dokument.
mail-sender-sealed-action = Umschlag öffnen

mail-sender-declined-subject = Abgelehnt: { $title }
mail-sender-declined-text = { $who } hat die Unterschrift unter „{ $title }“ abgelehnt. Der Umschlag ist geschlossen; niemand kann mehr unterschreiben.
mail-sender-declined-action = Umschlag öffnen

mail-sender-undelivered-subject = Nicht zugestellt: { $title }
mail-sender-undelivered-text = Die E-Mail an { $who } zu „{ $title }“ konnte nicht zugestellt werden. Öffnen Sie den Umschlag: Sie können den Link kopieren und anders weitergeben oder es noch einmal versuchen.
mail-sender-undelivered-action = Umschlag öffnen
mail-server-said = Technische Einzelheiten:

mail-sender-unanswered-subject = Möglicherweise nicht zugestellt: { $title }
mail-sender-unanswered-text = Die E-Mail an { $who } zu „{ $title }“ wurde an den Mailserver gesendet, der sie nicht bestätigt hat. Fragen Sie nach, ob sie angekommen ist. Wenn nicht, öffnen Sie den Umschlag: Sie können den Link kopieren und anders weitergeben oder es noch einmal versuchen.
mail-sender-unanswered-action = Umschlag öffnen

mail-sender-expired-subject = Abgelaufen: { $title }
mail-sender-expired-text = Nicht alle haben „{ $title }“ rechtzeitig unterschrieben; der Umschlag wurde deshalb geschlossen. Sie können das Dokument noch einmal senden.
mail-sender-expired-action = Umschlag öffnen

# An die Person, der ein Konto gehört.
mail-reset-subject = Neues Passwort für { $instance } wählen
mail-reset-text = Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto bei { $instance } angefordert. Der folgende Link funktioniert einmal und nur eine Stunde lang.
mail-reset-action = Neues Passwort wählen
mail-reset-footer = Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ihr Passwort bleibt, wie es ist. Leiten Sie diese E-Mail niemals weiter.
