# Die Seite zum Unterschreiben.
page-title = Dokument unterschreiben
brand-name = OneSign

# Bevor bekannt ist, wer fragt.
start-title = Sie haben ein Dokument zum Unterschreiben erhalten
start-title-copy = Sie haben ein Dokument erhalten
start-text = Mit „Weiter“ sehen Sie, von wem es kommt. Durch das Öffnen unterschreiben Sie nichts.
start-text-copy = Mit „Weiter“ sehen Sie, von wem es kommt, und können es herunterladen.
start-continue = Weiter
start-opening = Wird geöffnet …
start-note = Sie brauchen kein Konto. Einmal geöffnet, funktioniert dieser Link nur noch in diesem Browser auf diesem Gerät.
sign-unreachable-title = Keine Verbindung
sign-unreachable-text = Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; es ist nichts verloren gegangen.
insecure-title = Diese Seite braucht eine sichere Verbindung
insecure-text = Ihre Adresse muss mit https:// beginnen. Über einfaches http erzeugen Browser die Schlüssel nicht, die zum Unterschreiben nötig sind. Fragen Sie die Person, die diesen Server betreibt, nach der https-Adresse.
start-failed = Das hat nicht geklappt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.

trouble-used-title = Dieser Link wurde bereits an anderer Stelle geöffnet
trouble-used-text = Zu Ihrer Sicherheit funktioniert jeder Link nur in einem Browser auf einem Gerät. Wir können Ihnen einen neuen per E-Mail schicken.
trouble-used-text-unmailed = Zu Ihrer Sicherheit funktioniert jeder Link nur in einem Browser auf einem Gerät. Bitten Sie die Person, die das Dokument gesendet hat, um einen neuen.
trouble-dead-title = Dieser Link ist nicht mehr gültig
trouble-dead-text = Vielleicht ist ein neuerer in Ihrem Posteingang, oder Sie haben diesen zu spät geöffnet.
trouble-dead-text-unmailed = Vielleicht wurde er durch einen neueren ersetzt, oder Sie haben ihn zu spät geöffnet. Bitten Sie die Person, die das Dokument gesendet hat, um einen neuen.
trouble-closed-title = Hier ist nichts mehr zu tun
trouble-closed-text = Dieses Dokument ist abgeschlossen oder wurde zurückgezogen. Wenn Sie etwas anderes erwartet haben, fragen Sie die Person, die es gesendet hat.
trouble-ended-title = Ihre Sitzung ist abgelaufen
trouble-ended-text = Zu Ihrer Sicherheit endet eine Sitzung nach zwei Stunden ohne Aktivität. Mit einem neuen Link finden Sie alles wieder, was gespeichert wurde. Wenn Sie schon etwas ausgefüllt hatten, prüfen Sie Ihre letzte Angabe: Sie könnte fehlen.
trouble-expired-title = Die Frist zum Unterschreiben ist abgelaufen
trouble-expired-text = Dieses Dokument kann nicht mehr unterschrieben werden. Wird es noch gebraucht, bitten Sie die Person, die es gesendet hat, es noch einmal zu senden.
trouble-voided-title = Dieses Dokument wurde zurückgezogen
trouble-voided-text = Das Dokument wurde von der Person zurückgezogen, die es gesendet hat; es gibt nichts mehr zu unterschreiben. Wenn Sie etwas anderes erwartet haben, fragen Sie diese Person.
trouble-declined-title = Jemand hat die Unterschrift abgelehnt
trouble-declined-text = Dieses Dokument kann nicht mehr unterschrieben werden. Wenn Sie etwas anderes erwartet haben, fragen Sie die Person, die es gesendet hat.
trouble-unknown-title = Diesen Link gibt es nicht
trouble-unknown-text = Prüfen Sie, ob Sie die ganze Adresse kopiert haben, oder bitten Sie die Person, die das Dokument gesendet hat, um einen neuen Link.
trouble-incomplete-title = Ein Teil dieses Links fehlt
trouble-incomplete-text = Öffnen Sie den Link in Ihrer E-Mail noch einmal. Ist er dort abgeschnitten, fordern Sie einen neuen an.
trouble-incomplete-text-unmailed = Öffnen Sie den Link noch einmal genau so, wie Sie ihn bekommen haben. Ist er dort abgeschnitten, bitten Sie die Person, die das Dokument gesendet hat, um einen neuen.
renew = Neuen Link per E-Mail anfordern
renew-sending = Wird gesendet …
renew-note = Wir senden ihn nur an die Adresse, die beim Versand angegeben wurde.
renewed-title = Ein neuer Link ist unterwegs
renewed-text = Sehen Sie in Ihrem Posteingang nach. Von dem, was gespeichert war, ist nichts verloren gegangen.
ask = Um einen neuen Link bitten
ask-note = Dieser Server verschickt keine E-Mails. Die Person, die das Dokument gesendet hat, sieht Ihre Bitte und kann Ihnen einen neuen Link geben.
asked-title = Ihre Bitte ist vermerkt
asked-text = Die Person, die das Dokument gesendet hat, sieht Ihre Bitte bei diesem Dokument. Wenn es eilt, wenden Sie sich direkt an sie. Von dem, was gespeichert war, ist nichts verloren gegangen.
