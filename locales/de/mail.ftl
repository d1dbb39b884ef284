# E-Mails. $name bekommt die Mail, $sender hat den Umschlag gesendet, $instance ist dieser Server, $title der
# Umschlag, $date der letzte Tag, $who wer abgelehnt hat.
mail-from = { $sender } über { $instance }
mail-greeting = Guten Tag { $name },
mail-message = { $sender } schreibt:
mail-reason = Der angegebene Grund:
mail-expires = Sie können bis zum { $date } unterschreiben.
mail-alone = Dieser Link ist nur für Sie. Bitte leiten Sie diese Mail nicht weiter: Wer den Link hat, kann das Dokument an Ihrer Stelle öffnen.
mail-footer = { $instance } schickt Ihnen diese Mail für { $sender }. Wenn Sie diese Person nicht kennen, öffnen Sie den Link nicht; ohne Sie geschieht nichts.
mail-footer-sender = Sie bekommen diese Mail, weil Sie dieses Dokument mit { $instance } gesendet haben.

mail-invitation-subject = { $sender } bittet um Ihre Unterschrift: { $title }
mail-invitation-text = { $sender } bittet Sie, „{ $title }“ zu lesen und zu unterschreiben. Sie brauchen kein Konto, und es geht auch am Telefon.
mail-invitation-action = Lesen und unterschreiben

mail-reminder-subject = Ihre Unterschrift fehlt noch: { $title }
mail-reminder-text = { $sender } wartet auf Ihre Unterschrift unter „{ $title }“. Dies ist ein neuer Link; frühere gelten nicht mehr.
mail-reminder-action = Lesen und unterschreiben

mail-copy-subject = Unterschrieben und versiegelt: { $title }
mail-copy-text = Alle haben „{ $title }“ unterschrieben. Das versiegelte Dokument liegt für Sie bereit. Bewahren Sie es auf: Es beweist, wer was wann unterschrieben hat, und jeder kann es prüfen.
mail-copy-action = Dokument abholen

mail-declined-subject = Nicht mehr zu unterschreiben: { $title }
mail-declined-text = { $who } hat die Unterschrift unter „{ $title }“ abgelehnt; der Vorgang ist deshalb ohne Siegel beendet. Sie brauchen nichts mehr zu tun. { $sender } weiß Bescheid.
mail-declined-action = Öffnen

mail-voided-subject = Zurückgezogen: { $title }
mail-voided-text = { $sender } hat „{ $title }“ zurückgezogen. Es kann nicht mehr unterschrieben werden, und Sie brauchen nichts mehr zu tun.
mail-voided-action = Öffnen

mail-expired-subject = Die Zeit ist um: { $title }
mail-expired-text = Nicht alle haben „{ $title }“ rechtzeitig unterschrieben; der Vorgang ist deshalb ohne Siegel beendet. Wird das Dokument noch gebraucht, kann { $sender } es erneut senden.
mail-expired-action = Öffnen

mail-sender-sealed-subject = Von allen unterschrieben: { $title }
mail-sender-sealed-text = Alle haben „{ $title }“ unterschrieben, und das Dokument ist versiegelt. Alle Beteiligten bekommen ihr Exemplar per Mail.
mail-sender-sealed-action = Umschlag öffnen

mail-sender-declined-subject = Abgelehnt: { $title }
mail-sender-declined-text = { $who } hat die Unterschrift unter „{ $title }“ abgelehnt. Der Umschlag ist geschlossen; niemand wird mehr gefragt.
mail-sender-declined-action = Umschlag öffnen

mail-sender-undelivered-subject = Nicht zugestellt: { $title }
mail-sender-undelivered-text = Die E-Mail an { $who } zu „{ $title }“ konnte nicht zugestellt werden. Öffnen Sie den Umschlag: Sie können den Link kopieren und anders weitergeben oder es noch einmal versuchen.
mail-sender-undelivered-action = Umschlag öffnen
mail-server-said = Der Mailserver antwortete:

mail-sender-unanswered-subject = Vielleicht nicht zugestellt: { $title }
mail-sender-unanswered-text = Der Mailserver nahm die E-Mail an { $who } zu „{ $title }“ entgegen, sagte aber nicht, ob er sie annahm. Fragen Sie nach, ob sie ankam. Wenn nicht, öffnen Sie den Umschlag: Sie können den Link kopieren und anders weitergeben oder es noch einmal versuchen.
mail-sender-unanswered-action = Umschlag öffnen

mail-sender-expired-subject = Nicht rechtzeitig unterschrieben: { $title }
mail-sender-expired-text = Nicht alle haben „{ $title }“ rechtzeitig unterschrieben; der Umschlag ist deshalb geschlossen. Sie können das Dokument erneut senden.
mail-sender-expired-action = Umschlag öffnen
